"""A table of the model as rows and columns of a page: one grid for each of its blocks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from corpus.model import Column, Fact, Row, Table, parse_number


@dataclass(frozen=True, slots=True)
class GridCell:
    """A printed number with its fact's id, or words, or nothing."""

    text: str = ""
    fact: str | None = None
    words: bool = False
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with its depth in the row tree."""

    label: str
    depth: int
    code: str | None
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One side of a two-sided table, or the whole of an ordinary one."""

    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]

    @property
    def codes(self) -> bool:
        return any(row.code for row in self.rows)

    @property
    def amounts(self) -> tuple[bool, ...]:
        """Of each head: do numbers stand below it?"""
        return tuple(any(not row.cells[k].words for row in self.rows) for k in range(len(self.heads)))

    @property
    def deep(self) -> bool:
        """Do rows lie under other rows?"""
        return any(row.depth for row in self.rows)


def blocks_of(table: Table) -> list[Block]:
    """The blocks of a table that hold rows."""
    numbers = sorted({row.block for row in table.rows})
    return [_block(table, [row for row in table.rows if row.block == number], number) for number in numbers]


def _block(table: Table, rows: list[Row], number: int) -> Block:
    columns = [c for c in table.columns if c.block == number]
    paths = list(dict.fromkeys([*(c.path for c in columns), *(f.col for row in rows for f in row.facts)]))
    worded = list(dict.fromkeys(head for row in rows for head, _ in row.words))
    heads = [" › ".join(path) or _unnamed(columns, path) for path in paths] + worded
    printed = {row.path for row in rows}
    return Block(tuple(heads), tuple(_row(row, paths, worded, printed) for row in rows))


def _unnamed(columns: list[Column], path: tuple[str, ...]) -> str:
    return next((c.unit for c in columns if c.path == path and c.unit), "—")


def _row(row: Row, paths: list[tuple[str, ...]], worded: list[str], printed: set[tuple[str, ...]]) -> GridRow:
    """Ancestors that have a row of their own indent this one; the others are named in its label."""
    facts: dict[tuple[str, ...], Fact] = {}
    for fact in row.facts:
        facts.setdefault(fact.col, fact)
    words: dict[str, str] = {}
    for head, text in row.words:
        words[head] = f"{words[head]} {text}" if head in words else text
    cells = [_cell(facts[p]) if p in facts else GridCell() for p in paths]
    cells += [GridCell(words.get(head, ""), None, True) for head in worded]
    above = [row.path[:n] for n in range(1, len(row.path))]
    named = [path[-1] for path in above if path not in printed]
    return GridRow(" › ".join([*named, row.label]), len(above) - len(named), row.code, tuple(cells))


def _cell(fact: Fact) -> GridCell:
    """A cell that prints its unit beside the number stays words for a spreadsheet: the number alone would lose it."""
    return GridCell(fact.text, fact.id, False, fact.amount.value if parse_number(fact.text) is not None else None)
