"""The quiet box around a place that a notice tells of, so that the eye finds it on the picture."""

from __future__ import annotations

from PySide6.QtGui import QPainterPath

from app.ui import tokens
from app.ui.viewer.overlay import Overlay

Box = tuple[float, float, float, float]
"""Stored (x, y, width, height)."""

APART = 5
"""Logical pixels between the place and its box: a single row stays to be seen inside."""
_INSIDE = 3
"""Room of a line and its halo at the edge of the window."""


def paint_place(overlay: Overlay, box: Box) -> None:
    """Draw a dashed box around a place, without a fill, as much of it as is in the window.

    At the edge of the window the line stays inside: the box of a whole column would have no ends.
    """
    around = overlay.camera.screen_box(box).adjusted(-APART, -APART, APART, APART)
    seen = around.intersected(overlay.window.adjusted(_INSIDE, _INSIDE, -_INSIDE, -_INSIDE))
    if seen.isEmpty():
        return
    path = QPainterPath()
    path.addRect(seen.toAlignedRect())
    overlay.stroke(path, tokens.colour("place"), chosen=False)
