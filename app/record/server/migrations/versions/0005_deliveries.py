"""How views reached the screen."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from app.record.server.install import run_file

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make what it needs; lines and people stay."""
    run_file(op.get_bind(), Path(__file__).with_suffix(".sql"))
