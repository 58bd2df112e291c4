"""The rows and passages of one disclosure, and which of them hold a token."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Container, Iterator
from functools import cached_property
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from corpus.model import Disclosure
from index.entries import Entry, PassageEntry, RowEntry, note_of
from index.lexical import termed_together
from index.texts import meant, row_text

if TYPE_CHECKING:
    from index.embed import Embedder
    from index.vectors import Ids, Matrix


class Entries:
    """The rows that print a number, the passages and the notes of empty tables of one disclosure, found by token or by
    name; each is made when it is first looked at, and the rows of a table with each other."""

    def __init__(self, disclosure: Disclosure, said: str | None = None) -> None:
        """`said`: what they say, as `Postings.said` had it before."""
        self.document = disclosure.document
        notes = (note for table in disclosure.tables if (note := note_of(disclosure.document, table)))
        self.passages = (*(PassageEntry(disclosure.document, passage) for passage in disclosure.passages), *notes)
        self._tables = disclosure.tables
        self._ends = list(accumulate(table.printed for table in disclosure.tables))
        self._made: dict[int, tuple[RowEntry, ...]] = {}
        self._encoded: dict[str, tuple[Ids, Matrix]] = {}
        self.postings = Postings(self, said)

    def _rows_of(self, place: int) -> tuple[RowEntry, ...]:
        if place not in self._made:
            table = self._tables[place]
            self._made[place] = tuple(RowEntry(self.document, table, row) for row in table.rows if row.printed)
        return self._made[place]

    def at(self, place: int) -> Entry:
        """The row or passage at this place; the passages come last."""
        printed = self._ends[-1] if self._ends else 0
        if place >= printed:
            return self.passages[place - printed]
        table = bisect(self._ends, place)
        return self._rows_of(table)[place - (self._ends[table - 1] if table else 0)]

    def rows(self, kinds: Container[str | None] | None = None) -> Iterator[RowEntry]:
        """The rows; of tables of these kinds only, where they are given."""
        wanted = (at for at, table in enumerate(self._tables) if kinds is None or table.kind in kinds)
        return (row for at in wanted for row in self._rows_of(at))

    def every(self) -> Iterator[Entry]:
        """Rows and passages in their order."""
        return chain(self.rows(), self.passages)

    @cached_property
    def texts(self) -> dict[int, list[Entry]]:
        """Id of a text -> the rows or passages that say it."""
        found: dict[int, list[Entry]] = {}
        for entry in self.every():
            found.setdefault(entry.text_id, []).append(entry)
        return found

    def encoded(self, embedder: Embedder) -> tuple[Ids, Matrix]:
        """The ids of what its rows say and their vectors by this model, made once. Passages are too long to be made
        ready while somebody waits."""
        import numpy as np

        if embedder.name not in self._encoded:
            rows = [(id, entry) for id, held in self.texts.items() if isinstance(entry := held[0], RowEntry)]
            ids = np.asarray([id for id, _ in rows], dtype=np.int64)
            said = [meant("row", row_text(entry.row)) for _, entry in rows]
            self._encoded[embedder.name] = ids, embedder.encode(said)
        return self._encoded[embedder.name]

    @property
    def size(self) -> int:
        return (self._ends[-1] if self._ends else 0) + len(self.passages)


class Postings:
    """Which entries hold a token, looked for in what they say when it is asked: a question asks for a few tokens, and
    to take every passage apart for them would cost more than the rest of the search. They are told by their places: of
    most only the number is wanted, and the tables that hold them need not be read for that."""

    def __init__(self, entries: Entries, said: str | None = None) -> None:
        self._entries = entries
        self._known = said
        self._found: dict[str, tuple[int, ...]] = {}

    @cached_property
    def said(self) -> str:
        """What all entries say in one text, each but the last with a mark behind it."""
        if self._known is not None and self._known.count(_END) == max(0, self._entries.size - 1):
            return self._known
        return termed_together([_PART.join(entry.said).replace(_END, " ") for entry in self._entries.every()], _END)

    @cached_property
    def _ends(self) -> list[int]:
        return [found.start() for found in re.finditer(_END, self.said)]

    def get(self, token: str) -> tuple[int, ...]:
        """The places of the entries whose words hold a token."""
        if token not in self._found:
            whole = rf"(?<![a-z0-9]){re.escape(token)}(?![a-z0-9])" if token.isascii() else re.escape(token)
            first = re.compile(whole + _REST)
            self._found[token] = tuple(bisect(self._ends, found.start()) for found in first.finditer(self.said))
        return self._found[token]


_REST = "[^\0]*"
"""Of an entry that holds a token nothing more is looked at."""
_PART, _END = "\1", "\0"
"""What parts the texts of an entry, and the entries: no token reaches over them."""
