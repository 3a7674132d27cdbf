"""What was measured inside a body: its free length, and a rest in a tank."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class InnerSpan:
    """What is free inside, along the object, in metres as the picture's own scale gives them.

    Attributes
    ----------
    outer_m
        From one outer end of the body to the other.
    left_m, right_m
        From each outer end to where the longest free stretch begins.
    sigma_m
        Standard uncertainty of what is free, without that of the scale.
    """

    outer_m: float
    left_m: float
    right_m: float
    sigma_m: float

    @property
    def free_m(self) -> float:
        """Length of the free stretch."""
        return self.outer_m - self.left_m - self.right_m


@dataclasses.dataclass(frozen=True, slots=True)
class Level:
    """A rest in a tank; all zero where the tank looks empty to its bottom.

    Attributes
    ----------
    height_m
        From the lowest part of the shell to the level line.
    sigma_m
        Standard uncertainty of the height.
    area_m2
        Of the picture that lies below the line, within the columns that were looked at.
    """

    height_m: float
    sigma_m: float
    area_m2: float
