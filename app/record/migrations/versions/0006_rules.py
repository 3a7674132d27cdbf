"""How often rules fire, what was noted of an item, and an index to what happened to the feed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "observed",
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("item_id", "name", name="pk_observed"),
        sa.ForeignKeyConstraint(["item_id"], ["item.item_id"], name="fk_observed_item_id_item"),
    )
    op.create_table(
        "rule_count",
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("fired", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("rule", name="pk_rule_count"),
    )
    op.add_column(
        "notice", sa.Column("fired", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    op.create_index("ix_filing_kind", "filing", ["kind"], sqlite_where=sa.text("key = ''"))


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_filing_kind", "filing")
    op.drop_column("notice", "fired")
    op.drop_table("rule_count")
    op.drop_table("observed")
