"""Numbers, times and units as they are read in each language."""

from __future__ import annotations

import datetime as dt
import math

from app.ui.i18n import language, tr

THIN = "\u202f"
"""Narrow no-break space: between thousands."""
UNIT = "\u00a0"
"""No-break space before a unit: Inter's narrow one is 0.18 em, too tight to read."""


def number(value: float, places: int = 0) -> str:
    """Return a figure with thin spaces between thousands and the language's decimal sign."""
    text = f"{value:,.{places}f}".replace(",", THIN)
    return text.replace(".", ",") if language() == "fr" else text


def kilograms(value: float | None) -> str:
    """Return a mass in kilograms, empty when there is none."""
    if value is None:
        return ""
    small = 0 < value < 10 and value != round(value)
    return f"{number(value, 1 if small else 0)}{UNIT}kg"


def per_cent(share: float) -> str:
    """Return a share of one in per cent."""
    return f"{number(100 * share)}{UNIT}%"


def rate(share: float) -> str:
    """Return a chosen share in per cent, with its tenths where it has some."""
    tenths = round(1000 * share) % 10 != 0
    return f"{number(100 * share, 1 if tenths else 0)}{UNIT}%"


def minutes_between(eta: dt.datetime, now: dt.datetime) -> int:
    """Return whole minutes left, rounded down, negative when the arrival is past."""
    return math.floor((eta - now).total_seconds() / 60)


def minutes_left(eta: dt.datetime | None, now: dt.datetime) -> str:
    """Return ``42 min`` or ``1 h 10``; never ``0:42``, which may be read as seconds."""
    if eta is None:
        return tr("No time")
    minutes = minutes_between(eta, now)
    if minutes < 0:
        return tr("{time} late", time=_span(-minutes))
    return _span(minutes)


def _span(minutes: int) -> str:
    if minutes < 60:
        return f"{minutes}{UNIT}min"
    if minutes < 24 * 60:
        return f"{minutes // 60}{UNIT}h{UNIT}{minutes % 60:02d}"
    days, rest = divmod(minutes, 24 * 60)
    return tr("{days} d {hours} h", days=days, hours=rest // 60)


def moment(when: dt.datetime | None) -> str:
    """Return a date and time with its zone, for tips."""
    if when is None:
        return ""
    return when.astimezone().strftime("%Y-%m-%d %H:%M %Z")


def seconds(value: float) -> str:
    """Return a duration such as ``1 min 12 s``."""
    whole = round(value)
    if whole < 60:
        return f"{whole}{UNIT}s"
    return f"{whole // 60}{UNIT}min{UNIT}{whole % 60:02d}{UNIT}s"
