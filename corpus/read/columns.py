"""The columns of a table without upright rules, from the places of its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.read.segment import Segment

TOTAL = re.compile(r"(合计|总计|小计)$")


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


def boundaries(body: Sequence[Sequence[Segment]], heads: Sequence[Sequence[Segment]]) -> list[float]:
    """The x of the columns' sides (one more than there are columns), from the lines of body and of heads."""
    spans = _with_heads(_spans([part for row in body for part in row]), heads)
    if len(spans) < 2:
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
    spans = [*figures, *_clusters(loose, "code"), *names]
    return _apart(spans if names else [*spans, *_clusters(words, "words", spans)])


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


def _with_heads(spans: list[Span], heads: Sequence[Sequence[Segment]]) -> list[Span]:
    """Widen columns to their own heads; a head beside a column that has none is that column's, else an empty one's."""
    parts = [part for row in heads for part in row]
    if not parts or not spans:
        return spans
    top, bottom = min(p.top for p in parts), max(p.bottom for p in parts)
    low = [p for p in parts if (p.top + p.bottom) / 2 >= (top + bottom) / 2 - 1]
    lower = [p for p in low if not _between(p, parts)]
    over = {id(p): [s for s in spans if s.meets(p, 0.5)] for p in lower}
    named = {id(found[0]) for found in over.values() if len(found) == 1}
    for part in (p for p in lower if len(over[id(p)]) == 1):
        _widen(over[id(part)][0], part, spans)
    for part in (p for p in lower if not over[id(p)]):
        home = next((s for s in spans if s.meets(part, 0.5)), None) or _nameless(part, spans, named)
        if home is None:
            home = Span(part.x0, part.x1, "empty")
            spans.append(home)
        named.add(id(home))
        _widen(home, part, spans)
    return _apart(spans)


def _between(part: Segment, heads: Sequence[Segment]) -> bool:
    """Does a head stand in the middle over two heads of the lines below, and so over both their columns?"""
    below = [p for p in heads if p.top > part.bottom - 1]
    left = max((p for p in below if p.x1 <= part.centre), key=lambda p: p.x1, default=None)
    right = min((p for p in below if p.x0 >= part.centre), key=lambda p: p.x0, default=None)
    if left is None or right is None:
        return False
    return abs((left.centre + right.centre) / 2 - part.centre) < 0.2 * (right.centre - left.centre)


def _nameless(part: Segment, spans: Sequence[Span], named: set[int]) -> Span | None:
    """The nearer of the columns at both sides of a head, of those without a head of their own."""
    left = max((s for s in spans if s.x1 <= part.x0 + 1), key=lambda s: s.x1, default=None)
    right = min((s for s in spans if s.x0 >= part.x1 - 1), key=lambda s: s.x0, default=None)
    free = [(part.x0 - s.x1 if s is left else s.x0 - part.x1, s) for s in (left, right) if s and id(s) not in named]
    return min(free, key=lambda pair: pair[0])[1] if free else None


def _widen(span: Span, part: Segment, spans: Sequence[Span]) -> None:
    low = max((s.x1 for s in spans if s is not span and s.x1 <= span.x0), default=part.x0)
    high = min((s.x0 for s in spans if s is not span and s.x0 >= span.x1), default=part.x1)
    span.x0, span.x1 = min(span.x0, max(part.x0, low)), max(span.x1, min(part.x1, high))
