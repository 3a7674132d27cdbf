"""The officer's desk: what is shown, what is missing, what is signed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.decision import REFERRAL_REASONS, Draft, ExamType, Kind
from app.domain.errors import LeaseLost, MissingParts, Refused
from app.domain.filing import ConveyanceReport, FilingKind
from app.domain.mark import (
    CATEGORY_REASONS,
    CATEGORY_WORDS,
    Category,
    Mark,
    MarkAct,
    Shape,
)
from app.domain.notice import Severity
from app.domain.place import Doors
from app.domain.threat import Verdict
from app.domain.work import ItemState, LinkClass
from app.review import Sitting
from app.review.marking import NotAsDrawn
from app.review.referral import JSON_NAME, PackageUnwritable, write_package
from app.review.site import AUTHORITY
from app.scans import StoreError
from imaging.radiograph import Radiograph
from imaging.standing import Frame
from imaging.tdr import AlarmDecision, ReportKind, read_tdr
from tests.unit.filing_values import filing
from tests.unit.room_values import (
    EVALUATOR,
    OFFICER,
    OTHER,
    House,
    broken,
    draw,
    flagging,
    radiograph,
    shipment,
    silent,
)

RELEASE = Draft(Kind.RECOMMEND_RELEASE, reasons=("NO_ANOMALY",), confidence=4)
REFERRAL = Draft(
    Kind.REFER_FOR_EXAM,
    reasons=("ANOMALY",),
    region_labels=("M1",),
    exam=ExamType.TAILGATE,
    confidence=5,
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


def seated(
    house: House,
    detect: object = flagging,
    officer: object = OFFICER,
    *,
    picture: Radiograph | None = None,
) -> Sitting:
    """Seat an officer before one truck with its shipment."""
    house.arrive(picture, shipment())
    house.screen(detect)
    sitting = house.room(officer).next()
    assert sitting is not None
    put_on_screen(sitting)
    return sitting


def put_on_screen(sitting: Sitting) -> None:
    """Show the first view, as the window does when it opens an item."""
    sitting.shown(sitting.item.scans[0].scan_id, sitting.item.scans[0].views[0])


def in_doubt(house: House) -> Sitting:
    """Seat an officer before a scan whose plate alone speaks for the shipment."""
    return seated(house, picture=radiograph(TRAILER="TRL100"))


def fields(sitting: Sitting, draft: Draft) -> list[str]:
    return [lack.field for lack in sitting.missing(draft)]


def resolve(sitting: Sitting) -> None:
    """Do all that a release recommendation needs."""
    sitting.first_paint()
    for link in sitting.item.links:
        sitting.confirm_link(link.scan_id, link.shipment_id)
    for scan in sitting.item.scans:
        for view in scan.views:
            sitting.viewed(scan.scan_id, view)
    for report in sitting.item.reports:
        for finding in report.findings:
            sitting.give_verdict(finding.finding_id, Verdict.DISAGREE)
    for notice in sitting.open_notices:
        sitting.acknowledge(notice.key)


def test_next_claims_and_nothing_waits_after_it(house: House) -> None:
    sitting = seated(house)
    assert sitting.lease_left_s == pytest.approx(900)
    assert house.room(OTHER).next() is None
    with pytest.raises(Refused):
        house.room(OTHER).open(sitting.item_id)


def test_who_does_not_review_opens_nothing(house: House) -> None:
    house.arrive(None, shipment())
    with pytest.raises(Refused, match="role"):
        house.room(EVALUATOR).next()


def test_each_missing_part_of_a_release_stands_at_its_field(house: House) -> None:
    sitting = in_doubt(house)
    found = fields(sitting, Draft(Kind.RECOMMEND_RELEASE))
    assert {"reasons", "confidence", "views", "link", "verdicts"} <= set(found)
    with pytest.raises(MissingParts) as caught:
        sitting.sign(Draft(Kind.RECOMMEND_RELEASE))
    assert [lack.field for lack in caught.value.missing] == found
    assert sitting.item.decisions == ()


def test_an_unacknowledged_warning_refuses_a_release(house: House) -> None:
    sitting = seated(house, broken)
    resolve_without_warnings = [n for n in sitting.open_notices if n.rule == "UNKNOWN"]
    assert resolve_without_warnings
    sitting.first_paint()
    (link,) = sitting.item.links
    sitting.confirm_link(link.scan_id, link.shipment_id)
    sitting.viewed(link.scan_id, "side")
    assert set(fields(sitting, RELEASE)) == {"warnings"}
    for notice in sitting.open_notices:
        sitting.acknowledge(notice.key)
    assert fields(sitting, RELEASE) == []


def test_t16_a_release_recommendation_is_signed_and_bound_to_what_was_seen(house: House) -> None:
    sitting = seated(house)
    resolve(sitting)
    scan = sitting.item.scans[0]
    sitting.tool_used("window")
    sitting.dwell(scan.scan_id, "side", 12.5)
    sitting.display_state(scan.scan_id, "side", {"window": "100", "findings": "on"})
    house.hand.pass_s(30)
    signed = sitting.sign(RELEASE)
    assert signed.kind is Kind.RECOMMEND_RELEASE
    assert signed.subjects == ("9XYZPARS0001234",)
    assert signed.shipment_digests == (sitting.item.shipments[0].sha256,)
    (seen,) = signed.scans
    assert set(seen.image_digests) == set(scan.digests)
    assert (seen.full_extent, seen.dwell_s, seen.tools) == (True, 12.5, ("window",))
    assert seen.display_state["window"] == "100"
    assert signed.times.active_s == pytest.approx(30)
    assert signed.times.lead_minutes == pytest.approx(89.5)
    assert list(signed.link_classes.values()) == [LinkClass.CONFIRMED.value]
    assert signed.model[0].shown_before_first_judgement
    assert signed.model[0].verdicts
    assert house.record.item(sitting.item_id).decisions == (signed,)
    assert house.record.verify().ok


def test_t03_the_authority_is_canadian_law_alone() -> None:
    assert "s. 12.1" in AUTHORITY
    assert "LRMA" not in AUTHORITY
    assert "reclearance" not in AUTHORITY


def test_a_referral_needs_reason_place_exam_and_confidence(house: House) -> None:
    sitting = seated(house)
    bare = Draft(Kind.REFER_FOR_EXAM)
    assert fields(sitting, bare) == ["reasons", "confidence", "regions", "exam"]
    assert fields(sitting, REFERRAL) == []
    gone = dataclasses.replace(REFERRAL, region_labels=("M7",))
    assert fields(sitting, gone) == ["regions", "regions"]
    other = dataclasses.replace(REFERRAL, reasons=("OTHER",))
    assert fields(sitting, other) == ["note"]
    alien = dataclasses.replace(REFERRAL, reasons=("NO_ANOMALY",))
    assert fields(sitting, alien) == ["reasons"]


def test_a_referral_needs_no_confirmed_link(house: House) -> None:
    sitting = seated(house)
    signed = sitting.sign(REFERRAL)
    assert signed.exam is ExamType.TAILGATE
    assert signed.exam_port == "0351"
    assert signed.regions[0].from_finding


def test_without_shipment_data_release_takes_two_and_equipment_is_referred(house: House) -> None:
    house.arrive(radiograph(TRAILER="TRL 100"))
    house.screen(flagging)
    sitting = house.room().next()
    assert sitting is not None
    put_on_screen(sitting)
    assert {"override", "second"} <= set(fields(sitting, RELEASE))
    assert ("NO_MANIFEST" in dict(sitting.suggested_reasons())) is True
    signed = sitting.sign(dataclasses.replace(REFERRAL, reasons=("NO_MANIFEST",)))
    assert (signed.scope, signed.subjects) == ("equipment", ("TRL100",))


def test_nothing_is_decided_on_an_image_that_was_not_on_screen(house: House) -> None:
    house.arrive(None, shipment())
    house.screen(flagging)
    sitting = house.room().next()
    assert sitting is not None
    unusable = Draft(Kind.NO_DECISION, reasons=("IMAGE_QUALITY",), confidence=5)
    for draft in (RELEASE, REFERRAL, unusable):
        assert "views" in fields(sitting, draft)
        with pytest.raises(MissingParts):
            sitting.sign(draft)
    scan_id = sitting.item.scans[0].scan_id
    sitting.shown(scan_id, "side", readable=False)
    assert fields(sitting, unusable) == []
    assert fields(sitting, REFERRAL) == ["views"]
    sitting.shown(scan_id, "side")
    assert fields(sitting, REFERRAL) == []
    assert "views" in fields(sitting, RELEASE)


def test_agreeing_with_a_finding_needs_an_explanation_to_release(house: House) -> None:
    sitting = seated(house)
    resolve(sitting)
    finding = sitting.item.reports[0].findings[0]
    sitting.give_verdict(finding.finding_id, Verdict.AGREE)
    assert fields(sitting, RELEASE) == ["reasons"]
    explained = dataclasses.replace(RELEASE, reasons=("ANOMALY_EXPLAINED",))
    assert fields(sitting, explained) == ["note"]
    assert fields(sitting, dataclasses.replace(explained, note="Known pump.")) == []


def test_marks_are_numbered_kept_changed_and_never_renumbered(house: House) -> None:
    sitting = seated(house)
    scan = sitting.item.scans[0].scan_id
    first = draw(sitting, Shape.BOX, ((10, 5), (30, 20)), scan, "side")
    second = draw(sitting, Shape.ELLIPSE, ((10, 5), (30, 20)), scan, "side", "here")
    assert (first.number, second.number) == (1, 2)
    moved = dataclasses.replace(first, points=((0.0, 0.0), (5.0, 5.0)))
    assert sitting.do_mark(MarkAct(first, moved)) == moved
    assert sitting.do_mark(MarkAct(second, None)) is None
    third = draw(sitting, Shape.ARROW, ((0, 0), (60, 39)), scan, "side")
    assert third.number == 3
    assert [mark.number for mark in sitting.item.marks] == [1, 3]
    labels = {region.label: region for region in sitting.regions()}
    assert set(labels) == {"M1", "1", "3"}
    assert all(0 <= x <= 64 and 0 <= y <= 40 for x, y in labels["3"].polygon)
    assert labels["M1"].polygon_share[0] == (20 / 64, 12 / 40)
    assert labels["M1"].place == "2.5 m from left, 2.4 m up"


def test_t08_places_are_told_on_the_object_once_it_is_known_and_so_signed(house: House) -> None:
    sitting = seated(house)
    put_on_screen(sitting)
    edge = sitting.regions()[0].place
    assert edge.endswith(" up")
    scan = sitting.item.scans[0].scan_id
    frame = Frame(left=4.0, right=60.0, lowest=39.0, floor=35.0)
    sitting.stands(scan, "side", frame, Doors.UNKNOWN)
    end = sitting.regions()[0].place
    assert end.startswith("2.1 m from the left end, ")
    sitting.stands(scan, "side", frame, Doors.RIGHT)
    assert " m from the doors, 1.9 m above the floor" in sitting.regions()[0].place
    signed = sitting.sign(dataclasses.replace(REFERRAL, region_labels=("M1",)))
    assert signed.regions[0].place == sitting.regions()[0].place


def box_mark(sitting: Sitting, mark_id: str = "m-1", number: int = 1) -> Mark:
    scan = sitting.item.scans[0].scan_id
    return Mark(mark_id, number, scan, "side", Shape.BOX, ((1.0, 1.0), (9.0, 9.0)))


def test_an_act_done_twice_is_done_once(house: House) -> None:
    sitting = seated(house)
    drawn = box_mark(sitting)
    act = MarkAct(None, drawn)
    assert sitting.do_mark(act) == drawn
    lines = house.record.version()
    assert sitting.do_mark(act) == drawn
    assert house.record.version() == lines
    for _ in range(2):
        assert sitting.do_mark(act.reversed) is None
    assert house.record.version() == lines + 1
    assert sitting.item.marks == ()


def test_what_comes_back_keeps_its_identity_and_number(house: House) -> None:
    sitting = seated(house)
    drawn = box_mark(sitting)
    sitting.do_mark(MarkAct(None, drawn))
    sitting.do_mark(MarkAct(drawn, None))
    second = sitting.do_mark(MarkAct(None, box_mark(sitting, "m-2", 1)))
    assert second is not None
    assert second.number == 2, "the number of a removed mark is not used again"
    noted = dataclasses.replace(drawn, category=Category.SEAL, note="Coupé, 封 \U0001f4e6 \\")
    assert sitting.do_mark(MarkAct(None, noted)) == noted
    assert sitting.item.marks == (noted, second)
    assert house.record.verify().ok


def test_what_reads_back_otherwise_is_not_taken_for_saved(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = seated(house)
    drawn = box_mark(sitting)
    # A store that keeps less than it was given: the note is lost on the way.
    write = house.record.save_mark
    noted = dataclasses.replace(drawn, note="behind the pallet")
    monkeypatch.setattr(
        house.record,
        "save_mark",
        lambda item, officer, mark: write(item, officer, dataclasses.replace(mark, note="")),
    )
    with pytest.raises(NotAsDrawn, match=r"Mark 1 .* \(note\)"):
        sitting.do_mark(MarkAct(None, noted))
    monkeypatch.undo()
    assert sitting.do_mark(MarkAct(None, noted)) == noted
    assert sitting.item.marks == (noted,)


def test_the_class_of_a_mark_suggests_its_reason(house: House) -> None:
    sitting = seated(house, silent)
    drawn = dataclasses.replace(box_mark(sitting, number=2), category=Category.HIDDEN_SPACE)
    sitting.do_mark(MarkAct(None, drawn))
    suggested = dict(sitting.suggested_reasons())
    assert str(suggested["I07_HIDDEN_SPACE"]) == "Mark 2."
    assert set(CATEGORY_REASONS) == set(Category) == set(CATEGORY_WORDS)
    assert set(CATEGORY_REASONS.values()) <= set(REFERRAL_REASONS)


def test_every_shape_makes_a_region_with_an_area(house: House) -> None:
    sitting = seated(house)
    scan = sitting.item.scans[0].scan_id
    shapes = {
        Shape.BOX: ((1, 1), (9, 9)),
        Shape.ELLIPSE: ((1, 1), (9, 9)),
        Shape.FREEHAND: ((1, 1), (9, 1), (5, 9)),
        Shape.POLYGON: ((1, 1), (9, 1), (5, 9)),
        Shape.ARROW: ((1, 1), (9, 9)),
        Shape.TEXT: ((5, 5),),
    }
    for shape, points in shapes.items():
        draw(sitting, shape, points, scan, "side", "text")
    for region in sitting.regions():
        xs = [x for x, _ in region.polygon]
        ys = [y for _, y in region.polygon]
        assert len(region.polygon) >= 3
        assert max(xs) > min(xs)
        assert max(ys) > min(ys)


def test_signing_a_release_confirms_the_strong_link_that_was_shown(house: House) -> None:
    sitting = seated(house)
    (link,) = sitting.item.links
    assert link.link_class is LinkClass.STRONG
    sitting.first_paint()
    sitting.viewed(link.scan_id, "side")
    for finding in sitting.item.reports[0].findings:
        sitting.give_verdict(finding.finding_id, Verdict.DISAGREE)
    for notice in sitting.open_notices:
        if notice.severity is Severity.WARNING:
            sitting.acknowledge(notice.key)
    signed = sitting.sign(RELEASE)
    assert set(signed.link_classes.values()) == {"CONFIRMED"}
    (confirmed,) = house.record.item(sitting.item_id).links
    assert confirmed.by == OFFICER.account


def test_a_block_cannot_be_acknowledged_nor_what_does_not_stand(house: House) -> None:
    sitting = in_doubt(house)
    block = next(n for n in sitting.notices if n.rule == "LINK")
    with pytest.raises(Refused, match="resolve it"):
        sitting.acknowledge(block.key)
    with pytest.raises(Refused, match="no longer stands"):
        sitting.acknowledge("R999:")


def test_only_a_proposed_link_is_confirmed(house: House) -> None:
    sitting = seated(house)
    with pytest.raises(Refused, match="ties"):
        sitting.confirm_link(sitting.item.scans[0].scan_id, "9XYZOTHER")


def test_a_draft_is_read_back_by_the_next_sitting(house: House) -> None:
    sitting = seated(house)
    sitting.keep_draft(REFERRAL)
    again = house.room().open(sitting.item_id)
    assert again.item.draft == REFERRAL


def test_a_correction_supersedes(house: House) -> None:
    sitting = seated(house)
    first = sitting.sign(REFERRAL)
    later = house.room().open(sitting.item_id)
    second = later.sign(dataclasses.replace(REFERRAL, reasons=("I01_WEIGHT",)))
    assert second.supersedes == first.recommendation_id
    assert [d.kind for d in house.record.item(sitting.item_id).decisions] == [first.kind] * 2
    with pytest.raises(Refused):
        house.room(OTHER).open(sitting.item_id)


def test_the_same_sitting_may_amend_what_it_signed(house: House) -> None:
    sitting = seated(house)
    first = sitting.sign(REFERRAL)
    second = sitting.sign(dataclasses.replace(REFERRAL, confidence=2))
    assert second.supersedes == first.recommendation_id


def test_data_that_changes_while_looking_is_a_warning(house: House) -> None:
    sitting = seated(house)
    resolve(sitting)
    assert fields(sitting, RELEASE) == []
    house.take([house.shipment_file(shipment(version=2, pieces=7), name="change.json")])
    assert fields(sitting, RELEASE) == ["warnings"]
    (notice,) = sitting.open_notices
    assert (notice.rule, notice.paragraph) == ("R055", "150")
    sitting.acknowledge(notice.key)
    assert fields(sitting, RELEASE) == []


def test_a_conveyance_that_changes_while_looking_is_told_as_that(house: House) -> None:
    own = shipment()
    report = ConveyanceReport(
        dataclasses.replace(own.conveyance, crn="9XYZTRIP1", fpoa="0427"), cargo=(own.ccn,)
    )
    sitting = seated(house)
    house.record.add_filings((filing(FilingKind.CONVEYANCE, "9XYZTRIP1", report),))
    told = [str(notice.sentence) for notice in sitting.open_notices if notice.rule == "R055"]
    assert told == [
        "What belongs to 9XYZPARS0001234 changed after the first look: conveyance or house bills."
    ]


def released(house: House) -> Sitting:
    """Recommend release of one truck."""
    sitting = seated(house, silent)
    resolve(sitting)
    sitting.sign(RELEASE)
    assert house.record.queue() == ()
    return sitting


def test_t77_a_decisive_change_after_a_release_brings_the_item_back_to_anybody(
    house: House,
) -> None:
    first = released(house).item.decisions[-1]
    house.take([house.shipment_file(shipment(version=2, pieces=7), name="change.json")])
    (line,) = house.record.queue()
    assert (line.item_id, line.state) == (first.item_id, ItemState.WAITING)
    again = house.room(OTHER).next()
    assert again is not None
    assert "R055D" in {notice.rule for notice in again.notices}
    put_on_screen(again)
    resolve(again)
    second = again.sign(RELEASE)
    assert (second.supersedes, second.officer) == (first.recommendation_id, OTHER.account)
    assert house.record.queue() == ()
    assert house.record.verify().ok


def test_a_change_that_decides_nothing_leaves_a_decision_as_it_is(house: House) -> None:
    released(house)
    early = dataclasses.replace(shipment().conveyance, carrier_name="Renamed Haulage (sample)")
    house.take([house.shipment_file(shipment(version=2, conveyance=early), name="change.json")])
    assert house.record.queue() == ()


def test_another_view_of_the_scan_after_a_release_brings_the_item_back(house: House) -> None:
    item_id = released(house).item_id
    house.hand.pass_s(600)
    late = radiograph("1.2.3.4", seed=2, CCN="9XYZPARS0001234", TRAILER="TRL100")
    house.take(house.scan_files(late, name="second"))
    assert item_id in {line.item_id for line in house.record.queue()}


def test_a_referral_stays_in_force_whatever_changes(house: House) -> None:
    sitting = seated(house)
    sitting.sign(REFERRAL)
    house.take([house.shipment_file(shipment(version=2, pieces=7), name="change.json")])
    assert house.record.queue() == ()
    assert house.record.item(sitting.item_id).state is ItemState.DECIDED


def test_the_clock_runs_from_first_paint_and_not_in_a_pause(house: House) -> None:
    sitting = seated(house)
    house.hand.pass_s(100)
    assert sitting.first_paint()
    assert not sitting.first_paint()
    house.hand.pass_s(10)
    sitting.hold("lock")
    house.hand.pass_s(50)
    sitting.resume("lock")
    house.hand.pass_s(5)
    signed = sitting.sign(REFERRAL)
    assert signed.times.active_s == pytest.approx(15)
    assert signed.times.wall_s == pytest.approx(65)
    assert signed.times.first_paint_at == signed.times.opened_at + dt.timedelta(seconds=100)


def test_findings_switched_off_before_the_first_judgement_are_told(house: House) -> None:
    sitting = seated(house)
    scan = sitting.item.scans[0].scan_id
    sitting.display_state(scan, "side", {"findings": "off"})
    draw(sitting, Shape.BOX, ((1, 1), (9, 9)), scan, "side")
    sitting.display_state(scan, "side", {"findings": "on"})
    signed = sitting.sign(REFERRAL)
    assert not signed.model[0].shown_before_first_judgement
    assert signed.times.first_judgement_at is not None


def test_a_lost_lease_is_said_and_nothing_is_written(house: House) -> None:
    sitting = seated(house)
    house.hand.pass_s(1000)
    assert sitting.lease_left_s == 0
    other = house.room(OTHER).next()
    assert other is not None
    with pytest.raises(LeaseLost):
        sitting.sign(REFERRAL)
    with pytest.raises(LeaseLost):
        draw(sitting, Shape.BOX, ((1, 1), (9, 9)), sitting.item.scans[0].scan_id, "side")
    assert house.record.item(sitting.item_id).decisions == ()


def test_handing_back_lets_the_next_officer_in(house: House) -> None:
    sitting = seated(house)
    sitting.hand_back()
    assert house.room(OTHER).next() is not None


def test_files_and_heat_are_where_the_window_reads_them(house: House) -> None:
    sitting = seated(house)
    scan = sitting.item.scans[0]
    assert len(sitting.radiograph_files(scan.scan_id, "side")) == 2
    heat = sitting.heat_file(sitting.item.reports[0])
    assert heat is not None
    assert heat.read_bytes().startswith(b"\x89PNG")


def test_the_comparison_stands_with_its_rows(house: House) -> None:
    sitting = seated(house, silent)
    rows = [str(row.quantity) for row in sitting.comparisons]
    assert rows == ["Mass", "Pieces", "Material", "Loaded", "Length"]


def test_a_referral_package_is_whole(house: House, tmp_path: Path) -> None:
    sitting = seated(house)
    scan = sitting.item.scans[0].scan_id
    draw(sitting, Shape.FREEHAND, ((3, 3), (20.5, 4), (9, 30)), scan, "side")
    draft = dataclasses.replace(REFERRAL, region_labels=("M1", "1"), note="Look\nbehind it.")
    signed = sitting.sign(draft)
    files = write_package(signed, sitting.item, tmp_path / "out", store=house.store)
    tdr = read_tdr(files[0])
    assert (tdr.kind, tdr.decision) == (ReportKind.OPERATOR, AlarmDecision.ALARM)
    assert tdr.boxes[0] == (20, 12, 10, 8)
    assert tdr.mirror["REASONS"] == "ANOMALY"
    assert tdr.operator is not None
    tree = json.loads(files[-1].read_text())
    assert files[-1].name == JSON_NAME
    assert tree["schema"] == "prescreen-referral/2"
    assert tree["exam"] == {
        "type": "tailgate",
        "port": "0351",
        "place": "",
        "custodian": None,
        "custodian_code": None,
        "urgency": "routine",
        "valid_until": "2026-03-31T13:30:00.250000Z",
    }
    assert [region["label"] for region in tree["regions"]] == ["M1", "1"]
    assert tree["note"] == "Look\nbehind it."
    assert tree["shipments"][0]["decided_on"] is True
    with pytest.raises(PackageUnwritable, match="not empty"):
        write_package(signed, sitting.item, tmp_path / "out", store=house.store)


def test_only_a_signed_release_reads_clear(house: House, tmp_path: Path) -> None:
    sitting = seated(house)
    resolve(sitting)
    release = sitting.sign(RELEASE)
    clear = write_package(release, sitting.item, tmp_path / "clear", store=house.store)
    assert read_tdr(clear[0]).decision is AlarmDecision.CLEAR
    undecided = dataclasses.replace(release, kind=Kind.NO_DECISION, reasons=("IMAGE_QUALITY",))
    aborted = write_package(undecided, sitting.item, tmp_path / "none", store=house.store)
    assert read_tdr(aborted[0]).decision is None


def test_a_package_that_fails_leaves_nothing(house: House, tmp_path: Path) -> None:
    sitting = seated(house)
    signed = sitting.sign(REFERRAL)
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(PackageUnwritable):
        write_package(signed, sitting.item, blocked / "out", store=house.store)
    house.store.forget(sitting.item.scans[0].files[0].sha256)
    before = set(tmp_path.iterdir())
    with pytest.raises(StoreError, match="no longer holds"):
        write_package(signed, sitting.item, tmp_path / "lost", store=house.store)
    assert set(tmp_path.iterdir()) == before
