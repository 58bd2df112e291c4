"""Where to look: the books of one department, year and kind, and how far a figure is about that year and kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus.model import Document, Fact, Kind, Level
from qa.evidence.book import Book
from qa.evidence.entry import Entry, own_unit
from qa.library import Body, Library


@dataclass(frozen=True)
class Slot:
    """One department in one year, of one kind where that is said; its documents are opened when they are looked into:
    most questions are answered by the first of several places."""

    body: Body
    year: int
    kind: Kind | None
    level: Level | None
    documents: tuple[Document, ...]
    library: Library
    own: bool = True

    @cached_property
    def books(self) -> tuple[Book, ...]:
        """Its documents, the one with the most figures first."""
        opened = [self.library.book(document) for document in self.documents]
        return tuple(sorted(opened, key=lambda book: -book.size) if len(opened) > 1 else opened)

    def entries(self) -> Iterator[tuple[Entry, Book]]:
        for book in self.books:
            for entry in book.entries:
                if self.fits(entry.fact):
                    yield entry, book

    def of_unit(self, entries: list[Entry], document: Document) -> list[Entry]:
        """Where the body's own unit is asked for and only the department discloses: that unit's rows, if there are any."""
        if self.level != "unit" or document.level != "department":
            return entries
        return [e for e in entries if any(own_unit(label) for label in e.row.path)] or entries

    def fits(self, fact: Fact) -> bool:
        """Is this figure about the year and of the kind?"""
        if fact.year is not None and fact.year != self.year:
            return False
        return self.kind is None or fact.kind is None or fact.kind == self.kind


def slots(library: Library, body: Body, year: int, kind: Kind | None, level: Level | None) -> tuple[Slot, ...]:
    """The places to look in order: the year's own disclosure, the other kind's of the same year, the next year's."""
    out = []
    own = body.of(year, kind, level)
    if kind is None and own:
        kinds: list[Kind | None] = [*sorted({d.kind for d in own if d.kind})] or [None]
        return tuple(Slot(body, year, k, level, body.of(year, k, level), library) for k in kinds)
    if own:
        out.append(Slot(body, year, kind, level, own, library))
    if kind is not None:
        other: Kind = "final" if kind == "budget" else "budget"
        same = body.of(year, other, level)
        if same:
            out.append(Slot(body, year, kind, level, same, library, False))
    following = body.of(year + 1, None, level)
    if following and kind is None:
        out.append(Slot(body, year, "final", level, following, library, False))  # 执行数 before 预算数
    if following:
        out.append(Slot(body, year, kind, level, following, library, False))
    later = () if out else body.of(year + 2, None, level)  # a report on last year sets the year before that beside it
    if later:
        out.append(Slot(body, year, kind, level, later, library, False))
    return tuple(out)
