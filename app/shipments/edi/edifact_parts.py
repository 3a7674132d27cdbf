"""Segments that EDIFACT messages share, each as the values that it gives.

A handler gets the draft, the segment and its number. What the public directories say of an element
is cited by its number; the qualifiers that count are rows of `codes`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.shipment import Mode, Party, Seal
from app.shipments.edi.codes import (
    BUSINESS_NUMBER,
    EQUIPMENT,
    MEANS,
    MODES,
    MOVEMENTS,
    PARTIES,
    REFERENCES,
    SEAL_STATES,
    SEALERS,
)
from app.shipments.edi.draft import Draft, set_load
from app.shipments.edi.places import Place
from app.shipments.edi.syntax import Segment
from app.shipments.edi.values import moment, office

KEY = Place("C106.1004", 2, 0)
FUNCTION = Place("1225", 3)
TIME = Place("C507.2380", 1, 1)
PLACE = Place("C517.3225", 2, 0)
SUB_LOCATION = Place("C519.3223", 3, 0)
SUB_LOCATION_NAMED = Place("C517.3224", 2, 3)
REFERENCE = Place("C506.1154", 1, 1)
MODE = Place("C220.8067", 3, 0)
MEANS_PLACE = Place("C228.8179", 4, 0)
JOURNEY = Place("8028", 2)
CARRIER = Place("C040.3127", 5, 0)
VEHICLE = Place("C222.8213", 8, 0)
VEHICLE_NAME = Place("C222.8212", 8, 3)
PARTY = Place("C082.3039", 2, 0)
PARTY_NAME = Place("C080.3036", 4, 0)
PARTY_TEXT = Place("C058.3124", 3, 0)
EQUIPMENT_NUMBER = Place("C237.8260", 2, 0)
EQUIPMENT_KIND = Place("8053", 1)
EQUIPMENT_SIZE = Place("C224.8155", 3, 0)
EQUIPMENT_LOAD = Place("8169", 6)
SEAL = Place("9308", 1)
PIECES = Place("C213.7224", 2, 0)
PACKAGE = Place("C213.7065", 2, 1)
TEXT = Place("C108.4440", 4)
MEASURE = Place("C174.6314", 3, 1)
SPLIT = Place("C237.8260", 1, 0)
SPLIT_PIECES = Place("7224", 2)
UN_NUMBER = Place("C234.7124", 3, 0)
DG_CLASS = Place("C205.8351", 2, 0)
PACKING_GROUP = Place("8339", 5)
MARKS = Place("C210.7102", 2)
HS = Place("C246.7361", 2, 0)
AMOUNT = Place("C516.5004", 1, 1)
CONTROL_VALUE = Place("C270.6066", 1, 1)
MOVEMENT = Place("8323", 1)
TARE = Place("C174.6314", 3, 1)
INDICATOR = Place("C529.7365", 1, 0)
PROCESSING = Place("C012.7365", 2, 0)

VALUES = frozenset({"38", "39", "40", "43", "63", "66", "77", "116", "ZZZ"})
"""Amounts (5025) that are the value of goods, not freight or insurance."""
TIMES = MappingProxyType({"132": "eta", "178": "arrived_at"})
"""Times (2005) of the conveyance."""
CONVEYANCE_PLACES = MappingProxyType({"60": "fpoa", "41": "fpoa", "5": "port_of_exit"})
PLACES: Mapping[str, str] = MappingProxyType(
    {
        "22": "release_office",
        "8": "port_of_destination",
        "20": "port_of_destination",
        "9": "place_of_loading",
        "10": "place_of_acceptance",
        "88": "place_of_acceptance",
    }
)
"""Places (3227) and the fields that they fill."""


def parts_of(element: str, count: int) -> list[str]:
    """Return at least `count` components."""
    parts = element.split(":")
    return parts if len(parts) >= count else parts + [""] * (count - len(parts))


def bgm(draft: Draft, segment: Segment, n: int) -> None:
    """Take the document, its number and what is done to it."""
    draft.document = segment[1].split(":", 1)[0]
    draft.head.key = draft.checked(segment[2].split(":", 1)[0].strip(), n, KEY)
    draft.function = segment[3]
    draft.head.notes["key"] = (n, KEY)
    draft.head.notes["function"] = (n, FUNCTION)


def dtm(draft: Draft, segment: Segment, n: int) -> None:
    """Take a time of the conveyance."""
    qualifier, text, form = parts_of(segment[1], 3)[:3]
    field = TIMES.get(qualifier)
    if field is None:
        return
    value = moment(text, form)
    if value is None:
        draft.unread(f"{text}:{form}", n, TIME)
        return
    draft.conveyance[field] = value
    draft.head.notes["conveyance." + field] = (n, TIME)


def loc(draft: Draft, segment: Segment, n: int) -> None:
    """Take a place; LOC 14 names an office and the sub-location in it."""
    qualifier = segment[1]
    code = segment[2].split(":", 1)[0]
    if qualifier in CONVEYANCE_PLACES:
        field = CONVEYANCE_PLACES[qualifier]
        draft.conveyance[field] = office(str(code))
        draft.head.notes["conveyance." + field] = (n, PLACE)
    elif qualifier in PLACES and code:
        field = PLACES[qualifier]
        draft.bill.fields[field] = office(code) if field == "release_office" else str(code)
        draft.bill.notes[field] = (n, PLACE)
    elif qualifier == "14":
        related = segment[3].split(":", 1)[0]
        named = parts_of(segment[2], 4)[3]
        draft.bill.fields["sub_location"] = str(related or named)
        draft.bill.notes["sub_location"] = (n, SUB_LOCATION if related else SUB_LOCATION_NAMED)


def tdt(draft: Draft, segment: Segment, n: int) -> None:
    """Take how the goods are carried: mode, journey, carrier, and the vehicle's names."""
    conveyance, notes = draft.conveyance, draft.head.notes
    mode = MODES.get(segment[3].split(":", 1)[0])
    means = None if mode else MEANS.get(segment[4].split(":", 1)[0])
    if mode or means:
        conveyance["mode"] = mode or means
        notes["conveyance.mode"] = (n, MODE if mode else MEANS_PLACE)
    if segment[2]:
        conveyance["flight"] = str(segment[2])
        notes["conveyance.flight"] = (n, JOURNEY)
    if segment[5]:
        carrier = parts_of(segment[5], 4)
        conveyance["carrier_code"], conveyance["carrier_name"] = carrier[0], carrier[3]
        notes["conveyance.carrier_code"] = (n, CARRIER)
    if segment[8]:
        _vehicle(draft, parts_of(segment[8], 5), n)


def _vehicle(draft: Draft, parts: list[str], n: int) -> None:
    conveyance, notes = draft.conveyance, draft.head.notes
    number, name = parts[0], parts[3]
    if conveyance.get("mode", Mode.HIGHWAY) is Mode.HIGHWAY:
        conveyance["vehicle"] = number
        if name:
            conveyance["plate"] = name
            notes["conveyance.plate"] = (n, VEHICLE_NAME)
    else:
        conveyance["vehicle"] = name or number
    notes["conveyance.vehicle"] = (n, VEHICLE if number else VEHICLE_NAME)


def nad(draft: Draft, segment: Segment, n: int) -> None:
    """Take a party, or the carrier."""
    role = PARTIES.get(segment[1])
    bill = draft.bill
    if role is None:
        if segment[1] == "CA":
            code = str(segment[2].split(":", 1)[0])
            bill.fields["carrier_code"] = code
            bill.notes["carrier_code"] = (n, PARTY)
            draft.conveyance.setdefault("carrier_code", code)
        return
    party = _party(segment)
    place = PARTY_NAME if segment[4] else PARTY_TEXT
    if role == "notify":
        bill.notes[f"notify[{len(bill.notify)}].name"] = (n, place)
        bill.notify.append(party)
        return
    bill.fields[role] = party
    bill.notes[role + ".name"] = (n, place)
    if role == "importer" and party.business_number:
        bill.fields["importer_bn"] = party.business_number
        bill.notes["importer_bn"] = (n, PARTY)


def _party(segment: Segment) -> Party:
    """Read C080, C059 and the rest, or the unstructured C058 when the name stands there."""
    code = segment[2].split(":", 1)[0]
    number = code if BUSINESS_NUMBER.fullmatch(code) else ""
    if not segment[4] and segment[3]:
        name, *lines = segment[3].split(":")
    else:
        name = " ".join(segment[4].split(":")).rstrip()
        lines = segment[5].split(":")
    return Party(
        name.strip(),
        tuple([line for line in lines if line]),
        str(segment[6]),
        segment[7].split(":", 1)[0],
        str(segment[8]),
        str(segment[9]),
        number,
    )


def rff(draft: Draft, segment: Segment, n: int) -> None:
    """Take a reference: a field of its own, or one kept with its qualifier."""
    qualifier, value = parts_of(segment[1], 2)[:2]
    value = value.strip()
    bill = draft.bill
    field = REFERENCES.get(qualifier)
    if field is not None:
        bill.fields[field] = value
        bill.notes[field] = (n, REFERENCE)
    elif qualifier == "CRN":
        draft.conveyance["crn"] = draft.checked(value, n, REFERENCE)
        draft.head.notes["conveyance.crn"] = (n, REFERENCE)
    elif value:
        bill.references.append((qualifier, value, (n, REFERENCE)))


def eqd(draft: Draft, segment: Segment, n: int) -> None:
    """Take a piece of equipment."""
    number = draft.checked(segment[2].split(":", 1)[0].strip(), n, EQUIPMENT_NUMBER)
    unit = draft.open_unit(number, draft.units)
    kind = EQUIPMENT.get(segment[1])
    if kind is not None:
        unit.fields["kind"] = kind
    unit.notes["number"] = (n, EQUIPMENT_NUMBER)
    if segment[3]:
        unit.fields["size_type"] = segment[3].split(":", 1)[0]
        unit.notes["size_type"] = (n, EQUIPMENT_SIZE)
    set_load(unit, segment[6], n, EQUIPMENT_LOAD)


def sel(draft: Draft, segment: Segment, n: int) -> None:
    """Take a seal of the equipment before it."""
    unit = draft.unit
    seal = draft.checked(segment[1], n, SEAL)
    if unit is None or not seal:
        return
    unit.notes[f"seals[{len(unit.seals)}]"] = (n, SEAL)
    sealer = SEALERS.get(segment[2].split(":", 1)[0], "")
    unit.seals.append(Seal(seal, sealer, SEAL_STATES.get(segment[3], "")))


def gei(draft: Draft, segment: Segment, n: int) -> None:
    """Keep a processing indicator with its qualifier: what the codes stand for is not public."""
    code = segment[2].split(":", 1)[0]
    if code:
        draft.bill.references.append((f"GEI {segment[1]}", code, (n, PROCESSING)))


def gis(draft: Draft, segment: Segment, n: int) -> None:
    """Keep an indicator as older directories write it, without a qualifier."""
    code = segment[1].split(":", 1)[0]
    if code:
        draft.bill.references.append(("GIS", code, (n, INDICATOR)))


def rff_of_party(draft: Draft, segment: Segment, n: int) -> None:
    """Take a business number; other references of a party have no field."""
    value = parts_of(segment[1], 2)[1].strip()
    bill = draft.bill
    if "importer" in bill.fields and BUSINESS_NUMBER.fullmatch(value):
        bill.fields["importer"] = dataclasses.replace(
            bill.fields["importer"], business_number=value
        )
        bill.fields["importer_bn"] = value
        bill.notes["importer_bn"] = (n, REFERENCE)


def tare(draft: Draft, segment: Segment, n: int) -> None:
    """Take the tare of the equipment before it."""
    unit = draft.unit
    code, text = parts_of(segment[3], 2)[:2]
    if unit is None or segment[2].split(":", 1)[0] != "T":
        return
    weight = draft.weight(text, code, n, TARE)
    if weight is not None:
        unit.fields["tare_kg"] = weight
        unit.notes["tare_kg"] = (n, TARE)


def gor(draft: Draft, segment: Segment, n: int) -> None:
    """Take whether the goods are imported, exported, or in transit."""
    movement = MOVEMENTS.get(segment[1])
    if movement is not None:
        draft.bill.fields["movement"] = movement
        draft.bill.notes["movement"] = (n, MOVEMENT)
