"""Refusals and verdicts: does a system refuse where it should, and do its words for its own figures hold?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from eval.judge import ANSWERS
from eval.metrics.citations import Share
from eval.run import Result


def refusals(results: Sequence[Result]) -> tuple[Share, Share]:
    """(precision, recall): of the refusals given, those that were due; of those due, those given."""
    given = [r for r in results if r.answer.status not in ANSWERS]
    due = [r for r in results if r.case.refuses]
    rightly = sum(r.case.refuses or r.answer.status in r.case.status for r in given)
    return Share(rightly, len(given)), Share(sum(r.answer.status not in ANSWERS for r in due), len(due))


def calibration(results: Sequence[Result]) -> dict[str, Counter[str]]:
    """Of the figures with each verdict, how many stand in right, wrong and missed answers."""
    out: dict[str, Counter[str]] = {}
    for r in results:
        for figure in r.answer.figures:
            out.setdefault(figure.verdict, Counter())[r.judgement.verdict] += 1
    return out


def statuses(results: Sequence[Result]) -> dict[str, Counter[str]]:
    """Of the answers with each status, how many were right, wrong and missed."""
    out: dict[str, Counter[str]] = {}
    for r in results:
        out.setdefault(r.answer.status, Counter())[r.judgement.verdict] += 1
    return out
