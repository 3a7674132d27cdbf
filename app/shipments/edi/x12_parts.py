"""Segments that X12 messages share, each as the values that it gives."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.shipment import Seal
from app.domain.words import say
from app.shipments.edi.codes import APPLICATIONS, EQUIPMENT, MODES, PLATE, SEALERS
from app.shipments.edi.draft import LONGEST_NUMBER, Draft, Fields, set_load
from app.shipments.edi.places import Place
from app.shipments.edi.syntax import Segment
from app.shipments.edi.values import office, stamp, whole
from app.shipments.edi.x12_places import (
    BILLS,
    CONVEYANCE_NUMBERS,
    DATE,
    EQUIPMENT_NUMBER,
    MORE_SEALS,
    SEALS,
)


def joined(issuer: str, number: str) -> str:
    """Return a control number with its issuer's code before it, which may be there already."""
    issuer, number = issuer.strip(), number.strip()
    return number if not number or number.startswith(issuer) else issuer + number


def m10(draft: Draft, segment: Segment, n: int) -> None:
    """Take carrier, mode, conveyance and what the message does."""
    conveyance = draft.conveyance
    carrier = segment[1].strip()
    if carrier:
        conveyance["carrier_code"] = draft.head.fields["carrier_code"] = carrier
    mode = MODES.get(segment[2])
    if mode is not None:
        conveyance["mode"] = mode
    for place in CONVEYANCE_NUMBERS:
        number = segment[place.element].strip()
        if number:
            conveyance["crn"] = number
            if len(number) > LONGEST_NUMBER:
                draft.too_long(number, n, place)
            break
    draft.counted = whole(segment[8])
    draft.function = segment[13]
    draft.document = segment[14]
    movement = APPLICATIONS.get(draft.document)
    if movement is not None:
        draft.head.fields["movement"] = movement


def p4(draft: Draft, segment: Segment, n: int) -> None:
    """Take the port and the estimated time there; the first port that a message names counts."""
    if "fpoa" in draft.conveyance:
        return
    draft.conveyance["fpoa"] = office(segment[1].strip())
    if not segment[2]:
        return
    value = stamp(segment[2], segment[5])
    if value is None:
        draft.unread(f"{segment[2]} {segment[5]}", n, DATE)
    else:
        draft.conveyance["eta"] = value


def veh(draft: Draft, segment: Segment, n: int) -> None:
    """Take the vehicle identification number of the tractor."""
    if segment[2].strip():
        draft.once(draft.conveyance, "vin", segment[2].strip(), n, "VEH")


def vid(draft: Draft, segment: Segment, n: int, units: dict[str, Fields]) -> Fields:
    """Take a piece of equipment with the seals that stand beside it."""
    number = segment[2].strip() + segment[3].strip()
    if len(number) > LONGEST_NUMBER:
        draft.too_long(number, n, EQUIPMENT_NUMBER)
    unit = draft.open_unit(number, units)
    kind = EQUIPMENT.get(segment[1])
    if kind is not None:
        draft.once(unit, "kind", kind, n, "VID")
    _seal(draft, segment, n, SEALS, "")
    if segment[9]:
        draft.once(unit, "size_type", segment[9], n, "VID")
    set_load(unit, segment[10])
    return unit


def m7(draft: Draft, segment: Segment, n: int) -> None:
    """Take more seals of the equipment before it, else of the conveyance, with who affixed them."""
    _seal(draft, segment, n, MORE_SEALS, SEALERS.get(segment[5], ""))


def _seal(draft: Draft, segment: Segment, n: int, places: Sequence[Place], sealer: str) -> None:
    at = draft.head.fields if draft.unit is None else draft.unit
    for place in places:
        number = segment[place.element].strip()
        if number and all(seal.number != number for seal in at.get("seals", ())):
            if len(number) > LONGEST_NUMBER:
                draft.too_long(number, n, place)
            at.setdefault("seals", []).append(Seal(number, sealer))


def plate(draft: Draft, segment: Segment) -> bool:
    """Take a licence plate with its jurisdiction; return whether it was one."""
    if segment[1] != PLATE or not segment[2].strip():
        return False
    draft.conveyance["plate"] = segment[2].strip()
    if segment[3].strip():
        draft.conveyance["plate_jurisdiction"] = segment[3].strip()
    return True


def check_bills(draft: Draft, *counts: int) -> None:
    """Say that a message has not as many bills as it states; several ways of counting are right."""
    if draft.counted is not None and draft.counted not in counts:
        draft.faults.warn(
            say(
                "{element} counts {stated} bills, there are {count}.",
                element=BILLS.name,
                stated=draft.counted,
                count=counts[0],
            ),
            element=BILLS.name,
        )
