"""The threads that bring views from an archive, and make pictures of them as they come.

Some threads bring bytes, so that the line never stands still; one more makes the pictures, so that
it never waits for a decoder. What is to be brought next is asked of `app.scans.coming` before every
request, and a request is for little (`app.scans.pace`), so that what comes into sight waits for
little.
"""

from __future__ import annotations

import dataclasses
import hashlib
import logging
import threading
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from typing import Protocol

from app.domain.coming import Progress, Sight, Trouble
from app.domain.errors import KnownError, Unavailable
from app.domain.words import phrase, say
from app.scans.coming import Coming, FileComing, Finish, Stage
from app.scans.pace import Pace
from app.scans.web.line import Patience
from app.scans.web.wanted import Wanted
from imaging.errors import ImagingError
from imaging.holding import Held, Span

Key = tuple[str, str]
"""(scan_id, view)."""
_Job = tuple["_View", int, tuple[Span, ...]]
"""A view, the number of one of its files, and bytes of it."""
Told = Stage | Progress | Trouble
Tell = Callable[[Told], object]

PATIENCE = Patience(first=0.2, most=1.0, whole=3.0, connect=5.0, read=5.0)
"""Of the line: what it gives up after that is told the officer, and gone on with by `Streams`."""
BRINGERS = 6
"""Requests that are under way together: while one waits for its answer, others fill the line."""
KEPT = 8
"""Views that are kept as they come; those that were opened before them are let go."""
KEPT_SMALL, SMALL_BYTES = 64, 256 << 20
"""More are kept as long as all of them together stay small: an item may have as many views."""
_AGAIN_S = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds after which one asks again by itself, by turns; the last one from then on."""
_BREATH = 2.0
"""Times as long as a coarse picture took to make, until the next one is: the machine is not kept
busy with pictures that are soon replaced."""
_TICK_S = 0.5
_END_S = 6.0
"""Seconds that the end waits for a line that says nothing."""


_UNEXPECTED = phrase(
    "The image could not be brought, for a reason that the program does not know ({why}). It is "
    "tried again by itself; if it lasts, tell who looks after the program."
)
_LOG = logging.getLogger(__name__)


class _Unexpected(Unavailable):
    """Something inside of a library failed; asking again may help."""

    passing = True


class IncomingLike(Protocol):
    """A file of an archive while it is brought, as `app.scans.web.fetching.Incoming` is."""

    @property
    def held(self) -> Held | None:
        """What is here of it; None before its size is known."""
        ...

    @property
    def ranges(self) -> bool:
        """Whether the archive gives parts."""
        ...

    def begin(self, count: int) -> Generator[int, None, None]:
        """Bring the first bytes."""
        ...

    def bring(self, wanted: Iterable[Span]) -> Generator[int, None, None]:
        """Bring certain bytes."""
        ...

    def flow(self) -> Generator[int, None, None]:
        """Bring all that is not here."""
        ...

    def check(self, sha256: str) -> None:
        """Hold it against a digest; raises KnownError."""
        ...


@dataclasses.dataclass(frozen=True, slots=True)
class Status:
    """How the streams stand.

    Attributes
    ----------
    bytes_per_s
        What the line gave one file lately; 0 before anything came.
    received
        Bytes since the beginning.
    coming
        Share of each view that is on its way.
    """

    bytes_per_s: float
    received: int
    coming: tuple[tuple[Key, float], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Traffic:
    """What came over the line for one view.

    Attributes
    ----------
    size
        Bytes of its files.
    received
        Bytes that came.
    coming_s
        Seconds in which they came.
    failed
        How often what was asked for did not come.
    kept
        Whether all of it lay in the cabinet.
    """

    size: int
    received: int
    coming_s: float
    failed: int
    kept: bool


class Cabinet(Protocol):
    """Where whole files are kept on this machine, as `app.scans.cache` does."""

    def holds(self, sha256: str) -> bool:
        """Whether a file is here."""
        ...

    def get(self, sha256: str) -> bytes | None:
        """Return a file, None when it is not here."""
        ...

    def put(self, sha256: str, data: bytes) -> object:
        """Keep a file."""
        ...


class _View:
    """A view that is wanted, and how far it is."""

    def __init__(self, files: tuple[Wanted, ...], tell: Tell | None, finish: Finish) -> None:
        self.files, self.tell, self._finish = files, tell, finish
        self.sight: Sight | None = None
        self.received, self.coming_s, self.failed, self.found = 0, 0.0, 0, 0
        self._open, self._since = 0, 0.0
        self.begin()

    def begin(self) -> None:
        """Begin with nothing."""
        self.coming = Coming(self.files, self._finish)
        self.incoming: list[IncomingLike | None] = [None] * len(self.files)
        self.on_way: list[list[Span]] = [[] for _ in self.files]
        self.changed = False
        self.painted_at = self.took = 0.0
        self.turn = 0
        self.failing = False
        """Whether the last that was asked for did not come."""
        self.damaged = False
        """Whether what has come is no picture."""
        self.again_at: float | None = 0.0
        """When it may be asked for; None for not before somebody says so."""
        self.done = False

    def asked(self, now: float) -> None:
        """Note that a request for it goes out."""
        if self._open == 0:
            self._since = now
        self._open += 1

    def answered(self, came: int, now: float) -> None:
        """Note what came of one; seconds count once, however many requests share them."""
        self.received += came
        self.coming_s += now - self._since
        self._since = now
        self._open -= 1

    def asked_of(self, number: int) -> int:
        """Bytes of a file that are here or on their way."""
        return self.coming.files[number].here + sum(
            end - start for start, end in self.on_way[number]
        )

    def ask_again(self) -> None:
        """Let what did not come be asked for at once."""
        if self.damaged:
            self.begin()
        if self.again_at is None or self.again_at > 0.0:
            self.again_at, self.turn = 0.0, 0

    def fail(self, error: Exception, *, stands: bool) -> Trouble:
        """Note that it does not come."""
        passing = isinstance(error, Unavailable) and bool(getattr(error, "passing", False))
        pause = _AGAIN_S[min(self.turn, len(_AGAIN_S) - 1)]
        self.turn += 1
        self.failed += 1
        self.again_at = time.monotonic() + pause if passing else None
        self.failing = True
        return Trouble(error, passing, stands)


class Streams:
    """Brings views; whoever opened one is told of every picture of it.

    Parameters
    ----------
    incoming
        Makes what brings one file; may ask the archive, and raise its faults.
    cabinet
        Where whole files are kept; None for nowhere.
    finish
        What is done with a picture before it is told.
    stop
        Set when everything is to end, so that nobody waits for the line any more; the line's
        `pause` waits on it.
    """

    def __init__(
        self,
        incoming: Callable[[Wanted], IncomingLike],
        *,
        cabinet: Cabinet | None = None,
        finish: Finish = lambda one: one,
        stop: threading.Event | None = None,
    ) -> None:
        self._incoming, self._cabinet, self._finish = incoming, cabinet, finish
        self._stop = stop or threading.Event()
        self._turn = threading.Condition()
        self._views: dict[Key, _View] = {}
        """In the order of their weight, the weightiest last."""
        self._ahead: list[_View] = []
        self._received, self._pace = 0, Pace()
        self._gives_parts = False
        self._threads = [
            threading.Thread(target=self._bring_on, name=f"scan-{number}", daemon=True)
            for number in range(BRINGERS)
        ]
        self._threads.append(threading.Thread(target=self._paint_on, name="scan-picture"))
        self._threads[-1].daemon = True
        for thread in self._threads:
            thread.start()

    def open(self, key: Key, files: tuple[Wanted, ...], tell: Tell) -> None:
        """Bring a view; it goes before those that were opened earlier.

        Parameters
        ----------
        key
            (scan_id, view).
        tell
            Called from a thread of its own with every picture, how far it is, and why not; for the
            last time with the exact picture.
        """
        with self._turn:
            view = self._views.pop(key, None)
            if view is None or view.files != files:
                before = view
                view = self._begun_ahead(files, tell) or _View(files, tell, self._finish)
                if before is not None:
                    view.coming.take_over(before.coming)
            else:
                # What is here of it is shown anew.
                view.tell, view.changed, view.done = tell, True, False
                view.coming.tell_anew()
                view.ask_again()
            self._views[key] = view
            while self._too_many():
                self._views.pop(next(iter(self._views)))
            self._turn.notify_all()

    def _too_many(self) -> bool:
        """Whether one must be let go: never of an item with many small views while it is open."""
        size = sum(file.size for view in self._views.values() for file in view.files)
        return len(self._views) > KEPT and (len(self._views) > KEPT_SMALL or size > SMALL_BYTES)

    def look(self, key: Key, box: tuple[int, int, int, int], halvings: int) -> None:
        """Say what is in sight: its bytes come first.

        Parameters
        ----------
        box
            (left, top, right, bottom) in stored pixels.
        halvings
            How often the picture can be halved and still be as fine as the screen shows it.
        """
        with self._turn:
            view = self._views.get(key)
            if view is None:
                return
            self._views[key] = self._views.pop(key)
            view.sight = Sight(box, halvings)
            view.changed = True
            self._turn.notify_all()

    def ahead(self, wanted: Sequence[tuple[Wanted, ...]]) -> None:
        """Say what to bring into the cabinet while nothing that is open waits, in this order."""
        cabinet = self._cabinet
        if cabinet is None:
            return
        wanted = [one for one in wanted if not all(cabinet.holds(file.sha256) for file in one)]
        with self._turn:
            known = {view.files: view for view in self._ahead}
            self._ahead = [known.get(one) or _View(one, None, self._finish) for one in wanted]
            self._turn.notify_all()

    def _begun_ahead(self, files: tuple[Wanted, ...], tell: Tell) -> _View | None:
        """Go on with a view that came while nothing waited: no byte of it is asked for twice."""
        view = next((one for one in self._ahead if one.files == files), None)
        if view is not None:
            self._ahead.remove(view)
            view.tell, view.changed = tell, True
            view.received, view.coming_s, view.failed = 0, 0.0, 0
            view.ask_again()
        return view

    def again(self) -> None:
        """Try again at once what did not come."""
        with self._turn:
            for view in (*self._views.values(), *self._ahead):
                view.ask_again()
            self._turn.notify_all()

    def forget(self) -> None:
        """Let the views go that were opened: who signs out leaves none in memory."""
        with self._turn:
            self._views.clear()

    def status(self) -> Status:
        """Return how the streams stand."""
        with self._turn:
            coming = tuple((k, v.coming.share) for k, v in self._views.items() if not v.done)
            return Status(self._pace.bytes_per_s, self._received, coming)

    def traffic(self, key: Key) -> Traffic | None:
        """Return what came for a view that was opened; None of one that was let go."""
        with self._turn:
            view = self._views.get(key)
            if view is None:
                return None
            size = sum(file.size for file in view.files)
            kept = view.found == len(view.files)
            return Traffic(size, view.received, view.coming_s, view.failed, kept)

    def kept(self, sha256: str) -> bytes | None:
        """Return a file that the cabinet has, None when it has not; asks no archive."""
        return None if self._cabinet is None else self._cabinet.get(sha256)

    def pause(self, seconds: float) -> bool:
        """Wait, for a line that asks again; True when everything is to end."""
        return self._stop.wait(seconds)

    def close(self) -> None:
        """End the threads; nobody is told anything any more."""
        with self._turn:
            self._stop.set()
            self._turn.notify_all()
        for thread in self._threads:
            thread.join(_END_S)
        self._views.clear()
        self._ahead.clear()

    # Bringing

    def _bring_on(self) -> None:
        """Bring file after file, part after part, until the end."""
        while not self._stop.is_set():
            with self._turn:
                job = self._next_job()
                if job is None:
                    self._turn.wait(_TICK_S)
                    continue
                view, number, spans = job
                view.on_way[number].extend(spans)
                coming, on_way = view.coming, view.on_way[number]
            try:
                error = self._bring_some(view, number, coming.files[number], spans)
            finally:
                with self._turn:
                    for span in spans:
                        on_way.remove(span)
                    if view.coming is coming:
                        view.changed = True
            if error is not None and view.coming is coming:
                self._trouble(view, error)
            with self._turn:
                self._turn.notify_all()

    def _next_job(self) -> _Job | None:
        """Choose what to bring next: of the weightiest view that wants anything."""
        now = time.monotonic()
        for view in (*reversed(self._views.values()), *self._ahead):
            if view.done or view.again_at is None or view.again_at > now:
                continue
            # The energies come side by side.
            for number in sorted(range(len(view.files)), key=view.asked_of):
                spans = self._wanted_of(view, number)
                if spans:
                    return view, number, spans
        return None

    def _wanted_of(self, view: _View, number: int) -> tuple[Span, ...]:
        """Return which bytes of a file to ask for now."""
        file, on_way = view.coming.files[number], view.on_way[number]
        if on_way:
            incoming = view.incoming[number]
            # One request alone, until it is known that there are parts to be had, and of what.
            if not self._gives_parts or incoming is None or incoming.held is None:
                return ()
        if file.whole:
            return ()
        return file.wants(view.sight, self._pace.portion, on_way)

    def _bring_some(
        self, view: _View, number: int, file: FileComing, spans: tuple[Span, ...]
    ) -> Exception | None:
        """Bring the next bytes of a file; return why they do not come."""
        try:
            if file.held is None and self._take_kept(file):
                with self._turn:
                    view.found += 1
                return None
            incoming = self._incoming_of(view, number, file)
            self._count(view, file, incoming, self._asked(file, incoming, spans))
        except (KnownError, ImagingError, OSError, ValueError) as error:
            return error
        except Exception as error:  # noqa: BLE001 - no fault of a library may end this thread
            _LOG.error("a file could not be brought", exc_info=error)
            return _Unexpected(say(_UNEXPECTED, why=f"{type(error).__name__}: {error}"))
        return None

    def _incoming_of(self, view: _View, number: int, file: FileComing) -> IncomingLike:
        """Return what brings a file; one for all its requests."""
        incoming = view.incoming[number]
        if incoming is None:
            incoming = view.incoming[number] = self._incoming(file.wanted)
            with self._turn:
                self._turn.notify_all()
        return incoming

    def _take_kept(self, file: FileComing) -> bool:
        """Take a file from the cabinet; False when it is not there."""
        data = self._cabinet.get(file.wanted.sha256) if self._cabinet is not None else None
        if not data or hashlib.sha256(data).hexdigest() != file.wanted.sha256:
            return False
        held = Held(len(data))
        held.put(0, data)
        file.came(held)
        file.kept = True
        return True

    def _asked(
        self, file: FileComing, incoming: IncomingLike, spans: tuple[Span, ...]
    ) -> Generator[int, None, None]:
        """Ask for the next bytes of a file."""
        if incoming.held is None:
            return incoming.begin(file.first)
        if not incoming.ranges:
            return incoming.flow()
        return incoming.bring(spans)

    def _count(
        self,
        view: _View,
        file: FileComing,
        incoming: IncomingLike,
        pieces: Generator[int, None, None],
    ) -> None:
        """Take in what comes."""
        began, came = time.monotonic(), 0
        with self._turn:
            self._pace.asked(began)
            view.asked(began)
        try:
            for count in pieces:
                if not came:
                    self._pace.waited(time.monotonic() - began)
                came += count
                self._pace.came(count)
                if incoming.held is not None:
                    file.came(incoming.held)
                view.turn = 0
                if view.again_at is not None and view.again_at <= time.monotonic():
                    # What another file of the view asked for before it failed says nothing.
                    view.failing = False
                view.changed = True
                if self._stop.is_set():
                    break
        finally:
            pieces.close()
            with self._turn:
                self._received += came
                self._gives_parts = incoming.ranges
                now = time.monotonic()
                self._pace.answered(now, count=came, took=now - began)
                view.answered(came, now)

    def _trouble(self, view: _View, error: Exception, *, stands: bool = True) -> None:
        with self._turn:
            told = view.fail(error, stands=stands)
        self._tell(view, told)

    def _tell(self, view: _View, told: Told) -> None:
        if view.tell is None or self._stop.is_set():
            return
        try:
            view.tell(told)
        except Exception as error:  # noqa: BLE001 - who listens must not end this thread
            _LOG.error("nobody could be told of a view", exc_info=error)

    # Pictures

    def _paint_on(self) -> None:
        """Make picture after picture of what has come, until the end."""
        while not self._stop.is_set():
            with self._turn:
                view = self._next_view()
                if view is None:
                    self._turn.wait(_TICK_S)
                    continue
                view.changed = False
            began = time.monotonic()
            self._paint(view)
            view.painted_at = time.monotonic()
            view.took = view.painted_at - began

    def _next_view(self) -> _View | None:
        now = time.monotonic()
        for view in (*reversed(self._views.values()), *self._ahead):
            rested = view.coming.whole or now >= view.painted_at + _BREATH * view.took
            if view.changed and not view.done and rested:
                return view
        return None

    def _paint(self, view: _View) -> None:
        coming = view.coming
        try:
            if coming.whole:
                self._show_quick(view, coming)
                self._complete(view, coming)
                return
            # A coarse picture that cannot be made says nothing yet: the digest of the whole does.
            stage = None if view.tell is None or view.damaged else coming.stage(view.sight)
        except (KnownError, ImagingError, OSError, ValueError, MemoryError) as error:
            if view.coming is coming:
                view.damaged, view.done = True, coming.whole
            self._tell(view, Trouble(_said(error), passing=False, stands=False))
            return
        except Exception as error:  # noqa: BLE001 - no picture may end this thread
            _LOG.error("a picture could not be made", exc_info=error)
            with self._turn:
                view.damaged, view.done = True, coming.whole
            why = _Unexpected(say(_UNEXPECTED, why=f"{type(error).__name__}: {error}"))
            self._tell(view, Trouble(why, passing=False, stands=False))
            return
        if view.coming is coming and not (stage is None and view.failing):
            self._tell(view, stage if stage is not None else Progress(coming.share))

    def _show_quick(self, view: _View, coming: Coming) -> None:
        """Show what lies on this machine coarsely first: decoding all of it takes a moment."""
        quick = None
        if view.tell is not None and all(file.kept for file in coming.files):
            quick = coming.quick()
        if quick is not None:
            self._tell(view, quick)

    def _complete(self, view: _View, coming: Coming) -> None:
        """Check a view that is here whole, keep it, and tell of it."""
        for number, file in enumerate(coming.files):
            if not file.right():
                self._throw_away(view, file.wanted, view.incoming[number])
                return
        for file in coming.files:
            if self._cabinet is not None and not file.kept and file.held is not None:
                self._cabinet.put(file.wanted.sha256, file.held.part(0, file.held.size))
                file.kept = True
        stage = None if view.tell is None else coming.exact()
        with self._turn:
            # Before it is told: whoever opens it again from then on is told again.
            view.done = True
            if view in self._ahead:
                self._ahead.remove(view)
        if stage is not None:
            self._tell(view, stage)

    def _throw_away(self, view: _View, wanted: Wanted, incoming: IncomingLike | None) -> None:
        """Begin anew with a view that is not what is on record; not before somebody says so."""
        try:
            if incoming is not None:
                # Its sentence says whose bytes these were.
                incoming.check(wanted.sha256)
        except KnownError as error:
            with self._turn:
                view.begin()
                told = view.fail(error, stands=False)
            self._tell(view, told)
            return
        with self._turn:
            # Changed where it lay on this machine: the archive is asked for it.
            view.begin()


def _said(error: Exception) -> Exception:
    """Give a failure of this machine a sentence."""
    if isinstance(error, MemoryError):
        return KnownError(say("There is not enough memory for this image."))
    return error
