"""The table of how views reached the screen. It stands beside the log, as preferences do."""

from __future__ import annotations

from sqlalchemy import Index, Table

from app.record.columns import METADATA, text

DELIVERY = Table(
    "delivery",
    METADATA,
    text("delivery_id", key=True),
    text("scan_id"),
    text("officer"),
    text("at"),
    text("body"),
    Index(None, "scan_id"),
    Index(None, "officer", "at"),
)
"""`body` is JSON and names nobody."""
