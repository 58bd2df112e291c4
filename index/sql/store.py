"""The store of record: every document, whole or not at all, in SQLite or PostgreSQL by SQLAlchemy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Literal, cast

from sqlalchemy import Connection, Engine, text

from corpus.model import Disclosure
from index.ports import Put, Source, Unstorable
from index.sql.engine import faults, open_engine, settle
from index.sql.read import Found, Reading
from index.sql.write import forget, keep, put

__all__ = ["SqlStore", "open_engine"]


class SqlStore(Reading):
    """A FactStore and TextIndex that also writes."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine
        self.dialect = cast(Literal["sqlite", "postgresql"], engine.dialect.name)

    def select(self, statement: str, values: Mapping[str, Any]) -> Sequence[Found]:
        with faults(), self.engine.connect() as connection:
            found = connection.execute(text(statement), dict(values)).mappings().all()
        return cast(Sequence[Found], found)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes, alone."""
        with faults(), self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection

    def put(self, disclosure: Disclosure, source: Source | None = None) -> Put:
        try:
            with self.writing() as connection:
                return put(connection, disclosure, source or Source(disclosure.document.name))
        except (UnicodeError, ValueError, OverflowError) as error:
            raise Unstorable(f"{disclosure.document.name} holds what no database takes: {error}.") from error

    def keep(self, name: str, version: str, made: Iterable[tuple[str, int, bytes]]) -> None:
        """Keep what was worked out of documents: (id, revision that it was made of, bytes). It goes with its document."""
        with self.writing() as connection:
            for id, revision, body in made:
                keep(connection, name, version, id, revision, body)

    def forget(self, document_id: str) -> bool:
        with self.writing() as connection:
            return forget(connection, document_id)

    def settle(self) -> None:
        """After a run of ingestion: leave the database as one small, well-known file."""
        settle(self.engine)

    def close(self) -> None:
        self.engine.dispose()
