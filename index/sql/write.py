"""Taking a document in and out within the caller's transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, cast

from sqlalchemy import Connection, delete, exists, insert, or_, select, update

from corpus.model import Disclosure, Document
from index.encoding import encode
from index.fingerprint import fingerprint
from index.ports import Put, Source
from index.sql import lexical, rows, schema
from index.succession import refuse_mixture, superseded
from index.texts import Text, texts_of

_CHUNK = 5_000


def put(connection: Connection, disclosure: Disclosure, source: Source) -> Put:
    """Take a document in; see FactStore.put."""
    generation = _take_turn(connection)
    new, documents = disclosure.document, schema.documents
    present, sources = _neighbours(connection, new, source)
    gone = superseded(new, source, present, sources)
    print_ = fingerprint(disclosure)
    before = connection.execute(select(documents.c.fingerprint).where(documents.c.id == new.id)).scalar()
    if before == print_ and not gone:
        _remember(connection, new.id, source)
        return "unchanged"
    other = connection.execute(select(documents).where(
        documents.c.sample != new.sample, documents.c.id.not_in([*gone, new.id])).limit(1)).mappings().all()
    refuse_mixture(new, [rows.document_in(cast(Any, row)) for row in other])
    kept = [held for id, held in sources.values() if id == new.id]
    loose = {id for each in gone | {new.id} for id in _remove(connection, each)}
    _insert(connection, disclosure, print_, generation + 1)
    for held in kept:
        _remember(connection, new.id, held)
    _remember(connection, new.id, source)
    _drop_texts(connection, loose)
    _advance(connection, generation + 1)
    return "replaced" if before is not None or gone else "added"


def forget(connection: Connection, document_id: str) -> bool:
    """Take a document out, and the texts that only it held; False where it is not there."""
    generation = _take_turn(connection)
    if not connection.execute(select(exists().where(schema.documents.c.id == document_id))).scalar():
        return False
    _drop_texts(connection, _remove(connection, document_id))
    _advance(connection, generation + 1)
    return True


def keep(connection: Connection, name: str, version: str, document_id: str, revision: int, body: bytes) -> None:
    """Keep what was made of a document at this revision; nothing where it has been replaced or taken out since."""
    prepared, documents = schema.prepared, schema.documents
    of_it = documents.c.id == document_id, documents.c.revision == revision
    if connection.execute(select(documents.c.id).where(*of_it).with_for_update()).first() is not None:
        connection.execute(delete(prepared).where(prepared.c.document_id == document_id, prepared.c.name == name))
        connection.execute(insert(prepared).values(document_id=document_id, name=name, version=version, body=body))


def _take_turn(connection: Connection) -> int:
    """The store's generation, held for this transaction: on PostgreSQL one writer waits here for the other."""
    return int(connection.execute(select(schema.store.c.generation).with_for_update()).scalar_one())


def _advance(connection: Connection, generation: int) -> None:
    connection.execute(update(schema.store).values(generation=generation))


def _neighbours(
    connection: Connection, new: Document, source: Source
) -> tuple[dict[str, Document], dict[str, tuple[str, Source]]]:
    """The documents that a new one may take the place of, and where they and it came from."""
    documents, sources = schema.documents, schema.sources
    former = select(sources.c.document_id).where(sources.c.path == source.path)
    near = connection.execute(select(documents).where(or_(
        documents.c.id == new.id, documents.c.name == new.name, documents.c.id.in_(former)))).mappings()
    present = {row["id"]: rows.document_in(cast(Any, row)) for row in near}
    found = connection.execute(select(sources).where(sources.c.document_id.in_(list(present))))
    return present, {r.path: (r.document_id, Source(r.path, r.size, r.modified, r.reader)) for r in found}


def _remember(connection: Connection, document_id: str, source: Source) -> None:
    sources = schema.sources
    connection.execute(delete(sources).where(sources.c.path == source.path))
    connection.execute(insert(sources).values(document_id=document_id, path=source.path, size=source.size,
                                              modified=source.modified, reader=source.reader))


def _remove(connection: Connection, document_id: str) -> set[int]:
    """Delete a document; the ids of the texts that it held, which may now be no one's."""
    loose: set[int] = set()
    for table in (schema.rows, schema.passages):
        held = select(table.c.text_id).where(table.c.document_id == document_id, table.c.text_id.is_not(None))
        loose |= set(connection.execute(held).scalars())
    for table in schema.CHILDREN:
        connection.execute(delete(table).where(table.c.document_id == document_id))
    connection.execute(delete(schema.documents).where(schema.documents.c.id == document_id))
    return loose


def _insert(connection: Connection, disclosure: Disclosure, print_: str, revision: int) -> None:
    connection.execute(insert(schema.documents).values(
        **rows.document_out(disclosure.document), seconds=disclosure.seconds, fingerprint=print_, revision=revision))
    connection.execute(insert(schema.snapshots).values(
        document_id=disclosure.document.id, body=encode(disclosure)))
    _add_texts(connection, {text.id: text for text, _ in texts_of(disclosure)})
    found = rows.records(disclosure)
    for table in (schema.tables, schema.rows, schema.passages, schema.sentences, schema.facts):
        if found[table.name]:
            connection.execute(insert(table), found[table.name])


def _add_texts(connection: Connection, texts: dict[int, Text]) -> None:
    held = schema.texts.c.id
    known = {id for part in _parts(texts) for id in connection.execute(select(held).where(held.in_(part))).scalars()}
    fresh = [text for id, text in sorted(texts.items()) if id not in known]
    if fresh:
        connection.execute(insert(schema.texts), [{"id": t.id, "kind": t.kind, "text": t.text} for t in fresh])
        lexical.add(connection, fresh)


def _drop_texts(connection: Connection, loose: Collection[int]) -> None:
    """Delete those of these texts that nothing says any more."""
    texts = schema.texts
    for part in _parts(loose):
        orphans = set(connection.execute(select(texts.c.id).where(
            texts.c.id.in_(part),
            ~exists().where(schema.rows.c.text_id == texts.c.id),
            ~exists().where(schema.passages.c.text_id == texts.c.id))).scalars())
        if orphans:
            lexical.remove(connection, orphans)
            connection.execute(delete(texts).where(texts.c.id.in_(orphans)))


def _parts(ids: Iterable[int]) -> Iterator[list[int]]:
    every = sorted(ids)
    for at in range(0, len(every), _CHUNK):
        yield every[at:at + _CHUNK]
