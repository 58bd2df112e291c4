"""What a text says of the change of a figure without a number for it: 与上年持平, 比上年有所增加."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from corpus.model import Fact, Kind
from qa.arithmetic import Cell
from qa.check.claim import Claim, Judged
from qa.check.corpus import Corpus
from qa.check.prose import pairs
from qa.check.reasons import because
from qa.check.relations import counterparts
from qa.check.text import half_width

_MARK = r"[)）”\"百千万亿元整\s]*[,，(（]?\s*"
_BASE = (
    r"(?P<since>同比|(?:与|和|同|较|比)?\s*(?:(?P<last>上年|去年|上一年|前一年)|(?P<year>(?:19|20)\d\d)\s*年)度?"
    r"(?:同期)?(?:年初)?(?P<kind>预算|决算|执行)?数?(?:的)?(?:支出)?(?:相比|比较|相较)?)"
)
_FLAT = re.compile(rf"{_MARK}{_BASE}[,，]?(?P<about>基本|大致|大体)?(?:持平|保持不变|不变|相同|一致|没有变化|无变化|无增减)")
_MOVED = re.compile(
    rf"{_MARK}{_BASE}[,，]?(?:总体|整体)?(?:有所|略有|稍有|小幅|大幅|大幅度|明显|显著|略|稍|进一步|持续)?"
    r"(?:(?P<up>增加|增长|上升|提高|上涨)|(?P<down>减少|下降|降低|压减|缩减|下滑|回落))(?P<much>了)?\s*(?=[,，。;；)）、]|$)"
)
_NUMBERED = re.compile(
    rf"{_MARK}{_BASE}[,，]?(?:净|各)?(?:(?P<up>增加|增长|上升|提高)|(?P<down>减少|下降|降低|压减))(?:了)?\s*\d"
)
_KINDS: dict[str, Kind] = {"预算": "budget", "决算": "final", "执行": "final"}
_NEAR = Decimal("0.05")
"""基本持平 is said of a change of so much, as a part of the figure."""


@dataclass(frozen=True, slots=True)
class Change:
    """Which way (0: none), since when and against which accounts; `about`: more or less so."""

    way: int
    year: int | None
    kind: Kind | None
    about: bool = False


def change_said(behind: str, own: int | None) -> Change | None:
    """The change that the words right behind a figure of the year `own` state, with a number or without; None where
    they state none.

    >>> change_said("万元，与2019年预算基本持平", 2021)
    Change(way=0, year=2019, kind='budget', about=True)
    """
    for form in (_FLAT, _MOVED, _NUMBERED):
        found = form.match(behind)
        if found is None:
            continue
        named = found.groupdict()
        kind = _KINDS.get(named["kind"] or "")
        year = int(named["year"]) if named["year"] else None if own is None else own - 1
        return Change(bool(named.get("up")) - bool(named.get("down")), year, kind, bool(named.get("about")))
    return None


def with_its_change(claim: Claim | None, judged: Judged, corpus: Corpus) -> Judged:
    """A figure that is borne out, of which the text says a change that is another: 与上年持平, where there was less the
    year before."""
    if claim is None or judged.verdict != "verified" or judged.operand is None:
        return judged
    if not isinstance(judged.operand.truth, Cell):
        return judged
    behind = claim.sentence.text[claim.numeral.end :]
    if not (_FLAT.match(behind) or _MOVED.match(behind)):
        return judged
    fact = judged.operand.truth.fact
    own = fact.year or corpus.of(fact.document).document.year
    said = change_said(behind, own)
    assert said is not None
    if fact.table is None:
        return _as_printed(judged, said, fact, own)
    kind = said.kind or fact.kind
    before = [
        other for reading in judged.operand.readings[:3] if said.year is not None
        for other in counterparts(reading, said.year, kind, claim.scope, corpus)
    ]  # fmt: skip
    values = {other.amount.base for other in before}
    if not values:
        return _as_told(judged, said, fact, own, corpus)
    if len(values) != 1:
        return judged
    change = fact.amount.base - values.pop()
    if _holds(said, change, abs(fact.amount.base)):
        return judged
    why = (because("other_change", before[0].text, before[0].unit or ""),)
    return replace(judged, verdict="contradicted", why=why, evidence=(fact, before[0]))


def _as_told(judged: Judged, said: Change, fact: Fact, own: int | None, corpus: Corpus) -> Judged:
    """Against what a sentence says behind the same amount of the same thing, where no cell prints the other year's."""
    prose = corpus.prose(corpus.of(fact.document).document)
    held = prose.by_value.get(("money", fact.amount.base.normalize()), [])
    names = pairs("".join((*fact.row[-1:], *fact.col[-1:], fact.table or "")))
    told = [f for f in held if f.year == own and pairs(f.subject or "") & names and f.direction is None]
    return _as_printed(judged, said, told[0], own) if told else judged


def _holds(said: Change, change: Decimal, size: Decimal) -> bool:
    if said.way == 0:
        return abs(change) <= (_NEAR * size if said.about else 0)
    return change * said.way > 0


def _as_printed(judged: Judged, said: Change, fact: Fact, own: int | None) -> Judged:
    """Against what the sentence of the disclosure says behind the figure."""
    quote = half_width(fact.quote or "")
    at = quote.find(fact.text)
    printed = change_said(quote[at + len(fact.text) :], own) if at >= 0 else None
    if printed is None or (printed.way == said.way and printed.year == said.year):
        return judged
    if printed.year != said.year:
        return replace(judged, verdict="unsupported", why=(because("no_operands"),))
    return replace(judged, verdict="contradicted", why=(because("direction"),))
