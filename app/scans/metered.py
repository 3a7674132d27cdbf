"""Measuring how views come: how long the officer waits, and what it takes to bring them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections import deque

from app.domain.clock import Clock
from app.domain.delivery import Delivery
from app.scans.coming import Stage
from app.scans.stream import Key, Streams, Tell, Told
from app.scans.web.wanted import Wanted

MOST_UNKEPT = 1000
"""Deliveries that wait to be put on record; older ones are given up, they prove nothing."""


@dataclasses.dataclass(slots=True)
class _Opened:
    """A view that was opened and is not exact yet."""

    at: dt.datetime
    since: float
    first_s: float | None = None


class Meter:
    """Opens views of some streams, and notes how each of them came.

    Parameters
    ----------
    streams
        What brings them; they tell from threads of their own.
    clock
        What time it is, and how long things take.
    """

    def __init__(self, streams: Streams, clock: Clock) -> None:
        self._streams = streams
        self._clock = clock
        # Threads of the streams and of the window meet in these two, in single steps each.
        self._opened: dict[Key, _Opened] = {}
        self._done: deque[tuple[Key, Delivery]] = deque(maxlen=MOST_UNKEPT)

    def open(self, key: Key, files: tuple[Wanted, ...], tell: Tell) -> None:
        """Open a view, as `Streams.open` does, and measure it from now on."""
        # Opened again while it comes, it is one delivery.
        opened = self._opened.setdefault(key, _Opened(self._clock.now(), self._clock.monotonic()))

        def told(news: Told) -> None:
            tell(news)
            # After the picture went out: nobody waits for the measuring.
            self._note(key, opened, news)

        self._streams.open(key, files, told)

    def leave(self) -> None:
        """Note what was opened and never came whole: the item is closed."""
        for key in tuple(self._opened):
            self._finish(key, None)

    def take(self) -> tuple[Delivery, ...]:
        """Return what was measured since this was asked last."""
        return tuple(self._counted(*self._done.popleft()) for _ in range(len(self._done)))

    def _counted(self, key: Key, made: Delivery) -> Delivery:
        """Count what was on its way still when the picture was told: the last bytes of it."""
        traffic = self._streams.traffic(key)
        if traffic is None or traffic.received < made.received:
            return made
        return dataclasses.replace(
            made, received=traffic.received, coming_s=traffic.coming_s, retries=traffic.failed
        )

    def _note(self, key: Key, opened: _Opened, news: Told) -> None:
        if not isinstance(news, Stage) or self._opened.get(key) is not opened:
            return
        waited = self._clock.monotonic() - opened.since
        if opened.first_s is None:
            opened.first_s = waited
        if news.exact:
            self._finish(key, waited)

    def _finish(self, key: Key, lossless_s: float | None) -> None:
        opened = self._opened.pop(key, None)
        traffic = self._streams.traffic(key)
        if opened is None or traffic is None:
            return
        scan_id, view = key
        made = Delivery(
            delivery_id=str(uuid.uuid4()),
            scan_id=scan_id,
            view=view,
            at=opened.at,
            size=traffic.size,
            received=traffic.received,
            coming_s=traffic.coming_s,
            first_s=opened.first_s,
            lossless_s=lossless_s,
            retries=traffic.failed,
            kept=traffic.kept,
        )
        self._done.append((key, made))
