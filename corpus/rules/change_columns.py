"""Columns of a table that print the change between two others: the amount and the percentage (DOMAIN 21)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from corpus.model import Fact, Row, Table
from corpus.model.finding import Finding
from corpus.rules.book import Book, plain
from corpus.rules.judge import Judgement, judge_sum, percent_of
from corpus.rules.sums import MOSTLY, finding_of

_AMOUNT = re.compile(r"增减|增加|减少|变化|变动|差额|比上年|±")
_PERCENT = re.compile(r"%|％|幅度|比例|率")
FEWEST = 3
"""So many rows must print a change before it is known what it is the change of."""
Path = tuple[str, ...]
Found = tuple[Fact, Sequence[Fact], Judgement]


def change_columns(book: Book) -> Iterator[Finding]:
    """增减额 is the one column less the other, 增减% is that in percent of the other, in each row as in most."""
    for table in book.tables:
        for head in dict.fromkeys(fact.col for row in table.rows for fact in row.facts):
            leaf = plain(head[-1]) if head else ""
            above = any(_AMOUNT.search(plain(part)) for part in head)
            if not (_AMOUNT.search(leaf) or above and _PERCENT.search(leaf)):
                continue
            yield from _of_column(table, head)


def _of_column(table: Table, head: Path) -> Iterator[Finding]:
    money = dict.fromkeys(f.col for row in table.rows for f in row.facts if f.amount.mils is not None)
    others = [path for path in money if path != head]
    if len(others) > 8:
        return
    best: list[Found] = []
    held = 0
    below = any(f.col == head and f.amount.value < 0 for row in table.rows for f in row.facts)
    signs = (True,) if below else (True, False)
    for now, before, signed in ((a, b, sign) for a, b in permutations(others, 2) for sign in signs):
        checked = [found for row in table.rows if (found := _judged(row, head, now, before, signed)) is not None]
        right = sum(j.outcome != "mismatch" for _, _, j in checked)
        if len(checked) >= FEWEST and right >= MOSTLY * len(checked) and right > held:
            best, held = checked, right
    for fact, parts, judged in best:
        if judged.outcome == "mismatch":
            why = (f"《{table.title}》{'—'.join(fact.row)}的{fact.col[-1]}印的是 {fact.text}，"
                   f"按 {parts[0].text} 与 {parts[1].text} 计算应为 {judged.expected:.2f}。")
            yield finding_of(fact, parts, judged, "percentage" if fact.unit in ("%", "％") else "sum", why)


def _judged(row: Row, head: Path, now: Path, before: Path, signed: bool) -> Found | None:
    """The change in a row, with the sign of which way it goes or without."""
    cells = {fact.col: fact for fact in row.facts}
    change, current, earlier = (cells.get(path) for path in (head, now, before))
    if change is None or current is None or earlier is None:
        return None
    if current.year == earlier.year and current.kind == earlier.kind:
        return None
    if change.amount.mils is not None:
        down = not signed and current.amount.base < earlier.amount.base
        terms = [(-1 if down else 1, current.amount), (1 if down else -1, earlier.amount)]
        return change, (current, earlier), judge_sum(change.amount, terms)
    if change.unit not in ("%", "％") or earlier.amount.base <= 0 or current.amount.base == earlier.amount.base:
        return None
    moved = current.amount.base - earlier.amount.base
    span = current.amount.interval() - earlier.amount.interval()
    judged = percent_of(moved, span, earlier.amount.base, earlier.amount.interval(), change.amount)
    if signed:
        sign = 1 if moved > 0 else -1
        turned = change.amount.value * sign < 0
        judged = replace(judged, expected=judged.expected * sign, outcome="mismatch" if turned else judged.outcome)
    return change, (current, earlier), judged
