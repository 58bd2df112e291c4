"""The disclosures that answering reads: opened once, grouped by the body that publishes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from corpus.model import Disclosure, Document, Kind, Level
from index.bodies import bodies_of
from index.scope import holding
from qa.evidence.book import Book
from qa.evidence.kept import kept_index, kept_labels

MOST_BOOKS = 400
"""Books kept in memory; the one not read for longest goes first."""
MOST_LABELLED = 4000
"""Documents whose labels are kept in memory."""


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
    _by_name: dict[str, Body] = field(default_factory=dict)
    _years: tuple[int, ...] = ()
    _labels: dict[str, frozenset[str]] = field(default_factory=dict)

    def refresh(self) -> None:
        """Look whether the store has changed; call once a question."""
        generation = self.store.generation()
        if generation != self._generation:
            self._documents = self.store.documents()
            self._by_id = {d.id: d for d in self._documents}
            held = set(self._by_id)
            self._labels = {}
            self._books = {i: b for i, b in self._books.items() if i in held}
            self._bodies = grouped(self._documents)
            self._by_name = {name: body for body in reversed(self._bodies) for name in body.names}
            self._years = tuple(sorted({d.year for d in self._documents if d.year}))
            self._generation = generation  # last, so that nobody takes what is half read for the newest

    @property
    def generation(self) -> int:
        """The store's state that was last looked at."""
        return self._generation

    @property
    def documents(self) -> tuple[Document, ...]:
        return self._documents

    def document(self, document_id: str) -> Document:
        """The document of an id."""
        return self._by_id[document_id]

    def labels(self, documents: Sequence[Document]) -> list[frozenset[str]]:
        """What each of these documents prints labels of: as it was kept at its ingestion, or else read from its book."""
        unread = [d for d in documents if d.id not in self._labels]
        if unread:
            kept = kept_labels(self.store, [d.id for d in unread])
            self._labels |= {d.id: kept[d.id] if d.id in kept else self.book(d).labels for d in unread}
        found = [self._labels[d.id] for d in documents]
        for id in list(self._labels)[: max(0, len(self._labels) - MOST_LABELLED)]:
            del self._labels[id]
        return found

    @property
    def bodies(self) -> tuple[Body, ...]:
        return self._bodies

    @property
    def years(self) -> tuple[int, ...]:
        return self._years

    def book(self, document: Document) -> Book:
        """The book of a document, made when it is first asked for."""
        held = self._books.pop(document.id, None) or Book(self.store.disclosure(document.id), kept_index(self.store, document.id))
        self._books[document.id] = held
        if len(self._books) > MOST_BOOKS:
            del self._books[next(iter(self._books))]
        return held

    def likely(self, question: str, few: int, most: int) -> tuple[Document, ...]:
        """All documents of bodies where they are few; of more the ones, `most` at most, that hold best what a question
        without a body names."""
        if len(self._documents) <= few:
            return tuple(d for body in self._bodies for d in body.documents)
        return tuple(d for d in holding(question, self.store, self._documents, most) if d.department)

    def holding(self, question: str, most: int) -> tuple[Body, ...]:
        """All bodies where they are few; of more those that hold best what a question without a body names."""
        if len(self._bodies) <= most:
            return self._bodies
        found = holding(question, self.store, self._documents, most)
        return tuple({id(body): body for d in found if d.department for body in [self._by_name[d.department]]}.values())

    def body(self, department: str) -> Body | None:
        """The body that bears this name in one of its documents."""
        return self._by_name.get(department)


def grouped(documents: Sequence[Document]) -> tuple[Body, ...]:
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
    return tuple(out)
