"""The index that leads from an owner to its numbers begins with the owner.

With what it is first, SQLite took it to look two or more numbers up: a second among a million.
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.drop_index("ix_number_of_owner", "number")
    op.create_index("ix_number_owner_of", "number", ["owner", "of"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_number_owner_of", "number")
    op.create_index("ix_number_of_owner", "number", ["of", "owner"])
