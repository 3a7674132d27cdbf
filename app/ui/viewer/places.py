"""Where a point is on the object, in the words an examiner can walk to."""

from __future__ import annotations

import enum

from app.domain.words import phrase
from app.ui.i18n import tr
from app.ui.i18n.formats import number
from imaging.measuring import Position


class Doors(enum.StrEnum):
    """At which end of the stored picture the doors are, as far as the officer has said."""

    UNKNOWN = "unknown"
    LEFT = "left"
    RIGHT = "right"

    @property
    def following(self) -> Doors:
        """The next answer, round and round."""
        order = list(Doors)
        return order[(order.index(self) + 1) % len(order)]


_FROM = {
    (Doors.UNKNOWN, True): phrase("{x} m from the left end"),
    (Doors.UNKNOWN, False): phrase("{x} m from the left end as scanned"),
    (Doors.LEFT, True): phrase("{x} m from the doors"),
    (Doors.LEFT, False): phrase("{x} m from the doors"),
    (Doors.RIGHT, True): phrase("{x} m from the doors"),
    (Doors.RIGHT, False): phrase("{x} m from the doors"),
}


def place_words(position: Position, doors: Doors, *, upright: bool) -> str:
    """Say a place: ``4.2 m from the doors, 1.1 m above the floor``.

    No file states at which end the doors are, so the left end is the measure until the officer has
    said it. It is the left end of the scan, also while the picture is shown flipped.

    Parameters
    ----------
    position
        Where it is.
    doors
        What the officer has said.
    upright
        Whether the picture is shown as it is stored.
    """
    across = position.from_right if doors is Doors.RIGHT else position.from_left
    above = position.above_floor
    parts = [tr(_FROM[doors, upright], x=number(across, 1))]
    if above is None:
        parts.append(tr("{y} m above the lowest point", y=number(position.above_lowest, 1)))
    elif above >= 0.0:
        parts.append(tr("{y} m above the floor", y=number(above, 1)))
    else:
        parts.append(tr("{y} m below the floor", y=number(-above, 1)))
    return ", ".join(parts)
