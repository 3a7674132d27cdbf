"""What was measured in the views of an item, as far as it is known."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from app.domain.image_fault import ImageFault
from app.domain.notice import Place
from app.shipments.seen_goods import SeenGoods
from imaging.inside import InnerSpan, Level
from imaging.interval import INTERVAL90

OPAQUE_SHARE = 0.05
"""From here on the mass is a lower bound, where a measurement kept long ago does not say so."""


@dataclasses.dataclass(frozen=True, slots=True)
class Seen:
    """What was measured in the views of an item; every figure may be missing.

    Attributes
    ----------
    mass_kg, mass_sigma_kg
        Mass of everything imaged in kilograms, equipment included, and its standard uncertainty.
    loaded_share
        Share of the imaged area that holds goods, 0 to 1.
    material_shares
        By ``organic``, ``light``, ``metal``, ``heavy``: share of the told area, 0 to 1.
    length_m
        Length of the imaged object in metres; None when several were imaged.
    opaque_share
        Share of the imaged area that nothing penetrated, 0 to 1.
    mass_low_kg
        The mass is at least this, nineteen times in twenty; None where nobody worked it out.
    lower_bound
        Whether so much lies behind black that nothing is said of how much more the mass may be.
    inner
        What is free inside, from end to end; None where that was not measured, or several were.
    level
        What lies in a tank that looks empty above it; None likewise.
    bodies
        How many parcels lie apart on the belt, at least; None where they were not counted.
    scans
        How many scans the figures speak of.
    faults
        What is wrong with the pictures themselves.
    places
        Where to look: by ``whole``, ``goods``, ``opaque``, ``end`` and the names of materials the
        largest stretch of each (`imaging.places`).
    goods
        What the model takes the load for, stretch by stretch; none where it does not say.
    """

    mass_kg: float | None = None
    mass_sigma_kg: float = 0.0
    loaded_share: float | None = None
    material_shares: Mapping[str, float] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )
    length_m: float | None = None
    opaque_share: float = 0.0
    scans: int = 1
    faults: tuple[ImageFault, ...] = ()
    mass_low_kg: float | None = None
    lower_bound: bool = False
    inner: InnerSpan | None = None
    level: Level | None = None
    bodies: int | None = None
    places: Mapping[str, Place] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    goods: tuple[SeenGoods, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong with the pictures that bears on masses and lengths."""
        return not any(fault.serious and fault.kind != "opaque" for fault in self.faults)

    @property
    def bounded(self) -> bool:
        """Whether the mass may be more by no matter how much: only too much can be told."""
        return self.lower_bound or (self.mass_low_kg is None and self.opaque_share > OPAQUE_SHARE)

    @property
    def sigma_down_kg(self) -> float:
        """Standard uncertainty of the mass downwards; what lies behind black only adds."""
        if self.mass_kg is None or self.mass_low_kg is None:
            return self.mass_sigma_kg
        return (self.mass_kg - self.mass_low_kg) / INTERVAL90


def together(seen: Sequence[Seen]) -> Seen | None:
    """Sum what was seen in several scans; a mass missing in one is missing in the sum."""
    if not seen:
        return None
    if len(seen) == 1:
        return seen[0]
    masses = [one.mass_kg for one in seen if one.mass_kg is not None]
    mass = sum(masses) if len(masses) == len(seen) else None
    down = INTERVAL90 * math.hypot(*(one.sigma_down_kg for one in seen))
    told = mass is not None and all(one.mass_low_kg is not None for one in seen)
    loads = [one.loaded_share for one in seen if one.loaded_share is not None]
    names = {name for one in seen for name in one.material_shares}
    return Seen(
        mass_kg=mass,
        mass_sigma_kg=math.hypot(*(one.mass_sigma_kg for one in seen)),
        loaded_share=sum(loads) / len(loads) if loads else None,
        material_shares=MappingProxyType(
            {n: sum(one.material_shares.get(n, 0.0) for one in seen) / len(seen) for n in names}
        ),
        length_m=None,
        opaque_share=max(one.opaque_share for one in seen),
        scans=sum(one.scans for one in seen),
        faults=tuple(fault for one in seen for fault in one.faults),
        mass_low_kg=max(0.0, mass - down) if mass is not None and told else None,
        lower_bound=any(one.bounded for one in seen),
        bodies=_sum_of([one.bodies for one in seen]),
        places=_largest(seen),
        goods=_parts_of_all(seen),
    )


def _parts_of_all(seen: Sequence[Seen]) -> tuple[SeenGoods, ...]:
    """Take together what was seen in several scans, as if they were equally large."""
    if not all(one.goods for one in seen):
        return ()
    return tuple(
        dataclasses.replace(
            part, share=part.share / len(seen), length_share=part.length_share / len(seen)
        )
        for one in seen
        for part in one.goods
    )


def _largest(seen: Sequence[Seen]) -> Mapping[str, Place]:
    """Of each kind of place the one that takes most of its picture."""
    found: dict[str, Place] = {}
    for one in seen:
        for name, place in one.places.items():
            if name not in found or _area(place) > _area(found[name]):
                found[name] = place
    return MappingProxyType(found)


def _area(place: Place) -> int:
    return place.box[2] * place.box[3]


def _sum_of(counts: Sequence[int | None]) -> int | None:
    """Sum counts; one that is missing is missing in the sum."""
    told = [count for count in counts if count is not None]
    return sum(told) if len(told) == len(counts) else None
