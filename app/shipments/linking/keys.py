"""The numbers that tie a scan to a shipment: what was read, what was declared, how it is filed."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.identifiers import (
    Check,
    Identifier,
    Key,
    comparable,
    key_named,
    lookalike,
    read,
    recognise,
)
from app.domain.scan import Scan
from app.domain.shipment import Shipment
from app.shipments.pieces import KEY_OF_KIND

STRONG_KEYS = (Key.CCN, Key.CONTAINER, Key.RAILCAR, Key.ULD, Key.AWB, Key.PARCEL)
MEDIUM_KEYS = (Key.CRN, Key.TRAILER)
EQUIPMENT_KEYS = tuple(KEY_OF_KIND.values())
HOLDING = (Key.TRAILER, Key.CONTAINER, Key.RAILCAR, Key.ULD)
"""What holds many shipments at once."""


def numbers_of(scan: Scan) -> dict[Key, Identifier]:
    """Return what the scanner read, and what its free object number looks like."""
    numbers: dict[Key, Identifier] = {}
    for name, text in scan.identifiers.items():
        key = key_named(name)
        if key is not None and text.strip():
            reading = read(key, text)
            if not isinstance(reading, Identifier):
                reading = Identifier(key, comparable(key, text), Check.FAILED)
            numbers[key] = reading
    for reading in recognise(scan.object_id):
        numbers.setdefault(reading.key, reading)
    return numbers


def declared_by(shipment: Shipment) -> dict[Key, tuple[str, ...]]:
    """Return every number that a shipment declares, by key, as declared."""
    numbers: dict[Key, list[str]] = {
        Key.CCN: [shipment.ccn],
        Key.CRN: [shipment.conveyance.crn],
        Key.AWB: [shipment.mawb, shipment.hawb],
        Key.PARCEL: [shipment.shipment_id, shipment.hawb] if _is_parcel(shipment) else [],
    }
    for piece in shipment.equipment:
        numbers.setdefault(KEY_OF_KIND[piece.kind], []).append(piece.number)
        numbers.setdefault(Key.SEAL, []).extend(piece.seals)
    return {key: tuple(dict.fromkeys(filter(None, found))) for key, found in numbers.items()}


def _is_parcel(shipment: Shipment) -> bool:
    return shipment.clvs or not shipment.ccn


def forms(key: Key, text: str) -> Iterator[str]:
    """Yield the forms that a number is filed under; two that differ in one sign share one."""
    number = comparable(key, text)
    yield number
    yield lookalike(number)
    for place in range(len(number)):
        yield f"{number[:place]}?{number[place + 1 :]}"
