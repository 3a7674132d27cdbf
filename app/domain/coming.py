"""What is said of a view on its way from an archive, between who brings it and who shows it."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Sight:
    """What of a view is on screen.

    Attributes
    ----------
    box
        (left, top, right, bottom) in stored pixels.
    halvings
        How often the picture can be halved and still be as fine as the screen shows it.
    """

    box: tuple[int, int, int, int]
    halvings: int


@dataclasses.dataclass(frozen=True, slots=True)
class Progress:
    """How much of a view is here.

    Attributes
    ----------
    share
        Of its bytes, 0 to 1.
    """

    share: float


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Trouble:
    """Why a view does not come.

    Attributes
    ----------
    error
        With the sentence.
    passing
        Whether it is tried again by itself.
    stands
        Whether the picture that is shown may stay; False when it cannot be trusted.
    """

    error: Exception
    passing: bool
    stands: bool
