"""The proof of a figure: the page it stands on, its frame in percent of the page, and what surrounds it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.model import BBox, Disclosure, Document, Fact, Row, Table
from index.ports import UnknownDocument
from index.search import Hit
from qa.answer import Citation
from qa.web.desk import Desk
from qa.web.pictures import size_of


@dataclass(frozen=True, slots=True)
class Frame:
    """A box on a page, in percent of its width and height."""

    left: float
    top: float
    width: float
    height: float

    @property
    def style(self) -> str:
        return f"left:{self.left:.4f}%;top:{self.top:.4f}%;width:{self.width:.4f}%;height:{self.height:.4f}%"


@dataclass(frozen=True, slots=True)
class Proof:
    """What a person needs to look a figure up."""

    document: Document | None
    name: str
    title: str
    page: int
    bbox: BBox
    table: str | None
    row: tuple[str, ...]
    column: tuple[str, ...]
    section: tuple[str, ...]
    quote: str
    unit: str | None = None
    sample: bool = False
    size: tuple[float, float] | None = None
    frame: Frame | None = None
    row_band: Frame | None = None
    column_band: Frame | None = None

    @property
    def picture(self) -> str | None:
        return f"/pages/{self.document.id}/{self.page}.png" if self.document and self.size else None

    @property
    def ratio(self) -> str:
        """The page's width to its height, as CSS writes it."""
        return f"{self.size[0]:.2f} / {self.size[1]:.2f}" if self.size else "1 / 1"


def of_citation(desk: Desk, citation: Citation) -> Proof:
    """The proof behind a citation."""
    document = desk.document_named(citation.document, citation.title, citation.year)
    plain = Proof(document, citation.document, citation.title, citation.page, citation.bbox, citation.table,
                  tuple(citation.row), tuple(citation.column), tuple(citation.section), citation.quote,
                  sample=citation.sample)
    return _framed(desk, plain)


def of_fact(desk: Desk, document: Document, fact: Fact) -> Proof:
    """The proof of one printed number."""
    return _framed(desk, Proof(document, document.name, document.title, fact.page, fact.bbox, fact.table, fact.row,
                               fact.col, fact.section, fact.quote or fact.text, fact.unit, document.sample))


def of_hit(desk: Desk, hit: Hit, terms: str = "") -> Proof:
    """The proof of a search result: its cell where the words name its column or there is no other, else its row."""
    document = desk.document_named(hit.document_id)
    fact = _cell_of(desk, document, hit, terms) if document and hit.row_id else None
    if document and fact:
        return of_fact(desk, document, fact)
    return _framed(desk, Proof(document, hit.document, document.title if document else hit.document, hit.page, hit.bbox,
                               hit.table, hit.row, hit.column, (), hit.text, hit.unit,
                               bool(document and document.sample)))


def _cell_of(desk: Desk, document: Document, hit: Hit, terms: str) -> Fact | None:
    held = desk.store.disclosure(document.id)
    row = next((row for table in held.tables for row in table.rows if row.id == hit.row_id), None)
    facts = row.facts if row else ()
    words = [word for word in terms.split() if len(word) > 1]
    named = [fact for fact in facts if any(word in head for word in words for head in fact.col)]
    return named[0] if named else facts[0] if len(facts) == 1 else None


def of_page(desk: Desk, document: Document, page: int) -> Proof:
    """A page with nothing framed on it."""
    return Proof(document, document.name, document.title, page, (0, 0, 0, 0), None, (), (), (), "",
                 sample=document.sample, size=size_of(desk, document, page))


def _framed(desk: Desk, proof: Proof) -> Proof:
    size = size_of(desk, proof.document, proof.page) if proof.document else None
    row_band, column_band, unit = _bands(desk, proof, size)
    return Proof(proof.document, proof.name, proof.title, proof.page, proof.bbox, proof.table, proof.row, proof.column,
                 proof.section, proof.quote, proof.unit or unit, proof.sample, size,
                 _frame(proof.bbox, size), row_band, column_band)


def _frame(box: BBox | None, size: tuple[float, float] | None) -> Frame | None:
    if box is None or size is None or box[2] <= box[0] or box[3] <= box[1]:
        return None
    (width, height), (left, top, right, bottom) = size, box
    return Frame(100 * left / width, 100 * top / height, 100 * (right - left) / width, 100 * (bottom - top) / height)


def _bands(desk: Desk, proof: Proof, size: tuple[float, float] | None) -> tuple[Frame | None, Frame | None, str | None]:
    """The row of the cell across the table, its column up to the heads, and its unit."""
    if proof.document is None or proof.table is None:
        return None, None, None
    try:
        held = desk.store.disclosure(proof.document.id)
    except UnknownDocument:
        return None, None, None
    for table, row in _rows(held, proof.page):
        fact = next((f for f in row.facts if f.page == proof.page and _same(f.bbox, proof.bbox)), None)
        if fact:
            line = min(row.bbox[0], fact.bbox[0]), fact.bbox[1], max(row.bbox[2], fact.bbox[2]), fact.bbox[3]
            return _frame(line, size), _frame(_column_box(table, row, fact), size), fact.unit
        if _same(row.bbox, proof.bbox):
            return None, None, table.unit
    return None, None, None


def _rows(held: Disclosure, page: int) -> Iterable[tuple[Table, Row]]:
    return ((table, row) for table in held.tables if page in table.pages for row in table.rows)


def _same(one: BBox, other: BBox) -> bool:
    return all(abs(a - b) < 0.1 for a, b in zip(one, other, strict=True))


def _column_box(table: Table, row: Row, fact: Fact) -> BBox | None:
    """From the table's top on this page down to the cell, as wide as the column's numbers."""
    column = [f.bbox for r in table.rows if r.block == row.block for f in r.facts
              if f.page == fact.page and f.col == fact.col]
    tops = [f.bbox[1] for r in table.rows for f in r.facts if f.page == fact.page]
    top = table.bbox[1] if table.bbox and fact.page == table.pages[0] else min(tops)
    box = min(b[0] for b in column), top, max(b[2] for b in column), fact.bbox[3]
    return box if box[3] > box[1] else None


