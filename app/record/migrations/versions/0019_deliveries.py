"""How views reached the screen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_COLUMNS = ("delivery_id", "scan_id", "officer", "at", "body")


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "delivery",
        *(sa.Column(name, sa.Text(), nullable=False) for name in _COLUMNS),
        sa.PrimaryKeyConstraint("delivery_id", name="pk_delivery"),
    )
    op.create_index("ix_delivery_scan_id", "delivery", ["scan_id"])
    op.create_index("ix_delivery_officer_at", "delivery", ["officer", "at"])


def downgrade() -> None:
    """Go back."""
    op.drop_table("delivery")
