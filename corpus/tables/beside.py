"""Tables too wide for a page: the columns at the right are printed on the next page, beside the same rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from corpus.read.grid import Cell, Grid
from corpus.tables.build import rows_of
from corpus.tables.found import RawTable
from corpus.tables.header import layout_of

ALIKE = 3.0
"""Rows of two pages are the same rows if their heights differ by less than this (points)."""


def lay_beside(table: RawTable, grid: Grid) -> bool:
    """Take a grid for the right part of the table, if it is one: heads of its own and figures only, in rows of the
    same heights."""
    (last, *others), fresh = table.grids, layout_of(grid)
    if others or any(c.role not in ("amount", "count") or not c.heads for c in fresh.columns):
        return False
    if {c.heads for c in fresh.columns} & {c.heads for c in table.layout.columns if c.role == "amount"}:
        return False
    here, there = _heights(last), _heights(grid)
    if len(here) != len(there) or any(abs(a - b) > ALIKE for a, b in zip(here, there, strict=True)):
        return False
    whole = _joined(last, grid)
    table.layout = layout_of(whole)
    table.rows, table.put = rows_of(whole, table.layout, table.layout.body), 0
    table.grids = [last, grid]
    return True


def _heights(grid: Grid) -> list[float]:
    return [b - a for a, b in pairwise(grid.ys)]


def _joined(left: Grid, right: Grid) -> Grid:
    """Both as one grid; each cell keeps its box on its own page."""
    shift = left.columns
    moved = tuple(
        Cell(c.r0, c.r1, c.c0 + shift, c.c1 + shift, c.bbox, c.chars, page=right.page) for c in right.cells
    )
    away = left.xs[-1] - right.xs[0]
    xs = (*left.xs, *(x + away for x in right.xs[1:]))
    return replace(left, xs=xs, cells=(*left.cells, *moved), places={})
