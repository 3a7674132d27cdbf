"""What became of packages for ports, and results of examinations; no line speaks of them yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "package_step",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("package_id", sa.Text(), nullable=False),
        sa.Column("recommendation_id", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_package_step"),
    )
    op.create_index("ix_package_step_package_id", "package_step", ["package_id"])
    op.create_index("ix_package_step_recommendation_id", "package_step", ["recommendation_id"])
    op.create_table(
        "exam_result",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("recommendation_id", sa.Text(), nullable=False),
        sa.Column("result_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_exam_result"),
    )
    op.create_index(
        "ix_exam_result_recommendation_id_result_id",
        "exam_result",
        ["recommendation_id", "result_id"],
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("exam_result")
    op.drop_table("package_step")
