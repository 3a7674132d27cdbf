"""The numbers that tie a scan to a shipment: what was read, what was declared, how it is filed."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterator, Mapping

from app.domain.barcode import meanings
from app.domain.check_digits import container_check_digit
from app.domain.identifiers import (
    Check,
    Identifier,
    Key,
    comparable,
    key_named,
    read,
    recognise,
)
from app.domain.scan import Scan
from app.domain.shipment import Shipment
from app.shipments.pieces import KEY_OF_KIND
from app.shipments.tables import Tables

STRONG_KEYS = (Key.CCN, Key.CONTAINER, Key.RAILCAR, Key.ULD, Key.AWB, Key.PARCEL)
MEDIUM_KEYS = (Key.CRN, Key.TRAILER, Key.PLATE, Key.VIN, Key.HAWB)
"""Without a check digit and used again and again, or nothing by themselves (section 4.1)."""
EQUIPMENT_KEYS = (*dict.fromkeys(KEY_OF_KIND.values()),)
HOLDING = (Key.TRAILER, Key.CONTAINER, Key.RAILCAR, Key.ULD)
"""What holds many shipments at once."""
REUSED = (*HOLDING, Key.PLATE, Key.VIN)
"""Equipment goes round: such a number names a load only within a time."""

BARCODE = "BARCODE"
"""What a scanner calls a barcode of which it does not know what it names."""
_CONFIDENCE, _SOURCE = "_CONFIDENCE", "_SOURCE"
_SEVERAL = re.compile(r"[,;\n]")
_AIR_CCN = re.compile(r"\d{3}-\d{8}")
FLYING_TRUCK = "X102e"
"""Row of section 2.4: air cargo on the road, under its waybill (D3-4-2, ¶111)."""


@dataclasses.dataclass(frozen=True, slots=True)
class Number:
    """One number as it was read."""

    identifier: Identifier
    source: str
    """``scanner``, ``object``, ``barcode``, or what the reader calls itself."""
    confidence: float | None = None
    sure: bool = True
    """Whether it is known to be of this key. What may also be another number speaks for a link
    when it is equal, and not against one when it differs."""


Numbers = Mapping[Key, tuple[Number, ...]]


def numbers_of(scan: Scan) -> Numbers:
    """Return what the scanner read, and what its free texts look like, by key.

    An identifier may hold several numbers, apart by commas: a truck carries several waybills.
    ``<KEY>_CONFIDENCE`` beside it is the reader's own confidence, ``<KEY>_SOURCE`` its name.
    """
    found: dict[Key, list[Number]] = {}
    for number in _all(scan):
        known = found.setdefault(number.identifier.key, [])
        if all(one.identifier.value != number.identifier.value for one in known):
            known.append(number)
    return {key: tuple(numbers) for key, numbers in found.items()}


def _all(scan: Scan) -> Iterator[Number]:
    named = tuple(_named(scan))
    yield from named
    keys = {one.identifier.key for one in named}
    yield from _free(scan.identifiers.get(BARCODE, ""), "barcode", keys)
    yield from _free(scan.object_id, "object", keys)
    for one in named:
        yield from _also(one)


def _named(scan: Scan) -> Iterator[Number]:
    for name, text in scan.identifiers.items():
        key = key_named(name)
        if key is None:
            continue
        source = scan.identifiers.get(name + _SOURCE, "") or "scanner"
        sure = _share(scan.identifiers.get(name + _CONFIDENCE, ""))
        for part in filter(None, (one.strip() for one in _SEVERAL.split(text))):
            reading = read(key, part)
            if not isinstance(reading, Identifier):
                reading = Identifier(key, comparable(key, part), Check.FAILED)
            yield Number(reading, source, sure)


def _free(text: str, source: str, known: set[Key]) -> Iterator[Number]:
    """Run all patterns over a text that may be anything; what the scanner named counts first."""
    if not text.strip():
        return
    telling = {one.key: one for one in recognise(text)}
    for one in meanings(text):
        if one.key not in known:
            sure = one.key in telling and one.check is Check.PASSED
            yield Number(one, source, sure=sure)


def _also(number: Number) -> Iterator[Number]:
    """Yield what a named number may be besides: nothing in a control number says which it is."""
    key, value = number.identifier.key, number.identifier.value
    other = {Key.CCN: Key.CRN, Key.CRN: Key.CCN}.get(key)
    if other is not None:
        yield dataclasses.replace(number, identifier=Identifier(other, value), sure=False)
    container = re.fullmatch(r"([A-Z]{3}U)(\d{1,6})", value)
    if key is Key.RAILCAR and container is not None:
        # A reporting mark that ends in U is a container's, read without its check digit.
        first = container[1] + container[2].zfill(6)
        whole = Identifier(Key.CONTAINER, f"{first}{container_check_digit(first)}")
        yield dataclasses.replace(number, identifier=whole, sure=False)


def _share(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0.0 <= value <= 1.0 else None


def declared_by(shipment: Shipment) -> dict[Key, tuple[str, ...]]:
    """Return every number that a shipment declares, by key, as declared."""
    way = shipment.conveyance
    numbers: dict[Key, list[str]] = {
        Key.CCN: [] if flies_by_truck(shipment) else [shipment.ccn],
        Key.CRN: [way.crn],
        Key.AWB: [shipment.mawb, *_waybills(shipment)],
        Key.HAWB: [shipment.hawb],
        Key.PARCEL: list(_parcels(shipment)),
        Key.PLATE: [_plate(way.plate, way.plate_jurisdiction)],
        Key.VIN: [way.vin],
    }
    for piece in shipment.equipment:
        key = Key.TRAILER if piece.kind == "chassis" else KEY_OF_KIND.get(piece.kind)
        if key is None:
            # Dollies and other links between vehicles need no data (¶112).
            continue
        numbers.setdefault(key, []).append(piece.number)
        numbers[Key.PLATE].append(_plate(piece.plate, piece.plate_jurisdiction))
        if key is Key.TRAILER:
            numbers[key].append(piece.plate)
        seals = (*piece.seals, *(seal.number for seal in piece.sealing))
        numbers.setdefault(Key.SEAL, []).extend(seals)
    return {key: tuple(dict.fromkeys(filter(None, found))) for key, found in numbers.items()}


def flies_by_truck(shipment: Shipment) -> bool:
    """Whether it is air cargo on the road: its waybill counts, not a control number (¶111)."""
    claimed = {*shipment.exemptions, *shipment.conveyance.exception_codes}
    return bool(claimed) and not claimed.isdisjoint(_flying_codes())


@functools.cache
def _flying_codes() -> frozenset[str]:
    """Every code that claims the exemption: the local names stand in the table of exceptions."""
    rows = Tables.shipped().entries("exceptions")
    return frozenset(one.code for one in rows if one.details.get("row") == FLYING_TRUCK)


def _waybills(shipment: Shipment) -> Iterator[str]:
    """Yield the air waybills among the other numbers: airlines make control numbers of theirs."""
    if _AIR_CCN.fullmatch(shipment.ccn):
        yield shipment.ccn
    if isinstance(read(Key.AWB, shipment.hawb), Identifier):
        yield shipment.hawb


def _parcels(shipment: Shipment) -> Iterator[str]:
    """Yield tracking numbers: a shipment has many packages, and the lead number is one of them."""
    if shipment.clvs or not shipment.ccn:
        yield shipment.shipment_id
        yield shipment.hawb
    for line in shipment.goods:
        yield from line.packages


def _plate(number: str, jurisdiction: str) -> str:
    return f"{number}/{jurisdiction}" if number and jurisdiction else number


def index_value(key: Key, text: str) -> str:
    """Return the form in which a number is looked up; a plate without its province."""
    value = comparable(key, text)
    return value.partition("/")[0] if key is Key.PLATE else value


def same(key: Key, read_value: str, declared: str) -> bool:
    """Whether a comparable number that was read is a declared one.

    A plate is another one when both sides name a province and the provinces differ.
    """
    value = comparable(key, declared)
    if key is not Key.PLATE:
        return value == read_value
    (one, place), (other, elsewhere) = (
        (part.partition("/")[0], part.partition("/")[2]) for part in (read_value, value)
    )
    return one == other and (not place or not elsewhere or place == elsewhere)
