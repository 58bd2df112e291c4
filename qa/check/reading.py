"""What a phrase of a text stands for: printed figures, each with the row and the column that it is read from."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Column, Document, Fact
from qa.check.lookup import JOIN, DocumentWords, Entry, generic
from qa.check.text import label_of
from qa.check.words import pattern


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


def said_again(reading: Reading) -> list[str]:
    """What the row, or the column of a row without a name, is called in another year's disclosure: never its 小计 alone,
    which is what the total of the body is called."""
    fact = reading.fact
    row, col = fact.row[-1:], fact.col[-1:] if reading.named else ()
    sides = [
        f"总{side}" for side in ("支出", "收入") if row and pattern("totals").match(label_of(row[0])) and side in row[0]
    ]
    if (row and not generic(row[0])) or not reading.named or not all(map(generic, (*row, *col))):
        return [label_of("".join((*row, *col))), *sides]
    own = [k for k, head in enumerate(fact.col) if not generic(head)]
    if not own:
        return [label_of("".join((*row, *col))), label_of(row[0]), *sides] if row else []
    return [JOIN.join(label_of(head) for head in fact.col[own[-1] :]), label_of(fact.col[own[-1]])]
