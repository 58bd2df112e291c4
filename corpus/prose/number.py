"""The numbers that a sentence prints: what of, in which unit, of which year, in which direction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.model import Amount, Document, Fact, Kind, stable_id, unit_of
from corpus.model.amount import MANY
from corpus.read.raw import Char, bbox_of
from corpus.tables.caption import years_in

_UNITS = (
    f"[万亿](?:{'|'.join(MANY)})|百万元|千万元|亿元|万元|千元|元|万|亿|%|％|个百分点|人次|人|辆|小时|分钟|台（套）|台\\(套\\)|台|套|批次|批|项|个|次|家|户|名"
    "|分|平方米|件|场|团组|倍|张|所|座|公里|吨|亩|公顷|册|起|位|艘|处|架|棵|盏"
)
NUMBER = re.compile(
    rf"(?<![\d.A-Za-z])(?<!\d[,，])(?<!第)(?P<number>[-－]?\d{{1,3}}(?:[,，]\d{{3}})+(?:\.\d+)?|[-－]?\d+(?:\.\d+)?)\s*(?:(?P<unit>{_UNITS})|(?![\d.A-Za-z]))"
)
_CLAUSE = re.compile(r"[，。；;：:、]|(?<!\d),|,(?!\d)")
DIRECTIONS = {
    "up": re.compile(r"增加|增长|上升|提高|上涨|超出|增收|增支|增幅|涨幅|多"),
    "down": re.compile(r"减少|下降|降低|降幅|压减|压缩|减幅|减收|减支|少"),
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
    year = _one_year(text) or year
    for ordinal, found in enumerate(NUMBER.finditer(text)):
        number, unit = found.group("number"), found.group("unit") or _unit_behind(text[found.end() :])
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
            kind=_kind(text[: found.start()], told, document, section, unit),
            text=number,
            amount=Amount(value, unit_of("%" if unit == "个百分点" else unit), decimals),
            quote=quote,
            section=section,
            subject=subject,
            direction=_direction(text, found.start()),
        )


_BEHIND = re.compile(r"\s*[、,，和与及]\s*\d[\d,]*(?:\.\d+)?\s*(?P<unit>[百千]?[万亿]?元|%|％)")


def _unit_behind(rest: str) -> str | None:
    """The unit of the number that comes next in a list: 分别为5.2、3.1万元."""
    found = _BEHIND.match(rest)
    return found["unit"] if found else None


def _subject(text: str, start: int) -> str:
    """The words of the clause before the number; of the clause before that too, where they are few."""
    clauses = _CLAUSE.split(text[:start])
    clauses = [re.sub(r"[（(](本级|单位|部门|本部)[)）]", "", clause) for clause in clauses]
    subject = clauses[-1].strip()
    if len(re.sub(r"\d+年|[\d.,%]|比|较|上年(?!结转|结余)|增加|减少|增长|下降|为|共|计", "", subject)) < 3 and len(clauses) > 1:
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


def _one_year(text: str) -> int | None:
    """The one year that clauses of a sentence open with, which holds for the rest of it: 其中，2010年经费20万元，接待费5万元."""
    found = {int(m["year"]) for clause in _CLAUSE.split(re.sub(r"\s", "", text)) if (m := _OPENING.match(clause))}
    return found.pop() if len(found) == 1 else None


_REPORTED = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?(?:关于)?(?P<year>20\d\d)年.{0,16}(?:执行|完成)(?:情况)?$")


def reported_year(section: Sequence[str], document: Document) -> int | None:
    """The year before the document's, where a heading says that it reports how that year's budget was carried out:
    一、2022年财政预算执行情况, in a report that presents the budget of 2023."""
    found = [_REPORTED.match(re.sub(r"\s", "", heading)) for heading in section]
    years = [int(m["year"]) for m in found if m and document.year and int(m["year"]) == document.year - 1]
    return years[-1] if years else None


_OF_BUDGET = re.compile(
    r"(?<!大于)(?<!小于)(?<!高于)(?<!低于)(?<!多于)(?<!少于)(?:年初|调整|支出|收入|经费|年度|全年|年|总|费)预算(?:数|安排|总额|总计|合计|批复数?)?(?:为|是|共计"
    r"|共|计|约)?$"
)
_OF_FINAL = re.compile(r"(?:决算|执行|实际支出|实际完成)(?:数|总额|总计|合计|支出)?(?:为|是|共计|共|计|约)?$")
_COME_IN = re.compile(r"(?<!预计)(?<!计划)(?<!力争)(?<!目标)(?:收入|支出|税|累计|部门|资金)(?:累计|合计|共)?完成$")
_HELD = re.compile(r"(?:执行|完成|决算)(?:的?(?:总体)?情况|情况说明)?$")


def _kind(text: str, year: int | None, document: Document, section: Sequence[str], unit: str | None) -> Kind | None:
    """Budget or final accounts: what stands right before the number says it, else the heading that the year is of
    (二、2021年“三公”经费决算情况, in a budget of 2022), else the document."""
    before = re.sub(r"\s", "", text)
    if document.kind is None or document.year is None:
        return document.kind
    if _OF_BUDGET.search(before) and unit not in ("%", "％", "个百分点"):
        return "budget"
    if document.kind == "budget" and year == document.year and _COME_IN.search(before):
        return "final"
    if document.kind != "budget" or year != document.year - 1:
        return document.kind
    headed = any(_HELD.search(re.sub(r"\s", "", heading)) for heading in section if str(year) in heading)
    return "final" if headed or _OF_FINAL.search(before) or _carried_out(before) else document.kind


def _carried_out(text: str) -> bool:
    """Does a clause say what came in or was spent: 2021年全区一般公共预算收入完成147.1亿元?"""
    clause = re.split("[；;。]", text)[-1]
    return bool(re.search("完成|实现|执行|实际支出|决算", clause))


_COMPARED = re.compile(
    r"(?<![大小多少高低]于)(?<!超过)(?P<last>上年|去年|上一年)(?:度)?(?P<rest>(?:同期|同口径|年初|预算|决算|执行|累计|实际|完成|支出|收入|总额|合计|安排|数|的|为|是)*)$"
    r"|(?:比|较|与|同|由|从)(?P<year>20\d\d)年(?:度)?(?:同期|年初|预算|决算|执行|累计|实际|完成|支出|收入|总额|合计|安排|数|的|为|是)*$"
)


def _year(text: str, start: int, otherwise: int | None) -> int | None:
    """The year named last before the number in its clause, unless only compared with; the year before for what was
    last year: 比上年18033万元增长14%."""
    clause = re.sub(r"\s", "", _CLAUSE.split(text[:start])[-1])
    years = years_in(re.sub(r"[比较与]\s*\d{4}\s*年(度)?", "", clause))
    own = years[-1] if years else otherwise
    found = _COMPARED.search(clause)
    if found and found["year"]:
        return int(found["year"])
    return own - 1 if found and own is not None else own


def _direction(text: str, start: int) -> str | None:
    """The way that the clause says the number goes; the clause before, where the number has none of its own."""
    clauses = _CLAUSE.split(text[:start])
    clause = clauses[-1]
    if not re.search("[一-鿿]", clause) and len(clauses) > 1:
        clause = clauses[-2]
    clause = re.split(r"其中|[（(]", clause)[-1][-14:]
    best, at = None, -1
    for name, found in DIRECTIONS.items():
        for m in found.finditer(clause):
            if m.start() > at:
                best, at = name, m.start()
    return best
