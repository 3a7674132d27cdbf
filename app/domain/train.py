"""A train as a row of cars: what each of them is, and how far its review has come."""

from __future__ import annotations

import dataclasses
import datetime as dt

from app.domain.work import ItemState


@dataclasses.dataclass(frozen=True, slots=True)
class Car:
    """One scanned car of a train."""

    item_id: str
    scan_id: str
    view: str
    """The view that stands for it in small."""
    mark: str
    """Reporting mark and number as the scanner read it, or as declared."""
    position: int | None
    """Place in the consist, from the front, 1 first; None when nobody stated it."""
    taken_at: dt.datetime | None
    state: ItemState
    claimed_by: str = ""
    outcome: str = ""
    """Kind of the decision that counts, empty when there is none."""
    flagged: int = 0
    seen: bool = False
    """Whether the officer who asks has seen every view of it to the end."""
    empty: bool = False
    """Declared empty."""


@dataclasses.dataclass(frozen=True, slots=True)
class Train:
    """The scanned cars of one conveyance, front first."""

    crn: str
    cars: tuple[Car, ...]
    stated: bool
    """Whether the shipment data gives the order; else it is the order of the scans."""
    not_imaged: tuple[str, ...] = ()
    """Cars that the consist names and no scan shows, front first (mission T-07)."""

    def index_of(self, item_id: str, scan_id: str = "") -> int | None:
        """Return the place of an item's car, of this scan of it when one is named."""
        places = [n for n, car in enumerate(self.cars) if car.item_id == item_id]
        exact = [n for n in places if self.cars[n].scan_id == scan_id]
        return next(iter((*exact, *places)), None)


def in_order(crn: str, cars: tuple[Car, ...]) -> Train:
    """Put cars into the order of the consist; where it is not stated, of their scans.

    A train passes one scanner from its front to its rear, so the time of the scan gives the same
    order, unless it was pushed: that is why it is only the second best.
    """
    stated = [car.position for car in cars]
    if all(place is not None for place in stated) and len(set(stated)) == len(stated):
        return Train(crn, tuple(sorted(cars, key=lambda car: car.position or 0)), stated=True)
    last = dt.datetime.max.replace(tzinfo=dt.UTC)
    by_time = sorted(cars, key=lambda car: (car.taken_at or last, car.position or 0, car.scan_id))
    return Train(crn, tuple(by_time), stated=False)
