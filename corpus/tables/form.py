"""Forms of one project each (项目支出绩效目标表): labels beside their values, and the project that all of it is of."""

from __future__ import annotations

from corpus.data.words import pattern
from corpus.model import parse_figure
from corpus.read.grid import Cell, Grid
from corpus.tables.found import RawRow
from corpus.tables.header import Layout
from corpus.tables.roles import LogicalColumn, money
from corpus.tables.rowtree import clean_label

LONG = 16
"""A cell of more letters than this is a text and no label."""


def project_of(grid: Grid) -> str | None:
    """The project that a grid is a form of: 项目名称 stands beside the name, and other labels of such forms below it."""
    for r in range(min(4, grid.rows)):
        cells = [c for c in grid.row(r) if c.label and c.r0 == r]
        at = next((k for k, c in enumerate(cells) if pattern("forms", "project").search(c.label)), None)
        if at is None or at + 1 == len(cells):
            continue
        name, value = cells[at], cells[at + 1]
        below = grid.at(name.r1, name.c0) if name.r1 < grid.rows else None
        told = below is not None and bool(pattern("forms", "label").search(clean_label(below.label)))
        if told and not _is_head(value.label) and parse_figure(value.label) is None:
            return clean_label(value.label)
    return None


def heads_in(grid: Grid, first: int) -> int | None:
    """The first row from `first` on that heads columns of figures (年初预算数 | 全年执行数 | 得分), None if none does."""
    for r in range(first, grid.rows - 1):
        cells = [c for c in grid.row(r) if c.label and c.r0 == r]
        if sum(_is_head(c.label) for c in cells) >= 2 and not any(parse_figure(c.label) for c in cells):
            return r
    return None


def pairs_layout(grid: Grid) -> Layout:
    """The layout of labels beside values: one column without a head."""
    return Layout([LogicalColumn(grid.xs[0], grid.xs[-1], (), "amount", parts=tuple(range(grid.columns)))], 0)


def pairs_of(grid: Grid) -> list[RawRow]:
    """A row for each label with its value: an amount, or words. A label over several rows stands above theirs; a row of
    labels alone (预期目标 | 实际完成情况) heads what stands below it."""
    out: list[RawRow] = []
    heads: dict[int, Cell] = {}
    for r in range(grid.rows):
        cells = [c for c in grid.row(r) if c.label]
        over = [c for c in cells if c.c0 == 0 and (c.r1 - c.r0 > 1 or c.r0 < r)]
        pending: list[Cell] = []
        before = len(out)
        for cell in (c for c in cells if c.r0 == r and c not in over):
            before_it = pending or ([heads[cell.c0]] if cell.c0 in heads else over)
            label = before_it[-1] if before_it else None
            amount = label is not None and _is_amount(cell, label)
            if label is None or not (amount or _is_value(cell)):
                pending.append(cell)
                continue
            if not pattern("forms", "project").search(label.label):
                out.append(_pair(grid, over, label, cell, amount))
            pending = []
        heads = {c.c0: c for c in pending} if len(out) == before else {}
    return out


def _pair(grid: Grid, over: list[Cell], label: Cell, value: Cell, amount: bool) -> RawRow:
    names: list[Cell | None] = [*(c for c in over if c is not label), label]
    words = [] if amount else [(clean_label(label.label).rstrip(":："), value.label)]
    texts = [c.label.rstrip(":：") for c in names if c]
    return RawRow(grid.page, 0, names, texts, None, [(0, value)] if amount else [], words)


def _is_amount(cell: Cell, label: Cell) -> bool:
    return money(cell.label) or (
        parse_figure(cell.label) is not None and bool(pattern("forms", "money").search(label.label))
    )


def _is_value(cell: Cell) -> bool:
    return len(cell.label) > LONG or not pattern("forms", "label").search(clean_label(cell.label))


def _is_head(text: str) -> bool:
    return bool(pattern("forms", "head").search(text))
