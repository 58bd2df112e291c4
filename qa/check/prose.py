"""What the sentences of a disclosure bear out, where its tables say nothing of a thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from corpus.model import PERCENT, Disclosure, Fact
from qa.check.agree import agree, in_unit
from qa.check.bodies import aliases
from qa.check.match import kind_of
from qa.check.numerals import POINTS, Numeral
from qa.check.scope import Scope
from qa.check.text import plain
from qa.check.words import pattern

_LIGHT = (
    r"年度|其中|此外|另外|说明|万元|亿元|元|增加|减少|增长|下降|降低|上升|上年|去年|年初|年末|相比|同比|安排|情况|主要|本部门|本单位|我单位|部门|单位"
    r"|[\d.,%()、:;，。的为是有达到共计约和与及在于了内上下各项比较同将已拟年月\x00]"
)
_FULL = r"完成|金额|资金|预算数?|决算数?|执行数?|支出|费用|经费|收入|财政拨款|一般公共|" + _LIGHT


_KINDS_OF_MONEY = ("一般公共", "财政拨款", "政府性基金", "国有资本", "收入", "年初", "预算", "决算")
_QUALIFIER = re.compile(r"其他|其它|非|除|扣除|剔除|不含|不包括")


class ProseWords:
    """The numbers of one document's sentences by their value."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        names = sorted({plain(name) for name in aliases(disclosure.document.department or "")}, key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, names)) or r"(?!)")
        self.said: set[str] = set()
        """The sentences with figures, as they are compared."""
        self.by_quote: dict[str, list[Fact]] = defaultdict(list)
        self.by_value: dict[tuple[str, Decimal], list[Fact]] = defaultdict(list)
        self.sentence_before = dict(_before(disclosure))
        for fact in disclosure.prose_facts:
            self.by_quote[fact.quote or ""].append(fact)
            self.said.add(worded(fact.quote or ""))
            if fact.amount.unit is not None:
                self.by_value[fact.amount.unit.dimension, fact.amount.base.normalize()].append(fact)

    def bare(self, text: str) -> str:
        """A text without the body's own name."""
        return self._names.sub("", plain(text))


def _before(disclosure: Disclosure) -> Iterator[tuple[str, str]]:
    """(fact, the sentence before its own): what a sentence like 与上年相比增加… is about."""
    for passage in disclosure.passages:
        for one, other in pairwise(passage.sentences):
            yield from ((fact.id, one.text[-60:]) for fact in other.facts)


def worded(text: str) -> str:
    """A sentence as it is compared with others: without blanks, its number in a list and its last stop."""
    return _NUMBERED.sub("", plain(text).strip()).rstrip("。.;；,，:：")


_NUMBERED = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．](?!\d))+")


def pairs(text: str, light: bool = False) -> set[str]:
    """The pairs of neighbouring letters of what is left of a phrase without function words; `light` keeps 收入, 支出."""
    told = plain(text).replace("项目支出", "专目支出")  # a name, of which 各项 and 支出 would leave nothing
    parts = [part for part in re.sub(_LIGHT if light else _FULL, "\n", told).split("\n") if part]
    return {part[k : k + 2] for part in parts for k in range(len(part) - 1)}


def alike(phrase: str, fact: Fact, prose: ProseWords) -> bool:
    """Does the sentence say its number of what the phrase names?"""
    light = not pairs(phrase)
    asked = pairs(phrase, light)
    before = said_before(fact)[-40:]
    said = pairs(prose.bare(fact.subject or ""), light)
    if not said and pairs(own := re.split("[%；;]", before)[-1], light):
        before = own  # 基本支出80万元，占80%，项目支出20万元，占20%: of the item named last
    around = said | pairs(before, light) | pairs("".join(fact.section[-2:]), light)
    if not said and not pairs(before, light):
        around |= pairs(prose.sentence_before.get(fact.id, ""), light)
    if not asked or len(asked - around) > (0.2 * len(asked) if len(asked) > 8 else 0):
        return False
    if _QUALIFIER.search(phrase) and not _QUALIFIER.search(before + "".join(fact.section[-1:])):
        return False
    if not said:
        return True
    shared = len(asked & said)
    return shared >= 0.5 * min(len(asked), len(said)) and shared >= 0.6 * len(said)


def told(numeral: Numeral, phrase: str, direction: str | None, scope: Scope, prose: ProseWords) -> list[Fact]:
    """The numbers of a document's sentences that bear a claim out."""
    if numeral.unit is None or numeral.until is not None:
        return []
    out = []
    wanted = kind_of(phrase.rsplit("，", 1)[-1]) or scope.kind
    points = numeral.unit == POINTS
    unit = PERCENT if points else numeral.unit
    for fact in _near(numeral, prose):
        value = in_unit(fact.amount, unit)
        if unit == PERCENT and points != _in_points(fact):
            continue
        if value is None or not agree(numeral, value).holds:
            continue
        if (
            scope.about is not None
            and fact.year is not None
            and fact.year != scope.about
            and not (_says_no_year(fact) and (fact.year == scope.year or str(scope.about) in (fact.quote or "")))
        ):
            continue
        kind = kind_of(fact.subject or "") or prose.disclosure.document.kind
        if None not in (wanted, kind) and wanted != kind:
            continue
        if direction != _change(fact) and (direction or "") + (_change(fact) or "") not in (
            "flat",
            "upflat",
            "downflat",
        ):
            continue
        if alike(phrase, fact, prose):
            out.append(fact)
    return out


def _says_no_year(fact: Fact) -> bool:
    """May the year that the number is of be another than it was read as: is that one not written in its sentence?"""
    return str(fact.year) not in (fact.quote or "")


def otherwise(numeral: Numeral, phrase: str, direction: str | None, scope: Scope, prose: ProseWords) -> list[Fact]:
    """What a document's sentences print of the very thing that is claimed, where it is something else than the claim:
    the same amount going the other way, or the one other amount that they print of it."""
    if numeral.unit is None or numeral.until is not None or numeral.vague is not None or numeral.shape != "plain":
        return []
    year = prose.disclosure.document.year
    if scope.about is not None and scope.about != year:
        return []
    kind = kind_of(phrase.rsplit("，", 1)[-1]) or scope.kind
    held = [
        fact
        for fact in prose.disclosure.prose_facts
        if in_unit(fact.amount, numeral.unit) is not None
        and fact.year in (None, year)
        and kind in (None, kind_of(fact.subject or "") or prose.disclosure.document.kind)
        and (direction is None) == (_change(fact) is None)
        and (numeral.unit == POINTS) == _in_points(fact)
        and very_like(phrase, fact, prose)
    ]
    turned = [f for f in held if direction and _change(f) != direction and agree(numeral, _value(f, numeral)).holds]
    if turned:
        return turned[:1]
    alike = [f for f in held if _change(f) == direction]
    return alike[:1] if len({fact.amount.base for fact in alike}) == 1 else []


def _value(fact: Fact, numeral: Numeral) -> Fraction:
    return in_unit(fact.amount, numeral.unit) or Fraction(0)


def very_like(phrase: str, fact: Fact, prose: ProseWords) -> bool:
    """Do phrase and sentence name the thing alike, neither of them with a word more?"""
    asked = pairs(prose.bare(phrase))
    said = pairs(prose.bare(fact.subject or "")) or pairs(said_before(fact)[-40:])
    of_one_kind = all((tag in phrase) == (tag in (fact.subject or "")) for tag in _KINDS_OF_MONEY)
    return bool(asked) and asked == said and of_one_kind and alike(phrase, fact, prose)


def _in_points(fact: Fact) -> bool:
    """Does the sentence print it in percentage points?"""
    return bool(re.search(rf"(?<![\d.,]){re.escape(fact.text)}\s*个?百分点", fact.quote or ""))


def rivals(fact: Fact, prose: ProseWords) -> list[Fact]:
    """Other amounts that the document's sentences print of the very same thing, under the same headings."""
    said = pairs(prose.bare(fact.subject or ""), True)
    if (
        _change(fact)
        or "占" in (fact.subject or "")
        or fact.amount.unit is None
        or fact.amount.unit.dimension != "money"
    ):
        return []
    return [
        other
        for other in prose.disclosure.prose_facts
        if said
        and other.amount.unit == fact.amount.unit
        and other.amount.base != fact.amount.base
        and other.year == fact.year
        and other.quote != fact.quote
        and not _change(other)
        and _under(fact, other)
        and pairs(prose.bare(other.subject or ""), True) == said
    ]


def _under(one: Fact, other: Fact) -> bool:
    """Does one of the two stand under all headings of the other?"""
    shorter, longer = sorted((one.section, other.section), key=len)
    return longer[: len(shorter)] == shorter


def said_before(fact: Fact) -> str:
    """The words of the sentence before its number."""
    quote, subject = fact.quote or "", (fact.subject or "").split("，")[-1]
    at = quote.find(subject + fact.text) if subject else -1
    if at >= 0:
        return quote[: at + len(subject)]
    found = re.search(rf"(?<![\d.,]){re.escape(fact.text)}(?![\d])", quote)
    return quote[: found.start()] if found else quote


def adds_up(fact: Fact, prose: ProseWords) -> bool:
    """Is the figure one of parts that its sentence prints with their total?"""
    money = [
        f
        for f in prose.by_quote[fact.quote or ""]
        if f.amount.unit is not None and f.amount.unit.dimension == "money" and not _change(f)
    ]
    for k, total in enumerate(money):
        parts = Decimal(0)
        for n, part in enumerate(money[k + 1 :], k + 1):
            parts += part.amount.base
            if n > k + 1 and parts == total.amount.base and any(f.id == fact.id for f in money[k + 1 : n + 1]):
                return True
    return False


def _change(fact: Fact) -> str | None:
    """The direction of a number that is itself a change: its word stands right before it."""
    before = said_before(fact)[-8:]
    return fact.direction if pattern("relation", "growth").search(before) else None


def _near(numeral: Numeral, prose: ProseWords) -> list[Fact]:
    if numeral.unit is not None and numeral.vague is None and numeral.shape == "plain":
        exact = numeral.value.scaleb(numeral.unit.power).normalize()
        found = prose.by_value.get((numeral.unit.dimension, exact), [])
        if found:
            return found
    return [fact for facts in prose.by_value.values() for fact in facts]
