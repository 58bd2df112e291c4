"""The disclosures that answering reads: opened once, grouped by the body that publishes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from corpus.model import Disclosure, Document, Kind, Level
from index.bodies import bodies_of
from qa.evidence.book import Book

MOST_BOOKS = 400
"""Books kept in memory; the one not read for longest goes first."""


class Reads(Protocol):
    """What answering asks of a store."""

    def documents(self) -> tuple[Document, ...]: ...

    def disclosure(self, document_id: str) -> Disclosure: ...

    def generation(self) -> int: ...


@dataclass(frozen=True)
class Body:
    """One department under all the names that its documents give it; `name` is the shortest full one."""

    name: str
    names: frozenset[str]
    documents: tuple[Document, ...]

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({d.year for d in self.documents if d.year}))

    def of(self, year: int | None, kind: Kind | None, level: Level | None = None) -> tuple[Document, ...]:
        """Its documents of a year and kind; where a department and its unit both disclose, those of one level."""
        found = [d for d in self.documents if (year is None or d.year == year) and (kind is None or d.kind == kind)]
        levels = {d.level for d in found if d.level}
        if len(levels) > 1:
            wanted = level or "department"
            found = [d for d in found if d.level in (wanted, None)]
        return tuple(found)


@dataclass
class Library:
    """Books of a store, cached until the store changes."""

    store: Reads
    _books: dict[str, Book] = field(default_factory=dict)
    _generation: int = -1
    _documents: tuple[Document, ...] = ()
    _bodies: tuple[Body, ...] = ()
    _by_id: dict[str, Document] = field(default_factory=dict)

    def refresh(self) -> None:
        """Look whether the store has changed; call once a question."""
        generation = self.store.generation()
        if generation != self._generation:
            self._generation = generation
            self._documents = self.store.documents()
            self._by_id = {d.id: d for d in self._documents}
            held = set(self._by_id)
            self._books = {i: b for i, b in self._books.items() if i in held}
            self._bodies = tuple(_grouped(self._documents))

    @property
    def documents(self) -> tuple[Document, ...]:
        return self._documents

    def document(self, document_id: str) -> Document:
        """The document of an id."""
        return self._by_id[document_id]

    @property
    def bodies(self) -> tuple[Body, ...]:
        return self._bodies

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({d.year for d in self._documents if d.year}))

    def book(self, document: Document) -> Book:
        """The book of a document, made when it is first asked for."""
        held = self._books.pop(document.id, None) or Book(self.store.disclosure(document.id))
        self._books[document.id] = held
        if len(self._books) > MOST_BOOKS:
            del self._books[next(iter(self._books))]
        return held

    def body(self, department: str) -> Body | None:
        """The body that bears this name in one of its documents."""
        return next((b for b in self._bodies if department in b.names), None)


def _grouped(documents: Sequence[Document]) -> list[Body]:
    """Documents by body: the same regions and the same kind of body are one, whatever each year calls it."""
    keys = {b.department: (tuple(r.stem for r in b.regions), b.key) for b in bodies_of(tuple(documents))}
    groups: dict[object, list[Document]] = {}
    for document in documents:
        if document.department:
            groups.setdefault(keys.get(document.department, document.department), []).append(document)
    out = []
    for held in groups.values():
        newest = sorted(held, key=lambda d: (-(d.year or 0), d.name))
        names = [d.department for d in newest if d.department]
        shortest = min(dict.fromkeys(names), key=lambda n: (len(n), names.index(n)))
        out.append(Body(shortest, frozenset(names), tuple(sorted(held, key=lambda d: (d.year or 0, d.name)))))
    return out
