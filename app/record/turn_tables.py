"""Turns beside the order of the queue, and what people are trained for. Both follow from the log.

`turn` holds the newest turn of items that are not decided: a decision takes it away, the log keeps
it.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table

from app.record.columns import METADATA, TEXT, number, text

TURN = Table(
    "turn",
    METADATA,
    Column("item_id", TEXT, ForeignKey("item.item_id"), primary_key=True),
    text("kind"),
    text("by"),
    text("at"),
    text("until"),
    text("text"),
    text("meant_for"),
    text("asked_of"),
    text("ended"),
    text("shipments"),
    number("images"),
    text("known"),
    number("seq"),
    Index(None, "ended", "kind"),
)
"""`known` holds the digests of data and images that were there when a hold began."""

SKILL = Table(
    "skill",
    METADATA,
    text("account", key=True),
    text("modes"),
    text("cargo"),
    number("seq"),
)
"""People of whom an administrator has said what they are trained for; others are for everything."""
