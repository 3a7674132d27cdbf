"""CUSREP, the conveyance report."""

from __future__ import annotations

from app.domain.filing import Filing, FilingKind
from app.domain.shipment import Function
from app.domain.words import say
from app.shipments.edi import edifact_parts as parts
from app.shipments.edi import indicators
from app.shipments.edi.bodies import conveyance_of, function_of, report_of
from app.shipments.edi.codes import BILL_REFERENCES, REFERENCES
from app.shipments.edi.draft import LONGEST_NUMBER, Draft
from app.shipments.edi.edifact_parts import pair
from app.shipments.edi.edifact_places import EDIFACT_PLACES, KEY, REFERENCE
from app.shipments.edi.places import Place
from app.shipments.edi.source import Message
from app.shipments.edi.syntax import Segment
from app.shipments.edi.tracing import Tracer
from app.shipments.edi.tree import Handler, compile_tree, walk

TREE = """
UNH BGM DTM QTY POC FTX MEA GEI GIS GPO STS SEL UNT
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
"""CUSREP of D.93A to D.13B in one, with seals of the conveyance and after equipment, which the
standard does not have."""


def carry(draft: Draft, cargo: str, n: int, place: Place, equipment: str = "") -> None:
    """Take down a cargo on board, and what it lies in when that is said."""
    if len(cargo) > LONGEST_NUMBER:
        draft.too_long(cargo, n, place)
    fields = draft.head.fields
    fields.setdefault("cargo", []).append(cargo)
    if equipment:
        fields.setdefault("cargo_on", []).append((equipment, cargo))


def _rff(draft: Draft, segment: Segment, n: int) -> None:
    qualifier, value = pair(segment[1])
    if qualifier in BILL_REFERENCES and value.strip():
        carry(draft, value.strip(), n, REFERENCE)
    else:
        parts.rff(draft, segment, n)


def _rff_of_document(draft: Draft, segment: Segment, n: int) -> None:
    """Take a cargo on board; another reference beside a document is told of: it may be one too."""
    qualifier, value = pair(segment[1])
    _rff(draft, segment, n)
    named = qualifier in BILL_REFERENCES and value.strip()
    if not named and qualifier not in REFERENCES:
        draft.faults.warn(
            say(
                "{value} stands beside a document under {qualifier}, which names no cargo here; it "
                "is not taken as on board.",
                value=value.strip()[:40] or "-",
                qualifier=qualifier[:12] or "-",
            ),
            n,
            REFERENCE.name,
        )


def _rff_of_equipment(draft: Draft, segment: Segment, n: int) -> None:
    qualifier, value = pair(segment[1])
    if qualifier in BILL_REFERENCES and value.strip() and draft.unit is not None:
        carry(draft, value.strip(), n, REFERENCE, draft.unit["number"])


def _gei(draft: Draft, segment: Segment, n: int) -> None:
    del n
    indicators.of_conveyance(draft, segment[1 if segment[0] == "GIS" else 2].split(":", 1)[0])


HANDLERS: dict[str, Handler[Draft] | None] = {
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
    "UNH/DOC/RFF": _rff_of_document,
    "UNH/EQD/RFF": _rff_of_equipment,
    "UNH/EQD/MEA": parts.tare,
    "UNH/EQD/GEI": parts.gei_of_equipment,
    "UNH/EQD/GIS": parts.gei_of_equipment,
    **dict.fromkeys(
        (
            "UNH/RFF/DTM",
            "UNH/DOC/DTM",
            "UNH/DOC/LOC",
            "UNH/NAD/RFF",
            "UNH/NAD/DTM",
            "UNH/AUT/DTM",
            *(f"UNH/TAX/{tag}" for tag in ("LOC", "RFF", "DTM", "GEI")),
            *(f"UNH/EQD/{tag}" for tag in ("LOC", "NAD")),
            "UNH/TDT/LOC/NAD",
        ),
        None,
    ),
}
ROOT = compile_tree(TREE, HANDLERS)
TRACER = Tracer(ROOT, Draft, EDIFACT_PLACES, keys=(("BGM", KEY),), function="BGM")


def read_cusrep(message: Message) -> list[Filing]:
    """Return the filing of one conveyance; without any, the message's faults say why."""
    draft = Draft(message)
    walk(ROOT, message.cut, draft, message.faults)
    return trip_of(draft, draft.head.key, TRACER)


def trip_of(draft: Draft, key: str, tracer: Tracer) -> list[Filing]:
    """Return what was read of a conveyance."""
    function = function_of(draft)
    if not key:
        draft.faults.error(say("The conveyance has no reference number; it is not taken."))
    if function is None or not key:
        return []
    report = None
    if function is not Function.DELETE:
        draft.conveyance["crn"] = key
        report = report_of(draft, conveyance_of(draft))
    spots = tracer.later(draft.message, 0, key)
    return [draft.message.filing(FilingKind.CONVEYANCE, key, function, report, spots)]
