"""One table against another, and last year's column against last year's disclosure (DOMAIN, identities 1, 13-14, 18-20)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.model import Fact, Table
from corpus.model.finding import Finding, FindingKind
from corpus.rules.book import Book, is_total_label, plain
from corpus.rules.judge import in_digits, judge_sum

_GRAND = re.compile(r"^(收入|支出|收支)?(总计|总额)$")
_SLIP = (Decimal(10) ** 4, Decimal(10) ** -4)


def _own(book: Book, facts: Sequence[Fact]) -> list[Fact]:
    """Money of the disclosure's own year and kind."""
    kind = book.document.kind
    return [f for f in facts if f.amount.mils is not None and f.year == book.year and f.kind in (None, kind)]


def both_sides(book: Book) -> Iterator[Finding]:
    """收入总计 = 支出总计 (DOMAIN 1)."""
    for table in book.of_kind("summary", "fiscal_summary", "general_summary"):
        sides: dict[str, list[Fact]] = {"收入": [], "支出": []}
        for row in table.rows:
            if len(row.path) == 1 and _GRAND.match(plain(row.label)):
                heads = plain("".join(h for c in table.columns if c.block == row.block for h in c.path[:1]))
                named = [side for side in sides if side in row.label] or [side for side in sides if side in heads]
                side = named[0] if len(named) == 1 else ""
                facts = _own(book, [f for f in row.facts if _total_column(f)])
                if side and len({f.amount.base for f in facts}) == 1:
                    sides[side] += facts[:1]
        income, outlay = sides["收入"], sides["支出"]
        values = {f.amount.base for f in outlay}
        if len(income) == 1 and len(values) == 1 and income[0].amount.base not in values:
            why = f"《{table.title}》收入总计 {income[0].text}，支出总计 {outlay[0].text}，两者应当相等。"
            yield _apart(outlay[0], income[0], "sum", why)


def _total_column(fact: Fact) -> bool:
    """Is it the column of the whole, where a table has columns of parts too (合计 | 一般公共预算 | 政府性基金)?"""
    leaf = re.sub(r"^\d{4}年度?|本年", "", plain(fact.col[-1])) if fact.col else ""
    return not leaf or bool(re.fullmatch(r"(合计|总计|小计|金额|预算数|决算数|收入|支出)", leaf))


def whole_tables(book: Book) -> Iterator[Finding]:
    """The totals of the tables of income, expenditure and basic expenditure stand in the tables above them
    (DOMAIN 13, 14): equal to one of the figures there that may be meant."""
    for kind, above, words in (
        ("income", ("summary",), "收入.{0,2}(合计|总计)|^合计$|^总计$"),
        ("expenditure", ("summary",), "支出.{0,2}(合计|总计)|^合计$|^总计$"),
        ("general_expenditure", ("fiscal_summary", "general_summary"), "一般公共预算|(合计|总计)$"),
        ("general_basic", ("general_expenditure",), "^基本支出"),
    ):
        for table in book.of_kind(kind):
            total = _total(book, table)
            others = [f for t in book.of_kind(*above) for f in _own(book, t.facts)]
            if total is None or any(_meet(total, f) for f in others):
                continue
            meant = [
                f for f in others if re.search(words, plain(f.label)) or (f.col and re.search(words, plain(f.col[-1])))
            ]
            meant = [f for f in meant if is_total_label(f.label) or not f.row] or meant
            near = min(meant, key=lambda f: abs(f.amount.base - total.amount.base), default=None)
            if near is None or not total.amount.base or not near.amount.base:
                continue
            slip = any(near.amount.base == total.amount.base * power for power in _SLIP)
            close = abs(near.amount.base - total.amount.base) < total.amount.base / 5
            if slip or close:
                what = "相差一万倍，单位疑有误" if slip else "两者应当相等"
                why = f"《{table.title}》合计 {total.text}{total.unit}，《{near.table}》为 {near.text}{near.unit}，{what}。"
                yield _apart(total, near, "unit" if slip else "cross_table", why)


def _meet(one: Fact, other: Fact) -> bool:
    return one.amount.interval().meets(other.amount.interval())


def _total(book: Book, table: Table) -> Fact | None:
    """The one figure for a whole table; None where it has several or none."""
    rows = [
        row
        for row in table.rows
        if not row.path or (len(row.path) == 1 and re.fullmatch("合计|总计", plain(row.label)))
    ]
    facts = _own(book, [f for row in rows for f in row.facts if _total_column(f) or len(table.columns) == 1])
    facts = [f for f in facts if not f.col or not re.search("小计", f.col[-1])]
    return facts[0] if len({f.amount.base for f in facts}) == 1 else None


def reception(book: Book) -> Iterator[Finding]:
    """公务接待费 of the basic expenditure is within that of the “三公” table (DOMAIN 18)."""
    whole = [
        f
        for t in book.of_kind("three_public")
        for f in _own(book, t.facts)
        if any("公务接待费" in plain(h) for h in (*f.row[-1:], *f.col))
    ]
    if not whole:
        return
    most = max(whole, key=lambda f: f.amount.base)
    for table in book.of_kind("general_basic", "fiscal_basic"):
        for fact in _own(book, table.facts):
            if (
                fact.code == "30217"
                and _total_column(fact)
                and fact.amount.interval().low > most.amount.interval().high
            ):
                why = f"《{table.title}》公务接待费 {fact.text}{fact.unit}，多于《{most.table}》的 {most.text}{most.unit}。"
                yield _apart(fact, most, "cross_table", why)
                return


def last_years_column(book: Book) -> Iterator[Finding]:
    """上年预算数 printed now = 本年预算数 of last year's disclosure, unless restated (DOMAIN 19): no more than a question."""
    before = book.before
    if before is None or book.document.kind != "budget" or book.year is None:
        return
    held: dict[tuple[str | None, tuple[str, ...], str | None], set[Decimal]] = {}
    facts: dict[tuple[str | None, tuple[str, ...], str | None], Fact] = {}
    for table in before.tables:
        for fact in _own(before, table.facts):
            key = (table.kind, tuple(plain(label) for label in fact.row), fact.code)
            held.setdefault(key, set()).add(fact.amount.base)
            facts.setdefault(key, fact)
    for table in book.tables:
        for fact in table.facts:
            if fact.year != book.year - 1 or fact.amount.mils is None or fact.kind != "budget" or not fact.row:
                continue
            key = (table.kind, tuple(plain(label) for label in fact.row), fact.code)
            if table.kind and key in held and len(held[key]) == 1 and fact.amount.base not in held[key]:
                other = facts[key]
                why = f"《{table.title}》印的上年数是 {fact.text}{fact.unit}，上年公开的是 {other.text}{other.unit}；可能经过调整。"
                yield _apart(fact, other, "cross_year", why, "cannot_check")


def _apart(fact: Fact, other: Fact, kind: FindingKind, why: str, verdict: str = "mismatch") -> Finding:
    found = judge_sum(fact.amount, [(1, other.amount)])
    power = fact.amount.unit.power if fact.amount.unit else 0
    outcome = "rounding" if verdict == "mismatch" and found.outcome == "rounding" else verdict
    return Finding(
        fact.document, fact.page, kind, fact.text, f"{in_digits(other.amount.base.scaleb(-power), fact.amount.decimals):,f}", found.difference,
        outcome, found.last_digit, why, (fact, other),  # type: ignore[arg-type]
    )  # fmt: skip
