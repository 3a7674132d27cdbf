"""Airports and local days and times of air messages, which leave year and zone out."""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo

from app.domain.clock import YEARS
from app.shipments.tables import Tables

_DAY = re.compile(r"(\d{2})([A-Z]{3})(\d{4})?")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def airport_office(code: str) -> str:
    """Return the office of an airport, as far as the shipped table knows it; else nothing."""
    entry = Tables.shipped().look_up("airports", code)
    return "" if entry is None else entry.details.get("office", "")


def nearest_day(text: str, near: dt.datetime) -> dt.date | None:
    """Return the day that a text such as ``20NOV`` means: of all years the nearest one.

    None when the text is no day. A time after the day, as in ``20NOV0945``, is passed over.
    """
    found = _DAY.fullmatch(text)
    if found is None or found[2] not in _MONTHS:
        return None
    month = _MONTHS.index(found[2]) + 1
    days = []
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            days.append(dt.date(year, month, int(found[1])))
        except ValueError:
            # 29 February, in most years, and the 31st of short months.
            continue
    return min(days, key=lambda day: abs(day - near.date()), default=None)


def iso_time(text: str, airport: str) -> dt.datetime | None:
    """Return what a time such as ``2026-11-20T09:45`` is in UTC.

    Without a zone it is local time at the airport. None when it is no time, or the zone of the
    airport is not in the shipped table.
    """
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    zone = _zone(airport)
    if moment.year not in YEARS or (moment.tzinfo is None and zone is None):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(dt.UTC)


def _zone(airport: str) -> zoneinfo.ZoneInfo | None:
    entry = Tables.shipped().look_up("airports", airport)
    return None if entry is None else zoneinfo.ZoneInfo(entry.details["zone"])


def local_time(text: str, airport: str, near: dt.datetime) -> dt.datetime | None:
    """Return what a local time such as ``20NOV0945`` at an airport is in UTC.

    None when the text is no time, or the zone of the airport is not in the shipped table.
    """
    day, found = nearest_day(text, near), _DAY.fullmatch(text)
    zone = _zone(airport)
    if day is None or found is None or not found[3] or zone is None:
        return None
    hour, minute = int(found[3][:2]), int(found[3][2:])
    if hour > 23 or minute > 59:
        return None
    local = dt.datetime.combine(day, dt.time(hour, minute), zone)
    return local.astimezone(dt.UTC)
