"""The index of terms over distinct texts: FTS5 with terms of our own on SQLite, arrays under GIN on PostgreSQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from index.terms import terms
from index.texts import Text

if TYPE_CHECKING:
    from sqlalchemy import Connection

_IN_SCOPE = """ AND {id} IN (SELECT text_id FROM rows WHERE document_id IN ({0}) AND text_id IS NOT NULL
 UNION ALL SELECT text_id FROM passages WHERE document_id IN ({0}) AND text_id IS NOT NULL)"""
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


def question(
    dialect: str, wanted: Iterable[str], documents: Sequence[str] | None, limit: int
) -> tuple[str, dict[str, Any]] | None:
    """The statement, and its values, that finds the texts with most of these terms, weighed by rarity where the
    engine can, best first; None where there is nothing to find."""
    lite = dialect == "sqlite"
    asked = sorted({term for term in wanted if term.strip() and "\0" not in term})
    if not asked or (documents is not None and not documents):
        return None
    query: Any = " OR ".join('"' + term.replace('"', '""') + '"' for term in asked) if lite else asked
    values: dict[str, Any] = {"query": query, "most": limit}
    scope = ""
    if documents is not None and len(documents) <= _MOST_DOCUMENTS:
        named = {f"d{k}": id for k, id in enumerate(documents)}
        scope = _IN_SCOPE.format(", ".join(f":{name}" for name in named), id="rowid" if lite else "text_id")
        values |= named
    return (_SQLITE if lite else _POSTGRES).format(scope=scope), values
