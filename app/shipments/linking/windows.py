"""When a scan of a shipment is expected, and times of a scan that cannot be right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.scan import Scan
from app.domain.shipment import Mode, Shipment

_DAY = dt.timedelta(hours=24)
WINDOW: Mapping[Mode, tuple[dt.timedelta, dt.timedelta]] = MappingProxyType(
    {
        Mode.HIGHWAY: (dt.timedelta(hours=72), _DAY),
        Mode.RAIL: (dt.timedelta(days=7), _DAY),
        Mode.AIR: (dt.timedelta(hours=96), _DAY),
        Mode.COURIER: (dt.timedelta(hours=96), _DAY),
        Mode.MARINE: (dt.timedelta(days=60), _DAY),
    }
)
"""How long before and after its estimated arrival a shipment is scanned, by mode (our choice,
shipment-data 4.2: only the highway's figure for after the arrival is told there, and it is taken
for all)."""

REMATCH = max(before for before, _ in WINDOW.values())
"""How long a scan without data is tried against every new record; none can fit after that."""


def aware(moment: dt.datetime) -> dt.datetime:
    """Return a time with its zone: many scanners write none, and a window of days bears it."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)


def in_time(scan: Scan, shipment: Shipment) -> bool | None:
    """Whether a scan was taken when one of the shipment is expected; None where a time lacks."""
    eta = shipment.conveyance.eta
    if scan.taken_at is None or eta is None:
        return None
    before, after = WINDOW[shipment.conveyance.mode]
    # Differences of times never leave the calendar, as sums may.
    return -before <= aware(scan.taken_at) - aware(eta) <= after


def may_still_match(scan: Scan, received_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether a record that arrives now can be one that the scan was taken for."""
    taken = aware(scan.taken_at) if scan.taken_at is not None else received_at
    return now - min(taken, received_at) <= REMATCH
