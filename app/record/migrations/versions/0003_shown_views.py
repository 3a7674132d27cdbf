"""Which views stood on whose screen: derived from lines that older records do not have yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "shown",
        sa.Column("scan_id", sa.Text(), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("readable", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("scan_id", "view", "officer", name="pk_shown"),
        sa.ForeignKeyConstraint(["scan_id"], ["scan.scan_id"], name="fk_shown_scan_id_scan"),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("shown")
