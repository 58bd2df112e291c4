"""What Alembic runs: the migrations on the connection that `index.sql.engine` hands it, in one transaction."""

from alembic import context

from index.sql.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, transactional_ddl=True, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
