"""A whole disclosure as bytes: what a worker hands over, and what answers a cold question in one read instead of six.

Deflated JSON, exact: it comes back equal to what went in. What a number shares with its row or its sentence is written
there, once. The store's tables hold the same, so a snapshot that is lost or of another format costs time only.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple, cast

import orjson

from corpus.model import Amount, Column, Disclosure, Document, Fact, Passage, Row, Sentence, Table, Unit

FORMAT, FORMER = b"4", b"3"
"""Goes before the deflated lines; another one means that the tables must be read instead. The first line is JSON of all
but the rows, each of the others the rows of a table; in the former format those stood in the first one too. The numbers
of a row and the sentences of a passage are JSON within the JSON. Rows, numbers and sentences are read when needed."""
LINE = b"\n"
"""Between the lines; JSON has none within."""
Unread = str
"""Such JSON."""
NO_FACTS = "[]"


class Shared(NamedTuple):
    """What the numbers of a row or of a sentence have in common, unless they say otherwise."""

    document: str
    page: int
    table: str | None = None
    table_id: str | None = None
    row: tuple[str, ...] = ()
    code: str | None = None
    quote: str | None = None
    section: tuple[str, ...] = ()
    confidence: float | None = None


class Frame(NamedTuple):
    """What the rows of a table refer to: columns by their place, units by theirs in the whole disclosure."""

    document: str
    table: str | None
    table_id: str | None
    columns: Sequence[tuple[str, ...]]
    units: list[list[Any]]


def decode(data: bytes) -> Disclosure:
    """The disclosure of these bytes; raises ValueError where they are not of this format or damaged."""
    if data[:1] not in (FORMAT, FORMER):
        raise ValueError("another snapshot format")
    try:
        first, *rows = zlib.decompress(data[1:]).split(LINE)
        document, tables, passages, units, seconds = _read(first)
    except zlib.error as error:
        raise ValueError(f"a damaged snapshot: {error}") from None
    if data[:1] == FORMER:
        rows = [v[7] for v in tables]
        tables = [[*v[:7], [len(v[7]), sum(row[7] != NO_FACTS for row in v[7])], *v[8:]] for v in tables]
    prose = Frame(document[0], None, None, (), units)
    return Disclosure(_document(document), tuple(map(_LazyTable, tables, rows, repeat(document[0]), repeat(units))),
                      tuple(_LazyPassage(v, prose) for v in passages), seconds)


def _read(text: bytes) -> Any:
    try:
        return orjson.loads(text)  # a third of the time of the standard library's
    except ValueError:
        return json.loads(text.decode("utf-8", "surrogatepass"))  # halves of characters, which only that one takes


def _inner(raw: Unread) -> list[Any]:
    return cast(list[Any], _read(raw.encode("utf-8", "surrogatepass")))


def _document(v: list[Any]) -> Document:
    v[9] = tuple(v[9])
    return Document(*v)


class _LazyTable(Table):
    """A table whose rows are made when they are first looked at: a question looks into few tables of a document."""

    __slots__ = ("_frame", "_raw", "_sizes")
    _raw: bytes | list[Any] | None
    _frame: Frame
    _sizes: tuple[int, int]

    def __init__(self, v: list[Any], raw: bytes | list[Any], document: str, units: list[list[Any]]) -> None:
        columns = tuple(Column(tuple(path), year, kind, unit, block) for path, year, kind, unit, block in v[6])
        _set(self, "_raw", raw)
        _set(self, "_sizes", tuple(v[7]))
        _set(self, "_frame", Frame(document, v[1], v[0], [column.path for column in columns], units))
        own = (*v[:5], tuple(v[5]), columns, v[8], v[9], _box(v[10]), _box(v[11]))
        for field, value in zip(_TABLE, own, strict=True):
            field(self, value)

    @property
    def rows(self) -> tuple[Row, ...]:
        raw, frame = self._raw, self._frame
        if raw is not None:
            read = _read(raw) if isinstance(raw, bytes) else raw
            _TABLE_ROWS.__set__(self, tuple(_LazyRow(v, frame) for v in read))
            _set(self, "_raw", None)
        return cast(tuple[Row, ...], _TABLE_ROWS.__get__(self))

    @property
    def size(self) -> int:
        return self._sizes[0]

    @property
    def printed(self) -> int:
        return self._sizes[1]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and all(getattr(self, name) == getattr(other, name) for name in Table.__slots__)

    def __hash__(self) -> int:
        return hash((self.id, self.title))


class _LazyRow(Row):
    """A row whose facts are made when they are first looked at: most rows of a document never are."""

    __slots__ = ("_frame", "_raw")
    _raw: Unread | None
    _frame: Frame

    def __init__(self, v: list[Any], frame: Frame) -> None:
        id, index, path, code, page, box, block, raw, words = v
        _ROW_RAW(self, raw)
        _ROW_FRAME(self, frame)
        # one by one: a loop over them takes twice as long, and there are hundreds of rows
        _ROW_ID(self, id)
        _ROW_INDEX(self, index)
        _ROW_PATH(self, tuple(path))
        _ROW_CODE(self, code)
        _ROW_PAGE(self, page)
        _ROW_BBOX(self, tuple(box))
        _ROW_BLOCK(self, block)
        _ROW_WORDS(self, tuple(map(tuple, words)) if words else ())

    @property
    def facts(self) -> tuple[Fact, ...]:
        raw, frame = self._raw, self._frame
        if raw is not None:
            shared = Shared(frame.document, self.page, frame.table, frame.table_id, self.path, self.code)
            _FACTS.__set__(self, tuple(_fact(v, shared, frame) for v in _inner(raw)))
            _ROW_RAW(self, None)
        return cast(tuple[Fact, ...], _FACTS.__get__(self))

    @property
    def printed(self) -> bool:
        return bool(self.facts) if self._raw is None else self._raw != NO_FACTS

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and all(getattr(self, name) == getattr(other, name) for name in Row.__slots__)

    def __hash__(self) -> int:
        return hash((self.id, self.path))


_set = object.__setattr__
_TABLE_ROWS: Any = Table.__dict__["rows"]
_TABLE: list[Any] = [Table.__dict__[name].__set__ for name in Table.__slots__ if name != "rows"]
_FACTS: Any = Row.__dict__["facts"]
_ROW_ID, _ROW_INDEX, _ROW_PATH, _ROW_CODE, _ROW_PAGE, _ROW_BBOX, _ROW_BLOCK, _ROW_WORDS = (
    cast(Any, Row.__dict__[name]).__set__ for name in ("id", "index", "path", "code", "page", "bbox", "block", "words"))
_ROW_RAW, _ROW_FRAME = (cast(Any, _LazyRow.__dict__[name]).__set__ for name in ("_raw", "_frame"))


class _LazyPassage(Passage):
    """A passage whose sentences are made when they are first looked at."""

    __slots__ = ("_frame", "_raw")
    _raw: Unread | None
    _frame: Frame

    def __init__(self, v: list[Any], frame: Frame) -> None:
        _set(self, "_raw", v[5])
        _set(self, "_frame", frame)
        for field, value in zip(_PASSAGE, (v[0], v[1], tuple(v[2]), tuple(v[3]), v[4]), strict=True):
            field(self, value)

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        raw = self._raw
        if raw is not None:
            _SENTENCES.__set__(self, tuple(self._sentence(*v) for v in _inner(raw)))
            _set(self, "_raw", None)
        return cast(tuple[Sentence, ...], _SENTENCES.__get__(self))

    def _sentence(self, text: str, page: int, box: list[float], facts: list[list[Any]]) -> Sentence:
        shared = Shared(self._frame.document, page, quote=text, section=self.section)
        return Sentence(text, page, _box(box), tuple(_fact(v, shared, self._frame) for v in facts))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Passage) and all(getattr(self, name) == getattr(other, name)
                                                  for name in Passage.__slots__)

    def __hash__(self) -> int:
        return hash((self.id, self.text))


_SENTENCES: Any = Passage.__dict__["sentences"]
_PASSAGE: list[Any] = [Passage.__dict__[name].__set__ for name in ("id", "page", "bbox", "section", "text")]


def _fact(v: list[Any], shared: Shared, frame: Frame) -> Fact:
    column = frame.columns[v[2]] if isinstance(v[2], int) else tuple(v[2])
    amount = Amount(Decimal(v[6]), None if v[7] is None else _unit(*frame.units[v[7]]), v[8])
    document, page, table, table_id, row, code, quote, section, confidence = (
        shared if len(v) == 11 else _otherwise(shared, v[11])
    )
    return Fact(v[0], document, page, tuple(v[1]), table, table_id, row, code, column, v[3], v[4], v[5], amount, quote,
                section, v[9], v[10], confidence)


def _otherwise(shared: Shared, other: Mapping[str, Any]) -> Shared:
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in other.items()}
    return Shared(**(shared._asdict() | said))


def _box(v: list[float] | None) -> Any:
    return None if v is None else tuple(v)


@lru_cache(maxsize=256)
def _unit(name: str, dimension: Any, power: int) -> Unit:
    return Unit(name, dimension, power)
