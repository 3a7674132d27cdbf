"""The numbers of shipments and scans, in the form in which they are looked up."""

from __future__ import annotations

from app.domain.identifiers import Key, folded
from app.domain.scan import ImageFile, Scan
from app.domain.shipment import Shipment
from app.shipments.linking.keys import BARCODE, declared_by, index_value, numbers_of
from app.shipments.linking.misreadings import keyholes
from app.shipments.linking.shelf import OnFile, sought_by
from imaging.prints import bands

PIXELS, NOISE = "PIXELS", "NOISE"
"""Names of what images are known by; nobody types it."""

Told = tuple[str, str]
"""What a number names, and the number."""

NEAR = "~"
"""Before the name of a form that a misread number of the same name shares."""

OBJECT, RELEASE, LIST, BILL, FLIGHT = "OBJECT", "RELEASE", "LIST", "BILL", "FLIGHT"
"""Names of numbers that links are not made by."""


def numbers_of_shipment(shipment: Shipment) -> set[Told]:
    """Return every number by which a shipment is found: those of links, seals, and the rest."""
    declared = declared_by(shipment)
    found = {(key.value, number) for key, number in sought_by(OnFile(shipment), declared)}
    seals = declared.get(Key.SEAL, ())
    found |= {(Key.SEAL.value, index_value(Key.SEAL, seal)) for seal in seals}
    others = (
        (Key.CCN.value, shipment.shipment_id),
        (Key.CCN.value, shipment.ccn),
        (RELEASE, shipment.release_no),
        (LIST, shipment.list_id),
        (FLIGHT, shipment.conveyance.flight),
        *((BILL, bill) for bill in shipment.house_bills),
    )
    found |= {(name, folded(text)) for name, text in others}
    return {(name, number) for name, number in found if number}


def numbers_of_scan(scan: Scan) -> set[Told]:
    """Return every number that was read of a scan, with the forms that misreadings share."""
    found: set[Told] = set()
    for key, numbers in numbers_of(scan).items():
        name = key.value
        near = NEAR + name
        for one in numbers:
            number = index_value(key, one.identifier.value)
            found.add((name, number))
            if key is not Key.SEAL:
                found.update((near, hole) for hole in keyholes(number))
    named = (BARCODE, *Key)
    found |= {(n, folded(text)) for n, text in scan.identifiers.items() if n in named}
    found.add((OBJECT, folded(scan.object_id)))
    return {(name, number) for name, number in found if number}


def numbers_of_file(file: ImageFile) -> set[Told]:
    """Return by what one exposure is known again: its pixels, and bands of its noise."""
    told = {(NOISE, band) for band in bands(file.noise)}
    return told | ({(PIXELS, file.pixels)} if file.pixels else set())


def forms(text: str) -> tuple[str, ...]:
    """Return every form in which a number that somebody typed may be on record."""
    return tuple(dict.fromkeys((folded(text), *(index_value(key, text) for key in Key))))
