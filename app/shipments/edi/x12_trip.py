"""358, the consist of a conveyance: its equipment, and the cargo in each piece."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.filing import Fault, Filing
from app.shipments.edi import x12_parts as parts
from app.shipments.edi.edifact_trip import Trip, trip_of
from app.shipments.edi.places import Place
from app.shipments.edi.source import Message
from app.shipments.edi.syntax import Segment
from app.shipments.edi.tree import Handler, compile_tree, walk

ISSUER = Place("MBL-01", 1)
CARGO = Place("MBL-02", 2)
POSITION = Place("VID-03", 3)

TREE = """
ST M10 VEH CII M7 N9 K3 SE
  NM1 DMG DMA REF N3 N4
  P4
    VID M7
      MBL M13 X1
"""
"""358 of 004020 to 006030 in one."""


def _vid(draft: Trip, segment: Segment, n: int) -> None:
    before = len(draft.units)
    unit = parts.vid(draft, segment, n, draft.units)
    if len(draft.units) > before:
        # A consist names its cars from the front.
        unit.fields["position"] = len(draft.units)


def _mbl(draft: Trip, segment: Segment, n: int) -> None:
    """Take a cargo that lies in the equipment before it."""
    issuer, cargo = segment[1].strip(), segment[2].strip()
    if issuer and not cargo.startswith(issuer):
        cargo = issuer + cargo
    if cargo:
        equipment = next(reversed(draft.units), "") if draft.unit is not None else ""
        draft.carry(draft.checked(cargo, n, CARGO), n, CARGO, equipment)


HANDLERS: dict[str, Handler[Trip] | None] = {
    "M10": parts.m10,
    "P4": parts.p4,
    "VEH": parts.veh,
    "ST/P4/VID": _vid,
    "M7": parts.m7,
    "MBL": _mbl,
}
ROOT = compile_tree(TREE, HANDLERS)


def read_358(message: Message) -> Iterator[Filing | Fault]:
    """Yield the filing of one conveyance, or what is wrong with its message."""
    draft = Trip(message)
    walk(ROOT, message.segments, draft, message.faults)
    notes = draft.head.notes
    if "conveyance.crn" in notes:
        notes["key"] = notes["conveyance.crn"]
    yield from trip_of(draft, draft.conveyance.get("crn", ""))
