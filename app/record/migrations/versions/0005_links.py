"""How far scans are matched, and indexes by which links and late scans are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "progress",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_progress"),
    )
    # Until now every arrival matched everything: nothing is left to be done.
    op.execute("INSERT INTO progress SELECT 'linking', coalesce(max(seq), 0) FROM line")
    op.create_index("ix_scan_seq", "scan", ["seq"])
    op.create_index(
        "ix_line_subject", "line", ["subject"], sqlite_where=sa.text("kind = 'link_put'")
    )


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_line_subject", "line")
    op.drop_index("ix_scan_seq", "scan")
    op.drop_table("progress")
