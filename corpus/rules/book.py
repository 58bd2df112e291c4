"""The files of one disclosure together, with their figures by label: what every rule looks things up in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from corpus.model import Disclosure, Document, Fact, Passage, Sentence, Table

_PARTY = re.compile(r"^(中国共产党|中共)")
_COMMITTEE = re.compile(r"(省|市|区|县)委员会(?=办公|组织|宣传|统战|政法|$)")
_SCOPE = re.compile(r"[（(][^（）()]*[)）]")


def body_key(name: str | None) -> str:
    """A body's name without what its own files vary: 中共…, 省委员会 for 省委, brackets."""
    bare = _PARTY.sub("", name or "")
    return _SCOPE.sub("", _COMMITTEE.sub(r"\1委", bare))


@dataclass
class Book:
    """One disclosure: its files (text and tables may be two), the book of the year before, and its final accounts."""

    files: list[Disclosure]
    before: Book | None = field(default=None, repr=False)
    final_before: Book | None = field(default=None, repr=False)
    above: Book | None = field(default=None, repr=False)
    """The department's own disclosure of the year, where this one is a unit's."""

    @property
    def document(self) -> Document:
        return self.files[0].document

    @property
    def year(self) -> int | None:
        return self.document.year

    @cached_property
    def tables(self) -> list[Table]:
        return [table for file in self.files for table in file.tables]

    @cached_property
    def passages(self) -> list[Passage]:
        return [passage for file in self.files for passage in file.passages]

    def sentences(self) -> Iterator[tuple[Passage, Sentence]]:
        """Each sentence with its passage, in order."""
        for passage in self.passages:
            for sentence in passage.sentences:
                yield passage, sentence

    @cached_property
    def by_label(self) -> dict[str, list[Fact]]:
        """Money of the tables by row label, and by column leaf where the row is a total or has no label."""
        out: dict[str, list[Fact]] = defaultdict(list)
        for table in self.tables:
            for fact in table.facts:
                if fact.amount.mils is None:
                    continue
                if fact.row:
                    out[plain(fact.row[-1])].append(fact)
                if fact.col and (not fact.row or is_total_label(fact.row[-1]) or len(table.rows) == 1):
                    out[plain(fact.col[-1])].append(fact)
        return dict(out)

    def of_kind(self, *kinds: str) -> list[Table]:
        """The tables of these canonical kinds."""
        return [table for table in self.tables if table.kind in kinds]


def plain(label: str) -> str:
    """A label without quotes, brackets' signs and blanks."""
    return re.sub(r"[\s“”\"'‘’（）()、，,：:]", "", label)


def is_total_label(label: str) -> bool:
    """合计, 总计, 支出合计 …"""
    return bool(re.search(r"(合计|总计|小计)$", label))


def books_of(disclosures: Sequence[Disclosure]) -> list[Book]:
    """Disclosures grouped by body, year, kind and level; each with its book of the year before."""
    groups: dict[tuple[object, ...], list[Disclosure]] = defaultdict(list)
    for disclosure in disclosures:
        d = disclosure.document
        key: tuple[object, ...] = (body_key(d.department), d.year, d.kind, d.level)
        if not d.department or d.year is None:
            key = (d.id,)
        if groups.get(key) and _same_content(groups[key], disclosure):
            key = (*key, d.id)
        groups[key].append(disclosure)
    books = {key: Book(files) for key, files in groups.items()}
    for key, book in books.items():
        if len(key) >= 4 and isinstance(key[1], int):
            book.before = books.get((key[0], key[1] - 1, key[2], key[3]))
            if key[3] == "unit":
                book.above = books.get((key[0], key[1], key[2], "department"))
            book.final_before = books.get((key[0], key[1] - 1, "final", key[3]))
    return list(books.values())


def _same_content(files: Sequence[Disclosure], other: Disclosure) -> bool:
    """Two files of tables are two versions of a disclosure, not its text and its tables."""
    return any(f.tables and other.tables for f in files) or any(
        len(f.prose_facts) > 20 and len(other.prose_facts) > 20 for f in files
    )
