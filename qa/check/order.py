"""Which of several bodies has most: what a sentence says of the order of the figures that it gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from corpus.model import Fact
from qa.arithmetic import Cell
from qa.check.claim import Claim, Judged
from qa.check.reasons import because
from qa.check.relations import same_line
from qa.check.scope import Sentence
from qa.check.words import pattern

Said = tuple[Claim | None, Judged]


def among_bodies(claim: Claim) -> bool:
    """Is it bodies that are ranked, not the lines of one: does the sentence give several bodies' figures?"""
    return len({m.documents for m in claim.sentence.bodies if m.documents}) > 1


def in_order(said: Sequence[Said]) -> list[Judged]:
    """The figures of one sentence; one whose order among them is not as the words say is contradicted."""
    return [_ordered(k, said) for k in range(len(said))]


def _ordered(k: int, said: Sequence[Said]) -> Judged:
    claim, judged = said[k]
    own = _printed(judged)
    if claim is None or own is None or not among_bodies(claim):
        return judged
    if not (_stands_above(k, own, claim, said) and _has_its_rank(k, own, claim, said)):
        return replace(judged, verdict="contradicted", why=(because("not_rank_body"),))
    return judged


def _printed(judged: Judged) -> Fact | None:
    """The cell that bears a figure out."""
    if judged.verdict != "verified" or judged.operand is None or not isinstance(judged.operand.truth, Cell):
        return None
    return judged.operand.truth.fact


def _stands_above(k: int, own: Fact, claim: Claim, said: Sequence[Said]) -> bool:
    """甲局（5万元）高于乙局（3万元): is the figure before on the side that the words say?"""
    found = pattern("set_against").search(claim.words)
    before = _printed(said[k - 1][1]) if k else None
    if found is None or before is None or not _named_between(claim, found.end()) or before.unit is None:
        return True
    gap = before.amount.base - own.amount.base
    return gap > 0 if found["above"] else gap < 0


def _has_its_rank(k: int, own: Fact, claim: Claim, said: Sequence[Said]) -> bool:
    words = claim.words
    alike = {j: value for j in range(len(said)) if (value := _beside(j, k, said)) is not None}
    if len(alike) < 2:
        return True
    mine = own.amount.base
    if pattern("rank", "largest").search(words):
        return mine == max(alike.values())
    if pattern("rank", "smallest").search(words):
        return mine == min(alike.values())
    if pattern("rank", "next").search(words) and k - 1 in alike:
        first = said[k - 2][0] if k > 1 else None
        rising = any(c and pattern("rank", "smallest").search(c.words) for c in (said[k - 1][0], first))
        return mine >= alike[k - 1] if rising else mine <= alike[k - 1]
    return True


def _beside(j: int, k: int, said: Sequence[Said]) -> Decimal | None:
    """The figure of another body's same line; None where it is of something else."""
    fact, own = _printed(said[j][1]), _printed(said[k][1])
    if fact is None or own is None or fact.unit is None or fact.amount.unit is None or own.amount.unit is None:
        return None
    lines = [judged.operand.readings for _, judged in (said[j], said[k]) if judged.operand]
    alike = j == k or any(same_line(a, b) or _same_name(a.fact, b.fact) for a in lines[0] for b in lines[1])
    other = j == k or (fact.document != own.document and fact.year == own.year)
    return fact.amount.base if alike and other else None


def _same_name(one: Fact, other: Fact) -> bool:
    return (one.row[-1:] or one.col[-1:]) == (other.row[-1:] or other.col[-1:])


def _named_between(claim: Claim, at: int) -> bool:
    """Is a body named between this place in the words and the number?"""
    sentence: Sentence = claim.sentence
    return any(claim.begin + at <= m.start < claim.numeral.start for m in sentence.bodies)
