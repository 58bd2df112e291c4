"""What a phrase of a text stands for: printed figures, each with the row and the column that it is read from."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Column, Document, Fact
from qa.check.lookup import DocumentWords, Entry


@dataclass(frozen=True, slots=True)
class Reading:
    """One printed figure that a phrase may stand for; `columns` tells whether its column was named."""

    fact: Fact
    words: DocumentWords
    entry: Entry
    named: bool

    @property
    def document(self) -> Document:
        return self.words.document

    @property
    def column(self) -> Column | None:
        table = self.words.tables[self.entry.table].table
        return next((c for c in table.columns if c.path == self.fact.col and c.block == self.entry.row.block), None)


@dataclass(frozen=True, slots=True)
class Found:
    """What a phrase stands for: readings that fit its year and kind, and others that it would have named else."""

    readings: tuple[Reading, ...] = ()
    misfits: tuple[Reading, ...] = ()
    strict: bool = False
    """Does the phrase name its row in full, so that nothing else can be meant?"""

    @property
    def any(self) -> bool:
        return bool(self.readings or self.misfits)
