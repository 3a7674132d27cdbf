"""The threads that bring views from an archive, and make pictures of them as they come.

Some threads bring bytes (`app.scans.carrying`), so that the line never stands still; one more makes
the pictures (`app.scans.painting`), so that it never waits for a decoder. What is to be brought
next is asked of `app.scans.asking` before every request, and a request is for little
(`app.scans.pace`), so that what comes into sight waits for little.
"""

from __future__ import annotations

import dataclasses
import threading
import time
from collections.abc import Callable, Sequence

from app.domain.coming import Sight
from app.scans.arrival import Arrival, IncomingLike, Tell, Told, Traffic
from app.scans.asking import LINE, Asking, Request
from app.scans.carrying import Cabinet, Carrier
from app.scans.coming import Finish
from app.scans.painting import Painter
from app.scans.web.line import Patience
from app.scans.web.wanted import Wanted

__all__ = ["PATIENCE", "Cabinet", "Key", "Status", "Streams", "Tell", "Told", "Traffic"]

Key = tuple[str, str]
"""(scan_id, view)."""

PATIENCE = Patience(first=0.2, most=1.0, whole=3.0, connect=5.0, read=5.0)
"""Of the line: what it gives up after that is told the officer, and gone on with by `Streams`."""
BRINGERS = 12
"""Threads that bring: more than requests that get on together, for some may stand still."""
KEPT = 8
"""Views that are kept as they come; those that were opened before them are let go."""
KEPT_SMALL, SMALL_BYTES = 64, 256 << 20
"""More are kept as long as all of them together stay small: an item may have as many views."""
_TICK_S = 0.5
_END_S = 6.0
"""Seconds that the end waits for a line that says nothing."""


@dataclasses.dataclass(frozen=True, slots=True)
class Status:
    """How the streams stand.

    Attributes
    ----------
    bytes_per_s
        What the line gave lately; 0 before anything came.
    received
        Bytes since the beginning.
    coming
        Share of each view that is on its way.
    """

    bytes_per_s: float
    received: int
    coming: tuple[tuple[Key, float], ...]


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
        self._cabinet, self._finish = cabinet, finish
        self._stop = stop or threading.Event()
        alone = threading.RLock()
        self._turn, self._news = threading.Condition(alone), threading.Condition(alone)
        """Something else may be asked for, something else may be painted."""
        self._views: dict[Key, Arrival] = {}
        """In the order of their weight, the weightiest last."""
        self._ahead: list[Arrival] = []
        self._asking = Asking()
        stopped = self._stop.is_set
        self._carrier = Carrier(
            incoming,
            cabinet,
            self._asking,
            alone=alone,
            news=self._news.notify,
            stopped=stopped,
        )
        self._painter = Painter(cabinet, alone=alone, whole=self._is_whole, stopped=stopped)
        self._threads = [
            threading.Thread(target=self._bring_on, name=f"scan-{number}", daemon=True)
            for number in range(BRINGERS)
        ]
        painting = threading.Thread(target=self._paint_on, name="scan-picture", daemon=True)
        self._threads.append(painting)
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
                view = self._begun_ahead(files, tell) or Arrival(files, tell, self._finish)
                if before is not None:
                    view.coming.take_over(before.coming)
            else:
                view.open(tell)
            self._views[key] = view
            while self._too_many():
                self._views.pop(next(iter(self._views)))
            self._wake()

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
            self._wake()

    def ahead(self, wanted: Sequence[tuple[Wanted, ...]]) -> None:
        """Say what to bring into the cabinet while nothing that is open waits, in this order."""
        cabinet = self._cabinet
        if cabinet is None:
            return
        wanted = [one for one in wanted if not all(cabinet.holds(file.sha256) for file in one)]
        with self._turn:
            known = {view.files: view for view in self._ahead}
            self._ahead = [known.get(one) or Arrival(one, None, self._finish) for one in wanted]
            self._wake()

    def _begun_ahead(self, files: tuple[Wanted, ...], tell: Tell) -> Arrival | None:
        """Go on with a view that came while nothing waited: no byte of it is asked for twice."""
        view = next((one for one in self._ahead if one.files == files), None)
        if view is not None:
            self._ahead.remove(view)
            view.count_anew()
            view.open(tell)
        return view

    def again(self) -> None:
        """Try again at once what did not come."""
        with self._turn:
            for view in self._in_order():
                view.ask_again()
            self._wake()

    def forget(self) -> None:
        """Let the views go that were opened: who signs out leaves none in memory."""
        with self._turn:
            self._views.clear()

    def status(self) -> Status:
        """Return how the streams stand."""
        with self._turn:
            coming = tuple((k, v.coming.share) for k, v in self._views.items() if not v.done)
            return Status(self._carrier.pace.bytes_per_s, self._carrier.received, coming)

    def traffic(self, key: Key) -> Traffic | None:
        """Return what came for a view that was opened; None of one that was let go."""
        with self._turn:
            view = self._views.get(key)
            return None if view is None else view.traffic

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
            self._news.notify()
        for thread in self._threads:
            thread.join(_END_S)
        self._views.clear()
        self._ahead.clear()

    def _in_order(self) -> tuple[Arrival, ...]:
        """Return the views, the weightiest first."""
        return (*reversed(self._views.values()), *self._ahead)

    def _wake(self) -> None:
        # As many as may ask: the others would look through all views for nothing.
        self._turn.notify(LINE)
        self._news.notify()

    def _bring_on(self) -> None:
        """Bring file after file, part after part, until the end."""
        while not self._stop.is_set():
            self._bring_next()

    def _bring_next(self) -> None:
        """Bring what is due next, or wait a moment for something to be due.

        It ends with every request: a thread that waits holds nothing of a view it brought, which
        may have been let go (`forget`).
        """
        with self._turn:
            request = self._next_request()
            if request is None:
                self._turn.wait(_TICK_S)
                return
            coming, on_way = request.view.coming, request.view.on_way[request.number]
        error: Exception | None = None
        try:
            error = self._carrier.carry(request)
        finally:
            with self._turn:
                self._asking.done(request)
                for span in request.spans:
                    on_way.remove(span)
                if request.view.coming is coming:
                    request.view.changed = True
        if error is not None and request.view.coming is coming:
            self._painter.trouble(request.view, error)
        if error is not None:
            # Whoever keeps what was told keeps no frame with it, nor the view in that frame.
            error.with_traceback(None)
        with self._turn:
            self._wake()

    def _next_request(self) -> Request | None:
        opened = tuple(reversed(self._views.values()))
        portion = self._carrier.pace.portion
        return self._asking.next(opened, self._ahead, portion, time.monotonic())

    def _paint_on(self) -> None:
        """Make picture after picture of what has come, until the end."""
        while not self._stop.is_set():
            with self._turn:
                view, pause = self._painter.next(self._in_order(), time.monotonic())
                if view is None:
                    # What ends a pause is told too: the last byte in sight, or another sight.
                    self._news.wait(min(pause, _TICK_S))
                    continue
            self._painter.paint(view)

    def _is_whole(self, view: Arrival) -> None:
        if view in self._ahead:
            self._ahead.remove(view)
