"""Alembic's entry for a server: on the connection that is handed over, as the record's owner."""

from __future__ import annotations

from alembic import context

from app.record.columns import METADATA
from app.record.server.roles import SCHEMA, become_owner

_CONNECTION = context.config.attributes["connection"]

become_owner(_CONNECTION)
context.configure(
    connection=_CONNECTION,
    target_metadata=METADATA,
    version_table_schema=SCHEMA,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
