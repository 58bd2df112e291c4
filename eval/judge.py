"""Is an answer right, misleading or only missing something?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.model import unit_of
from eval.case import Case, number
from qa.answer import Answer, Figure

Verdict = Literal["right", "wrong", "missed"]
BORNE_OUT = ("verified", "recomputed")
ANSWERS = ("answered", "partial")
NARROW = ("lookup", "zero", "unit", "growth", "ratio", "count")
"""Kinds of question whose answer is a figure or two: a crowd of others hides it."""
_AMOUNT = re.compile(r"(?<![\d.,，])(\d[\d,，]*(?:\.\d+)?)\s*(亿元|百万元|万元|千元|元|%|％)")
_DIGITS = re.compile(r"\d[\d,，]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict and, where it is not right, why."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()


def judge(case: Case, answer: Answer) -> Judgement:
    """Right: all that was expected, nothing misleading. Wrong: it misleads. Missed: it holds back or lacks a part."""
    figures = [f for f in answer.figures if f.verdict in BORNE_OUT]
    absent = _absent(case, figures)
    forbidden = [p for p in case.must_not if re.search(p, answer.answer)]
    unlisted = _unlisted(case, answer)
    astray = bool(case.docs and figures) and not _cited(answer) & {disclosure_of(d) for d in case.docs}
    reasons = [
        *([f"status {answer.status}, accepted {', '.join(case.status)}"] if answer.status not in case.status else []),
        *(f"figure {figure} is missing" for figure in absent),
        *(f"the text lacks {p!r}" for p in case.must if not re.search(p, answer.answer)),
        *(f"the text has {p!r}" for p in forbidden),
        *(f"{amount} stands in the text and not among the figures" for amount in unlisted),
        *_crowd(case, figures),
        *(["a figure is borne out by no citation"] if any(not f.citations for f in figures) else []),
        *([f"cites {', '.join(sorted(_cited(answer)))}, not {', '.join(case.docs)}"] if astray else []),
    ]
    if not reasons:
        return Judgement("right")
    puts_forward = answer.status in ANSWERS and bool(figures)
    invented = puts_forward and not set(ANSWERS) & set(case.status)
    wanted = len(case.figures) + bool(case.any_figures)
    replaced = puts_forward and bool(absent) and (answer.status == "answered" or len(absent) == wanted)
    misleads = invented or replaced or (puts_forward and astray) or bool(forbidden) or bool(unlisted)
    return Judgement("wrong" if misleads else "missed", tuple(reasons))


def disclosure_of(name: str) -> str:
    """A file's name without folder, ending and the mark of the tables' half of a disclosure in two files."""
    return name.rsplit("/", 1)[-1].rsplit(".", 1)[0].removesuffix("-tables")


def _cited(answer: Answer) -> set[str]:
    return {disclosure_of(c.document) for c in answer.citations}


def _absent(case: Case, figures: Sequence[Figure]) -> list[str]:
    def given(expected: str) -> bool:
        return any(agrees(expected, case, figure) for figure in figures)

    absent = [figure for figure in case.figures if not given(figure)]
    if case.any_figures and not any(given(figure) for figure in case.any_figures):
        absent.append(" or ".join(case.any_figures))
    return absent


def agrees(expected: str, case: Case, figure: Figure) -> bool:
    """Is this figure the expected one? Money in any unit; percentages and counts as they are."""
    want, got = number(expected), number(figure.value)
    if want is None or got is None:
        return False
    ours, theirs = unit_of(case.unit), unit_of(figure.unit)
    money = theirs is not None and theirs.dimension == "money"
    if money and ours is not None and theirs is not None and ours.dimension == "money":
        return abs(got.scaleb(theirs.power) - want.scaleb(ours.power)) <= case.tolerance.scaleb(ours.power)
    if money:
        return False
    return abs(got - want) <= case.tolerance


def _unlisted(case: Case, answer: Answer) -> list[str]:
    """Amounts of the text that are neither among the figures nor in the question."""
    asked = " ".join([case.q, *case.history])
    known = {number(n) for f in answer.figures for n in _DIGITS.findall(f"{f.text} {f.value}")}
    known |= {number(n) for n in _DIGITS.findall(asked)}
    return [n + unit for n, unit in _AMOUNT.findall(answer.answer) if number(n) not in known]


def _crowd(case: Case, figures: Sequence[Figure]) -> list[str]:
    most = len(case.figures) + (4 if case.kind in NARROW else 12)
    different: set[tuple[str, str]] = {(f.value, f.unit) for f in figures}
    return [f"{len(different)} figures where {len(case.figures)} were asked for"] if len(different) > most else []
