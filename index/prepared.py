"""What is worked out of each document once and kept in the store beside it, because to work it out takes longer than
what it is wanted for. It is derived: a store that lacks it, or holds that of other makers, costs time only."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import corpus
import index
from corpus.errors import BudgetQAError
from corpus.model import Disclosure

CORPUS, INDEX = (Path(next(iter(package.__path__))) for package in (corpus, index))
"""Where the packages lie whose code and data it depends on."""
_AT_ONCE = 64
"""Documents that are written in one transaction."""


class Keeps(Protocol):
    """A store that keeps what is worked out of its documents (`index.sql.store.SqlStore`)."""

    def disclosure(self, document_id: str) -> Disclosure: ...

    def unprepared(self, name: str, version: str) -> Sequence[tuple[str, int]]: ...

    def keep(self, name: str, version: str, made: Iterable[tuple[str, int, bytes]]) -> None: ...


@dataclass(frozen=True)
class Preparation:
    """One such thing: `make` gives its text for a document; `sources` are the code and data that it depends on besides
    what was read, as folders and patterns of file names."""

    name: str
    make: Callable[[Disclosure], str]
    sources: tuple[tuple[Path, str], ...]

    @cached_property
    def version(self) -> str:
        """Changes with whatever makes it."""
        digest = hashlib.sha256()
        for folder, pattern in self.sources:
            for path in sorted(path for path in folder.glob(pattern) if path.is_file()):
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()[:16]

    def bring_up(self, store: Keeps) -> int:
        """Make it for the documents that lack it; how many those were."""
        return bring_up((self,), store).made

    def of(self, store: object, documents: Sequence[str]) -> dict[str, str]:
        """Document -> its text, for those of these that have it kept; none where the store keeps nothing."""
        prepared = getattr(store, "prepared", None)
        found = prepared(self.name, self.version, documents) if prepared is not None and documents else {}
        return {id: zlib.decompress(body).decode("utf-8", "surrogatepass") for id, body in found.items()}


@dataclass(frozen=True, slots=True)
class BroughtUp:
    """For how many documents something was made, and the ids of those of which it could not be: they cannot be read."""

    made: int
    unread: tuple[str, ...]


def behind(preparations: Sequence[Preparation], store: Keeps) -> int:
    """How many documents lack any of these."""
    return len(_lacking(preparations, store))


def bring_up(preparations: Sequence[Preparation], store: Keeps) -> BroughtUp:
    """Make of these what documents lack, each document read once. One that cannot be read does not keep the others from
    it. Raises StoreError where the store takes nothing."""
    lacking = list(_lacking(preparations, store).items())
    unread: list[str] = []
    for at in range(0, len(lacking), _AT_ONCE):
        made: dict[tuple[str, str], list[tuple[str, int, bytes]]] = {}
        for (id, revision), wanted in lacking[at : at + _AT_ONCE]:
            try:
                disclosure = store.disclosure(id)
                bodies = [_packed(each.make(disclosure)) for each in wanted]
            except _UNREADABLE:
                unread.append(id)
                continue
            for each, body in zip(wanted, bodies, strict=True):
                made.setdefault((each.name, each.version), []).append((id, revision, body))
        for (name, version), records in made.items():
            store.keep(name, version, records)
    return BroughtUp(len(lacking) - len(unread), tuple(unread))


def _lacking(preparations: Sequence[Preparation], store: Keeps) -> dict[tuple[str, int], list[Preparation]]:
    """(document, its revision) -> what it lacks of these."""
    lacking: dict[tuple[str, int], list[Preparation]] = {}
    for each in preparations:
        for document in store.unprepared(each.name, each.version):
            lacking.setdefault(document, []).append(each)
    return lacking


_UNREADABLE = (BudgetQAError, LookupError, ValueError, TypeError)
"""What a document raises whose records are damaged, as it is read or later, as its rows are."""


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"))
