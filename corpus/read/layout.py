"""A page taken apart: its grids, and the lines of text outside them, top to bottom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from sys import intern

from corpus.read.clean import once, ordinary
from corpus.read.grid import SLIVER, Grid, grid_of
from corpus.read.half_ruled import lacks_columns, lacks_heads, lacks_rows, split_rows
from corpus.read.open_body import with_bodies
from corpus.read.open_cells import with_open_cells
from corpus.read.raw import Char, Line, RawPage, lines_of
from corpus.read.split_heads import split_heads
from corpus.read.unruled import unruled_grids


@dataclass(frozen=True)
class PageLayout:
    """The grids (top to bottom) and the text lines outside them, of one page."""

    page: RawPage
    grids: tuple[Grid, ...]
    lines: tuple[Line, ...]
    unruled: bool = False
    """Has it a grid that was found by the places of words, without rulings?"""
    silent: bool = False
    """Has it no text at all?"""
    unmapped: int = 0
    """Characters whose font does not say which they are."""

    @property
    def number(self) -> int:
        return self.page.number

    def without_cells(self) -> PageLayout:
        """The same page, its grids by their places alone: what is left to do once its tables are read."""
        return replace(self, grids=tuple(replace(g, cells=(), places={}) for g in self.grids))

    def above(self, index: int) -> list[Line]:
        """The lines between the grid before (or the top of the page) and this grid."""
        grid = self.grids[index]
        upper = max((g.bbox[3] for g in self.grids[:index] if g.bbox[3] <= grid.bbox[1] + 2), default=-1.0)
        return self._between(upper - 2, grid.bbox[1] + 2)

    def below(self, index: int) -> list[Line]:
        """The lines between this grid and the next (or the foot of the page)."""
        grid = self.grids[index]
        lower = min((g.bbox[1] for g in self.grids[index + 1 :]), default=self.page.height)
        return self._between(grid.bbox[3] - 2, lower)

    def _between(self, top: float, bottom: float) -> list[Line]:
        return list(self.lines[bisect_left(self.lines, top, key=_y) : bisect_right(self.lines, bottom, key=_y)])


def _y(line: Line) -> float:
    return (line.top + line.bottom) / 2


def layout_page(page: RawPage) -> PageLayout:
    """Grids of at least two cells; a frame of one cell is a box around text, no table."""
    page = replace(page, chars=_shared(once(page.chars)))
    chars = ordinary(page.chars)
    near = _Heights(chars)
    grids = []
    for boxes in page.boxes:
        if len(boxes) > 1:
            own = near.within(min(b[1] for b in boxes), max(b[3] for b in boxes))
            grid = grid_of(boxes, own, page.number, page.width, page.height)
            grids.append(with_open_cells(grid, own))
    grids, rules = with_bodies(grids, replace(page, chars=chars))
    grids = [split_rows(split_heads(g)) for g in grids if not (lacks_columns(g) or lacks_rows(g))]
    grids = [g for g in grids if g.rows and g.columns and len(g.cells) > 1]
    covering = _Covering(grids)
    grids = [g for g in grids if not any(_inside(g, other) for other in covering.at(_middle(g)) if other is not g)]
    lines = _outside(page, grids)
    whole = [g for g in grids if not lacks_heads(g, lines)]
    if len(whole) < len(grids):
        grids, lines = whole, _outside(page, whole)
    without = unruled_grids(lines, page.number, page.width, page.height, rules)
    for grid in without:
        grids.append(grid)
        lines = [line for line in lines if not grid.bbox[1] <= _y(line) <= grid.bbox[3]]
    return PageLayout(
        replace(page, chars=(), boxes=(), rules=()),  # they are in the grids and lines: pages are kept, not twice
        tuple(sorted(grids, key=lambda g: g.bbox[1])),
        tuple(lines),
        bool(without),
        silent=not page.chars,
        unmapped=sum(c.text.startswith("(cid:") for c in page.chars),
    )


def _outside(page: RawPage, grids: Sequence[Grid]) -> list[Line]:
    """The lines that stand in no grid."""
    covering = _Covering(grids)
    return lines_of(
        [c for c in page.chars if not any(_holds(g, (c.x0 + c.x1) / 2, c.middle) for g in covering.at(c.middle))]
    )


class _Heights:
    """The characters of a page by their height, so that a page of many tables takes no square of their number."""

    def __init__(self, chars: Sequence[Char]) -> None:
        self._chars = chars
        self._order = sorted(range(len(chars)), key=lambda k: chars[k].middle)
        self._middles = [chars[k].middle for k in self._order]

    def within(self, top: float, bottom: float) -> list[Char]:
        """Those between two heights, and a little beyond, in the page's order."""
        first, last = bisect_left(self._middles, top - SLIVER), bisect_right(self._middles, bottom + SLIVER)
        return [self._chars[k] for k in sorted(self._order[first:last])]


class _Covering:
    """Grids by the heights that they cover."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        self._grids = sorted(grids, key=lambda g: g.bbox[1])
        self._tops = [g.bbox[1] for g in self._grids]
        self._ends = list(accumulate((g.bbox[3] for g in self._grids), max))

    def at(self, y: float) -> Iterator[Grid]:
        """The grids that cover a height."""
        for k in range(bisect_right(self._tops, y) - 1, -1, -1):
            if self._ends[k] < y:
                return
            if self._grids[k].bbox[3] >= y:
                yield self._grids[k]


def _middle(grid: Grid) -> float:
    return (grid.bbox[1] + grid.bbox[3]) / 2


def _shared(chars: Sequence[Char]) -> tuple[Char, ...]:
    """The same characters, their letters, places and sizes held once: a file's pages are kept until its end."""
    held: dict[float, float] = {}
    same = held.setdefault
    return tuple(
        Char(intern(text), same(x0, x0), same(top, top), same(x1, x1), same(bottom, bottom), same(size, size))
        for text, x0, top, x1, bottom, size in chars
    )


def _inside(grid: Grid, other: Grid) -> bool:
    a, b = grid.bbox, other.bbox
    smaller = (a[2] - a[0]) * (a[3] - a[1]) < (b[2] - b[0]) * (b[3] - b[1])
    return smaller and b[0] - 2 <= a[0] and b[1] - 2 <= a[1] and a[2] <= b[2] + 2 and a[3] <= b[3] + 2


def _holds(grid: Grid, x: float, y: float) -> bool:
    x0, top, x1, bottom = grid.bbox
    return x0 <= x <= x1 and top <= y <= bottom
