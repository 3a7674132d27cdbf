"""When a job that failed is tried again.

What stands in the way (an archive that is down, a disk that is full) goes on until it is gone: such
a job is tried for ever, more and more rarely. An error that no sentence is known for is a fault of
the program or of the file: it is tried a few times and then set aside, where it is counted and can
be looked at. So is a scan over which relays die again and again.

Faults and deaths are counted in the job's priority: the engine's own count of attempts counts what
is known, too, and the priority is all else that stays with a job.
"""

from __future__ import annotations

import dataclasses

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.jobs import Job

from app.domain.errors import KnownError

DEATH = 1000
"""By how much a job's priority falls each time a relay dies over it: what kills comes last."""
FAULT = 10
"""By how much it falls each time the job fails for no known reason; more than steps differ."""


@dataclasses.dataclass(frozen=True, slots=True)
class Pace:
    """How long relays wait.

    Attributes
    ----------
    first, most
        Seconds before a job is tried for the second time, and at most; doubled in between.
    attempts
        How often a job may fail for no known reason; fewer than a hundred times.
    deaths
        How many relays may die over one job before it is set aside.
    beat, dead
        Seconds between two signs of life of a relay, and without one until it counts as dead.
    look
        Seconds between two looks for jobs whose time has come, and for those of the dead.
    sweep
        Seconds between two looks for scans that are due and have no job.
    again
        Seconds before the database is asked again that did not answer.
    """

    first: float = 1.0
    most: float = 300.0
    attempts: int = 8
    deaths: int = 5
    beat: float = 5.0
    dead: float = 30.0
    look: float = 5.0
    sweep: float = 60.0
    again: float = 5.0

    def wait(self, attempts: int) -> float:
        """Seconds until a job that was tried so often before is tried again."""
        return min(self.most, self.first * 2.0 ** min(attempts, 32))

    def over(self, priority: int, first: int) -> bool:
        """Whether one more death over a job is too many.

        Parameters
        ----------
        priority, first
            The job's now, and as it was when the job was made.
        """
        return (first - priority) // DEATH + 1 >= self.deaths


class Again(BaseRetryStrategy):
    """The engine's view of a pace.

    Parameters
    ----------
    first
        Priority of the jobs when they were made.
    """

    def __init__(self, pace: Pace, first: int) -> None:
        self._pace, self._first = pace, first

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """Say when a job is tried again; None sets it aside."""
        priority = job.priority
        if not isinstance(exception, KnownError):
            priority -= FAULT
            if (self._first - priority) % DEATH // FAULT >= self._pace.attempts:
                return None
        wait = round(1000 * self._pace.wait(job.attempts))
        return RetryDecision(retry_in={"milliseconds": wait}, priority=priority)
