"""Percentages whose relation is not said again: one that goes on from the percentage before, one in brackets behind a change."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.model import PERCENT
from qa.arithmetic import exact
from qa.check.claim import Claim, Judged, Thread
from qa.check.reasons import because
from qa.check.text import MASK, plain
from qa.check.words import pattern

_BRACKET = re.compile(r"[(\[](?:约|近)?(?P<sign>\+)?")

_UP_TO = re.compile(r"[\x00\s]*(?:预算|决算)?的?$")
_OF_FIGURE = re.compile(r"(?:元|整)?的(?:约|近|大约|将近|大概)*")
"""Between a figure and the percentage, or the multiple, that is taken of it."""


def of_figure(claim: Claim, thread: Thread) -> bool:
    """Is this taken of the figure just before (是乙5万元的3倍)?"""
    said = claim.given is None and _OF_FIGURE.fullmatch(plain(claim.words.replace(MASK, "")))
    return bool(said) and len(thread.figures) > 1


def related(claim: Claim, thread: Thread) -> Claim:
    """由2018年的25%降至2019年的17%: the second is of what the first is; 增加5万元（10%）, 2024年为6万元（+2%）: a growth."""
    if claim.relation == "growth" and thread.rate is not None and claim.numeral.unit == PERCENT and claim.given is None:
        words = _UP_TO.sub("", claim.words)
        if any(pattern("target", way).search(words) for way in ("up", "down")):  # 从2023年的25%提高到2024年预算的26%
            claim = replace(claim, relation=None)
    if claim.relation is not None or claim.numeral.unit != PERCENT or claim.given is not None:
        return claim
    if of_figure(claim, thread):
        return replace(claim, relation="share")  # 完成预算5万元的98%
    bracket = _BRACKET.fullmatch(plain(claim.words.replace(MASK, "")))
    if bracket and (bracket["sign"] or claim.numeral.value < 0 or thread.changes):
        return replace(claim, relation="growth")
    said = thread.rate
    if said is None or said.relation is None or not claim.says_nothing:
        return claim
    return replace(claim, relation=said.relation, given=said.words)


def turned(claim: Claim, judged: Judged, thread: Thread) -> Judged:
    """A percentage that goes on from the one before must lie on the side that the words say (降至)."""
    said = thread.rate
    thread.rate = claim if claim.relation in ("share", "growth", "completion") else said
    before, thread.rated = thread.rated, judged if claim.relation is not None else thread.rated
    if said is None or before is None or claim.given != said.words or judged.verdict != "recomputed":
        return judged
    words = claim.sentence.bare[claim.begin : claim.numeral.begin]
    ways = [way for way in ("up", "down") if pattern("target", way).search(words.replace(MASK, "").rstrip("的"))]
    if not ways or before.operand is None or judged.operand is None:
        return judged
    change = exact(judged.operand.truth) - exact(before.operand.truth)
    if change == 0 or (change > 0) == (ways[0] == "up"):
        return judged
    return replace(judged, verdict="contradicted", why=(because("direction"),))
