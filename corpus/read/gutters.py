"""The white space that runs down between the columns of a table: where it parts some rows, it parts all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.read.raw import Char
from corpus.read.segment import Segment

NARROW = 0.5
"""White space (in characters' widths) narrower than this is none between columns."""


def parted_at_gutters(rows: Sequence[Sequence[Segment]]) -> list[list[Segment]]:
    """The rows of a table, their parts that reach over the space between two columns parted there.

    A name that fills its cell stands so near to the next one that the two look like one text.
    """
    return [[piece for part in row for piece in _parted(part, row, rows)] for row in rows]


def _parted(part: Segment, row: Sequence[Segment], rows: Sequence[Sequence[Segment]]) -> Iterator[Segment]:
    chars = sorted((c for c in part.chars if c.text.strip()), key=lambda c: c.x0)
    held = chars[:1]
    for before, char in pairwise(chars):
        if char.x0 - before.x1 > NARROW * char.size and _is_gutter(before, char, row, rows):
            yield Segment(tuple(held))
            held = []
        held.append(char)
    yield Segment(tuple(held))


def _is_gutter(left: Char, right: Char, row: Sequence[Segment], rows: Sequence[Sequence[Segment]]) -> bool:
    """Do other rows part in this white space, and does none print in it?"""
    low, high = left.x1, right.x0
    parting = 0
    for other in rows:
        if other is row or len(other) < 2:
            continue
        for a, b in pairwise(other):
            if a.x1 < high and b.x0 > low:
                low, high = max(low, a.x1), min(high, b.x0)
                parting += 1
                break
        else:
            if any(c.x0 < high and c.x1 > low for p in other for c in p.chars):
                return False  # this row prints where the others part
        if high - low < NARROW * left.size:
            return False
    return parting > 1
