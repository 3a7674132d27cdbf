"""Time, passed in: UTC-aware for the record, monotonic for durations."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from collections.abc import Callable

YEARS = range(1970, 2200)
"""Years that a time in a file may be of. Others are slips, and times at the ends of the calendar
have no local form."""


@dataclasses.dataclass(frozen=True, slots=True)
class Clock:
    """The two clocks that the program reads, and the only way it reads them."""

    now: Callable[[], dt.datetime]
    """Current time, UTC-aware."""
    monotonic: Callable[[], float]
    """Seconds that never run backwards."""


def system_clock() -> Clock:
    """Return the machine's clocks."""
    return Clock(now=lambda: dt.datetime.now(dt.UTC), monotonic=time.monotonic)


class ReviewClock:
    """Active time of one review: starts at first paint, stands still in lock, pause and idle.

    Any order of calls is allowed; the sum is never negative and never runs twice.
    """

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._started: float | None = None
        self._running_since: float | None = None
        self._active = 0.0
        self._holds: set[str] = set()

    @property
    def started(self) -> bool:
        """Whether the first picture has been painted."""
        return self._started is not None

    def first_paint(self) -> bool:
        """Start the clock; return True for the first call only."""
        if self._started is not None:
            return False
        self._started = self._monotonic()
        if not self._holds:
            self._running_since = self._started
        return True

    def hold(self, why: str, *, for_s: float = 0.0) -> None:
        """Stop counting for a named reason (``lock``, ``idle``, ``pause``).

        ``for_s`` says for how many seconds the reason has held already: nobody is known to be
        idle before a while of it has gone by, and that while is no active time either.
        """
        if not self._holds and self._running_since is not None:
            counted = self._monotonic() - self._running_since - max(0.0, for_s)
            self._active += max(0.0, counted)
            self._running_since = None
        self._holds.add(why)

    def resume(self, why: str) -> None:
        """End one reason; counting goes on when none is left."""
        self._holds.discard(why)
        if not self._holds and self._started is not None and self._running_since is None:
            self._running_since = self._monotonic()

    @property
    def active_s(self) -> float:
        """Seconds counted so far."""
        running = 0.0
        if self._running_since is not None:
            running = max(0.0, self._monotonic() - self._running_since)
        return self._active + running

    @property
    def wall_s(self) -> float:
        """Seconds since first paint, holds included; 0 before it."""
        return 0.0 if self._started is None else max(0.0, self._monotonic() - self._started)
