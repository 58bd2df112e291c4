"""Alembic migrations, run when a store is opened that is older than the schema."""
