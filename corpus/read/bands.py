"""Cells between level rules, where no upright ones part them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from corpus.read.grid import SLIVER, Cell
from corpus.read.raw import Line, Rule
from corpus.read.regions import middle
from corpus.read.segment import Segment, column_at, column_of, head_parts
from corpus.read.spans import shares


def banded(
    lines: Sequence[Line],
    rows: Sequence[Sequence[Segment]],
    body: int,
    xs: Sequence[float],
    ys: Sequence[float],
    level: Sequence[Rule],
) -> list[Cell]:
    """Cells between level rules: a rule that ends before a column leaves its cells above and below one."""
    columns, bands = len(xs) - 1, len(ys) - 1
    first = min(bands - 1, max(0, bisect_right(ys, middle(lines[body])) - 1))
    cells: dict[tuple[int, int], Cell] = {}
    for c in range(columns):
        r = 0
        while r < bands:
            end = r + 1
            while end < bands and not _parts(level, ys[end], (xs[c] + xs[c + 1]) / 2):
                end += 1
            cell = Cell(r, end, c, c + 1, (xs[c], ys[r], xs[c + 1], ys[end]))
            cells |= dict.fromkeys(((k, c) for k in range(r, end)), cell)
            r = end
    for k, line in enumerate(lines):
        band = min(bands - 1, max(0, bisect_right(ys, middle(line)) - 1))
        for part in head_parts(line, xs) if band < first else rows[k]:
            column = column_at(part.centre, xs) if band < first else column_of(part, xs)
            cells[band, column].chars += part.chars
    own = list(dict.fromkeys(cells.values()))
    return [c for c in own if c.r0 >= first] + _merged([c for c in own if c.r0 < first], xs)


def _parts(level: Sequence[Rule], y: float, x: float) -> bool:
    return any(abs(r.top - y) <= SLIVER and r.x0 <= x <= r.x1 for r in level)


def _merged(heads: Sequence[Cell], xs: Sequence[float]) -> list[Cell]:
    """Blank cells beside a head, of its height and with heads below them, belong to it: as many as centre it best."""
    out: list[Cell] = []
    for r0, r1 in sorted({(c.r0, c.r1) for c in heads}):
        row = sorted((c for c in heads if (c.r0, c.r1) == (r0, r1)), key=lambda c: c.c0)
        runs: list[list[Cell]] = []
        for cell in row:
            parted = any(c.c0 == cell.c0 and c.r0 >= r1 for c in heads)
            if parted and runs and runs[-1][-1].c1 == cell.c0 and runs[-1][-1] not in out:
                runs[-1].append(cell)
            elif parted:
                runs.append([cell])
            else:
                out.append(cell)
        for run in runs:
            out += _shared(run, xs, heads)
    return out


def _shared(run: Sequence[Cell], xs: Sequence[float], heads: Sequence[Cell]) -> list[Cell]:
    named = [c for c in run if c.label]
    if not named or len(named) == len(run):
        return list(run)
    centres = [(c.ink[0] + c.ink[2]) / 2 for c in named]
    lowest = [max((c for c in heads if c.c0 == own.c0), key=lambda c: c.r1).label for own in run]
    ends = shares(run[0].c0, run[-1].c0, centres, xs, [c.ink[0] for c in named], lowest)
    return [
        Cell(c.r0, c.r1, a, b, (xs[a], c.bbox[1], xs[b], c.bbox[3]), c.chars)
        for c, (a, b) in zip(named, pairwise(ends), strict=True)
    ]
