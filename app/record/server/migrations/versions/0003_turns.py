"""Turns: what they leave on a server alone, and an index to what was handed back."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from app.record.server.install import run_file

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make what they need; lines and people stay."""
    run_file(op.get_bind(), Path(__file__).with_suffix(".sql"))
