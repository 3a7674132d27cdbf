"""Bringing what was asked for: from this machine where it lies here, else over the line."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager
from typing import Protocol

from app.domain.errors import KnownError, Unavailable
from app.domain.words import phrase, say
from app.scans.arrival import Arrival, IncomingLike
from app.scans.asking import Asking, Request
from app.scans.file_coming import FileComing
from app.scans.pace import Pace
from app.scans.web.wanted import Wanted
from imaging.errors import ImagingError
from imaging.holding import Held

_UNEXPECTED = phrase(
    "The image could not be brought, for a reason that the program does not know ({why}). It is "
    "tried again by itself; if it lasts, tell who looks after the program."
)
_SAY_S = 0.03
"""Seconds between two times one says that more has come: pieces come by the thousand."""
_LOG = logging.getLogger(__name__)


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


class Unexpected(Unavailable):
    """Something inside of a library failed; asking again may help."""

    passing = True

    def __init__(self, error: Exception) -> None:
        super().__init__(say(_UNEXPECTED, why=f"{type(error).__name__}: {error}"))


class Carrier:
    """Brings what was asked for; several threads may carry at a time.

    Parameters
    ----------
    incoming
        Makes what brings one file; may ask the archive, and raise its faults.
    cabinet
        Where whole files are kept; None for nowhere.
    asking
        Learns whether the archive gives parts.
    alone
        What keeps the others out while views are changed.
    news
        Called, alone, when something has come.
    stopped
        Whether everything is to end.
    """

    def __init__(
        self,
        incoming: Callable[[Wanted], IncomingLike],
        cabinet: Cabinet | None,
        asking: Asking,
        *,
        alone: AbstractContextManager[object],
        news: Callable[[], object],
        stopped: Callable[[], bool],
    ) -> None:
        self._incoming, self._cabinet, self._asking = incoming, cabinet, asking
        self._alone, self._news, self._stopped = alone, news, stopped
        self.pace = Pace()
        self.received = 0
        """Bytes since the beginning."""

    def carry(self, request: Request) -> Exception | None:
        """Bring what was asked for; return why it does not come."""
        view, number = request.view, request.number
        file = view.coming.files[number]
        try:
            if file.held is None and self._take_kept(file):
                with self._alone:
                    view.found += 1
                return None
            incoming = self._incoming_of(view, number, file)
            self._count(request, file, incoming, _asked(file, incoming, request))
        except (KnownError, ImagingError, OSError, ValueError) as error:
            return error
        except Exception as error:  # noqa: BLE001 - no fault of a library may end this thread
            _LOG.error("a file could not be brought", exc_info=error)
            return Unexpected(error)
        return None

    def _incoming_of(self, view: Arrival, number: int, file: FileComing) -> IncomingLike:
        """Return what brings a file; one for all its requests."""
        incoming = view.incoming[number]
        if incoming is None:
            incoming = view.incoming[number] = self._incoming(file.wanted)
            with self._alone:
                self._news()
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

    def _count(
        self,
        request: Request,
        file: FileComing,
        incoming: IncomingLike,
        pieces: Generator[int, None, None],
    ) -> None:
        """Take in what comes."""
        view, began, came, said = request.view, time.monotonic(), 0, 0.0
        with self._alone:
            self.pace.asked(began)
            view.asked(began)
        try:
            for count in pieces:
                request.heard_at = time.monotonic()
                if not came:
                    self.pace.waited(request.heard_at - began)
                came += count
                self.pace.came(count)
                if incoming.held is not None:
                    file.came(incoming.held)
                view.heard(request.heard_at)
                if request.heard_at >= said + _SAY_S:
                    said = request.heard_at
                    with self._alone:
                        self._news()
                if self._stopped():
                    break
        finally:
            pieces.close()
            with self._alone:
                self.received += came
                if came:
                    # Without an answer nothing is known of the archive yet.
                    self._asking.gives_parts = incoming.ranges
                now = time.monotonic()
                self.pace.answered(now, count=came, took=now - began)
                view.answered(came, now)


def _asked(
    file: FileComing, incoming: IncomingLike, request: Request
) -> Generator[int, None, None]:
    """Ask for the next bytes of a file."""
    if incoming.held is None:
        return incoming.begin(file.first)
    if not incoming.ranges:
        return incoming.flow()
    return incoming.bring(request.spans)
