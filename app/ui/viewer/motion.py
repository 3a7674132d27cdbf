"""What the picture does for a moment after the hand: a zoom step eases in, a flick runs out.

The hand leads and the picture follows: an eased zoom ends where the wheel said, within 120 ms; a
flick runs on for at most 400 ms and never farther than the hand itself had dragged. A key, a press
or another turn of the wheel ends it at once.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtWidgets import QStyle

from app.ui.viewer.camera import Camera

if TYPE_CHECKING:
    from app.ui.viewer.scan_view import ScanView

ZOOM_S = 0.10
"""How long a zoom step takes."""
FLICK_S = 0.40
"""How long a flick takes to stop."""
LEAST_SPEED = 250.0
"""Pixels a second from which letting go is a flick."""
REST_S = 0.05
"""Letting go this long after the last move is letting go at rest."""
_LOOK_BACK_S = 0.09
_FRAME_MS = 8
_LEAST_RUN = 2.0

Step = Callable[[float], Camera]
"""Camera at a share, 0 to 1, of the way."""


class Drag:
    """Where the pointer has been lately, and so how fast it goes."""

    def __init__(self, place: QPointF, now: float) -> None:
        self._start = place
        self._lately: deque[tuple[float, QPointF]] = deque([(now, place)], maxlen=64)

    def note(self, place: QPointF, now: float) -> None:
        """Remember a place."""
        self._lately.append((now, place))

    def run(self, now: float) -> QPointF:
        """How far the picture runs on when the hand lets go now, in logical pixels."""
        last, end = self._lately[-1]
        if now - last > REST_S:
            return QPointF(0.0, 0.0)
        first, begin = next(one for one in self._lately if last - one[0] <= _LOOK_BACK_S)
        if last - first <= 0.0:
            return QPointF(0.0, 0.0)
        velocity = (end - begin) / (last - first)
        speed = math.hypot(velocity.x(), velocity.y())
        dragged = end - self._start
        # Evenly braked to rest, a flick covers half of speed times time.
        length = min(speed * FLICK_S / 2.0, math.hypot(dragged.x(), dragged.y()))
        if speed < LEAST_SPEED or length < _LEAST_RUN:
            return QPointF(0.0, 0.0)
        return velocity * (length / speed)


class Motion(QObject):
    """Moves the camera of one picture, frame by frame.

    Parameters
    ----------
    view
        The picture.
    clock
        Seconds, monotonic; the tests bring their own and call `tick`.
    """

    def __init__(self, view: ScanView, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(view)
        self._view = view
        self.clock = clock
        self.wanted: bool | None = None
        """What the officer asked for; None follows the system."""
        self._step: Step | None = None
        self._began, self._lasts = 0.0, 1.0
        self._factor = 1.0
        self._shown: Camera | None = None
        """Where the last frame stood."""
        self._timer = QTimer(self, interval=_FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    @property
    def moving(self) -> bool:
        """Whether the picture moves by itself."""
        return self._step is not None

    @property
    def allowed(self) -> bool:
        """Whether it may: neither the officer nor the system asks for stillness."""
        if self.wanted is not None:
            return self.wanted
        hint = QStyle.StyleHint.SH_Widget_Animation_Duration
        return self._view.style().styleHint(hint, None, self._view) > 0

    def stop(self) -> None:
        """Stand still where the picture is now."""
        self._step = None
        self._factor = 1.0
        self._timer.stop()

    def zoom(self, factor: float, at: QPointF) -> None:
        """Ease in a zoom about a place; what is left of the zoom before it is added."""
        left = self._factor / self._share_zoomed() if self._factor != 1.0 else 1.0
        self.stop()
        if not self.allowed:
            self._view.look(self._view.camera.zoomed(factor, at))
            return
        whole = factor * left
        start = self._view.camera
        self._factor = whole
        self._start(lambda share: start.zoomed(whole**share, at), ZOOM_S)

    def flick(self, run: QPointF) -> None:
        """Run on by `run` logical pixels, slower and slower."""
        self.stop()
        if self.allowed and not run.isNull():
            start = self._view.camera
            self._start(lambda share: start.panned(run.x() * share, run.y() * share), FLICK_S)

    def tick(self) -> None:
        """Show the next frame."""
        step = self._step
        if step is None:
            return
        if self._view.camera is not self._shown:
            # Somebody went elsewhere meanwhile: fit, a finding, another view.
            self.stop()
            return
        share = self._share()
        self._shown = step(_eased(share))
        self._view.look(self._shown)
        if share >= 1.0:
            self.stop()

    def _start(self, step: Step, lasts: float) -> None:
        self._step, self._lasts, self._began = step, lasts, self.clock()
        self._shown = self._view.camera
        self._timer.start()

    def _share(self) -> float:
        return min(1.0, max(0.0, (self.clock() - self._began) / self._lasts))

    def _share_zoomed(self) -> float:
        """The part of the zoom in progress that is on screen already."""
        return float(self._factor ** _eased(self._share()))


def _eased(share: float) -> float:
    """Evenly braked: fast at first, at rest at the end."""
    return 1.0 - (1.0 - share) ** 2
