"""What a disclosure holds: tables of printed numbers, passages of prose, and who it is by. Frozen values, no I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from corpus.model.amount import Amount

Kind = Literal["budget", "final"]
"""预算 or 决算."""
Level = Literal["department", "unit"]
"""部门 (a department with its units) or 单位/本级 (one body's own accounts)."""
BBox = tuple[float, float, float, float]
"""x0, top, x1, bottom in PDF points, origin at the top left of the page as it is shown."""


@dataclass(frozen=True, slots=True)
class Document:
    """Who discloses what, for which year. Unknown stays None: no default is guessed."""

    id: str
    name: str
    title: str
    department: str | None
    level: Level | None
    year: int | None
    kind: Kind | None
    region: str | None
    pages: int
    warnings: tuple[str, ...] = ()
    sample: bool = False

    @property
    def stem(self) -> str:
        return self.name.rsplit(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Column:
    """A leaf column: its heads from top to leaf, and what its numbers are about."""

    path: tuple[str, ...]
    year: int | None
    kind: Kind | None
    unit: str | None
    block: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A printed number of a table or of a sentence, fully addressed.

    A fact of prose has `table` None and no paths; `quote` is its sentence, `section` its headings, `subject` the
    words that it is of, `direction` "up", "down" or "flat" where the sentence says so.
    """

    id: str
    document: str
    page: int
    bbox: BBox
    table: str | None
    table_id: str | None
    row: tuple[str, ...]
    code: str | None
    col: tuple[str, ...]
    year: int | None
    kind: Kind | None
    text: str
    amount: Amount
    quote: str | None = None
    section: tuple[str, ...] = ()
    subject: str | None = None
    direction: str | None = None
    confidence: float | None = None
    """How sure the recognition of a scanned page is of it, from 0 to 1; None for what is printed as text."""

    @property
    def unit(self) -> str | None:
        return self.amount.unit.name if self.amount.unit else None

    @property
    def label(self) -> str:
        return self.row[-1] if self.row else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of one block of a table: its path of labels, its numbers (blank cells have none), its cells of words."""

    id: str
    index: int
    path: tuple[str, ...]
    code: str | None
    page: int
    bbox: BBox
    block: int
    facts: tuple[Fact, ...]
    words: tuple[tuple[str, str], ...] = ()
    """(column head, text) of the cells that hold words: a project's purpose, an indicator's value."""

    @property
    def printed(self) -> bool:
        """Does it print a number?"""
        return bool(self.facts)

    @property
    def label(self) -> str:
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as its publisher meant it, stitched over pages. `kind` is the canonical kind, None if not known."""

    id: str
    title: str
    kind: str | None
    unit: str | None
    year: int | None
    pages: tuple[int, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str | None = None
    note_page: int | None = None
    note_bbox: BBox | None = None
    bbox: BBox | None = None

    @property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(fact for row in self.rows for fact in row.facts)

    @property
    def size(self) -> int:
        """How many rows it has."""
        return len(self.rows)

    @property
    def printed(self) -> int:
        """How many of its rows print a number."""
        return sum(row.printed for row in self.rows)

    @property
    def empty(self) -> bool:
        """No number is printed in it: 空表."""
        return not self.printed


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of prose, where it stands, and the numbers that it prints."""

    text: str
    page: int
    bbox: BBox
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of prose under its headings."""

    id: str
    page: int
    bbox: BBox
    section: tuple[str, ...]
    text: str
    sentences: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One file, read."""

    document: Document
    tables: tuple[Table, ...] = ()
    passages: tuple[Passage, ...] = ()
    seconds: float = field(default=0.0, compare=False)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The numbers of the tables, in reading order."""
        return tuple(fact for table in self.tables for fact in table.facts)

    @property
    def prose_facts(self) -> tuple[Fact, ...]:
        """The numbers of the sentences, in reading order."""
        return tuple(fact for passage in self.passages for s in passage.sentences for fact in s.facts)
