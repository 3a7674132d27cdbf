"""How long before and after its arrival a shipment's scan is expected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.scan import Scan
from app.domain.shipment import Mode, Shipment

WINDOW: Mapping[Mode, tuple[dt.timedelta, dt.timedelta]] = MappingProxyType(
    {
        Mode.HIGHWAY: (dt.timedelta(hours=72), dt.timedelta(hours=24)),
        Mode.RAIL: (dt.timedelta(days=7), dt.timedelta(hours=24)),
        Mode.AIR: (dt.timedelta(hours=96), dt.timedelta(hours=24)),
        Mode.COURIER: (dt.timedelta(hours=96), dt.timedelta(hours=24)),
        Mode.MARINE: (dt.timedelta(days=60), dt.timedelta(hours=24)),
    }
)
"""Time before and after the estimated arrival, by mode."""


def in_time(scan: Scan, shipment: Shipment) -> bool:
    """Whether a scan was taken when one of the shipment is expected; False where a time lacks."""
    eta = shipment.conveyance.eta
    if scan.taken_at is None or eta is None:
        return False
    taken = scan.taken_at
    if taken.tzinfo is None:
        # Many scanners write no zone; a window of days bears the error.
        taken = taken.replace(tzinfo=dt.UTC)
    before, after = WINDOW[shipment.conveyance.mode]
    # Differences of times never leave the calendar, as sums may.
    return -before <= taken - eta <= after
