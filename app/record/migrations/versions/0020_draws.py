"""Seeds name the rule by which they draw decisions; those of before, the first one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    rule = sa.Column("rule", sa.Integer(), nullable=False, server_default="1")
    op.add_column("draw_seed", rule)


def downgrade() -> None:
    """Go back."""
    op.drop_column("draw_seed", "rule")
