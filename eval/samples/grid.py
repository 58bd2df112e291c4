"""A ruled table as a disclosure prints it: merged heads, rows of cells, and what each printed number means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Truth:
    """What a printed number is of. `col` None: the heads above it; `year` None: the table's."""

    row: tuple[str, ...]
    code: str | None = None
    year: int | None = None
    col: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell over `span` columns and `down` rows."""

    text: str = ""
    span: int = 1
    down: int = 1
    align: Align = "left"
    truth: Truth | None = None


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with what stands around it; `widths` are shares of the width of the page's type area."""

    title: str
    unit: str
    year: int
    widths: tuple[float, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    number: str | None = None
    left: str = ""
    right: str = ""
    notes: tuple[str, ...] = ()
    index_rows: tuple[int, ...] = ()
    repeat: Literal["all", "head", "none"] = "all"
    breaks: tuple[int, ...] = ()
    size: float = 9
    known_as: str | None = None

    @property
    def truth_title(self) -> str:
        """The title without number and brackets."""
        return self.known_as or re.sub(r"（[^（）]*）", "", self.title)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell with its place: rows `top` to `bottom`, columns `first` to `last`, ends excluded."""

    cell: Cell
    top: int
    bottom: int
    first: int
    last: int


def place(rows: Sequence[Sequence[Cell]], columns: int) -> tuple[Placed, ...]:
    """The cells at their places, spans resolved as in HTML; a row that does not fill the columns is an error."""
    return tuple(_place(rows, columns))


def _place(rows: Sequence[Sequence[Cell]], columns: int) -> Iterator[Placed]:
    taken: set[tuple[int, int]] = set()
    for top, row in enumerate(rows):
        column = 0
        for cell in row:
            while (top, column) in taken:
                column += 1
            bottom, last = top + cell.down, column + cell.span
            if last > columns:
                raise ValueError(f"row {top} has more than {columns} columns: {[c.text for c in row]}")
            taken |= {(r, c) for r in range(top, bottom) for c in range(column, last)}
            yield Placed(cell, top, bottom, column, last)
            column = last
        if any((top, c) not in taken for c in range(columns)):
            raise ValueError(f"row {top} has less than {columns} columns: {[c.text for c in row]}")


def bare(text: str) -> str:
    """A label without its blanks."""
    return re.sub(r"[\s　]", "", text)


def head_path(grid: Grid, column: int) -> tuple[str, ...]:
    """The heads above a column, from top to leaf, without rows of column numbers."""
    path = []
    for placed in place(grid.head, len(grid.widths)):
        if placed.first <= column < placed.last and placed.top not in grid.index_rows and placed.cell.text:
            path.append(bare(placed.cell.text))
    return tuple(path)


def words(*texts: str, align: Align = "left") -> Row:
    """Cells of words."""
    return tuple(Cell(text, align=align) for text in texts)


def heads(*texts: str) -> Row:
    """Centred cells of one column each."""
    return words(*texts, align="center")


def figure(text: str, *row: str, code: str | None = None, year: int | None = None) -> Cell:
    """A cell that prints a number (or is blank) in the row of this path."""
    return Cell(text, align="right", truth=Truth(row, code, year) if text else None)


def blanks(count: int) -> Row:
    """Empty cells."""
    return (Cell(),) * count
