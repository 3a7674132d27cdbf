"""The equipment that can be scanned, by name."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from types import MappingProxyType

from imaging.phantom.containers import ContainerPlace, axle, chassis, container, flat_car
from imaging.phantom.geometry import Span
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


def _view(y: Span, source: float, distance: float, half_depth: float) -> Span:
    """Return the edges of a picture that shows a cuboid whole, its near side being the largest."""
    near = distance / (distance - half_depth)
    low = min(y[0], source + (y[0] - source) * near)
    return low - 4.0, source + (y[1] - source) * near + 8.0


def _on_chassis(length: float, inner_height: float) -> Callable[[Rng], Stage]:
    def build(rng: Rng) -> Stage:
        distance = float(rng.uniform(480.0, 820.0))
        start = float(rng.uniform(25.0, 60.0))
        floor = float(rng.uniform(122.0, 132.0))
        place = ContainerPlace((start, start + length), floor, inner_height, distance)
        solids, room = container(place, rng)
        solids += chassis(place, rng)
        source = float(rng.uniform(60.0, 160.0))
        view = _view((0.0, floor + inner_height), source, distance, 122.0)
        return Stage(tuple(solids), room, length + start + 40.0, view, source, distance)

    return build


def _flat(rng: Rng) -> Stage:
    length = 606.0 if rng.random() < 0.75 else 1219.0
    inner = 239.0 if rng.random() < 0.7 else 269.0
    distance = float(rng.uniform(800.0, 880.0))
    floor = 120.0
    start = float(rng.uniform(-8.0, 5.0))
    place = ContainerPlace((start, start + length), floor, inner, distance)
    solids, room = container(place, rng)
    solids += flat_car(place, rng)
    for spot in (start - 40.0, start + length + 40.0):
        solids += bogie(spot, distance)
    source = floor + float(rng.uniform(-25.0, 15.0))
    _, top = _view((0.0, floor + inner), source, distance, 122.0)
    view = (floor - float(rng.uniform(52.0, 66.0)), top - float(rng.uniform(4.0, 12.0)))
    end = start + length + float(rng.uniform(-20.0, 4.0))
    return Stage(tuple(solids), room, end, view, source, distance)


def _trailer(rng: Rng) -> Stage:
    distance = float(rng.uniform(480.0, 820.0))
    start, floor = float(rng.uniform(20.0, 50.0)), float(rng.uniform(118.0, 126.0))
    x = (start, start + 1615.0)
    solids, room = van_body(x, (floor, floor + 277.0), distance, rng)
    solids += trailer_gear(x, floor, distance)
    source = float(rng.uniform(60.0, 160.0))
    view = _view((0.0, floor + 277.0), source, distance, 129.0)
    return Stage(tuple(solids), room, x[1] + 40.0, view, source, distance)


def _truck(rng: Rng) -> Stage:
    distance = float(rng.uniform(460.0, 800.0))
    start, floor = float(rng.uniform(20.0, 50.0)), float(rng.uniform(104.0, 114.0))
    cab = (start, start + 185.0)
    x = (cab[1] + 15.0, cab[1] + 15.0 + 730.0)
    solids, room = van_body(x, (floor, floor + 240.0), distance, rng)
    solids += truck_front(cab, floor, distance)
    solids += axle((x[1] - 170.0, 48.0), distance, 48.0)
    source = float(rng.uniform(60.0, 150.0))
    view = _view((0.0, floor + 240.0), source, distance, 129.0)
    return Stage(tuple(solids), room, x[1] + 40.0, view, source, distance)


def _rail_car(rng: Rng) -> Stage:
    distance = float(rng.uniform(640.0, 860.0))
    start, length = float(rng.uniform(66.0, 90.0)), float(rng.choice([1554.0, 1860.0]))
    x = (start, start + length)
    height = float(rng.uniform(320.0, 345.0))
    solids, room = box_car(x, 112.0, height, distance)
    source = float(rng.uniform(90.0, 180.0))
    view = _view((0.0, 112.0 + height), source, distance, 150.0)
    return Stage(tuple(solids), room, x[1] + 70.0, view, source, distance)


def _air(rng: Rng) -> Stage:
    distance = float(rng.uniform(210.0, 260.0))
    solids, room = air_unit(20.0, distance, rng)
    source = float(rng.uniform(20.0, 60.0))
    view = _view((0.0, room.y[1] + 4.0), source, distance, 0.5 * room.depth)
    return Stage(tuple(solids), room, room.x[1] + 26.0, view, source, distance)


def _parcel(rng: Rng) -> Stage:
    distance = float(rng.uniform(95.0, 125.0))
    length = float(rng.uniform(110.0, 170.0))
    solids, room = belt(length, distance)
    source = float(rng.uniform(4.0, 20.0))
    view = _view((2.0, room.y[1]), source, distance, 0.5 * room.depth)
    return Stage(tuple(solids), room, length, view, source, distance, belt=True)


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
