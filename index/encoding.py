"""A disclosure written as the bytes of a snapshot: whole, or as its tables and passages come, none of which is held."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import Any

from corpus.model import Disclosure, Document, Fact, Passage, Row, Table
from corpus.read.kept import Kept
from index.fingerprint import canonical
from index.snapshot import FORMAT, LINE, Frame, Shared, Unread

KEPT = 4096
"""So many rows and passages stay in memory until all are written."""


def encode(disclosure: Disclosure) -> bytes:
    """The bytes of a disclosure; `decode` gives back an equal one."""
    tables = ((table, iter(table.rows)) for table in disclosure.tables)
    return encoded(disclosure.document.id, tables, disclosure.passages,
                   lambda: (disclosure.document, disclosure.seconds))


def encoded(document_id: str, tables: Iterable[tuple[Table, Iterator[Row]]], passages: Iterable[Passage],
            end: Callable[[], tuple[Document, float]]) -> bytes:
    """The same of what is worked out as it is asked for: the tables with their rows, the passages, and in the end the
    document and the seconds that it took."""
    units: list[list[Any]] = []
    heads, rows, said = (Kept[bytes](KEPT) for _ in range(3))
    sizes: list[int] = []
    for table, its_rows in tables:
        frame = _frame(table, document_id, units)
        size = printed = 0
        for row in its_rows:
            rows.append(canonical(_row(row, frame)))
            size, printed = size + 1, printed + row.printed
        sizes.append(size)
        heads.append(canonical(_table(table, size, printed)))
    for passage in passages:
        said.append(canonical(_passage(passage, Frame(document_id, None, None, (), units))))
    document, seconds = end()
    packed = zlib.compressobj(3)
    pieces = chain(
        [b"[", canonical(_document(document)), b",["], _listed(heads), [b"],["], _listed(said),
        [b"],", canonical(units), b",", canonical(seconds), b"]"], _lines(iter(rows), sizes))
    return b"".join([FORMAT, *filter(None, map(packed.compress, pieces)), packed.flush()])


def _listed(items: Iterable[bytes]) -> Iterator[bytes]:
    """Items with commas between them."""
    for k, item in enumerate(items):
        yield b"," + item if k else item


def _lines(rows: Iterator[bytes], sizes: Sequence[int]) -> Iterator[bytes]:
    """A line of the rows of each table."""
    for size in sizes:
        yield LINE + b"["
        yield from _listed(islice(rows, size))
        yield b"]"


def _document(d: Document) -> list[Any]:
    return [d.id, d.name, d.title, d.department, d.level, d.year, d.kind, d.region, d.pages, d.warnings, d.sample]


def _frame(t: Table, document: str, units: list[list[Any]]) -> Frame:
    return Frame(document, t.title, t.id, [column.path for column in t.columns], units)


def _table(t: Table, size: int, printed: int) -> list[Any]:
    columns = [[c.path, c.year, c.kind, c.unit, c.block] for c in t.columns]
    return [t.id, t.title, t.kind, t.unit, t.year, t.pages, columns, [size, printed], t.note, t.note_page,
            t.note_bbox, t.bbox]


def _row(r: Row, frame: Frame) -> list[Any]:
    shared = Shared(frame.document, r.page, frame.table, frame.table_id, r.path, r.code)
    facts = [_fact(fact, shared, frame) for fact in r.facts]
    return [r.id, r.index, r.path, r.code, r.page, r.bbox, r.block, _unread(facts), r.words]


def _passage(p: Passage, frame: Frame) -> list[Any]:
    sentences = []
    for s in p.sentences:
        shared = Shared(frame.document, s.page, quote=s.text, section=p.section)
        sentences.append([s.text, s.page, s.bbox, [_fact(fact, shared, frame) for fact in s.facts]])
    return [p.id, p.page, p.bbox, p.section, p.text, _unread(sentences)]


def _fact(f: Fact, shared: Shared, frame: Frame) -> list[Any]:
    """A fact as what is its own, and last, if need be, what it says otherwise than its row or sentence."""
    unit = None if f.amount.unit is None else [f.amount.unit.name, f.amount.unit.dimension, f.amount.unit.power]
    if unit is not None and unit not in frame.units:
        frame.units.append(unit)
    column = frame.columns.index(f.col) if f.col in frame.columns else f.col
    out: list[Any] = [
        f.id, f.bbox, column, f.year, f.kind, f.text, str(f.amount.value),
        None if unit is None else frame.units.index(unit), f.amount.decimals, f.subject, f.direction]
    common = shared._asdict()
    other = {name: own for name in common if (own := getattr(f, name)) != common[name]}
    return [*out, other] if other else out


def _unread(value: object) -> Unread:
    return canonical(value).decode("utf-8", "surrogatepass")
