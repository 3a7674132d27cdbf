"""Who plays in the scenes. Every company, person and number is made up, and says so."""

from __future__ import annotations

import datetime as dt

DAY = dt.date(2026, 11, 20)
"""The day of every scene; all times are UTC."""
_MIDNIGHT = [dt.datetime.combine(DAY, dt.time(), dt.UTC)]
"""When the day of the scenes begins; moved only to play one by hand, now."""

HAULIER = "9XYZ"
RAILWAY = "9XYR"
NIAGARA, LACOLLE, TORONTO, PEARSON = "0427", "0351", "0495", "0497"


def at(hour: int, minute: int = 0, second: int = 0, *, days: int = 0) -> dt.datetime:
    """Return a time of the day of the scenes, or of some days later."""
    return _MIDNIGHT[0] + dt.timedelta(days, 3600 * hour + 60 * minute + second)


def move(by: dt.timedelta) -> None:
    """Let the day of the scenes begin earlier or later; before any of them is imported."""
    _MIDNIGHT[0] += by


def day_of(moment: dt.datetime) -> str:
    """Return day and month as Cargo-IMP writes them."""
    return f"{moment:%d%b}".upper()


def zulu(moment: dt.datetime) -> str:
    """Return a time as ISO 8601 writes it, in UTC."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
