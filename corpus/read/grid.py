"""Ruled boxes to a grid of cells: which rows and columns each cell spans, and what is printed in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from corpus.model import BBox
from corpus.read.raw import BLANK, Char, Line, bbox_of, lines_of, union, without_marks

SLIVER = 5.0
"""Two rules closer than this (points) hold no text between them: they are one boundary, drawn twice."""


@dataclass(eq=False)
class Cell:
    """A cell: rows [r0, r1), columns [c0, c1)."""

    r0: int
    r1: int
    c0: int
    c1: int
    bbox: BBox
    chars: tuple[Char, ...] = ()
    page: int | None = None
    """Its page, where that is not its grid's."""

    @cached_property
    def lines(self) -> list[Line]:
        return [without_marks(line) for line in lines_of(self.chars)]

    @cached_property
    def text(self) -> str:
        """The text of all its lines, without blanks between Chinese characters."""
        return "".join(line.text for line in self.lines)

    @cached_property
    def label(self) -> str:
        return BLANK.sub("", self.text)

    @cached_property
    def ink(self) -> BBox:
        """The box around what is printed in it (its own box, if nothing is)."""
        return bbox_of(self.chars) if any(c.text.strip() for c in self.chars) else self.bbox

    @cached_property
    def indent(self) -> float:
        """x of its first character."""
        return self.lines[0].x0 if self.lines else self.bbox[0]


@dataclass(eq=False)
class Grid:
    """Cells of one ruled table of one page."""

    page: int
    width: float
    height: float
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Cell, ...]
    bbox: BBox
    ruled: bool = True
    """Are its columns those between rules, rather than those of its words?"""
    places: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for cell in self.cells:
            for r in range(cell.r0, cell.r1):
                for c in range(cell.c0, cell.c1):
                    self.places[r, c] = cell

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers this place."""
        return self.places.get((row, column))

    def row(self, row: int) -> list[Cell]:
        """The distinct cells that cover a row, left to right."""
        out: list[Cell] = []
        for c in range(self.columns):
            cell = self.at(row, c)
            if cell is not None and (not out or out[-1] is not cell):
                out.append(cell)
        return out


def grid_of(boxes: Sequence[BBox], chars: Sequence[Char], page: int, width: float, height: float) -> Grid:
    """The grid of one ruled table; `chars` may be all of the page's: those outside are left."""
    xs = _boundaries([b[0] for b in boxes] + [b[2] for b in boxes])
    ys = _boundaries([b[1] for b in boxes] + [b[3] for b in boxes])
    cells: dict[tuple[int, int], Cell] = {}
    taken: set[tuple[int, int]] = set()
    for box in sorted(boxes, key=lambda b: -(b[2] - b[0]) * (b[3] - b[1])):
        r0, r1, c0, c1 = _nearest(ys, box[1]), _nearest(ys, box[3]), _nearest(xs, box[0]), _nearest(xs, box[2])
        span = [(r, c) for r in range(r0, r1) for c in range(c0, c1)]
        if not span or any(place in taken for place in span):
            continue
        taken.update(span)
        cells[r0, c0] = Cell(r0, r1, c0, c1, (xs[c0], ys[r0], xs[c1], ys[r1]))
    grid = Grid(page, width, height, tuple(xs), tuple(ys), tuple(cells.values()), union(list(boxes)))
    _fill(grid, chars)
    return grid


def _fill(grid: Grid, chars: Sequence[Char]) -> None:
    x0, top, x1, bottom = grid.bbox
    held: dict[int, list[Char]] = {}
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, char.middle
        if x0 <= x <= x1 and top <= y <= bottom:
            r = min(max(bisect_right(grid.ys, y) - 1, 0), grid.rows - 1)
            c = min(max(bisect_right(grid.xs, x) - 1, 0), grid.columns - 1)
            cell = grid.at(r, c)
            if cell is not None:
                held.setdefault(id(cell), []).append(char)
    for cell in grid.cells:
        cell.chars = tuple(held.get(id(cell), ()))


def _boundaries(values: Sequence[float]) -> list[float]:
    """Distinct boundaries: values within a sliver of the first of their group are one."""
    out: list[list[float]] = []
    for value in sorted(values):
        if out and value - out[-1][0] < SLIVER:
            out[-1].append(value)
        else:
            out.append([value])
    return [sum(group) / len(group) for group in out]


def _nearest(boundaries: Sequence[float], value: float) -> int:
    k = bisect_right(boundaries, value)
    return min((i for i in (k - 1, k) if 0 <= i < len(boundaries)), key=lambda i: abs(boundaries[i] - value))
