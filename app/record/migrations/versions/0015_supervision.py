"""Seeds and lots, what supervisors said, second readings, approvals; no line speaks of them yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_TABLES = ("approval", "reading_note", "second_reading", "supervised", "drawn", "draw_seed")


def _text(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), autoincrement=False, nullable=False)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "draw_seed",
        _number("seq"),
        *_text("draw", "seed"),
        sa.Column("share", sa.Float(), nullable=False),
        *_text("actor", "at"),
        sa.PrimaryKeyConstraint("seq", name="pk_draw_seed"),
    )
    op.create_table(
        "drawn",
        *_text("item_id"),
        _number("seed_seq"),
        *_text("at"),
        _number("seq"),
        sa.PrimaryKeyConstraint("item_id", name="pk_drawn"),
    )
    op.create_table(
        "supervised",
        _number("seq"),
        *_text("recommendation_id", "item_id", "answer", "actor", "at", "body"),
        sa.PrimaryKeyConstraint("seq", name="pk_supervised"),
    )
    op.create_index("ix_supervised_recommendation_id", "supervised", ["recommendation_id"])
    op.create_index("ix_supervised_item_id", "supervised", ["item_id"])
    _readings()
    op.create_table(
        "approval",
        _number("verdict_seq"),
        _number("approved"),
        *_text("reason", "actor", "at"),
        _number("seq"),
        sa.PrimaryKeyConstraint("verdict_seq", name="pk_approval"),
    )


def _readings() -> None:
    op.create_table(
        "second_reading",
        *_text("reading_id", "recommendation_id", "item_id", "first", "reader"),
        *_text("asked_by", "asked_at"),
        _number("hide_model"),
        *_text("signed", "adjudicated"),
        _number("seq"),
        sa.PrimaryKeyConstraint("reading_id", name="pk_second_reading"),
    )
    op.create_index("ix_second_reading_item_id", "second_reading", ["item_id"])
    op.create_index("ix_second_reading_recommendation_id", "second_reading", ["recommendation_id"])
    op.create_table(
        "reading_note",
        *_text("reading_id", "what", "name", "body"),
        _number("seq"),
        sa.PrimaryKeyConstraint("reading_id", "what", "name", name="pk_reading_note"),
    )


def downgrade() -> None:
    """Go back."""
    for name in _TABLES:
        op.drop_table(name)
