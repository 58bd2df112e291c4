"""Opens the store that the settings name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.home import FACTS
from index.ports import NothingIngested

if TYPE_CHECKING:
    from index.settings import Settings
    from index.sql.light import LightStore
    from index.sql.store import SqlStore


def open_store(settings: Settings) -> SqlStore:
    """The store of this home or at this database address, made where it is new. Raises StoreError."""
    from index.sql import open_sql

    return open_sql(settings.database)


def open_reader(settings: Settings) -> SqlStore | LightStore:
    """The same for reading, which a cold command opens in milliseconds where it is SQLite. Raises NothingIngested
    where the home is new, and StoreError."""
    if settings.database_url is not None:
        return open_store(settings)
    return open_home(settings.home) or open_store(settings)


def open_home(home: Path) -> LightStore | None:
    """The SQLite store of a data directory for reading, without a look at any setting; None where it must be brought
    up to date first. Raises NothingIngested."""
    from index.sql import open_light

    if not (home / FACTS).exists():
        raise NothingIngested
    return open_light(home / FACTS)
