"""The numbers that a sentence prints: what of, in which unit, of which year, in which direction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.model import Amount, Document, Fact, stable_id, unit_of
from corpus.model.amount import MANY
from corpus.read.raw import Char, bbox_of
from corpus.tables.caption import years_in

_UNITS = (
    f"[万亿](?:{'|'.join(MANY)})|百万元|千万元|亿元|万元|千元|元|万|亿|%|％|个百分点|人次|人|辆|台（套）|台\\(套\\)|台|套|批次|批|项|个|次|家|户|名"
    "|分|平方米|件|场|团组|倍|张|所|座|公里|吨|亩|公顷|册|起|位|艘"
)
NUMBER = re.compile(
    rf"(?<![\d.,A-Za-z])(?P<number>[-－]?\d{{1,3}}(?:[,，]\d{{3}})+(?:\.\d+)?|[-－]?\d+(?:\.\d+)?)\s*(?:(?P<unit>{_UNITS})|(?![\d.A-Za-z]))"
)
_CLAUSE = re.compile(r"[，。；;：:、]|(?<!\d),|,(?!\d)")
DIRECTIONS = {
    "up": re.compile(r"增加|增长|上升|提高|上涨|超出|多"),
    "down": re.compile(r"减少|下降|降低|降幅|压减|压缩|减幅|少"),
    "flat": re.compile(r"持平|不变|相同"),
}


def numbers_of(
    part: Sequence[tuple[str, int, Char]], quote: str, document: Document, sentence_id: str, section: tuple[str, ...],
    year: int | None = None,
) -> Iterator[Fact]:
    """The facts of one sentence; `part` are its characters with their pages. Years, dates and codes are none.

    `year` is the one that the paragraph opened with (`opening_year`), None for the document's.
    """
    text = "".join(c for c, _, _ in part)
    for ordinal, found in enumerate(NUMBER.finditer(text)):
        number, unit = found.group("number"), found.group("unit")
        after = text[found.end("number") : found.end("number") + 2].strip()
        if (
            unit is None
            or after[:1] in ("年", "月", "日", "号", "类", "款")
            or (unit == "个" and after.startswith("个月"))
        ):
            continue
        value = Decimal(number.replace(",", "").replace("，", "").replace("－", "-"))
        decimals = max(0, -int(value.as_tuple().exponent))
        span = part[found.start("number") : found.end("number")]
        page = span[0][1]
        x0, top, x1, bottom = bbox_of([c for _, p, c in span if p == page])
        subject = _subject(text, found.start())
        yield Fact(
            id=stable_id(sentence_id, ordinal),
            document=document.id,
            page=page,
            bbox=(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)),
            table=None,
            table_id=None,
            row=(),
            code=None,
            col=(),
            year=(told := _year(text, found.start(), year or document.year)),
            kind="final" if _carried_out(text[: found.start()], told, document) else document.kind,
            text=number,
            amount=Amount(value, unit_of("%" if unit == "个百分点" else unit), decimals),
            quote=quote,
            section=section,
            subject=subject,
            direction=_direction(text, found.start()),
        )


def _subject(text: str, start: int) -> str:
    """The words of the clause before the number; of the clause before that too, where they are few."""
    clauses = _CLAUSE.split(text[:start])
    clauses = [re.sub(r"[（(](本级|单位|部门|本部)[)）]", "", clause) for clause in clauses]
    subject = clauses[-1].strip()
    if len(re.sub(r"\d+年|[\d.,%]|比|较|上年|增加|减少|增长|下降|为|共|计", "", subject)) < 3 and len(clauses) > 1:
        subject = f"{clauses[-2].strip()}，{subject}"
    return subject


_OPENING = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?(?P<year>20\d\d)年度?(?!.{0,12}(?:相比|比较|与|较))")


def opening_year(text: str) -> int | None:
    """The year that a sentence begins with, which holds for what follows in its paragraph.

    >>> opening_year("2023年，全县一般公共预算收入完成13.99亿元。")
    2023
    """
    found = _OPENING.match(re.sub(r"\s", "", text))
    return int(found["year"]) if found else None


_REPORTED = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?(?:关于)?(?P<year>20\d\d)年.{0,16}(?:执行|完成)(?:情况)?$")


def reported_year(section: Sequence[str], document: Document) -> int | None:
    """The year before the document's, where a heading says that it reports how that year's budget was carried out:
    一、2022年财政预算执行情况, in a report that presents the budget of 2023."""
    found = [_REPORTED.match(re.sub(r"\s", "", heading)) for heading in section]
    years = [int(m["year"]) for m in found if m and document.year and int(m["year"]) == document.year - 1]
    return years[-1] if years else None


def _carried_out(text: str, year: int | None, document: Document) -> bool:
    """Does a budget say here what came in or was spent the year before: 2021年全区一般公共预算收入完成147.1亿元?"""
    last = document.kind == "budget" and document.year is not None and year == document.year - 1
    clause = re.split("[；;。]", text)[-1]
    return last and bool(re.search("完成|实现|执行", clause)) and not re.search(r"(?:年初|调整)?预算(?:数|安排)?(?:为|是)?\s*$", clause)


def _year(text: str, start: int, otherwise: int | None) -> int | None:
    """The year named last before the number in its clause, unless only compared with."""
    clause = _CLAUSE.split(text[:start])[-1]
    years = years_in(re.sub(r"[比较与]\s*\d{4}\s*年(度)?", "", clause))
    return years[-1] if years else otherwise


def _direction(text: str, start: int) -> str | None:
    clause = text[max(0, start - 14) : start]
    best, at = None, -1
    for name, found in DIRECTIONS.items():
        for m in found.finditer(clause):
            if m.start() > at:
                best, at = name, m.start()
    return best
