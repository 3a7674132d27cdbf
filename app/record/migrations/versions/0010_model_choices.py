"""An index to the lines that put models in force: the newest is asked for before every scan."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_index("ix_line_seq", "line", ["seq"], sqlite_where=sa.text("kind = 'models_put'"))


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_line_seq", "line")
