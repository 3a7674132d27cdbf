"""What is on file about the shipments of an item, read anew when something was filed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.dossier import Dossier
from app.domain.filing import Filing
from app.domain.raw import Asked
from app.domain.work import Item
from app.record import Record


class OnFile:
    """Dossiers of one item; read once as long as nothing new was filed."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._known: tuple[int, tuple[str, ...]] | None = None
        self._dossiers: Mapping[str, Dossier] = {}

    def dossiers(self, item: Item) -> Mapping[str, Dossier]:
        """Return what is on file about each shipment of the item, by shipment_id."""
        names = tuple(shipment.shipment_id for shipment in item.shipments)
        known = (self._record.newest_filing(), names)
        if known != self._known:
            self._dossiers = self._record.dossiers(item.item_id)
            self._known = known
        return self._dossiers

    def filings(self, asked: Sequence[Asked]) -> tuple[tuple[Filing, str], ...]:
        """Return the filings that are asked for, each with the path of the value in it.

        Where no digest is given, the newest filing of the key is meant. What is not on file is
        left out.
        """
        found = []
        for one in asked:
            fitting = [filing for filing in self._record.filings(one.key) if one.fits(filing)]
            if fitting:
                found.append((fitting[-1], one.path))
        return tuple(found)
