"""Entries of tables that together are the figure of a phrase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.normal import bare
from qa.arithmetic import Cell, Expression, Sum, exact
from qa.evidence.book import Book
from qa.evidence.entry import Entry
from qa.resolve.found import Quantity


@dataclass(frozen=True)
class Candidate:
    """Entries that together are the figure of a phrase (mostly one), and their book; less `rank` is better."""

    entries: tuple[Entry, ...]
    book: Book
    rank: tuple[int, ...]
    label: str
    note: str = ""

    @property
    def expression(self) -> Expression:
        cells = tuple(Cell(e.fact) for e in self.entries)
        return cells[0] if len(cells) == 1 else Sum(cells)

    @property
    def table(self) -> str | None:
        return self.entries[0].table.kind

    def quantity(self, agreeing: Iterable[Entry] = ()) -> Quantity:
        first = self.entries[0]
        facts = tuple(e.fact for e in agreeing if e.fact not in {x.fact for x in self.entries})
        return Quantity(self.expression, self.label, self.book.document, first.table.title, first.year, facts, self.note)


def value_of(candidate: Candidate) -> object | None:
    """Its exact value, for comparing; None where its unit is not known."""
    try:
        return exact(candidate.expression)
    except ValueError:
        return None


def head_label(entry: Entry) -> str:
    """The head of a total's column that names it, else its main name."""
    main = next((h for h in reversed(entry.fact.col) if bare(h) in entry.names), None)
    return main or entry.main
