"""A file to a Disclosure."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.confidence import passage_with_confidence, row_with_confidence
from corpus.identity import identify
from corpus.model import Disclosure, Document, Passage, Row, Table, file_id
from corpus.prose.passage import headings_before, passages_of
from corpus.read.auto import Reader
from corpus.read.kept import PAGES, ROWS
from corpus.read.layout import PageLayout, layout_page
from corpus.read.limits import DEFAULTS, Limits
from corpus.read.open import raw_pages
from corpus.read.pages import Pages
from corpus.tables.facts import table_of
from corpus.tables.found import RawTable, Shelf
from corpus.tables.labels import told_of
from corpus.tables.stitch import name_groups, raw_tables


def read_disclosure(
    path: Path,
    reader: Reader = "auto",
    on_page: Callable[[int], None] | None = None,
    limits: Limits = DEFAULTS,
) -> Disclosure:
    """Read one disclosure of any known format; `on_page` is told the number of each page that was read.

    Raises corpus.errors.ReadError with a sentence where it cannot be read, and what `on_page` raises.
    """
    return Reading.of(path, reader, on_page, limits).whole()


def read_layouts(
    path: Path,
    reader: Reader = "auto",
    on_page: Callable[[int], None] | None = None,
    limits: Limits = DEFAULTS,
) -> Iterator[PageLayout]:
    """The pages of a file, taken apart, one at a time. Raises as `read_disclosure` does."""
    for page in raw_pages(path, reader, limits):
        yield layout_page(page)
        if on_page is not None:
            on_page(page.number)


def understood(path: Path, pages: Sequence[PageLayout]) -> tuple[Disclosure, list[RawTable]]:
    """What the pages of a file say, and the tables as they were found on the pages, their cells with them."""
    reading = Reading(path, Pages(pages, held=len(pages)))
    return reading.whole(), reading.raw


class Reading:
    """A file that has been read through: its tables and passages as they are asked for, each worked out then, so that
    whoever passes them on needs no more memory for a long file than for a short one."""

    def __init__(self, path: Path, pages: Pages, shelf: Shelf | None = None) -> None:
        self._begun = time.perf_counter()
        self._pages = pages
        self.raw = raw_tables(pages, shelf)
        pages.let_go()
        document = identify(file_id(path), path.name, pages, self.raw)
        told = tuple(dict.fromkeys(warning for page in pages.sights for warning in page.warnings))
        self._document = replace(document, warnings=document.warnings + told)
        self._told: list[str] | None = None
        self._doubts = {page.number: page.doubts for page in pages.sights if page.doubts}
        name_groups(self.raw, document.department)

    @classmethod
    def of(
        cls,
        path: Path,
        reader: Reader = "auto",
        on_page: Callable[[int], None] | None = None,
        limits: Limits = DEFAULTS,
        held: tuple[int, int] = (PAGES, ROWS),
    ) -> Reading:
        """Read a file through; so many pages and rows stay in memory. Raises as `read_disclosure` does."""
        begun = time.perf_counter()
        reading = cls(path, Pages(read_layouts(path, reader, on_page, limits), held[0]), Shelf(held[1]))
        reading._begun = begun
        return reading

    def tables(self) -> Iterator[tuple[Table, Iterator[Row]]]:
        """The tables, each without its rows, and these, which are to be taken before the next table is. Once only."""
        headings = headings_before(self._pages, self.raw)
        told: list[str] = []
        for k, raw in enumerate(self.raw):
            with raw.taken():
                table, rows = table_of(raw, self._document, k, headings.get(k))
                if raw.rows or table.note or table.title:
                    yield table, (row_with_confidence(row, self._doubts) for row in rows)
                told += told_of(raw)
        self._told = told

    def passages(self) -> Iterator[Passage]:
        """The passages, in order."""
        for passage in passages_of(self._pages, self._document, self.raw):
            yield passage_with_confidence(passage, self._doubts)

    @property
    def id(self) -> str:
        """The document's."""
        return self._document.id

    def end(self) -> tuple[Document, float]:
        """Who discloses what, after the tables, whose doubts it tells; and the seconds that it has taken so far."""
        assert self._told is not None
        document = replace(self._document, warnings=(*self._document.warnings, *self._told))
        return document, time.perf_counter() - self._begun

    def whole(self) -> Disclosure:
        """All of it as one value."""
        tables = tuple(replace(table, rows=tuple(rows)) for table, rows in self.tables())
        passages = tuple(self.passages())
        document, seconds = self.end()
        return Disclosure(document, tables, passages, seconds)
