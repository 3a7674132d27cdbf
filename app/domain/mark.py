"""Marks that an officer draws, in stored pixels of one view."""

from __future__ import annotations

import dataclasses
import enum

Point = tuple[float, float]
"""(x, y): columns to the right, rows down, in stored pixels; (0, 0) is the top left corner."""


class Shape(enum.StrEnum):
    """The kinds of mark; all but text and arrow enclose a region."""

    BOX = "box"
    ELLIPSE = "ellipse"
    FREEHAND = "freehand"
    ARROW = "arrow"
    TEXT = "text"


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """A place in the image that the officer pointed out.

    Box and ellipse hold two opposite corners, arrow its tail and head, text its place, freehand
    its outline.
    """

    mark_id: str
    number: int
    """1, 2, 3 ... within the item, never used again."""
    scan_id: str
    view: str
    shape: Shape
    points: tuple[Point, ...]
    text: str = ""

    def __post_init__(self) -> None:
        wanted = {Shape.BOX: 2, Shape.ELLIPSE: 2, Shape.ARROW: 2, Shape.TEXT: 1}
        if self.shape in wanted and len(self.points) != wanted[self.shape]:
            raise ValueError(f"a {self.shape} holds {wanted[self.shape]} points")
        if self.shape is Shape.FREEHAND and len(self.points) < 3:
            raise ValueError("a freehand outline holds three points or more")

    @property
    def box(self) -> tuple[float, float, float, float]:
        """(x, y, width, height) of the smallest upright box around the mark."""
        xs = [x for x, _ in self.points]
        ys = [y for _, y in self.points]
        return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)
