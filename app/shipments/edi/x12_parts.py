"""Segments that X12 messages share, each as the values that it gives."""

from __future__ import annotations

from app.domain.shipment import Seal
from app.shipments.edi.codes import EQUIPMENT, MODES, SEALERS
from app.shipments.edi.draft import Draft, Unit, set_load
from app.shipments.edi.places import Place
from app.shipments.edi.syntax import Segment
from app.shipments.edi.values import office, stamp

CARRIER = Place("M10-01", 1)
MODE = Place("M10-02", 2)
CONVEYANCE_NUMBERS = (Place("M10-06", 6), Place("M10-07", 7), Place("M10-12", 12))
"""Where a conveyance reference number may stand, in this order: M10-06 held 10 signs before 005050,
too few for one."""
FUNCTION = Place("M10-13", 13)
VIN = Place("VEH-02", 2)
PORT = Place("P4-01", 1)
DATE = Place("P4-02", 2)
EQUIPMENT_KIND = Place("VID-01", 1)
EQUIPMENT_NUMBER = Place("VID-03", 3)
SEALS = (Place("VID-04", 4), Place("VID-05", 5))
LENGTH = Place("VID-06", 6)
EQUIPMENT_SIZE = Place("VID-09", 9)
EQUIPMENT_LOAD = Place("VID-10", 10)
MORE_SEALS = tuple(Place(f"M7-0{number}", number) for number in range(1, 5))


def m10(draft: Draft, segment: Segment, n: int) -> None:
    """Take carrier, mode, conveyance and what the message does."""
    conveyance, notes = draft.conveyance, draft.head.notes
    carrier = segment[1].strip()
    if carrier:
        conveyance["carrier_code"] = draft.head.fields["carrier_code"] = carrier
        notes["conveyance.carrier_code"] = notes["carrier_code"] = (n, CARRIER)
    mode = MODES.get(segment[2])
    if mode is not None:
        conveyance["mode"] = mode
        notes["conveyance.mode"] = (n, MODE)
    for place in CONVEYANCE_NUMBERS:
        number = segment[place.element].strip()
        if number:
            conveyance["crn"] = draft.checked(number, n, place)
            notes["conveyance.crn"] = (n, place)
            break
    draft.function = segment[13]
    draft.document = segment[14]
    notes["function"] = (n, FUNCTION)


def p4(draft: Draft, segment: Segment, n: int) -> None:
    """Take the port and the estimated time there; the first port that a message names counts."""
    notes = draft.head.notes
    if "conveyance.fpoa" in notes:
        return
    draft.conveyance["fpoa"] = office(segment[1].strip())
    notes["conveyance.fpoa"] = (n, PORT)
    if not segment[2]:
        return
    value = stamp(segment[2], segment[5])
    if value is None:
        draft.unread(f"{segment[2]} {segment[5]}", n, DATE)
        return
    draft.conveyance["eta"] = value
    notes["conveyance.eta"] = (n, DATE)


def vid(draft: Draft, segment: Segment, n: int, units: dict[str, Unit]) -> Unit:
    """Take a piece of equipment with the seals that stand beside it."""
    number = draft.checked(segment[2].strip() + segment[3].strip(), n, EQUIPMENT_NUMBER)
    unit = draft.open_unit(number, units)
    kind = EQUIPMENT.get(segment[1])
    if kind is not None:
        unit.fields["kind"] = kind
        unit.notes["kind"] = (n, EQUIPMENT_KIND)
    unit.notes["number"] = (n, EQUIPMENT_NUMBER)
    for place in SEALS:
        _seal(draft, unit, segment[place.element].strip(), "", (n, place))
    if segment[9]:
        unit.fields["size_type"] = segment[9]
        unit.notes["size_type"] = (n, EQUIPMENT_SIZE)
    set_load(unit, segment[10], n, EQUIPMENT_LOAD)
    return unit


def m7(draft: Draft, segment: Segment, n: int) -> None:
    """Take more seals of the equipment before it, with who affixed them."""
    if draft.unit is None:
        return
    sealer = SEALERS.get(segment[5], "")
    for place in MORE_SEALS:
        _seal(draft, draft.unit, segment[place.element].strip(), sealer, (n, place))


def _seal(draft: Draft, unit: Unit, number: str, sealer: str, note: tuple[int, Place]) -> None:
    if number and all(seal.number != number for seal in unit.seals):
        unit.notes[f"seals[{len(unit.seals)}]"] = note
        unit.seals.append(Seal(draft.checked(number, *note), sealer))


def veh(draft: Draft, segment: Segment, n: int) -> None:
    """Take the vehicle identification number of the tractor."""
    if segment[2].strip():
        draft.conveyance["vin"] = segment[2].strip()
        draft.head.notes["conveyance.vin"] = (n, VIN)
