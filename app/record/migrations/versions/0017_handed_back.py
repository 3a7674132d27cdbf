"""An index to what was handed back, by whom and when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_index(
        "ix_line_handed_back", "line", ["actor", "at"], sqlite_where=sa.text("kind = 'handed_back'")
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_line_handed_back", "line")
