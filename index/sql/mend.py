"""Finding what is damaged in the database, and making derived parts anew from those that they are derived from."""

from __future__ import annotations

from sqlalchemy import delete, insert, text

from corpus.model import Document
from index.encoding import encode
from index.fingerprint import fingerprint
from index.ports import StoreError
from index.sql import lexical, schema
from index.sql.store import SqlStore
from index.texts import Text


def damage(store: SqlStore) -> str | None:
    """What SQLite finds wrong with its file; PostgreSQL keeps watch of its own."""
    if store.dialect != "sqlite":
        return None
    try:
        found = store.select("PRAGMA quick_check(1)", {})
    except StoreError as error:
        return str(error)
    said = str(next(iter(found[0].values()))) if found else "ok"
    return None if said == "ok" else said


def torn(store: SqlStore, document: Document, mend: bool) -> str | None:
    """None where the tables and the snapshot of a document hold what was read; else "mended" or "broken"."""
    with store.engine.connect() as connection:
        row = connection.execute(text("SELECT fingerprint FROM documents WHERE id = :id"), {"id": document.id}).one()
    snapshot = store.snapshot(document.id)
    whole = snapshot is not None and fingerprint(snapshot) == row.fingerprint
    try:
        rebuilt = store.rebuilt(document.id)
        intact = fingerprint(rebuilt) == row.fingerprint
    except (StoreError, LookupError, ValueError, TypeError):
        return "broken"
    if whole and intact:
        return None
    if not intact:
        return "broken"
    if mend:
        with store.writing() as connection:
            connection.execute(delete(schema.snapshots).where(schema.snapshots.c.document_id == document.id))
            connection.execute(insert(schema.snapshots).values(document_id=document.id, body=encode(rebuilt)))
    return "mended"


def terms_behind(store: SqlStore, mend: bool) -> bool:
    """Does the index of terms lack a text, or hold one too many? Then it is made anew."""
    key = "rowid" if store.dialect == "sqlite" else "text_id"
    indexed = {row["id"] for row in store.select(f"SELECT {key} AS id FROM terms", {})}
    behind = indexed != set(store.text_ids())
    if behind and mend:
        texts = [Text(t.id, t.kind, t.text) for t in store.texts()]
        with store.writing() as connection:
            connection.execute(text("DELETE FROM terms"))
            lexical.add(connection, texts)
    return behind
