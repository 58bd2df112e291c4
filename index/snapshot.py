"""A disclosure as bytes and back: how a reading process hands it over, and how the store gives it back quickly.

Plain JSON lists, deflated: no pickle, so that nothing in a document can make the reader run it.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

import orjson

from corpus.model import Amount, Column, Disclosure, Document, Fact, Passage, Row, Sentence, Table, Unit

FORMAT, FORMER = b"2", b"1"
"""Goes before the deflated JSON; another one means that the tables must be read instead. In the former one the facts of a
row and the sentences of a passage are lists; in this one they are JSON within the JSON, to be read when they are needed."""


def encode(disclosure: Disclosure) -> bytes:
    """The bytes of a disclosure; `decode` gives back an equal one."""
    contents = _contents(disclosure)
    for row in (row for table in contents[1] for row in table[7]):
        row[7] = _json(row[7]).decode("utf-8", "surrogatepass")
    for passage in contents[2]:
        passage[5] = _json(passage[5]).decode("utf-8", "surrogatepass")
    return FORMAT + zlib.compress(_json([contents, disclosure.seconds]), 3)


def decode(data: bytes) -> Disclosure:
    """The disclosure of these bytes; raises ValueError where they are not of this format or damaged."""
    if data[:1] not in (FORMAT, FORMER):
        raise ValueError("another snapshot format")
    try:
        (document, tables, passages), seconds = _read(zlib.decompress(data[1:]))
    except zlib.error as error:
        raise ValueError(f"a damaged snapshot: {error}") from None
    return Disclosure(_document(document), tuple(map(_table, tables)), tuple(map(_LazyPassage, passages)), seconds)


def fingerprint(disclosure: Disclosure) -> str:
    """A hash of all that was read of a document; the file's name and the time that it took are no part of it."""
    contents = _contents(disclosure)
    contents[0][1] = None
    return hashlib.sha256(_json(contents)).hexdigest()


def _read(text: bytes) -> Any:
    try:
        return orjson.loads(text)  # a third of the time of the standard library's
    except ValueError:
        return json.loads(text.decode("utf-8", "surrogatepass"))  # halves of characters, which only that one takes


def _inner(raw: str | list[Any]) -> list[Any]:
    return _read(raw.encode("utf-8", "surrogatepass")) if isinstance(raw, str) else raw


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
    return Table(v[0], v[1], v[2], v[3], v[4], tuple(v[5]), columns, tuple(map(_LazyRow, v[7])), v[8], v[9],
                 _box(v[10]), _box(v[11]))


def _row_out(r: Row) -> list[Any]:
    return [r.id, r.index, r.path, r.code, r.page, r.bbox, r.block, [_fact_out(fact) for fact in r.facts], r.words]


class _LazyRow(Row):
    """A row whose facts are made when they are first looked at: most rows of a document never are."""

    __slots__ = ("_raw",)
    _raw: str | list[Any] | None

    def __init__(self, v: list[Any]) -> None:
        object.__setattr__(self, "_raw", v[7])
        for field, value in zip(_ROW, (v[0], v[1], tuple(v[2]), v[3], v[4], tuple(v[5]), v[6],
                                       tuple((head, text) for head, text in v[8])), strict=True):
            field(self, value)

    @property
    def facts(self) -> tuple[Fact, ...]:
        raw = self._raw
        if raw is not None:
            _FACTS.__set__(self, tuple(map(_fact, _inner(raw))))
            object.__setattr__(self, "_raw", None)
        return cast(tuple[Fact, ...], _FACTS.__get__(self))

    @property
    def printed(self) -> bool:
        raw = self._raw
        return bool(self.facts) if raw is None else raw not in ("[]", [])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and all(getattr(self, name) == getattr(other, name) for name in Row.__slots__)

    def __hash__(self) -> int:
        return hash((self.id, self.path))


_FACTS: Any = Row.__dict__["facts"]
_ROW: list[Any] = [Row.__dict__[name].__set__ for name in ("id", "index", "path", "code", "page", "bbox", "block", "words")]


class _LazyPassage(Passage):
    """A passage whose sentences are made when they are first looked at."""

    __slots__ = ("_raw",)
    _raw: str | list[Any] | None

    def __init__(self, v: list[Any]) -> None:
        object.__setattr__(self, "_raw", v[5])
        for field, value in zip(_PASSAGE, (v[0], v[1], tuple(v[2]), tuple(v[3]), v[4]), strict=True):
            field(self, value)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        raw = self._raw
        if raw is not None:
            _SENTENCES.__set__(self, tuple(
                Sentence(text, page, tuple(box), tuple(map(_fact, facts))) for text, page, box, facts in _inner(raw)))
            object.__setattr__(self, "_raw", None)
        return cast(tuple[Sentence, ...], _SENTENCES.__get__(self))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Passage) and all(getattr(self, name) == getattr(other, name)
                                                  for name in Passage.__slots__)

    def __hash__(self) -> int:
        return hash((self.id, self.text))


_SENTENCES: Any = Passage.__dict__["sentences"]
_PASSAGE: list[Any] = [Passage.__dict__[name].__set__ for name in ("id", "page", "bbox", "section", "text")]


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


def _box(v: list[float] | None) -> Any:
    return None if v is None else tuple(v)


@lru_cache(maxsize=256)
def _unit(name: str, dimension: Any, power: int) -> Unit:
    return Unit(name, dimension, power)
