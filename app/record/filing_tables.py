"""The tables of what was filed, and of the numbers by which it is found. All follow from the log.

What a filing says stays in the payload of its line alone: there are millions of them.
"""

from __future__ import annotations

from sqlalchemy import Index, Table

from app.record.columns import METADATA, index_where, number, text

TAKEN = Table(
    "taken",
    METADATA,
    text("sha256", key=True),
    number("seq"),
)
"""Files of messages that were taken in to their end."""

FILING = Table(
    "filing",
    METADATA,
    number("seq", key=True),
    text("identity"),
    text("kind"),
    text("key"),
    text("function"),
    text("received_at"),
    Index(None, "identity", unique=True),
    # What has no key happened to the feed itself: few lines among millions.
    index_where("key = ''", "kind"),
)
"""One transmission; `identity` is what two copies of it share, `key` in comparable form."""

MENTION = Table(
    "mention",
    METADATA,
    text("part", key=True),
    text("number", key=True),
    number("seq", key=True),
    sqlite_with_rowid=False,
)
"""Which numbers a filing names, and how (`app.shipments.lifecycle.numbers`)."""

NUMBER = Table(
    "number",
    METADATA,
    text("number", key=True),
    text("name", key=True),
    text("of", key=True),
    text("owner", key=True),
    number("seq"),
    # Its owner first: with `of` first, SQLite would look numbers up by it, among half of all rows.
    Index(None, "owner", "of"),
    sqlite_with_rowid=False,
)
"""Numbers of shipments as they stand now, and of scans, in the form in which they are compared."""
