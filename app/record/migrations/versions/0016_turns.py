"""Turns beside the order of the queue, what people are trained for, and what items ask of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_TURN = ("kind", "by", "at", "until", "text", "meant_for", "asked_of", "ended", "shipments")


def upgrade() -> None:
    """Go forward; the program makes the rows of the queue again afterwards."""
    op.create_table(
        "turn",
        sa.Column("item_id", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TURN),
        sa.Column("images", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("known", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.item_id"], name="fk_turn_item_id_item"),
        sa.PrimaryKeyConstraint("item_id", name="pk_turn"),
    )
    op.create_index("ix_turn_ended_kind", "turn", ["ended", "kind"])
    op.create_table(
        "skill",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("modes", sa.Text(), nullable=False),
        sa.Column("cargo", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_skill"),
    )
    op.add_column("entry", sa.Column("needs", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_entry_outcome_port_eta", "entry", ["outcome", "port", "eta"])
    op.create_index("ix_entry_outcome_mode_eta", "entry", ["outcome", "mode", "eta"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_entry_outcome_mode_eta", "entry")
    op.drop_index("ix_entry_outcome_port_eta", "entry")
    op.drop_column("entry", "needs")
    op.drop_table("skill")
    op.drop_table("turn")
