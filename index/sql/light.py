"""A SQLite store for reading with the standard library alone: a cold command imports nothing for it."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.model import Disclosure
from index.ports import Put, Source, StoreError
from index.sql.faults import said
from index.sql.read import SCHEMA, Found, Reading

BUSY_MS = 30_000
CACHE_KB = 64_000
"""Of a connection: the upper levels of all indexes of ten million facts stay in it."""


def read_only(file: Path) -> sqlite3.Connection:
    """A connection that cannot write. In a directory that cannot be written no WAL can arise, so none is asked for."""
    wal = file.with_name(file.name + "-wal")
    fixed = not os.access(file.parent, os.W_OK) and not (wal.exists() and wal.stat().st_size)
    address = file.resolve().as_uri() + ("?mode=ro&immutable=1" if fixed else "?mode=ro")
    connection = sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None,
                                 timeout=BUSY_MS / 1000)
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    return connection


class LightStore(Reading):
    """One connection a thread, all of them for reading."""

    dialect = "sqlite"

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []

    @classmethod
    def opened(cls, file: Path) -> LightStore | None:
        """The store, or None where the file is of another schema (or has none yet)."""
        store = cls(file)
        if not store.select("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'", {}):
            return None
        version = store.select("SELECT version_num FROM alembic_version", {})
        return store if version and version[0]["version_num"] == SCHEMA else None

    def select(self, statement: str, values: Mapping[str, Any]) -> Sequence[Found]:
        try:
            connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
            if connection is None:
                connection = self._local.connection = read_only(self._file)
                self._open.append(connection)
            return connection.execute(statement, dict(values)).fetchall()
        except sqlite3.Error as error:
            raise said(str(error)) from error

    def put(self, disclosure: Disclosure, source: Source | None = None) -> Put:
        raise StoreError(f"The store was opened for reading only, so {disclosure.document.name} is not taken in.")

    def forget(self, document_id: str) -> bool:
        raise StoreError(f"The store was opened for reading only, so {document_id} stays in it.")

    def close(self) -> None:
        while self._open:
            self._open.pop().close()
