"""309, the customs manifest: one filing for each cargo that it names."""

from __future__ import annotations

import decimal
from collections.abc import Iterator
from typing import Any

from app.domain.filing import Fault, Filing, FilingKind
from app.domain.shipment import Conveyance, Function, Party, Shipment, Value
from app.domain.words import say
from app.shipments.edi import x12_parts as parts
from app.shipments.edi.codes import (
    APPLICATIONS,
    BONDED,
    BUSINESS_NUMBER,
    HOUSE_BILL,
    PARTIES,
    PORTS,
    RECORD_FUNCTIONS,
    REFERENCES,
    REMANIFEST,
)
from app.shipments.edi.draft import (
    Bill,
    Draft,
    Line,
    conveyance_of,
    function_of,
    notes_of,
    package,
    shipment_of,
)
from app.shipments.edi.places import Place
from app.shipments.edi.source import Message
from app.shipments.edi.syntax import Segment
from app.shipments.edi.tree import Handler, compile_tree, walk
from app.shipments.edi.values import CUBIC_METRES, number

KEY = Place("M11-01", 1)
LOADING = Place("M11-02", 2)
PIECES = Place("M11-03", 3)
UNIT = Place("M11-04", 4)
WEIGHT = Place("M11-05", 5)
VOLUME = Place("M11-07", 7)
ACCEPTANCE = Place("M11-10", 10)
PREVIOUS = Place("M11-11", 11)
ISSUER = Place("M11-12", 12)
AMENDED = Place("M13-04", 4)
AMENDMENT = Place("M13-03", 3)
REFERENCE = Place("N9-02", 2)
PARTY_NAME = Place("N1-02", 2)
PARTY_NUMBER = Place("N1-04", 4)
LINE_PIECES = Place("N10-01", 1)
TEXT = Place("N10-02", 2)
MARKS = Place("N10-03", 3)
COMMODITY = Place("N10-05", 5)
LINE_VALUE = Place("N10-06", 6)
LINE_WEIGHT = Place("N10-08", 8)
COUNTRY = Place("N10-11", 11)
PACKAGE_MARK = Place("MAN-02", 2)
UN_NUMBER = Place("H1-01", 1)
DG_CLASS = Place("H1-02", 2)
BOND = Place("M12-01", 1)
PORT = Place("R4-03", 3)
VEHICLE = Place("VC-01", 1)

TREE = """
ST M10 VEH CII M7 N9 K3 SE
  NM1 DMG DMA REF N3 N4
  P4
    LX M13 M11 N9
      N1 N2 N3 N4 DTM PER X1
      M12 R4
      VID M7
        N10 VC MAN
          H1 H2
"""
"""309 of 004020 to 006030 in one."""


class Manifest(Draft):
    """A manifest while it is read."""

    __slots__ = ("party", "within")

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.party: dict[str, Any] = {}
        self.within = ""
        """Number of the equipment that the next lines lie in."""


def _lx(draft: Manifest, segment: Segment, n: int) -> None:
    del segment, n
    _next(draft)


def _next(draft: Manifest) -> Bill:
    draft.within = ""
    draft.party = {}
    return draft.open_bill()


def _m13(draft: Manifest, segment: Segment, n: int) -> None:
    """Take what is done to one cargo alone, and why."""
    bill = draft.bill if draft.bill is not draft.head and not draft.bill.key else _next(draft)
    bill.key = draft.checked(segment[4].strip(), n, AMENDED)
    bill.function = segment[3]
    bill.reason = segment[6]
    bill.notes["key"] = (n, AMENDED)
    bill.notes["function"] = (n, AMENDMENT)


def _m11(draft: Manifest, segment: Segment, n: int) -> None:
    """Take the cargo: its number, pieces, weight, and the bill it lies in."""
    bill = draft.bill
    if bill is draft.head or (bill.key and "pieces" in bill.fields) or bill.lines:
        bill = _next(draft)
    issuer = segment[12].strip()
    key = segment[1].strip()
    if issuer and not key.startswith(issuer):
        key = issuer + key
    bill.key = draft.checked(key, n, KEY)
    bill.notes["key"] = (n, KEY)
    for field, value, place in (
        ("carrier_code", issuer, ISSUER),
        ("place_of_loading", segment[2], LOADING),
        ("place_of_acceptance", segment[10], ACCEPTANCE),
        ("previous_ccn", segment[11].strip(), PREVIOUS),
        ("unit", package(segment[4]), UNIT),
        ("pieces", draft.count(segment[3], n, PIECES), PIECES),
        ("gross_kg", draft.weight(segment[5], segment[6], n, WEIGHT), WEIGHT),
        ("volume_m3", _volume(draft, segment, n), VOLUME),
    ):
        if value not in (None, ""):
            bill.fields[field] = value
            bill.notes[field] = (n, place)


def _volume(draft: Draft, segment: Segment, n: int) -> decimal.Decimal | None:
    value, factor = number(segment[7]), CUBIC_METRES.get(segment[8])
    if value is not None and factor is not None:
        return value * factor
    if segment[7]:
        draft.unread(f"{segment[7]} {segment[8]}", n, VOLUME)
    return None


def _n9(draft: Draft, segment: Segment, n: int) -> None:
    """Take a reference: a field of its own, or one kept with its qualifier."""
    qualifier, value = segment[1], (segment[2] or segment[3]).strip()
    bill = draft.bill
    field = REFERENCES.get(qualifier)
    if field is not None:
        bill.fields[field] = value
        bill.notes[field] = (n, REFERENCE)
    elif value:
        bill.references.append((qualifier, value, (n, REFERENCE)))


def _n1(draft: Manifest, segment: Segment, n: int) -> None:
    """Begin a party."""
    role = PARTIES.get(segment[1])
    draft.party = {"name": segment[2].strip()}
    if role is None:
        return
    number = segment[4].strip()
    if BUSINESS_NUMBER.fullmatch(number):
        draft.party["business_number"] = number
        if role == "importer":
            draft.bill.fields["importer_bn"] = number
            draft.note("importer_bn", n, PARTY_NUMBER)
    draft.note(f"{role}.name", n, PARTY_NAME)
    draft.bill.parties.append((role, draft.party))


def _n2(draft: Manifest, segment: Segment, n: int) -> None:
    del n
    more = " ".join(part for part in segment[1:3] if part)
    draft.party["name"] = f"{draft.party.get('name', '')} {more}".strip()


def _n3(draft: Manifest, segment: Segment, n: int) -> None:
    del n
    lines = tuple(line.strip() for line in segment[1:3] if line.strip())
    draft.party["address"] = draft.party.get("address", ()) + lines


def _n4(draft: Manifest, segment: Segment, n: int) -> None:
    del n
    for field, text in zip(("city", "region", "postcode", "country"), segment[1:5], strict=True):
        draft.party[field] = text.strip()


def _m12(draft: Draft, segment: Segment, n: int) -> None:
    """Take the kind of movement under bond."""
    movement = BONDED.get(segment[1])
    if movement is not None:
        draft.bill.fields["movement"] = movement
        draft.note("movement", n, BOND)


def _r4(draft: Draft, segment: Segment, n: int) -> None:
    field = PORTS.get(segment[1])
    if field is not None and segment[3]:
        draft.bill.fields[field] = segment[3].strip()
        draft.note(field, n, PORT)


def _vid(draft: Manifest, segment: Segment, n: int) -> None:
    bill = draft.bill
    parts.vid(draft, segment, n, draft.units if bill is draft.head else bill.units)
    draft.within = segment[2].strip() + segment[3].strip()
    draft.line = None


def _n10(draft: Manifest, segment: Segment, n: int) -> None:
    """Take a line of goods, or more text of the line before, which holds 45 signs a segment."""
    line = draft.line
    more = not segment[1] and not segment[8] and not segment[5]
    if line is None or not more:
        line = draft.open_line()
        line.notes["description"] = (n, TEXT)
        _line_values(draft, line, segment, n)
    if segment[2].strip():
        line.texts.append(segment[2].strip())
    if segment[3].strip():
        line.notes.setdefault("marks[0]", (n, MARKS))
        line.marks.append(segment[3].strip())


def _line_values(draft: Manifest, line: Line, segment: Segment, n: int) -> None:
    code = segment[5].replace(".", "")
    amount = number(segment[6])
    unit = draft.bill.fields.get("unit")
    count = draft.count(segment[1], n, LINE_PIECES)
    for field, value, place in (
        ("quantity", count, LINE_PIECES),
        # Pieces are counted in the packages that the cargo is counted in.
        ("unit", unit if count is not None else None, LINE_PIECES),
        ("hs", code if code.isdecimal() and len(code) in (6, 8, 10) else None, COMMODITY),
        ("value", None if amount is None else Value(amount, ""), LINE_VALUE),
        ("weight_kg", draft.weight(segment[8], segment[7], n, LINE_WEIGHT), LINE_WEIGHT),
        ("origin", segment[11], COUNTRY),
        ("equipment", draft.within, None),
    ):
        if value not in (None, ""):
            line.fields[field] = value
            if place is not None:
                line.notes[field] = (n, place)


def _man(draft: Draft, segment: Segment, n: int) -> None:
    """Take identifiers of single packages."""
    line = draft.line
    if line is not None and segment[2].strip():
        line.notes[f"packages[{len(line.packages)}]"] = (n, PACKAGE_MARK)
        line.packages.append(segment[2].strip())


def _vc(draft: Draft, segment: Segment, n: int) -> None:
    """Take the number of a vehicle that is carried as goods."""
    line = draft.line
    if line is not None and segment[1].strip():
        line.notes[f"packages[{len(line.packages)}]"] = (n, VEHICLE)
        line.packages.append(segment[1].strip())


def _h1(draft: Draft, segment: Segment, n: int) -> None:
    """Take UN number and class of dangerous goods."""
    line = draft.line or draft.open_line()
    line.fields["un_number"] = segment[1].strip().removeprefix("UN")
    line.notes["un_number"] = (n, UN_NUMBER)
    if segment[2]:
        line.fields["dg_class"] = segment[2]
        line.notes["dg_class"] = (n, DG_CLASS)


def _h2(draft: Draft, segment: Segment, n: int) -> None:
    text = " ".join(part.strip() for part in segment[1:7] if part.strip())
    if text:
        draft.bill.notes.setdefault("special_instructions", (n, Place("H2-01", 1)))
        draft.bill.texts.append(text)


HANDLERS: dict[str, Handler[Manifest] | None] = {
    "M10": parts.m10,
    "P4": parts.p4,
    "LX": _lx,
    "M13": _m13,
    "M11": _m11,
    "N9": _n9,
    "N1": _n1,
    "N2": _n2,
    "N3": _n3,
    "N4": _n4,
    "M12": _m12,
    "R4": _r4,
    "VID": _vid,
    "M7": parts.m7,
    "N10": _n10,
    "MAN": _man,
    "VC": _vc,
    "H1": _h1,
    "H2": _h2,
    "VEH": parts.veh,
    **dict.fromkeys((f"ST/NM1/{tag}" for tag in ("N3", "N4")), None),
}
ROOT = compile_tree(TREE, HANDLERS)


def read_309(message: Message) -> Iterator[Filing | Fault]:
    """Yield a filing for each cargo of a manifest, or what is wrong with it."""
    draft = Manifest(message)
    walk(ROOT, message.segments, draft, message.faults)
    conveyance = conveyance_of(draft)
    taken = [(bill, _function(draft, bill)) for bill in draft.bills]
    bodies = [
        (bill, function, _body(draft, bill, conveyance, function))
        for bill, function in taken
        if function is not None and _has_key(draft, bill)
    ]
    if not draft.bills:
        draft.faults.error(say("The manifest names no cargo (M11); nothing is taken."))
    kind = FilingKind.HOUSE_BILL if draft.document == HOUSE_BILL else FilingKind.CARGO
    for bill, function, body in bodies:
        yield message.filing(kind, bill.key, function, body, notes_of(draft, bill), bill.reason)
    if not bodies:
        yield from draft.faults.items


def _has_key(draft: Draft, bill: Bill) -> bool:
    if not bill.key:
        draft.faults.error(say("A cargo has no control number; it is not taken."))
    return bool(bill.key)


def _function(draft: Draft, bill: Bill) -> Function | None:
    if not bill.function:
        return function_of(draft)
    function = RECORD_FUNCTIONS.get(bill.function)
    if function is None:
        draft.faults.error(
            say(
                "M13 changes a part of {ccn}; a record is only replaced whole, so it is not taken.",
                ccn=bill.key or "-",
            ),
            bill.notes["function"][0],
            AMENDMENT.name,
        )
    return function


def _body(draft: Draft, bill: Bill, conveyance: Conveyance, function: Function) -> Shipment | None:
    if function is Function.DELETE:
        return None
    for role, fields in bill.parties:
        if role == "notify":
            bill.notify.append(Party(**fields))
        else:
            bill.fields[role] = Party(**fields)
    movement = APPLICATIONS.get(draft.document)
    if movement is not None:
        bill.fields.setdefault("movement", movement)
    if draft.document == REMANIFEST and "previous_ccn" in bill.fields:
        bill.fields["replaces_ccn"] = bill.fields.pop("previous_ccn")
    if draft.document == HOUSE_BILL:
        bill.fields["forwarder_code"] = bill.key[:4]
    return shipment_of(draft, bill, conveyance, function)
