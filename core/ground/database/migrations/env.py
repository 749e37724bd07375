"""Alembic's entry: runs over the connection that `core.ground.database.migrate` opened."""

from alembic import context
from sqlmodel import SQLModel

from core.ground import tables  # noqa: F401 - the rows register themselves

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
