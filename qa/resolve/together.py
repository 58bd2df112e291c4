"""Figures of one scope: names that may stand for the same money, and both sides of a comparison as one paragraph has them."""

from __future__ import annotations

from dataclasses import replace

from index.normal import bare
from qa.arithmetic import Cell
from qa.lexicon import concept_of
from qa.library import Library
from qa.plan import Metric
from qa.resolve.found import Found, Quantity

EQUALS = ("支出总计", "财政拨款支出", "一般公共预算支出", "财政拨款收支总计", "总收入", "财政拨款收入", "一般公共预算拨款收入")
"""What may be the same money as all that is spent: its sources, where there is one, and all income."""


def is_total(metric: Metric) -> bool:
    """Is all that is spent asked for?"""
    concept = concept_of(metric.key or bare(metric.phrase))
    return concept is not None and concept.name in ("总支出", "支出总计") and not metric.within


def told_together(library: Library, shown: Found, said: Found) -> Found:
    """`shown` as the paragraph has it that gives `said`: 年初预算为620万元，支出决算为685万元 speaks of one sort of money, while
    the widest table may print all of it."""
    q, s = shown.quantity, said.quantity
    if q is None or s is None or not (shown.solid and said.solid):
        return shown
    if s.table is not None or q.table is None or s.document.id != q.document.id:
        return shown
    claims = library.book(s.document).claims
    own = next((c for c in claims if c.fact.id == s.facts[0].id), None)
    if own is None or own.measure is None:
        return shown
    near = [c for c in claims if c.passage.id == own.passage.id and c.core == own.core and c.aspect == "value"]
    beside = next((c for c in near if c.measure not in (None, own.measure)), None)
    if beside is None or beside.fact.amount.base == q.facts[0].amount.base:
        return shown
    told = Quantity(Cell(beside.fact), s.label, s.document, None, q.year)
    return replace(shown, quantity=told, others=(), conflicts=())
