"""The tables of the store. Integers for money, JSON text for paths, content ids; alike on SQLite and PostgreSQL.

A child is addressed by its document and its place in reading order; its own stable id is a column. What a fact
shares with its row, its column or its sentence is NULL here and read from there.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

metadata = MetaData(naming_convention={
    "ix": "ix_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
})


def _owner() -> Column[str]:
    return Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)


def _place() -> Column[int]:
    return Column("position", Integer, primary_key=True, autoincrement=False)


def _box(prefix: str = "", nullable: bool = False) -> list[Column[float]]:
    return [Column(prefix + side, Double, nullable=nullable) for side in ("x0", "top", "x1", "bottom")]


store = Table(
    "store", metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("generation", BigInteger, nullable=False),
    comment="one row; its lock is what makes PostgreSQL's writers take turns",
)
documents = Table(
    "documents", metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("department", Text),
    Column("level", Text),
    Column("year", Integer),
    Column("kind", Text),
    Column("region", Text),
    Column("pages", Integer, nullable=False),
    Column("warnings", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("seconds", Double, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("revision", BigInteger, nullable=False),
    Index(None, "department", "year", "kind"),
    Index(None, "name"),
    Index(None, "sample"),
)
sources = Table(
    "sources", metadata,
    Column("path", Text, primary_key=True),
    Column("document_id", Text, ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("size", BigInteger, nullable=False),
    Column("modified", BigInteger, nullable=False),
    Column("reader", Text, nullable=False),
)
snapshots = Table("snapshots", metadata, _owner(), Column("body", LargeBinary, nullable=False))
prepared = Table(
    "prepared", metadata, _owner(),
    Column("name", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    comment="what the upper layers work out of a document once and keep: derived, and made anew when lost or outdated",
)
tables = Table(
    "tables", metadata, _owner(), _place(),
    Column("id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", Text, index=True),
    Column("unit", Text),
    Column("year", Integer),
    Column("pages", Text, nullable=False),
    Column("columns", Text, nullable=False),
    Column("note", Text),
    Column("note_page", Integer),
    Column("note_box", Text),
    Column("box", Text),
)
texts = Table(
    "texts", metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    comment="the distinct texts of rows and passages: what is searched, and what has a vector",
)
rows = Table(
    "rows", metadata, _owner(), _place(),
    Column("table_position", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("index", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("code", Text),
    Column("page", Integer, nullable=False),
    *_box(),
    Column("block", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("text_id", BigInteger, ForeignKey("texts.id")),
    Column("name", Text, nullable=False, server_default=""),
    Index(None, "name", "text_id"),
    Index(None, "text_id", "document_id"),
)
passages = Table(
    "passages", metadata, _owner(), _place(),
    Column("id", Text, nullable=False),
    Column("page", Integer, nullable=False),
    *_box(),
    Column("section", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_id", BigInteger, ForeignKey("texts.id")),
    Index(None, "text_id", "document_id"),
)
sentences = Table(
    "sentences", metadata, _owner(), _place(),
    Column("passage_position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("page", Integer, nullable=False),
    *_box(),
)
facts = Table(
    "facts", metadata, _owner(), _place(),
    Column("id", Text, nullable=False),
    Column("row_position", Integer),
    Column("column_position", Integer),
    Column("sentence_position", Integer),
    Column("page", Integer, nullable=False),
    *_box(),
    Column("code", Text),
    Column("year", Integer),
    Column("kind", Text),
    Column("text", Text, nullable=False),
    Column("unscaled", BigInteger),
    Column("decimals", Integer, nullable=False),
    Column("unit", Text),
    Column("dimension", Text),
    Column("power", Integer),
    Column("mils", BigInteger),
    Column("wide", Text),
    Column("subject", Text),
    Column("direction", Text),
    Column("own", Text),
    Index(None, "document_id", "year", "kind", "code"),
)
jobs = Table(
    "jobs", metadata,
    Column("path", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("again", Boolean, nullable=False),
    Column("worker", Text),
    Column("until", Double),
    Column("attempts", Integer, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("said", Text),
    Index(None, "state", "position"),
    comment="files that workers on any machine read: waiting, taken until a time, done or failed",
)
CHILDREN = (facts, sentences, passages, rows, tables, prepared, snapshots, sources)
"""Everything that belongs to a document, what refers first."""
