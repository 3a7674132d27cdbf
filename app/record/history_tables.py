"""The table by which one shipment is held against others. It follows from the log."""

from __future__ import annotations

from sqlalchemy import Column, Float, Index, Table

from app.record.columns import METADATA, number, text

HISTORY = Table(
    "history",
    METADATA,
    text("trait", key=True),
    text("among", key=True),
    number("day", key=True),
    text("owner", key=True),
    Column("figure", Float, nullable=False),
    text("name"),
    number("seq"),
    Index(None, "owner"),
    sqlite_with_rowid=False,
)
"""What the shipments that stand told of themselves (`app.shipments.discrepancies.past`), by what
they are looked at among and by the day on which they came: the newest are read in one run."""
