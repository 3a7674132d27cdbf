"""When a scan of a shipment is expected, and times of a scan that cannot be right."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.scan import Scan
from app.domain.shipment import Mode, Shipment
from app.shipments.tables import Entry, Tables

_TABLE = "scan_windows"
_MOST_HOURS = 24 * 365
_Span = tuple[dt.timedelta, dt.timedelta]


@dataclasses.dataclass(frozen=True, slots=True)
class Windows:
    """How long before and after its estimated arrival a shipment is scanned, by mode.

    Configuration (shipment-data 4.2): the code table ``scan_windows``.
    """

    spans: Mapping[Mode, _Span]

    @classmethod
    def of(cls, tables: Tables | None) -> Windows:
        """Return what the code tables say; the shipped figure where theirs is none."""
        if tables is None:
            return shipped()
        found = {mode: _span(tables.look_up(_TABLE, mode.value)) for mode in Mode}
        ours = shipped().spans if None in found.values() else {}
        return cls(MappingProxyType({mode: span or ours[mode] for mode, span in found.items()}))

    @property
    def rematch(self) -> dt.timedelta:
        """How long a scan without data is tried against new records; none can fit after that."""
        return max(before for before, _ in self.spans.values())


@functools.cache
def shipped() -> Windows:
    """Return the windows that come with the program."""
    return Windows.of(Tables.shipped())


def _span(entry: Entry | None) -> _Span | None:
    """Return the window of an entry; None when it gives no hours that can be meant."""
    if entry is None:
        return None
    hours = [entry.details.get(name, "") for name in ("before_h", "after_h")]
    if not all(text.isdecimal() and int(text) <= _MOST_HOURS for text in hours):
        return None
    before, after = (dt.timedelta(hours=int(text)) for text in hours)
    return before, after


def aware(moment: dt.datetime) -> dt.datetime:
    """Return a time with its zone: many scanners write none, and a window of days bears it."""
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)


def in_time(scan: Scan, shipment: Shipment, windows: Windows | None = None) -> bool | None:
    """Whether a scan was taken when one of the shipment is expected; None where a time lacks."""
    eta = shipment.conveyance.eta
    if scan.taken_at is None or eta is None:
        return None
    before, after = (windows or shipped()).spans[shipment.conveyance.mode]
    # Differences of times never leave the calendar, as sums may.
    return -before <= aware(scan.taken_at) - aware(eta) <= after


def may_still_match(
    scan: Scan, received_at: dt.datetime, now: dt.datetime, windows: Windows | None = None
) -> bool:
    """Whether a record that arrives now can be one that the scan was taken for."""
    taken = aware(scan.taken_at) if scan.taken_at is not None else received_at
    return now - min(taken, received_at) <= (windows or shipped()).rematch
