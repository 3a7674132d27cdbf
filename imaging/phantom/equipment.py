"""The equipment that can be scanned, by name."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from types import MappingProxyType

from imaging.phantom.containers import ContainerPlace, axle, chassis, container, flat_car
from imaging.phantom.solids import Solid
from imaging.phantom.stage import Rng, Stage
from imaging.phantom.vehicles import (
    air_unit,
    belt,
    bogie,
    box_car,
    trailer_gear,
    truck_front,
    van_body,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Equipment:
    """A kind of conveyance or unit.

    Attributes
    ----------
    name
        As given to `make_scene`.
    summary
        One line for people.
    build
        Makes one, with the view of it; dimensions that vary in life vary with the generator.
    tube
        True when it is scanned with an X-ray tube (160 to 320 kV), False for a linac.
    """

    name: str
    summary: str
    build: Callable[[Rng], Stage]
    tube: bool = False


def _on_chassis(length: float, inner_height: float) -> Callable[[Rng], Stage]:
    def build(rng: Rng) -> Stage:
        distance = float(rng.uniform(380.0, 480.0))
        start = float(rng.uniform(25.0, 60.0))
        floor = float(rng.uniform(122.0, 132.0))
        place = ContainerPlace((start, start + length), floor, inner_height, distance)
        solids, room = container(place, rng)
        solids += chassis(place, rng)
        top = floor + inner_height + 0.17 * (floor + inner_height - 90.0) + 14.0
        height = float(rng.uniform(60.0, 150.0))
        return Stage(
            tuple(solids), room, length + start + 40.0, (-8.0, top + 18.0), height, distance
        )

    return build


def _flat(rng: Rng) -> Stage:
    length = 606.0 if rng.random() < 0.6 else 1219.0
    inner = 239.0 if rng.random() < 0.7 else 269.0
    distance = float(rng.uniform(800.0, 880.0))
    floor = 120.0
    start = float(rng.uniform(2.0, 14.0))
    place = ContainerPlace((start, start + length), floor, inner, distance)
    solids, room = container(place, rng)
    solids += flat_car(place, rng)
    for spot in (start - 40.0, start + length + 40.0):
        solids += bogie(spot, distance)
    source = floor + float(rng.uniform(-25.0, 15.0))
    top = source + (floor + inner - source) * distance / (distance - 118.0) + 6.0
    view = (floor - float(rng.uniform(52.0, 66.0)), top)
    return Stage(tuple(solids), room, length + start + 4.0, view, source, distance)


def _trailer(rng: Rng) -> Stage:
    distance = float(rng.uniform(400.0, 480.0))
    start, floor = float(rng.uniform(20.0, 50.0)), float(rng.uniform(118.0, 126.0))
    x = (start, start + 1615.0)
    solids, room = van_body(x, (floor, floor + 277.0), distance, rng)
    solids += trailer_gear(x, floor, distance)
    height = float(rng.uniform(60.0, 150.0))
    return Stage(tuple(solids), room, x[1] + 40.0, (-8.0, floor + 277.0 + 90.0), height, distance)


def _truck(rng: Rng) -> Stage:
    distance = float(rng.uniform(380.0, 460.0))
    start, floor = float(rng.uniform(20.0, 50.0)), float(rng.uniform(104.0, 114.0))
    cab = (start, start + 185.0)
    x = (cab[1] + 15.0, cab[1] + 15.0 + 730.0)
    solids, room = van_body(x, (floor, floor + 240.0), distance, rng)
    solids += truck_front(cab, floor, distance)
    solids += trailer_axles(x[1] - 170.0, distance)
    height = float(rng.uniform(60.0, 140.0))
    return Stage(tuple(solids), room, x[1] + 40.0, (-8.0, floor + 240.0 + 80.0), height, distance)


def _rail_car(rng: Rng) -> Stage:
    distance = float(rng.uniform(620.0, 820.0))
    start, length = float(rng.uniform(66.0, 90.0)), float(rng.choice([1554.0, 1860.0]))
    x = (start, start + length)
    height = float(rng.uniform(320.0, 345.0))
    solids, room = box_car(x, 112.0, height, distance)
    source = float(rng.uniform(90.0, 180.0))
    top = source + (112.0 + height - source) * distance / (distance - 150.0) + 14.0
    return Stage(tuple(solids), room, x[1] + 70.0, (-6.0, top), source, distance)


def _air(rng: Rng) -> Stage:
    distance = float(rng.uniform(190.0, 230.0))
    solids, room = air_unit(20.0, distance, rng)
    length = room.x[1] + 26.0
    return Stage(tuple(solids), room, length, (-4.0, 235.0), float(rng.uniform(20, 60)), distance)


def _parcel(rng: Rng) -> Stage:
    distance = float(rng.uniform(95.0, 125.0))
    length = float(rng.uniform(110.0, 170.0))
    solids, room = belt(length, distance)
    return Stage(tuple(solids), room, length, (-2.0, 76.0), float(rng.uniform(4, 20)), distance)


def trailer_axles(spot: float, middle: float) -> list[Solid]:
    """Return the single rear axle of a straight truck."""
    return axle((spot, 48.0), middle, 48.0)


_ALL = (
    Equipment("container20", "20' container on a road chassis", _on_chassis(606.0, 239.0)),
    Equipment("container40", "40' container on a road chassis", _on_chassis(1219.0, 239.0)),
    Equipment("container40hc", "40' high cube on a road chassis", _on_chassis(1219.0, 269.0)),
    Equipment("trailer53", "53' van trailer without its tractor", _trailer),
    Equipment("truck", "straight truck with its cab", _truck),
    Equipment("railcar", "rail box car", _rail_car),
    Equipment("railflat", "container on a rail flat car", _flat),
    Equipment("uld", "air cargo container (AKE) or netted pallet (PMC)", _air, tube=True),
    Equipment("parcel", "parcels on a belt", _parcel, tube=True),
)

EQUIPMENT: Mapping[str, Equipment] = MappingProxyType({item.name: item for item in _ALL})
"""Every kind of equipment, by name."""
