"""How sure the recognition of a scanned page is of each number that was read off it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.model import BBox, Fact, Passage, Row

Doubts = Mapping[int, Sequence[tuple[BBox, float]]]
"""By page: the boxes of recognised lines, and how sure of each the recognition is, from 0 to 1."""


def row_with_confidence(row: Row, doubts: Doubts) -> Row:
    """The row with the confidence of each number that stands on a scanned page."""
    return replace(row, facts=tuple(_marked(fact, doubts) for fact in row.facts)) if doubts else row


def passage_with_confidence(passage: Passage, doubts: Doubts) -> Passage:
    """The same of a passage."""
    if not doubts:
        return passage
    said = (replace(s, facts=tuple(_marked(fact, doubts) for fact in s.facts)) for s in passage.sentences)
    return replace(passage, sentences=tuple(said))


def _marked(fact: Fact, doubts: Doubts) -> Fact:
    """The fact with the lowest confidence of the lines that it stands in."""
    scores = [score for box, score in doubts.get(fact.page, ()) if _meet(box, fact.bbox)]
    if fact.page not in doubts:
        return fact
    return replace(fact, confidence=round(min(scores, default=0.0), 3))


def _meet(a: BBox, b: BBox) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < (b[1] + b[3]) / 2 < a[3]
