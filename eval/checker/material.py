"""What sentences are made of: printed figures with their place, and what else their words may stand for."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.model import Document, Fact
from index.ports import FactStore
from qa.check.bodies import canonical
from qa.check.synonyms import synonyms
from qa.check.text import label_of

TOTALS = re.compile(r"合计|总计|小计|金额|预算数|决算数")
_DIGITS, _PLACES = "零一二三四五六七八九", ("", "十", "百", "千")


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence; `figures` are the values in question, and `true` whether the checker is to bear them out."""

    kind: str
    true: bool
    text: str
    figures: tuple[str, ...]
    frame: str = ""


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

    @property
    def base(self) -> Decimal:
        return self.fact.amount.base


@dataclass
class Material:
    """The figures of a store, and the values that one label has for a body and year."""

    cells: list[Cell]
    same: dict[tuple[str, int, str], set[Decimal]]
    rows: dict[tuple[str | None, tuple[str, ...], tuple[str, ...]], list[Cell]]
    tables: dict[str | None, list[Cell]]
    rng: random.Random
    blocks: dict[str, int]
    every: dict[str | None, list[Cell]]
    printed: dict[tuple[str, int, str], set[Decimal]]
    of_kind: dict[tuple[str, int, str, str], set[Decimal]]
    beside: dict[tuple[str, int, str, str], set[Decimal]]
    counted: list[Cell]
    """Counts that only sentences print, each once for its words and body."""

    def unprinted(self, cell: Cell, value: Decimal) -> bool:
        """Is this value printed nowhere for the label, body and year, in no column and no document?"""
        unit = cell.fact.amount.unit
        return value.scaleb(unit.power if unit else 0) not in self.printed[cell.key]

    def comes_out(self, family: str, a: Cell, b: Cell, value: Decimal) -> bool:
        """Do any two figures that these labels print elsewhere give this result after all?"""
        power = a.fact.amount.unit.power if a.fact.amount.unit else 0
        step = Decimal(1).scaleb(int(value.as_tuple().exponent))
        for x in self.printed[a.key]:
            for y in self.printed[b.key]:
                one, other = x.scaleb(-power), y.scaleb(-power)
                results = {
                    "sum": one + other, "difference": abs(one - other), "average": (one + other) / 2,
                    "share": one / other * 100 if other else None, "ratio": one / other if other else None,
                }  # fmt: skip
                found = results.get(family)
                if found is not None and (x, y) != (a.base, b.base) and abs(found - value) < step:
                    return True
        return False

    def lacks(self, who: str, year: int, cell: Cell, label: str | None = None) -> bool:
        """Does this body print the cell's value for the label in this year nowhere?"""
        name = label or cell.fact.label
        known = {name, *(other for other, _ in synonyms(label_of(name)))}
        return not any(cell.base in self.printed[who, year, each] for each in known)

    def akin(self, one: str, other: str) -> bool:
        """Is one body's name the end of the other's (then a text may mean either)?"""
        return canonical(one).endswith(canonical(other)[-4:]) or canonical(other).endswith(canonical(one)[-4:])

    def free(self, cell: Cell, value: Decimal) -> bool:
        """Is there no cell of this label, body and year that prints this value? Then a sentence with it is false."""
        return value.scaleb(cell.fact.amount.unit.power if cell.fact.amount.unit else 0) not in self.same[cell.key]

    def every_cell(self) -> Iterator[Cell]:
        """All printed figures of tables."""
        return (cell for cells in self.every.values() for cell in cells)

    def before(self, cell: Cell) -> list[Cell]:
        """The same row and column a year earlier, by last year's disclosure."""
        found = [o for o in self.over_years(cell) if o.year == cell.year - 1 and len(self.same[o.key]) == 1]
        return [o for o in found if o.value and o.value != cell.value and o.unit == cell.unit]

    def budgeted(self, cell: Cell) -> list[Cell]:
        """The budget that final accounts print beside an outcome, in the same row."""
        beside = [o for o in self.every[cell.fact.table_id] if o.fact.row == cell.fact.row and o.fact.kind == "budget"]
        return [o for o in beside if o.value and o.value != cell.value and o.year == cell.year]

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

    def alongside(self, cell: Cell, other: Cell) -> bool:
        """Does the other stand in the same column under the same row (or is it the very same)?"""
        one, two = cell.fact, other.fact
        same = (
            self.blocks[one.id] == self.blocks[two.id]
            and two.col == one.col
            and two.row[:-1] == one.row[:-1]
            and bool(two.row)
            and other.year == cell.year
        )
        return same and not TOTALS.search(two.label)

    def leads(self, cell: Cell) -> bool:
        """Is the cell's value the largest of the rows beside it in any table that prints its label so?"""
        alike = [o for o in self.every_cell() if o.key == cell.key and o.base == cell.base]
        beside = ([o.base for o in self.every[a.fact.table_id] if self.alongside(a, o)] for a in alike)
        return any(len(values) > 1 and max(values) == cell.base for values in beside)

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
    every: dict[str | None, list[Cell]] = defaultdict(list)
    printed: dict[tuple[str, int, str], set[Decimal]] = defaultdict(set)
    of_kind: dict[tuple[str, int, str, str], set[Decimal]] = defaultdict(set)
    beside: dict[tuple[str, int, str, str], set[Decimal]] = defaultdict(set)
    for document in store.documents():
        for fact in store.disclosure(document.id).facts:
            cell = Cell(fact, document)
            every[fact.table_id].append(cell)
            printed[cell.key].add(cell.base)
            of_kind[cell.who, cell.year, document.kind or "", fact.label].add(cell.base)
            beside[cell.who, cell.year, fact.kind or "", fact.label].add(cell.base)
    blocks = {
        fact.id: row.block
        for document in store.documents()
        for table in store.disclosure(document.id).tables
        for row in table.rows
        for fact in row.facts
    }
    counted = _counted(store)
    return Material(cells, same, rows, tables, random.Random(seed), blocks, every, printed, of_kind, beside, counted)


def _counted(store: FactStore) -> list[Cell]:
    """Counts of prose with words of their own before them."""
    found: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
    for document in store.documents():
        for fact in store.disclosure(document.id).prose_facts:
            unit, said = fact.amount.unit, (fact.subject or "").split("，")[-1]
            if (
                unit is not None
                and unit.dimension == "count"
                and unit.name in ("辆", "台", "台（套）", "人")
                and len(said) > 2
            ):
                found[document.id, unit.name, said].append(Cell(fact, document))
    return [cells[0] for cells in found.values() if len(cells) == 1 and cells[0].document.department]


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
