"""Segments that EDIFACT messages share, each as the values that it gives.

A handler gets the draft, the segment and its number. Which qualifiers count are rows of `codes` and
of the tables here.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from app.domain.shipment import Mode, Party, Seal
from app.shipments.edi import indicators
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
    VIN,
)
from app.shipments.edi.draft import LONGEST_NUMBER, Draft, set_load
from app.shipments.edi.edifact_places import (
    EQUIPMENT_NUMBER,
    KEY,
    MEASURE,
    REFERENCE,
    SEAL,
    TIME,
)
from app.shipments.edi.syntax import Segment
from app.shipments.edi.values import moment, office
from app.shipments.quick import quick

TIMES: Mapping[str, str] = {"132": "eta", "178": "arrived_at"}
"""Times (2005) of the conveyance."""
CONVEYANCE_PLACES: Mapping[str, str] = {"60": "fpoa", "41": "fpoa", "5": "port_of_exit"}
PLACES: Mapping[str, str] = {
    "22": "release_office",
    "8": "port_of_destination",
    "20": "port_of_destination",
    "9": "place_of_loading",
    "10": "place_of_acceptance",
    "88": "place_of_acceptance",
}
"""Places (3227) and the fields that they fill."""
_PARTY = quick(Party)
_SEAL = quick(Seal)


def components(element: str) -> list[str]:
    """Return the components of an element, at least five: empty ones for those left out."""
    return (element + "::::").split(":")


def pair(element: str) -> tuple[str, str]:
    """Return the first two components of an element; the second is empty when it was left out."""
    parts = element.split(":")
    return parts[0], parts[1] if len(parts) > 1 else ""


def bgm(draft: Draft, segment: Segment, n: int) -> None:
    """Take the document, its number and what is done to it."""
    draft.document = segment[1].split(":", 1)[0]
    draft.head.key = key = segment[2].split(":", 1)[0].strip()
    draft.function = segment[3]
    if len(key) > LONGEST_NUMBER:
        draft.too_long(key, n, KEY)


def dtm(draft: Draft, segment: Segment, n: int) -> None:
    """Take a time of the conveyance."""
    qualifier, text, form, *_ = components(segment[1])
    field = TIMES.get(qualifier)
    if field is None:
        return
    value = moment(text, form)
    if value is None:
        draft.unread(f"{text}:{form}", n, TIME)
    else:
        draft.once(draft.conveyance, field, value, n, f"DTM+{qualifier}")


def loc(draft: Draft, segment: Segment, n: int) -> None:
    """Take a place; LOC 14 names an office and the sub-location in it."""
    qualifier = segment[1]
    code = segment[2].split(":", 1)[0]
    if qualifier in PLACES:
        if code:
            field = PLACES[qualifier]
            named = office(code) if field == "release_office" else code
            draft.once(draft.bill.fields, field, named, n, f"LOC+{qualifier}")
    elif qualifier in CONVEYANCE_PLACES:
        field = CONVEYANCE_PLACES[qualifier]
        draft.once(draft.conveyance, field, office(code), n, f"LOC+{qualifier}")
    elif qualifier == "14":
        related = segment[3].split(":", 1)[0]
        named = related or components(segment[2])[3]
        draft.once(draft.bill.fields, "sub_location", named, n, "LOC+14")


def tdt(draft: Draft, segment: Segment, n: int) -> None:
    """Take how the goods are carried: mode, journey, carrier, and the vehicle's names.

    A vehicle may have one name in each of several: only what two of them say differently is told.
    """
    conveyance = draft.conveyance
    mode = MODES.get(segment[3].split(":", 1)[0]) or MEANS.get(segment[4].split(":", 1)[0])
    if mode is not None:
        draft.once(conveyance, "mode", mode, n, "TDT")
    if segment[2]:
        draft.once(conveyance, "flight", segment[2], n, "TDT")
    if segment[5]:
        code, _, _, name, *_ = components(segment[5])
        draft.once(conveyance, "carrier_code", code, n, "TDT")
        if name:
            draft.once(conveyance, "carrier_name", name, n, "TDT")
    if segment[8]:
        _vehicle(draft, components(segment[8]), n)


def _vehicle(draft: Draft, names: list[str], n: int) -> None:
    """Take the names of what carries the goods; a tractor may have one in each of several TDT."""
    conveyance = draft.conveyance
    number, _, _, name, nation, *_ = names
    if conveyance.get("mode", Mode.HIGHWAY) is not Mode.HIGHWAY:
        draft.once(conveyance, "vehicle", name or number, n, "TDT")
        return
    if VIN.fullmatch(number):
        draft.once(conveyance, "vin", number, n, "TDT")
    elif number:
        conveyance.setdefault("vehicle", number)
    if name:
        draft.once(conveyance, "plate", name, n, "TDT")
    if nation:
        draft.once(conveyance, "plate_jurisdiction", nation, n, "TDT")


def nad(draft: Draft, segment: Segment, n: int) -> None:
    """Take a party, or the carrier."""
    role = PARTIES.get(segment[1])
    fields = draft.bill.fields
    if role is None:
        if segment[1] == "CA":
            code = segment[2].split(":", 1)[0]
            draft.once(fields, "carrier_code", code, n, "NAD+CA")
            if "carrier_code" not in draft.conveyance:
                draft.conveyance["carrier_code"] = code
        return
    party = _party(segment)
    if role == "notify":
        fields.setdefault("notify", []).append(party)
        return
    draft.once(fields, role, party, n, f"NAD+{segment[1]}")
    if role == "importer" and party.business_number:
        fields["importer_bn"] = party.business_number


def _party(segment: Segment) -> Party:
    """Read C080, C059 and the rest, or the unstructured C058 when the name stands there."""
    code = segment[2].split(":", 1)[0]
    if segment[4] or not segment[3]:
        name = " ".join(segment[4].split(":"))
        lines = segment[5].split(":")
    else:
        name, *lines = segment[3].split(":")
    return _PARTY(
        name.strip(),
        tuple(lines if all(lines) else filter(None, lines)),
        segment[6],
        segment[7].split(":", 1)[0],
        segment[8],
        segment[9],
        code if code and BUSINESS_NUMBER.fullmatch(code) else "",
    )


def rff(draft: Draft, segment: Segment, n: int) -> None:
    """Take a reference: a field of its own, or one kept with its qualifier."""
    qualifier, value = pair(segment[1])
    value = value.strip()
    field = REFERENCES.get(qualifier)
    if field is not None:
        draft.once(draft.bill.fields, field, value, n, f"RFF+{qualifier}")
    elif qualifier == "CRN":
        draft.conveyance["crn"] = value
        if len(value) > LONGEST_NUMBER:
            draft.too_long(value, n, REFERENCE)
    elif value:
        draft.bill.fields.setdefault("references", []).append((qualifier, value))
        indicators.of_account(draft.bill.fields, value)


def eqd(draft: Draft, segment: Segment, n: int) -> None:
    """Take a piece of equipment."""
    number = segment[2].split(":", 1)[0].strip()
    if len(number) > LONGEST_NUMBER:
        draft.too_long(number, n, EQUIPMENT_NUMBER)
    unit = draft.open_unit(number, draft.units)
    kind = EQUIPMENT.get(segment[1])
    if kind is not None:
        draft.once(unit, "kind", kind, n, "EQD")
    if segment[3]:
        draft.once(unit, "size_type", segment[3].split(":", 1)[0], n, "EQD")
    set_load(unit, segment[6])


def sel(draft: Draft, segment: Segment, n: int) -> None:
    """Take a seal of the equipment before it; without any, of the conveyance."""
    seal = segment[1].strip()
    if not seal:
        return
    if len(seal) > LONGEST_NUMBER:
        draft.too_long(seal, n, SEAL)
    sealer = SEALERS.get(segment[2].split(":", 1)[0], "")
    said = _SEAL(seal, sealer, SEAL_STATES.get(segment[3], ""))
    at = draft.head.fields if draft.unit is None else draft.unit
    at.setdefault("seals", []).append(said)


def gei(draft: Draft, segment: Segment, n: int) -> None:
    """Keep a processing indicator with its qualifier: what the codes stand for is not public."""
    del n
    code = segment[2].split(":", 1)[0]
    if code:
        kept = draft.bill.fields.setdefault("references", [])
        kept.append((f"GEI {segment[1]}", code))
        indicators.of_cargo(draft.bill.fields, code)


def gis(draft: Draft, segment: Segment, n: int) -> None:
    """Keep an indicator as older directories write it, without a qualifier."""
    del n
    code = segment[1].split(":", 1)[0]
    if code:
        draft.bill.fields.setdefault("references", []).append(("GIS", code))
        indicators.of_cargo(draft.bill.fields, code)


def gei_of_equipment(draft: Draft, segment: Segment, n: int) -> None:
    """Take why the equipment before it has no cargo report."""
    del n
    element = 1 if segment[0] == "GIS" else 2
    indicators.of_equipment(draft, segment[element].split(":", 1)[0])


def rff_of_party(draft: Draft, segment: Segment, n: int) -> None:
    """Take a business number; other references of a party have no field."""
    del n
    value = pair(segment[1])[1].strip()
    fields = draft.bill.fields
    if "importer" in fields and BUSINESS_NUMBER.fullmatch(value):
        numbered = dataclasses.replace(fields["importer"], business_number=value)
        # Put in its place without being taken for what this segment says: name and address stand
        # in the segment before.
        fields.update(importer=numbered)
        fields["importer_bn"] = value


def tare(draft: Draft, segment: Segment, n: int) -> None:
    """Take the tare of the equipment before it."""
    code, text = pair(segment[3])
    if draft.unit is None or segment[2].split(":", 1)[0] != "T":
        return
    weight = draft.weight(text, code, n, MEASURE)
    if weight is not None:
        draft.unit["tare_kg"] = weight


def gor(draft: Draft, segment: Segment, n: int) -> None:
    """Take whether the goods are imported, exported, or in transit."""
    movement = MOVEMENTS.get(segment[1])
    if movement is not None:
        draft.once(draft.bill.fields, "movement", movement, n, "GOR")
