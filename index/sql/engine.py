"""Opening a database: SQLite in WAL mode or PostgreSQL, brought to the newest schema, its faults said in sentences."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import DataError, DBAPIError, SQLAlchemyError

from index.ports import StoreError, Unstorable
from index.sql.faults import said
from index.sql.light import BUSY_MS, CACHE_KB, read_only
from index.sql.read import SCHEMA

_LONGEST = 440
"""Bytes of a home's path: SQLite takes 512, and Chroma's files lie deeper."""
_JOURNAL_LIMIT = 64 * 2**20
_MIGRATIONS = Path(__file__).with_name("migrations")


@contextlib.contextmanager
def faults() -> Iterator[None]:
    """Says what went wrong in a database as a StoreError."""
    try:
        yield
    except DataError as error:
        raise Unstorable(f"It holds what no database takes: {' '.join(str(error.orig).split())[:200]}.") from error
    except SQLAlchemyError as error:
        cause = str(error.orig) if isinstance(error, DBAPIError) else str(error)
        raise said(cause) from error


def open_engine(address: str) -> Engine:
    """The engine of this address, its schema the newest. Raises StoreError."""
    with faults():
        try:
            url = _url(address)
            engine = _sqlite(url) if url.get_backend_name() == "sqlite" else create_engine(url, pool_pre_ping=True)
        except ImportError:
            raise StoreError("PostgreSQL wants its driver: pip install 'budget-qa[postgres]'.") from None
        _bring_up(engine)
        return engine


def _url(address: str) -> URL:
    """The parts of an address; a file's name is no address, and may hold ? and #."""
    file = address.removeprefix("sqlite:///")
    return make_url(address) if file == address else URL.create("sqlite", database=file)


def _sqlite(url: URL) -> Engine:
    path = Path(url.database or "")
    if len(os.fsencode(path.parent)) > _LONGEST:
        raise StoreError(f"The path of the data directory is too long for SQLite, which Chroma uses too ({_LONGEST} "
                         "bytes, three a Chinese character): choose a shorter one with --home.")
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The data directory {path.parent} cannot be made: {error.strerror}.") from None
    writable = os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))
    engine = create_engine(url) if writable else create_engine("sqlite://", creator=lambda: read_only(path))
    event.listen(engine, "connect", _prepare if writable else _manual)
    event.listen(engine, "begin", _begin)
    return engine


def _manual(connection: Any, _record: object) -> None:
    connection.isolation_level = None


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in (f"busy_timeout = {BUSY_MS}", "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON",
                   f"cache_size = -{CACHE_KB}", f"journal_size_limit = {_JOURNAL_LIMIT}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: one that takes it later can fail with no retry."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def version_of(engine: Engine) -> str | None:
    """The migration that a database stands at; None where it is empty."""
    with engine.connect() as connection:
        try:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        except DBAPIError:
            connection.rollback()
            if inspect(connection).has_table("alembic_version"):
                raise
            return None


def _bring_up(engine: Engine) -> None:
    current = version_of(engine)
    if current == SCHEMA:
        return
    if current is not None and current > SCHEMA:
        raise StoreError("The data directory was written by a newer budget-qa: update the program, or use another "
                         "directory with --home.")
    if current is not None and engine.dialect.name == "sqlite":
        _back_up(engine, current)
    _migrate(engine)


def _back_up(engine: Engine, current: str) -> None:
    kept = Path(engine.url.database or "").with_suffix(f".before-{SCHEMA}-was-{current}.sqlite")
    if not kept.exists():
        _outside(engine, "VACUUM INTO ?", str(kept))


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(20220101)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def settle(engine: Engine) -> None:
    """After a run: fold the WAL back into the file, and let the planner know the sizes."""
    if engine.dialect.name != "sqlite":
        return
    with contextlib.suppress(SQLAlchemyError, sqlite3.Error):
        _outside(engine, "PRAGMA optimize")
        _outside(engine, "PRAGMA wal_checkpoint(TRUNCATE)")


def _outside(engine: Engine, statement: str, *values: str) -> None:
    """A statement that SQLite does not run inside a transaction, which any other connection here begins."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute(statement, values)
    finally:
        connection.close()
