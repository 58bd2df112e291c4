"""The store of record: every document, whole or not at all, in SQLite or PostgreSQL."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import CompoundSelect, Connection, Engine, cast, null, select, union, union_all
from sqlalchemy import Text as SqlText

from corpus.model import Disclosure, Document
from index.ports import Match, Put, Source, StoreError, UnknownDocument
from index.snapshot import decode
from index.sql import lexical, rows, schema
from index.sql.engine import faults, open_engine, settle
from index.sql.write import forget, put
from index.succession import in_order, pick
from index.texts import Place, Text, TextKind

_HELD = 256
"""Disclosures kept in memory: qa works on those that a question is about."""
_CHUNK = 10_000
_T = TypeVar("_T")
_NO_TABLE = cast(null(), SqlText).label("table_id")


def open_sql(address: str) -> SqlStore:
    """The store at this SQLAlchemy address, made or brought up to date where need be. Raises StoreError."""
    return SqlStore(open_engine(address))


class SqlStore:
    """A FactStore and TextIndex over SQLAlchemy Core; safe for threads."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._lock = threading.Lock()
        self._listed: tuple[int, tuple[Document, ...]] = (-1, ())
        self._held: OrderedDict[tuple[str, int], Disclosure] = OrderedDict()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with faults(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with faults(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def generation(self) -> int:
        with self._reading() as connection:
            return int(connection.execute(select(schema.store.c.generation)).scalar_one())

    def documents(self) -> tuple[Document, ...]:
        now = self.generation()
        if self._listed[0] != now:
            with self._reading() as connection:
                found = connection.execute(select(schema.documents)).mappings().all()
            self._listed = now, in_order(rows.document_in(row) for row in found)
        return self._listed[1]

    def disclosure(self, document_id: str) -> Disclosure:
        columns = schema.documents.c
        with self._reading() as connection:
            revision = connection.execute(select(columns.revision).where(columns.id == document_id)).scalar()
            if revision is None:
                raise UnknownDocument(f"There is no document {document_id}: `budget-qa documents` lists them.")
            key = document_id, int(revision)
            with self._lock:
                if key in self._held:
                    self._held.move_to_end(key)
                    return self._held[key]
            read = self._snapshot(connection, document_id) or self._rebuilt(connection, document_id)
        with self._lock:
            kept = self._held.setdefault(key, read)
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
        return kept

    def rebuilt(self, document_id: str) -> Disclosure:
        """The disclosure as its tables hold it, past the snapshot."""
        with self._reading() as connection:
            return self._rebuilt(connection, document_id)

    def _snapshot(self, connection: Connection, document_id: str) -> Disclosure | None:
        """The whole document in one read; None where the snapshot is of another format or damaged."""
        columns = schema.snapshots.c
        body = connection.execute(select(columns.body).where(columns.document_id == document_id)).scalar()
        try:
            return decode(bytes(body)) if body is not None else None
        except ValueError:
            return None

    def _rebuilt(self, connection: Connection, document_id: str) -> Disclosure:
        document = connection.execute(
            select(schema.documents).where(schema.documents.c.id == document_id)).mappings().one_or_none()
        if document is None:
            raise UnknownDocument(f"There is no document {document_id}: `budget-qa documents` lists them.")
        found: dict[str, Sequence[Any]] = {}
        for table in (schema.tables, schema.rows, schema.passages, schema.sentences, schema.facts):
            inside = select(table).where(table.c.document_id == document_id).order_by(table.c.position)
            found[table.name] = connection.execute(inside).mappings().all()
        return rows.rebuild(rows.document_in(document), document["seconds"], found)

    def put(self, disclosure: Disclosure, source: Source | None = None) -> Put:
        try:
            with self._writing() as connection:
                return put(connection, disclosure, source or Source(disclosure.document.name))
        except (UnicodeError, ValueError, OverflowError) as error:
            raise StoreError(f"{disclosure.document.name} holds what no database takes: {error}.") from error

    def forget(self, document_id: str) -> bool:
        with self._writing() as connection:
            return forget(connection, document_id)

    def find(self, reference: str) -> Document:
        return pick(reference, self.documents(), self.sources())

    def sources(self) -> dict[str, tuple[str, Source]]:
        with self._reading() as connection:
            found = connection.execute(select(schema.sources))
            return {r.path: (r.document_id, Source(r.path, r.size, r.modified, r.reader)) for r in found}

    def digest(self) -> str:
        with self._reading() as connection:
            prints = connection.execute(select(schema.documents.c.fingerprint)).scalars()
            return hashlib.sha256("".join(sorted(prints)).encode()).hexdigest()

    def settle(self) -> None:
        """After a run of ingestion: leave the database as one small, well-known file."""
        settle(self.engine)

    def close(self) -> None:
        self.engine.dispose()

    def texts(self, documents: Sequence[str] | None = None, kind: TextKind | None = None) -> tuple[Text, ...]:
        columns = schema.texts.c
        wanted = select(columns.id, columns.kind, columns.text)
        if kind:
            wanted = wanted.where(columns.kind == kind)
        with self._reading() as connection:
            if documents is None:
                found = connection.execute(wanted.order_by(columns.id)).all()
            else:
                found = [row for part in _parts(documents) for row in connection.execute(wanted.where(
                    columns.id.in_(_texts_inside(part))))]
        return tuple(sorted({Text(r.id, r.kind, r.text) for r in found}, key=lambda text: text.id))

    def text_ids(self) -> tuple[int, ...]:
        with self._reading() as connection:
            return tuple(connection.execute(select(schema.texts.c.id).order_by(schema.texts.c.id)).scalars())

    def match(self, terms: Iterable[str], documents: Sequence[str] | None = None, limit: int = 200) -> list[Match]:
        with self._reading() as connection:
            return lexical.match(connection, terms, documents, limit)

    def places(self, texts: Iterable[int], documents: Sequence[str] | None = None) -> tuple[Place, ...]:
        order = {id: at for at, id in enumerate(dict.fromkeys(texts))}
        allowed = None if documents is None else set(documents)
        with self._reading() as connection:
            found = [row for part in _parts(list(order)) for row in connection.execute(_places(part))]
        kept = [r for r in found if allowed is None or r.document_id in allowed]
        kept.sort(key=lambda r: (order[r.text_id], r.document_id, r.table_id is None, r.position))
        return tuple(Place(r.text_id, r.document_id, r.table_id, r.id, r.page) for r in kept)


def _parts(whole: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for at in range(0, len(whole), _CHUNK):
        yield whole[at:at + _CHUNK]


def _texts_inside(documents: Sequence[str]) -> Any:
    return union(*(select(table.c.text_id).where(table.c.document_id.in_(documents), table.c.text_id.is_not(None))
                   for table in (schema.rows, schema.passages)))


def _places(texts: Sequence[int]) -> CompoundSelect[Any]:
    row, passage, table = schema.rows.c, schema.passages.c, schema.tables
    inside = select(row.text_id, row.document_id, table.c.id.label("table_id"), row.id, row.page, row.position).join(
        table, (table.c.document_id == row.document_id) & (table.c.position == row.table_position))
    prose = select(passage.text_id, passage.document_id, _NO_TABLE, passage.id, passage.page, passage.position)
    return union_all(inside.where(row.text_id.in_(texts)), prose.where(passage.text_id.in_(texts)))
