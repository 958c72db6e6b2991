"""Run by alembic with the connection that :mod:`assistant.store.sql` hands over."""

from alembic import context

from assistant.store.schema import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
