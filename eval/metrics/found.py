"""Retrieval: at which rank does the right row or chunk stand? As ../shared/tools/score_retrieval.py counts it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from eval.case import Case, number
from eval.judge import disclosure_of
from eval.metrics.citations import values
from eval.run import Result
from eval.systems.reply import Hit

KINDS = ("lookup", "zero", "unit", "not_itemised", "cross_year", "cross_document", "any")
"""Kinds of question whose figures stand in rows as they are; what is computed stands in none."""
AT = (1, 3, 5, 10)
_NEVER = 10**6


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Recall at a few ranks and the mean reciprocal rank, over the questions that can be looked up."""

    questions: int
    recall: dict[int, float]
    mrr: float


def retrieval(results: Sequence[Result]) -> Retrieval | None:
    """None where a system does not tell what it found."""
    ranks = [rank(r.case, r.reply.hits) for r in results if r.reply.hits is not None and wanted(r.case)]
    if not ranks:
        return None
    n = len(ranks)
    return Retrieval(n, {k: sum(r <= k for r in ranks) / n for k in AT}, sum(1 / r for r in ranks if r <= AT[-1]) / n)


def wanted(case: Case) -> bool:
    """Is this a question whose figures stand somewhere as they are?"""
    return bool(case.figures) and case.kind in KINDS and not case.history


def rank(case: Case, hits: Sequence[Hit]) -> int:
    """The rank by which all figures were found in accepted documents; a million where one was not."""
    docs = {disclosure_of(d) for d in case.docs}
    worst = 0
    for figure in case.figures:
        forms = _forms(figure, case.unit)
        found = (
            k
            for k, hit in enumerate(hits, 1)
            if (not docs or disclosure_of(hit.document) in docs) and forms & values(hit.text)
        )
        worst = max(worst, next(found, _NEVER))
    return worst


def _forms(figure: str, unit: str) -> set[Decimal]:
    value = number(figure) or Decimal(0)
    if unit == "元":
        return {value, value.scaleb(-4), round(value.scaleb(-4), 2)}
    return {value, value.scaleb(4)} if unit == "万元" else {value}
