"""What was filed, and the numbers by which shipments and scans are found.

A shipment may come back to what it was: when a conveyance changes and changes back.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward; the program fills the new tables from the log afterwards."""
    op.create_table(
        "taken",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_taken"),
    )
    op.create_table(
        "filing",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("function", sa.Text(), nullable=False),
        sa.Column("received_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_filing"),
    )
    op.create_index("ix_filing_identity", "filing", ["identity"], unique=True)
    op.create_table(
        "mention",
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("part", "number", "seq", name="pk_mention"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "number",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", "name", "of", "owner", name="pk_number"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_number_of_owner", "number", ["of", "owner"])
    op.drop_index("ix_shipment_shipment_id_digest", "shipment")
    op.create_index("ix_shipment_shipment_id_digest", "shipment", ["shipment_id", "digest"])


def downgrade() -> None:
    """Go back."""
    op.drop_index("ix_shipment_shipment_id_digest", "shipment")
    op.create_index(
        "ix_shipment_shipment_id_digest", "shipment", ["shipment_id", "digest"], unique=True
    )
    for table in ("number", "mention", "filing", "taken"):
        op.drop_table(table)
