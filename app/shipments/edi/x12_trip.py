"""358, the consist of a conveyance: its equipment, and the cargo in each piece."""

from __future__ import annotations

from app.domain.filing import Filing
from app.domain.words import say
from app.shipments.edi import indicators
from app.shipments.edi import x12_parts as parts
from app.shipments.edi.draft import Draft
from app.shipments.edi.edifact_trip import carry, trip_of
from app.shipments.edi.source import Message
from app.shipments.edi.syntax import Segment
from app.shipments.edi.tracing import Tracer
from app.shipments.edi.tree import Handler, compile_tree, walk
from app.shipments.edi.x12_places import AMENDMENT, CONVEYANCE_NUMBERS, ON_BOARD, X12_PLACES

TREE = """
ST M10 VEH CII M7 N9 K3 SE
  NM1 DMG DMA REF N3 N4
  P4
    VID M7 N9
      MBL M13 X1
"""
"""358 of 004020 to 006030 in one."""


ADDED = "A"
"""M13-03 of a bill that is added."""


def _vid(draft: Draft, segment: Segment, n: int) -> None:
    before = len(draft.units)
    unit = parts.vid(draft, segment, n, draft.units)
    if len(draft.units) > before:
        # A consist names its cars from the front.
        unit["position"] = len(draft.units)


def _mbl(draft: Draft, segment: Segment, n: int) -> None:
    """Take a cargo that lies in the equipment before it."""
    cargo = parts.joined(segment[1], segment[2])
    if cargo:
        equipment = draft.unit["number"] if draft.unit is not None else ""
        carry(draft, cargo, n, ON_BOARD, equipment)
    if segment[3].strip():
        draft.faults.warn(
            say(
                "MBL-03 is {code}, and what it does to one bill is not public; {ccn} is taken as "
                "on board.",
                code=segment[3].strip(),
                ccn=cargo or "-",
            ),
            n,
            "MBL-03",
        )


def _m13(draft: Draft, segment: Segment, n: int) -> None:
    """Say that a part of a conveyance is not changed: a record is only replaced whole (¶150)."""
    if segment[3] != ADDED:
        draft.faults.warn(
            say(
                "M13 changes a part of the conveyance ({ccn}); a record is only replaced whole, so "
                "it is passed over.",
                ccn=segment[4].strip() or "-",
            ),
            n,
            AMENDMENT.name,
        )


def _n9(draft: Draft, segment: Segment, n: int) -> None:
    """Take a plate, or what a code says of the conveyance."""
    del n
    if not parts.plate(draft, segment):
        indicators.of_conveyance(draft, (segment[2] or segment[3]).strip())


def _n9_of_equipment(draft: Draft, segment: Segment, n: int) -> None:
    """Take why the equipment before it has no cargo report."""
    del n
    indicators.of_equipment(draft, (segment[2] or segment[3]).strip())


HANDLERS: dict[str, Handler[Draft] | None] = {
    "M10": parts.m10,
    "P4": parts.p4,
    "VEH": parts.veh,
    "ST/P4/VID": _vid,
    "M7": parts.m7,
    "MBL": _mbl,
    "M13": _m13,
    "N9": _n9,
    "ST/P4/VID/N9": _n9_of_equipment,
}
ROOT = compile_tree(TREE, HANDLERS)
TRACER = Tracer(
    ROOT,
    Draft,
    X12_PLACES,
    keys=tuple(("M10", place) for place in CONVEYANCE_NUMBERS),
    function="M10",
)


def read_358(message: Message) -> list[Filing]:
    """Return the filing of one conveyance; without any, the message's faults say why."""
    draft = Draft(message)
    walk(ROOT, message.cut, draft, message.faults)
    cargo = draft.head.fields.get("cargo", ())
    parts.check_bills(draft, len(set(cargo)), len(cargo))
    return trip_of(draft, draft.conveyance.get("crn", ""), TRACER)
