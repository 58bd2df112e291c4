"""Sums that one passage of prose states: 基本支出 of 人员 and 公用, cars bought and run, vehicles by what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.model import Fact, Passage
from corpus.model.finding import Finding
from corpus.rules.book import Book, plain
from corpus.rules.judge import Judgement, judge_sum
from corpus.rules.sums import finding_of

_SPENT = "(?:支出|经费)?(?:预算|决算)?(?:支出)?(?:数|总额|合计)?(?:为|是|共计?|约)?$"
_CARS = re.compile(rf"(?:公务|公车)?用车购置(?:及|和|与)?运行(?:维护|维修)?(?:费用?)?{_SPENT}")
_BOUGHT = re.compile(rf"(?<!及)(?:用车)?购置(?:费用?){_SPENT}")
_RUN = re.compile(rf"(?:^|[^置及和与])(?:用车)?(?<!及)(?:运行(?:维护|维修)?|运维)(?:费用?){_SPENT}")
_BASIC = re.compile(rf"基本支出{_SPENT}")
_PEOPLE = re.compile(rf"人员(?:经费|支出){_SPENT}")
_OFFICE = re.compile(rf"公用(?:经费|支出){_SPENT}")
WHOLES = ((_CARS, (_BOUGHT, _RUN)), (_BASIC, (_PEOPLE, _OFFICE)))
"""A whole and all its parts, as prose calls them (DOMAIN 9, and 人员 and 公用 of 基本支出)."""


def said_sums(book: Book) -> Iterator[Finding]:
    """基本支出10万元，包括人员经费7万元和公用经费3万元: the whole is its parts, each named once behind it."""
    for passage in book.passages:
        facts = [f for s in passage.sentences for f in s.facts if f.amount.mils is not None and f.direction is None]
        for whole, parts in WHOLES:
            totals = [k for k, f in enumerate(facts) if whole.search(plain(f.subject or ""))]
            found = [[k for k, f in enumerate(facts) if _names(part, f)] for part in parts]
            if len(totals) != 1 or any(len(places) != 1 for places in found) or min(p[0] for p in found) < totals[0]:
                continue
            yield from _summed(passage, facts[totals[0]], [facts[places[0]] for places in found])


def _names(part: re.Pattern[str], fact: Fact) -> bool:
    subject = plain(re.split("[，。；：]|其中|包括", fact.subject or "")[-1])
    return part.search(subject) is not None and _CARS.search(subject) is None


def _summed(passage: Passage, total: Fact, parts: Sequence[Fact]) -> Iterator[Finding]:
    same = len({(f.year, f.kind, f.unit) for f in (total, *parts)}) == 1
    found = judge_sum(total.amount, [(1, p.amount) for p in parts])
    if same and found.outcome == "mismatch":
        why = f"{plain(total.subject or '')[-16:]}印的是 {total.text}{total.unit}，所列各项之和为 {found.expected}。"
        yield finding_of(total, list(parts), found, "sum", why)


_VEHICLES = re.compile(r"(?:车辆|用车|公务车)(?:保有量|数量?|总数)?(?:共计?|合计|总计|为|有)*$")
_OF_USE = re.compile(r"(?:用车|车辆?|客车|轿车|校车)$")
_OTHERS = re.compile("其他")


def vehicles(book: Book) -> Iterator[Finding]:
    """共有车辆10辆，其中，执法执勤用车6辆、其他用车4辆: with the others named, the uses are all of them."""
    for _, sentence in book.sentences():
        counted = [f for f in sentence.facts if f.unit == "辆"]
        inside = sentence.text.find("其中")
        if len(counted) < 3 or counted[0].direction is not None:
            continue
        if not 0 <= sentence.text.find(counted[0].text) < inside:
            continue
        total, parts = counted[0], []
        if not _VEHICLES.search(plain(total.subject or "")):
            continue
        for fact in counted[1:]:
            if not _OF_USE.search(plain(fact.subject or "")):
                break
            parts.append(fact)
            if _OTHERS.search(_last_words(fact)):
                break
        if len(parts) < 2 or not _OTHERS.search(_last_words(parts[-1])):
            continue
        found = sum((p.amount.value for p in parts), Decimal(0))
        off = total.amount.value - found
        if off:  # counts are exact
            judged = Judgement("mismatch", found, off, abs(off) <= 1)
            yield finding_of(total, parts, judged, "sum", f"车辆印的是 {total.text} 辆，所列各类之和为 {found} 辆。")


def _last_words(fact: Fact) -> str:
    return plain(re.split("[，。；：、]", fact.subject or "")[-1])
