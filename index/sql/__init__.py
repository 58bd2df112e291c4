"""The facts in a database: the only door to SQLAlchemy and Alembic."""

from index.sql.store import SqlStore, open_sql

__all__ = ["SqlStore", "open_sql"]
