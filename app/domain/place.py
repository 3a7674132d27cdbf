"""Where something is on an object, in metres an examiner can walk: from an end, above the floor."""

from __future__ import annotations

import dataclasses
import enum
import re

_WRITTEN = re.compile(
    r"^(?P<x>-?\d+\.\d) m from the (?P<end>left end|doors), "
    r"(?P<y>\d+\.\d) m (?P<side>above|below) the (?P<level>floor|lowest point)$"
)


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


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """A place on an object.

    Attributes
    ----------
    across_m
        Metres from the doors, or from the left end of the scan while nobody has said where the
        doors are.
    above_m
        Metres above the floor, negative below it; above the lowest point where no floor is seen.
    from_doors, from_floor
        Which of the two each figure is told from.
    """

    across_m: float
    above_m: float
    from_doors: bool
    from_floor: bool

    @classmethod
    def told(
        cls,
        ends: tuple[float, float],
        above_floor: float | None,
        above_lowest: float,
        doors: Doors,
    ) -> Place:
        """Choose what a place is told from.

        No file states at which end the doors are, so the left end of the scan is the measure
        until the officer has said it.

        Parameters
        ----------
        ends
            Metres from the left and from the right end.
        above_floor, above_lowest
            Metres above the floor, None when none is seen, and above the lowest point.
        doors
            What the officer has said.
        """
        return cls(
            across_m=ends[1] if doors is Doors.RIGHT else ends[0],
            above_m=above_lowest if above_floor is None else above_floor,
            from_doors=doors is not Doors.UNKNOWN,
            from_floor=above_floor is not None,
        )

    @property
    def text(self) -> str:
        """As it is written into the record and the referral, in English."""
        end = "doors" if self.from_doors else "left end"
        level = "floor" if self.from_floor else "lowest point"
        side = "above" if self.above_m >= 0.0 else "below"
        return f"{self.across_m:.1f} m from the {end}, {abs(self.above_m):.1f} m {side} the {level}"

    @classmethod
    def read(cls, text: str) -> Place | None:
        """Read back what `text` wrote; None for anything else."""
        found = _WRITTEN.match(text)
        if found is None:
            return None
        sign = 1.0 if found["side"] == "above" else -1.0
        return cls(
            float(found["x"]),
            sign * float(found["y"]),
            found["end"] == "doors",
            found["level"] == "floor",
        )
