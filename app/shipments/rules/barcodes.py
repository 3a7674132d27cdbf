"""What a barcode says beside what was transmitted (¶35, 42 to 48)."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.identifiers import Key, comparable, confusable
from app.domain.rule import Need
from app.domain.scan import Scan
from app.domain.shipment import Movement
from app.domain.words import Sentence, phrase, say
from app.domain.work import LinkClass
from app.shipments.linking.case import links_of
from app.shipments.linking.keys import HOLDING, declared_by
from app.shipments.rules.cargo import Cargo
from app.shipments.rules.case import Case
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    INFORM,
    INFORMATION,
    WARN,
    Chip,
    Fires,
    Lacks,
    Outcomes,
    Row,
    of_cargo,
    of_scan,
)


@of_cargo(
    ("R016", "35", INFORM, CONTEXT),
    phrase("Cargo in bond has its number as a barcode on the control document."),
    Need.MOVEMENT,
    Need.BARCODE,
)
def _barcode_in_bond(cargo: Cargo) -> Outcomes:
    if cargo.movement is Movement.UNKNOWN:
        yield Lacks(Need.MOVEMENT)
    elif cargo.movement is Movement.IN_BOND:
        read = {number for scan in cargo.item.scans for number in barcodes(scan)}
        if not read:
            yield Lacks(Need.BARCODE)
        elif cargo.shipment.ccn in read:
            yield Chip(say("Barcode read, as transmitted"))


def barcodes(scan: Scan) -> tuple[str, ...]:
    """Return what was read as a cargo control number at the scan site, as it was read."""
    return _read(scan, Key.CCN)


def waybills(scan: Scan) -> tuple[str, ...]:
    """Return what was read as an air waybill at the scan site, as it was read."""
    return _read(scan, Key.AWB)


def _read(scan: Scan, key: Key) -> tuple[str, ...]:
    text = scan.identifiers.get(key, "")
    return tuple(part.strip() for part in text.replace(";", ",").split(",") if part.strip())


@of_scan(
    ("R017", "44, 47", WARN, DECISION),
    phrase("The barcode that is presented is the number that was transmitted."),
    Need.BARCODE,
)
def _barcode_as_sent(case: Case, scan: Scan) -> Outcomes:
    laden = _in_what_was_scanned(case, scan)
    asked = False
    for key, read in ((Key.CCN, barcodes(scan)), (Key.AWB, waybills(scan))):
        sent = {number: one for cargo in laden for one, number in _numbers(cargo, key)}
        asked = asked or bool(read and sent)
        for number in read:
            form = number if key is Key.CCN else comparable(key, number)
            if sent and form not in sent:
                sentence = _not_sent(number, form, sent)
                yield Fires(sentence, "LINK_DOUBT", subject=f"{scan.scan_id} {number}")
    if not asked:
        yield Lacks(Need.BARCODE)


def _numbers(cargo: Cargo, key: Key) -> list[tuple[str, str]]:
    """Return what was transmitted, as (as written, to compare): control numbers exactly."""
    if key is Key.CCN:
        return [(cargo.shipment.ccn, cargo.shipment.ccn)] if cargo.shipment.ccn else []
    told = declared_by(cargo.shipment).get(key, ())
    return [(number, comparable(key, number)) for number in told]


def _in_what_was_scanned(case: Case, scan: Scan) -> tuple[Cargo, ...]:
    """Return what the scan shows by all but its barcode.

    Where labels are swapped, what the barcode names is on file in other equipment: it must not
    pass for transmitted with this one.
    """
    elsewhere = {
        link.shipment_id
        for link in links_of(case, scan)
        if link.link_class is not LinkClass.CONFIRMED
        and any(line.key in HOLDING and line.outcome == "different" for line in link.evidence)
    }
    linked = case.of_scan(scan)
    return tuple(cargo for cargo in linked if cargo.key not in elsewhere) or linked


def _not_sent(number: str, form: str, sent: Mapping[str, str]) -> Sentence:
    values = {"read": number, "sent": ", ".join(sorted(sent.values())[:3])}
    if any(confusable(form, one) for one in sent):
        return say("Barcode {read}, transmitted {sent}: one character differs.", **values)
    return say("Barcode {read}, transmitted {sent}.", **values)


@of_scan(
    ("R018", "42, 45, 48", INFORM, INFORMATION),
    phrase("A lead sheet has the barcode of the conveyance, or of the cargo."),
    Need.BARCODE,
)
def _lead_sheet(case: Case, scan: Scan) -> Outcomes:
    linked = case.of_scan(scan)
    if linked and not any(cargo.highway for cargo in linked):
        # Drivers hand lead sheets in; trains, aircraft and vessels have none.
        return
    if scan.identifiers.get(Key.CRN, "").strip():
        yield Chip(say("Lead sheet: barcode of the conveyance"))
    elif barcodes(scan):
        yield Chip(say("Lead sheet: barcode of the cargo"))
    else:
        yield Lacks(Need.BARCODE)


ROWS: tuple[Row, ...] = (
    _barcode_in_bond,
    _barcode_as_sent,
    _lead_sheet,
)
