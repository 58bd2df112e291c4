"""What sentences are made of: printed figures with their place, and what else their words may stand for."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.model import Document, Fact
from index.ports import FactStore

TOTALS = re.compile(r"合计|总计|小计|金额|预算数|决算数")
_DIGITS, _PLACES = "零一二三四五六七八九", ("", "十", "百", "千")


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence; `figures` are the values in question, and `true` whether the checker is to bear them out."""

    kind: str
    true: bool
    text: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed figure with the document that prints it."""

    fact: Fact
    document: Document

    @property
    def value(self) -> Decimal:
        return self.fact.amount.value

    @property
    def unit(self) -> str:
        return self.fact.unit or ""

    @property
    def year(self) -> int:
        return self.fact.year or self.document.year or 0

    @property
    def who(self) -> str:
        """The body, with its level where two of its documents differ by nothing else."""
        return self.document.department or ""

    @property
    def head(self) -> str:
        return f"{self.who}{self.year}年{'决算' if self.document.kind == 'final' else '预算'}"

    @property
    def key(self) -> tuple[str, int, str]:
        return self.who, self.year, self.fact.label

    @property
    def money(self) -> str:
        return f"{self.fact.text}{self.unit}"


@dataclass
class Material:
    """The figures of a store, and the values that one label has for a body and year."""

    cells: list[Cell]
    same: dict[tuple[str, int, str], set[Decimal]]
    rows: dict[tuple[str | None, tuple[str, ...], tuple[str, ...]], list[Cell]]
    tables: dict[str | None, list[Cell]]
    rng: random.Random

    def free(self, cell: Cell, value: Decimal) -> bool:
        """Is there no cell of this label, body and year that prints this value? Then a sentence with it is false."""
        return value.scaleb(cell.fact.amount.unit.power if cell.fact.amount.unit else 0) not in self.same[cell.key]

    def siblings(self, cell: Cell) -> list[Cell]:
        """Other rows under the same parent, in the same column."""
        return [
            other
            for other in self.tables[cell.fact.table_id]
            if other.fact.col == cell.fact.col
            and other.fact.row[:-1] == cell.fact.row[:-1]
            and other.fact.row != cell.fact.row
            and other.value != cell.value
            and other.year == cell.year
            and not TOTALS.search(other.fact.label)
        ]

    def over_years(self, cell: Cell) -> list[Cell]:
        """The same row and column in the body's other years."""
        found = self.rows[cell.who, cell.fact.row, cell.fact.col]
        return [
            o
            for o in found
            if o.year != cell.year and o.fact.table == cell.fact.table and o.fact.kind == cell.fact.kind
        ]


def material(store: FactStore, seed: int) -> Material:
    """The money figures of rows with a name, in a column of totals."""
    cells = [
        Cell(fact, document)
        for document in store.documents()
        for fact in store.disclosure(document.id).facts
        if _usable(fact, document)
    ]
    same: dict[tuple[str, int, str], set[Decimal]] = defaultdict(set)
    rows: dict[tuple[str | None, tuple[str, ...], tuple[str, ...]], list[Cell]] = defaultdict(list)
    tables: dict[str | None, list[Cell]] = defaultdict(list)
    for cell in cells:
        same[cell.key].add(cell.fact.amount.base)
        rows[cell.who, cell.fact.row, cell.fact.col].append(cell)
        tables[cell.fact.table_id].append(cell)
    return Material(cells, same, rows, tables, random.Random(seed))


def _usable(fact: Fact, document: Document) -> bool:
    unit = fact.amount.unit
    return bool(
        document.department
        and document.year
        and document.kind
        and fact.row
        and fact.table
        and unit
        and unit.dimension == "money"
        and fact.amount.value > 0
        and len(fact.label) > 2
        and not re.search(r"\d", fact.label)
        and not TOTALS.search(fact.label)
        and (not fact.col or TOTALS.search(fact.col[-1]))
        and fact.kind == document.kind
        and "—" not in fact.label
        and (fact.year is None or fact.year == document.year)
    )


def only_value(material: Material, cells: Iterable[Cell]) -> list[Cell]:
    """Cells whose label has one value for the body and year: what is said of it cannot mean another one."""
    return [cell for cell in cells if len(material.same[cell.key]) == 1]


def in_chinese(value: Decimal) -> str:
    """A figure in Chinese numerals: 87.99 is 八十七点九九.

    >>> in_chinese(Decimal("879900")), in_chinese(Decimal("10.05"))
    ('八十七万九千九百', '十点零五')
    """
    whole, _, fraction = format(value, "f").partition(".")
    text = _whole(int(whole))
    return f"{text}点{''.join(_DIGITS[int(d)] for d in fraction)}" if fraction.strip("0") else text


def _whole(number: int) -> str:
    if number == 0:
        return "零"
    for scale, name in ((10**8, "亿"), (10**4, "万")):
        if number >= scale:
            rest = number % scale
            gap = "零" if rest and rest < scale // 10 else ""
            return f"{_whole(number // scale)}{name}{gap}{_whole(rest) if rest else ''}"
    text, zero = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + _PLACES[place]
            zero = False
        else:
            zero = True
    return text[1:] if text.startswith("一十") else text


def altered(rng: random.Random, text: str) -> str:
    """One digit of a printed figure changed."""
    places = [k for k, letter in enumerate(text) if letter.isdigit()]
    k = rng.choice(places)
    wrong = rng.choice([d for d in "123456789" if d != text[k]])
    return text[:k] + wrong + text[k + 1 :]


def pick(material: Material, cells: Sequence[Cell], n: int) -> list[Cell]:
    """At most `n` of these, at random."""
    return material.rng.sample(list(cells), min(n, len(cells)))
