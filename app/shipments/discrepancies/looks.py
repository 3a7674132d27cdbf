"""How a picture looks beside others: what the reference library makes of it, as plain figures."""

from __future__ import annotations

import dataclasses
import enum


class Crowd(enum.StrEnum):
    """Which pictures a picture is held against."""

    HEADING = "heading"
    """Decided loads of the same heading of the Harmonized System."""
    STREAM = "stream"
    """Decided loads of the same heading from the same shipper."""


@dataclasses.dataclass(frozen=True, slots=True)
class Looks:
    """How far one picture lies from a crowd of others.

    Attributes
    ----------
    scan_id, view
        The picture.
    crowd, name
        Which others, such as those of heading ``9403``.
    count
        How many they are.
    share_nearer
        Share of them that lie nearer to the rest than this picture does, 0 to 1; None where they
        are too few, or the picture was not described.
    nearest
        Names of those that look most alike, best first.
    """

    scan_id: str
    view: str
    crowd: Crowd
    name: str
    count: int
    share_nearer: float | None
    nearest: tuple[str, ...] = ()
