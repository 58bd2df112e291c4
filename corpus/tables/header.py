"""Where a grid's heads end, which logical columns it has, and what each column holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.data.words import pattern
from corpus.model import parse_figure
from corpus.read.grid import Cell, Grid
from corpus.read.index_row import is_index_row
from corpus.read.unit_row import are_heads
from corpus.tables.roles import LogicalColumn, blocks, carriers, money, role_of, second_codes
from corpus.tables.rowtree import is_total, rank_of


@dataclass
class Layout:
    """The heads of a table: its logical columns, and the first row of the body on the page with the heads."""

    columns: list[LogicalColumn]
    body: int
    captions: list[str] = field(default_factory=list)
    section: str | None = None


def caption_rows(grid: Grid) -> tuple[int, list[str]]:
    """How many rows at the top hold title, body and unit inside the grid, and their texts."""
    texts: list[str] = []
    r = 0
    while r < grid.rows:
        filled = [c for c in grid.row(r) if c.label]
        if not filled and r == 0 and grid.rows > 1:
            r += 1
            continue
        if not filled or not _is_caption_row(grid, r, filled):
            break
        texts += [line.text for c in filled for line in c.lines]
        r = max(c.r1 for c in filled)
    return (r, texts) if r < grid.rows else (0, [])


def _is_caption_row(grid: Grid, row: int, filled: list[Cell]) -> bool:
    """Does a row hold a title, a table's number, a body's name or a unit, and no heads?"""
    if any(money(c.label) for c in filled):
        return False
    if pattern("captions", "unit").search("".join(c.label for c in filled)):
        return not are_heads([c.label for c in filled])
    if all(pattern("captions", "only_number").match(c.label) for c in filled):
        return True
    if len(filled) == 1 and filled[0].c1 - filled[0].c0 >= grid.columns:
        return not _only_head(grid, row)
    return len(filled) <= 2 and bool(pattern("captions", "body").match(filled[0].label))


def unit_in_heads(columns: Sequence[LogicalColumn]) -> str | None:
    """The unit that the head of the rows' names gives for the whole table (项目（单位：万元）), None if it gives none."""
    for column in columns:
        if column.role in ("name", "code"):
            text = "".join(column.heads)
            found = pattern("captions", "unit").search(text) or pattern("captions", "inline_unit").search(text)
            if found:
                return found.group(1)
    return None


def _only_head(grid: Grid, row: int) -> bool:
    """A merged first row that is a head (财政拨款“三公”经费) and no title: heads follow it."""
    text = grid.row(row)[0].label
    return (
        not re.search(r"(表|年度)([（(].*[)）])?$", text)
        and len(text) < 30
        and "：" not in text
        and row + 1 < grid.rows
    )


def head_end(grid: Grid, start: int) -> int:
    """The first body row: below it no head cell reaches down and no merged head is left without its sub-heads."""
    end = start
    for r in range(start, grid.rows):
        if _is_body(grid, r):
            return max(end, r) if r > start else r
        cells = grid.row(r)
        reach = max((c.r1 for c in cells if c.r0 >= start and not _section_cell(grid, c)), default=r + 1)
        merged = any(c.c1 - c.c0 > 1 and c.label and c.r1 == r + 1 for c in cells)
        end = r + 1
        if reach > r + 1:
            continue
        if merged and r + 1 < grid.rows and _has_subheads(grid, r + 1, start):
            continue
        if all(not c.label for c in cells) and r > start:
            continue
        if r + 1 < grid.rows and _more_heads(grid, r + 1):
            continue
        return end
    return end


def _section_cell(grid: Grid, cell: Cell) -> bool:
    """A cell at the left that spans heads and body alike (a form's section name)."""
    return cell.c0 == 0 and cell.r1 - cell.r0 > 2 and prints_money(grid, cell.r0, cell.r1)


def prints_money(grid: Grid, r0: int, r1: int) -> bool:
    """Does any cell of rows [r0, r1) print an amount?"""
    return any(money(c.label) for r in range(r0, r1) for c in grid.row(r))


def _is_body(grid: Grid, row: int) -> bool:
    cells = [c for c in grid.row(row) if c.r0 == row or c.r0 < row]
    fresh = [c for c in cells if c.r0 == row]
    if any(money(c.label) for c in fresh):
        return True
    texts = [c.label for c in fresh if c.label]
    if not texts:
        return False
    if re.fullmatch(r"\d{3,7}", texts[0]) and not re.fullmatch(r"(19|20)\d\d", texts[0]):
        return True
    if _counts(texts):
        return True
    if rank_of(texts[0]) is not None and any(rank_of(t) == 1 or re.match(r"^一、", t) for t in texts[:1]):
        return True
    return len(texts) == 1 and is_total(texts[0]) and len(fresh) > 1 and fresh[0].label == texts[0]


def _counts(texts: list[str]) -> bool:
    """Does a row print a name and whole numbers behind it, which are neither years nor numbers of columns?"""
    whole = all(re.fullmatch(r"\d{1,3}|\d{5,}", t) for t in texts[1:])
    return len(texts) > 2 and whole and re.search("[一-鿿]{2}", texts[0]) is not None and not is_index_row(texts)


def _has_subheads(grid: Grid, row: int, start: int) -> bool:
    """Do the cells below a merged head part it?"""
    above, below = grid.row(row - 1), grid.row(row)
    for cell in above:
        if cell.c1 - cell.c0 > 1 and cell.label and cell.r1 == row:
            under = [c for c in below if c.c0 >= cell.c0 and c.c1 <= cell.c1 and c.r0 == row and c.label]
            if len(under) > 1:
                return True
    return False


def _more_heads(grid: Grid, row: int) -> bool:
    """A further row of heads: 预算数 | 决算数 | 预算数 | 决算数 below, or only 类 款 项."""
    texts = [c.label for c in grid.row(row) if c.label and c.r0 == row]
    first = grid.at(row, 0)
    if first is not None and not first.label and first.r0 == row and _only_words(texts) and prints_money(grid, row + 1, row + 2):
        return True
    return len(texts) >= 2 and all(
        re.fullmatch(
            r"(类|款|项|预算数|决算数|年初预算数|执行数|栏次|小计|合计|人员经费|公用经费|基本支出|项目支出|\d{4}年.{0,4}数?)",
            t,
        )
        for t in texts
    )


def _only_words(texts: list[str]) -> bool:
    """Are these several short words, as heads below others are in a table that merges none?"""
    return len(texts) >= 2 and all(len(t) <= 12 and parse_figure(t) is None and not is_total(t) for t in texts)


def layout_of(grid: Grid) -> Layout:
    """Read the heads of a grid that has some."""
    start, captions = caption_rows(grid)
    body = head_end(grid, start)
    columns = _merge(grid, start)
    columns = [replace(c, heads=_heads(grid, c, start, body)) for c in columns]
    columns = [replace(c, role=role_of(grid, c, body)) for c in columns]
    return Layout(carriers(second_codes(blocks(columns))), body, captions)


def _merge(grid: Grid, start: int) -> list[LogicalColumn]:
    """Neighbouring grid columns that no row parts by printing on both sides are one column."""
    groups: list[list[int]] = [[0]]
    for c in range(1, grid.columns):
        if _one(grid, groups[-1], c, start):
            groups[-1].append(c)
        else:
            groups.append([c])
    return [LogicalColumn(grid.xs[g[0]], grid.xs[g[-1] + 1], parts=tuple(g)) for g in groups]


def _one(grid: Grid, group: list[int], column: int, start: int) -> bool:
    """May this grid column join the group: in no row do both sides print something of their own?"""
    left_solo = right_solo = False
    for r in range(start, grid.rows):
        left = [grid.at(r, g) for g in group]
        right = grid.at(r, column)
        if right is None or right in left:
            continue
        lefts = [c for c in left if c is not None and c.label]
        if right.label and lefts:
            return False
        left_solo |= any(c.c1 <= column for c in lefts)
        right_solo |= bool(right.label)
    return not (left_solo and right_solo) or _narrow(grid, group, column)


def _narrow(grid: Grid, group: list[int], column: int) -> bool:
    """Frames inside frames part a cell at its padding: one of the two is too narrow for a figure."""
    return min(grid.xs[group[-1] + 1] - grid.xs[group[0]], grid.xs[column + 1] - grid.xs[column]) < 14


def _heads(grid: Grid, column: LogicalColumn, start: int, body: int) -> tuple[str, ...]:
    heads: list[str] = []
    last: list[Cell] = []
    for r in range(start, body):
        cells = [c for p in column.parts if (c := grid.at(r, p)) is not None and c.label and c not in last]
        for cell in cells:
            if cell in last or (cell.r0 < start):
                continue
            last.append(cell)
            if not _is_serial_of_columns(grid, r):
                heads.append(cell.label)
    return tuple(heads)


def _is_serial_of_columns(grid: Grid, row: int) -> bool:
    return is_index_row([c.label for c in grid.row(row) if c.r0 == row])
