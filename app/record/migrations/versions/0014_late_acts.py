"""Acts that came late, and decisions made alone that were confirmed; no line speaks of them yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "late_act",
        sa.Column("act_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("done_at", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("act_id", name="pk_late_act"),
    )
    op.create_index("ix_late_act_what_officer", "late_act", ["what", "officer"])
    op.create_index("ix_late_act_item_id", "late_act", ["item_id"])
    op.create_table(
        "reconfirmed",
        sa.Column("recommendation_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("recommendation_id", name="pk_reconfirmed"),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("reconfirmed")
    op.drop_table("late_act")
