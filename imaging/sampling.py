"""Where a view lies on a pyramid, and the sampling of its planes at device pixels."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import numpy.typing as npt

from imaging.display import View
from imaging.pyramid import Level, Pyramid

Plane = npt.NDArray[np.uint16] | npt.NDArray[np.uint8]


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Sampling:
    """The part of one level that a view shows.

    Attributes
    ----------
    inside
        Device rectangle (left, top, right, bottom) of the image within the window; empty when the
        image lies outside it.
    number, level
        The level that is fine enough.
    box
        Rectangle (left, top, right, bottom) of the level under `inside`, two pixels wider.
    """

    view: View
    inside: tuple[int, int, int, int]
    number: int
    level: Level
    box: tuple[int, int, int, int]

    @classmethod
    def of(cls, pyramid: Pyramid, view: View) -> Sampling:
        """Lay `view` over `pyramid`."""
        inside = _inside(pyramid.full_shape, view)
        number = pyramid.number_for(view.scale_x, view.scale_y)
        level = pyramid.level(number)
        rows, columns = level.shape
        left, top, right, bottom = inside
        x0 = (view.x + left / view.scale_x) * level.scale_x
        x1 = (view.x + right / view.scale_x) * level.scale_x
        y0 = (view.y + top / view.scale_y) * level.scale_y
        y1 = (view.y + bottom / view.scale_y) * level.scale_y
        box = (
            min(columns - 1, max(0, int(x0) - 2)),
            min(rows - 1, max(0, int(y0) - 2)),
            max(1, min(columns, int(x1) + 3)),
            max(1, min(rows, int(y1) + 3)),
        )
        return cls(view, inside, number, level, box)

    @property
    def shape(self) -> tuple[int, int]:
        """(rows, columns) of the device pixels that show the image; a 0 when there are none."""
        left, top, right, bottom = self.inside
        return bottom - top, right - left

    @property
    def origin(self) -> tuple[int, int]:
        """Whole device pixels from the image's corner to the corner of `inside`, (x, y)."""
        left, top, _, _ = self.inside
        view = self.view
        return round(left + view.x * view.scale_x), round(top + view.y * view.scale_y)

    def cut(self, plane: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
        """The box of one plane of the level."""
        left, top, right, bottom = self.box
        return plane[top:bottom, left:right]

    def warp(self, source: Plane, target: Plane) -> None:
        """Sample `source`, cut by `box`, at the centres of the device pixels of `target`."""
        view, level = self.view, self.level
        left, top, _, _ = self.inside
        first_x = (view.x + (left + 0.5) / view.scale_x) * level.scale_x - 0.5 - self.box[0]
        first_y = (view.y + (top + 0.5) / view.scale_y) * level.scale_y - 0.5 - self.box[1]
        matrix = np.array(
            [
                [level.scale_x / view.scale_x, 0.0, first_x],
                [0.0, level.scale_y / view.scale_y, first_y],
            ]
        )
        cv2.warpAffine(
            source,
            matrix,
            (target.shape[1], target.shape[0]),
            dst=target,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )


def _inside(full_shape: tuple[int, int], view: View) -> tuple[int, int, int, int]:
    rows, columns = full_shape
    left = min(view.width, max(0, round(-view.x * view.scale_x)))
    top = min(view.height, max(0, round(-view.y * view.scale_y)))
    right = min(view.width, round((columns - view.x) * view.scale_x))
    bottom = min(view.height, round((rows - view.y) * view.scale_y))
    return left, top, max(left, right), max(top, bottom)
