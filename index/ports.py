"""What the upper layers ask of a store: two small protocols, met by memory, SQLite, PostgreSQL and Chroma alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from corpus.errors import BudgetQAError
from corpus.model import Disclosure, Document
from index.texts import Place, Text, TextKind

if TYPE_CHECKING:
    from index.vectors import Matrix

Put = Literal["added", "replaced", "unchanged"]


class StoreError(BudgetQAError):
    """The store cannot do this; the message says why and what to do."""


class UnknownDocument(StoreError):
    """No document, or more than one, goes by this name."""


class Unstorable(StoreError):
    """This document cannot be stored; others can."""


class MixedCorpus(StoreError):
    """Sample disclosures and real ones do not go into one corpus."""


class NothingIngested(StoreError):
    """The corpus is empty."""

    def __init__(self, message: str = "Nothing is ingested yet: run `budget-qa ingest PATH` first.") -> None:
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a document was read from, and what read it: what tells an unchanged file from a changed one."""

    path: str
    size: int = 0
    modified: int = 0
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A text that shares terms with a query; more is better, only comparable within one answer."""

    text: Text
    score: float


@runtime_checkable
class FactStore(Protocol):
    """Documents, whole or not at all."""

    def documents(self) -> tuple[Document, ...]:
        """All documents, by department, year, kind and name."""
        ...

    def disclosure(self, document_id: str) -> Disclosure:
        """The whole of one document; the same object until it changes. Raises UnknownDocument."""
        ...

    def put(self, disclosure: Disclosure, source: Source | None = None) -> Put:
        """Take a document in, in one transaction. One that came from the same path before is replaced by it, and so
        is one of the same file name, department, year, kind and level. Raises MixedCorpus."""
        ...

    def forget(self, document_id: str) -> bool:
        """Take a document out; False where there is none."""
        ...

    def find(self, reference: str) -> Document:
        """The document of this id, file name or file name without its ending. Raises UnknownDocument."""
        ...

    def sources(self) -> dict[str, tuple[str, Source]]:
        """path -> (document id, source)."""
        ...

    def generation(self) -> int:
        """A number that grows with every change."""
        ...

    def digest(self) -> str:
        """A hash over everything that was read: equal stores have equal ones, in whatever order they were filled."""
        ...

    def close(self) -> None: ...


@runtime_checkable
class TextIndex(Protocol):
    """The distinct texts of the corpus and where they stand."""

    def texts(self, documents: Sequence[str] | None = None, kind: TextKind | None = None) -> tuple[Text, ...]:
        """The distinct texts, by id; of these documents only, where they are given."""
        ...

    def text_ids(self) -> tuple[int, ...]:
        """The ids of all texts, ascending."""
        ...

    def match(
        self, terms: Iterable[str], documents: Sequence[str] | None = None, limit: int = 200, names: Iterable[str] = ()
    ) -> list[Match]:
        """The texts that hold most of these terms (tokens of index.lexical), best first; rows of just these names
        (index.normal.name_of) before others. `documents`: a few, whose texts are looked at one by one."""
        ...

    def holders(
        self, terms: Iterable[str], names: Iterable[str] = (), documents: Sequence[Document] | None = None, most: int = 16
    ) -> tuple[str, ...]:
        """The ids of the documents, among `documents` where they are given, that hold the texts that match best:
        those of the best texts first, of texts about as good the newest."""
        ...

    def standing(
        self, texts: Iterable[int], documents: Sequence[Document] | None = None, most: int = 16
    ) -> tuple[str, ...]:
        """The ids of documents, among `documents` where they are given, that hold these texts, the newest first."""
        ...

    def places(self, texts: Iterable[int], documents: Sequence[str] | None = None) -> tuple[Place, ...]:
        """Where these texts stand."""
        ...


class Store(FactStore, TextIndex, Protocol):
    """What is opened by `index.stores.open_store`."""


@runtime_checkable
class Vectors(Protocol):
    """One vector for each distinct text, derived from the store and rebuilt from it when lost."""

    @property
    def model(self) -> str: ...

    def ids(self) -> frozenset[int]: ...

    def of(self, texts: Sequence[int]) -> tuple[list[int], Matrix]:
        """The vectors of those of these texts that have one."""
        ...

    def nearest(self, query: Matrix, k: int, among: Sequence[int] | None = None) -> list[tuple[int, float]]:
        """(text id, cosine) of the nearest texts, best first; `among` these only, where they are given."""
        ...


def walk(store: FactStore) -> Iterator[Disclosure]:
    """Every disclosure of a store, one after the other."""
    for document in store.documents():
        yield store.disclosure(document.id)
