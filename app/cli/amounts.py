"""Numbers and times as people say them."""

from __future__ import annotations

import datetime as dt

_DAY, _HOUR = 24 * 60, 60


def counted(number: int, one: str, many: str = "") -> str:
    """Return so many of something: the word for one of it, and for several where that is odd."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def time_left(left: dt.timedelta) -> str:
    """Return how long something still has, or how late it is, in its two largest units."""
    late = left < dt.timedelta()
    minutes = int(abs(left) / dt.timedelta(minutes=1))
    days, rest = divmod(minutes, _DAY)
    hours, minutes = divmod(rest, _HOUR)
    if days:
        told = f"{days} d {hours} h"
    elif hours:
        told = f"{hours} h {minutes:02} min"
    else:
        told = f"{minutes} min"
    return f"late {told}" if late else told
