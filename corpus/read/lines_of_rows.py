"""Which lines of text are one row of a table, where no rules part its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.read.raw import Line
from corpus.read.regions import CLOSE, middle
from corpus.read.segment import WRAP, Segment, column_of

FULL = 0.7
"""A line that reaches over this share of its column may go on below."""


def grouped(
    lines: Sequence[Line], rows: Sequence[Sequence[Segment]], some: Sequence[int], xs: Sequence[float]
) -> list[list[int]]:
    """The lines of each row: those that overlap; then lines of words go to the row in which their text goes on, and
    figures without a name take the lines of one name above and below."""
    out: list[list[int]] = []
    for k in some:
        if out and middle(lines[k]) - middle(lines[out[-1][-1]]) < CLOSE * lines[k].size:
            out[-1].append(k)
        else:
            out.append([k])
    return _named(lines, rows, _wrapped(lines, rows, out, xs))


def _wrapped(
    lines: Sequence[Line], rows: Sequence[Sequence[Segment]], groups: list[list[int]], xs: Sequence[float]
) -> list[list[int]]:
    usual = _usual_gap(lines, rows, groups)
    out: list[list[int]] = []
    joined = False
    for group in groups:
        above = out[-1] if out else None
        joins = above is not None and (not _is_row(rows, above) or not _is_row(rows, group) or joined)
        joins = joins and not (_is_row(rows, above or []) and _is_row(rows, group))
        if above is not None and joins and _goes_on(lines, rows, above, group, xs, usual):
            out[-1] = above + group
        else:
            out.append(group)
    return out


def _is_row(rows: Sequence[Sequence[Segment]], group: Sequence[int]) -> bool:
    """Does a group of lines print figures or begin with a code?"""
    return any(s.kind != "words" for k in group for s in rows[k])


def _usual_gap(lines: Sequence[Line], rows: Sequence[Sequence[Segment]], groups: Sequence[Sequence[int]]) -> float:
    """The white space between rows that stand next to each other."""
    gaps = sorted(
        lines[b[0]].top - lines[a[-1]].bottom for a, b in pairwise(groups) if _is_row(rows, a) and _is_row(rows, b)
    )
    return gaps[len(gaps) // 2] if gaps else 0.0


def _goes_on(
    lines: Sequence[Line],
    rows: Sequence[Sequence[Segment]],
    above: Sequence[int],
    below: Sequence[int],
    xs: Sequence[float],
    usual: float,
) -> bool:
    """Does a text of the group above go on in the one below: close under it, from the same left or around the same
    middle? Where rows stand as close as lines do, only after a line that fills its column."""
    for upper, lower in _pairs(rows, above, below, xs):
        size = lower.chars[0].size
        gap = lower.top - upper.bottom
        under = abs(upper.x0 - lower.x0) < 1.5 or abs(upper.centre - lower.centre) < 1.5
        if under and gap < WRAP * size and (gap < 0.7 * usual or _fills(upper, xs)):
            return True
    return False


def _pairs(
    rows: Sequence[Sequence[Segment]], above: Sequence[int], below: Sequence[int], xs: Sequence[float]
) -> Iterator[tuple[Segment, Segment]]:
    """In each column, the last words of the group above and the first of the group below."""
    for k in range(len(xs) - 1):
        upper = [s for line in above for s in rows[line] if s.kind == "words" and column_of(s, xs) == k]
        lower = [s for line in below for s in rows[line] if s.kind == "words" and column_of(s, xs) == k]
        if upper and lower:
            yield max(upper, key=lambda s: s.bottom), min(lower, key=lambda s: s.top)


def _fills(part: Segment, xs: Sequence[float]) -> bool:
    k = column_of(part, xs)
    return part.x1 - xs[k] > FULL * (xs[k + 1] - xs[k])


def _named(
    lines: Sequence[Line], rows: Sequence[Sequence[Segment]], out: list[list[int]]
) -> list[list[int]]:
    """Figures without a name take the lines of one name, up to the half of the way to the next figures."""
    bare = [g for g in out if all(s.kind == "figure" for k in g for s in rows[k])]
    for group in [g for g in out if len(g) == 1 and len(rows[g[0]]) == 1 and rows[g[0]][0].kind == "words"]:
        near = min(bare, key=lambda g: abs(middle(lines[g[0]]) - middle(lines[group[0]])), default=None)
        gap = [g for g in out if near is not None and min(near, group) < g < max(near, group)]
        if near is not None and all(len(rows[k]) == 1 and rows[k][0].kind == "words" for g in gap for k in g):
            near += group
            group.clear()
    return [sorted(g) for g in out if g]
