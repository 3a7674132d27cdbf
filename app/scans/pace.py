"""What a line gives, and how much to ask for at once."""

from __future__ import annotations

LEAST, MOST = 32 << 10, 4 << 20
_USUAL = 2.5e6
"""Bytes a second that are taken for granted before anything came: 20 Mbit/s."""
_USUAL_RTT_S = 0.1
_SLACK_S = 0.1
"""What is asked for beyond a round trip of the line, so that it never stands still."""
_LOOK_S = 0.3
"""Seconds over which the rate is taken."""
_NEW, _FORGET = 0.3, 0.05


class Pace:
    """Bytes a second of all requests together, and the round trip; times are monotonic seconds.

    Requests that are under way at the same time hold as many bytes as the line carries in a round
    trip and a little more: it is always full, and what becomes urgent waits for no more than that.

    Parameters
    ----------
    together
        How many requests are under way at most.
    """

    def __init__(self, together: int) -> None:
        self._together = together
        self._rate = 0.0
        self._rtt = _USUAL_RTT_S
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
        carried = (self._rate or _USUAL) * (self._rtt + _SLACK_S)
        return int(min(MOST, max(LEAST, carried / self._together)))

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

    def answered(self, now: float) -> None:
        """Note that a request is done with."""
        self._open -= 1
        span = now - self._since
        if span >= _LOOK_S and self._came:
            rate = self._came / span
            self._rate = rate if self._rate == 0.0 else self._rate + _NEW * (rate - self._rate)
            self._since, self._came = now, 0
