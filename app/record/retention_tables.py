"""The table of what may not be purged although its time has come. It follows from the log."""

from __future__ import annotations

from sqlalchemy import Table

from app.record.columns import METADATA, number, text

LEGAL_HOLD = Table(
    "legal_hold",
    METADATA,
    text("subject", key=True),
    text("reason"),
    text("officer"),
    number("seq"),
)
"""Items, and numbers of shipments in comparable form, that are held."""
