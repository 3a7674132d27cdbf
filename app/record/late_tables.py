"""Acts that came late, and decisions made alone that were confirmed. Both follow from the log."""

from __future__ import annotations

from sqlalchemy import Index, Table

from app.record.columns import METADATA, number, text

LATE_ACT = Table(
    "late_act",
    METADATA,
    text("act_id", key=True),
    text("item_id"),
    text("officer"),
    text("what"),
    text("done_at"),
    text("received_at"),
    text("outcome"),
    text("why"),
    number("seq"),
    Index(None, "what", "officer"),
    Index(None, "item_id"),
)
"""Every act that the record was sent late, by its own identity: sent twice, it counts once."""

RECONFIRMED = Table(
    "reconfirmed",
    METADATA,
    text("recommendation_id", key=True),
    text("item_id"),
    text("officer"),
    text("at"),
    number("seq"),
)
"""Decisions made alone that their officer has looked at again and stands by."""
