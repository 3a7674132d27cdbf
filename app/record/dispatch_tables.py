"""What became of packages for ports, and what examinations came to. Both follow from the log."""

from __future__ import annotations

from sqlalchemy import Index, Table

from app.record.columns import METADATA, number, text

PACKAGE_STEP = Table(
    "package_step",
    METADATA,
    number("seq", key=True),
    text("package_id"),
    text("recommendation_id"),
    text("item_id"),
    text("step"),
    text("body"),
    Index(None, "package_id"),
    Index(None, "recommendation_id"),
)

EXAM_RESULT = Table(
    "exam_result",
    METADATA,
    number("seq", key=True),
    text("recommendation_id"),
    text("result_id"),
    number("version"),
    text("item_id"),
    text("actor"),
    text("at"),
    text("body"),
    Index(None, "recommendation_id", "result_id"),
)
"""Every version of every result; the newest of a number counts."""
