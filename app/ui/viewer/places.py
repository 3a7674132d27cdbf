"""Places on the object in the language in force."""

from __future__ import annotations

from app.domain.place import Doors, Place
from app.domain.words import phrase
from app.ui.i18n import tr
from app.ui.i18n.formats import number
from imaging.standing import Position

_LEFT_END = phrase("{x} m from the left end")
_AS_SCANNED = phrase("{x} m from the left end as scanned")
_DOORS = phrase("{x} m from the doors")


def place_of(found: Position, doors: Doors) -> Place:
    """Tell a position from the doors where the officer has said where they are."""
    ends = (found.from_left, found.from_right)
    return Place.told(ends, found.above_floor, found.above_lowest, doors)


def place_words(place: Place, *, upright: bool = True) -> str:
    """Say a place: ``4.2 m from the doors, 1.1 m above the floor``.

    It is the left end of the scan, also while the picture is shown flipped: then it says so.
    """
    end = _DOORS if place.from_doors else _LEFT_END if upright else _AS_SCANNED
    height = number(abs(place.above_m), 1)
    if not place.from_floor:
        above = tr("{y} m above the lowest point", y=height)
    elif place.above_m >= 0.0:
        above = tr("{y} m above the floor", y=height)
    else:
        above = tr("{y} m below the floor", y=height)
    return f"{tr(end, x=number(place.across_m, 1))}, {above}"
