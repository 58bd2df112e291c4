"""The first schema, and the index of terms beside it (FTS5 on SQLite, arrays under GIN on PostgreSQL)."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _documents()
    _tables()
    _prose()
    _facts()
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE terms USING fts5(words, tokenize = 'unicode61')")
    else:
        op.execute("CREATE TABLE terms (text_id BIGINT PRIMARY KEY REFERENCES texts(id) ON DELETE CASCADE, "
                   "words TEXT[] NOT NULL)")
        op.execute("CREATE INDEX ix_terms_words ON terms USING GIN (words)")
    op.execute("INSERT INTO store (id, generation) VALUES (1, 0)")


def downgrade() -> None:
    for name in ("terms", "facts", "sentences", "passages", "rows", "texts", "tables", "snapshots", "sources",
                 "documents", "store"):
        op.drop_table(name)


def _child(name: str, *columns: sa.Column[object], place: bool = True) -> None:
    keys = ["document_id", "position"] if place else ["document_id"]
    op.create_table(
        name,
        sa.Column("document_id", sa.Text(), nullable=False),
        *([sa.Column("position", sa.Integer(), autoincrement=False, nullable=False)] if place else []),
        *columns,
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=f"fk_{name}_document_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(*keys, name=f"pk_{name}"),
    )


def _box() -> list[sa.Column[object]]:
    return [sa.Column(side, sa.Double(), nullable=False) for side in ("x0", "top", "x1", "bottom")]


def _text(name: str, required: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=not required)


def _integer(name: str, required: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Integer(), nullable=not required)


def _documents() -> None:
    op.create_table(
        "store",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_store"),
        comment="one row; its lock is what makes PostgreSQL's writers take turns",
    )
    op.create_table(
        "documents", _text("id", True), _text("name", True), _text("title", True), _text("department"),
        _text("level"), _integer("year"), _text("kind"), _text("region"), _integer("pages", True),
        _text("warnings", True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        _text("fingerprint", True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("ix_documents_department_year_kind", "documents", ["department", "year", "kind"])
    op.create_table(
        "sources", _text("path", True), _text("document_id", True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("modified", sa.BigInteger(), nullable=False),
        _text("reader", True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_sources_document_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("path", name="pk_sources"),
    )
    op.create_index("ix_sources_document_id", "sources", ["document_id"])
    _child("snapshots", sa.Column("body", sa.LargeBinary(), nullable=False), place=False)
    op.create_table(
        "texts", sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False), _text("kind", True),
        _text("text", True),
        sa.PrimaryKeyConstraint("id", name="pk_texts"),
        comment="the distinct texts of rows and passages: what is searched, and what has a vector",
    )


def _tables() -> None:
    _child("tables", _text("id", True), _text("title", True), _text("kind"), _text("unit"), _integer("year"),
           _text("pages", True), _text("columns", True), _text("note"), _integer("note_page"), _text("note_box"),
           _text("box"))
    op.create_index("ix_tables_kind", "tables", ["kind"])
    _child("rows", _integer("table_position", True), _text("id", True), _integer("index", True),
           _text("label", True), _text("path", True), _text("code"), _integer("page", True), *_box(),
           _integer("block", True), _text("words", True),
           sa.Column("text_id", sa.BigInteger(), sa.ForeignKey("texts.id", name="fk_rows_text_id")))
    op.create_index("ix_rows_label", "rows", ["label"])
    op.create_index("ix_rows_text_id", "rows", ["text_id"])


def _prose() -> None:
    _child("passages", _text("id", True), _integer("page", True), *_box(), _text("section", True),
           _text("text", True),
           sa.Column("text_id", sa.BigInteger(), sa.ForeignKey("texts.id", name="fk_passages_text_id")))
    op.create_index("ix_passages_text_id", "passages", ["text_id"])
    _child("sentences", _integer("passage_position", True), _text("text", True), _integer("page", True), *_box())


def _facts() -> None:
    _child("facts", _text("id", True), _integer("row_position"), _integer("column_position"),
           _integer("sentence_position"), _integer("page", True), *_box(), _text("code"), _integer("year"),
           _text("kind"), _text("text", True), sa.Column("unscaled", sa.BigInteger()), _integer("decimals", True),
           _text("unit"), _text("dimension"), _integer("power"), sa.Column("mils", sa.BigInteger()), _text("wide"),
           _text("subject"), _text("direction"), _text("own"))
    op.create_index("ix_facts_id", "facts", ["id"])
    op.create_index("ix_facts_document_id_year_kind_code", "facts", ["document_id", "year", "kind", "code"])
