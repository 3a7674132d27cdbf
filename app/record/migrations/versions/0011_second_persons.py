"""Words for one sign-in, and an index to marks by their item: which ones a decision covers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "one_time",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_one_time")),
    )
    op.create_index(
        "ix_line_marked", "line", ["subject"], sqlite_where=sa.text("kind = 'mark_saved'")
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_line_marked", "line")
    op.drop_table("one_time")
