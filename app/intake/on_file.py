"""What is on record, as linking asks for it: shipments and scans by the numbers they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from app.domain.scan import Scan
from app.domain.shipment import Shipment
from app.record import Record
from app.shipments.linking import Declarations, OnFile
from app.shipments.linking.keys import index_value, numbers_of
from app.shipments.linking.misreadings import keyholes
from app.shipments.linking.shelf import Sought, sought_by


class OnRecord:
    """The shipments of a record as a shelf, and its scans by what was read."""

    def __init__(self, record: Record) -> None:
        self._shelf = Declarations(record.shipments(current=True))
        self._scans = {scan.scan_id: scan for scan in record.scans()}
        self._reading: dict[Sought, set[str]] = defaultdict(set)
        for scan in self._scans.values():
            for number in sought_in(scan):
                self._reading[number].add(scan.scan_id)

    @property
    def scans(self) -> tuple[Scan, ...]:
        """Every scan, in order of arrival."""
        return tuple(self._scans.values())

    def scan(self, scan_id: str) -> Scan:
        """Return one scan."""
        return self._scans[scan_id]

    def holding(self, numbers: Collection[Sought]) -> Sequence[OnFile]:
        """Return what declares any of these numbers."""
        return self._shelf.holding(numbers)

    def reading(self, numbers: Iterable[Sought]) -> set[str]:
        """Return the scans on which any of these numbers was read."""
        return {scan_id for number in numbers for scan_id in self._reading.get(number, ())}


def sought_in(scan: Scan) -> frozenset[Sought]:
    """Return every number of a scan in the form in which it is looked up."""
    return frozenset(
        (key, index_value(key, one.identifier.value))
        for key, numbers in numbers_of(scan).items()
        for one in numbers
    )


def declared_in(shipments: Iterable[Shipment]) -> frozenset[Sought]:
    """Return every number that any of these shipments declares, or had before."""
    return frozenset().union(*(sought_by(OnFile(shipment)) for shipment in shipments))


def nearly(scans: Iterable[Scan], numbers: Iterable[Sought]) -> set[str]:
    """Return the scans on which something was read that may be one of these numbers misread."""
    holes = {(key, hole) for key, value in numbers for hole in keyholes(value)}
    return {
        scan.scan_id
        for scan in scans
        if any((key, h) in holes for key, value in sought_in(scan) for h in keyholes(value))
    }
