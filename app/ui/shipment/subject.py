"""What the panel is about: one version of one shipment, and everything on file beside it."""

from __future__ import annotations

import dataclasses
import datetime as dt

from app.domain.dossier import Dossier, Trip, Version
from app.domain.filing import FilingKind
from app.domain.identifiers import folded
from app.domain.notice import Notice
from app.domain.raw import Asked
from app.domain.scan import Scan
from app.domain.shipment import Shipment
from app.ui.shipment.codes import Codes
from app.ui.shipment.differences import Differences

MANIFEST_FIELDS = {
    "shipment_id": "cargo",
    "ccn": "cargo",
    "mawb": "cargo",
    "pieces": "pieces",
    "part_of": "of",
    "gross_kg": "weight_kg",
    "quantity": "pieces",
    "weight_kg": "weight_kg",
    "description": "description",
}
"""Where a flight manifest has what a shipment says."""


@dataclasses.dataclass(frozen=True)
class Subject:
    """One version of one shipment.

    Attributes
    ----------
    shipment
        As the version has it.
    dossier
        What is on file; None when the shipment came without a record of its own.
    version
        Which transmission is shown; None where there is no history.
    newest
        Whether it is the version in force: then trip and house bills belong to it.
    differences
        Against the version before.
    notices, remarks
        What the rules say of the item; remarks are only mentioned, with nothing to answer.
    """

    shipment: Shipment
    codes: Codes
    now: dt.datetime
    dossier: Dossier | None = None
    version: Version | None = None
    newest: bool = True
    differences: Differences = dataclasses.field(default_factory=Differences)
    notices: tuple[Notice, ...] = ()
    open_keys: frozenset[str] = frozenset()
    remarks: tuple[Notice, ...] = ()
    scans: tuple[Scan, ...] = ()
    by_equipment: bool = False

    @property
    def key(self) -> str:
        """Of the record."""
        return self.dossier.key if self.dossier else self.shipment.ccn or self.shipment.shipment_id

    @property
    def trip(self) -> Trip | None:
        """The conveyance that carries it."""
        if self.dossier is None or not self.newest or not self.dossier.trips:
            return None
        return self.dossier.trips[-1]

    def asked(self, path: str) -> tuple[Asked, ...]:
        """Return where a value stands: in the record's own message, else in its conveyance's."""
        dossier = self.dossier
        digest = self.version.digest if self.version else self.shipment.sha256
        own = Asked(self.key, digest, path, dossier.kind if dossier else None)
        trip = self.trip
        if dossier is not None and dossier.manifest_line and trip is not None:
            there = self._on_manifest(trip, path)
            return (Asked(trip.crn, trip.digest, there, FilingKind.CONVEYANCE),) if there else ()
        if trip is None or not path.startswith(("conveyance.", "equipment[")):
            return (own,)
        there = self._on_trip(trip, path)
        if not there:
            return (own,)
        told = Asked(trip.crn, trip.digest, there, FilingKind.CONVEYANCE)
        # The conveyance is as its own report has it; what lies in it as the cargo says.
        return (told, own) if path.startswith("conveyance.") else (own, told)

    def _on_manifest(self, trip: Trip, path: str) -> str:
        """Return the path in a flight manifest of what is known from its lines alone."""
        if path.startswith("conveyance."):
            return path
        number = folded(self.shipment.shipment_id)
        lines = [n for n, line in enumerate(trip.report.loaded) if folded(line.cargo) == number]
        group, _, field = path.rpartition(".")
        line = int(group[6:-1]) if group.startswith("goods[") else 0
        name = MANIFEST_FIELDS.get(field)
        return f"loaded[{lines[line]}].{name}" if name and line < len(lines) else ""

    def _on_trip(self, trip: Trip, path: str) -> str:
        """Return the path of a value in the report of the trip; empty when it has none."""
        if path.startswith("conveyance."):
            return path
        place, _, rest = path.removeprefix("equipment[").partition("]")
        if int(place) >= len(self.shipment.equipment):
            return ""
        number = folded(self.shipment.equipment[int(place)].number)
        for there, piece in enumerate(trip.report.equipment):
            if folded(piece.number) == number:
                return f"equipment[{there}]{rest}"
        return ""
