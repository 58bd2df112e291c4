"""The index of terms over distinct texts: FTS5 with terms of our own on SQLite, arrays under GIN on PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, text

from index.ports import Match
from index.terms import terms
from index.texts import Text

_IN_SCOPE = """ AND {id} IN (SELECT text_id FROM rows WHERE document_id IN :documents AND text_id IS NOT NULL
 UNION ALL SELECT text_id FROM passages WHERE document_id IN :documents AND text_id IS NOT NULL)"""
_SQLITE = """SELECT t.id, t.kind, t.text, -hit.score AS score FROM (SELECT rowid AS id, bm25(terms) AS score
 FROM terms WHERE terms MATCH :query{scope} ORDER BY bm25(terms), rowid LIMIT :most) AS hit
 JOIN texts t ON t.id = hit.id ORDER BY score DESC, t.id"""
_POSTGRES = """SELECT t.id, t.kind, t.text, hit.score FROM (SELECT text_id, cardinality(ARRAY(
 SELECT unnest(words) INTERSECT SELECT unnest(CAST(:query AS text[])))) AS score, cardinality(words) AS size
 FROM terms WHERE words && CAST(:query AS text[]){scope} ORDER BY 2 DESC, 3, text_id LIMIT :most) AS hit
 JOIN texts t ON t.id = hit.text_id ORDER BY hit.score DESC, hit.size, t.id"""
_MOST_DOCUMENTS = 15_000
"""More than this are not named in a statement: SQLite takes 32,766 values."""


def add(connection: Connection, texts: Iterable[Text]) -> None:
    """Index new texts; in the order of their ids, which is what FTS5 takes without a segment for each."""
    lite = connection.dialect.name == "sqlite"
    found = ((each.id, terms(each.text)) for each in sorted(texts, key=lambda each: each.id))
    records = [{"id": id, "words": " ".join(words) if lite else sorted(set(words))} for id, words in found]
    if records:
        into = "terms (rowid, words)" if lite else "terms (text_id, words)"
        connection.execute(text(f"INSERT INTO {into} VALUES (:id, :words)"), records)


def remove(connection: Connection, ids: Collection[int]) -> None:
    """Take texts out again."""
    key = "rowid" if connection.dialect.name == "sqlite" else "text_id"
    if ids:
        connection.execute(text(f"DELETE FROM terms WHERE {key} = :id"), [{"id": id} for id in sorted(ids)])


def match(connection: Connection, wanted: Iterable[str], documents: Sequence[str] | None, limit: int) -> list[Match]:
    """The texts with most of these terms, weighed by rarity where the engine can, best first."""
    lite = connection.dialect.name == "sqlite"
    asked = sorted({term for term in wanted if term.strip() and "\0" not in term})
    if not asked or (documents is not None and not documents):
        return []
    query: Any = " OR ".join('"' + term.replace('"', '""') + '"' for term in asked) if lite else asked
    named = documents is not None and len(documents) <= _MOST_DOCUMENTS
    scope = _IN_SCOPE.format(id="rowid" if lite else "text_id") if named else ""
    statement = text((_SQLITE if lite else _POSTGRES).format(scope=scope))
    values: dict[str, Any] = {"query": query, "most": limit}
    if named:
        statement = statement.bindparams(bindparam("documents", expanding=True))
        values["documents"] = list(documents or ())
    return [Match(Text(r.id, r.kind, r.text), float(r.score)) for r in connection.execute(statement, values)]
