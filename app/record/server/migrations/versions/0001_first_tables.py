"""The tables, functions, walls and rights of a server's record as they stood first."""

from __future__ import annotations

from alembic import op

from app.record.server.install import install
from app.record.server.roles import GROUPS, become_owner
from app.record.server.unserved import shut

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Lay everything out; only the owner changes it afterwards."""
    connection = op.get_bind()
    install(connection)
    become_owner(connection)
    shut(connection)
    # Every program asks at its start whether the tables are those that it works with.
    op.execute(f"GRANT SELECT ON alembic_version TO {', '.join(GROUPS)}")
