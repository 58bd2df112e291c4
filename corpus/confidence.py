"""How sure the recognition of a scanned page is of each number that was read off it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.model import BBox, Disclosure, Fact, Passage, Table
from corpus.read.layout import PageLayout

Doubts = Mapping[int, Sequence[tuple[BBox, float]]]
"""By page: the boxes of recognised lines, and how sure of each the recognition is, from 0 to 1."""


def with_confidence(found: Disclosure, pages: Sequence[PageLayout]) -> Disclosure:
    """The disclosure with the confidence of each number that stands on a scanned page; as it is, if none does."""
    doubts = {page.number: page.page.doubts for page in pages if page.page.doubts}
    if not doubts:
        return found
    tables = tuple(_table(table, doubts) for table in found.tables)
    return replace(found, tables=tables, passages=tuple(_passage(passage, doubts) for passage in found.passages))


def _table(table: Table, doubts: Doubts) -> Table:
    rows = (replace(row, facts=tuple(_marked(fact, doubts) for fact in row.facts)) for row in table.rows)
    return replace(table, rows=tuple(rows))


def _passage(passage: Passage, doubts: Doubts) -> Passage:
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
