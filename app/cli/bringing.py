"""A workstation's side of its archive: the line, the cache, what comes next, what was measured.

Whatever stands in the way of the cache is a sentence, and work goes on without it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence

from app.cli.archive_line import archive_store
from app.cli.far_scans import FarScans, Shelves, all_wanted, wanted_of
from app.cli.serving import vault_of
from app.domain.clock import Clock
from app.domain.delivery import ArchiveStanding
from app.domain.errors import Refused
from app.domain.officer import Officer
from app.domain.scan import ImageFile, Original, Scan
from app.domain.words import Sentence
from app.domain.work import ItemState
from app.record import Record
from app.scans import FolderStore
from app.scans.ahead import Limits, Outlook, Waiting, ahead
from app.scans.cache import Cache
from app.scans.cache_key import CacheShut, cache_keys
from app.scans.calibrations import calibrated
from app.scans.metered import Meter
from app.scans.stream import PATIENCE, Key, Streams, Told
from app.scans.web.fetching import Incoming
from app.scans.web.store import WebStore
from app.scans.web.wanted import Wanted
from app.settings import Settings

SHOWN = 100
"""Views that the page of deliveries shows."""
MOST_AHEAD = 40
"""Items that are brought ahead: an hour or so of work."""
ROOM = 0.5
"""Share of the cache for what comes next; the rest is for what was looked at."""
NEXT_S, PACE_S = 30.0, 90.0
"""Seconds until the next item is opened, and from one to the next after it: what is assumed."""
_AGAIN_S = 10.0
"""Seconds for which an order holds: the queue is asked no oftener."""

Views = tuple[tuple[Wanted, ...], ...]
"""The files of each view of an item."""


class Bringing(FarScans):
    """Brings the pictures of the window, and what comes next, and measures the former.

    Parameters
    ----------
    settings
        Which archive, and how large a cache.
    store
        What lies on this machine without any archive.

    Raises
    ------
    KnownError
        When the archive's address is wrong, or there is no password for it.
    """

    def __init__(self, settings: Settings, store: FolderStore, clock: Clock) -> None:
        self._cache, self._trouble = cache_of(settings)
        self._shelves = Shelves(store, self._cache)
        self._clock = clock
        self._ordered_until = clock.monotonic()
        folder = settings.calibration_folder
        super().__init__(
            Streams(
                self._incoming,
                cabinet=self._shelves,
                finish=lambda radiograph: calibrated(radiograph, folder),
            )
        )
        try:
            self._web: WebStore = archive_store(
                settings, pause=self.streams.pause, patience=PATIENCE
            )
        except BaseException:
            self.streams.close()
            raise
        self._name = self._web.line.archive.name
        self._meter = Meter(self.streams, clock)

    def open(self, key: Key, files: tuple[Original, ...], tell: Callable[[Told], object]) -> None:
        """Bring a picture, and measure how it comes. Raises as `FarScans.open`."""
        self._meter.open(key, all_wanted(files), tell)

    def forget(self) -> None:
        """Let every picture go; what is not whole is measured as far as it came."""
        self._meter.leave()
        super().forget()

    def close(self) -> None:
        """End the threads and the line; what is not whole is measured as far as it came."""
        self._meter.leave()
        self.streams.close()
        self._web.line.close()

    def fetch(self, file: ImageFile) -> bytes | None:
        """Return an original from the cache, else from the archive; in a thread that may wait.

        Raises
        ------
        KnownError
            Why the archive does not give it.
        """
        kept = self.kept(file.sha256)
        if kept is not None or not (file.study_uid and file.instance_uid):
            return kept
        return fetch_whole(self._web, self._cache, file)

    def settle(self, record: Record, officer: Officer) -> None:
        """Put on record what was measured, and say what to bring next.

        Raises
        ------
        ServerGone
            When the record is away; what was measured is given up then, for it proves nothing.
        """
        for came in self._meter.take():
            # A second reader's scan may be hidden from her again by now.
            with contextlib.suppress(Refused):
                record.deliveries.keep(came, officer)
        now = self._clock.monotonic()
        if self._cache is not None and now >= self._ordered_until:
            self._ordered_until = now + _AGAIN_S
            self.streams.ahead(self._next_views(record, officer, self._cache.most))

    def standing(self, record: Record, officer: Officer) -> ArchiveStanding:
        """Return how images come to this machine. Raises `ServerGone`."""
        self.settle(record, officer)
        status = self.streams.status()
        cache = self._cache
        fill = None if cache is None else cache.fill()
        return ArchiveStanding(
            archive=self._name,
            rate=status.bytes_per_s,
            coming=len(status.coming),
            cache_files=0 if fill is None else fill.files,
            cache_bytes=0 if fill is None else fill.size,
            cache_most=0 if cache is None else cache.most,
            trouble=self._trouble if cache is None else cache.trouble,
            views=record.deliveries.newest(officer, SHOWN),
        )

    def _incoming(self, wanted: Wanted) -> Incoming:
        """Ask for a file; the line is made once there are streams whose end it knows of."""
        return self._web.incoming(wanted)

    def _next_views(self, record: Record, officer: Officer, most: int) -> list[tuple[Wanted, ...]]:
        """Return the views of the queue to bring, the most urgent first."""
        waits = [
            line.item_id
            for line in record.queue(officer=officer)
            if line.state is ItemState.WAITING and line.energies
        ][:MOST_AHEAD]
        scans = record.scans_of(waits)
        views = {item_id: far_views(scans.get(item_id, ())) for item_id in waits}
        queue = [self._waiting(item_id, views[item_id]) for item_id in waits if views[item_id]]
        limits = Limits(int(ROOM * most), MOST_AHEAD)
        return views_in_order(views, ahead(queue, self._outlook(), limits))

    def _waiting(self, item_id: str, views: Views) -> Waiting:
        files = [file for view in views for file in view]
        left = sum(file.size for file in files if not self._shelves.holds(file.sha256))
        return Waiting(item_id, sum(file.size for file in files), left)

    def _outlook(self) -> Outlook:
        status = self.streams.status()
        lacks = 0
        for key, share in status.coming:
            traffic = self.streams.traffic(key)
            lacks += 0 if traffic is None else int((1.0 - share) * traffic.size)
        return Outlook(status.bytes_per_s, NEXT_S, PACE_S, lacks)


def fetch_whole(web: WebStore, cache: Cache | None, file: ImageFile) -> bytes:
    """Bring an original whole, prove it by its digest, and keep it in the cache.

    Raises
    ------
    KnownError
        Why it does not come, or that it is another than the one on record.
    """
    incoming = web.incoming(wanted_of(file))
    for _ in incoming.flow():
        pass
    incoming.check(file.sha256)
    data = bytes(incoming.data)
    if cache is not None:
        cache.put(file.sha256, data)
    return data


def far_views(scans: Sequence[Scan]) -> Views:
    """Return the files of each view that an archive can be asked for."""
    found = (scan.of_view(view) for scan in scans for view in scan.views)
    return tuple(
        tuple(map(wanted_of, files))
        for files in found
        if files and all(one.study_uid and one.instance_uid for one in files)
    )


def views_in_order(views: Mapping[str, Views], plan: Sequence[Waiting]) -> list[tuple[Wanted, ...]]:
    """Return the views of a plan, item by item."""
    return [view for one in plan for view in views[one.item_id]]


def cache_of(settings: Settings) -> tuple[Cache | None, Sentence | None]:
    """Return the cache, or why there is none."""
    if not settings.cache_bytes:
        return None, None
    try:
        keys = cache_keys(vault_of(settings))
    except CacheShut as shut:
        return None, shut.sentence
    return Cache(settings.cache_folder, keys, settings.cache_bytes), None
