"""The table of what may not be purged although its time has come. It follows from the log."""

from __future__ import annotations

from sqlalchemy import Index, Table

from app.record.columns import METADATA, number, text

LEGAL_HOLD = Table(
    "legal_hold",
    METADATA,
    text("hold_id", key=True),
    text("subject"),
    text("reason"),
    text("officer"),
    number("seq"),
    Index(None, "subject"),
)
"""Items, and numbers of shipments in comparable form, that are held: a row a hold, as two courts
may each ask for the same."""
