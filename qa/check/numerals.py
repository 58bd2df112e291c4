"""The numbers of a text that mean an amount, a percentage or a count; dates, codes and ordinals are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from corpus.model import PERCENT, YUAN, Unit, unit_of
from qa.arithmetic import TIMES
from qa.check.chinese import LETTERS, chinese_number, mixed_number
from qa.check.words import words

Vague = Literal["about", "under_near", "over", "rest", "under", "at_least", "at_most"]
"""`rest`: and what is left out behind the last digit (200多, 三十余)."""
_NO_AMOUNT = re.compile(r"^\s*(年|月|日|号|时|点|页|款|条|章|节|类|级|届|位|期间|[-~—–至到]\s*\d{1,4}\s*(年|月|日|号))")
_NOT_AFTER = re.compile(r"(第|表|文件?|号|编号|编码|代码|科目|页|序号|[\[(〔(]|[A-Za-z_/.〕\])-])$")
_THRESHOLD = re.compile(r"(单价|单件|单位价值|原值|起点金额)\s*$")
_ASSIGNED = re.compile(r"(为|是|达|达到|共|计|[:：=]|合计|金额|数)\s*$")
_YUAN_SIGN = re.compile(r"(?:[¥￥]|RMB|CNY)\s*$", re.IGNORECASE)
_FOREIGN_SIGN = re.compile(r"(?:[$€£]|USD|EUR|HKD)\s*$", re.IGNORECASE)
_FOREIGN_NAME = re.compile(
    r"^\s*(?:美元|美金|欧元|港元|港币|港幣|日元|英镑|(?:US |HK )?dollars?\b|euros?\b)", re.IGNORECASE
)
FOREIGN = Unit("外币", "count")
"""Money of another country, which no disclosure prints: nothing bears it out."""
POINTS = Unit("个百分点", "percent")
"""A difference of two percentages."""
_LISTED = re.compile(r"^\s*(?:[、,，和与及/]|以及|and)\s*$", re.IGNORECASE)
_OF_A_LIST = re.compile(r"\d\s*/$")
_UNIT_OVER = re.compile(r"单位\s*[:：]\s*(?:人民币)?\s*(?P<unit>亿元|百万元|万元|千元|元)")
_OF_KIND_BEHIND = re.compile(r"^\s*的(?:年初|调整|全年)?(?:预算|决算)")
"""决算4万元，低于5万元的预算: no approximation."""
_RANGE = re.compile(r"^\s*(?:—|–|-|~|～|至|到)+\s*$")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number that a text states: `value` in `unit` with `decimals` digits shown, at text[start:end]."""

    start: int
    end: int
    value: Decimal
    decimals: int
    unit: Unit | None
    vague: Vague | None = None
    soft: bool = False
    """A count of things, or a bare whole number: it is a claim only where something bears it out."""
    shape: Literal["plain", "tenths", "fraction", "doubled"] = "plain"
    until: Decimal | None = None
    """The other end of a range."""
    begin: int = 0
    """Where its words of approximation begin."""


@lru_cache
def _unit_names() -> dict[str, Unit]:
    given = words()["units"]
    names = {
        name: Unit(name if name.endswith(("元", "圆")) else f"{name}元", "money", power)
        for name, power in given["money"].items()
    }
    names |= {
        name: Unit("元" if power == 0 else f"10^{power}元", "money", power) for name, power in given["english"].items()
    }
    said = {name: re.sub("块钱?$", "元", name) for name in given["money"]}
    names |= {name: unit for name, m in said.items() if (unit := unit_of(f"{m}元") or unit_of(m))}
    for name, power in given["english"].items():
        names[name] = next(
            (u for u in names.values() if u.dimension == "money" and u.power == power and u.name[0] != "1"), names[name]
        )
    names |= dict.fromkeys(given["percent"], PERCENT) | dict.fromkeys(given["points"], POINTS)
    return names | {
        name: TIMES if name in ("倍", "times") else Unit(name, "count") for name in (*given["firm"], *given["soft"])
    }


@lru_cache
def _expression() -> re.Pattern[str]:
    units = "|".join(re.escape(name) for name in sorted(_unit_names(), key=len, reverse=True))
    arabic = r"(?:(?<![\d%元万亿人年月日)])[-−])?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
    rest = r"元?零?\d+(?:\.\d+)?"
    arabic += rf"(?:亿{rest}(?=\s*万))?(?:[万亿]{rest}(?=\s*千?元))?"
    number = rf"{arabic}|百分之[{LETTERS}\d.]+|[{LETTERS}]+"
    return re.compile(
        rf"(?P<double>翻了?(?P<folds>[一二两三四])?番)|(?P<parts>[{LETTERS}\d]+)分之(?P<of>[{LETTERS}\d]+)|(?P<half>一半|半数)"
        rf"|(?<![\d.])(?P<tenths>[一二两三四五六七八九\d])成(?P<five>[一二三四五六七八九\d])?(?![立为员本功就果效品绩长交套分人年员])"
        rf"|(?<![\d.,A-Za-z])(?P<number>{number})(?P<more>[多余几])?\s*(?P<unit>{units})?(?:(?<=[户人名辆次家])|(?![\d.]\d))",
        re.IGNORECASE,
    )


@lru_cache
def _vague(side: str) -> re.Pattern[str]:
    parts = "|".join(f"(?P<{name}>{found})" for name, found in words()["approximate"][side].items())
    return re.compile(rf"(?:{parts})\s*$" if side == "before" else rf"^\s*(?:{parts})", re.IGNORECASE)


def numerals(text: str, masked: str) -> Iterator[Numeral]:
    """The numbers of a half-width text; `masked` is the same text where names that hold numbers are blotted out."""
    found = _share_units(
        [numeral for match in _expression().finditer(masked) if (numeral := _numeral(match, text))], text
    )
    previous: Numeral | None = None
    for k, numeral in enumerate(found):
        after = found[k + 1] if k + 1 < len(found) else None
        if after and _ranges(numeral, after, text):
            low = _with(numeral, unit=after.unit, until=after.value, soft=after.soft)
            previous = low
            yield low
        elif (
            previous is not None
            and previous.until == numeral.value
            and _RANGE.match(text[previous.end : numeral.start])
        ):
            other = previous.value
            previous = None
            yield _with(numeral, until=other)
        elif numeral.unit is not None or numeral.soft or numeral.decimals or "," in text[numeral.start : numeral.end]:
            previous = None
            yield numeral


_UNIT_BEHIND = re.compile(r"[(（](?:单位\s*[:：]\s*)?(?P<unit>亿元|百万元|万元|千元|元)[)）]\s*[。.；;]?\s*$")


def _share_units(found: list[Numeral], text: str) -> list[Numeral]:
    """10.00、20.00和30.00万元: one unit for all of a list."""
    behind = _UNIT_BEHIND.search(text)
    if behind is not None and all(one.unit is None for one in found) and (unit := _unit_names().get(behind["unit"])):
        amounts = [one for one in found if one.decimals or "," in text[one.start : one.end]]
        found = [_with(one, unit=unit, soft=False) if one in amounts else one for one in found]
    over = _UNIT_OVER.search(text)
    if over is not None and (unit := _unit_names().get(over["unit"])):  # 单位:万元 over all of them
        for k, one in enumerate(found):
            if one.unit is None and one.start > over.end() and (one.decimals or one.soft or "," in text[one.start : one.end]):
                found[k] = _with(one, unit=unit, soft=False)
    for k in range(len(found) - 2, -1, -1):
        one, after = found[k], found[k + 1]
        if one.unit is None and after.unit is not None and _LISTED.match(text[one.end : after.start]):
            found[k] = _with(one, unit=after.unit, soft=after.soft)
    return found


def _ranges(low: Numeral, high: Numeral, text: str) -> bool:
    between = text[low.end : high.start]
    return (
        bool(_RANGE.match(between))
        and low.unit in (None, high.unit)
        and high.unit is not None
        and low.value < high.value
    )


def _with(numeral: Numeral, **changes: object) -> Numeral:
    values = {name: getattr(numeral, name) for name in Numeral.__slots__} | changes
    return Numeral(**values)


def _numeral(match: re.Match[str], text: str) -> Numeral | None:
    start, end = match.span()
    if match["double"]:
        folds = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}[match["folds"] or "一"]
        return _vagued(
            Numeral(start, end, Decimal(100 * (2**folds - 1)), 0, PERCENT, shape="doubled", begin=start), text
        )
    if match["half"]:
        return _vagued(Numeral(start, end, Decimal(50), 0, PERCENT, shape="fraction", begin=start), text)
    if match["parts"]:
        upper, lower = _number(match["of"]), _number(match["parts"])
        if upper is None or not lower or match["parts"] == "百":
            return None if match["parts"] != "百" or upper is None else _plain(match, text, upper, PERCENT, end)
        value = (upper * 100 / lower).quantize(Decimal("0.01"))
        return _vagued(Numeral(start, end, value, 2, PERCENT, shape="fraction", begin=start), text)
    if match["tenths"]:
        tenths, five = _number(match["tenths"]), _number(match["five"]) if match["five"] else Decimal(0)
        if tenths is None or five is None:
            return None
        return _vagued(Numeral(start, end, tenths * 10 + five, 0, PERCENT, shape="tenths", begin=start), text)
    return _amount(match, text)


def _amount(match: re.Match[str], text: str) -> Numeral | None:
    written, name = match["number"], match["unit"]
    chinese = not any(letter.isdigit() for letter in written)
    unit = _unit_names().get((name or "").lower()) if name else None
    if not chinese and re.search("[万亿]", written) and unit is not None:
        value = mixed_number(written.replace("元", ""), unit.power)
        return None if value is None else _plain(match, text, value, unit, match.end("unit"))
    if written.startswith("百分之"):
        value = _number(written[3:])
        return None if value is None else _plain(match, text, value, PERCENT, match.end("number"))
    if chinese and unit is None and name is None and written[-1:] in "万亿" and len(written) > 1:
        name, unit = written[-1], _unit_names()[written[-1]]
    single = unit is not None and unit.dimension == "count" and len(written) == 1 and unit != TIMES
    if chinese and (unit is None or len(written) < 1 or single):
        return None
    if name == "块" and len(written) < 3:
        return None  # 分两块, 3块: parts
    value = _number(written)
    if value is None:
        return None
    unit = _currency(unit, text, match)
    if chinese and written[-1] in "万亿" and unit is not None and unit.power == 0 and unit.dimension == "money":
        unit = _unit_names()[written[-1]]
        value = value.scaleb(-unit.power)
    elif chinese and unit is not None and name in ("万", "亿") and written[-1] == name and match["unit"] is None:
        value = value.scaleb(-unit.power)
    return _plain(match, text, value, unit, match.end("unit") if match["unit"] else match.end("number"))


def _currency(unit: Unit | None, text: str, match: re.Match[str]) -> Unit | None:
    """The unit where a sign before the number (¥879,900) or a name behind it (30万美元) says whose money it is."""
    before, after = (
        text[max(0, match.start("number") - 5) : match.start("number")],
        text[match.end() : match.end() + 12],
    )
    if (unit is None or unit.dimension == "money") and (_FOREIGN_SIGN.search(before) or _FOREIGN_NAME.match(after)):
        return FOREIGN
    return YUAN if unit is None and _YUAN_SIGN.search(before) else unit


def _number(written: str) -> Decimal | None:
    if not written:
        return None
    if any(letter.isdigit() for letter in written):
        try:
            return Decimal(written.replace(",", "").replace("−", "-"))
        except ArithmeticError:
            return None
    return chinese_number(written)


def _plain(match: re.Match[str], text: str, value: Decimal, unit: Unit | None, end: int) -> Numeral | None:
    start, written = match.start(), match["number"] or match.group()
    before, after = text[max(0, start - 6) : start], text[end : end + 8]
    if not any(letter.isdigit() for letter in written):
        value = Decimal(format(value.normalize(), "f"))  # 一百二十万元 shows no digits after the point
    decimals = max(0, -int(value.as_tuple().exponent))
    bare = unit is None and decimals == 0 and "," not in written
    counted = unit is not None and unit.dimension == "count"
    listed = "." in written and _OF_A_LIST.search(before)  # 10.5/12.3万元
    if unit is None and not listed and (_NO_AMOUNT.match(after) or _NOT_AFTER.search(before)):
        return None
    limit = re.match(r"\s*(?:[(（及]|以[上下])", after) or not before.rstrip().endswith("原值")
    if _THRESHOLD.search(before) and limit:
        return None
    if counted and (re.match(r"^(月|百分)", after) or re.search(r"第$", before)):
        return None
    if (
        unit is not None
        and unit.name == "万元"
        and text[start:end].endswith("万")
        and after[:1] in tuple("辆人户名件次个台套")
    ):
        return None
    if bare and not _ASSIGNED.search(before):
        return (
            None
            if not re.match(r"^\s*(?:—|–|-|~|～|至|到|[、,，和与及]\s*\d)", after)
            else Numeral(start, end, value, 0, None, begin=start)
        )
    if bare and len(written) >= 7:
        return None
    loose = unit is None and "," not in written and not _ASSIGNED.search(before)
    soft = (
        bare
        or loose
        or (counted and unit is not None and (unit.name in words()["units"]["soft"] or written[0] in LETTERS))
    )
    if re.search(r"每(?:花费?|支出|投入|收入)?$", before):
        return Numeral(start, end, value, decimals, unit, soft=True, begin=start)  # 每百元: a measure, no claim
    if match["more"]:
        return Numeral(start, end, value, decimals, unit, "rest", soft, begin=start)
    return _vagued(Numeral(start, end, value, decimals, unit, None, soft, begin=start), text)


_OF_LAST_YEAR = re.compile("(?:上年度?|去年|上一年)(?:同期)?的$")


def _vagued(numeral: Numeral, text: str) -> Numeral:
    ahead = text[max(0, numeral.start - 14) : numeral.start]
    measured = _OF_LAST_YEAR.search(ahead)  # 不到上年的一半
    before = _vague("before").search(ahead[: measured.start()] if measured else ahead)
    after = _vague("after").match(text[numeral.end : numeral.end + 6])
    if before and _OF_KIND_BEHIND.match(text[numeral.end : numeral.end + 10]):
        before = None
    kind = (before and before.lastgroup) or (after and after.lastgroup)
    begin = numeral.start - len(before.group()) if before and not measured else numeral.start
    return _with(numeral, vague=kind, begin=begin) if kind else numeral
