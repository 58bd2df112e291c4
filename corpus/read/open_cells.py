"""Places of a ruled grid that no box covers, though something is printed there: labels without rules about them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from corpus.read.grid import Cell, Grid
from corpus.read.group_labels import spread_over_rows
from corpus.read.raw import Char


def with_open_cells(grid: Grid, chars: Sequence[Char]) -> Grid:
    """The grid with cells for such places: one for a run of places below each other that prints one text; where it
    prints several, each over the rows in whose middle it stands, or in its row, where that does not tell."""
    runs = _runs(grid)
    if not runs:
        return grid
    cells = list(grid.cells)
    for column, first, last in runs:
        held = [_cell(grid, column, r, r + 1, chars) for r in range(first, last)]
        if sum(bool(c.label) for c in held) == 1 or len(_cell(grid, column, first, last, chars).lines) == 1:
            cells.append(_cell(grid, column, first, last, chars))
        elif any(c.label for c in held):
            cells += held
            if column == 0:
                cells = spread_over_rows(cells, first, last, grid.columns)
    return replace(grid, cells=tuple(cells), places={}) if len(cells) > len(grid.cells) else grid


def _runs(grid: Grid) -> list[tuple[int, int, int]]:
    """(column, first row, end) of the runs of places below each other that no cell covers."""
    out: list[tuple[int, int, int]] = []
    for c in range(grid.columns):
        for r in (r for r in range(grid.rows) if grid.at(r, c) is None):
            if out and out[-1][0] == c and out[-1][2] == r:
                out[-1] = (c, out[-1][1], r + 1)
            else:
                out.append((c, r, r + 1))
    return out


def _cell(grid: Grid, column: int, first: int, last: int, chars: Sequence[Char]) -> Cell:
    x0, x1, top, bottom = grid.xs[column], grid.xs[column + 1], grid.ys[first], grid.ys[last]
    inside = (c for c in chars if x0 <= (c.x0 + c.x1) / 2 < x1 and bisect_right((top, bottom), c.middle) == 1)
    return Cell(first, last, column, column + 1, (x0, top, x1, bottom), tuple(inside))
