"""A file to a Disclosure."""

from __future__ import annotations

import time
from pathlib import Path

from corpus.identity import identify
from corpus.model import Disclosure, content_id
from corpus.prose.passage import headings_before, passages_of
from corpus.read import pdf
from corpus.read.layout import PageLayout, layout_page
from corpus.tables.facts import table_of
from corpus.tables.stitch import raw_tables


def read_disclosure(path: Path) -> Disclosure:
    """Read one disclosure. Raises corpus.errors.ReadError with a sentence where it cannot be read."""
    begun = time.perf_counter()
    pages: list[PageLayout] = [layout_page(page) for page in pdf.pages(path)]
    raw = raw_tables(pages)
    document = identify(content_id(path.read_bytes()), path.name, pages, raw)
    headings = headings_before(pages, raw)
    tables = tuple(table_of(table, document, k, headings.get(k)) for k, table in enumerate(raw))
    tables = tuple(t for t in tables if t.rows or t.note or t.title)
    passages = tuple(passages_of(pages, document, raw))
    return Disclosure(document, tables, passages, time.perf_counter() - begun)
