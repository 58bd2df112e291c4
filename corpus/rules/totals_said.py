"""The totals of income and expenditure that prose states, against the summary table that prints them under that name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from corpus.model import round_half_up
from corpus.model.finding import Finding
from corpus.rules.book import Book, plain

_SIDE = re.compile(r"(?:^|[，。：；]|年度?|部门|单位|本级)(?P<side>收入|支出)(?:预算|决算)?总(?:计|额)(?:共计|为|是|：)?$")
NEAR = Decimal("0.01")
"""A figure further off than this part is of other money."""


def side_totals(book: Book) -> Iterator[Finding]:
    """“收入总计 X 万元”: the row 收入总计 of the summary table, rounded half-up to the digits of the text (DOMAIN 22)."""
    for _, sentence in book.sentences():
        for fact in sentence.facts:
            said = _SIDE.search(plain(fact.subject or "")) or _SIDE.search(fact.subject or "")
            own = fact.amount.mils is not None and fact.direction is None and fact.year == book.year
            if said is None or not own or fact.amount.unit is None:
                continue
            cells = [
                f for t in book.of_kind("summary") for f in t.facts
                if f.row and plain(f.row[-1]) in (f"{said['side']}总计", f"{said['side']}总额")
                and f.amount.mils is not None and f.year == book.year and f.kind in (None, book.document.kind)
            ]  # fmt: skip
            if len({cell.amount.base for cell in cells}) != 1:
                continue
            cell, power = cells[0], fact.amount.unit.power
            right = cell.amount.base.scaleb(-power)
            off = fact.amount.value - right
            if round_half_up(right, fact.amount.decimals) == fact.amount.value or abs(off) > abs(right) * NEAR:
                continue
            yield Finding(
                fact.document, fact.page, "prose_vs_table", fact.text, cell.text, off, "mismatch",
                abs(off) <= Decimal(1).scaleb(-fact.amount.decimals),
                f"文字写{said['side']}总计 {fact.text}{fact.unit}，《{cell.table}》（第 {cell.page} 页）为 {cell.text}{cell.unit}。",
                (fact, cell),
            )  # fmt: skip
