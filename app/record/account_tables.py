"""Tables of people beside their accounts: words that are good for one sign-in."""

from __future__ import annotations

from sqlalchemy import Table

from app.record.columns import METADATA, number, text

ONE_TIME = Table(
    "one_time",
    METADATA,
    text("account", key=True),
    text("until"),
    number("seq"),
)
"""Accounts whose password is a word that an administrator gave out, and until when it opens."""
