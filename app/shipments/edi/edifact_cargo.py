"""CUSCAR, the cargo report: one filing for each cargo that it names."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.filing import Fault, Filing, FilingKind
from app.domain.shipment import Function, Shipment
from app.domain.words import say
from app.shipments.edi import edifact_goods as goods
from app.shipments.edi import edifact_parts as parts
from app.shipments.edi.codes import BILL_REFERENCES, HOUSE_BILL_DOCUMENTS
from app.shipments.edi.draft import Bill, Draft, conveyance_of, function_of, notes_of, shipment_of
from app.shipments.edi.edifact_parts import REFERENCE, parts_of
from app.shipments.edi.places import Place
from app.shipments.edi.source import Message
from app.shipments.edi.syntax import Segment
from app.shipments.edi.tree import Handler, compile_tree, walk

CONSIGNMENT = Place("C503.1004", 2, 0)

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
    bill.consignment = draft.checked(segment[2].split(":", 1)[0].strip(), n, CONSIGNMENT)
    bill.notes["key"] = (n, CONSIGNMENT)


def _rff(draft: Draft, segment: Segment, n: int) -> None:
    """Take a reference of a consignment; after goods or parties it begins the next cargo."""
    bill = draft.bill
    if bill is draft.head or bill.lines or "consignee" in bill.fields or "shipper" in bill.fields:
        before = bill
        bill = draft.open_bill()
        bill.consignment = before.consignment
        bill.shared = before.shared = before is not draft.head
        if "key" in before.notes:
            bill.notes["key"] = before.notes["key"]
    if not bill.key:
        qualifier, value = parts_of(segment[1], 2)[:2]
        if qualifier in BILL_REFERENCES:
            bill.key = draft.checked(value.strip(), n, REFERENCE)
            bill.notes["bill"] = (n, REFERENCE)
    parts.rff(draft, segment, n)


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
    # What is said of equipment, of times of goods, and of the journey after the first port has no
    # field, and must not be taken for what is said of the cargo.
    **dict.fromkeys(
        (
            "UNH/MEA",
            "UNH/NAD/DTM",
            "UNH/RFF/DTM",
            "UNH/AUT/DTM",
            "UNH/AUT/RFF",
            *(f"UNH/EQD/{tag}" for tag in ("NAD", "GEI", "GIS", "LOC", "FTX", "RFF")),
            *(f"UNH/CNI/RFF/TDT{tag}" for tag in ("", "/LOC", "/DTM", "/MEA", "/RFF")),
            "UNH/CNI/RFF/NAD/DTM",
            *(f"UNH/CNI/RFF/GID/{tag}" for tag in ("GEI", "GIS", "DTM")),
        ),
        None,
    ),
}
ROOT = compile_tree(TREE, HANDLERS)


def read_cuscar(message: Message) -> Iterator[Filing | Fault]:
    """Yield a filing for each cargo of a message, then what is wrong with the message."""
    draft = Draft(message)
    walk(ROOT, message.segments, draft, message.faults)
    yield from filings_of(draft)


def filings_of(draft: Draft) -> Iterator[Filing | Fault]:
    """Yield what was read of cargo, each with the faults of its message."""
    kind = FilingKind.HOUSE_BILL if draft.document in HOUSE_BILL_DOCUMENTS else FilingKind.CARGO
    function = function_of(draft)
    bills = [bill for bill in draft.bills or [draft.head] if _named(draft, bill)]
    if function is None:
        yield from draft.faults.items
        return
    bodies: list[Shipment | None] = [None] * len(bills)
    if function is not Function.DELETE:
        conveyance = conveyance_of(draft)
        bodies = [shipment_of(draft, bill, conveyance, function) for bill in bills]
    for bill, body in zip(bills, bodies, strict=True):
        yield draft.message.filing(kind, bill.key, function, body, notes_of(draft, bill))
    if not bills:
        yield from draft.faults.items


def _named(draft: Draft, bill: Bill) -> bool:
    """Settle the number that a cargo goes by; say so when it has none."""
    consignment, note = bill.notes.get("key"), bill.notes.pop("bill", None)
    if bill.consignment and not bill.shared:
        bill.key = bill.consignment
    elif bill.key and note is not None:
        bill.notes["key"] = note
    elif bill.references and bill is not draft.head:
        _, bill.key, bill.notes["key"] = bill.references[0]
    elif not bill.key and len(draft.bills) < 2:
        bill.key = draft.head.key
        bill.notes.pop("key", None)
    if bill.shared and bill.consignment and consignment is not None:
        bill.references.append(("CNI", bill.consignment, consignment))
    bill.references = [pair for pair in bill.references if pair[1] != bill.key]
    if not bill.key:
        draft.faults.error(say("A cargo has no control number; it is not taken."))
    return bool(bill.key)
