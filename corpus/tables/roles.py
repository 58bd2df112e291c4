"""What each column of a table holds, and which columns are a block of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.data.words import pattern
from corpus.model import parse_figure, unit_of
from corpus.read.grid import Cell, Grid
from corpus.read.raw import BLANK

Role = Literal["code", "name", "attribute", "remark", "serial", "amount", "count"]
CODE = re.compile(r"\d{2,7}(?:\.0)?")
UNSHOWN = re.compile("[#＃]{2,}")
"""What spreadsheet programs print for a number that is wider than its column."""
_DASH = re.compile("[-－—–―─/]+|[#＃]{2,}")
"""What stands in a cell that is not to be filled, or for a number not shown: it says nothing of what its column holds."""


def money(text: str) -> bool:
    """Does this cell print a figure as amounts are printed (not a code, a year or a bare small integer)?"""
    bare = BLANK.sub("", text)
    figure = parse_figure(bare)
    return figure is not None and (bool(re.search(r"[.,，．]", bare)) or figure[2] is not None)


@dataclass(frozen=True, slots=True)
class LogicalColumn:
    """A column as a reader sees it: grid columns that only frames or fills part are one."""

    x0: float
    x1: float
    heads: tuple[str, ...] = ()
    role: Role = "amount"
    block: int = 0
    parts: tuple[int, ...] = ()
    """The grid columns of the page that the heads stand on."""


def role_of(grid: Grid, column: LogicalColumn, body: int) -> Role:
    leaf = column.heads[-1] if column.heads else ""
    whole = "".join(column.heads)
    texts: list[str] = []
    for r in range(body, grid.rows):
        cell = next((c for p in column.parts if (c := grid.at(r, p)) is not None and c.label and c.r0 == r), None)
        if cell is not None and _within(cell, column) and not _DASH.fullmatch(cell.label):
            texts.append(cell.label)
    numbers = sum(parse_figure(t) is not None for t in texts)
    if pattern("heads", "serial").search(leaf):
        return "serial"
    if texts and pattern("heads", "year").search(leaf) and all(re.fullmatch(r"(?:19|20)\d\d年?度?", t) for t in texts):
        return "name"
    code = pattern("heads", "code")
    coded = bool(code.search(leaf)) or (bool(code.search(whole)) and "名称" not in leaf)
    digits = sum(bool(CODE.fullmatch(t)) for t in texts)
    if coded and not any(money(t) for t in texts) and digits >= numbers:
        return "code"
    if texts and numbers >= max(1, 0.5 * len(texts)):
        if pattern("heads", "count").search(leaf) and not any(money(t) for t in texts):
            return "count"
        if not column.heads and all(CODE.fullmatch(t) for t in texts):
            return "code"
        if (
            all(CODE.fullmatch(t) and len(t) in (3, 5, 7) for t in texts)
            and (len(texts) > 2 or "科目" in leaf)
            and not pattern("heads", "amount").search(leaf)
        ):
            return "code"
        return "amount"
    if pattern("heads", "attribute").search(leaf) or (leaf.endswith("单位") and texts and all(map(unit_of, texts))):
        return "attribute"
    if texts:
        if re.search("名称|^项目$|科目$", leaf):
            return "name"
        if sum(len(t) for t in texts) / len(texts) > 28:
            return "remark"
        if (
            pattern("heads", "remark").search(leaf)
            and not pattern("heads", "amount").search(leaf)
            and not re.search("名称|项目$", leaf)
        ):
            return "remark"
        return "name"
    if pattern("heads", "name").search(leaf) and not re.search(
        "(合计|小计|金额|数|费|支出|收入|拨款|资金|经费|结转|结余)$", leaf
    ):
        return "name"
    if pattern("heads", "remark").search(leaf):
        return "remark"
    return "amount"


def _within(cell: Cell, column: LogicalColumn) -> bool:
    """Does the cell stand in this column alone?"""
    return cell.c0 >= column.parts[0] and cell.c1 <= column.parts[-1] + 1


def blocks(columns: Sequence[LogicalColumn]) -> list[LogicalColumn]:
    """Number the blocks: a name or code column after an amount begins the next, if amounts follow it."""
    out: list[LogicalColumn] = []
    block, had_amount = 0, False
    for k, column in enumerate(columns):
        if column.role in ("name", "code") and had_amount and any(c.role == "amount" for c in columns[k + 1 :]):
            block, had_amount = block + 1, False
        had_amount |= column.role == "amount"
        out.append(replace(column, block=block))
    return out


def second_codes(columns: Sequence[LogicalColumn]) -> list[LogicalColumn]:
    """Two classifications side by side (科目编码 名称 | 科目编码 名称): the first names a row, the second tells of it."""
    out: list[LogicalColumn] = []
    seen: list[str] = []
    block = 0
    for column in columns:
        if column.block != block:
            block, seen = column.block, []
        seen.append(column.role)
        second = _again(seen)
        if second and column.role == "code":
            column = replace(column, role="serial")
        elif second and column.role == "name":
            column = replace(column, role="attribute")
        out.append(column)
    return out


def carriers(columns: Sequence[LogicalColumn]) -> list[LogicalColumn]:
    """Who carries out what is named before it (项目名称 | 主管科室), or how it is classified (项目名称 | 项目类别): told of a
    row, no part of its name."""
    out: list[LogicalColumn] = []
    project: LogicalColumn | None = None
    """The column of names of projects that this one and those between stand behind."""
    for column in columns:
        leaf = column.heads[-1] if column.heads else ""
        if (
            project is not None
            and column.role == "name"
            and column.block == project.block
            and pattern("heads", "carrier").search(leaf)
        ):
            column = replace(column, role="attribute")
        elif column.role == "name" and leaf and pattern("heads", "project").search(leaf):
            project = column
        elif column.role != "attribute":
            project = None
        out.append(column)
    return out


def _again(roles: list[str]) -> bool:
    """Did a code follow a name that follows a code, and is this one of that pair?"""
    order = [role for k, role in enumerate(roles) if role in ("code", "name") and (k == 0 or roles[k - 1] != role)]
    return order[:3] == ["code", "name", "code"] and len(order) in (3, 4)
