"""What the mission asks of a whole review: rows of docs/mission.md that no other test proves."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.decision import REFERRAL_REASONS, Draft, ExamType, Kind
from app.domain.event import EventKind
from app.domain.officer import Act, Officer, Role
from app.domain.threat import Verdict
from app.domain.work import ItemState, LinkClass
from app.record import Record
from app.review import ReviewRoom, Sitting
from tests.unit.room_values import OTHER, House, flagging, shipment

ROOT = Path(__file__).resolve().parents[2]
MARKED = Draft(
    Kind.REFER_FOR_EXAM,
    reasons=("SUSPECT_FOOD_PLANT_ANIMAL",),
    region_labels=("M1",),
    exam=ExamType.OGD_INSPECTION,
    confidence=5,
    note="Soft goods behind the second pallet.",
)
MANDATORY = (
    "recommendation_id",
    "item_id",
    "kind",
    "scope",
    "subjects",
    "shipment_digests",
    "scans",
    "link_classes",
    "reasons",
    "regions",
    "exam",
    "exam_port",
    "urgency",
    "confidence",
    "notices",
    "model",
    "times",
    "officer",
    "role",
    "workstation",
    "authority",
    "program_version",
    "reasons_version",
    "classification",
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


def seated(house: House) -> Sitting:
    house.arrive(None, shipment())
    house.screen(flagging)
    sitting = house.room().next()
    assert sitting is not None
    scan = sitting.item.scans[0]
    sitting.shown(scan.scan_id, scan.views[0])
    return sitting


def test_t01_goods_that_are_still_on_their_way_are_seen_beside_their_data_and_decided(
    house: House,
) -> None:
    sitting = seated(house)
    (known,) = sitting.item.shipments
    assert known.goods[0].description == "Wooden bedroom furniture"
    assert [link.link_class for link in sitting.item.links] == [LinkClass.STRONG]
    assert sitting.radiograph_files(sitting.item.scans[0].scan_id, "side")
    signed = sitting.sign(MARKED)
    assert signed.kind is Kind.REFER_FOR_EXAM
    assert signed.times.eta is not None
    assert signed.times.decided_at < signed.times.eta
    assert signed.subjects == (known.ccn,)


def test_t02_nothing_here_is_released_or_examined() -> None:
    assert set(Kind) == {
        Kind.RECOMMEND_RELEASE,
        Kind.REFER_FOR_EXAM,
        Kind.NO_DECISION,
        Kind.REQUEST_INFO,
    }
    assert set(ItemState) == {ItemState.WAITING, ItemState.CLAIMED, ItemState.DECIDED}
    acts = {name for room in (Record, ReviewRoom, Sitting) for name in vars(room)}
    assert not {name for name in acts if re.search(r"(^|_)(release|exam|clear)", name)}
    assert not {act for act in Act if "release" in act or "exam" in act}


def test_t02_no_command_is_called_release() -> None:
    text = (ROOT / "app" / "ui" / "commands.py").read_text("utf-8")
    titles = re.findall(r'Command\(\s*"\w+",\s*phrase\("([^"]+)"\)', text)
    assert len(titles) > 50
    told = [title for title in titles if re.search(r"(?i)releas|exam\b|clear|admit", title)]
    # The third types in what a port's examination came to; it lets nothing go.
    assert sorted(told) == ["Recommend release", "Refer for exam", "Result of an exam"]


def test_t02_that_goods_were_released_comes_from_a_message_alone(house: House) -> None:
    sitting = seated(house)
    scan, view = sitting.item.scans[0], sitting.item.scans[0].views[0]
    sitting.viewed(scan.scan_id, view)
    for finding in sitting.item.reports[0].findings:
        sitting.give_verdict(finding.finding_id, Verdict.DISAGREE)
    for notice in sitting.open_notices:
        sitting.acknowledge(notice.key)
    sitting.sign(Draft(Kind.RECOMMEND_RELEASE, reasons=("NO_ANOMALY",), confidence=4))
    (dossier,) = house.record.dossiers(sitting.item_id).values()
    assert not [event for event in dossier.events if event.kind is EventKind.RELEASED]
    assert not [notice for notice in sitting.notices if notice.rule == "RELEASED"]
    assert sitting.item.state is ItemState.DECIDED


def test_t04_what_has_arrived_already_is_marked_late(house: House) -> None:
    sitting = seated(house)
    assert not [notice for notice in sitting.notices if notice.rule == "LATE"]
    house.hand.pass_s(91 * 60)
    late = house.room(OTHER).next()
    assert late is not None
    (notice,) = [notice for notice in late.notices if notice.rule == "LATE"]
    assert notice.subject == late.item_id
    (line,) = house.record.queue()
    assert line.eta is not None
    assert line.eta < house.clock.now()


def test_t16_a_recommendation_has_all_that_it_must_have(house: House) -> None:
    signed = seated(house).sign(MARKED)
    there = {field.name for field in dataclasses.fields(signed)}
    assert set(MANDATORY) <= there
    assert [name for name in MANDATORY if not getattr(signed, name)] == []
    assert {"supersedes", "acknowledged", "overrides", "note"} <= there
    (seen,) = signed.scans
    assert seen.image_digests
    (region,) = signed.regions
    assert region.polygon
    assert region.place
    assert all(0 <= share <= 1 for corner in region.polygon_share for share in corner)
    (model,) = signed.model
    assert (model.model_sha256, model.findings) == ("a" * 64, 1)
    times = signed.times
    assert times.opened_at.utcoffset() == dt.timedelta(0)
    assert times.lead_minutes == pytest.approx(90, abs=0.01)


def test_t20_each_role_does_its_own_work_and_no_other() -> None:
    may = {role: {act for act in Act if Officer("x", "X", role).may(act)} for role in Role}
    assert may == {
        Role.OFFICER: {Act.REVIEW, Act.DECIDE, Act.REPORT},
        Role.SUPERVISOR: {Act.REVIEW, Act.DECIDE, Act.REPORT, Act.AUDIT},
        Role.EVALUATOR: {Act.MEASURE},
        Role.PORT_OFFICER: {Act.REPORT},
        Role.ADMINISTRATOR: {Act.ADMINISTER},
    }


def test_t38_the_control_document_has_its_form_and_its_number(house: House) -> None:
    house.arrive(None, shipment(document="A8A(B)"))
    (item,) = [house.record.item(line.item_id) for line in house.record.queue()]
    (known,) = item.shipments
    assert (known.document, known.ccn) == ("A8A(B)", "9XYZPARS0001234")


def test_t74_what_is_for_another_department_has_its_reason_and_its_exam(house: House) -> None:
    assert "CFIA" in REFERRAL_REASONS["SUSPECT_FOOD_PLANT_ANIMAL"]
    assert "GAC" in REFERRAL_REASONS["SUSPECT_CONTROLLED_EXPORT_IMPORT"]
    signed = seated(house).sign(MARKED)
    assert signed.exam is ExamType.OGD_INSPECTION
    assert signed.reasons == ("SUSPECT_FOOD_PLANT_ANIMAL",)
