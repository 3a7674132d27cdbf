"""Planes in buffers larger than themselves, over which a window that moves only slides."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Box = tuple[int, int, int, int]
"""(left, top, right, bottom)."""

_ROOM = 256
"""Pixels by which a buffer is larger than its plane on each side."""


class Sliding:
    """A plane that keeps what it shares with the one before it in its place in memory.

    Parameters
    ----------
    dtype
        Of the plane.
    """

    def __init__(self, dtype: type[np.generic]) -> None:
        self.buffer: npt.NDArray[Any] = np.empty((0, 0), dtype)
        """The plane and the room around it."""
        self._left = self._top = 0
        self._size = (0, 0)

    @property
    def plane(self) -> npt.NDArray[Any]:
        """The plane, not a copy; its rows lie further apart than they are long."""
        high, wide = self._size
        return self.buffer[self._top : self._top + high, self._left : self._left + wide]

    def fresh(self, shape: tuple[int, int]) -> Box:
        """Begin anew in the middle of the room.

        Returns
        -------
        The box of the whole plane: all of it is to be filled. Its corner in the buffer is
        (`_ROOM`, `_ROOM`).
        """
        high, wide = (side + 2 * _ROOM for side in shape)
        if self.buffer.shape[0] < high or self.buffer.shape[1] < wide:
            larger = max(high, self.buffer.shape[0]), max(wide, self.buffer.shape[1])
            self.buffer = np.empty(larger, self.buffer.dtype)
        self._left = self._top = _ROOM
        self._size = shape
        return 0, 0, shape[1], shape[0]

    def around(self, box: Box) -> npt.NDArray[Any] | None:
        """A part of the buffer, not a copy, that covers a fresh plane and a little of its room.

        Parameters
        ----------
        box
            (columns left of the plane, rows above it, width, height).

        Returns
        -------
        None when the buffer has no such room.
        """
        left, top = self._left - box[0], self._top - box[1]
        part = self.buffer[max(0, top) : top + box[3], max(0, left) : left + box[2]]
        covers = part.shape == (box[3], box[2]) and (
            box[3] - box[1] >= self._size[0] and box[2] - box[0] >= self._size[1]
        )
        return part if covers else None

    def slide(self, by: tuple[int, int], shape: tuple[int, int]) -> list[Box]:
        """Move by (columns, rows) and become as large as `shape`.

        Returns
        -------
        The boxes that are still to be filled.
        """
        (along, aside), (high, wide) = by, shape
        x0, x1 = max(0, -along), min(wide, self._size[1] - along)
        y0, y1 = max(0, -aside), min(high, self._size[0] - aside)
        if x0 >= x1 or y0 >= y1:
            return [self.fresh(shape)]
        left, top = self._left + along, self._top + aside
        rows, columns = self.buffer.shape
        if 0 <= left <= columns - wide and 0 <= top <= rows - high:
            self._left, self._top, self._size = left, top, shape
        else:
            shared = self.plane[y0 + aside : y1 + aside, x0 + along : x1 + along].copy()
            self.fresh(shape)
            self.plane[y0:y1, x0:x1] = shared
        around = [(0, 0, wide, y0), (0, y1, wide, high), (0, y0, x0, y1), (x1, y0, wide, y1)]
        return [box for box in around if box[0] < box[2] and box[1] < box[3]]


class Canvas:
    """Packed pixels of a window: the image, and the well around it.

    Parameters
    ----------
    well
        0xFFRRGGBB of the well, as a signed number.
    """

    def __init__(self, well: int) -> None:
        self._well = well
        self._pixels = Sliding(np.int32)
        self._bars: tuple[tuple[int, int], Box] | None = None
        """Size of the window, and where the image lies in it."""

    @property
    def pixels(self) -> npt.NDArray[np.int32]:
        """``int32``, shape of the window; not a copy."""
        return self._pixels.plane

    def begin(self, size: tuple[int, int], inside: Box) -> None:
        """Paint the well around the image; the image itself is to be painted."""
        before = self._pixels.buffer
        self._pixels.fresh(size)
        whole = self._pixels.buffer
        if self._bars == (size, inside) and whole is before:
            return
        self._bars = size, inside
        left, top, right, bottom = (place + _ROOM for place in inside)
        # From end to end of the buffer: the window may slide along them.
        whole[:top] = self._well
        whole[bottom:] = self._well
        whole[:, :left] = self._well
        whole[:, right:] = self._well

    def slide(self, by: tuple[int, int], size: tuple[int, int], inside: Box) -> list[Box] | None:
        """Move the window over the image.

        Returns
        -------
        Boxes of the image that are still to be painted; None, and nothing done, when the well
        would move along.
        """
        left, top, right, bottom = inside
        filled = (left, right) == (0, size[1]), (top, bottom) == (0, size[0])
        moves = any(step and not full for step, full in zip(by, filled, strict=True))
        if self._bars != (size, inside) or moves:
            return None
        boxes = self._pixels.slide(by, size)
        # The well at an end does not move, and has been painted from end to end.
        within = [
            (max(0, x0 - left), max(0, y0 - top), min(x1, right) - left, min(y1, bottom) - top)
            for x0, y0, x1, y1 in boxes
        ]
        return [box for box in within if box[0] < box[2] and box[1] < box[3]]
