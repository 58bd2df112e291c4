"""What narrows or orders a list: limits, tops, places in an order."""

from __future__ import annotations

import re
from fractions import Fraction

from qa.plan import Filters

COUNT = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_N = r"[一二两三四五六七八九十]|\d+"
_MOST, _LEAST = "最多|最大|最高|最贵", "最少|最小|最低"
_TOP = re.compile(
    rf"(?:前|top ?)(?P<a>{_N}|two|three|four|five|ten)(?![年月天])(?:大|名|位|个|项|家|类)?|(?:{_MOST}|{_LEAST})的(?P<b>{_N})(?:个|项|家|类|笔|款)?"
    rf"|(?P<c>{_N})(?:个|项|家|类|笔)(?:{_MOST}|{_LEAST})|(?<!第)(?P<d>[二两三四五六七八九十])大(?=支出|项|类|开支|科目|项目|的)"
    rf"|(?:largest|biggest|smallest|highest|lowest) (?P<e>two|three|four|five|\d+)|(?P<f>two|three|four|five|\d+) (?:largest|biggest|smallest|highest|lowest)"
)
_BOTH_ENDS = re.compile(f"({_MOST})[^。？?]{{0,10}}({_LEAST})|({_LEAST})[^。？?]{{0,10}}({_MOST})")
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
_PLACE = re.compile(
    rf"(?P<last>倒数)第(?P<z>{_N})|(?P<back>倒数)?第(?P<a>{_N})(?P<how>大|多|高|贵|小|少|低|名|位)|排(?:名|行)?(?P<back2>倒数)?第(?P<b>{_N})(?:的)?"
    r"|(?P<e>second|third|fourth)[- ](?P<hows>largest|biggest|highest|smallest|lowest)"
)
_ORDER = {"second": 2, "third": 3, "fourth": 4}
_UNIT = r"(?P<u>万元|亿元|千元|元|万|亿|%)"
_HOW = "不超过|不大于|不高于|不多于|不低于|不少于|不小于|超过|大于|高于|多于|超|低于|小于|少于|不足|不到|不满"
_LIMIT = re.compile(rf"(?P<how>{_HOW})(?:了)?(?P<n>\d[\d,.]*)\s*{_UNIT}")
_LIMIT_AFTER = re.compile(rf"(?P<n>\d[\d,.]*)\s*{_UNIT}(?:及|或)?(?P<how>以上|以下|以内)")
_TENTHS = re.compile(f"(?P<how>{_HOW})(?:了)?(?P<n>[一二两三四五六七八九])成|(?P<m>[一二两三四五六七八九])成(?P<after>以上|以下|以内)")
"""九成以上, 不到三成: a limit in tenths."""
_RANGE = re.compile(rf"(?P<n>\d[\d,.]*)\s*(?P<v>万元|亿元|千元|元|万|亿|%)?\s*(?:到|至|和|—|-|~)\s*(?P<m>\d[\d,.]*)\s*{_UNIT}(?:之间|以内)?")
_AMOUNT = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?\s*(?:万元|亿元|千元|元|万|亿|%)(?!以|预算)")
_SHOWN = re.compile(
    r"(?:换算?|折算?|折合|转换|转化|转|改|按|用|以)(?:成|为|作|算成|算为)?(?:单位)?(?P<u>亿元|百万元|万元|千元|元|亿|万)(?:为单位|表示|计算?|显示|作单位|来算)?(?![\d.])"
)
_LESS = ("低于", "小于", "少于", "不足", "不到", "不满", "不超过", "不大于", "不高于", "不多于", "以下", "以内")
_STRICT = ("超过", "超", "大于", "高于", "多于", "低于", "小于", "少于", "不足", "不到", "不满")


def filters_of(text: str, least: bool, most: bool, exclude: tuple[str, ...], level: str | None) -> Filters:
    """The filters that a question's text gives; `least` and `most` say that it has such words."""
    top = _TOP.search(text)
    said = next((g for g in top.groups() if g), None) if top else None
    place = _place(text)
    low, high, strict = _bounds(text)
    least = least and not _BOTH_ENDS.search(text)
    down = least or (top is not None and bool(re.search(f"{_LEAST}|smallest|lowest", top[0])))
    return Filters(
        top=_number(said) if said else None,
        place=place[0] if place else None,
        order=place[1] if place else "least" if down else "most" if most or top else None,
        at_least=low, at_most=high, strict=strict, exclude=exclude, level=level,
    )


def _number(text: str) -> int:
    return COUNT.get(text) or _WORDS.get(text) or int(text)


def _place(text: str) -> tuple[int, str] | None:
    """第三大: the place in the order, and which order."""
    found = _PLACE.search(text)
    if found is None:
        return None
    if found["last"] and not found["a"]:
        return _number(found["z"]), "least"
    if found["e"]:
        return _ORDER[found["e"]], "least" if found["hows"] in ("smallest", "lowest") else "most"
    back = bool(found["back"] or found["back2"]) != ((found["how"] or "") in "小少低" and bool(found["how"]))
    return _number(found["a"] or found["b"]), "least" if back else "most"


def _bounds(text: str) -> tuple[str | None, str | None, bool]:
    """(at least, at most, is the limit itself left out?)"""
    between = _RANGE.search(text)
    if between:
        return _bound(between["n"], between["v"] or between["u"]), _bound(between["m"], between["u"]), False
    tenths = _TENTHS.search(text)
    if tenths is not None and (how := tenths["how"] or tenths["after"]):
        bound = f"{COUNT[tenths['n'] or tenths['m']] * 10}%"
        return (None, bound, how in _STRICT) if how in _LESS else (bound, None, how in _STRICT)
    limit = _LIMIT.search(text) or _LIMIT_AFTER.search(text)
    if limit is None:
        return None, None, True
    bound, strict = _bound(limit["n"], limit["u"]), limit["how"] in _STRICT
    return (None, bound, strict) if limit["how"] in _LESS else (bound, None, strict)


def _bound(number: str, unit: str) -> str:
    return f"{number.replace(',', '')}{unit + ('元' if unit in '万亿' else '')}"


def limits(text: str) -> list[tuple[int, int]]:
    """Where a question limits or numbers what it wants: 超过500万, 前三, 第二大."""
    return [m.span() for found in (_TOP, _PLACE, _RANGE, _LIMIT, _LIMIT_AFTER, _TENTHS) for m in found.finditer(text)]


def amounts(text: str) -> list[tuple[int, int]]:
    """Where a question gives an amount of its own: 住房公积金为1500万元对吗."""
    return [m.span() for m in _AMOUNT.finditer(text)]


def unit_asked(text: str) -> tuple[str, tuple[int, int]] | None:
    """换算成元, 以万元为单位: the unit that amounts are wanted in, and where it says so."""
    found = _SHOWN.search(text)
    return (found["u"] + ("元" if found["u"] in "万亿" else ""), found.span()) if found else None


_CONFIRM = re.compile(
    "(对吗|对不对|对吧|是吗|是不是|是真的|真的吗|没错|属实|正确吗|准确吗|有这么多吗|吗|(?<![什怎那这多])么)[？?。!！]*$|是不是|是否|[^，,。；;？?]吗[，,；;？?]"
    "|^(is it true|did|was|is|has|have|does|do) "
)


def claimed_in(text: str) -> str | None:
    """住房公积金是1442.74万元吗: the one amount that a question asks to confirm, with its unit; a limit is none."""
    found = [m for m in _AMOUNT.finditer(text) if not any(a <= m.start() < b for a, b in limits(text))]
    if len(found) != 1 or not _CONFIRM.search(text.strip()) or found[0][0].endswith("%"):
        return None
    number = re.match(r"[\d,.]+", found[0][0])
    assert number is not None
    return _bound(number[0], found[0][0][number.end() :].strip())


def confirms(text: str) -> bool:
    """Does a question ask whether something is so?"""
    return bool(_CONFIRM.search(text.strip()))


ENOUGH = re.compile(
    "够不够用?(?![^，,。；;？?]*(买|换|盖))|够用?(吗|么|不(?=[？?]?$))|够不?够?(买|换|盖|雇|请|养|付|建|租|发)[^，,。；;？?]*|enough to [^,.;?]*"
)
"""够买一辆车吗: an amount held against something of which disclosures say nothing."""
_FRACTION = re.compile(
    r"(?:的|, ?)(?P<p>\d+(?:\.\d+)?)[%％](?=(?:是|等于|为|有|合|折合)?(?:多少|几)|[？?。]?$)"
    r"|的?(?P<half>一半|二分之一)(?=(?:是|等于|为|有|合)?(?:多少|几)|[？?。]?$)"
    r"|的?(?P<d>[二三四五六七八九十])分之(?P<n>[一二两三四五六七八九])(?=(?:是|等于|为|有|合)?(?:多少|几)|[？?。]?$)"
    r"|的?百分之(?P<q>\d+(?:\.\d+)?|[一二三四五六七八九]?十[一二三四五六七八九]?)(?=(?:是|等于|为|有|合)(?:多少|几))"
    r"|what is (?P<e>\d+(?:\.\d+)?)% of|(?P<f>half|a third|a quarter|one third|one quarter|two thirds|three quarters) of"
)
_SHARED = re.compile("占|比重|比例|增长|下降|增加|减少|提高|share|percentage")
_SPOKEN = {"half": "1/2", "a third": "1/3", "one third": "1/3", "a quarter": "1/4", "one quarter": "1/4", "two thirds": "2/3", "three quarters": "3/4"}


def fraction_asked(text: str) -> tuple[str, tuple[int, int]] | None:
    """总支出的30%是多少, 一半, 三分之一: so much of a thing as is asked for, and where it stands.

    >>> fraction_asked("总支出的三分之一是多少")
    ('1/3', (3, 8))
    """
    found = _FRACTION.search(text)
    if found is None or _SHARED.search(text):
        return None
    if percent := found["p"] or found["e"]:
        return f"{percent}%", found.span()
    if found["q"]:
        return str(Fraction(_percent(found["q"])) / 100), found.span()
    if found["f"]:
        return _SPOKEN[found["f"]], found.span()
    return "1/2" if found["half"] else f"{COUNT[found['n']]}/{COUNT[found['d']]}", found.span()


def _percent(text: str) -> str:
    """三十五 as 35."""
    if "十" not in text:
        return text
    tens, ones = text.split("十")
    return str((COUNT[tens] if tens else 1) * 10 + (COUNT[ones] if ones else 0))
