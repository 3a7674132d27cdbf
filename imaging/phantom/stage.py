"""What stands in the beam before any cargo is loaded."""

from __future__ import annotations

import dataclasses

import numpy as np

from imaging.phantom.geometry import Span
from imaging.phantom.solids import Solid

Rng = np.random.Generator


@dataclasses.dataclass(frozen=True, slots=True)
class Room:
    """A space that takes cargo, in cm; ``y[0]`` is its floor."""

    x: Span
    y: Span
    z: Span

    @property
    def length(self) -> float:
        """Extent along x in cm."""
        return self.x[1] - self.x[0]

    @property
    def height(self) -> float:
        """Extent along y in cm."""
        return self.y[1] - self.y[0]

    @property
    def depth(self) -> float:
        """Extent along z in cm."""
        return self.z[1] - self.z[0]

    @property
    def middle(self) -> float:
        """Middle of its depth in cm."""
        return 0.5 * (self.z[0] + self.z[1])

    def part(self, start: float, stop: float) -> Room:
        """Return the part between two shares of its length."""
        return dataclasses.replace(
            self, x=(self.x[0] + start * self.length, self.x[0] + stop * self.length)
        )


@dataclasses.dataclass(frozen=True, slots=True)
class Stage:
    """Empty equipment and the view of it.

    Attributes
    ----------
    solids
        Its structure.
    room
        Where cargo goes.
    length
        Extent of the picture along x in cm.
    view
        Lower and upper edge of the picture in the plane of the room's middle, in cm.
    source_height
        Height of the focal spot in cm.
    distance
        From the focal spot to the room's middle in cm.
    belt
        Whether single parcels lie in the room instead of a load.
    """

    solids: tuple[Solid, ...]
    room: Room
    length: float
    view: Span
    source_height: float
    distance: float
    belt: bool = False
