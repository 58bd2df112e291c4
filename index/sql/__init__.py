"""The facts in a database: the only door to SQLAlchemy and Alembic, which are imported when something is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.sql.light import LightStore
    from index.sql.store import SqlStore


def open_sql(address: str) -> SqlStore:
    """The store at this SQLAlchemy address, made or brought up to date where need be. Raises StoreError."""
    from index.sql.store import SqlStore, open_engine

    return SqlStore(open_engine(address))


def open_light(file: Path) -> LightStore | None:
    """The SQLite store in this file for reading only, without SQLAlchemy (half a second of imports); None where it
    is of another schema and must be opened by `open_sql`. Raises StoreError."""
    from index.sql.light import LightStore

    return LightStore.opened(file)
