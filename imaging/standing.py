"""Where a point is on the object: arithmetic alone, for whoever has no picture at hand."""

from __future__ import annotations

import dataclasses

Point = tuple[float, float]
"""(x, y) in stored pixels, fractions allowed."""
Pitch = tuple[float, float]
"""(vertical, horizontal) millimetres of one stored pixel."""


class ScaleUnknown(ValueError):
    """A length was asked of a scan that does not state the size of its pixels."""

    def __init__(self) -> None:
        super().__init__(
            "This scan states no size of its pixels, so lengths cannot be told in millimetres. "
            "Measure in pixels, or ask the scanner's operator for the pitch."
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Frame:
    """Where the object stands in the picture, in stored pixels.

    Attributes
    ----------
    left, right
        Its ends: first column, and the one after the last.
    lowest
        Row under its lowest part.
    floor
        Row of the upper side of its floor, None when no floor is seen.
    """

    left: float
    right: float
    lowest: float
    floor: float | None


@dataclasses.dataclass(frozen=True, slots=True)
class Position:
    """Where a point is on the object, in metres.

    Attributes
    ----------
    from_left, from_right
        From the left and from the right end of the object; negative outside it.
    above_floor
        Above the upper side of the floor; None when no floor is seen.
    above_lowest
        Above the lowest part of the object that is in the picture.
    """

    from_left: float
    from_right: float
    above_floor: float | None
    above_lowest: float


def position(point: Point, frame: Frame, pitch: Pitch | None) -> Position:
    """Say where a stored point is on the object.

    Raises
    ------
    ScaleUnknown
        When `pitch` is None.
    """
    if pitch is None:
        raise ScaleUnknown
    down, across = pitch[0] / 1000.0, pitch[1] / 1000.0
    return Position(
        from_left=(point[0] - frame.left) * across,
        from_right=(frame.right - point[0]) * across,
        above_floor=None if frame.floor is None else (frame.floor - point[1]) * down,
        above_lowest=(frame.lowest - point[1]) * down,
    )
