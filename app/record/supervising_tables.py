"""What supervision leaves: seeds and lots, answers, second readings, approvals; from the log."""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Table

from app.record.columns import METADATA, number, text

DRAW_SEED = Table(
    "draw_seed",
    METADATA,
    number("seq", key=True),
    text("draw"),
    text("seed"),
    Column("share", Float, nullable=False),
    text("actor"),
    text("at"),
    number("rule"),
)
"""Seeds in the order in which they were published."""

DRAWN = Table(
    "drawn",
    METADATA,
    text("item_id", key=True),
    number("seed_seq"),
    text("at"),
    number("seq"),
)
"""Items that a random compliance check fell upon."""

SUPERVISED = Table(
    "supervised",
    METADATA,
    number("seq", key=True),
    text("recommendation_id"),
    text("item_id"),
    text("answer"),
    text("actor"),
    text("at"),
    text("body"),
    Index(None, "recommendation_id"),
    Index(None, "item_id"),
)
"""What supervisors said of decisions; adjudications that send an item back among them."""

SECOND_READING = Table(
    "second_reading",
    METADATA,
    text("reading_id", key=True),
    text("recommendation_id"),
    text("item_id"),
    text("first"),
    text("reader"),
    text("asked_by"),
    text("asked_at"),
    number("hide_model"),
    text("signed"),
    text("adjudicated"),
    number("seq"),
    Index(None, "item_id"),
    Index(None, "recommendation_id"),
)
"""Blind second readings: whose, of what, and what came of each; empty until it did."""

READING_NOTE = Table(
    "reading_note",
    METADATA,
    text("reading_id", key=True),
    text("what", key=True),
    text("name", key=True),
    text("body"),
    number("seq"),
)
"""What a second reader drew, judged and looked at, apart from what the first did."""

APPROVAL = Table(
    "approval",
    METADATA,
    number("verdict_seq", key=True),
    number("approved"),
    text("reason"),
    text("actor"),
    text("at"),
    number("seq"),
)
"""Which verdicts may be trained on, by the last word."""
