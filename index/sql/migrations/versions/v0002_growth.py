"""What a growing corpus needs: rows found by the name that they are compared by, texts by their documents, and jobs."""

import sqlalchemy as sa
from alembic import op

from index.normal import name_of

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rows", sa.Column("name", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    labels = connection.execute(sa.text("SELECT DISTINCT label FROM rows")).scalars()
    names = [{"label": label, "name": name} for label in labels if (name := name_of(label))]
    if names:
        connection.execute(sa.text("UPDATE rows SET name = :name WHERE label = :label"), names)
    op.create_index("ix_rows_name_text_id", "rows", ["name", "text_id"])
    op.drop_index("ix_rows_label", "rows")
    for table in ("rows", "passages"):
        op.create_index(f"ix_{table}_text_id_document_id", table, ["text_id", "document_id"])
        op.drop_index(f"ix_{table}_text_id", table)
    op.create_index("ix_documents_name", "documents", ["name"])
    op.create_index("ix_documents_sample", "documents", ["sample"])
    op.create_table(
        "jobs",
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("worker", sa.Text()),
        sa.Column("until", sa.Double()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.Text()),
        sa.PrimaryKeyConstraint("path", name="pk_jobs"),
        comment="files that workers on any machine read: waiting, taken until a time, done or failed",
    )
    op.create_index("ix_jobs_state_position", "jobs", ["state", "position"])


def downgrade() -> None:
    op.drop_table("jobs")
    op.drop_index("ix_documents_sample", "documents")
    op.drop_index("ix_documents_name", "documents")
    for table in ("rows", "passages"):
        op.create_index(f"ix_{table}_text_id", table, ["text_id"])
        op.drop_index(f"ix_{table}_text_id_document_id", table)
    op.create_index("ix_rows_label", "rows", ["label"])
    op.drop_index("ix_rows_name_text_id", "rows")
    op.drop_column("rows", "name")
