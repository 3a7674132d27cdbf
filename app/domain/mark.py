"""Marks that an officer draws, in stored pixels of one view."""

from __future__ import annotations

import dataclasses
import enum
import math
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.words import phrase, whole_text

Point = tuple[float, float]
"""(x, y): columns to the right, rows down, in stored pixels; (0, 0) is the top left corner."""

LONGEST_NOTE = 500
"""Characters of a note."""


class Shape(enum.StrEnum):
    """The kinds of mark; all but text and arrow enclose a region."""

    BOX = "box"
    ELLIPSE = "ellipse"
    POLYGON = "polygon"
    FREEHAND = "freehand"
    ARROW = "arrow"
    TEXT = "text"


class Category(enum.StrEnum):
    """What an officer points at. A word of appearance, not a verdict."""

    UNSPECIFIED = "unspecified"
    DENSE = "dense"
    HIDDEN_SPACE = "hidden_space"
    MATERIAL = "material"
    ORGANIC = "organic"
    WEAPON = "weapon"
    NARCOTICS = "narcotics"
    CURRENCY = "currency"
    TOBACCO = "tobacco"
    FOOD_PLANT_ANIMAL = "food_plant_animal"
    LIVING = "living"
    SEAL = "seal"
    IMAGE_FAULT = "image_fault"
    OTHER = "other"

    @classmethod
    def _missing_(cls, value: object) -> Category:
        """Read a class that a newer version of the program knows as OTHER: the mark must show."""
        del value
        return cls.OTHER


CATEGORY_WORDS: Mapping[Category, str] = MappingProxyType(
    {
        Category.UNSPECIFIED: phrase("No class"),
        Category.DENSE: phrase("Dense object"),
        Category.HIDDEN_SPACE: phrase("Hidden space"),
        Category.MATERIAL: phrase("Material does not fit"),
        Category.ORGANIC: phrase("Organic mass"),
        Category.WEAPON: phrase("Possible weapon"),
        Category.NARCOTICS: phrase("Possible narcotics"),
        Category.CURRENCY: phrase("Possible currency"),
        Category.TOBACCO: phrase("Possible tobacco"),
        Category.FOOD_PLANT_ANIMAL: phrase("Food, plant or animal product"),
        Category.LIVING: phrase("Person or animal"),
        Category.SEAL: phrase("Seal or door"),
        Category.IMAGE_FAULT: phrase("Image fault"),
        Category.OTHER: phrase("Something else"),
    }
)
"""English words of the closed list, marked for translation."""

CATEGORY_REASONS: Mapping[Category, str] = MappingProxyType(
    {
        Category.DENSE: "ANOMALY",
        Category.HIDDEN_SPACE: "I07_HIDDEN_SPACE",
        Category.MATERIAL: "I05_MATERIAL",
        Category.ORGANIC: "ANOMALY",
        Category.WEAPON: "SHAPE_WEAPON",
        Category.NARCOTICS: "SUSPECT_NARCOTIC",
        Category.CURRENCY: "SUSPECT_CURRENCY",
        Category.TOBACCO: "SUSPECT_TOBACCO",
        Category.FOOD_PLANT_ANIMAL: "SUSPECT_FOOD_PLANT_ANIMAL",
        Category.LIVING: "I23_PERSON_ANIMAL",
        Category.SEAL: "I08_SEAL",
        Category.IMAGE_FAULT: "IMAGE_QUALITY",
        Category.OTHER: "ANOMALY",
        Category.UNSPECIFIED: "ANOMALY",
    }
)
"""The referral reason that a class suggests; the officer decides."""

_OF_NOTHING = "an act speaks of a mark"
_POINTS = {Shape.BOX: 2, Shape.ELLIPSE: 2, Shape.ARROW: 2, Shape.TEXT: 1}


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """A place in the image that the officer pointed out.

    Box and ellipse hold two opposite corners, arrow its tail and head, text its place, polygon and
    freehand their outline. Category and note came later: a line of the record without them reads
    as a mark that has neither.

    Raises
    ------
    ValueError
        When the points do not make the shape or are no numbers, when the note is too long, or
        when a word cannot be kept as text.
    """

    mark_id: str
    number: int
    """1, 2, 3 ... within the item, never used again."""
    scan_id: str
    view: str
    shape: Shape
    points: tuple[Point, ...]
    text: str = ""
    category: Category = Category.UNSPECIFIED
    note: str = ""

    def __post_init__(self) -> None:
        if self.shape in _POINTS and len(self.points) != _POINTS[self.shape]:
            raise ValueError(f"a {self.shape} holds {_POINTS[self.shape]} points")
        if self.shape in (Shape.FREEHAND, Shape.POLYGON) and len(self.points) < 3:
            raise ValueError(f"a {self.shape} holds three points or more")
        if not all(math.isfinite(value) for point in self.points for value in point):
            raise ValueError("a point has two numbers")
        if len(self.note) > LONGEST_NOTE:
            raise ValueError(f"a note holds {LONGEST_NOTE} characters")
        if whole_text(self.text + self.note) != self.text + self.note:
            raise ValueError("the words of a mark are text")

    @property
    def box(self) -> tuple[float, float, float, float]:
        """(x, y, width, height) of the smallest upright box around the mark."""
        xs = [x for x, _ in self.points]
        ys = [y for _, y in self.points]
        return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)


@dataclasses.dataclass(frozen=True, slots=True)
class Borrowed:
    """Marks of somebody else, as a file brought them: to be looked at, never recorded."""

    source: str
    """Who drew them; the name of the file where it does not say."""
    marks: tuple[Mark, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class MarkAct:
    """One thing that an officer does with a mark: what it was before, and what it is after.

    Before None it was drawn or brought back, after None it was removed. An act is made with the
    mark's identity at the workstation, before anything is written: doing it twice is doing it once.
    """

    before: Mark | None
    after: Mark | None

    def __post_init__(self) -> None:
        if self.before is None and self.after is None:
            raise ValueError(_OF_NOTHING)

    @property
    def mark(self) -> Mark:
        """The mark as the act leaves it; one that is removed as it was."""
        return self.after or self._removed

    @property
    def _removed(self) -> Mark:
        if self.before is None:
            raise ValueError(_OF_NOTHING)
        return self.before

    @property
    def reversed(self) -> MarkAct:
        """The act that takes this one back."""
        return MarkAct(self.after, self.before)
