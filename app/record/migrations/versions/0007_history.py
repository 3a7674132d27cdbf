"""What shipments told of themselves, by group and day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; the program fills the history from the log afterwards."""
    op.create_table(
        "history",
        sa.Column("trait", sa.Text(), nullable=False),
        sa.Column("among", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("figure", sa.Float(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("trait", "among", "day", "owner", name="pk_history"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_history_owner", "history", ["owner"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("history")
