"""Shipments on the shelf, found by the numbers they declare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from app.domain.identifiers import Identifier, Key
from app.domain.shipment import Function, Shipment
from app.shipments.linking.keys import declared_by, forms


class Declarations:
    """Shipments on the shelf, found by the numbers they declare, exact or misread.

    A number is filed under itself, under its form with lookalike signs folded, and under every
    form with one sign left open: two numbers that differ in one sign share one of these.
    """

    def __init__(self, shipments: Iterable[Shipment]) -> None:
        self._shipments = [s for s in shipments if s.function is not Function.DELETE]
        self._shelves: dict[tuple[Key, str], set[int]] = defaultdict(set)
        for place, shipment in enumerate(self._shipments):
            for key, texts in declared_by(shipment).items():
                for form in {form for text in texts for form in forms(key, text)}:
                    self._shelves[key, form].add(place)

    def near(self, numbers: Mapping[Key, Identifier]) -> list[Shipment]:
        """Return the shipments that share a number, or nearly, in their order.

        A tracking number that is on the shelf names the parcel: what shares only its ULD, or has
        the next number in sequence, is another parcel.
        """
        parcel = numbers.get(Key.PARCEL)
        exact = self._shelves.get((Key.PARCEL, parcel.value), set()) if parcel else set()
        found = exact or {
            place
            for key, number in numbers.items()
            if key is not Key.SEAL
            for form in forms(key, number.value)
            for place in self._shelves.get((key, form), ())
        }
        return [self._shipments[place] for place in sorted(found)]
