"""L1 to L16 as rows of the table: that they fire, are silent, and cannot be checked.

What they decide in depth is tested with linking itself.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from app.domain.event import EventKind
from app.domain.rule import Need, RuleState
from app.domain.threat import ScreeningState
from app.domain.work import Alike, Evidence, Likeness, Link, LinkClass, LinkReason
from app.shipments.rules.case import Case
from app.shipments.rules.examine import examine
from tests.unit.room_values import NOW, shipment
from tests.unit.rule_values import (
    DAY,
    FIRES,
    HOUR,
    SILENT,
    UNCHECKED,
    case,
    event,
    filed,
    happened,
    scan,
    screened,
    stood,
    trip,
)

OTHER = "9XYZPARS0009999"


def link(to: str = "9XYZPARS0001234", kind: LinkClass = LinkClass.PROBABLE, **more: Any) -> Link:
    made = Link("S-1", to, 1, kind, 50, (), "linking", NOW)
    return dataclasses.replace(made, **more)


def linked(*links: Link) -> Case:
    return case(shipment(), links=links)


def read(key: str, number: str = OTHER) -> tuple[Evidence, ...]:
    return (Evidence(key, number, number, "equal"),)


UNTIMED = (dataclasses.replace(scan(), taken_at=None),)
TWICE = (scan("S-1"), dataclasses.replace(scan("S-2"), taken_at=NOW - HOUR))
NONE, CONFLICT = LinkClass.NONE, LinkClass.CONFLICT
GONE = link(OTHER, LinkClass.ORPHANED, reason=LinkReason.DELETED)
ANEW = link(OTHER, reason=LinkReason.RENUMBERED, evidence=read("CHAIN", "9XYZPARS0001234"))
REFUSED = link(OTHER, NONE, standing="rejected")
RIVALS = (link(OTHER, CONFLICT, evidence=read("CCN")), link(kind=CONFLICT, evidence=read("CRN")))
SAME = Alike("S-1", "S-9", "C00009", "TRL900", Likeness.SAME_IMAGE)
BLANK = dataclasses.replace(screened(scan(), ScreeningState.UNKNOWN), seen_sha256="")
SHARED = filed(trips=(trip(cargo=("9XYZPARS0001234", OTHER)),))
NO_SCAN = case(shipment(), scans=())

ROWS = [
    ("L1", FIRES, case(), "Every new record is tried"),
    ("L1", SILENT, case(shipment()), ""),
    ("L1", UNCHECKED, NO_SCAN, Need.SCAN),
    ("L2", FIRES, case(SHARED, imaged=frozenset({OTHER})), "1 of 2 shipments on 9XYZTRIP000001"),
    ("L2", SILENT, case(SHARED, imaged=frozenset({OTHER, "9XYZPARS0001234"})), ""),
    ("L2", UNCHECKED, case(SHARED), Need.ABOARD),
    ("L3", FIRES, case(shipment(), scans=TWICE), "was scanned 2 times"),
    ("L3", SILENT, case(shipment()), ""),
    ("L3", UNCHECKED, case(shipment(), scans=UNTIMED), Need.SCAN_TIME),
    ("L4", FIRES, case(shipment(), shipment(OTHER)), "This scan shows 2 shipments"),
    ("L4", SILENT, case(shipment()), ""),
    ("L4", UNCHECKED, NO_SCAN, Need.SCAN),
    ("L6", FIRES, linked(GONE), "was deleted after the scan"),
    ("L6", SILENT, case(shipment()), ""),
    ("L6", UNCHECKED, NO_SCAN, Need.SCAN),
    ("L7", FIRES, linked(ANEW), "seems to go on as"),
    ("L7", SILENT, case(shipment()), ""),
    ("L7", UNCHECKED, NO_SCAN, Need.SCAN),
    ("L8", FIRES, linked(REFUSED), "was sent and rejected"),
    ("L8", SILENT, case(shipment()), ""),
    ("L8", UNCHECKED, NO_SCAN, Need.SCAN),
    ("L10", FIRES, linked(*RIVALS), "is the number of a cargo, and of the conveyance"),
    ("L10", SILENT, case(shipment()), ""),
    ("L10", UNCHECKED, NO_SCAN, Need.SCAN),
    ("L11", FIRES, case(happened(event(EventKind.TRANSFERRED))), "The image is historic"),
    ("L11", SILENT, case(filed()), ""),
    ("L11", UNCHECKED, case(shipment()), Need.HISTORY),
    ("L12", FIRES, case(shipment(), received_at=NOW - DAY), "came in here before that"),
    ("L12", SILENT, case(shipment()), ""),
    ("L12", UNCHECKED, case(shipment(), scans=UNTIMED), Need.SCAN_TIME),
    ("L13", FIRES, case(shipment(), alike=(SAME,)), "The same image was given for TRL900"),
    ("L13", SILENT, case(shipment()), ""),
    ("L13", UNCHECKED, NO_SCAN, Need.SCAN),
    ("L14", FIRES, case(shipment(), reports=(BLANK,)), "is unusable"),
    ("L14", SILENT, case(shipment()), ""),
    ("L14", UNCHECKED, case(shipment(), reports=()), Need.SCREENED),
    ("L16", FIRES, case(shipment(part_of=250)), "100 of 250 pieces come here"),
    ("L16", SILENT, case(shipment(part_of=100)), ""),
    ("L16", UNCHECKED, case(shipment(part_of=250, pieces=None)), Need.PIECES),
]


@pytest.mark.parametrize(("rule", "state", "of", "told"), ROWS)
def test_rule(rule: str, state: RuleState, of: Case, told: str | Need) -> None:
    found = stood(rule, of)
    assert found.state is state
    if isinstance(told, Need):
        assert told in found.missing
    else:
        assert told in found.words


def test_a_transfer_is_told_once() -> None:
    moved = case(happened(event(EventKind.TRANSFERRED)))
    assert stood("R089", moved).state is FIRES
    told = [n.rule for n in examine(moved).notices if n.rule in ("R089", "L11")]
    assert told == ["L11"]
