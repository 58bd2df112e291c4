"""One disclosure against another of the same body: what is carried over from year to year, a unit within its department,
counts of two dates, and the amounts of performance forms. Where a condition may not hold, no more than a question."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from corpus.model import Fact, Table
from corpus.model.finding import Finding, FindingKind
from corpus.rules.book import Book, plain
from corpus.rules.judge import in_digits

_OPENING, _CLOSING = re.compile(r"^年初(?=.*(结转|结余))"), re.compile(r"^年末(?=.*(结转|结余))")
_LINES = ("general_expenditure", "fiscal_expenditure", "general_basic", "fiscal_basic", "three_public")
"""Tables of one kind of money, which no unit passes on to another."""
_PARTS = re.compile(r"^(基本支出|项目支出)$")
_AMOUNT = re.compile(r"总额|金额|合计|预算数|资金总")
_EQUIPMENT = re.compile(r"单价|单位价值")
Key = tuple[str | None, tuple[str, ...], tuple[str, ...]]


def carried_over(book: Book) -> Iterator[Finding]:
    """年初结转和结余 = 年末结转和结余 of the year before (DOMAIN 20), unless it was adjusted."""
    before = book.before
    if before is None or book.document.kind != "final":
        return
    closing = dict(_balances(before, _CLOSING))
    for key, fact in _balances(book, _OPENING):
        other = closing.get(key)
        if other is not None and not _agree(fact, other):
            why = (
                f"本年《{fact.table}》{fact.label} {fact.text}{fact.unit}，上年决算（第 {other.page} 页）{other.label} "
                f"{other.text}{other.unit}；如有年初调整，不属差错。"
            )
            yield _question(fact, other, "cross_year", why)


def _agree(one: Fact, other: Fact) -> bool:
    """The same amount printed twice: equal, or within the rounding where one shows fewer digits."""
    if one.amount.unit == other.amount.unit and one.amount.decimals == other.amount.decimals:
        return one.amount.base == other.amount.base
    return one.amount.interval().meets(other.amount.interval())


def _balances(book: Book, side: re.Pattern[str]) -> Iterator[tuple[tuple[str | None, str], Fact]]:
    """The balances of the summary tables, by table and name without 年初 and 年末; each where it is printed once."""
    held: dict[tuple[str | None, str], list[Fact]] = defaultdict(list)
    for table in book.of_kind("summary", "fiscal_summary"):
        for fact in table.facts:
            label = plain(fact.label) if fact.row else ""
            own = fact.amount.mils is not None and fact.year == book.year and fact.kind in (None, "final")
            if own and side.match(label):
                held[table.kind, side.sub("", label)].append(fact)
    for key, facts in held.items():
        if len({fact.amount.base for fact in facts}) == 1:
            yield key, facts[0]


def unit_in_department(book: Book) -> Iterator[Finding]:
    """A unit spends no more of one kind of money on a line than the department that it is a part of (DOMAIN 17)."""
    if book.above is None:
        return
    whole = _by_line(book.above)
    seen: set[str | None] = set()
    for key, facts in _by_line(book).items():
        others = whole.get(key, [])
        if key[0] in seen or len({f.amount.base for f in facts}) != 1 or len({f.amount.base for f in others}) != 1:
            continue
        fact, other = facts[0], others[0]
        if fact.amount.interval().low > other.amount.interval().high:
            seen.add(key[0])
            why = (
                f"单位《{fact.table}》{'—'.join(fact.row) or '合计'} {fact.text}{fact.unit}，多于部门《{other.table}》的"
                f" {other.text}{other.unit}；部门应包括本单位。"
            )
            yield _question(fact, other, "cross_table", why)


def _by_line(book: Book) -> dict[Key, list[Fact]]:
    out: dict[Key, list[Fact]] = defaultdict(list)
    for table in book.of_kind(*_LINES):
        for fact in table.facts:
            if fact.amount.mils is not None and fact.year == book.year and fact.kind in (None, book.document.kind):
                out[table.kind, tuple(map(plain, fact.row)), tuple(map(plain, fact.col))].append(fact)
    return out


def performance_amounts(book: Book) -> Iterator[Finding]:
    """基本支出 and 项目支出 of the performance forms beside those of the tables: a form may speak of other years and other
    money (DOMAIN 23)."""
    for table in book.of_kind("performance"):
        for part in ("基本支出", "项目支出"):
            own = [f for f in _amounts(book, table) if plain(f.label) == part]
            cells = [f for f in book.by_label.get(part, []) if f.table_id != table.id and f.year == book.year]
            if not own or not cells or any(f.amount.interval().meets(c.amount.interval()) for f in own for c in cells):
                continue
            fact = max(own, key=lambda f: f.amount.base)
            near = min(cells, key=lambda c: abs(c.amount.base - fact.amount.base))
            why = (
                f"《{table.title}》{part} {fact.text}{fact.unit}，《{near.table}》（第 {near.page} 页）为 "
                f"{near.text}{near.unit}；绩效表的口径可能不同。"
            )
            yield _question(fact, near, "cross_table", why)


def _amounts(book: Book, table: Table) -> list[Fact]:
    """The amounts of rows that name a part of the expenditure."""
    return [
        f
        for f in table.facts
        if f.row and _PARTS.match(plain(f.label)) and f.amount.mils is not None and f.year in (None, book.year)
        and (not f.col or _AMOUNT.search("".join(f.col)))
    ]  # fmt: skip


def counts_apart(book: Book) -> Iterator[Finding]:
    """Dear equipment at the end of the year, and at the date that the next budget gives: things may have been bought or
    scrapped between the two."""
    if book.final_before is None or book.document.kind != "budget":
        return
    later = _counted(book)
    for name, fact in _counted(book.final_before).items():
        other = later.get(name)
        if other is not None and other.amount.value != fact.amount.value:
            why = (
                f"决算写“{name}”{fact.text}{fact.unit}，下一年预算（第 {other.page} 页）写 {other.text}{other.unit}；"
                "两处的时点不同，购置或处置可以说明的，不属差错。"
            )
            yield _question(fact, other, "cross_year", why)


def _counted(book: Book) -> dict[str, Fact]:
    """Counts of equipment by what is counted, each that the sentences give once and as a stock, not as a purchase."""
    held: dict[str, list[Fact]] = defaultdict(list)
    for _, sentence in book.sentences():
        for fact in sentence.facts:
            unit = fact.amount.unit
            said = plain(fact.subject or "")
            if unit is not None and unit.dimension == "count" and _EQUIPMENT.search(said) and "购置" not in said:
                name = re.sub(r"^.*?(?=单价|单位价值)", "", said).replace("万元", "万")
                held[name].append(fact)
    return {name: facts[0] for name, facts in held.items() if len(facts) == 1}


def _question(fact: Fact, other: Fact, kind: FindingKind, why: str) -> Finding:
    """What cannot be decided from the disclosures alone, with both figures."""
    power = fact.amount.unit.power if fact.amount.unit else 0
    expected: Decimal = other.amount.base.scaleb(-power)
    difference = fact.amount.value - expected
    shown = f"{in_digits(expected, fact.amount.decimals):,f}"
    return Finding(
        fact.document, fact.page, kind, fact.text, shown, difference, "cannot_check", False, why, (fact, other)
    )  # fmt: skip
