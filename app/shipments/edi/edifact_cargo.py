"""CUSCAR, the cargo report: one filing for each cargo that it names."""

from __future__ import annotations

from app.domain.filing import Filing, FilingKind
from app.domain.shipment import Function
from app.domain.words import say
from app.shipments.edi import edifact_goods as goods
from app.shipments.edi import edifact_parts as parts
from app.shipments.edi.bodies import conveyance_of, function_of, shipment_of
from app.shipments.edi.codes import BILL_REFERENCES, HOUSE_BILL_DOCUMENTS
from app.shipments.edi.draft import LONGEST_NUMBER, Bill, Draft
from app.shipments.edi.edifact_parts import pair
from app.shipments.edi.edifact_places import CONSIGNMENT, EDIFACT_PLACES, KEY, REFERENCE
from app.shipments.edi.source import Message
from app.shipments.edi.syntax import Segment
from app.shipments.edi.tracing import Tracer
from app.shipments.edi.tree import Handler, compile_tree, walk

TREE = """
UNH BGM DTM LOC QTY FTX GEI GIS GOR MEA CNT UNS UNT
  RFF DTM
  NAD DTM RFF
    CTA COM
  TDT LOC DTM TSR RFF
  EQD TSR MEA DIM SEL NAD GEI GIS LOC FTX TMP RNG RFF
  CNI CNT
    RFF CNT MOA LOC GEI GIS GOR CUX CPI FTX
      TDT LOC DTM MEA RFF TSR
      NAD DTM RFF
        CTA COM
      QTY FTX
      GID PAC HAN FTX MEA MOA SGP DGS PCI CST LOC TMD GEI GIS QTY DTM DOC
  AUT DTM RFF
"""
"""CUSCAR of D.93A to D.13B in one: what differs between directories is where a segment may stand,
and that is not enforced."""


def _cni(draft: Draft, segment: Segment, n: int) -> None:
    bill = draft.open_bill()
    bill.consignment = key = segment[2].split(":", 1)[0].strip()
    if len(key) > LONGEST_NUMBER:
        draft.too_long(key, n, CONSIGNMENT)


def _rff(draft: Draft, segment: Segment, n: int) -> None:
    """Take a reference of a consignment; after goods or parties it begins the next cargo."""
    bill = draft.bill
    if bill is draft.head or bill.lines or "consignee" in bill.fields or "shipper" in bill.fields:
        before = bill
        bill = draft.open_bill()
        bill.consignment = before.consignment
        bill.shared = before.shared = before is not draft.head
    qualifier, value = pair(segment[1])
    if bill.key or qualifier not in BILL_REFERENCES:
        parts.rff(draft, segment, n)
        return
    bill.key = key = value.strip()
    bill.fields.setdefault("references", []).append((qualifier, key))
    if len(key) > LONGEST_NUMBER:
        draft.too_long(key, n, REFERENCE)


HANDLERS: dict[str, Handler[Draft] | None] = {
    "BGM": parts.bgm,
    "DTM": parts.dtm,
    "LOC": parts.loc,
    "TDT": parts.tdt,
    "NAD": parts.nad,
    "RFF": parts.rff,
    "EQD": parts.eqd,
    "SEL": parts.sel,
    "GEI": parts.gei,
    "GIS": parts.gis,
    "GOR": parts.gor,
    "FTX": goods.ftx,
    "GID": goods.gid,
    "MEA": goods.mea,
    "SGP": goods.sgp,
    "DGS": goods.dgs,
    "PCI": goods.pci,
    "CST": goods.cst,
    "MOA": goods.moa,
    "CNI": _cni,
    "UNH/CNI/CNT": goods.cnt,
    "UNH/CNI/RFF": _rff,
    "UNH/CNI/RFF/CNT": goods.cnt,
    "UNH/CNI/RFF/GID/LOC": goods.origin,
    "UNH/NAD/RFF": parts.rff_of_party,
    "UNH/CNI/RFF/NAD/RFF": parts.rff_of_party,
    "UNH/EQD/MEA": parts.tare,
    "UNH/EQD/GEI": parts.gei_of_equipment,
    "UNH/EQD/GIS": parts.gei_of_equipment,
    # What is said of equipment, of times of goods, and of the journey after the first port has no
    # field, and must not be taken for what is said of the cargo.
    **dict.fromkeys(
        (
            "UNH/MEA",
            "UNH/NAD/DTM",
            "UNH/RFF/DTM",
            "UNH/AUT/DTM",
            "UNH/AUT/RFF",
            *(f"UNH/EQD/{tag}" for tag in ("NAD", "LOC", "FTX", "RFF")),
            *(f"UNH/CNI/RFF/TDT{tag}" for tag in ("", "/LOC", "/DTM", "/MEA", "/RFF")),
            "UNH/CNI/RFF/NAD/DTM",
            *(f"UNH/CNI/RFF/GID/{tag}" for tag in ("GEI", "GIS", "DTM")),
        ),
        None,
    ),
}
ROOT = compile_tree(TREE, HANDLERS)
TRACER = Tracer(
    ROOT,
    Draft,
    EDIFACT_PLACES,
    keys=(("CNI", CONSIGNMENT), ("RFF", REFERENCE), ("BGM", KEY)),
    function="BGM",
)


def read_cuscar(message: Message) -> list[Filing]:
    """Return a filing for each cargo of a message; without any, its faults say why."""
    draft = Draft(message)
    walk(ROOT, message.cut, draft, message.faults)
    kind = FilingKind.HOUSE_BILL if draft.document in HOUSE_BILL_DOCUMENTS else FilingKind.CARGO
    function = function_of(draft)
    if function is None:
        return []
    bills = draft.bills or [draft.head]
    for bill in bills:
        _name(draft, bill)
    conveyance = conveyance_of(draft)
    filings = []
    for place, bill in enumerate(bills):
        key = bill.key
        if key:
            gone = function is Function.DELETE
            body = None if gone else shipment_of(draft, bill, conveyance, function)
            spots = TRACER.later(message, place, key)
            filings.append(message.filing(kind, key, function, body, spots))
    return filings


def _name(draft: Draft, bill: Bill) -> None:
    """Settle the number that a cargo goes by."""
    fields = bill.fields
    if bill.consignment and not bill.shared:
        bill.key = bill.consignment
    elif not bill.key:
        references = fields.get("references")
        if references and bill is not draft.head:
            bill.key = references[0][1]
        elif len(draft.bills) < 2:
            bill.key = draft.head.key
    if bill.shared and bill.consignment:
        fields.setdefault("references", []).append(("CNI", bill.consignment))
    if not bill.key:
        draft.faults.error(say("A cargo has no control number; it is not taken."))
