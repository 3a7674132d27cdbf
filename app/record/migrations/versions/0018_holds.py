"""A row for each legal hold; what was held stays held, under the number of its line."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_FORWARD = (
    "INSERT INTO legal_hold (hold_id, subject, reason, officer, seq) "
    "SELECT CAST(seq AS TEXT), subject, reason, officer, seq FROM hold_before"
)
_BACK = (
    "INSERT INTO legal_hold (subject, reason, officer, seq) "
    "SELECT subject, reason, officer, seq FROM hold_before "
    "WHERE seq IN (SELECT max(seq) FROM hold_before GROUP BY subject)"
)


def _lay(*keys: str) -> None:
    op.create_table(
        "legal_hold",
        *(sa.Column(name, sa.Text(), nullable=False) for name in (*keys, "reason", "officer")),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint(keys[0], name="pk_legal_hold"),
    )


def upgrade() -> None:
    """Go forward."""
    op.rename_table("legal_hold", "hold_before")
    _lay("hold_id", "subject")
    op.execute(_FORWARD)
    op.drop_table("hold_before")
    op.create_index("ix_legal_hold_subject", "legal_hold", ["subject"])


def downgrade() -> None:
    """Go back; of several holds on one subject the newest is left."""
    op.drop_index("ix_legal_hold_subject", "legal_hold")
    op.rename_table("legal_hold", "hold_before")
    _lay("subject")
    op.execute(_BACK)
    op.drop_table("hold_before")
