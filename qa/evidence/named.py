"""The figures of a disclosure by what names them. Which rows a name leads to is worked out once and kept; the rows are
read when they are asked for: a question asks for a few names of hundreds."""

from __future__ import annotations

import json
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import orjson

from corpus.model import Disclosure, Row, Table
from qa.evidence.entry import Entry, entry_of

Places = dict[str, list[int]]
"""Name -> the rows, by their place among all rows of the disclosure, that print a figure of this name."""


@dataclass(frozen=True)
class Index:
    """Names and codes of the figures of a disclosure; `figures`: how many its tables print."""

    rows: int
    figures: int
    names: Places
    codes: Places

    def dump(self) -> str:
        """As JSON, to be kept."""
        return json.dumps([self.rows, self.figures, self.names, self.codes], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, text: str) -> Index:
        """What was dumped."""
        return cls(*orjson.loads(text))


class Figures:
    """The printed numbers of the tables of a disclosure as entries, row by row when they are asked for."""

    def __init__(self, disclosure: Disclosure, kept: Index | None = None) -> None:
        """`kept`: the index of just this disclosure, as it was worked out before."""
        self._document = disclosure.document
        self._tables = disclosure.tables
        self._ends = list(accumulate(table.size for table in disclosure.tables))
        self._size = self._ends[-1] if self._ends else 0
        self._read: dict[int, list[Entry]] = {}
        self.index = kept if kept is not None and kept.rows == self._size else self._worked_out()

    def at(self, place: int) -> list[Entry]:
        """The entries of a row."""
        if place not in self._read:
            at = bisect(self._ends, place)
            table = self._tables[at]
            row = table.rows[place - self._ends[at] + table.size]
            facts = row.facts if row.printed else ()
            self._read[place] = [entry_of(fact, row, table, self._document) for fact in facts]
        return self._read[place]

    def all(self) -> list[Entry]:
        """All of them, in reading order."""
        return [entry for place in range(self._size) for entry in self.at(place)]

    def of_table(self, table_id: str) -> list[Entry]:
        """Those of one table."""
        return [entry for table, end in zip(self._tables, self._ends, strict=True) if table.id == table_id
                for place in range(end - table.size, end) for entry in self.at(place)]

    def bearing(self, names: Iterable[str], code: str | None) -> list[Entry]:
        """Those of one of these names, or of this code, in reading order; no sum is of a code."""
        wanted = set(names)
        places = {place for name in wanted for place in self.index.names.get(name, ())}
        places.update(self.index.codes.get(code, ()) if code else ())
        return [entry for place in sorted(places) for entry in self.at(place)
                if not wanted.isdisjoint(entry.names) or (code and entry.fact.code == code and not entry.grand)]

    def unprinted(self) -> Iterator[tuple[Row, Table]]:
        """The rows with a label and without a figure."""
        partly = (table for table in self._tables if table.printed < table.size)
        return ((row, table) for table in partly for row in table.rows if row.path and not row.printed)

    def _worked_out(self) -> Index:
        names: dict[str, dict[int, None]] = defaultdict(dict)
        codes: dict[str, dict[int, None]] = defaultdict(dict)
        figures = 0
        for place in range(self._size):
            for entry in self.at(place):
                figures += 1
                for name in entry.names:
                    names[name][place] = None
                if entry.fact.code and not entry.grand:
                    codes[entry.fact.code][place] = None
        return Index(self._size, figures, *({key: list(held) for key, held in of.items()} for of in (names, codes)))


class Named(Mapping[str, list[Entry]]):
    """Name -> the entries that it names, in reading order."""

    def __init__(self, figures: Figures) -> None:
        self._figures, self._places = figures, figures.index.names
        self._found: dict[str, list[Entry]] = {}

    def __getitem__(self, name: str) -> list[Entry]:
        if name not in self._found:
            self._found[name] = list(self._entries(name, self._places[name]))
        return self._found[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The same without an exception on the way: most names that are tried are not there."""
        return self[name] if name in self._places else default

    def _entries(self, name: str, places: Iterable[int]) -> Iterator[Entry]:
        for place in places:
            for entry in self._figures.at(place):
                yield from (entry for held in entry.names if held == name)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Coded(Named):
    """The same by code; the sum of a table is of no code."""

    def __init__(self, figures: Figures) -> None:
        super().__init__(figures)
        self._places = figures.index.codes

    def _entries(self, name: str, places: Iterable[int]) -> Iterator[Entry]:
        for place in places:
            yield from (entry for entry in self._figures.at(place) if entry.fact.code == name and not entry.grand)
