"""Tables ruled in part: boxes that hold several rows, or several columns, of figures."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.data.words import pattern
from corpus.model import parse_number
from corpus.read.grid import Cell, Grid
from corpus.read.raw import BLANK, Char, Line
from corpus.read.segment import figures_in, segments_of


def lacks_columns(grid: Grid) -> bool:
    """Do boxes hold several figures side by side? Then the upright rules are missing: words must tell the columns."""
    filled = [c for c in grid.cells if any(ch.text.isdigit() for ch in c.chars)]
    crowded = sum(any(figures_in(line) >= 2 for line in c.lines) for c in filled)
    if grid.columns == 1 and (crowded + sum(_named(c) for c in filled) >= 3 or any(_rows(c) >= 2 for c in filled)):
        return True
    return (crowded > 0.3 * max(1, len(filled)) and crowded >= 2) or (
        crowded == len(filled) == 1 and _rows(filled[0]) >= 3
    )


def lacks_rows(grid: Grid) -> bool:
    """Does one row of boxes hold nearly all of the table? Then the level rules are missing: words must tell the rows."""
    for r in range(grid.rows):
        tall = grid.ys[r + 1] - grid.ys[r] > 0.5 * (grid.ys[-1] - grid.ys[0])
        stacks = sum(len(c.lines) >= 3 and _figures_below(c) >= 3 for c in grid.row(r) if c.r1 - c.r0 == 1)
        if tall and stacks >= 2:
            return True
    return False


def lacks_heads(grid: Grid, lines: Sequence[Line]) -> bool:
    """Does every row print figures, and do heads stand right above, outside of the boxes? Then words must tell them."""
    if not all(any(figures_in(line) for c in grid.row(r) for line in c.lines) for r in range(grid.rows)):
        return False
    x0, top, x1, _ = grid.bbox
    near = [line for line in lines if -line.size < top - line.bottom < line.size and x0 - 3 < line.x0 and line.x1 < x1 + 3]
    return any(_is_heads(line) for line in near)


def _is_heads(line: Line) -> bool:
    parts, text = segments_of(line), BLANK.sub("", line.text)
    captioned = any(pattern("captions", name).search(text) for name in ("unit", "body", "title", "note"))
    return len(parts) > 2 and all(part.kind == "words" for part in parts) and not captioned


def _figures_below(cell: Cell) -> int:
    return sum(figures_in(line) == 1 for line in cell.lines)


def _named(cell: Cell) -> bool:
    """Does a box hold a name and one figure?"""
    parts = [s for line in cell.lines for s in segments_of(line)]
    return len(parts) >= 2 and sum(s.is_figure for s in parts) == 1 and len(cell.lines) <= 2


def _rows(cell: Cell) -> int:
    return sum(figures_in(line) >= 1 for line in cell.lines)


def split_rows(grid: Grid) -> Grid:
    """Part each grid row whose boxes hold several figures below each other: the level rules are missing."""
    cuts: dict[int, list[float]] = {}
    for r in range(grid.rows):
        stacks = [c for c in grid.row(r) if c.r0 == r and c.r1 == r + 1 and _is_stack(c)] or _counts(grid, r)
        if stacks:
            tallest = max(stacks, key=lambda c: len(c.lines))
            cuts[r] = [(a.bottom + b.top) / 2 for a, b in zip(tallest.lines, tallest.lines[1:], strict=False)]
    if not cuts:
        return grid
    ys, place = _boundaries(grid, cuts)
    cells: list[Cell] = []
    for cell in grid.cells:
        r0, r1 = place[cell.r0], place[cell.r1]
        if cell.r1 - cell.r0 == 1 and cell.r0 in cuts:
            cells += _parts(cell, ys, r0, r1)
        else:
            cells.append(Cell(r0, r1, cell.c0, cell.c1, cell.bbox, cell.chars))
    return Grid(grid.page, grid.width, grid.height, grid.xs, tuple(ys), tuple(cells), grid.bbox)


def _is_stack(cell: Cell) -> bool:
    """Does every line of the box print one figure, and are there several?"""
    return len(cell.lines) >= 2 and all(parse_number(line.text) is not None and "." in line.text for line in cell.lines)


def _counts(grid: Grid, row: int) -> list[Cell]:
    """The boxes of a row that hold whole numbers below each other, no part of one: a number that is wrapped fills its box.
    Only where every box of the row has as many lines."""
    filled = [c for c in grid.row(row) if c.label]
    alone = all(c.r0 == row and c.r1 == row + 1 for c in filled)
    if not alone or len({len(c.lines) for c in filled}) != 1 or len(filled[0].lines) < 2:
        return []
    stacks = [c for c in filled if all(parse_number(line.text) is not None for line in c.lines)]
    roomy = all(line.x1 - line.x0 + ROOM * line.size < c.bbox[2] - c.bbox[0] for c in stacks for line in c.lines)
    return stacks if roomy and len(stacks) < len(filled) else []


ROOM = 2.2
"""A line that leaves so much of its box (in font sizes) is not wrapped."""


def _boundaries(grid: Grid, cuts: dict[int, list[float]]) -> tuple[list[float], dict[int, int]]:
    """The rows' boundaries with the cuts among them, and where each old boundary stands now."""
    ys: list[float] = []
    place: dict[int, int] = {}
    for r, y in enumerate(grid.ys):
        place[r] = len(ys)
        ys.append(y)
        ys += cuts.get(r, [])
    return ys, place


def _parts(cell: Cell, ys: list[float], r0: int, r1: int) -> list[Cell]:
    held: dict[int, list[Char]] = {r: [] for r in range(r0, r1)}
    for char in cell.chars:
        row = next((r for r in range(r0, r1) if char.middle < ys[r + 1]), r1 - 1)
        held[row].append(char)
    x0, _, x1, _ = cell.bbox
    return [Cell(r, r + 1, cell.c0, cell.c1, (x0, ys[r], x1, ys[r + 1]), tuple(chars)) for r, chars in held.items()]
