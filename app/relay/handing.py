"""Taking in for many relays: what comes is kept, and a job is made of it for whoever is free.

Nothing is worked on here. When the server of the jobs does not answer, files are taken all the
same: what the journal knows to be due and has no job gets one from the relays that work.
"""

from __future__ import annotations

import asyncio
import collections
import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from app.domain.errors import KnownError, Unavailable
from app.relay.relaying import PREPARE, Taken
from app.relay.serving import served
from app.relay.working import Source, Stop
from app.scans.dimse import Receiver

_ENOUGH = 3
"""Looks until a folder of which nothing came has nothing: a file is complete at the second."""


class Offers(Protocol):
    """Where jobs are made (`app.relay.engine.Engine`)."""

    def offering(self) -> contextlib.AbstractContextManager[Callable[[str, str], bool]]:
        """Open the way for what makes jobs. Raises `Unavailable`."""


class Hears(Protocol):
    """Who is told what happens."""

    def came(self, taken: Taken) -> None:
        """Tell that an original is safe here."""

    def fault(self, error: KnownError) -> None:
        """Tell what stands in the way."""


class Handing:
    """Takes in from sources and hands on.

    Parameters
    ----------
    jobs
        Where jobs are made.
    told
        Told what happens.
    stop
        Set, it ends.
    look
        Seconds between two looks at the sources.
    """

    def __init__(self, jobs: Offers, told: Hears, stop: Stop, look: float = 1.0) -> None:
        self._jobs, self._told, self._stop, self._pause = jobs, told, stop, look
        self._new: collections.deque[Taken] = collections.deque()

    def take(self, taken: Taken) -> None:
        """Have a job made of an original that came, from any thread."""
        self._new.append(taken)

    def run(
        self, sources: Sequence[Source], receiver: Receiver | None = None, *, once: bool = False
    ) -> None:
        """Take in until `stop` is set; with `once`, until nothing more comes.

        Parameters
        ----------
        sources
            Looked at again and again.
        receiver
            A port that is open; it is served until the end, and closed by who opened it.

        Raises
        ------
        KnownError
            When the port fails; jobs are made of what came before.
        """
        # In a thread: a signal that sets `stop` must not meet this thread waiting for it.
        asyncio.run(asyncio.to_thread(self._take_in, sources, receiver, once=once))

    def _take_in(self, sources: Sequence[Source], receiver: Receiver | None, *, once: bool) -> None:
        with contextlib.ExitStack() as stack:
            # When the port ends, the last files have come.
            stack.callback(self._hand_on)
            stack.enter_context(served(receiver, self._stop))
            self._watch(sources, once=once)

    def _watch(self, sources: Sequence[Source], *, once: bool) -> None:
        looks = 0
        while not self._stop.is_set():
            for taken in self._look(sources):
                self.take(taken)
            looks = 1 if self._new else looks + 1
            self._hand_on()
            if once and looks >= _ENOUGH:
                return
            self._stop.wait(self._pause)

    def _look(self, sources: Sequence[Source]) -> Iterator[Taken]:
        for source in sources:
            for taken in source.look():
                yield taken
                if self._stop.is_set():
                    return

    def _hand_on(self) -> None:
        """Make jobs of what came; where none can be made now, relays find it by themselves."""
        came = [self._new.popleft() for _ in range(len(self._new))]
        for taken in came:
            self._told.came(taken)
        new = [taken.sha256 for taken in came if taken.new]
        if not new:
            return
        try:
            with self._jobs.offering() as offer:
                for sha256 in new:
                    offer(sha256, PREPARE)
        except Unavailable as error:
            self._told.fault(error)
