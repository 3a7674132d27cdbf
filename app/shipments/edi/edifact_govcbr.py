"""GOVCBR: house bills, their close message, release requests, and the notices that come back.

What the message is follows from what stands in it, because the document codes that an authority
uses are not public: goods make a house bill, a previous cargo control number with others and no
goods a close message, a goods declaration a request for release, a status or an error an answer.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.domain.event import Event, EventKind
from app.domain.filing import CloseMessage, Filing, FilingKind, Spot
from app.domain.shipment import Function
from app.domain.words import say
from app.shipments.edi import edifact_answers as answers
from app.shipments.edi import edifact_goods as goods
from app.shipments.edi import edifact_parts as parts
from app.shipments.edi.answers import event, later, when, words
from app.shipments.edi.bodies import conveyance_of, function_of, shipment_of
from app.shipments.edi.draft import LONGEST_NUMBER, Draft, Fields
from app.shipments.edi.edifact_answers import Customs
from app.shipments.edi.edifact_parts import components, pair
from app.shipments.edi.edifact_places import DOCUMENT, EDIFACT_PLACES, KEY, REFERENCE
from app.shipments.edi.notices import told_by
from app.shipments.edi.places import Note, Place, spots_of
from app.shipments.edi.source import Message
from app.shipments.edi.syntax import Cut, Segment
from app.shipments.edi.tracing import Tracer
from app.shipments.edi.tree import Handler, compile_tree, walk
from app.shipments.spots import LaterSpots

RELEASE_DOCUMENTS = frozenset({"929"})
"""Goods declaration for importation (1001)."""
ANSWER_FUNCTIONS = frozenset({"11", "27", "44"})
"""Response, not accepted, accepted without amendment (1225)."""
ERRORS = frozenset({"ERC", "ERP"})
STATUS = Place("C555.4405", 2, 0)
STATUS_TEXT = Place("C555.4404", 2, 3)

TREE = """
UNH BGM DTM MOA IFD RFF CUX FII GPO UNS HYN UNT FTX
  LOC DTM GEI
  GOR
    CTA COM
  STS DTM
  NAD DTM GEI STS IFD RFF
    CTA COM
  DOC RFF DTM MOA ALI QTY TSR NAD
  RCS FTX DTM GEI ALI
  AJT
  ERC FTX
  ERP ELU
  INP DTM LOC NAD
  PAC SEQ PCI FTX GEI DIM MEA
  TMP MEA DGS
  TDT DTM RFF QTY MEA MOA POC DIM GDS STS GPO FTX
  EQD SEQ QTY GEI RFF SEL LOC
  SEQ ALI IFD DTM RFF
    CNI RFF GEI STS CNT QTY MOA IFD TOD MEA HAN
      LIN MOA IFD STS MEA
        GID IMD APP FTX RFF DTM GIR GIN GEI MEA MOA CDI PGI TCC CNT IFD DGS SGP PCI CST PAC LOC
"""
"""The parts of GOVCBR D.13A that carry values read here."""


class _Declaration(Draft):
    """A GOVCBR while it is read as something that was declared."""

    def __init__(self, message: Message, make: Callable[[], Fields] = dict) -> None:
        super().__init__(message, make)
        self.cargo: dict[str, Note] = {}
        self.previous = ""
        self.previous_note: Note = (1, REFERENCE)


def _rff(draft: _Declaration, segment: Segment, n: int) -> None:
    qualifier, value = pair(segment[1])
    if qualifier == "XC" and value.strip():
        if len(value) > LONGEST_NUMBER:
            draft.too_long(value, n, REFERENCE)
        draft.cargo.setdefault(value.strip(), (n, REFERENCE))
        return
    if qualifier == "XP":
        draft.previous, draft.previous_note = value.strip(), (n, REFERENCE)
    parts.rff(draft, segment, n)


def _imd(draft: _Declaration, segment: Segment, n: int) -> None:
    """Take a description: the fourth component of C273 is its text."""
    del n
    text = words(components(segment[3])[3:5])
    if text:
        line = draft.line if draft.line is not None else draft.open_line()
        line.setdefault("texts", []).append(text)


def _tcc(draft: _Declaration, segment: Segment, n: int) -> None:
    """Take a commodity code: the second composite of TCC names a rate or class."""
    code = segment[2].split(":", 1)[0].replace(".", "")
    if code.isdecimal() and len(code) in (6, 8, 10):
        line = draft.line if draft.line is not None else draft.open_line()
        draft.once(line, "hs", code, n, "TCC")


_DECLARED: dict[str, Handler[_Declaration] | None] = {
    "BGM": parts.bgm,
    "DTM": parts.dtm,
    "LOC": parts.loc,
    "GOR": parts.gor,
    "NAD": parts.nad,
    "TDT": parts.tdt,
    "EQD": parts.eqd,
    "SEL": parts.sel,
    "RFF": _rff,
    "FTX": goods.ftx,
    "GID": goods.gid,
    "MEA": goods.mea,
    "MOA": goods.moa,
    "DGS": goods.dgs,
    "SGP": goods.sgp,
    "PCI": goods.pci,
    "CST": goods.cst,
    "IMD": _imd,
    "TCC": _tcc,
    "UNH/SEQ/CNI/CNT": goods.cnt,
    "UNH/SEQ/CNI/LIN/GID/LOC": goods.origin,
    "UNH/NAD/RFF": parts.rff_of_party,
    **dict.fromkeys(
        (
            "UNH/MOA",
            "UNH/LOC/DTM",
            "UNH/NAD/DTM",
            "UNH/STS/DTM",
            *(f"UNH/DOC/{tag}" for tag in ("DTM", "MOA", "NAD")),
            *(f"UNH/INP/{tag}" for tag in ("DTM", "LOC", "NAD")),
            *(f"UNH/PAC/{tag}" for tag in ("MEA", "FTX", "PCI")),
            *(f"UNH/EQD/{tag}" for tag in ("LOC", "RFF")),
            *(f"UNH/TDT/{tag}" for tag in ("MEA", "MOA", "RFF", "FTX")),
            "UNH/TMP/MEA",
            "UNH/ERC/FTX",
            "UNH/RCS/FTX",
            "UNH/RCS/DTM",
            "UNH/SEQ/DTM",
            "UNH/SEQ/CNI/LIN/GID/RFF",
            "UNH/SEQ/CNI/LIN/GID/DTM",
            "UNH/SEQ/CNI/LIN/GID/CNT",
        ),
        None,
    ),
}
_DECLARED_ROOT = compile_tree(TREE, _DECLARED)
TRACER = Tracer(
    _DECLARED_ROOT,
    _Declaration,
    EDIFACT_PLACES,
    keys=(("RFF", REFERENCE), ("BGM", KEY)),
    function="BGM",
)


def _sts(draft: Customs, segment: Segment, n: int) -> None:
    """Take a status by its words, or keep its code."""
    code, *texts = components(segment[2])[:5]
    kind = told_by(*texts, code)
    draft.events[kind] = (n, STATUS)
    draft.code("4405", code, (n, STATUS))
    text = words(texts[2:])
    if text:
        draft.says(text, (n, STATUS_TEXT))


_TOLD: dict[str, Handler[Customs] | None] = {
    "BGM": answers.begin,
    "RFF": answers.rff,
    "LOC": answers.loc,
    "DTM": answers.dtm,
    "STS": _sts,
    "ERC": answers.erc,
    "FTX": answers.ftx,
}
_TOLD_ROOT = compile_tree(TREE, _TOLD)


def read_govcbr(message: Message) -> list[Filing]:
    """Return the house bill, the close, the requests or the answers that the message is."""
    tags = {segment[0] for segment in message.cut}
    function = next((s[3] for s in message.cut if s[0] == "BGM"), "")
    told_only = "STS" in tags and "GID" not in tags
    if function in ANSWER_FUNCTIONS or tags & ERRORS or told_only:
        told = Customs(message)
        walk(_TOLD_ROOT, message.cut, told, message.faults)
        return answers.answered(told)
    draft = _Declaration(message)
    walk(_DECLARED_ROOT, message.cut, draft, message.faults)
    if draft.document in RELEASE_DOCUMENTS:
        return _requests(draft)
    if draft.previous and draft.cargo and not draft.head.lines:
        return _close(draft)
    return _house_bill(draft)


def _close(draft: _Declaration) -> list[Filing]:
    function = function_of(draft)
    if function is None:
        return []
    notes = {"key": draft.previous_note, "previous_ccn": draft.previous_note}
    for index, note in enumerate(draft.cargo.values()):
        notes[f"house_bills[{index}]"] = note
    body = CloseMessage(draft.previous, tuple(draft.cargo))
    closed = None if function is Function.DELETE else body
    spots = later(draft.message, notes)
    return [draft.message.filing(FilingKind.CLOSE, draft.previous, function, closed, spots)]


def _house_bill(draft: _Declaration) -> list[Filing]:
    function = function_of(draft)
    head = draft.head
    head.key = next(iter(draft.cargo), head.key)
    if not head.key:
        draft.faults.error(say("A cargo has no control number; it is not taken."))
    if function is None or not head.key:
        return []
    body = None
    if function is not Function.DELETE:
        head.fields["forwarder_code"] = head.key[:4]
        body = shipment_of(draft, head, conveyance_of(draft), function)
    spots = TRACER.later(draft.message, 0, head.key)
    return [draft.message.filing(FilingKind.HOUSE_BILL, head.key, function, body, spots)]


def _requests(draft: _Declaration) -> list[Filing]:
    """Return the request for release of each cargo; the document's number is its transaction."""
    message, head = draft.message, draft.head
    transaction = head.fields.get("release_no") or head.key
    if not draft.cargo:
        message.faults.error(say("The request for release names no cargo; it is not taken."))
    details = MappingProxyType({"transaction": transaction, "document": draft.document})
    filings = []
    for key, note in draft.cargo.items():
        told = Event(
            EventKind.RELEASE_REQUESTED,
            key,
            when(message, None),
            port=head.fields.get("release_office", ""),
            sub_location=head.fields.get("sub_location", ""),
            other_key=transaction,
            details=details,
        )
        filing = event(message, told, {})
        places = functools.partial(_of_request, message, key, note)
        filings.append(dataclasses.replace(filing, spots=LaterSpots(places)))
    return filings


def _of_request(message: Message, key: str, note: Note) -> Mapping[str, Spot]:
    """Return where the values of a request for release stand."""
    tags = (segment[0] for segment in Cut(message.text, message.syntax))
    head = next(number for number, tag in enumerate(tags, 1) if tag == "BGM")
    notes = [("key", note), ("kind", (head, DOCUMENT)), ("number", (head, KEY))]
    own = spots_of(message.text, message.syntax, notes)
    declared = TRACER.later(message, 0, key)
    transaction = declared.get("release_no", own["number"])
    found = {
        "key": own["key"],
        "kind": own["kind"],
        "port": declared.get("release_office"),
        "sub_location": declared.get("sub_location"),
        "other_key": transaction,
        "details.transaction": transaction,
        "details.document": own["kind"],
    }
    return {path: spot for path, spot in found.items() if spot is not None}
