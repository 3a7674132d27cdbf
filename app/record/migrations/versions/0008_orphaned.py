"""An index to links whose record was deleted: what is filed may be the same cargo, filed anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_index("ix_link_seq", "link", ["seq"], sqlite_where=sa.text("link_class = 'ORPHANED'"))


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_link_seq", "link")
