"""The tables of a server's record as they stood first."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from app.record.server.install import run_file

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them; the functions, walls and rights around them are made anew at each upgrade."""
    run_file(op.get_bind(), Path(__file__).with_suffix(".sql"))
