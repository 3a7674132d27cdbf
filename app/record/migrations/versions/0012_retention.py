"""Legal holds, an index to what was purged, and decisions of which only a stub may stay."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_BEFORE = (
    "CREATE TRIGGER decision_stays BEFORE UPDATE ON decision "
    "BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END"
)
_AFTER = (
    "CREATE TRIGGER decision_stays BEFORE UPDATE ON decision "
    "WHEN NOT EXISTS (SELECT 1 FROM line AS purge "
    "WHERE purge.kind = 'payload_purged' AND purge.subject = "
    "(SELECT payload_digest FROM line WHERE seq = OLD.seq)) "
    "BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END"
)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "legal_hold",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_legal_hold")),
    )
    op.create_index(
        "ix_line_purged", "line", ["subject"], sqlite_where=sa.text("kind = 'payload_purged'")
    )
    op.execute("DROP TRIGGER decision_stays")
    op.execute(_AFTER)


def downgrade() -> None:
    """Go back."""
    op.execute("DROP TRIGGER decision_stays")
    op.execute(_BEFORE)
    op.drop_index("ix_line_purged", "line")
    op.drop_table("legal_hold")
