"""Making pictures of views as they come, and telling of them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from app.domain.coming import Progress, Trouble
from app.domain.errors import KnownError
from app.domain.words import say
from app.scans.arrival import Arrival, IncomingLike, Told
from app.scans.carrying import Cabinet, Unexpected
from app.scans.coming import Coming
from app.scans.web.wanted import Wanted
from imaging.errors import ImagingError

_BREATH, _LEAST_S = 2.0, 0.03
"""Until the next coarse picture, so many times as long as the last one took to make, and so many
seconds at least: the machine is not kept busy with pictures that are soon replaced."""
_LOG = logging.getLogger(__name__)


class Painter:
    """Makes the pictures of views, and tells those who wait for them; one thread paints.

    Parameters
    ----------
    cabinet
        Where whole files are kept; None for nowhere.
    alone
        What keeps the others out while views are changed.
    whole
        Called, alone, with a view that is here whole and right.
    stopped
        Whether everything is to end: then nobody is told anything any more.
    """

    def __init__(
        self,
        cabinet: Cabinet | None,
        *,
        alone: AbstractContextManager[object],
        whole: Callable[[Arrival], object],
        stopped: Callable[[], bool],
    ) -> None:
        self._cabinet, self._alone = cabinet, alone
        self._whole, self._stopped = whole, stopped

    def next(self, views: Iterable[Arrival], now: float) -> tuple[Arrival | None, float]:
        """Choose the view to paint, or say how many seconds none is to be painted.

        Parameters
        ----------
        views
            The weightiest first.
        now
            Monotonic seconds.
        """
        pause = float("inf")
        for view in views:
            if view.changed and not view.done:
                rest = view.painted_at + max(_LEAST_S, _BREATH * view.took) - now
                if rest <= 0.0 or view.coming.whole or view.coming.all_in_sight(view.sight):
                    view.changed = False
                    return view, 0.0
                pause = min(pause, rest)
        return None, pause

    def paint(self, view: Arrival) -> None:
        """Make the picture that can be made of a view now, and tell of it."""
        began = time.monotonic()
        self._paint(view)
        view.painted_at = time.monotonic()
        view.took = view.painted_at - began
        self._prepare(view)

    def trouble(self, view: Arrival, error: Exception) -> None:
        """Tell why a view does not come."""
        with self._alone:
            told = view.fail(error, stands=True)
        self._tell(view, told)

    def _paint(self, view: Arrival) -> None:
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
            with self._alone:
                view.damaged, view.done = True, coming.whole
            self._tell(view, Trouble(Unexpected(error), passing=False, stands=False))
            return
        if view.coming is coming and not (stage is None and view.failing):
            self._tell(view, stage if stage is not None else Progress(coming.share))

    def _prepare(self, view: Arrival) -> None:
        """Make ready what the next picture needs, unless it can be painted now."""
        coming = view.coming
        if view.tell is None or view.damaged or coming.whole or coming.all_in_sight(view.sight):
            return
        try:
            coming.prepare(view.sight)
        except Exception as error:  # noqa: BLE001 - told when the picture itself is made
            _LOG.debug("nothing could be made ready", exc_info=error)

    def _show_quick(self, view: Arrival, coming: Coming) -> None:
        """Show what lies on this machine coarsely first: decoding all of it takes a moment."""
        quick = None
        if view.tell is not None and all(file.kept for file in coming.files):
            quick = coming.quick()
        if quick is not None:
            self._tell(view, quick)

    def _complete(self, view: Arrival, coming: Coming) -> None:
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
        with self._alone:
            # Before it is told: whoever opens it again from then on is told again.
            view.done = True
            self._whole(view)
        if stage is not None:
            self._tell(view, stage)

    def _throw_away(self, view: Arrival, wanted: Wanted, incoming: IncomingLike | None) -> None:
        """Begin anew with a view that is not what is on record; not before somebody says so."""
        try:
            if incoming is not None:
                # Its sentence says whose bytes these were.
                incoming.check(wanted.sha256)
        except KnownError as error:
            with self._alone:
                view.begin()
                told = view.fail(error, stands=False)
            self._tell(view, told)
            return
        with self._alone:
            # Changed where it lay on this machine: the archive is asked for it.
            view.begin()

    def _tell(self, view: Arrival, told: Told | None) -> None:
        if told is None or view.tell is None or self._stopped():
            return
        try:
            view.tell(told)
        except Exception as error:  # noqa: BLE001 - who listens must not end this thread
            _LOG.error("nobody could be told of a view", exc_info=error)


def _said(error: Exception) -> Exception:
    """Give a failure of this machine a sentence."""
    if isinstance(error, MemoryError):
        return KnownError(say("There is not enough memory for this image."))
    return error
