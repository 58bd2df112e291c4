"""Heads that stand in one box though each is over columns of its own: the rules between them are missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.data.words import pattern
from corpus.read.grid import Cell, Grid
from corpus.read.raw import BLANK
from corpus.read.segment import Segment, segments_of
from corpus.read.spans import head_cells, whole_heads


def split_heads(grid: Grid) -> Grid:
    """Part each box of heads that covers several columns and prints, in one of its lines, a text over each of several."""
    boxes = [c for c in grid.cells if c.c1 - c.c0 > 1 and _is_crowded(c, grid)]
    if not boxes:
        return grid
    parted = {id(box): _parts(box, grid) for box in boxes}
    ys, place = _levels(grid, parted.values())
    cells: list[Cell] = []
    for cell in grid.cells:
        own = parted.get(id(cell))
        if own is None:
            cells.append(Cell(place[cell.r0], place[cell.r1], cell.c0, cell.c1, cell.bbox, cell.chars))
            continue
        inner, levels = own
        at = [place[cell.r0], *(ys.index(y) for y in levels[1:-1]), place[cell.r1]]
        cells += [Cell(at[c.r0], at[c.r1], c.c0 + cell.c0, c.c1 + cell.c0, c.bbox, c.chars) for c in inner]
    return Grid(grid.page, grid.width, grid.height, grid.xs, tuple(ys), tuple(cells), grid.bbox, grid.ruled)


def _is_crowded(cell: Cell, grid: Grid) -> bool:
    """Does a line of the box print several texts, each in the middle of columns of its own, and does the box print no
    figure, no caption, and stand above everything that does?"""
    texts = [BLANK.sub("", line.text) for line in cell.lines]
    if any(pattern("captions", name).search(t) for t in texts for name in ("unit", "body", "title", "note")):
        return False
    rows = [segments_of(line) for line in cell.lines]
    if any(part.kind != "words" for row in rows for part in row):
        return False
    if any(s.is_figure for c in grid.cells if c.r1 <= cell.r0 for line in c.lines for s in segments_of(line)):
        return False
    xs = grid.xs[cell.c0 : cell.c1 + 1]
    return any(
        len(row) > 1 and len({_column(part, xs) for part in row}) == len(row) and _centred(row, xs) for row in rows
    )


def _column(part: Segment, xs: Sequence[float]) -> int:
    return next((k for k, (a, b) in enumerate(pairwise(xs)) if a <= part.centre < b), -1)


def _centred(row: Sequence[Segment], xs: Sequence[float]) -> bool:
    """Do most of the texts stand in the middle of one column, or of several?"""
    sides = [(a + b) / 2 for k, a in enumerate(xs) for b in xs[k + 1 :]]
    return sum(min(abs(part.centre - m) for m in sides) < 3 for part in row) > 0.5 * len(row)


def _parts(cell: Cell, grid: Grid) -> tuple[list[Cell], list[float]]:
    """The cells of the heads in a box, and the level sides of their rows."""
    xs = grid.xs[cell.c0 : cell.c1 + 1]
    rows = whole_heads([part for line in cell.lines for part in segments_of(line)])
    tops = [min(p.top for p in row) for row in rows]
    ys = [
        cell.bbox[1],
        *((max(p.bottom for p in a) + t) / 2 for a, t in zip(rows, tops[1:], strict=False)),
        cell.bbox[3],
    ]
    return head_cells(rows, xs, ys), ys


def _levels(grid: Grid, parted: Iterable[tuple[list[Cell], list[float]]]) -> tuple[list[float], dict[int, int]]:
    """The rows' sides with those of the parted heads among them, and where each old one stands now."""
    fresh = sorted({y for _, levels in parted for y in levels[1:-1]})
    ys = sorted({*grid.ys, *fresh})
    return ys, {r: ys.index(y) for r, y in enumerate(grid.ys)}
