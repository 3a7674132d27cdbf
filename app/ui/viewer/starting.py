"""Which gesture begins where the hand goes down: what the tool does, or moving a mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from app.domain.mark import Shape
from app.ui.viewer.gestures import DRAWS, Draw, Gesture, Level, Pan, Reshape, Tool, ZoomInto
from app.ui.viewer.measure_drags import MEASURES
from app.ui.viewer.picking import mark_at
from app.ui.viewer.polygon import DrawPolygon
from app.ui.viewer.shapes import handle_at

if TYPE_CHECKING:
    from app.ui.viewer.scan_view import ScanView


def start(
    view: ScanView,
    tool: Tool,
    place: QPointF,
    held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> Gesture:
    """Start what the tool in the hand does."""
    view.book.select(None)
    shape = DRAWS.get(tool)
    if shape is Shape.POLYGON:
        return DrawPolygon(view, place)
    if shape is not None:
        return Draw(view, place, shape)
    if tool in MEASURES:
        return view.hands.tape.begin(tool, place, held)
    kinds: dict[Tool, type[Gesture]] = {Tool.ZOOM: ZoomInto, Tool.LEVEL: Level}
    return kinds.get(tool, Pan)(view, place)


def grab(view: ScanView, place: QPointF) -> Gesture | None:
    """Start moving a mark or a handle of one, when there is one under the pointer."""
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
