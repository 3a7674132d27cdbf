"""Wheel, touch-pad and touch screen: zoom about the place, pan with two fingers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QInputDevice, QNativeGestureEvent, QTouchEvent, QWheelEvent

from app.ui.viewer.gestures import Tool

if TYPE_CHECKING:
    from app.ui.viewer.hands import Hands
    from app.ui.viewer.scan_view import ScanView

WHEEL_STEP = 1.2
"""Zoom of one notch of a wheel."""
WHEEL_PAN = 64.0
"""Logical pixels of one notch that pans."""
NOTCH = 120.0
"""What Qt counts for one notch; finer wheels send parts of it."""
_PINCH_LEAST = 8.0


class Touch:
    """Turns wheel and touch into moves of the camera; one finger is the tool in the hand."""

    def __init__(self, view: ScanView, hands: Hands) -> None:
        self._view = view
        self._hands = hands
        self._pinch: tuple[QPointF, float] | None = None
        """Middle and spread of two fingers when last seen."""
        self._one = False

    # Wheel

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom about the pointer, or pan: two fingers on a touch-pad, Shift, a tilted wheel."""
        if event.phase() == Qt.ScrollPhase.ScrollEnd:
            return
        angle = QPointF(event.angleDelta())
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(angle.y() or angle.x(), event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._pan(QPointF((angle.y() or angle.x()) / NOTCH * WHEEL_PAN, 0.0))
        elif _by_touch_pad(event):
            self._pan(_scrolled(event))
        elif angle.y():
            self._zoom(angle.y(), event)
        else:
            self._pan(QPointF(angle.x() / NOTCH * WHEEL_PAN, 0.0))

    def _zoom(self, angle: float, event: QWheelEvent) -> None:
        if angle == 0.0:
            return
        factor = WHEEL_STEP ** (angle / NOTCH)
        if abs(angle) >= NOTCH and not _by_touch_pad(event):
            self._hands.motion.zoom(factor, event.position())
        else:
            # A fine wheel is smooth by itself.
            self._hands.motion.stop()
            self._view.zoom_by(factor, event.position())
        self._view.tool_used.emit(Tool.ZOOM.value)

    def _pan(self, by: QPointF) -> None:
        self._hands.motion.stop()
        self._view.look(self._view.camera.panned(by.x(), by.y()))
        self._view.tool_used.emit(Tool.PAN.value)

    # Fingers

    def native(self, event: QNativeGestureEvent) -> bool:
        """Zoom by a pinch on a touch-pad."""
        kind = event.gestureType()
        if kind != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._hands.motion.stop()
        self._view.zoom_by(max(0.2, 1.0 + event.value()), event.position())
        self._view.tool_used.emit(Tool.ZOOM.value)
        return True

    def fingers(self, event: QTouchEvent) -> bool:
        """Follow fingers on the screen: one draws or drags, two zoom and pan."""
        gone = QEventPoint.State.Released
        if event.type() == QEvent.Type.TouchCancel:
            self._end()
            self._hands.drop_gesture()
            return True
        points = [point for point in event.points() if point.state() != gone]
        if len(points) >= 2:
            self._two(points[0].position(), points[1].position())
        elif event.type() == QEvent.Type.TouchBegin and points:
            self._one = True
            self._hands.press(points[0].position(), Qt.MouseButton.LeftButton)
        elif points and self._one:
            self._hands.drag(points[0].position())
        elif not points:
            if self._one:
                self._hands.release(event.points()[0].position())
            self._end()
        return True

    def _two(self, one: QPointF, other: QPointF) -> None:
        """Zoom by how the fingers part and pan by how their middle moves."""
        if self._one:
            # What one finger had begun was the first half of a pinch.
            self._hands.drop_gesture()
            self._one = False
        middle = (one + other) / 2
        spread = max(_PINCH_LEAST, math.hypot((one - other).x(), (one - other).y()))
        if self._pinch is not None:
            before, was = self._pinch
            moved = self._view.camera.panned(*(middle - before).toTuple())
            self._view.look(moved.zoomed(spread / was, middle))
        self._pinch = (middle, spread)

    def _end(self) -> None:
        if self._pinch is not None:
            self._view.tool_used.emit(Tool.ZOOM.value)
        self._pinch, self._one = None, False


def _by_touch_pad(event: QWheelEvent) -> bool:
    """Whether fingers scroll.

    Some drivers fill in pixels for a plain wheel too, so the device or a phase must say so.
    """
    pad = event.device().type() == QInputDevice.DeviceType.TouchPad
    return pad or event.phase() != Qt.ScrollPhase.NoScrollPhase


def _scrolled(event: QWheelEvent) -> QPointF:
    """How far fingers scrolled, in logical pixels."""
    pixels = event.pixelDelta()
    if not pixels.isNull():
        return QPointF(pixels)
    return QPointF(event.angleDelta()) / NOTCH * WHEEL_PAN
