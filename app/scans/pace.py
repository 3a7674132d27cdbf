"""What a line gives, and how much to ask for at once."""

from __future__ import annotations

LEAST, MOST = 64 << 10, 4 << 20
_USUAL = 96 << 10
"""Bytes of a request before anything is known of the line."""
_USUAL_RTT_S = 0.1
_ROUND_TRIPS, _SLACK_S = 2.0, 0.05
"""A request is to take so many round trips, and so many seconds more: those under way together then
hold what the line carries in that time. Less, and it stands still between two of them; more, and
what becomes urgent waits behind it."""
_LARGER, _SMALLER = 1.06, 0.95
_MUCH_LARGER = 1.3
"""Where a request takes half of that time and less."""
_LOOK_S = 0.3
"""Seconds over which the rate is taken."""
_NEW, _FORGET = 0.3, 0.02


class Pace:
    """Bytes a second of all requests together, and how large the next one is to be.

    The size follows from how long requests take, not from a rate that was measured: a rate is low
    as well because too little was asked for. Times are monotonic seconds.
    """

    def __init__(self) -> None:
        self._rate = 0.0
        self._rtt = _USUAL_RTT_S
        self._portion = float(_USUAL)
        self._open, self._since, self._came = 0, 0.0, 0

    @property
    def bytes_per_s(self) -> float:
        """What the line gave lately; 0 before anything came."""
        return self._rate

    @property
    def round_trip_s(self) -> float:
        """Seconds from a request to the first byte of its answer, at best."""
        return self._rtt

    @property
    def portion(self) -> int:
        """Bytes to ask for in one request."""
        return int(self._portion)

    def asked(self, now: float) -> None:
        """Note that a request goes out."""
        if self._open == 0:
            self._since, self._came = now, 0
        self._open += 1

    def waited(self, seconds: float) -> None:
        """Note how long the first byte of an answer took."""
        # A line gets slower as well: the best of long ago is forgotten by and by.
        self._rtt = min(seconds, self._rtt + _FORGET * (seconds - self._rtt))

    def came(self, count: int) -> None:
        """Note bytes that came."""
        self._came += count

    def answered(self, now: float, *, count: int, took: float) -> None:
        """Note that a request is done with: what came of it, in how many seconds."""
        self._open -= 1
        # A little one says nothing of how long a large one takes.
        if count >= self._portion / 2.0:
            wanted = self._portion * _growth(took / (_ROUND_TRIPS * self._rtt + _SLACK_S))
            self._portion = min(float(MOST), max(float(LEAST), wanted))
        span = now - self._since
        if span >= _LOOK_S and self._came:
            rate = self._came / span
            self._rate = rate if self._rate == 0.0 else self._rate + _NEW * (rate - self._rate)
            self._since, self._came = now, 0


def _growth(took: float) -> float:
    """Return how much larger the next request is to be, after one that took so much of its time."""
    if took >= 1.0:
        return _SMALLER
    return _LARGER if took > 0.5 else _MUCH_LARGER
