"""Targets, holds and requests of other units on what carries a cargo: trip, equipment, waybill."""

from __future__ import annotations

import dataclasses

import pytest

from app.domain.decision import Draft, Kind
from app.domain.dossier import Dossier, Progress
from app.domain.event import Event, EventKind
from app.domain.filing import Filing
from app.domain.notice import Notice, Severity
from app.domain.shipment import Conveyance, Equipment, Mode
from app.review.decision_table import release_waits
from app.shipments.lifecycle import dossier
from app.shipments.reach import reach
from app.shipments.rules.case import Case
from app.shipments.rules.examine import examine
from tests.unit.filing_values import CCN, CRN, at, cargo, event, trip
from tests.unit.rule_values import SILENT, case, stood

MASTER = "020-81140743"
TRAILER = "SMPL530117"


def carried(key: str = CCN) -> Filing:
    way = Conveyance(crn=CRN, mode=Mode.HIGHWAY, fpoa="0351", eta=at(4))
    return cargo(key, conveyance=way, mawb=MASTER)


def said(kind: EventKind, key: str, hours: float = 2, text: str = "lookout", **more: str) -> Filing:
    made = event(kind, key, hours=hours, **more)
    assert isinstance(made.body, Event)
    return dataclasses.replace(made, body=dataclasses.replace(made.body, text=text))


def on_file(*more: Filing) -> Dossier:
    return dossier((carried(), *more), CCN, now=at(3))


def told(of: Case, rule: str) -> Notice:
    (notice,) = (one for one in examine(of).notices if one.rule == rule)
    return notice


@pytest.mark.parametrize("key", [CRN, TRAILER, MASTER, TRAILER.lower()])
def test_t06_a_target_on_what_carries_the_cargo_blocks_its_release(key: str) -> None:
    of = case(on_file(said(EventKind.TARGETED, key)))
    notice = told(of, "TARGET")
    assert str(notice.sentence).startswith("Target of another unit on ")
    assert (notice.severity, notice.reason_code) == (Severity.BLOCK, "EXISTING_TARGET")
    assert list(release_waits(of.item, (notice,), Draft(Kind.RECOMMEND_RELEASE)))


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (EventKind.TARGETED, f"Target of another unit on {TRAILER}: lookout"),
        (EventKind.HELD, f"{TRAILER} is held by another unit: lookout"),
        (EventKind.EXAMINATION_REFERRED, f"{TRAILER} is required for examination: lookout"),
    ],
)
def test_it_is_said_what_it_stands_on(kind: EventKind, words: str) -> None:
    assert stood("TARGET", case(on_file(said(kind, TRAILER)))).words == words


def test_a_request_on_the_trip_waits_for_its_answer() -> None:
    asked = said(EventKind.REQUEST_OPENED, CRN, text="Who drives?")
    words = f"A request for information is open on {CRN}: Who drives?"
    assert stood("R070", case(on_file(asked))).words == words
    answered = event(EventKind.REQUEST_ANSWERED, CRN, hours=2.5)
    assert stood("R070", case(on_file(asked, answered))).state is SILENT


def test_a_trip_with_a_report_of_its_own_tells_where_the_target_stands() -> None:
    there = on_file(trip(CRN, CCN), said(EventKind.TARGETED, CRN))
    assert stood("TARGET", case(there)).words == f"Target of another unit on {CRN}: lookout"


def test_what_is_lifted_from_the_cargo_still_stands_on_its_trailer() -> None:
    both = (said(EventKind.TARGETED, CCN), said(EventKind.TARGETED, TRAILER))
    lifted = on_file(*both, event(EventKind.TARGET_LIFTED, CCN, hours=2.5))
    assert [one.key for one in lifted.targets] == [TRAILER]
    numbered = on_file(
        said(EventKind.TARGETED, TRAILER, other_key="T-7"),
        event(EventKind.TARGET_LIFTED, CCN, hours=2.5, other_key="T-7"),
    )
    assert not numbered.targets
    exams = (
        said(EventKind.EXAMINATION_REFERRED, TRAILER),
        event(EventKind.HOLD_CANCELLED, CCN, hours=2.5),
    )
    assert [one.key for one in on_file(*exams).targets] == [TRAILER]


def test_it_moves_nothing_and_other_events_of_equipment_are_not_the_cargos() -> None:
    held = on_file(said(EventKind.HELD, TRAILER), event(EventKind.ARRIVED, TRAILER, hours=2.2))
    assert held.progress is Progress.UNDERWAY
    assert [one.kind for one in held.events] == [EventKind.HELD]
    elsewhere = on_file(said(EventKind.TARGETED, "TRL999"))
    assert not elsewhere.targets


def test_a_target_on_the_trailer_of_two_cargos_is_told_once() -> None:
    other = "9XYZPARS0005678"
    pieces = (Equipment("trailer", TRAILER),)
    report = trip(CRN, CCN, other, equipment=pieces, cargo_on=((TRAILER, CCN), (TRAILER, other)))
    filings = (carried(), carried(other), report, said(EventKind.TARGETED, TRAILER))
    mine, beside = (dossier(filings, key, now=at(3)) for key in (CCN, other))
    assert not [one for one in reach({CCN: mine}, {other: beside}).records if one.targets]
    notices = [one for one in examine(case(mine, beside)).notices if one.rule == "TARGET"]
    assert len(notices) == 1


def test_of_several_cargos_it_is_said_which_one_another_unit_waits_for() -> None:
    other = "9XYZPARS0005678"
    filings = (carried(), carried(other), said(EventKind.TARGETED, other))
    both = case(*(dossier(filings, key, now=at(3)) for key in (CCN, other)))
    assert str(told(both, "TARGET").sentence) == f"Target of another unit on {other}: lookout"
