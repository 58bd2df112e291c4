"""A disclosure as bytes and back: how a reading process hands it over, and how the store gives it back quickly.

Plain JSON lists, deflated: no pickle, so that nothing in a document can make the reader run it.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from decimal import Decimal
from functools import lru_cache
from typing import Any

from corpus.model import Amount, Column, Disclosure, Document, Fact, Passage, Row, Sentence, Table, Unit

FORMAT = b"1"
"""Goes before the deflated JSON; another one means that the tables must be read instead."""


def encode(disclosure: Disclosure) -> bytes:
    """The bytes of a disclosure; `decode` gives back an equal one."""
    return FORMAT + zlib.compress(_json([_contents(disclosure), disclosure.seconds]), 3)


def decode(data: bytes) -> Disclosure:
    """The disclosure of these bytes; raises ValueError where they are not of this format or damaged."""
    if data[:1] != FORMAT:
        raise ValueError("another snapshot format")
    try:
        (document, tables, passages), seconds = json.loads(zlib.decompress(data[1:]))
    except zlib.error as error:
        raise ValueError(f"a damaged snapshot: {error}") from None
    return Disclosure(_document(document), tuple(map(_table, tables)), tuple(map(_passage, passages)), seconds)


def fingerprint(disclosure: Disclosure) -> str:
    """A hash of all that was read of a document; the file's name and the time that it took are no part of it."""
    contents = _contents(disclosure)
    contents[0][1] = None
    return hashlib.sha256(_json(contents)).hexdigest()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def _contents(disclosure: Disclosure) -> list[Any]:
    return [_document_out(disclosure.document), [_table_out(table) for table in disclosure.tables],
            [_passage_out(passage) for passage in disclosure.passages]]


def _document_out(d: Document) -> list[Any]:
    return [d.id, d.name, d.title, d.department, d.level, d.year, d.kind, d.region, d.pages, d.warnings, d.sample]


def _document(v: list[Any]) -> Document:
    v[9] = tuple(v[9])
    return Document(*v)


def _table_out(t: Table) -> list[Any]:
    return [t.id, t.title, t.kind, t.unit, t.year, t.pages, [[c.path, c.year, c.kind, c.unit, c.block]
            for c in t.columns], [_row_out(row) for row in t.rows], t.note, t.note_page, t.note_bbox, t.bbox]


def _table(v: list[Any]) -> Table:
    columns = tuple(Column(tuple(path), year, kind, unit, block) for path, year, kind, unit, block in v[6])
    return Table(v[0], v[1], v[2], v[3], v[4], tuple(v[5]), columns, tuple(map(_row, v[7])), v[8], v[9],
                 _box(v[10]), _box(v[11]))


def _row_out(r: Row) -> list[Any]:
    return [r.id, r.index, r.path, r.code, r.page, r.bbox, r.block, [_fact_out(fact) for fact in r.facts], r.words]


def _row(v: list[Any]) -> Row:
    return Row(v[0], v[1], tuple(v[2]), v[3], v[4], tuple(v[5]), v[6], tuple(map(_fact, v[7])),
               tuple((head, text) for head, text in v[8]))


def _fact_out(f: Fact) -> list[Any]:
    unit = f.amount.unit
    return [f.id, f.document, f.page, f.bbox, f.table, f.table_id, f.row, f.code, f.col, f.year, f.kind, f.text,
            str(f.amount.value), unit and [unit.name, unit.dimension, unit.power], f.amount.decimals,
            f.quote, f.section, f.subject, f.direction]


def _fact(v: list[Any]) -> Fact:
    amount = Amount(Decimal(v[12]), v[13] and _unit(*v[13]), v[14])
    return Fact(v[0], v[1], v[2], tuple(v[3]), v[4], v[5], tuple(v[6]), v[7], tuple(v[8]), v[9], v[10], v[11],
                amount, v[15], tuple(v[16]), v[17], v[18])


def _passage_out(p: Passage) -> list[Any]:
    return [p.id, p.page, p.bbox, p.section, p.text,
            [[s.text, s.page, s.bbox, [_fact_out(fact) for fact in s.facts]] for s in p.sentences]]


def _passage(v: list[Any]) -> Passage:
    sentences = tuple(Sentence(text, page, tuple(box), tuple(map(_fact, facts))) for text, page, box, facts in v[5])
    return Passage(v[0], v[1], tuple(v[2]), tuple(v[3]), v[4], sentences)


def _box(v: list[float] | None) -> Any:
    return None if v is None else tuple(v)


@lru_cache(maxsize=256)
def _unit(name: str, dimension: Any, power: int) -> Unit:
    return Unit(name, dimension, power)
