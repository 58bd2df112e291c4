"""The columns of a table without upright rules, from the places of its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.read.raw import Line
from corpus.read.segment import Segment, fine_parts
from corpus.read.spans import whole_heads

TOTAL = re.compile(r"(合计|总计|小计)$")
EMPTY, LONE = 45.0, 400.0
"""What it costs (points) to take a head for that of an empty column, and to leave a column without a head."""


@dataclass
class Span:
    """What the parts of one column take of the page's width."""

    x0: float
    x1: float
    kind: str

    def meets(self, part: Segment, slack: float = 0.0) -> bool:
        return part.x0 < self.x1 - slack and part.x1 > self.x0 + slack

    def take(self, part: Segment) -> None:
        self.x0, self.x1 = min(self.x0, part.x0), max(self.x1, part.x1)


def boundaries(
    body: Sequence[Sequence[Segment]], heads: Sequence[Line], index: Sequence[Segment] = ()
) -> list[float]:
    """The x of the columns' sides (one more than there are columns), from the lines of body and of heads, and from the
    numbers of the columns."""
    spans = _spans([part for row in body for part in row])
    rows = whole_heads([part for line in heads for part in fine_parts(line, _sides(spans))])
    spans = _with_index(_with_heads(spans, [head for row in rows for head in row]), index)
    return _sides(spans) if len(spans) > 1 else []


def _sides(spans: Sequence[Span]) -> list[float]:
    if not spans:
        return []
    return [spans[0].x0 - 2, *((a.x1 + b.x0) / 2 for a, b in pairwise(spans)), spans[-1].x1 + 2]


def _spans(parts: Sequence[Segment]) -> list[Span]:
    """Parts that overlap stand in one column; figures never in one with words, nor codes with names."""
    figures = _clusters([p for p in parts if p.kind == "figure"], "figure")
    bare = [p for p in parts if p.kind == "code"]
    loose = []
    for part in bare:
        home = next((s for s in figures if s.x0 - 1 <= part.centre <= s.x1 + 1), None)
        loose += [] if home is not None else [part]
    words = [p for p in parts if p.kind == "words"]
    names = _clusters([p for p in words if not TOTAL.search(p.text)], "words", figures)
    codes = _clusters(loose, "code")
    for span in codes:
        span.kind = "figure" if _at_right(span, loose) else "code"
    spans = [*figures, *codes, *names]
    return _apart(spans if names else [*spans, *_clusters(words, "words", spans)])


def _at_right(span: Span, parts: Sequence[Segment]) -> bool:
    """Do whole numbers of several lengths end at one side, as amounts do and codes do not?"""
    mine = [p for p in parts if span.x0 <= p.centre <= span.x1]
    return len(mine) > 1 and max(abs(p.x1 - span.x1) for p in mine) < 1.5 < max(p.x0 - span.x0 for p in mine)


def _clusters(parts: Iterable[Segment], kind: str, taken: Sequence[Span] = ()) -> list[Span]:
    out: list[Span] = []
    for part in sorted(parts, key=lambda p: p.x0):
        if any(s.x0 <= part.centre <= s.x1 for s in taken):
            continue
        if out and out[-1].meets(part, 0.5):
            out[-1].take(part)
        else:
            out.append(Span(part.x0, part.x1, kind))
    return out


def _apart(spans: list[Span]) -> list[Span]:
    """Spans in order that do not overlap: of two kinds that do, the narrower keeps its place."""
    out: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.x0, s.x1)):
        if out and span.x0 < out[-1].x1:
            last = out[-1]
            if span.x1 <= last.x1 and span.kind == last.kind:
                continue
            if last.kind == "words":
                last.x1 = max(last.x0 + 1, span.x0)
            else:
                span.x0 = min(last.x1, span.x1 - 1)
        out.append(span)
    return out


def _with_heads(spans: list[Span], heads: Sequence[Segment]) -> list[Span]:
    """Widen each column to its own head; a head that no column has is an empty column's."""
    leaves = _leaves(heads)
    if not leaves or not spans:
        return spans
    spans = sorted(spans, key=lambda s: s.x0)
    for head, k in zip(leaves, _matched(leaves, spans), strict=True):
        if k is None:
            spans.append(Span(head.x0, head.x1, "empty"))
        else:
            _widen(spans[k], head, spans)
    return _apart(spans)


def _leaves(heads: Sequence[Segment]) -> list[Segment]:
    """The heads of single columns, left to right: those in the lower half, or in the middle of all the heads' height,
    that have no others below them."""
    if not heads:
        return []
    middle = (min(p.top for p in heads) + max(p.bottom for p in heads)) / 2
    low = [p for p in heads if (p.top + p.bottom) / 2 >= middle - 1]
    return sorted((p for p in low if not _between(p, heads) and not _above(p, heads)), key=lambda p: p.centre)


def _above(part: Segment, heads: Sequence[Segment]) -> bool:
    return any(_lower(p, part) and p.x0 < part.x1 and part.x0 < p.x1 for p in heads)


def _lower(part: Segment, other: Segment) -> bool:
    return part.top > other.bottom + 0.15 * part.chars[0].size


def _matched(heads: Sequence[Segment], spans: Sequence[Span]) -> list[int | None]:
    """For each head the index of its column, None for that of an empty one: in order, as near as can be.

    A head stands in the middle of its cell, figures at its right end, words at its left.
    """
    best: list[list[tuple[float, tuple[int | None, ...]]]] = [[(LONE * k, ()) for k in range(len(spans) + 1)]]
    for i, head in enumerate(heads):
        row: list[tuple[float, tuple[int | None, ...]]] = []
        for j in range(len(spans) + 1):
            cost, path = best[i][j]
            found = (cost + EMPTY, (*path, None))
            if j:
                cost, path = best[i][j - 1]
                found = min(found, (cost + _distance(head, spans[j - 1]), (*path, j - 1)), key=_cost)
                found = min(found, (row[j - 1][0] + LONE, row[j - 1][1]), key=_cost)
            row.append(found)
        best.append(row)
    return list(best[-1][-1][1])


def _cost(found: tuple[float, tuple[int | None, ...]]) -> float:
    return found[0]


def _distance(head: Segment, span: Span) -> float:
    """How far a head is from a column (points), more where it stands past the side that its cell ends at."""
    left, right = span.x0 - head.x1, head.x0 - span.x1
    if span.kind == "figure":
        right *= 4
    elif span.kind == "words":
        left *= 4
    return max(0.0, left, right)


def _with_index(spans: list[Span], index: Sequence[Segment]) -> list[Span]:
    """A number of a column stands in the middle of it: one that no column is at is that of an empty column."""
    for part in index:
        if part.kind != "words" and not any(s.x0 - 2 <= part.centre <= s.x1 + 2 for s in spans):
            spans.append(Span(part.x0, part.x1, "empty"))
    return sorted(spans, key=lambda s: s.x0)


def _between(part: Segment, heads: Sequence[Segment]) -> bool:
    """Does a head stand in the middle over two heads of the lines below, and so over both their columns?"""
    below = [p for p in heads if _lower(p, part)]
    left = max((p for p in below if p.x1 <= part.centre), key=lambda p: p.x1, default=None)
    right = min((p for p in below if p.x0 >= part.centre), key=lambda p: p.x0, default=None)
    if left is None or right is None:
        return False
    return abs((left.centre + right.centre) / 2 - part.centre) < 0.2 * (right.centre - left.centre)


def _widen(span: Span, head: Segment, spans: Sequence[Span]) -> None:
    """Take the head's width, and of the cell in whose middle it stands as much as no other column takes."""
    low = max((s.x1 for s in spans if s is not span and s.x1 <= span.x0), default=head.x0)
    high = min((s.x0 for s in spans if s is not span and s.x0 >= span.x1), default=head.x1)
    left, right = min(head.x0, 2 * head.centre - span.x1), max(head.x1, 2 * head.centre - span.x0)
    if span.kind == "figure":
        right = head.x1
    elif span.kind == "words":
        left = head.x0
    else:
        left, right = head.x0, head.x1
    span.x0, span.x1 = min(span.x0, max(left, low)), max(span.x1, min(right, high))
