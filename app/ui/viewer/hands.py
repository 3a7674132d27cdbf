"""Pointer, wheel and keys on the picture: which gesture they start, and where the cross stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QNativeGestureEvent, QTouchEvent, QWheelEvent

from app.ui.viewer.gestures import (
    DRAWS,
    Draw,
    Gesture,
    Level,
    Measure,
    Pan,
    Reshape,
    Tool,
    ZoomInto,
)
from app.ui.viewer.keyboard import Keyboard
from app.ui.viewer.motion import Drag, Motion
from app.ui.viewer.overlay import Overlay
from app.ui.viewer.picking import finding_at, mark_at
from app.ui.viewer.shapes import handle_at
from app.ui.viewer.touch import Touch

if TYPE_CHECKING:
    from app.ui.viewer.scan_view import ScanView

_CURSORS = {
    Tool.PAN: Qt.CursorShape.OpenHandCursor,
    Tool.ZOOM: Qt.CursorShape.CrossCursor,
    Tool.LEVEL: Qt.CursorShape.SizeAllCursor,
    Tool.TEXT: Qt.CursorShape.IBeamCursor,
}


class Hands:
    """Turns events of the picture into gestures."""

    def __init__(self, view: ScanView) -> None:
        self._view = view
        self.tool = Tool.PAN
        self._gesture: Gesture | None = None
        self._resting: Gesture | None = None
        """A measurement that stays on screen after its drag."""
        self._from_keys = False
        self._drag: Drag | None = None
        self.motion = Motion(view)
        self._touch = Touch(view, self)
        self._keyboard = Keyboard(view, self)
        view.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        view.setCursor(_CURSORS[Tool.PAN])

    def take(self, tool: Tool) -> None:
        """Take another tool into the hand."""
        self.drop()
        self.tool = tool
        self._view.setCursor(_CURSORS.get(tool, Qt.CursorShape.CrossCursor))
        self._view.update()

    def drop(self) -> None:
        """Leave what was begun; nothing of it remains."""
        self.motion.stop()
        self.drop_gesture()
        self._resting = None
        self._keyboard.drop_cross()
        self._view.update()

    def drop_gesture(self) -> None:
        """Leave the drag that is going on, and only that."""
        if self._gesture is not None:
            self._gesture.cancel()
        self._gesture = self._drag = None
        self._from_keys = False
        self._view.update()

    @property
    def busy(self) -> bool:
        """Whether something is being drawn, dragged or measured."""
        return self._gesture is not None or self._resting is not None

    def follow_cross(self, place: QPointF) -> None:
        """Draw on towards the cross, if the keyboard has begun."""
        if self._gesture is not None and self._from_keys:
            self._gesture.move(place)

    def set_corner(self, place: QPointF) -> None:
        """Begin at the cross, or end there."""
        if self._gesture is None:
            self._gesture = self._begin(place)
            self._from_keys = self.tool is not Tool.TEXT
            if not self._from_keys:
                self.release(place)
        elif self._from_keys:
            self._from_keys = False
            self.release(place)
        self._view.update()

    def paint(self, overlay: Overlay) -> None:
        """Show what is being done."""
        for gesture in (self._resting, self._gesture):
            if gesture is not None:
                gesture.paint(overlay)
        self._keyboard.paint(overlay)

    def pointer_left(self) -> None:
        """Say that the pointer is nowhere on the image."""
        self._view.cursor_moved.emit(None)

    # Events

    def handle(self, event: QEvent) -> bool:
        """Handle what belongs to a hand; False for the rest."""
        if self._view.radiograph is None:
            return False
        if isinstance(event, QMouseEvent):
            return self._mouse(event)
        if isinstance(event, QKeyEvent):
            return self._key(event)
        return self._other(event)

    def _other(self, event: QEvent) -> bool:
        handled = False
        if isinstance(event, QWheelEvent):
            self._touch.wheel(event)
            handled = True
        elif isinstance(event, QNativeGestureEvent):
            handled = self._touch.native(event)
        elif isinstance(event, QTouchEvent):
            handled = self._touch.fingers(event)
        elif event.type() == QEvent.Type.Leave:
            self.pointer_left()
        elif event.type() == QEvent.Type.FocusOut:
            # The key that showed the bare image goes up somewhere else.
            self._view.bare(False)
        return handled

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            self.motion.stop()
        return self._keyboard.handle(event)

    def _mouse(self, event: QMouseEvent) -> bool:
        place = event.position()
        kinds = QEvent.Type
        if event.type() in (kinds.MouseButtonPress, kinds.MouseButtonDblClick):
            self.press(place, event.button())
        elif event.type() == kinds.MouseMove:
            self.drag(place)
            self._view.tell_readout(place)
        elif event.type() == kinds.MouseButtonRelease and self._gesture is not None:
            self.release(place)
        else:
            return False
        return True

    def press(self, place: QPointF, button: Qt.MouseButton) -> None:
        """A button went down: begin what the tool does."""
        self.motion.stop()
        if self._gesture is not None:
            return
        self._resting = None
        self._keyboard.drop_cross()
        if button in (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton):
            self._gesture = Pan(self._view, place)
        elif button == Qt.MouseButton.LeftButton:
            self._gesture = self._grab(place) or self._begin(place)
        self._drag = Drag(place, self.motion.clock())
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        self._view.update()

    def drag(self, place: QPointF) -> None:
        """The pointer moved, with or without a button down."""
        if self._drag is not None:
            self._drag.note(place, self.motion.clock())
        if self._gesture is not None and not self._from_keys:
            self._gesture.move(place)
            self._view.update()

    def release(self, place: QPointF) -> None:
        """The button went up: end what was begun."""
        gesture, self._gesture = self._gesture, None
        drag, self._drag = self._drag, None
        if gesture is None:
            return
        gesture.end(place)
        if gesture.is_click and isinstance(gesture, (Pan, Draw)):
            finding = finding_at(self._view, gesture.start)
            if finding is not None:
                self._view.finding_chosen.emit(finding.number)
        elif isinstance(gesture, Measure) and not gesture.is_click:
            self._resting = gesture
        elif isinstance(gesture, Pan) and drag is not None:
            self.motion.flick(drag.run(self.motion.clock()))
        if not gesture.is_click or self.tool in (Tool.TEXT, Tool.ZOOM):
            self._view.tool_used.emit(self.tool.value)
        self._view.update()

    def _begin(self, place: QPointF) -> Gesture:
        """Start what the tool in the hand does."""
        self._view.book.select(None)
        shape = DRAWS.get(self.tool)
        if shape is not None:
            return Draw(self._view, place, shape)
        kinds: dict[Tool, type[Gesture]] = {
            Tool.ZOOM: ZoomInto,
            Tool.LEVEL: Level,
            Tool.RULER: Measure,
        }
        return kinds.get(self.tool, Pan)(self._view, place)

    def _grab(self, place: QPointF) -> Gesture | None:
        """Start moving a mark or a handle of one, when there is one under the pointer."""
        view = self._view
        chosen = view.book.selected
        if chosen is not None:
            handle = handle_at(chosen, view.camera, place)
            if handle is not None:
                return Reshape(view, place, chosen, handle)
        mark = mark_at(view, place)
        if mark is None:
            return None
        view.book.select(mark)
        return Reshape(view, place, mark, None)
