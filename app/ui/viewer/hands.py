"""Pointer, wheel and keys on the picture: which gesture they start, and where the cross stands."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QWheelEvent

from app.domain.mark import Mark, Point
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
from app.ui.viewer.overlay import Overlay
from app.ui.viewer.shapes import handle_at, hits

if TYPE_CHECKING:
    from app.ui.viewer.scan_view import ScanView

WHEEL_STEP = 1.2
KEY_ZOOM = 1.25
KEY_PAN = 64.0
CROSS_STEP, CROSS_FINE = 16.0, 1.0
LEVEL_STEP = 0.02

_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_COMMANDING = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_CURSORS = {
    Tool.PAN: Qt.CursorShape.OpenHandCursor,
    Tool.ZOOM: Qt.CursorShape.CrossCursor,
    Tool.LEVEL: Qt.CursorShape.SizeAllCursor,
    Tool.TEXT: Qt.CursorShape.IBeamCursor,
}


class Hands(QObject):
    """Turns events of the picture into gestures. Installed on it as an event filter."""

    def __init__(self, view: ScanView) -> None:
        super().__init__(view)
        self._view = view
        self.tool = Tool.PAN
        self._gesture: Gesture | None = None
        self._resting: Gesture | None = None
        """A measurement that stays on screen after its drag."""
        self._cross: Point | None = None
        self._from_keys = False
        view.installEventFilter(self)
        view.setCursor(_CURSORS[Tool.PAN])

    def take(self, tool: Tool) -> None:
        """Take another tool into the hand."""
        self.drop()
        self.tool = tool
        self._view.setCursor(_CURSORS.get(tool, Qt.CursorShape.CrossCursor))
        self._view.update()

    def drop(self) -> None:
        """Leave what was begun; nothing of it remains."""
        if self._gesture is not None:
            self._gesture.cancel()
        self._gesture = self._resting = self._cross = None
        self._from_keys = False
        self._view.update()

    def paint(self, overlay: Overlay) -> None:
        """Show what is being done."""
        for gesture in (self._resting, self._gesture):
            if gesture is not None:
                gesture.paint(overlay)
        if self._cross is not None:
            overlay.cross_hair(self._view.camera.to_screen(self._cross))

    def pointer_left(self) -> None:
        """Say that the pointer is nowhere on the image."""
        self._view.cursor_moved.emit(None)

    # Events

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Handle what belongs to a hand; the rest goes on."""
        handled = False
        if self._view.radiograph is None:
            return handled
        if isinstance(event, QMouseEvent):
            handled = self._mouse(event)
        elif isinstance(event, QWheelEvent):
            handled = self._wheel(event)
        elif isinstance(event, QKeyEvent):
            handled = self._key(event)
        elif event.type() == QEvent.Type.Leave:
            self.pointer_left()
        return handled

    def _mouse(self, event: QMouseEvent) -> bool:
        place = event.position()
        kinds = QEvent.Type
        if event.type() == kinds.MouseButtonPress:
            self._press(event)
        elif event.type() == kinds.MouseMove:
            if self._gesture is not None and not self._from_keys:
                self._gesture.move(place)
                self._view.update()
            self._view.tell_readout(place)
        elif event.type() == kinds.MouseButtonRelease and self._gesture is not None:
            self._release(place)
        else:
            return False
        return True

    def _press(self, event: QMouseEvent) -> None:
        if self._gesture is not None:
            return
        place, button = event.position(), event.button()
        self._resting = self._cross = None
        if button in (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton):
            self._gesture = Pan(self._view, place)
        elif button == Qt.MouseButton.LeftButton:
            self._gesture = self._grab(place) or self._begin(place)
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        self._view.update()

    def _release(self, place: QPointF) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is None:
            return
        gesture.end(place)
        if gesture.is_click and isinstance(gesture, (Pan, Draw)):
            self._choose_finding(gesture.start)
        elif isinstance(gesture, Measure) and not gesture.is_click:
            self._resting = gesture
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
        mark = self._mark_at(place)
        if mark is None:
            return None
        view.book.select(mark)
        return Reshape(view, place, mark, None)

    def _mark_at(self, place: QPointF) -> Mark | None:
        if not self._view.marks_shown:
            return None
        for tag in self._view.tags:
            if tag.mark is not None and tag.rect.contains(place):
                return tag.mark
        marks = reversed(self._view.book.marks)
        return next((m for m in marks if hits(m, self._view.camera, place)), None)

    def _choose_finding(self, place: QPointF) -> None:
        """Report a click on a finding: on its tag, or anywhere inside the smallest box."""
        view = self._view
        for tag in view.tags:
            if tag.finding is not None and tag.rect.contains(place):
                view.finding_chosen.emit(tag.finding.number)
                return
        x, y = view.camera.to_stored(place)
        under = [f for f in view.findings if _contains(f.box, x, y)]
        if under:
            smallest = min(under, key=lambda f: f.box[2] * f.box[3])
            view.finding_chosen.emit(smallest.number)

    def _wheel(self, event: QWheelEvent) -> bool:
        turns = event.angleDelta().y() / 120.0 or event.angleDelta().x() / 120.0
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._view.look(self._view.camera.panned(turns * KEY_PAN, 0.0))
        else:
            self._view.zoom_by(WHEEL_STEP**turns, event.position())
        self._view.tool_used.emit(Tool.ZOOM.value)
        return True

    # Keys

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyRelease:
            return self._space(event, held=False)
        if event.type() != QEvent.Type.KeyPress:
            return False
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is not None:
            self._arrow(arrow, event.modifiers())
            return True
        return self._space(event, held=True) or self._command(event)

    def _space(self, event: QKeyEvent, *, held: bool) -> bool:
        if event.key() != Qt.Key.Key_Space:
            return False
        if not event.isAutoRepeat():
            self._view.bare(held)
        return True

    def _command(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            return self._view.book.undo()
        if event.modifiers() & _COMMANDING:
            return False
        commands = {
            Qt.Key.Key_Return: self._enter,
            Qt.Key.Key_Enter: self._enter,
            Qt.Key.Key_Escape: self._escape,
            Qt.Key.Key_Delete: self._delete,
            Qt.Key.Key_Backspace: self._delete,
        }
        command = commands.get(Qt.Key(event.key()))
        return command() if command is not None else self._zoom_key(event.key())

    def _zoom_key(self, key: int) -> bool:
        view = self._view
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            view.zoom_by(KEY_ZOOM)
        elif key == Qt.Key.Key_Minus:
            view.zoom_by(1.0 / KEY_ZOOM)
        elif key == Qt.Key.Key_F:
            view.fit()
        elif key == Qt.Key.Key_O:
            view.one_to_one()
        else:
            return False
        return True

    def _arrow(self, arrow: tuple[float, float], modifiers: Qt.KeyboardModifier) -> None:
        view = self._view
        dx, dy = arrow
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            shown = view.display()
            view.set_display(
                shown.windowed(centre=shown.centre + dy * LEVEL_STEP, width=shown.width * 1.05**dx)
            )
            view.tool_used.emit(Tool.LEVEL.value)
        elif self.tool in DRAWS or self.tool is Tool.RULER:
            fine = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            self._move_cross(dx, dy, CROSS_FINE if fine else CROSS_STEP)
        else:
            view.look(view.camera.panned(-dx * KEY_PAN, -dy * KEY_PAN))

    def _move_cross(self, dx: float, dy: float, step: float) -> None:
        """Move the cross on screen, and the window with it at its edge."""
        view = self._view
        camera = view.camera
        point = self._cross or (camera.x, camera.y)
        place = camera.to_screen(point) + QPointF(dx * step, dy * step)
        self._cross = camera.inside(camera.to_stored(place))
        place = camera.to_screen(self._cross)
        if not view.rect().adjusted(24, 24, -24, -24).contains(place.toPoint()):
            view.look(dataclasses.replace(camera, x=self._cross[0], y=self._cross[1]).bounded())
        if self._gesture is not None and self._from_keys:
            self._gesture.move(view.camera.to_screen(self._cross))
        view.tell_readout(view.camera.to_screen(self._cross))
        view.update()

    def _enter(self) -> bool:
        """Set a corner of what the keyboard draws: the first one begins, the second ends."""
        if self._cross is None:
            return False
        place = self._view.camera.to_screen(self._cross)
        if self._gesture is None:
            self._gesture = self._begin(place)
            self._from_keys = True
            if self.tool is Tool.TEXT:
                self._release(place)
                self._from_keys = False
        elif self._from_keys:
            self._from_keys = False
            self._release(place)
        self._view.update()
        return True

    def _escape(self) -> bool:
        """Leave the gesture, the measurement, the cross or the selection, in that order."""
        view = self._view
        if self._gesture or self._resting or self._cross:
            self.drop()
            return True
        if view.book.selected is not None:
            view.book.select(None)
            return True
        return False

    def _delete(self) -> bool:
        chosen = self._view.book.selected
        if chosen is None:
            return False
        self._view.book.remove(chosen)
        self._view.update()
        return True


def _contains(box: tuple[int, int, int, int], x: float, y: float) -> bool:
    left, top, wide, high = box
    return left <= x <= left + wide and top <= y <= top + high
