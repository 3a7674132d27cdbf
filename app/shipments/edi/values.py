"""Numbers, weights, times and offices as they are written in EDI.

Each reader returns None for what it cannot read; whoever asked says so with the segment.
"""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.domain.clock import YEARS

Decimal = decimal.Decimal

KILOGRAMS: Mapping[str, Decimal] = MappingProxyType(
    {
        **dict.fromkeys(("KGM", "KG", "K"), Decimal(1)),
        **dict.fromkeys(("LBR", "LB", "L"), Decimal("0.45359237")),
        **dict.fromkeys(("TNE", "E"), Decimal(1000)),
        "GRM": Decimal("0.001"),
        **dict.fromkeys(("STN", "S"), Decimal("907.18474")),
        **dict.fromkeys(("LTN", "T"), Decimal("1016.0469088")),
    }
)
"""Exact kilograms in one unit, by the codes of UN/ECE Recommendation 20 and of X12 element 188."""

CUBIC_METRES: Mapping[str, Decimal] = MappingProxyType(
    {
        **dict.fromkeys(("MTQ", "X"), Decimal(1)),
        **dict.fromkeys(("FTQ", "E"), Decimal("0.028316846592")),
        "LTR": Decimal("0.001"),
        "DMQ": Decimal("0.001"),
    }
)
"""Exact cubic metres in one unit, by the codes of Recommendation 20 and of X12 element 183."""

ZONES: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("UTC", "GMT", "Z", "ZZZ", "UT", "UCT"), 0),
        "NST": -210,
        "NDT": -150,
        "AST": -240,
        "ADT": -180,
        "EST": -300,
        "EDT": -240,
        "CST": -360,
        "CDT": -300,
        "MST": -420,
        "MDT": -360,
        "PST": -480,
        "PDT": -420,
    }
)
"""Minutes east of Greenwich of the zones that senders in North America write."""

LONGEST_NUMBER = 24
"""Signs; longer ones measure no cargo."""


def number(text: str) -> Decimal | None:
    """Return a decimal of 0 or more; comma and full stop both mark decimals (ISO 9735)."""
    if len(text) > LONGEST_NUMBER:
        return None
    if not text.replace(".", "", 1).isdecimal():
        text = text.strip().replace(",", ".", 1)
        if not text.replace(".", "", 1).isdecimal():
            return None
    return Decimal(text)


def whole(text: str) -> int | None:
    """Return a whole number of 0 or more."""
    if text.isdecimal() and len(text) < 10:
        return int(text)
    value = number(text)
    return int(value) if value is not None and value == value.to_integral_value() else None


def office(text: str) -> str:
    """Return an office code with four digits: messages write 0495 where memoranda write 495."""
    return text.zfill(4) if text.isdecimal() else text


def moment(text: str, form: str) -> dt.datetime | None:
    """Return the time that element 2380 holds in the format of element 2379.

    A time without a zone is taken as UTC; what was written stays in the message.
    """
    reader = _FORMATS.get(form) or (_by_length if not form else None)
    if reader is None:
        return None
    try:
        value = reader(text)
    except (ValueError, OverflowError):
        return None
    return value if value.year in YEARS else None


def stamp(date: str, time: str = "") -> dt.datetime | None:
    """Return the time of a date and a time of day as X12 and envelopes write them, as UTC."""
    if len(date) == 6:
        date = "20" + date
    time = (time or "0000")[:6]
    return moment(date + time, "204" if len(time) == 6 else "203")


def _utc(text: str) -> dt.datetime:
    """Read ``YYYYMMDDHHMM`` with or without seconds."""
    if not text.isdecimal():
        raise ValueError(text)
    return dt.datetime.fromisoformat(f"{text[:8]}T{text[8:]}Z")


def _minute(text: str) -> dt.datetime:
    if len(text) != 12:
        raise ValueError(text)
    return _utc(text)


def _second(text: str) -> dt.datetime:
    if len(text) != 14:
        raise ValueError(text)
    return _utc(text)


def _day(text: str) -> dt.datetime:
    if len(text) != 8:
        raise ValueError(text)
    return _utc(text + "0000")


def _short_year(text: str) -> dt.datetime:
    if len(text) not in (6, 10, 12):
        raise ValueError(text)
    return _utc("20" + (text + "0000" if len(text) == 6 else text))


def _zoned(text: str) -> dt.datetime:
    """Read ``YYYYMMDDHHMM`` and a zone: its letters, or hours and minutes with their sign."""
    written, zone = text[:12], text[12:].strip().upper()
    minutes = ZONES.get(zone)
    if minutes is None:
        sign = -1 if zone[:1] == "-" else 1
        digits = zone[1:].replace(":", "")
        if zone[:1] not in "+-" or not digits.isdecimal() or len(digits) not in (2, 4):
            raise ValueError(text)
        minutes = sign * (int(digits[:2]) * 60 + int(digits[2:] or 0))
    return _utc(written) - dt.timedelta(minutes=minutes)


def _by_length(text: str) -> dt.datetime:
    return _day(text) if len(text) == 8 else _utc(text)


_FORMATS: Mapping[str, Callable[[str], dt.datetime]] = {
    "101": _short_year,
    "102": _day,
    "201": _short_year,
    "202": _short_year,
    "203": _minute,
    "204": _second,
    "205": _zoned,
    "303": _zoned,
}
"""Formats of element 2379 that stand for one point in time."""
