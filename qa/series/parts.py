"""The parts of a whole: the row tree of a table, with what each line is of the total that the table prints."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from corpus.model import Document, Table
from qa.arithmetic import Cell, Difference, Share, Sum, exact
from qa.evidence.book import Book
from qa.evidence.entry import Entry
from qa.series.figure import Shown, of_expression, percent

KINDS = ("expenditure", "general_expenditure", "fiscal_expenditure", "basic", "general_basic", "fiscal_basic", "project",
         "income", "operating", "procurement")
"""The kinds of table whose rows add up to their total."""


@dataclass(frozen=True, slots=True)
class Part:
    """A line of the table: its place in the tree, its amount, its share of the whole."""

    path: tuple[str, ...]
    label: str
    code: str | None
    shown: Shown
    share: Shown | None
    leaf: bool


@dataclass(frozen=True, slots=True)
class Composition:
    """A table's lines in printed order. `rest`: the total less the lowest lines, 0 where they make it up."""

    document: Document
    table: Table
    whole: Shown
    parts: tuple[Part, ...]
    rest: Decimal


def tables_with_parts(book: Book) -> list[Table]:
    """The tables of a disclosure that have a composition, those first that say most of what the money is for."""
    known = [table for table in book.disclosure.tables if table.kind in KINDS and composition(book, table) is not None]
    return sorted(known, key=lambda table: KINDS.index(table.kind or ""))


def composition(book: Book, table: Table) -> Composition | None:
    """The composition of a table; None where it prints no total, or fewer than two lines under it."""
    entries = [e for e in book.of_table(table.id) if _own(e, book.document) and not e.heads]
    total = next((e for e in entries if e.grand and e.row.facts), None)
    lines: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        if not entry.grand and entry.names and entry.row.label:
            lines.setdefault((*entry.under, entry.main), entry)
    if total is None or len(lines) < 2:
        return None
    whole = of_expression(Cell(total.fact))
    if whole is None or not whole.value or whole.unit != "万元":
        return None
    parts = [_part(path, entry, total, lines) for path, entry in lines.items()]
    kept = tuple(part for part in parts if part is not None)
    lowest = [lines[part.path] for part in kept if part.leaf]
    if len(kept) < 2 or not lowest:
        return None
    gap = Difference(Cell(total.fact), Sum(tuple(Cell(e.fact) for e in lowest)))
    rest = of_expression(gap)
    return Composition(book.document, table, whole, kept, rest.value if rest and exact(gap) else Decimal(0))


def _own(entry: Entry, document: Document) -> bool:
    """Is it of this disclosure's own year and kind, not last year's beside it?"""
    fact = entry.fact
    return (fact.year or document.year) == document.year and (fact.kind or document.kind) == document.kind


def _part(path: tuple[str, ...], entry: Entry, total: Entry, lines: dict[tuple[str, ...], Entry]) -> Part | None:
    amount = of_expression(Cell(entry.fact))
    if amount is None or amount.unit != "万元":
        return None
    leaf = not any(len(other) > len(path) and other[:len(path)] == path for other in lines)
    share = percent(Share(Cell(entry.fact), Cell(total.fact)))
    return Part(path, entry.row.label or entry.main, entry.fact.code, amount, share, leaf)
