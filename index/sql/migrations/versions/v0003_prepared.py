"""What is worked out of a document once has a table; facts are found by document and not by their id, which no question
asks for; snapshots are of the format that says once what numbers share."""

import sqlalchemy as sa
from alembic import op

from index.encoding import encode
from index.sql import rows

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_facts_id", "facts")
    op.create_table(
        "prepared",
        sa.Column("document_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_prepared_document_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document_id", "name", name="pk_prepared"),
        comment="what the upper layers work out of a document once and keep: derived, and made anew when lost or outdated",
    )
    _snapshots(op.get_bind())


def _snapshots(connection: sa.Connection) -> None:
    """Those of the former format are made anew from the tables, which hold the same."""
    former = connection.execute(sa.text("SELECT document_id FROM snapshots")).scalars().all()
    for id in former:
        held = {name: connection.execute(sa.text(f"SELECT * FROM {name} WHERE document_id = :id ORDER BY position"),
                                         {"id": id}).mappings().all() for name in rows.TABLES}
        [document] = connection.execute(sa.text("SELECT * FROM documents WHERE id = :id"), {"id": id}).mappings()
        body = encode(rows.rebuild(rows.document_in(document), document["seconds"], held))
        connection.execute(sa.text("UPDATE snapshots SET body = :body WHERE document_id = :id"),
                           {"id": id, "body": body})


def downgrade() -> None:
    op.execute("DELETE FROM snapshots")
    op.drop_table("prepared")
    op.create_index("ix_facts_id", "facts", ["id"])
