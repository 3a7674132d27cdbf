"""309, the customs manifest: one filing for each cargo that it names."""

from __future__ import annotations

from app.domain.filing import Filing, FilingKind
from app.domain.shipment import Conveyance, Function, Shipment
from app.domain.words import say
from app.shipments.edi import x12_goods as goods
from app.shipments.edi import x12_parts as parts
from app.shipments.edi.bodies import conveyance_of, function_of, shipment_of
from app.shipments.edi.codes import (
    HOUSE_BILL,
    RECORD_FUNCTIONS,
    REMANIFEST,
)
from app.shipments.edi.draft import Bill, Draft, Fields
from app.shipments.edi.source import Message
from app.shipments.edi.tracing import Tracer
from app.shipments.edi.tree import Handler, compile_tree, walk
from app.shipments.edi.x12_goods import Manifest
from app.shipments.edi.x12_places import AMENDED, AMENDMENT, CARGO, X12_PLACES

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

HANDLERS: dict[str, Handler[Manifest] | None] = {
    "M10": parts.m10,
    "P4": parts.p4,
    "VEH": parts.veh,
    "M7": parts.m7,
    "LX": goods.lx,
    "M13": goods.m13,
    "M11": goods.m11,
    "N9": goods.n9,
    "N1": goods.n1,
    "N2": goods.n2,
    "N3": goods.n3,
    "N4": goods.n4,
    "M12": goods.m12,
    "R4": goods.r4,
    "VID": goods.vid,
    "N10": goods.n10,
    "MAN": goods.man,
    "VC": goods.vc,
    "H1": goods.h1,
    "H2": goods.h2,
    **dict.fromkeys((f"ST/NM1/{tag}" for tag in ("N3", "N4")), None),
}
ROOT = compile_tree(TREE, HANDLERS)
TRACER = Tracer(ROOT, Manifest, X12_PLACES, keys=(("M11", CARGO), ("M13", AMENDED)), function="M10")


def read_309(message: Message) -> list[Filing]:
    """Return a filing for each cargo of a manifest; without any, its faults say why."""
    draft = Manifest(message)
    walk(ROOT, message.cut, draft, message.faults)
    if not draft.bills:
        draft.faults.error(say("The manifest names no cargo (M11); nothing is taken."))
        return []
    parts.check_bills(draft, len(draft.bills))
    functions = [_function(draft, bill) for bill in draft.bills]
    for bill in (draft.head, *draft.bills):
        _name_parties(bill.fields)
    conveyance = conveyance_of(draft)
    kind = FilingKind.HOUSE_BILL if draft.document == HOUSE_BILL else FilingKind.CARGO
    filings = []
    for place, (bill, function) in enumerate(zip(draft.bills, functions, strict=True)):
        if bill.key and function is not None:
            body = None
            if function is not Function.DELETE:
                body = _body(draft, bill, conveyance, function)
            spots = TRACER.later(message, place, bill.key)
            filings.append(message.filing(kind, bill.key, function, body, spots, bill.reason))
    return filings


def _function(draft: Draft, bill: Bill) -> Function | None:
    """Return what is done to one cargo; None, and a fault, when it cannot be taken."""
    if not bill.key:
        draft.faults.error(say("A cargo has no control number; it is not taken."))
    if not bill.function:
        return function_of(draft)
    function = RECORD_FUNCTIONS.get(bill.function)
    if function is None:
        draft.faults.error(
            say(
                "M13 changes a part of {ccn}; a record is only replaced whole, so it is not taken.",
                ccn=bill.key or "-",
            ),
            element=AMENDMENT.name,
        )
    return function


def _name_parties(fields: Fields) -> None:
    """Make parties of what several segments said of each."""
    for role, told in list(fields.items()):
        if isinstance(told, goods.Named):
            fields[role] = told.party()
    if "notify" in fields:
        fields["notify"] = [told.party() for told in fields["notify"]]


def _body(draft: Draft, bill: Bill, conveyance: Conveyance, function: Function) -> Shipment:
    fields = bill.fields
    if draft.document == REMANIFEST and "previous_ccn" in fields:
        fields["replaces_ccn"] = fields.pop("previous_ccn")
    if draft.document == HOUSE_BILL:
        fields["forwarder_code"] = bill.key[:4]
    return shipment_of(draft, bill, conveyance, function)
