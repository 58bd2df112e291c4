"""The years that a question names: digits, Chinese digits, ranges, and words relative to the newest disclosed year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_DIGITS = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2"}
_COUNT = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "几": 3}
_NOT_MONEY = (
    r"(?!\d|\.\d|,\d|\s*(?:百|千)?(?:万|亿|元|%)"
    r"|(?:个(?!人)|辆|人(?![员大民均])|项(?!目)|台|套|笔|名(?!词)|次|户|号|平方))"
)
_YEAR = rf"(?<![\d.,])(?:19|20)\d\d{_NOT_MONEY}"
_CHINESE = r"[一二][九〇零][〇零一二三四五六七八九]{2}(?=年)"
_SHORT = r"(?<![\d.,])[123]\d(?=年(?![来间内期前以后]))|(?<![一二三四五六七八九十])[一二三][〇零一二三四五六七八九](?=年(?!来|间|内|期))"
_ANY = f"(?:{_YEAR}|{_CHINESE}|{_SHORT})"
_TAIL = r"(?:财政)?(?:年度|年)?"
_TO = r"\s*(?:到|至|-|—|–|―|~|〜|to|through|until|and)\s*"
_RANGE = re.compile(rf"(?:from |between )?(?P<from>{_ANY}|(?<!\d)\d\d(?=\D)){_TAIL}{_TO}(?P<to>{_ANY}|\d\d(?=年)){_TAIL}")
_SINGLE = re.compile(rf"(?:fy\s?)?(?P<year>{_ANY}){_TAIL}")
_HEADS = r"(?!同期|预算数|执行数|决算数|结转|结余|数(?!据))"
_RELATIVE: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"大前年"), -3),
    (re.compile(r"(?<!大)前年|year before last"), -2),
    (re.compile(rf"(?:去年|上一?年度?){_HEADS}|(?<!the )last year|previous year"), -1),
    (re.compile(rf"今年|(?:本|当)年度?(?!合计|收入|支出){_HEADS}|this year|current year"), 0),
    (re.compile(r"明年|next year"), 1),
)
_COMPARISON = re.compile(
    r"(?:比|较|同|与|和|跟|对比|相比|比起|于|以)起?(?:去年|上一?年度?|前年)$"
    r"|(?:than|over|from|against|to|with) (?:the )?(?:last|previous) year$"
)
_BESIDE = re.compile(r"[\s((,、:]*(?:即|也就是)?[\s)),]*")
_LAST_N = re.compile(
    r"(?:最近|近|过去|这|前|last |past |recent )(?:的)?(?P<n>[两二三四五六几2-9]|two|three|four|five|few)\s?(?:个)?(?:年"
    r"|years)(?:来|间|内)?"
)
_EVERY = re.compile(r"历年|每年|各年度?|逐年|这些年|这几年|近年来?|每一年|all years|each year|every year|over the years")
_ENGLISH = {"two": 2, "three": 3, "four": 4, "five": 5, "few": 3}


@dataclass(frozen=True, slots=True)
class YearMention:
    """Years named at `text[start:end]`; `relative` where the newest disclosed year decided."""

    years: tuple[int, ...]
    start: int
    end: int
    relative: bool = False


def _number(text: str, like: int | None = None) -> int:
    digits = "".join(_DIGITS.get(c, c) for c in text)
    if len(digits) == 2:
        return (like or 2000) // 100 * 100 + int(digits)
    return int(digits)


def _ranges(text: str) -> Iterator[YearMention]:
    for found in _RANGE.finditer(text):
        first = _number(found["from"])
        last = _number(found["to"], first)
        if first < last <= first + 30 or ("and" in found[0] and first != last):
            low, high = sorted((first, last))
            years = tuple(range(low, high + 1)) if " and " not in found[0] or "between" in found[0] else (low, high)
            yield YearMention(years, *found.span())


def _relatives(text: str, disclosed: tuple[int, ...]) -> Iterator[YearMention]:
    if not disclosed:
        return
    newest = disclosed[-1]
    for pattern, offset in _RELATIVE:
        for found in pattern.finditer(text):
            if not _COMPARISON.search(text[: found.end()]):
                yield YearMention((newest + offset,), *found.span(), relative=True)
    for found in _LAST_N.finditer(text):
        said = found["n"]
        count = _COUNT.get(said) or _ENGLISH.get(said) or int(said)
        yield YearMention(tuple(range(newest - count + 1, newest + 1)), *found.span(), relative=True)
    named = bool(re.search(_ANY, text))  # 2021到2023年平均每年: each of those, and no others
    for found in _EVERY.finditer(text):
        yield YearMention(() if named else disclosed, *found.span(), relative=True)


def find_years(text: str, disclosed: tuple[int, ...]) -> tuple[YearMention, ...]:
    """The years of normalised text; `disclosed` are the years of the documents in question, oldest first.

    An explicit year beats a relative word ("去年（2024）"), and "比上年" compares, it does not name a year.
    A span of years goes before the single years inside it.
    """
    mentions = list(_ranges(text))
    for found in _SINGLE.finditer(text):
        mentions.append(YearMention((_number(found["year"]),), *found.span()))
    kept: list[YearMention] = []
    for mention in mentions:
        if all(mention.end <= k.start or mention.start >= k.end for k in kept):
            kept.append(mention)
    relative = [m for m in _relatives(text, disclosed) if all(m.end <= k.start or m.start >= k.end for k in kept)]
    relative = [replace(m, years=()) if any(_beside(text, m, k) for k in kept) else m for m in relative]
    return tuple(sorted((*kept, *relative), key=lambda m: m.start))


def _beside(text: str, one: YearMention, other: YearMention) -> bool:
    """Does nothing but a bracket stand between them? Then they name the same year."""
    first, second = sorted((one, other), key=lambda m: m.start)
    return bool(_BESIDE.fullmatch(text[first.end : second.start]))
