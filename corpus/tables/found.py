"""A table as it is found on the pages: its rows before their paths are known, put by as the pages go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from corpus.data.words import pattern
from corpus.model import BBox
from corpus.read.grid import Cell, Grid
from corpus.read.kept import ROWS, Kept
from corpus.read.raw import BLANK, Line
from corpus.tables.caption import Caption
from corpus.tables.header import Layout
from corpus.tables.roles import UNSHOWN


class Printed(NamedTuple):
    """What a row prints: its label cells, its figures by column, its words with their heads."""

    names: list[Cell | None]
    amounts: list[tuple[int, Cell]]
    words: list[tuple[str, str]]


class Mark(NamedTuple):
    """The first cell of a row that holds a label: where it begins, its box, what is printed in it, its lines, and where its
    words begin behind "其中：" (None without)."""

    label: str
    indent: float
    bbox: BBox
    ink: BBox
    lines: int
    behind: float | None


def _mark(cell: Cell) -> Mark:
    among = pattern("labels", "among").match(cell.label)
    printed = [c for c in cell.lines[0].chars if c.text.strip()]
    behind = printed[among.end()].x0 if among and among.end() < len(printed) else None
    return Mark(cell.label, cell.indent, cell.bbox, cell.ink, len(cell.lines), behind)


class Shelf:
    """Where the rows and forms of a file's tables are put by."""

    def __init__(self, rows: int = ROWS) -> None:
        self.rows: Kept[Printed] = Kept(rows)
        self.tables: Kept[list[RawRow]] = Kept(rows // 16)
        self.forms: Kept[Grid] = Kept(rows // 16)


class RawRow:
    """A row of one block before its path is known: its label cells, code, figures and words."""

    __slots__ = ("_at", "_mark", "_printed", "_shelf", "_unshown",
                 "attribute", "block", "code", "first", "page", "prints", "texts")

    def __init__(
        self,
        page: int,
        block: int,
        names: list[Cell | None],
        texts: list[str],
        code: str | None,
        amounts: list[tuple[int, Cell]],
        words: list[tuple[str, str]],
        attribute: str = "",
    ) -> None:
        self.page, self.block, self.texts, self.code, self.attribute = page, block, texts, code, attribute
        self.first = False
        """Does it stand in the first row below the heads, or at the top of a page?"""
        self._shelf: Shelf | None = None
        self._at = 0
        self._unshown: tuple[int, ...] = ()
        self._set(Printed(names, amounts, words))

    def _set(self, printed: Printed) -> None:
        self._mark: Mark | None = None
        self._printed: Printed | None = printed
        self.prints = bool(printed.amounts)
        """Has it figures?"""
        if self._shelf is not None:
            self.put_by(self._shelf)

    @property
    def printed(self) -> Printed:
        if self._printed is not None:
            return self._printed
        assert self._shelf is not None
        return self._shelf.rows[self._at]

    @property
    def names(self) -> list[Cell | None]:
        return self.printed.names

    @property
    def amounts(self) -> list[tuple[int, Cell]]:
        return self.printed.amounts

    @property
    def words(self) -> list[tuple[str, str]]:
        return self.printed.words

    def change(
        self,
        names: list[Cell | None] | None = None,
        amounts: list[tuple[int, Cell]] | None = None,
        words: list[tuple[str, str]] | None = None,
    ) -> None:
        """Let it print other names, figures or words."""
        old = self.printed
        names = old.names if names is None else names
        amounts = old.amounts if amounts is None else amounts
        self._set(Printed(names, amounts, old.words if words is None else words))

    @property
    def mark(self) -> Mark | None:
        """Its first cell that holds a label."""
        if self._mark is None and self._printed is not None:
            cell = next((c for c in self._printed.names if c is not None and c.label), None)
            self._mark = _mark(cell) if cell else None
        return self._mark

    @property
    def unshown(self) -> tuple[int, ...]:
        """The pages of its figures that print ### for their number."""
        if self._printed is None:
            return self._unshown
        return tuple(cell.page or self.page for _, cell in self._printed.amounts if UNSHOWN.fullmatch(cell.label))

    def __getstate__(self) -> tuple[object, ...]:
        """All but the shelf, which is of this process."""
        return tuple(None if name == "_shelf" else getattr(self, name) for name in self.__slots__)

    def __setstate__(self, state: tuple[object, ...]) -> None:
        for name, value in zip(self.__slots__, state, strict=True):
            setattr(self, name, value)

    def taken_from(self, shelf: Shelf) -> RawRow:
        """The same row, which knows again on which shelf it left what it prints."""
        self._shelf = shelf
        return self

    def put_by(self, shelf: Shelf) -> None:
        """Leave what it prints on the shelf."""
        printed = self.printed
        self._mark, self._unshown = self.mark, self.unshown
        self._shelf, self._at, self._printed = shelf, shelf.rows.append(printed), None


class Said(NamedTuple):
    """A line below a table that speaks of it."""

    page: int
    text: str
    bbox: BBox


@dataclass
class RawTable:
    """A table stitched over pages, before units and years are known."""

    caption: Caption
    layout: Layout
    page: int
    grids: list[Grid] = field(default_factory=list)
    rows: list[RawRow] = field(default_factory=list)
    notes: list[tuple[int, Line]] = field(default_factory=list)
    """The lines below its last grid."""
    part: Grid | None = None
    """The part of the first grid that this table is made of."""
    group: str = ""
    """The body that it is of, where a document prints one table for each of several bodies."""
    put: int = 0
    """How many of its rows are on the shelf."""
    place: tuple[Shelf, int] | None = None
    """Where its rows are, once it is ended; of a table without rows where its part is, whose words are read later."""
    ended: tuple[Said, ...] | None = None
    """What is said of it, once it goes on no more."""

    def put_by(self, shelf: Shelf, ended: bool) -> None:
        """Leave on the shelf what is not asked for before the table is read; what tells how it goes on stays until it
        is `ended`."""
        for row in self.rows[self.put :]:
            row.put_by(shelf)
        self.put = len(self.rows)
        for k in range(len(self.grids) - (1 if ended else 2), -1, -1):
            if not self.grids[k].cells:
                break
            self.grids[k] = replace(self.grids[k], cells=(), places={}, xs=(), ys=())
        if ended:
            self.ended, self.notes = self.said, []
            if self.rows:
                self.place = shelf, shelf.tables.append(self.rows)
                self.rows = self.rows[:1]
            elif self.part is not None:
                self.place = shelf, shelf.forms.append(self.part)
            self.part = None

    @contextmanager
    def taken(self) -> Iterator[None]:
        """While it is read its rows are here, wherever they were put by."""
        if self.place and self.rows:
            shelf, place = self.place
            self.rows = [row.taken_from(shelf) for row in shelf.tables[place]]
        yield
        if self.place:
            self.rows = self.rows[:1]

    @property
    def words(self) -> list[tuple[Cell, str]]:
        """The cells of its part that hold a text rather than a name, each with the name at the left of it."""
        part = self.place[0].forms[self.place[1]] if self.place and not self.rows else self.part
        cells = part.cells if part else ()
        names = [c for c in cells if c.c0 == 0 and 0 < len(c.label) <= 12]
        return [(c, next((n.label for n in names if n.r0 <= c.r0 < n.r1), "")) for c in cells if len(c.label) > 12]

    @property
    def said(self) -> tuple[Said, ...]:
        """The lines below the grid that speak of the table: from the first 注：… on, up to the next heading."""
        if self.ended is not None:
            return self.ended
        out: list[Said] = []
        for page, line in self.notes:
            if is_note(line.text) or (
                out and not re.match(r"^第.{1,3}部分|^[一二三四五六七八九十]+、|^附?表", line.text)
            ):
                out.append(Said(page, line.text, line.bbox))
            elif out or len(line.text) > 4:
                break
        return tuple(out)


def is_note(line: str) -> bool:
    """Does a line below a grid speak of the table (注：…, 本表为空)?"""
    return bool(pattern("captions", "note").search(BLANK.sub("", line)))
