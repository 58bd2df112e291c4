"""Lines that may be meant by words that stand in no disclosure. Search finds them, by the embedding model too: they are
offered as questions, and nothing is ever answered with them."""

from __future__ import annotations

import re

from index.normal import name_of
from index.search import Hit, search
from qa.operations.ask import Ask, Item
from qa.plan import Metric

MOST = 3
_LOOKED_AT = 8
_LEAST = 0.3
"""What search must hold of a row for it to be offered, of about 1: below that a common word finds it."""

_AMOUNT = re.compile(r"\d\s*[万亿元%]")
"""A label that says an amount (20万元以下) is not written where it could be taken for a figure."""


def meant(ask: Ask, item: Item) -> list[str]:
    """Labels of the body's year that search finds like what was said, best first; each has a figure to ask for."""
    documents = {document.id for document in item.body.of(item.year, item.kind, ask.plan.level)}
    if not documents:
        return []
    hits = search(_said(ask, item), ask.library.store, item.body.name, item.year, item.kind, _LOOKED_AT, compare=False)
    labels = dict.fromkeys(hit.row[-1] for hit in hits if _may_be_meant(hit, documents))
    return [label for label in labels if _has_a_figure(ask, item, label)][:MOST]


def split(ask: Ask, item: Item) -> bool:
    """Was the question taken for several things of which none is there? Then they are pieces of one."""
    others = [metric for metric in ask.metrics if metric.phrase != item.metric.phrase]
    return bool(others) and not any(ask.find(metric, item.body, item.year, item.kind).found.solid for metric in others)


def _said(ask: Ask, item: Item) -> str:
    """All of the question, where it asks for one thing: what was taken for that may be a part of it only."""
    one = len({metric.phrase for metric in ask.metrics}) == 1 or split(ask, item)
    return ask.question if one and item.metric.phrase in ask.question else item.metric.phrase


def _may_be_meant(hit: Hit, documents: set[str]) -> bool:
    found = hit.row_id is not None and hit.document_id in documents and hit.score >= _LEAST
    return found and bool(hit.row and name_of(hit.row[-1])) and not _AMOUNT.search(hit.row[-1])


def _has_a_figure(ask: Ask, item: Item, label: str) -> bool:
    return ask.find(Metric(phrase=label), item.body, item.year, item.kind).found.judgement == "exact"
