"""What of a picture is in sight, for whoever brings it: its bytes come first."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF

from app.ui.wiring import Box
from imaging.display import View


def in_sight(view: View, visible: QRectF, shape: tuple[int, int]) -> tuple[Box, int]:
    """Return which part of a picture is in sight, and how fine the screen can show it.

    Parameters
    ----------
    view
        How the picture lies on the screen, in device pixels.
    visible
        What of it is in sight, as shares of its width and height.
    shape
        Rows and columns of the whole, in stored pixels.

    Returns
    -------
    tuple
        (left, top, right, bottom) in stored pixels, and how often the picture can be halved and
        still be as fine as the screen shows it.
    """
    rows, columns = shape
    box = (
        max(0, int(visible.left() * columns)),
        max(0, int(visible.top() * rows)),
        min(columns, math.ceil(visible.right() * columns)),
        min(rows, math.ceil(visible.bottom() * rows)),
    )
    scale = max(view.scale_x, view.scale_y)
    return box, 0 if scale >= 1.0 else math.floor(-math.log2(scale) + 1e-9)
