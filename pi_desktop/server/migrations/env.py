"""Runs the steps inside the transaction that `pi_desktop.server.migrate` has begun."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
