"""What the officer has measured on one picture: what it is, what it says, what is kept of it."""

from __future__ import annotations

import dataclasses
import math

from app.domain.mark import Point, Shape
from app.domain.place import Doors
from app.ui.i18n import tr
from app.ui.i18n.formats import UNIT, number
from app.ui.viewer.detail_words import detail_words
from app.ui.viewer.places import place_of, place_words
from app.ui.viewer.region_words import region_rows
from imaging.material import MaterialScale
from imaging.measuring import Profile, angle_deg, distance_mm
from imaging.radiograph import Radiograph
from imaging.region import RegionSurvey
from imaging.standing import Frame, Pitch, position


@dataclasses.dataclass(frozen=True, slots=True)
class Ground:
    """What a measurement stands on: the picture, its scale, the object in it.

    Attributes
    ----------
    radiograph
        The whole pixels; None while there is only a preview.
    pitch
        (vertical, horizontal) millimetres of a stored pixel, None when not stated.
    scale
        What the energies mean.
    frame
        Where the object stands; None while there is only a preview.
    doors, upright
        For the words of a place.
    detail
        How often the pixels on screen are halved; None of the picture itself.
    """

    radiograph: Radiograph | None
    pitch: Pitch | None
    scale: MaterialScale
    frame: Frame | None
    doors: Doors = Doors.UNKNOWN
    upright: bool = True
    detail: int | None = None

    def coarse(self) -> tuple[str, ...]:
        """Say on what a measurement stands that was drawn on a preview; nothing of the picture."""
        if self.detail is None:
            return ()
        return (tr("drawn on {detail}", detail=detail_words(self.detail)),)

    def place(self, point: Point) -> str:
        """Where a stored point is on the object; empty when that cannot be told."""
        if self.pitch is None or self.frame is None:
            return ""
        found = position(point, self.frame, self.pitch)
        return place_words(place_of(found, self.doors), upright=self.upright)


@dataclasses.dataclass(frozen=True, slots=True)
class Ruler:
    """A distance between two stored points."""

    start: Point
    end: Point

    def lines(self, ground: Ground) -> tuple[str, ...]:
        """Length, its two parts, and where it ends."""
        if ground.pitch is None:
            length = math.hypot(self.end[0] - self.start[0], self.end[1] - self.start[1])
            return (
                tr("{count} px", count=number(length)),
                tr("px only: the scan states no scale"),
                *ground.coarse(),
            )
        found = distance_mm(self.start, self.end, ground.pitch)
        parts = tr(
            "{across} across, {up} up",
            across=length_words(found.across),
            up=length_words(found.up),
        )
        place = ground.place(self.end)
        return tuple(filter(None, (length_words(found.length), parts, place, *ground.coarse())))

    def outline(self) -> tuple[Shape, tuple[Point, ...]]:
        """As a mark."""
        return Shape.ARROW, (self.start, self.end)


@dataclasses.dataclass(frozen=True, slots=True)
class Angle:
    """An angle between two arms; one arm alone while it is being drawn."""

    first: Point
    corner: Point
    last: Point

    def lines(self, ground: Ground) -> tuple[str, ...]:
        """Degrees in space; without a scale, what they would be on square pixels."""
        if self.corner in (self.first, self.last):
            return ()
        if ground.pitch is None:
            degrees = angle_deg(self.first, self.corner, self.last, (1.0, 1.0))
            return (
                f"{number(degrees, 1)}°",
                tr("if pixels are square: the scan states no scale"),
                *ground.coarse(),
            )
        degrees = angle_deg(self.first, self.corner, self.last, ground.pitch)
        return (f"{number(degrees, 1)}°", *ground.coarse())

    def outline(self) -> tuple[Shape, tuple[Point, ...]]:
        """As a mark."""
        return Shape.FREEHAND, (self.first, self.corner, self.last)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Area:
    """A region and what it holds; without a survey while it is drawn, or only a preview is here."""

    shape: Shape
    points: tuple[Point, ...]
    survey: RegionSurvey | None

    def lines(self, ground: Ground) -> tuple[str, ...]:
        """Everything that was measured, one line each."""
        rows = region_rows(self, ground)
        return tuple(f"{name}: {value}" if name else value for name, value in rows)

    def outline(self) -> tuple[Shape, tuple[Point, ...]]:
        """As a mark."""
        return self.shape, self.points


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A profile; without values while it is drawn, or only a preview is here."""

    start: Point
    end: Point
    profile: Profile | None

    def lines(self, ground: Ground) -> tuple[str, ...]:
        """Its length, and the table of its values, which can be pasted into a sheet."""
        length = Ruler(self.start, self.end).lines(ground)[0]
        if self.profile is None:
            return (length, *ground.coarse())
        return (tr("Profile over {length}", length=length), *_table(self.profile))

    def outline(self) -> tuple[Shape, tuple[Point, ...]]:
        """As a mark."""
        return Shape.ARROW, (self.start, self.end)


Measurement = Ruler | Angle | Area | Line


def _table(profile: Profile) -> list[str]:
    """Tab-separated: place, transmission of each energy, steel of the main one."""
    along = profile.along_px if profile.along_mm is None else profile.along_mm
    names = ["px" if profile.along_mm is None else "mm"]
    names += ["T high", "T low"] if len(profile.transmission) > 1 else ["T"]
    rows = ["\t".join([*names, "steel mm"])]
    for place, seen, steel in zip(along, profile.transmission.T, profile.steel_mm[0], strict=True):
        values = [f"{place:.1f}", *(f"{value:.5f}" for value in seen)]
        rows.append("\t".join([*values, "" if math.isnan(steel) else f"{steel:.1f}"]))
    return rows


def length_words(mm: float) -> str:
    """A length as it is read: millimetres below a metre, metres from there."""
    if mm < 1000.0:
        return f"{number(mm)}{UNIT}mm"
    return f"{number(mm / 1000.0, 2)}{UNIT}m"


class Measures:
    """Measurements on one picture: those that are kept, and the last one."""

    def __init__(self) -> None:
        self._kept: tuple[Measurement, ...] = ()
        self._last: Measurement | None = None

    @property
    def all(self) -> tuple[Measurement, ...]:
        """Everything on screen, oldest first."""
        return self._kept if self._last is None else (*self._kept, self._last)

    @property
    def last(self) -> Measurement | None:
        """What was measured last."""
        return self.all[-1] if self.all else None

    def add(self, measurement: Measurement, *, beside: bool = False) -> None:
        """Show a new one, in place of the last one or beside it."""
        if beside:
            self.keep()
        self._last = measurement

    def replace(self, old: Measurement, new: Measurement) -> None:
        """Show one otherwise; nothing when it is gone by now."""
        self._kept = tuple(new if one is old else one for one in self._kept)
        if self._last is old:
            self._last = new

    def keep(self) -> bool:
        """Let the last one stay when the next one comes; False when there is none."""
        if self._last is None:
            return False
        self._kept, self._last = (*self._kept, self._last), None
        return True

    def leave(self) -> None:
        """Take away what is not kept: something else begins."""
        self._last = None

    def drop_last(self) -> bool:
        """Take the newest away; False when there is none."""
        if self._last is not None:
            self._last = None
            return True
        if self._kept:
            self._kept = self._kept[:-1]
            return True
        return False

    def clear(self) -> None:
        """Take all away: another picture is shown."""
        self._kept, self._last = (), None

    def words(self, ground: Ground) -> str:
        """The last one as text, line by line; empty when there is none."""
        return "\n".join(self.last.lines(ground)) if self.last is not None else ""
