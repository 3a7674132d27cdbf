"""Scans as they were made: views of one pass together, a second scan of the same thing apart.

The newest scan of a piece is the one that counts; older ones are kept, and are looked at all the
same (shipment-data, L3).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable

from app.domain.identifiers import Key
from app.domain.scan import Scan
from app.shipments.linking.keys import EQUIPMENT_KEYS, numbers_of
from app.shipments.linking.windows import aware

ONE_PASS = dt.timedelta(seconds=60)
"""Studies of one object at one scanner within this are views of one pass."""
_OLDEST = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclasses.dataclass(frozen=True, slots=True)
class Pass:
    """One way of one thing through one scanner."""

    number: str
    """Of what passed, as the scanner read it; the scan's own identity when it read nothing."""
    scans: tuple[Scan, ...]
    primary: bool = True
    """Whether no later pass shows the same thing."""

    @property
    def at(self) -> dt.datetime | None:
        """When it began; None when no scan says so."""
        times = [aware(scan.taken_at) for scan in self.scans if scan.taken_at is not None]
        return min(times) if times else None


def passes(scans: Iterable[Scan]) -> tuple[Pass, ...]:
    """Return scans by physical pass, in order of time, unknown times first."""
    ordered = sorted(scans, key=lambda scan: aware(scan.taken_at) if scan.taken_at else _OLDEST)
    made: list[Pass] = []
    for scan in ordered:
        number = shown_number(scan)
        found = next((one for one in reversed(made) if _belongs(scan, number, one)), None)
        if found is None:
            made.append(Pass(number, (scan,)))
        else:
            made[made.index(found)] = dataclasses.replace(found, scans=(*found.scans, scan))
    last = {one.number: place for place, one in enumerate(made)}
    return tuple(
        dataclasses.replace(one, primary=last[one.number] == place)
        for place, one in enumerate(made)
    )


def shown_number(scan: Scan) -> str:
    """Return what a scan shows, by the number of the equipment or parcel that was read."""
    numbers = numbers_of(scan)
    for key in (Key.PARCEL, *EQUIPMENT_KEYS):
        for one in numbers.get(key, ()):
            if one.sure:
                return one.identifier.value
    return scan.object_id or scan.scan_id


def _belongs(scan: Scan, number: str, one: Pass) -> bool:
    """Whether a scan is another view of a pass: same thing, same machine, same minute."""
    first = one.scans[0]
    if number != one.number or (scan.site, scan.scanner) != (first.site, first.scanner):
        return False
    if scan.taken_at is None or first.taken_at is None:
        return False
    return abs(aware(scan.taken_at) - aware(first.taken_at)) <= ONE_PASS
