"""What each officer likes: a table that is not sealed, beside passwords and leases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "preference",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", "name", name="pk_preference"),
        sa.ForeignKeyConstraint(
            ["account"], ["account.account"], name="fk_preference_account_account"
        ),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("preference")
