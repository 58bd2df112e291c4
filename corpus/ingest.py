"""A file to a Disclosure."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.confidence import with_confidence
from corpus.identity import identify
from corpus.model import Disclosure, Table, content_id
from corpus.prose.passage import headings_before, passages_of
from corpus.read.auto import Reader
from corpus.read.layout import PageLayout, layout_page
from corpus.read.limits import DEFAULTS, Limits
from corpus.read.open import raw_pages
from corpus.tables.build import RawTable
from corpus.tables.facts import table_of
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
    begun = time.perf_counter()
    found = _read(path, read_layouts(path, reader, on_page, limits), drop=True)[0]
    return replace(found, seconds=time.perf_counter() - begun)


def read_layouts(
    path: Path,
    reader: Reader = "auto",
    on_page: Callable[[int], None] | None = None,
    limits: Limits = DEFAULTS,
) -> list[PageLayout]:
    """The pages of a file, taken apart. Raises as `read_disclosure` does."""
    pages: list[PageLayout] = []
    for page in raw_pages(path, reader, limits):
        pages.append(layout_page(page))
        if on_page is not None:
            on_page(page.number)
    return pages


def understood(path: Path, pages: Sequence[PageLayout]) -> tuple[Disclosure, list[RawTable]]:
    """What the pages of a file say, and the tables as they were found on the pages."""
    return _read(path, list(pages), drop=False)


def _read(path: Path, pages: list[PageLayout], drop: bool) -> tuple[Disclosure, list[RawTable]]:
    """The same; `drop` lets go of the cells of each page and table as soon as they have been read."""
    raw = raw_tables(pages)
    document = identify(content_id(path.read_bytes()), path.name, pages, raw)
    told = tuple(dict.fromkeys(warning for layout in pages for warning in layout.page.warnings))
    document = replace(document, warnings=document.warnings + told)
    name_groups(raw, document.department)
    headings = headings_before(pages, raw)
    if drop:
        pages[:] = [page.without_cells() for page in pages]
    tables: list[Table] = []
    doubtful: list[str] = []
    for k, table in enumerate(raw):
        tables.append(table_of(table, document, k, headings.get(k)))
        doubtful += told_of(table)
        if drop:
            table.let_go()
    document = replace(document, warnings=(*document.warnings, *doubtful))
    kept = tuple(t for t in tables if t.rows or t.note or t.title)
    passages = tuple(passages_of(pages, document, raw))
    return with_confidence(Disclosure(document, kept, passages), pages), raw
