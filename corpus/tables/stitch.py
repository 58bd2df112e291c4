"""Grids of a document, in order, to raw tables: each with its caption, going on over pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from corpus.ablation import left_out
from corpus.data.words import pattern
from corpus.model import parse_number
from corpus.read.grid import Cell, Grid
from corpus.read.layout import PageLayout
from corpus.read.pages import Pages
from corpus.read.raw import Line
from corpus.tables.beside import lay_beside
from corpus.tables.build import caption_for, rows_of, start_of
from corpus.tables.caption import Caption, is_contents, is_title
from corpus.tables.cut_heads import at_foot, with_cut_heads
from corpus.tables.form import heads_in, pairs_layout, pairs_of, project_of
from corpus.tables.found import RawRow, RawTable, Shelf, is_note
from corpus.tables.header import caption_rows, layout_of, prints_money
from corpus.tables.labels import name_of
from corpus.tables.roles import money
from corpus.tables.rowtree import is_body, is_total, rank_of
from corpus.tables.running import furniture


def raw_tables(pages: Pages, shelf: Shelf | None = None) -> list[RawTable]:
    """All tables of a document, stitched; what each page printed is put by on the `shelf`, if there is one."""
    out: list[RawTable] = []
    carried: list[Line] = []
    cut: list[Line] = []
    running = pages.running
    for page in pages.whole():
        known = max(0, len(out) - 1)
        left = furniture(page, running)
        if out and not carried and not out[-1].notes and not any(row.prints for row in out[-1].rows):
            out[-1].notes += _note_on_top(page, left, out[-1].grids[-1])
        for k, grid in enumerate(page.grids):
            above = [line for line in page.above(k) if line not in left]
            if k == 0:
                if any(is_title(line.text) for line in above):
                    cut = []  # a table of its own begins here: the one whose heads were left above has no rows
                above = [*carried, *above]
            carried = []
            below = [line for line in page.below(k) if line not in left]
            _take(out, page, grid, above, first=k == 0, cut=cut)
            cut = []
            if out:
                out[-1].notes += [(page.number, line) for line in below if out[-1].grids and out[-1].grids[-1] is grid]
        carried, cut = at_foot(_foot(page, left))
        if shelf is not None:
            for k in range(known, len(out)):
                out[k].put_by(shelf, ended=k < len(out) - 1)
    if shelf is not None and out:
        out[-1].put_by(shelf, ended=True)
    return [table for table in out if table.rows or table.layout.columns]


def name_groups(tables: Sequence[RawTable], department: str | None) -> None:
    """Mark the tables of other bodies than the document's, where one title stands above the tables of several."""
    bodies: dict[str | None, set[str]] = defaultdict(set)
    for table in tables:
        if table.caption.body:
            bodies[table.caption.title].add(table.caption.body)
    for table in tables:
        if len(bodies[table.caption.title]) > 1 and table.caption.body != department and not table.group:
            table.group = table.caption.body or ""


def _note_on_top(page: PageLayout, left: set[Line], last: Grid) -> list[tuple[int, Line]]:
    """What the page before had no room for: the note of its last, empty table."""
    top = next((line for line in page.lines if line not in left), None)
    stands = top is not None and last.page == page.number - 1 and all(top.top < g.bbox[1] for g in page.grids)
    return [(page.number, top)] if top is not None and stands and is_note(top.text) else []


def _foot(page: PageLayout, left: set[Line]) -> list[Line]:
    """The lines below the last grid of a page, without those that every page has."""
    floor = max((g.bbox[3] for g in page.grids), default=0.0)
    return [line for line in page.lines if line not in left and line.top >= floor - 2]


def _take(out: list[RawTable], page: PageLayout, grid: Grid, above: list[Line], first: bool, cut: Sequence[Line] = ()) -> None:
    """Append a grid as a new table, its sections as tables, or as the rest of the table before."""
    if is_contents(grid):
        return
    inside = caption_rows(grid)[1]
    caption = caption_for(above, inside)
    last = out[-1] if out else None
    project = project_of(grid)
    if last is not None and project is None and _goes_on(last, grid, caption, above, first):
        if lay_beside(last, grid):
            return
        found = start_of(grid, last.layout)
        if found is not None:
            body, repeated = found
            if last.grids[-1] is not grid:
                _append(last, grid, body, repeated)
            return
    if project is not None and not caption.title and last is not None and last.group:
        caption = replace(last.caption, unit=caption.unit or last.caption.unit)
    for part, section in sections(grid):
        for piece, name, pairs in _pieces(part, section) if project is not None else [(part, section, False)]:
            layout = pairs_layout(piece) if pairs else with_cut_heads(layout_of(piece), cut)
            if name:
                layout.section = name
                layout.columns = [
                    replace(c, heads=(name, *c.heads)) if c.role in ("amount", "count") else c for c in layout.columns
                ]
            table = RawTable(caption, layout, page.number, [grid], part=piece, group=project or "")
            table.rows = pairs_of(piece) if pairs else rows_of(piece, layout, layout.body)
            out.append(table)


def _pieces(part: Grid, section: str | None) -> list[tuple[Grid, str | None, bool]]:
    """A form's part: labels beside values (True); from a row of heads on a table (False), as far as the label at its
    left reaches, which names it."""
    out: list[tuple[Grid, str | None, bool]] = []
    r = 0
    while r < part.rows and not section:
        heads = heads_in(part, r)
        if heads is None:
            return [*out, (subgrid(part, r, part.rows, 0), None, True)]
        if heads > r:
            out.append((subgrid(part, r, heads, 0), None, True))
        left = part.at(heads, 0)
        if left is None or left.r1 <= heads + 1:
            return [*out, (subgrid(part, heads, part.rows, 0), None, False)]
        out.append((subgrid(part, heads, left.r1, left.c1), left.label, False))
        r = left.r1
    return out or [(part, section, False)]


def _append(table: RawTable, grid: Grid, body: int, repeated: bool) -> None:
    if repeated:
        fresh = layout_of(grid)
        columns = [
            replace(f, heads=c.heads, role=c.role, block=c.block)
            for f, c in zip(fresh.columns, table.layout.columns, strict=False)
        ]
        same = len(fresh.columns) == len(table.layout.columns)
        layout = replace(fresh, columns=columns) if same else table.layout
        rows = rows_of(grid, layout, body, aligned=same)
    else:
        rows = rows_of(grid, table.layout, body, aligned=False)
    if rows and table.rows:
        rows = _join_cut_words(table.rows[-1], rows)
    if rows and table.rows:
        rows = _join_cut_row(table, rows, repeated)
    table.rows += rows
    table.grids.append(grid)
    table.notes = []


def _join_cut_words(before: RawRow, rows: list[RawRow]) -> list[RawRow]:
    """A long text cut by the page break: the first row after it has neither name nor figure, only words."""
    first = rows[0]
    if any(first.texts) or first.amounts or first.code or not first.words or not before.words:
        return rows
    rest = dict(first.words)
    before.change(words=[(head, text + rest.get(head, "")) for head, text in before.words])
    return rows[1:]


def _join_cut_row(table: RawTable, rows: list[RawRow], repeated: bool) -> list[RawRow]:
    """A row cut by the page break: its first half has the label's beginning, its second the rest."""
    for block in sorted({row.block for row in rows}):
        first = next(r for r in rows if r.block == block)
        before = next((r for r in reversed(table.rows) if r.block == block), None)
        if before is None or not first.first or first.code or (first.prints and (before.prints or repeated)):
            continue
        if _is_rest(before, first, [r for r in table.rows if r.block == block]):
            before.texts = [b + f for b, f in zip(before.texts, first.texts, strict=False)]
            before.change(amounts=[*before.amounts, *first.amounts])
            rows = [r for r in rows if r is not first]
    return rows


def _is_rest(before: RawRow, first: RawRow, siblings: list[RawRow]) -> bool:
    """Is this row's label the rest of the label before the page break?"""
    head = next((t for t in first.texts if t), "")
    begun = next((t for t in before.texts if t), "")
    if not head or not begun:
        return False
    coded = all(row.code or is_total(name_of(row)) for row in siblings)
    if before.code and coded and not first.prints and not is_total(head) and not is_body(head):
        return True  # every row of this table has a code: a row with a name alone is none of its own
    if len(head) > 8:
        return False
    if is_total(begun + head) and not is_total(begun):
        return True
    labels = [t for r in siblings for t in r.texts if t]
    numbered = sum(rank_of(t) is not None for t in labels) >= 0.7 * len(labels)
    return numbered and rank_of(head) is None and not re.search("合计|总计|小计|结转|结余", head)


def _goes_on(last: RawTable, grid: Grid, caption: Caption, above: list[Line], first: bool) -> bool:
    """Does this grid go on with the table before it?"""
    if not first or left_out("stitching"):
        return False
    if last.grids[-1].page not in (grid.page - 1, grid.page - 2):
        return False
    if caption.body and last.caption.body and caption.body != last.caption.body:
        return False
    if caption.title:
        found = start_of(grid, last.layout)
        return caption.title == last.caption.title and found is not None and found[1]
    if any(is_note(line.text) for _, line in last.notes):
        return False
    text = [line for line in above if len(line.text) > 12 and not pattern("captions", "body").match(line.text)]
    return not text


def sections(grid: Grid) -> list[tuple[Grid, str | None]]:
    """A form's parts, each named by a cell at its left that spans heads and body alike; else the grid itself."""
    marks = [c for c in grid.cells if c.c0 == 0 and c.r1 - c.r0 >= 3 and c.label and _is_section(grid, c)]
    if not marks:
        return [(grid, None)]
    out: list[tuple[Grid, str | None]] = []
    r = 0
    for mark in sorted(marks, key=lambda c: c.r0):
        if mark.r0 > r:
            out.append((subgrid(grid, r, mark.r0, 0), None))
        out.append((subgrid(grid, mark.r0, mark.r1, mark.c1), mark.label))
        r = mark.r1
    if r < grid.rows:
        out.append((subgrid(grid, r, grid.rows, 0), None))
    return out


def _is_section(grid: Grid, cell: Cell) -> bool:
    first = [c for c in grid.row(cell.r0) if c is not cell]
    if any(money(c.label) or parse_number(c.label) for c in first) or len([c for c in first if c.label]) < 2:
        return False
    if not prints_money(grid, cell.r0, cell.r1) and prints_money(grid, cell.r1, grid.rows):
        return False  # a head over several rows: the figures stand below it
    telling = (c.label for c in first if c.label and not _GROUP_OF_INDICATORS.search(c.label))
    heads = sum(bool(re.search("名称|内容|金额|指标|目标值|总额|类别|预算", label)) for label in telling)
    return heads >= 2 and all(len(c.label) <= 16 for c in first)


_GROUP_OF_INDICATORS = re.compile("(产出|效益|满意度?|数量|质量|时效|成本|经济|社会|生态|影响|对象)指标$")
"""What stands in the column of 一级指标 or 二级指标, and is no head: 产出指标, 数量指标."""


def subgrid(grid: Grid, r0: int, r1: int, c0: int) -> Grid:
    """Rows [r0, r1) and columns from c0 of a grid, with cells clipped to them."""
    cells = tuple(
        Cell(max(c.r0, r0) - r0, min(c.r1, r1) - r0, max(c.c0, c0) - c0, c.c1 - c0, c.bbox, c.chars)
        for c in grid.cells
        if c.r1 > r0 and c.r0 < r1 and c.c1 > c0
    )
    xs, ys = grid.xs[c0:], grid.ys[r0 : r1 + 1]
    return Grid(grid.page, grid.width, grid.height, xs, ys, cells, (xs[0], ys[0], xs[-1], ys[-1]))
