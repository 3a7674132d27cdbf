"""Keys on the picture. Everything that the pointer draws can be drawn with keys alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.domain.mark import Point
from app.ui.commands import keymap
from app.ui.viewer.gestures import DRAWS, Tool
from app.ui.viewer.measure_drags import MEASURES
from app.ui.viewer.overlay import Overlay
from app.ui.viewer.shapes import moved

if TYPE_CHECKING:
    from app.ui.viewer.hands import Hands
    from app.ui.viewer.scan_view import ScanView

KEY_PAN = 64.0
CROSS_STEP, CROSS_FINE = 16.0, 1.0
MARK_STEP = 4.0
LEVEL_STEP = 0.02

_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
CROSSED = frozenset(DRAWS) | frozenset(MEASURES)
"""Tools that arrow keys work with a cross."""
_COMMANDING = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class Keyboard:
    """Arrows pan, step the window (Shift), move the cross of a drawing tool or a mark (Alt).

    Enter sets the corners of what is drawn, or chooses the next mark; Esc leaves; Delete removes;
    Space held shows the bare image.
    """

    def __init__(self, view: ScanView, hands: Hands) -> None:
        self._view = view
        self._hands = hands
        self._cross: Point | None = None
        self._left: Point | None = None
        """Where the cross was put away: it comes back there, while that is on screen."""

    def drop_cross(self) -> None:
        """Put the cross away."""
        self._left, self._cross = self._cross, None

    def paint(self, overlay: Overlay) -> None:
        """Show the cross."""
        if self._cross is not None:
            overlay.cross_hair(self._view.camera.to_screen(self._cross))

    def handle(self, event: QKeyEvent) -> bool:
        """Handle a key; False for one that means nothing here."""
        if event.type() == QEvent.Type.KeyRelease:
            if keymap.pressed("loupe", event) and not event.isAutoRepeat():
                self._hands.loupe.let_go()
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
        if event.matches(QKeySequence.StandardKey.Copy):
            return self._hands.tape.copy()
        book = self._view.book
        for name, act in (
            ("undo", book.undo),
            ("redo", book.redo),
            ("mark_note", self._view.edit_chosen),
        ):
            if keymap.pressed(name, event):
                return act()
        if event.modifiers() & _COMMANDING:
            return False
        commands = {
            Qt.Key.Key_Return: self._enter,
            Qt.Key.Key_Enter: self._enter,
            Qt.Key.Key_Escape: self._escape,
        }
        command = commands.get(Qt.Key(event.key()))
        return command() if command is not None else self._chosen_key(event)

    def _chosen_key(self, event: QKeyEvent) -> bool:
        """Do what the officer's own keys say; within a page their actions come first."""
        view = self._view
        commands: dict[str, Callable[[], object]] = {
            "zoom_in": view.zoom_in,
            "zoom_out": view.zoom_out,
            "fit": view.fit,
            "one_to_one": view.one_to_one,
        }
        for name, command in commands.items():
            if keymap.pressed(name, event):
                command()
                return True
        return keymap.pressed("remove_mark", event) and view.remove_chosen()

    def _arrow(self, arrow: tuple[float, float], modifiers: Qt.KeyboardModifier) -> None:
        view = self._view
        dx, dy = arrow
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            shown = view.display()
            view.set_display(
                shown.windowed(centre=shown.centre + dy * LEVEL_STEP, width=shown.width * 1.05**dx)
            )
            view.tool_used.emit(Tool.LEVEL.value)
        elif modifiers & Qt.KeyboardModifier.AltModifier:
            self._move_chosen(dx, dy)
        elif self._hands.tool in CROSSED or self._hands.loupe.up:
            fine = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            self._move_cross(dx, dy, CROSS_FINE if fine else CROSS_STEP)
        else:
            view.look(view.camera.panned(-dx * KEY_PAN, -dy * KEY_PAN))

    def _move_cross(self, dx: float, dy: float, step: float) -> None:
        """Move the cross on screen, and the window with it at its edge."""
        view = self._view
        camera = view.camera
        point = self._cross or self._last_place()
        place = camera.to_screen(point) + QPointF(dx * step, dy * step)
        self._cross = camera.inside(camera.to_stored(place))
        place = camera.to_screen(self._cross)
        if not view.rect().adjusted(24, 24, -24, -24).contains(place.toPoint()):
            view.look(dataclasses.replace(camera, x=self._cross[0], y=self._cross[1]).bounded())
        self._hands.follow_cross(view.camera.to_screen(self._cross))
        view.tell_readout(view.camera.to_screen(self._cross))
        view.update()

    def _last_place(self) -> Point:
        """Where the cross begins: where it was left, or the middle of the window."""
        camera = self._view.camera
        if self._left is not None:
            x, y, wide, high = camera.visible
            if x <= self._left[0] <= x + wide and y <= self._left[1] <= y + high:
                return self._left
        return camera.x, camera.y

    def _enter(self) -> bool:
        """Set a point of what is drawn or measured; without a cross, mark what was measured.

        Without either, choose the next mark.
        """
        hands = self._hands
        if hands.close_polygon():
            return True
        if self._cross is None or hands.tool not in CROSSED:
            return hands.tape.to_mark() or self._choose_next()
        hands.set_corner(self._view.camera.to_screen(self._cross))
        if hands.tool in MEASURES and not hands.busy:
            self.drop_cross()
        return True

    def _choose_next(self) -> bool:
        """Take the handles of the next mark out, so that keys can move or delete it."""
        book = self._view.book
        if not book.marks:
            return False
        chosen = book.selected
        number = book.marks.index(chosen) + 1 if chosen in book.marks else 0
        book.select(book.marks[number % len(book.marks)])
        return True

    def _move_chosen(self, dx: float, dy: float) -> None:
        """Move the chosen mark on screen."""
        view = self._view
        chosen = view.book.selected
        if chosen is not None:
            camera = view.camera
            x, y = camera.stored_step(dx * MARK_STEP, dy * MARK_STEP)
            view.book.change(chosen, moved(chosen, x, y, camera))
            view.update()

    def _escape(self) -> bool:
        """Leave one thing: what is being done, a measurement, the selection, the loupe, a place."""
        hands, book = self._hands, self._view.book
        if hands.busy or self._cross is not None:
            hands.drop_gesture()
            self.drop_cross()
        elif hands.tape.drop_last():
            pass
        elif book.selected is not None:
            book.select(None)
        elif hands.loupe.up:
            hands.loupe.turn(up=False)
        else:
            return self._view.layers.point_out(None)
        return True
