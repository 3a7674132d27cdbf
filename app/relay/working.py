"""The relay on one machine: its steps in threads of this process, a few at a time.

What is due lies in the journal; here are only digests, the step that is next for each, and when. A
step that something stands in the way of is tried again, more and more rarely, for as long as it
takes. How many pixels are in memory at a time is limited whatever comes.
"""

from __future__ import annotations

import collections
import contextlib
import dataclasses
import heapq
import itertools
import logging
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import FrameType
from typing import Protocol

from app.domain.errors import KnownError
from app.domain.words import Sentence, phrase, say
from app.relay.keeping import Fate
from app.relay.relaying import FORWARD, PREPARE, SCREEN, Relay, Taken
from app.relay.serving import served
from app.scans.dimse import Receiver

_LOG = logging.getLogger(__name__)
_RANK = {SCREEN: 2, FORWARD: 1, PREPARE: 0}
"""What is further along goes first, so that little lies half done."""
_TRIES = 8
"""How often a step may fail for no known reason until the next start; known ones do not count."""
_BYTES_A_PIXEL = 12
"""Of a picture while it is worked on: stored, decoded, coded, written, read back."""
_BROKEN = phrase(
    "The relay failed over {name} for a reason that it does not know ({why}). It is kept, "
    "tried eight times, then when the relay starts anew; tell who looks after the program."
)


class Stop(threading.Event):
    """Set, it ends the work."""


class Source(Protocol):
    """Where scans come from, looked at now and then."""

    def look(self) -> Iterable[Taken]:
        """Take what has come; what stands in the way is for the next look."""


class Told(Protocol):
    """Who is told what happens, from any thread."""

    def came(self, taken: Taken) -> None:
        """Tell that an original is safe here."""

    def done(self, fate: Fate, step: str, seconds: float) -> None:
        """Tell that a step was done, and what became of the original by it."""

    def waits(self, fate: Fate | None, step: str, why: Sentence, /) -> None:
        """Tell that something stands in the way; it is tried again."""

    def gave_up(self, step: str, why: Sentence, /) -> None:
        """Tell that a step is not tried again before the next start."""

    def waiting(self, depths: Mapping[str, int]) -> None:
        """Tell how many originals wait for each step or are in it."""

    def fault(self, error: KnownError) -> None:
        """Tell that something stands in the way of a source."""


@dataclasses.dataclass(frozen=True, slots=True)
class Pace:
    """How much at a time, and how long one waits.

    Attributes
    ----------
    hands
        Steps at a time.
    room
        Bytes that pictures may take in memory together; one that is larger has it alone.
    look
        Seconds between two looks at the sources.
    first, most
        Seconds before a step is tried again, and at most; doubled in between.
    lone
        Seconds after which an energy is screened without the other.
    """

    hands: int = 2
    room: int = 2 << 30
    look: float = 1.0
    first: float = 1.0
    most: float = 60.0
    lone: float = 60.0


@dataclasses.dataclass(order=True, slots=True)
class _Due:
    at: float
    rank: int
    number: int
    sha256: str = dataclasses.field(compare=False)
    step: str = dataclasses.field(compare=False)
    tried: int = dataclasses.field(compare=False, default=0)
    faults: int = dataclasses.field(compare=False, default=0)
    """How often it failed for no known reason."""


class Works:
    """The steps that are due, and the threads that do them.

    Parameters
    ----------
    relay
        Whose steps.
    told
        Told what happens.
    stop
        Set, it ends the work; what was begun is finished first.
    pace
        How much at a time.
    """

    def __init__(self, relay: Relay, told: Told, stop: Stop, pace: Pace | None = None) -> None:
        self._relay, self._told, self._pace = relay, told, pace or Pace()
        self._due: list[_Due] = []
        self._numbers = itertools.count()
        self._busy: dict[str, str] = {}
        """Digests that are due or worked on, each with its step."""
        self._came_again: set[str] = set()
        self._change = threading.Condition()
        self._telling = threading.Lock()
        self._stop = stop
        self._taken_bytes = 0
        self._first = 0
        """Steps that are done for the first time just now."""

    @property
    def stop(self) -> Stop:
        """What ends the work."""
        return self._stop

    @property
    def fault(self) -> Callable[[KnownError], None]:
        """Whom a source tells what stands in its way."""
        return self._told.fault

    def take(self, taken: Taken) -> None:
        """Let what came be worked on, from any thread."""
        self._told.came(taken)
        self.offer(taken.sha256)

    def offer(self, sha256: str) -> None:
        """Let an original be worked on, from any thread."""
        fate = self._relay.keeping.of(sha256)
        step = PREPARE if fate is None else self._relay.next_of(fate)
        if step:
            self._add(sha256, step)

    def run(
        self, sources: Sequence[Source], receiver: Receiver | None = None, *, once: bool = False
    ) -> None:
        """Work until `stop` is set; with `once`, until all that is here was tried.

        Parameters
        ----------
        sources
            Looked at again and again.
        receiver
            A port that is open; it is served until the end, and closed by who opened it.

        Raises
        ------
        KnownError
            When the port fails; what was begun is finished first.
        """
        for sha256, step in self._relay.left():
            self._add(sha256, step)
        threads = [threading.Thread(target=self._hand) for _ in range(self._pace.hands)]
        for thread in threads:
            thread.start()
        try:
            with served(receiver, self._stop):
                self._watch(sources, once=once)
        finally:
            self._stop.set()
            with self._change:
                self._change.notify_all()
            for thread in threads:
                thread.join()

    def _watch(self, sources: Sequence[Source], *, once: bool) -> None:
        looks, last, ending = 0, time.monotonic(), False
        while not self._stop.is_set():
            new = self._look(sources)
            self._told.waiting(self._depths())
            looks += 1
            # A file counts as complete at the second look.
            idle = once and looks > 2 and not new and not self._due_now()
            if idle and ending:
                return
            if idle or time.monotonic() - last > self._pace.lone / 4:
                last, ending = time.monotonic(), idle
                for sha256 in self._relay.lonely(0.0 if idle else self._pace.lone):
                    self._add(sha256, SCREEN)
            self._stop.wait(self._pace.look)

    def _look(self, sources: Sequence[Source]) -> int:
        new = 0
        for source in sources:
            for taken in source.look():
                self.take(taken)
                new += 1
                if self._stop.is_set():
                    return new
        return new

    def _depths(self) -> Mapping[str, int]:
        with self._change:
            return dict.fromkeys(self._relay.steps, 0) | collections.Counter(self._busy.values())

    def _due_now(self) -> bool:
        """Whether something is done for the first time, or due for it."""
        with self._change:
            return bool(self._first) or any(due.tried == 0 for due in self._due)

    def _add(self, sha256: str, step: str) -> None:
        with self._change:
            if sha256 in self._busy:
                self._came_again.add(sha256)
                return
            self._busy[sha256] = step
            self._push(_Due(0.0, -_RANK[step], next(self._numbers), sha256, step))

    def _push(self, due: _Due) -> None:
        with self._change:
            heapq.heappush(self._due, due)
            self._change.notify()

    def _next(self) -> _Due | None:
        """Wait for a step that is due; None when it is time to end."""
        with self._change:
            while not self._stop.is_set():
                wait = self._due[0].at - time.monotonic() if self._due else None
                if wait is not None and wait <= 0:
                    due = heapq.heappop(self._due)
                    self._first += due.tried == 0
                    return due
                self._change.wait(wait)
        return None

    def _hand(self) -> None:
        while (due := self._next()) is not None:
            try:
                self._do(due)
            except Exception:  # noqa: BLE001 - an ended thread would do no other file's steps either
                _LOG.exception("%s of %s", due.step, due.sha256)
                self._later(due)
            finally:
                with self._change:
                    self._first -= due.tried == 0

    def _do(self, due: _Due) -> None:
        began = time.monotonic()
        try:
            with self._roomy(due):
                following = self._step(due)
        except KnownError as error:
            self._waits(due, error.sentence)
        except Exception as error:  # noqa: BLE001 - one file must not end the relay for all others
            _LOG.exception("%s of %s", due.step, due.sha256)
            why = f"{type(error).__name__}: {error}"
            broken = say(_BROKEN, name=due.sha256[:12], why=why)
            due.faults += 1
            if due.faults < _TRIES:
                self._waits(due, broken)
            else:
                with self._tells(due):
                    self._told.gave_up(due.step, broken)
                self._forget(due.sha256)
        else:
            with self._tells(due):
                fate = self._relay.keeping.of(due.sha256)
                if fate is not None:
                    self._told.done(fate, due.step, time.monotonic() - began)
            again = self._forget(due.sha256)
            if following:
                self._add(due.sha256, following)
            elif again:
                self.offer(due.sha256)

    @contextlib.contextmanager
    def _tells(self, due: _Due) -> Iterator[None]:
        """Tell one thing at a time; what fails in telling stands in the way of no work."""
        with self._telling:
            try:
                yield
            except Exception:  # noqa: BLE001 - figures and words, whatever they come to
                _LOG.exception("Telling of %s of %s", due.step, due.sha256)

    def _step(self, due: _Due) -> str:
        if due.step == SCREEN:
            return self._relay.screen(due.sha256, alone=self._relay.is_lonely(due.sha256))
        return self._relay.steps[due.step](due.sha256)

    def _waits(self, due: _Due, why: Sentence) -> None:
        with self._tells(due):
            self._told.waits(self._relay.keeping.of(due.sha256), due.step, why)
        self._later(due)

    def _later(self, due: _Due) -> None:
        after = min(self._pace.most, self._pace.first * 2.0 ** min(due.tried, 30))
        # Another one, not this one changed: who counts the first tries still looks at this one.
        at, number = time.monotonic() + after, next(self._numbers)
        self._push(dataclasses.replace(due, at=at, number=number, tried=due.tried + 1))

    def _forget(self, sha256: str) -> bool:
        with self._change:
            self._busy.pop(sha256, None)
            again = sha256 in self._came_again
            self._came_again.discard(sha256)
            return again

    @contextlib.contextmanager
    def _roomy(self, due: _Due) -> Iterator[None]:
        """Wait until a picture has room in memory."""
        size = _BYTES_A_PIXEL * self._relay.pixels(due.sha256) if due.step == PREPARE else 0
        size = min(size, self._pace.room)
        with self._change:
            while self._taken_bytes + size > self._pace.room:
                self._change.wait()
            self._taken_bytes += size
        try:
            yield
        finally:
            with self._change:
                self._taken_bytes -= size
                self._change.notify_all()


@contextlib.contextmanager
def told_to_end(stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop` when the program is told to end (SIGINT, SIGTERM)."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop()

    before = {one: signal.signal(one, end) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
