"""The totals that prose states, against the tables that print them under that name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.model import Fact, Row, Sentence, Table, round_half_up
from corpus.model.finding import Finding, FindingKind
from corpus.rules.book import Book, is_total_label, plain

_SIDE = re.compile(r"(?:^|[，。：；]|年度?|部门|单位|本级)(?P<side>收入|支出)(?:预算|决算)?总(?:计|额)(?:共计|为|是|：)?$")
_BOTH = re.compile(r"(?:收入支出|收、?支)(?:预算|决算)?总(?:计|预算|决算)(?:各|均)?(?:为|是)?$")
NEAR = Decimal("0.01")
"""A figure further off than this part is of other money, unless it looks like the right one mistyped."""
_FUNDS = re.compile("财政拨款|一般公共预算|政府性基金|国有资本")


def side_totals(book: Book) -> Iterator[Finding]:
    """“收入总计 X 万元”, “收支总预算 X 万元”: the row 总计 of the summary table, rounded half-up to the digits of the text
    (DOMAIN 22); also where X is the 合计 of the year, without what is carried over."""
    for passage, sentence in book.sentences():
        for fact in sentence.facts:
            said = _SIDE.search(plain(fact.subject or "")) or _SIDE.search(fact.subject or "")
            both = None if said else _BOTH.search(plain(fact.subject or ""))
            funds = _FUNDS.search("".join((fact.subject or "", *passage.section[-1:])))
            if funds or not (said or both) or not _own(book, fact):
                continue
            rows = [
                f for t in book.of_kind("summary") for f in t.facts
                if f.row and is_total_label(f.row[-1]) and f.amount.mils is not None and f.year == book.year
                and f.kind in (None, book.document.kind)
            ]  # fmt: skip
            cells = [f for f in rows if _is_grand(f, said["side"] if said else "")]
            if len({cell.amount.base for cell in cells}) != 1:
                continue
            others = {f.amount.base for f in rows} - {cells[0].amount.base}
            if fact.amount.base in others or _near(fact, cells[0]):
                name = f"{said['side']}总计" if said else "收支总计"
                yield from _other_than(fact, cells[0], name)


def _is_grand(fact: Fact, side: str) -> bool:
    """Is it the row 收入总计, 支出总计, or 总计 in the block of that side?"""
    label = plain(fact.row[-1])
    if label in (f"{side}总计", f"{side}总额") or not side and label in ("收入总计", "支出总计"):
        return True
    return label == "总计" and (not side or any(side in plain(head) for head in fact.col))


def _own(book: Book, fact: Fact) -> bool:
    own = fact.amount.mils is not None and fact.direction is None and fact.year == book.year
    return own and fact.amount.unit is not None


def _near(fact: Fact, cell: Fact) -> bool:
    """May the one be the other, miswritten: less than a hundredth off, or one digit of it another, or two exchanged?"""
    power = fact.amount.unit.power if fact.amount.unit else 0
    right = round_half_up(cell.amount.base.scaleb(-power), fact.amount.decimals)
    return abs(fact.amount.value - right) <= abs(right) * NEAR or mistyped(fact.amount.value, right)


def mistyped(printed: Decimal, right: Decimal) -> bool:
    """Has one number one digit other than the other, or two neighbours exchanged? Fewer than four digits say nothing.

    >>> mistyped(Decimal("5194.44"), Decimal("5149.44")), mistyped(Decimal("5.1"), Decimal("1.5"))
    (True, False)
    """
    one, other = (str(abs(number)).replace(".", "").lstrip("0") for number in (printed, right))
    if len(one) != len(other) or len(one) < 4:
        return False
    off = [k for k in range(len(one)) if one[k] != other[k]]
    exchanged = len(off) == 2 and off[1] == off[0] + 1 and one[off[0]] == other[off[1]] and one[off[1]] == other[off[0]]
    return len(off) == 1 or exchanged


def _other_than(fact: Fact, cell: Fact, name: str, kind: FindingKind = "prose_vs_table") -> Iterator[Finding]:
    power = fact.amount.unit.power if fact.amount.unit else 0
    right = cell.amount.base.scaleb(-power)
    off = fact.amount.value - right
    if round_half_up(right, fact.amount.decimals) == fact.amount.value:
        return
    yield Finding(
        fact.document, fact.page, kind, fact.text, cell.text, off, "mismatch",
        abs(off) <= Decimal(1).scaleb(-fact.amount.decimals),
        f"文字写{name} {fact.text}{fact.unit}，《{cell.table}》（第 {cell.page} 页）为 {cell.text}{cell.unit}。",
        (fact, cell),
    )  # fmt: skip


_OF_FUNDS = (
    (re.compile(r"一般公共预算(?:财政拨款)?(?:当年拨款)?支出(?:预算|决算)?(?:数|总额|合计)?(?:为|是|共计?)?$"), ("general_expenditure",)),
    (re.compile(r"一般公共预算(?:财政拨款)?基本支出(?:预算|决算)?(?:数|总额|合计)?(?:为|是|共计?)?$"), ("general_basic", "basic")),
)


def said_of_funds(book: Book) -> Iterator[Finding]:
    """“一般公共预算支出 X 万元”: the total of its table, where X looks like it and no table prints X."""
    printed = {f.amount.base for t in book.tables for f in t.facts if f.amount.mils is not None}
    for _, sentence in book.sentences():
        for fact in sentence.facts if _own_words(sentence) else ():
            kinds = next((k for words, k in _OF_FUNDS if words.search(plain(fact.subject or ""))), ())
            totals = _totals(book, book.of_kind(*kinds)) if kinds and _own(book, fact) else []
            values = {f.amount.base for f in totals}
            if len(values) == 1 and fact.amount.base not in printed and _near(fact, totals[0]):
                yield from _other_than(fact, totals[0], plain(fact.subject or "")[-12:])


def _own_words(sentence: Sentence) -> bool:
    return not re.search("年初预算|调整预算", sentence.text)


def _totals(book: Book, tables: Sequence[Table]) -> list[Fact]:
    """The totals of these tables' first columns of the year."""
    rows = [row for t in tables for row in t.rows if row.path and is_total_label(row.label) and len(row.path) == 1]
    found = [[f for f in row.facts if _of_this_year(book, f)] for row in rows]
    return [facts[0] for facts in found if facts]


def _of_this_year(book: Book, fact: Fact) -> bool:
    return fact.amount.mils is not None and fact.year == book.year and fact.kind in (None, book.document.kind)


_OFFICE = re.compile(r"机关运行(?:经费|费)(?:财政拨款)?(?:支出)?(?:预算|决算)?(?:支出)?(?:数|总额)?(?:共计|为|是|共)*$")
_OFFICE_ROW = re.compile(r"公用(?:经费|支出)(?:合计|总计)?")


def office_costs(book: Book) -> Iterator[Finding]:
    """机关运行经费 of prose looks like 公用经费 of the table of basic spending, and is not it: the one is miswritten (they are
    of one amount where all of the body's offices are counted, so that no other difference is told)."""
    tables = book.of_kind("general_basic", "basic", "fiscal_basic")
    cells = [
        f for t in tables for row in t.rows if row.path for f in row.facts
        if f.amount.mils is not None and f.year == book.year and _OFFICE_ROW.fullmatch(_of_total(row, f))
    ]  # fmt: skip
    if len({cell.amount.base for cell in cells}) != 1:
        return
    for _, sentence in book.sentences():
        for fact in sentence.facts:
            if not _own(book, fact) or not _OFFICE.search(plain(fact.subject or "")):
                continue
            right = cells[0].amount.base.scaleb(-(fact.amount.unit.power if fact.amount.unit else 0))
            if mistyped(fact.amount.value, round_half_up(right, fact.amount.decimals)):
                yield from _other_than(fact, cells[0], "机关运行经费")


def _of_total(row: Row, fact: Fact) -> str:
    """What a row is called, or in the row of totals its column."""
    return plain(fact.col[-1] if is_total_label(row.label) and fact.col and len(row.label) < 4 else row.label)


_COMPARED = re.compile("比|较|与|同比|上年|去年|截至|[年月][初末底]|执行|结转|结余")
_NAMED_TOTAL = re.compile(r"(?:收入|支出)(?:预算|决算)?(?:总计|合计|总额)|收、?支总(?:计|预算|决算)")


def told_of_last_year(book: Book) -> Iterator[Finding]:
    """“2020年度收入总计 X 万元” in the accounts of 2021, whose total X is: the year is last year's by mistake."""
    if book.year is None:
        return
    money = [f for t in book.of_kind("summary") for f in t.facts if f.amount.mils is not None]
    own = [f for f in money if f.row and is_total_label(f.row[-1])]
    this_year = {f.amount.base for f in own if f.year == book.year and f.amount.base}
    printed = [f for t in book.tables for f in t.facts if f.amount.mils is not None]
    before = {f.amount.base for f in printed if f.year == book.year - 1}
    for _, sentence in book.sentences():
        if _COMPARED.search(sentence.text.split("。")[0].split("，")[0]) or f"{book.year - 1}年" not in sentence.text:
            continue
        for fact in sentence.facts[:1]:
            mistaken = fact.year == book.year - 1 and fact.amount.base in this_year - before and fact.direction is None
            if mistaken and _NAMED_TOTAL.search(plain(fact.subject or "")):
                cell = next(f for f in own if f.amount.base == fact.amount.base)
                why = f"这里写的是 {book.year - 1} 年，{fact.text}{fact.unit} 是《{cell.table}》所印的 {book.year} 年的数。"
                yield Finding(
                    fact.document, fact.page, "year", f"{book.year - 1}年", f"{book.year}年", None, "mismatch", False,
                    why, (fact, cell),
                )  # fmt: skip
