"""350, the status of cargo, and 404, a rail waybill that is kept as a paper."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

from app.domain.event import Event, EventKind
from app.domain.filing import Filing
from app.domain.words import say
from app.shipments.edi.answers import begins, event, when, words
from app.shipments.edi.notices import told_by
from app.shipments.edi.places import Note, Place
from app.shipments.edi.source import Message
from app.shipments.edi.syntax import Segment
from app.shipments.edi.tree import Handler, compile_tree, walk
from app.shipments.edi.values import office, stamp
from app.shipments.edi.x12_places import CONVEYANCE_NUMBERS, DATE

CARGO = Place("X4-01", 1)
DISPOSITION = Place("X4-07", 7)
ENTRY = Place("X4-04", 4)
STAMPED = Place("X4-05", 5)
PORT = Place("P4-01", 1)
WAYBILL = Place("N9-02", 2)
KIND = Place("ST-01", 1)

TREE_350 = """
ST M10 BA1 SE
  P4 V9 VID K1
    X4 K1 N9 N7
"""
TREE_404 = """
ST ZC1 BX BNX M3 N9 CM M1 DTM F9 D9 R2 R9 E1 H3 PS LH SE
  N7 EM VC M7 N5 IC IM M12 E1 GA REF
  N1 N2 N3 N4 REF PER BL
  S1 N2 N3 N4
  LX L5 L0 MEA L1 PI X1
"""


class _Status:
    """A 350 while it is read."""

    def __init__(self) -> None:
        self.trip = self.port = ""
        self.at: dt.datetime | None = None
        self.cargo: list[_Cargo] = []
        self.said: list[str] = []
        self.notes: dict[str, Note] = {}


class _Cargo:
    """What a 350 says of one cargo."""

    def __init__(self, segment: Segment, n: int) -> None:
        self.key = segment[1].strip()
        self.entry = segment[4].strip()
        self.at = stamp(segment[5], segment[6])
        self.code = segment[7].strip()
        self.said: list[str] = []
        self.notes: dict[str, Note] = {"key": (n, CARGO), "kind": (n, DISPOSITION)}
        if self.code:
            self.notes["details.code"] = (n, DISPOSITION)
        if self.entry:
            self.notes["other_key"] = (n, ENTRY)
        if self.at is not None:
            self.notes["at"] = (n, STAMPED)


def _m10(draft: _Status, segment: Segment, n: int) -> None:
    for place in CONVEYANCE_NUMBERS:
        if not draft.trip and segment[place.element].strip():
            draft.trip = segment[place.element].strip()
            draft.notes |= {"details.crn": (n, place), "other_key": (n, place)}


def _p4(draft: _Status, segment: Segment, n: int) -> None:
    draft.port, draft.at = office(segment[1].strip()), stamp(segment[2], segment[5])
    draft.notes |= {"port": (n, PORT), "at": (n, DATE)}
    draft.notes.pop("text", None)
    draft.said = []


def _x4(draft: _Status, segment: Segment, n: int) -> None:
    draft.cargo.append(_Cargo(segment, n))
    cargo = draft.cargo[-1]
    cargo.at = cargo.at or draft.at
    cargo.notes = {**draft.notes, **cargo.notes}


def _k1(draft: _Status, segment: Segment, n: int) -> None:
    draft.said.append(words(segment[1:]))
    draft.notes.setdefault("text", (n, begins(segment, 1)))


def _k1_of_cargo(draft: _Status, segment: Segment, n: int) -> None:
    if draft.cargo:
        cargo = draft.cargo[-1]
        if not cargo.said:
            cargo.notes["text"] = (n, begins(segment, 1))
        cargo.said.append(words(segment[1:]))


_350: dict[str, Handler[_Status] | None] = {
    "M10": _m10,
    "P4": _p4,
    "X4": _x4,
    "K1": _k1,
    "ST/P4/X4/K1": _k1_of_cargo,
}
_350_ROOT = compile_tree(TREE_350, _350)


def read_350(message: Message) -> list[Filing]:
    """Return what is told of each cargo."""
    draft = _Status()
    walk(_350_ROOT, message.cut, draft, message.faults)
    if not any(cargo.key for cargo in draft.cargo):
        message.faults.error(say("The status names no cargo; nothing is taken."))
    elif not all(cargo.key for cargo in draft.cargo):
        message.faults.error(say("A cargo has no control number; it is not taken."))
    filings = []
    for cargo in draft.cargo:
        if not cargo.key:
            continue
        details = {"code": cargo.code, "crn": draft.trip}
        told = Event(
            told_by(*cargo.said, *draft.said),
            cargo.key,
            when(message, cargo.at),
            port=draft.port,
            other_key=cargo.entry or draft.trip,
            text=" ".join(cargo.said or draft.said),
            details=MappingProxyType({name: text for name, text in details.items() if text}),
        )
        filings.append(event(message, told, cargo.notes))
    return filings


class _Waybill:
    """A 404 while it is read."""

    def __init__(self) -> None:
        self.key = ""
        self.notes: dict[str, Note] = {}
        self.said: dict[str, list[str]] = {}

    def add(self, name: str, text: str, note: Note) -> None:
        """Keep one thing that the paper says."""
        if text and len(self.said.setdefault(name, [])) < 200:
            self.said[name].append(text)
            self.notes.setdefault(f"details.{name}", note)


def _n9(draft: _Waybill, segment: Segment, n: int) -> None:
    if segment[1] == "BM" and not draft.key:
        draft.key = segment[2].strip()
        draft.notes["key"] = (n, WAYBILL)
    else:
        draft.add(f"reference {segment[1]}", segment[2].strip(), (n, WAYBILL))


def _kept(name: str, first: int, last: int) -> Handler[_Waybill]:
    def keep(draft: _Waybill, segment: Segment, n: int) -> None:
        draft.add(name, words(segment[first : last + 1]), (n, begins(segment, first)))

    return keep


def _n1(draft: _Waybill, segment: Segment, n: int) -> None:
    draft.add(f"party {segment[1]}", segment[2].strip(), (n, Place("N1-02", 2)))


_404: dict[str, Handler[_Waybill] | None] = {
    "N9": _n9,
    "N7": _kept("equipment", 1, 2),
    "M7": _kept("seals", 1, 4),
    "F9": _kept("from", 2, 3),
    "D9": _kept("to", 2, 3),
    "R2": _kept("route", 1, 3),
    "L5": _kept("goods", 2, 2),
    "L0": _kept("weight and pieces", 4, 9),
    "ST/N1": _n1,
}
_404_ROOT = compile_tree(TREE_404, _404)


def read_404(message: Message) -> list[Filing]:
    """Return a waybill as a paper that was shown: it is no report to customs."""
    draft = _Waybill()
    walk(_404_ROOT, message.cut, draft, message.faults)
    if not draft.key:
        message.faults.error(say("The waybill has no number; it is not taken."))
        return []
    details = {name: "; ".join(texts) for name, texts in draft.said.items()}
    told = Event(
        EventKind.DOCUMENT,
        draft.key,
        when(message, None),
        text=details.get("goods", ""),
        details=MappingProxyType({"document": "404", **details}),
    )
    if "details.goods" in draft.notes:
        draft.notes["text"] = draft.notes["details.goods"]
    draft.notes |= {"kind": (1, KIND), "details.document": (1, KIND)}
    return [event(message, told, draft.notes)]
