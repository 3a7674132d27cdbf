"""The line to the record: whether it holds, since when it does not, and when it is tried again."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable

from app.domain.clock import Clock
from app.domain.late import LineState

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 30.0
SPREAD = 0.25
"""Each wait is longer or shorter by up to this share: a whole agency does not come at once."""
_CHANCE = secrets.SystemRandom().random


class Line:
    """On line, alone since a time, or sending; told by whoever speaks to the record.

    Parameters
    ----------
    clock
        Gives the time since when one works alone.
    chance
        A number from 0 to 1, for the spread of waits.
    """

    def __init__(self, clock: Clock, chance: Callable[[], float] = _CHANCE) -> None:
        self._clock = clock
        self._chance = chance
        self._failures = 0
        self.state = LineState.ON_LINE
        self.since: dt.datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether the record is asked and written to at once."""
        return self.state is LineState.ON_LINE

    def lost(self) -> None:
        """The record did not answer."""
        if self.since is None:
            self.since = self._clock.now()
            self._failures = 0
        self.state = LineState.ALONE

    def failed(self) -> None:
        """An attempt to reach the record came to nothing."""
        self.lost()
        self._failures += 1

    def reached(self) -> None:
        """The record answered: what waits is sent before anything else."""
        self._failures = 0
        self.state = LineState.SENDING

    def back(self) -> None:
        """Nothing waits any more."""
        self.state, self.since, self._failures = LineState.ON_LINE, None, 0

    def wait_s(self) -> float:
        """Return how long to wait before the next attempt, in seconds: longer after each."""
        wait = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(self._failures, 16))
        return wait * (1.0 + SPREAD * (2.0 * self._chance() - 1.0))
