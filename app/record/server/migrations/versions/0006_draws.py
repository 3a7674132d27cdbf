"""Seeds name the rule by which they draw decisions."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from app.record.server.install import run_file

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make what they need; lines and people stay."""
    run_file(op.get_bind(), Path(__file__).with_suffix(".sql"))
