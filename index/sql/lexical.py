"""The index of terms over distinct texts: FTS5 with terms of our own on SQLite, arrays under GIN on PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from index.terms import terms
from index.texts import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection


def add(connection: Connection, texts: Iterable[Text]) -> None:
    """Index new texts; in the order of their ids, which is what FTS5 takes without a segment for each."""
    from sqlalchemy import text

    from index.normal import plain

    lite = connection.dialect.name == "sqlite"
    found = ((each.id, terms(plain(each.text))) for each in sorted(texts, key=lambda each: each.id))
    records = [{"id": id, "words": " ".join(words) if lite else sorted(set(words))} for id, words in found]
    if records:
        into = "terms (rowid, words)" if lite else "terms (text_id, words)"
        connection.execute(text(f"INSERT INTO {into} VALUES (:id, :words)"), records)


def remove(connection: Connection, ids: Collection[int]) -> None:
    """Take texts out again."""
    from sqlalchemy import text

    key = "rowid" if connection.dialect.name == "sqlite" else "text_id"
    if ids:
        connection.execute(text(f"DELETE FROM terms WHERE {key} = :id"), [{"id": id} for id in sorted(ids)])
