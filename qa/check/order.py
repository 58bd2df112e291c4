"""Which of several bodies has most: what a sentence says of the order of the figures that it gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from corpus.model import Fact
from qa.arithmetic import Cell
from qa.check.claim import Claim, Judged
from qa.check.reasons import because
from qa.check.relations import same_line
from qa.check.scope import Sentence
from qa.check.text import MASK, label_of, plain
from qa.check.words import pattern

_ASKED = re.compile(r"(?:(?P<up>涨|升|增加|增长|多|上升|提高)|(?P<down>降|减少|下降|少|跌|降低))了?[?？]?\s*$")
_TRENDS = ("up_down", "down_up", "up", "down")
_NOTHING = re.compile(r"[)\]元整，,\s\x00]*(?:预算|决算|明显|远远?|略|稍|要|则|均|也|且)*[\s\x00]*")
Said = tuple[Claim | None, Judged]


def among_bodies(claim: Claim) -> bool:
    """Is it bodies that are ranked, not the lines of one: does the sentence give several bodies' figures?"""
    return len({m.documents for m in claim.sentence.bodies if m.documents}) > 1


def in_order(said: Sequence[Said], asked: str = "") -> list[Judged]:
    """The figures of one sentence; one whose order among them is not as the words say is contradicted. `asked`: the
    question just before (又涨了？)."""
    return [_ordered(k, said, asked) for k in range(len(said))]


def _ordered(k: int, said: Sequence[Said], asked: str) -> Judged:
    claim, judged = said[k]
    own = _printed(judged)
    if claim is None or own is None:
        return judged
    if not (_against_the_one_before(k, own, claim, said) and _as_told(k, own, claim, said, asked)):
        return replace(judged, verdict="contradicted", why=(because("direction"),))
    if not among_bodies(claim):
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


def _against_the_one_before(k: int, own: Fact, claim: Claim, said: Sequence[Said]) -> bool:
    """2023年（5万元）高于上年（3万元）, 甲（5万元）高于乙（3万元）: the same of two years, or of two lines."""
    found = pattern("set_against").search(claim.words)
    before = _printed(said[k - 1][1]) if k else None
    if found is None or before is None or not _between_figures(claim, found, said[k - 1][1]) or before.unit is None:
        return True
    name = label_of(own.row[-1]) if own.row else label_of(own.col[-1]) if own.col else ""
    of_year = any(claim.begin + found.end() <= y.start < claim.numeral.start for y in claim.sentence.years)
    behind = claim.sentence.bare[claim.numeral.end :]
    of_kind = before.kind != own.kind and re.match("的(?:年初|调整|全年)?(?:预算|决算)", behind) is not None
    if not (of_year and before.year != own.year) and not of_kind and not (name and name in plain(claim.words[found.end() :])):
        return True
    gap = before.amount.base - own.amount.base
    return gap > 0 if found["above"] else gap < 0


def _between_figures(claim: Claim, found: re.Match[str], before: Judged) -> bool:
    """Does nothing else stand between the figure before and the word?"""
    start = claim.begin + found.start()
    between = claim.sentence.bare[before.numeral.end : start] if start >= before.numeral.end else "-"
    return _NOTHING.fullmatch(between) is not None


def _as_told(k: int, own: Fact, claim: Claim, said: Sequence[Said], asked: str) -> bool:
    """前者高于后者, 逐年上升: what is said behind the last figure, or before the first, of all of them."""
    figures = [fact for _, judged in said[: k + 1] if (fact := _printed(judged)) is not None]
    if k + 1 < len(said) and _printed(said[k + 1][1]) is not None and not said[k + 1][1].numeral.until:
        return True
    behind = claim.sentence.bare[claim.numeral.end :].replace(MASK, "")
    pair = pattern("pair_order").search(re.split("[;；。]", behind)[0])
    if pair and len(figures) > 1:
        gap = figures[-2].amount.base - figures[-1].amount.base
        return gap > 0 if pair["above"] else gap < 0
    alike = [f for f in figures if _name_of(f) == _name_of(own) and f.document != "" and f.unit is not None]
    years = [f.year for f in alike]
    if len(alike) < 2 or None in years or len(set(years)) < len(years):
        return True
    values = [f.amount.base for f in sorted(alike, key=lambda f: f.year or 0)]
    steps = [b - a for a, b in pairwise(values)]
    way = _ASKED.search(asked)
    if way is not None and len(steps) == 1:
        return steps[0] > 0 if way["up"] else steps[0] < 0
    if len(alike) < 3:
        return True
    opening = claim.sentence.bare[: (said[0][0] or claim).numeral.begin]
    told = next((way for way in _TRENDS if pattern("trend", way).search(behind) or pattern("trend", way).search(opening)), None)
    match told:
        case "up":
            return all(step > 0 for step in steps)
        case "down":
            return all(step < 0 for step in steps)
        case "up_down" | "down_up":
            sign = 1 if told == "up_down" else -1
            return steps[0] * sign > 0 > steps[-1] * sign
    return True


def _name_of(fact: Fact) -> str:
    return label_of((fact.row[-1:] or fact.col[-1:] or ("",))[0])


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
