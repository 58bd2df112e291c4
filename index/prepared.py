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
        behind = store.unprepared(self.name, self.version)
        for at in range(0, len(behind), _AT_ONCE):
            now = behind[at : at + _AT_ONCE]
            made = [(id, revision, _packed(self.make(store.disclosure(id)))) for id, revision in now]
            store.keep(self.name, self.version, made)
        return len(behind)

    def behind(self, store: Keeps) -> int:
        """How many documents lack it."""
        return len(store.unprepared(self.name, self.version))

    def of(self, store: object, documents: Sequence[str]) -> dict[str, str]:
        """Document -> its text, for those of these that have it kept; none where the store keeps nothing."""
        prepared = getattr(store, "prepared", None)
        found = prepared(self.name, self.version, documents) if prepared is not None and documents else {}
        return {id: zlib.decompress(body).decode("utf-8", "surrogatepass") for id, body in found.items()}


def _packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"))
