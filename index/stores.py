"""Opens the store that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.settings import Settings
    from index.sql import SqlStore


def open_store(settings: Settings) -> SqlStore:
    """The store of this home or at this database address, made where it is new. Raises StoreError."""
    from index.sql import open_sql

    return open_sql(settings.database)
