"""What sentences state of other tables and other years: agreement, increases on last year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from corpus.model import Fact, Table
from corpus.model.finding import Finding, Place
from corpus.rules.book import Book, is_total_label, plain
from corpus.rules.judge import in_digits

_LAST = re.compile(r"(比|较|与)(上年|\d{4}年)(度)?(预算)?(数)?(相比)?")


def years_apart(book: Book) -> Iterator[Finding]:
    """“Z，比上年增加 X”: X is Z less what last year's disclosure prints for the same item (DOMAIN 19)."""
    if book.before is None:
        return
    for passage in book.passages:
        current: Fact | None = None
        for sentence in passage.sentences:
            for fact in sentence.facts:
                if fact.amount.mils is None:
                    continue
                if fact.direction is None:
                    current = fact if fact.year == book.year else current
                elif (
                    current is not None
                    and _LAST.search(sentence.text)
                    and not re.search("执行|决算|完成", sentence.text[: sentence.text.find(fact.text)][-16:])
                ):
                    yield from _change(book, book.before, current, fact)
                    current = None


def _change(book: Book, before: Book, current: Fact, change: Fact) -> Iterator[Finding]:
    cells = [
        c
        for t in book.tables
        for c in t.facts
        if c.amount.mils is not None and c.amount.base == current.amount.base and c.year == book.year
    ]
    kinds = {(c_table.kind, c.row, c.col[-1:], c.code) for c_table in book.tables for c in c_table.facts if c in cells}
    earlier = [
        p for t in before.tables for p in t.facts
        if p.amount.mils is not None and (t.kind, p.row, p.col[-1:], p.code) in kinds and p.year == before.year
    ]  # fmt: skip
    values = {p.amount.base for p in earlier}
    if len(values) != 1:
        return
    prior = earlier[0]
    difference = current.amount.base - prior.amount.base
    said = change.amount.base if change.direction == "up" else -change.amount.base
    if difference == said or abs(difference - said) > abs(difference) * Decimal("0.02"):
        return
    span = current.amount.interval() - prior.amount.interval()
    own = change.amount.interval() if change.direction == "up" else -change.amount.interval()
    unit = change.amount.unit
    power = unit.power if unit else 0
    expected = in_digits(abs(difference).scaleb(-power), change.amount.decimals)
    yield Finding(
        change.document, change.page, "cross_year", change.text, f"{expected:,}", said - difference,
        "rounding" if span.meets(own) else "mismatch", abs(said - difference).scaleb(-power) <= Decimal(1).scaleb(-change.amount.decimals),
        f"印的增减是 {change.text}{change.unit}，按上年《{prior.table}》的 {prior.text} 计算应为 {expected}{change.unit}。",
        (change, current, prior),
    )  # fmt: skip


_AGREES = re.compile(r"与《(?P<table>[^》]+)》的“?(?P<item>[^”》，。]+?)”?(支出)?数(对应)?一致")


def agreements(book: Book) -> Iterator[Finding]:
    """“支出安排数与《表》的某项数一致”: the total of the section's table is that item's figure."""
    for passage, sentence in book.sentences():
        found = _AGREES.search(sentence.text)
        own = _table_of(book, "".join(passage.section[-1:])) if found else None
        other = _table_of(book, found.group("table")) if found else None
        if found is None or own is None or other is None or own is other:
            continue
        item = plain(found.group("item"))
        cells = [
            f for r in other.rows if r.path and plain(r.label) == item for f in r.facts if f.amount.mils is not None
        ]
        totals = [
            f for r in own.rows if r.path and is_total_label(r.label) for f in r.facts if f.amount.mils is not None
        ]  # fmt: skip
        if not cells or not totals or any(c.amount.base == t.amount.base for c in cells for t in totals):
            continue
        cell, total = cells[0], totals[0]
        document = next(f.document.id for f in book.files if any(p is passage for p in f.passages))
        yield Finding(
            document, sentence.page, "prose_vs_table", found.group(0), f"{total.text} ≠ {cell.text}",
            total.amount.base - cell.amount.base, "mismatch", False,
            f"文字说两者一致，《{own.title}》为 {total.text}，《{other.title}》{cell.label}为 {cell.text}。",
            (total, cell), Place(document, sentence.page, sentence.bbox, sentence.text),
        )  # fmt: skip


def _table_of(book: Book, words: str) -> Table | None:
    """The table whose title these words name, 部门 and the like left out; the longest where several do."""
    bare = _core(words)
    named = [t for t in book.tables if len(_core(t.title)) > 5 and (_core(t.title) in bare or bare == _core(t.title))]
    return max(named, key=lambda t: len(t.title), default=None)


def _core(words: str) -> str:
    return re.sub(r"^[一二三四五六七八九十]+、|部门|单位|财政拨款(?=收支)|[“”]", "", plain(words))


_ON_BUDGET = re.compile(r"比(上年|\d{4}年)(度)?预算(数)?(增加|减少)")


def against_budget(book: Book) -> Iterator[Finding]:
    """“比上年预算增加 X”, while last year's final accounts print another budget (年初预算) for the same total."""
    final = book.final_before
    if book.document.kind != "budget" or final is None:
        return
    opening = _opening_budget(final)
    if opening is None:
        return
    for sentence in (s for _, s in book.sentences() if _ON_BUDGET.search(s.text)):
        current: Fact | None = None
        for fact in sentence.facts:
            if fact.amount.mils is None:
                continue
            if fact.direction is None:
                current = fact if re.search("财政拨款(收入|支出)", fact.subject or "") else None
                continue
            if current is None:
                continue
            said = fact.amount.base if fact.direction == "up" else -fact.amount.base
            before = current.amount.base - said
            apart = before - opening.amount.base
            if apart and abs(apart) > Decimal("0.0005") * opening.amount.base:
                power = fact.amount.unit.power if fact.amount.unit else 0
                digits = fact.amount.decimals
                expected = in_digits(abs(current.amount.base - opening.amount.base).scaleb(-power), digits)
                yield Finding(
                    fact.document, fact.page, "cross_year", fact.text, f"{expected:,}", apart, "mismatch", False,
                    f"按印的增减，上年预算为 {in_digits(before.scaleb(-power), digits):,}{fact.unit}；上年决算第 {opening.page} 页印的年初预算是 "
                    f"{opening.text}{opening.unit}。",
                    (fact, current, opening),
                )  # fmt: skip
            return


def _opening_budget(final: Book) -> Fact | None:
    """The 年初预算 of all general appropriations that a final account prints in prose."""
    for _, sentence in final.sentences():
        for fact in sentence.facts:
            subject = fact.subject or ""
            if fact.amount.mils and re.search("^(一般公共预算)?财政拨款支出年初预算(数)?为?$", plain(subject)):
                return fact
    return None
