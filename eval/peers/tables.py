"""General table extractors on the same pages. They give a matrix of texts; what a person would make of it is added.

The heads are the rows before the first with a number, blanks beside a head are its span, the label of a row is its
last text left of the number. Hierarchy, units and years are beyond them, so that only the lower rungs compare.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus.model import parse_number
from eval.extraction.ladder import PrintedCell

Matrix = Sequence[Sequence[str | None]]
Extractor = Callable[[Path], Iterator[tuple[int, Matrix]]]


def pdfplumber_tables(path: Path) -> Iterator[tuple[int, Matrix]]:
    """pdfplumber's extract_tables, and extract_text as its users run it beside."""
    library = importlib.import_module("pdfplumber")
    with library.open(path) as document:
        for page in document.pages:
            for table in page.extract_tables():
                yield page.page_number, table
            page.extract_text()
            page.close()


def camelot_tables(flavor: str) -> Extractor:
    """camelot, with rulings (lattice) or by the places of words (stream)."""

    def tables(path: Path) -> Iterator[tuple[int, Matrix]]:
        library = importlib.import_module("camelot")
        for table in library.read_pdf(str(path), pages="all", flavor=flavor, suppress_stdout=True):
            yield int(table.page), table.df.values.tolist()

    return tables


def pymupdf_tables(path: Path) -> Iterator[tuple[int, Matrix]]:
    """PyMuPDF's find_tables, with the text of its cells by get_textbox.

    The tables' own `extract` sorts the glyphs of these files by their height and sets every point and comma on a line
    of its own, so that no number would be found.
    """
    library = importlib.import_module("pymupdf")
    with library.open(path) as document:
        for number, page in enumerate(document, 1):
            for table in page.find_tables().tables:
                yield number, [[page.get_textbox(cell) if cell else None for cell in row.cells] for row in table.rows]


PEERS: dict[str, tuple[str, Extractor]] = {
    "pdfplumber extract_tables": ("pdfplumber", pdfplumber_tables),
    "camelot lattice": ("camelot", camelot_tables("lattice")),
    "camelot stream": ("camelot", camelot_tables("stream")),
    "PyMuPDF find_tables": ("pymupdf", pymupdf_tables),
}
"""Name: the package that it needs, and how it is run."""


def installed(name: str) -> bool:
    """Is the package of a peer installed?"""
    return importlib.util.find_spec(PEERS[name][0]) is not None


def cells_of(page: int, matrix: Matrix) -> Iterator[PrintedCell]:
    """The numbers of a matrix with the label and the heads that a person would give them."""
    rows = [["".join((text or "").split()) for text in row] for row in matrix]
    body = next((k for k, row in enumerate(rows) if any(_is_amount(text) for text in row)), len(rows))
    heads = [_spread(row, rows[:k]) for k, row in enumerate(rows[:body])]
    for row in rows[body:]:
        for c, text in enumerate(row):
            if parse_number(text) is None or (text.isdigit() and len(text) > 1 and not _is_amount(text) and c < 3):
                continue
            label = next((t for t in reversed(row[:c]) if t and parse_number(t) is None), "")
            path = dict.fromkeys(head[c] for head in heads if c < len(head) and head[c])
            yield PrintedCell(page, text, (label,) if label else (), tuple(path))


def _is_amount(text: str) -> bool:
    return parse_number(text) is not None and any(mark in text for mark in ".,，")


def _spread(row: Sequence[str], above: Sequence[Sequence[str]]) -> list[str]:
    """A row of heads with each head over the blanks beside it, but not below a head that spans rows."""
    out: list[str] = []
    for c, text in enumerate(row):
        spanned = any(c < len(head) and head[c] for head in above)
        out.append(text or (out[-1] if out and not spanned else ""))
    return out
