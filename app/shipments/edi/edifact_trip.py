"""CUSREP, the conveyance report."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.filing import Fault, Filing, FilingKind
from app.domain.shipment import Function
from app.domain.words import say
from app.shipments.edi import edifact_parts as parts
from app.shipments.edi.codes import BILL_REFERENCES, FLAGS
from app.shipments.edi.draft import Draft, conveyance_of, function_of, notes_of, report_of
from app.shipments.edi.edifact_parts import KEY, PROCESSING, REFERENCE, parts_of
from app.shipments.edi.places import Place
from app.shipments.edi.source import Message
from app.shipments.edi.syntax import Segment
from app.shipments.edi.tree import Handler, compile_tree, walk

TREE = """
UNH BGM DTM QTY POC FTX MEA GEI GIS GPO STS UNT
  RFF DTM
  LOC DTM
  DOC RFF DTM LOC
  TAX MOA FII LOC RFF DTM GEI
  NAD DTM
    CTA COM
    RFF DTM
  TDT TPL DTM QTY MEA POC STS FTX RFF
    LOC DTM QTY NAD MEA POC STS FTX
  GDS FTX
  EQD EQN SEL MEA DIM LOC GEI GIS FTX RFF NAD
  AUT DTM
"""
"""CUSREP of D.93A to D.13B in one, with seals after equipment, which the standard does not have."""


class Trip(Draft):
    """A conveyance report while it is read."""

    __slots__ = ("cargo", "cargo_on")

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.cargo: list[str] = []
        self.cargo_on: list[tuple[str, str]] = []

    def carry(self, cargo: str, segment: int, place: Place, equipment: str = "") -> None:
        """Take down a cargo on board, and what it lies in when that is said."""
        self.head.notes.setdefault(f"cargo[{len(self.cargo)}]", (segment, place))
        self.cargo.append(cargo)
        if equipment:
            self.cargo_on.append((equipment, cargo))


def _rff(draft: Trip, segment: Segment, n: int) -> None:
    qualifier, value = parts_of(segment[1], 2)[:2]
    if qualifier in BILL_REFERENCES and value.strip():
        draft.carry(draft.checked(value.strip(), n, REFERENCE), n, REFERENCE)
    else:
        parts.rff(draft, segment, n)


def _rff_of_equipment(draft: Trip, segment: Segment, n: int) -> None:
    qualifier, value = parts_of(segment[1], 2)[:2]
    if qualifier in BILL_REFERENCES and value.strip() and draft.units:
        cargo = draft.checked(value.strip(), n, REFERENCE)
        draft.carry(cargo, n, REFERENCE, next(reversed(draft.units)))


def _gei(draft: Trip, segment: Segment, n: int) -> None:
    code = segment[1 if segment[0] == "GIS" else 2].split(":", 1)[0]
    flag = FLAGS.get(code)
    if flag is not None:
        draft.conveyance[flag] = True
        draft.head.notes[f"conveyance.{flag}"] = (n, PROCESSING)


HANDLERS: dict[str, Handler[Trip] | None] = {
    "BGM": parts.bgm,
    "DTM": parts.dtm,
    "LOC": parts.loc,
    "TDT": parts.tdt,
    "NAD": parts.nad,
    "EQD": parts.eqd,
    "SEL": parts.sel,
    "GEI": _gei,
    "GIS": _gei,
    "RFF": _rff,
    "UNH/EQD/RFF": _rff_of_equipment,
    "UNH/EQD/MEA": parts.tare,
    **dict.fromkeys(
        (
            "UNH/RFF/DTM",
            "UNH/DOC/DTM",
            "UNH/DOC/LOC",
            "UNH/NAD/RFF",
            "UNH/NAD/DTM",
            "UNH/AUT/DTM",
            *(f"UNH/TAX/{tag}" for tag in ("LOC", "RFF", "DTM", "GEI")),
            *(f"UNH/EQD/{tag}" for tag in ("LOC", "GEI", "GIS", "NAD")),
            "UNH/TDT/LOC/NAD",
        ),
        None,
    ),
}
ROOT = compile_tree(TREE, HANDLERS)


def read_cusrep(message: Message) -> Iterator[Filing | Fault]:
    """Yield the filing of one conveyance, or what is wrong with its message."""
    draft = Trip(message)
    walk(ROOT, message.segments, draft, message.faults)
    yield from trip_of(draft, draft.head.key)


def trip_of(draft: Trip, key: str) -> Iterator[Filing | Fault]:
    """Yield what was read of a conveyance."""
    function = function_of(draft)
    if not key:
        draft.faults.error(say("The conveyance has no reference number; it is not taken."))
    if function is None or not key:
        yield from draft.faults.items
        return
    report = None
    if function is not Function.DELETE:
        draft.conveyance["crn"] = key
        draft.head.notes["conveyance.crn"] = draft.head.notes.get("key", (1, KEY))
        report = report_of(draft, conveyance_of(draft), draft.cargo, draft.cargo_on)
    notes = notes_of(draft, draft.head)
    yield draft.message.filing(FilingKind.CONVEYANCE, key, function, report, notes)
