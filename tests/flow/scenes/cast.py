"""Who plays in the scenes. Every company, person and number is made up, and says so."""

from __future__ import annotations

import datetime as dt

DAY = dt.date(2026, 11, 20)
"""The day of every scene; all times are UTC."""

HAULIER = "9XYZ"
RAILWAY = "9XYR"
NIAGARA, LACOLLE, TORONTO, PEARSON = "0427", "0351", "0495", "0497"


def at(hour: int, minute: int = 0, second: int = 0, *, days: int = 0) -> dt.datetime:
    """Return a time of the day of the scenes, or of some days later."""
    start = dt.datetime.combine(DAY, dt.time(hour, minute, second), dt.UTC)
    return start + dt.timedelta(days=days)
