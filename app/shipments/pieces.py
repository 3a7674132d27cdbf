"""Which declared pieces of equipment the scans of an item show."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.identifiers import Key, comparable, key_named
from app.domain.scan import Scan
from app.domain.shipment import Equipment, Shipment
from app.domain.work import Item

KEY_OF_KIND: Mapping[str, Key] = MappingProxyType(
    {
        "trailer": Key.TRAILER,
        "container": Key.CONTAINER,
        "railcar": Key.RAILCAR,
        "uld": Key.ULD,
        "package": Key.PARCEL,
    }
)
"""What a scanner calls the number of each kind of equipment, in the order they are looked for."""


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """One declared piece and the scans that show it."""

    equipment: Equipment
    scans: tuple[Scan, ...]

    def seen_whole(self, item: Item) -> bool:
        """Whether it was imaged and every view of it was looked at to the end."""
        return bool(self.scans) and all(
            (scan.scan_id, view) in item.viewed for scan in self.scans for view in scan.views
        )


def read_numbers(scan: Scan) -> dict[Key, str]:
    """Return what the scanner read, by key, in comparable form."""
    named = ((key_named(name), text) for name, text in scan.identifiers.items() if text.strip())
    return {key: comparable(key, text) for key, text in named if key is not None}


def pieces(item: Item, shipment: Shipment) -> tuple[Piece, ...]:
    """Return the pieces of a shipment that must be imaged, each with its scans.

    A shipment may name a car and the containers on it, or a parcel and the ULD around it: the
    pieces that count are those of the first kind of which a scan shows one. A single piece counts
    as shown by the scans linked to its shipment when none of them names another.
    """
    linked = _linked(item, shipment)
    for kind, key in KEY_OF_KIND.items():
        declared = [piece for piece in shipment.equipment if piece.kind == kind]
        found = [Piece(piece, _showing(linked, key, piece)) for piece in declared]
        if any(piece.scans for piece in found):
            # One imaged ULD holds all of its part of a shipment; other kinds must be complete.
            return tuple(found if kind != "uld" else [p for p in found if p.scans])
    return _by_link_alone(linked, shipment)


def _by_link_alone(linked: tuple[Scan, ...], shipment: Shipment) -> tuple[Piece, ...]:
    counted = [piece for piece in shipment.equipment if piece.kind in KEY_OF_KIND]
    if len(counted) == 1:
        piece = counted[0]
        key = KEY_OF_KIND[piece.kind]
        silent = tuple(scan for scan in linked if key not in read_numbers(scan))
        return (Piece(piece, silent),)
    return tuple(Piece(piece, ()) for piece in counted)


def _linked(item: Item, shipment: Shipment) -> tuple[Scan, ...]:
    ids = {link.scan_id for link in item.links if link.shipment_id == shipment.shipment_id}
    return tuple(scan for scan in item.scans if scan.scan_id in ids)


def _showing(scans: tuple[Scan, ...], key: Key, piece: Equipment) -> tuple[Scan, ...]:
    number = comparable(key, piece.number)
    return tuple(
        scan
        for scan in scans
        if read_numbers(scan).get(key) == number or comparable(key, scan.object_id) == number
    )
