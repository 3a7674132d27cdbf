"""Pointer, wheel and keys on the picture: which gesture they start, and where the cross stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QTouchEvent,
    QWheelEvent,
)

from app.ui.viewer.gestures import Draw, Gesture, Pan, Tool
from app.ui.viewer.keyboard import Keyboard
from app.ui.viewer.loupe import Loupe
from app.ui.viewer.measure_drags import MeasureDrag
from app.ui.viewer.motion import Drag, Motion
from app.ui.viewer.overlay import Overlay
from app.ui.viewer.picking import finding_at, mark_at
from app.ui.viewer.polygon import DrawPolygon
from app.ui.viewer.starting import grab, start
from app.ui.viewer.tape import Tape
from app.ui.viewer.touch import Touch

if TYPE_CHECKING:
    from app.ui.viewer.picture import Picture
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
        self._from_keys = False
        self._menu_due = False
        self._pointer: QPointF | None = None
        """Where the pointer, or the keyboard's cross, was last."""
        self.tape = Tape(view)
        self.loupe = Loupe(view)
        self._drag: Drag | None = None
        self.motion = Motion(view)
        self._touch = Touch(view, self)
        self._keyboard = Keyboard(view, self)
        view.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        view.setCursor(_CURSORS[Tool.PAN])

    def take(self, tool: Tool) -> None:
        """Take another tool into the hand; a polygon that was begun is closed first."""
        self.motion.stop()
        self.finish_polygon()
        self.drop_gesture()
        self._keyboard.drop_cross()
        self.tool = tool
        if tool is Tool.REGION:
            self.tape.measure_mark()
        self._view.setCursor(_CURSORS.get(tool, Qt.CursorShape.CrossCursor))
        self._view.update()

    def drop(self) -> None:
        """Leave what was begun and what was measured; nothing of it remains."""
        self.motion.stop()
        self.drop_gesture()
        self.tape.measures.clear()
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
        return self._gesture is not None

    def follow_cross(self, place: QPointF) -> None:
        """Draw on towards the cross, if the keyboard has begun."""
        self._pointer = place
        if self._gesture is not None and self._from_keys:
            self._gesture.move(place)

    def set_corner(self, place: QPointF) -> None:
        """Begin at the cross, or end there."""
        if self._gesture is None:
            self._gesture = start(self._view, self.tool, place)
            self._from_keys = self.tool is not Tool.TEXT
            if not self._from_keys:
                self.release(place)
        elif self._from_keys:
            self.release(place)
            self._from_keys = self._gesture is not None
        self._view.update()

    def close_polygon(self) -> bool:
        """Close the polygon that the pointer draws; False when there is none to close.

        At the keyboard's cross the last corner closes it.
        """
        drawn = self._gesture
        if self._from_keys or not isinstance(drawn, DrawPolygon) or not drawn.close():
            return False
        self._gesture = None
        self._view.tool_used.emit(self.tool.value)
        self._view.update()
        return True

    def finish_polygon(self) -> None:
        """Close the polygon that is being drawn, by pointer or by keys, before its place goes.

        With fewer than three corners it stays as it is: it is no mark yet.
        """
        drawn = self._gesture
        if isinstance(drawn, DrawPolygon) and drawn.close():
            self._gesture = self._drag = None
            self._from_keys = False
            self._view.tool_used.emit(self.tool.value)
            self._view.update()

    def take_corner_back(self) -> bool:
        """Take the last corner of a polygon off; False when none is being drawn."""
        if not isinstance(self._gesture, DrawPolygon):
            return False
        if not self._gesture.take_back():
            self.drop_gesture()
        self._view.update()
        return True

    def paint(self, overlay: Overlay) -> None:
        """Show what is being done."""
        gesture = self._gesture
        measuring = gesture if isinstance(gesture, MeasureDrag) else None
        if gesture is not None and measuring is None:
            gesture.paint(overlay)
        self.tape.paint(overlay, measuring, self._pointer)
        self._keyboard.paint(overlay)

    def paint_loupe(self, painter: QPainter, picture: Picture) -> None:
        """Show the loupe over everything else, while it is up and there is a place to show."""
        if self.loupe.up and self._pointer is not None:
            self.loupe.paint(painter, picture, self._pointer)

    def pointer_left(self) -> None:
        """Say that the pointer is nowhere on the image."""
        self._pointer = None
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
            self._wheel(event)
            handled = True
        elif isinstance(event, QNativeGestureEvent):
            handled = self._touch.native(event)
        elif isinstance(event, QTouchEvent):
            handled = self._touch.fingers(event)
        elif event.type() == QEvent.Type.Leave:
            self.pointer_left()
            self._view.update()
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
        if self._gesture is not None:
            self._gesture.held = event.modifiers()
        if event.type() == kinds.MouseButtonDblClick and self._edit_at(event):
            return True
        if event.type() in (kinds.MouseButtonPress, kinds.MouseButtonDblClick):
            self.press(place, event.button(), event.modifiers())
        elif event.type() == kinds.MouseMove:
            self.drag(place)
            self._view.tell_readout(place)
        elif event.type() == kinds.MouseButtonRelease and self._gesture is not None:
            self.release(place)
        else:
            return False
        return True

    def _edit_at(self, event: QMouseEvent) -> bool:
        """Open class and note of the mark under a double click."""
        mark = mark_at(self._view, event.position())
        left = event.button() == Qt.MouseButton.LeftButton
        if mark is None or not left or isinstance(self._gesture, DrawPolygon):
            return False
        self.drop_gesture()
        self._view.editor.open_for(mark)
        return True

    def _wheel(self, event: QWheelEvent) -> None:
        """The wheel is the plot's over the plot, the loupe's while it is up, else the camera's."""
        angle = event.angleDelta().y()
        free = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if free and angle and self.tape.wheel(event.position(), angle):
            return
        if free and angle and self.loupe.up and not event.modifiers():
            self.loupe.step(1 if angle > 0 else -1)
            return
        self._touch.wheel(event)

    def press(
        self,
        place: QPointF,
        button: Qt.MouseButton,
        held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """A button went down: begin what the tool does."""
        self.motion.stop()
        if self._gesture is not None:
            return
        self._keyboard.drop_cross()
        self._menu_due = button == Qt.MouseButton.RightButton
        if button in (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton):
            self._gesture = Pan(self._view, place)
        elif button == Qt.MouseButton.LeftButton and self.tape.plot_under(place):
            self.tape.next_axis()
        elif button == Qt.MouseButton.LeftButton:
            view = self._view
            self._gesture = grab(view, place) or start(view, self.tool, place, held)
        self._drag = Drag(place, self.motion.clock())
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        self._view.update()

    def drag(self, place: QPointF) -> None:
        """The pointer moved, with or without a button down."""
        self._pointer = place
        if self.loupe.up or self.tape.measures.last is not None:
            self._view.update()
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
        if not gesture.finished:
            self._gesture = gesture
            return
        if gesture.is_click and isinstance(gesture, (Pan, Draw)):
            self._clicked(gesture.start)
        elif isinstance(gesture, MeasureDrag):
            self.tape.finish(gesture)
        elif isinstance(gesture, Pan) and drag is not None:
            self.motion.flick(drag.run(self.motion.clock()))
        if not gesture.is_click or self.tool in (Tool.TEXT, Tool.ZOOM, Tool.POLYGON):
            self._view.tool_used.emit(self.tool.value)
        self._view.update()

    def _clicked(self, place: QPointF) -> None:
        """A click that drew nothing: the right one asks for the menu, the left one chooses."""
        finding = finding_at(self._view, place)
        if self._menu_due:
            self._view.menu_asked.emit(place)
        elif finding is not None:
            self._view.finding_chosen.emit(finding.number)
