"""The rooms of supervision: blind readings in the reading room, answers, lots, the export."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.decision import Draft, ExamType, Kind
from app.domain.errors import KnownError, LeaseLost, MissingParts, Refused
from app.domain.mark import Mark, MarkAct, Shape
from app.domain.officer import Officer, Role
from app.domain.reference import Aim, Found, Reference
from app.domain.shipment import Conveyance, Equipment, Function, Mode
from app.domain.supervision import Answer, Stands, Why
from app.domain.threat import ScreeningState, Verdict
from app.domain.trip_tally import TripTally
from app.domain.work import ItemState
from app.review import ReviewRoom, Sitting
from app.review.desk import Desk
from app.review.labelled import ABOUT, LINES, export_verdicts
from app.review.replay import replay_of
from app.review.unsaved import Journal, restore
from app.scans import FolderStore
from app.settings import SettingsUnreadable, settings_of
from app.supervision import (
    ReadingRoom,
    SupervisionRoom,
    SupervisionRules,
    export_found,
    keep_lots,
    write_monitoring,
)
from tests.unit.room_values import (
    NOW,
    OFFICER,
    OTHER,
    SITE,
    House,
    draw,
    radiograph,
    shipment,
)

SUPERVISOR = Officer("lavigne", "P. Lavigne", Role.SUPERVISOR)
REFERRAL = Draft(
    Kind.REFER_FOR_EXAM,
    reasons=("ANOMALY",),
    region_labels=("1",),
    exam=ExamType.TAILGATE,
    confidence=4,
    note="the first reader's own words",
)

NOTHING_TOLD = Draft(Kind.NO_DECISION, ("IMAGE_QUALITY",), confidence=3, note="Too dark.")
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    made.record.add_account(SUPERVISOR, "a long enough password")
    made.arrive(radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100"), shipment())
    made.screen()
    yield made
    made.record.close()


def desk(house: House, officer: Officer) -> Desk:
    return Desk(house.record, house.store, house.clock, officer, SITE)


def room(house: House, officer: Officer) -> ReadingRoom:
    review = ReviewRoom(house.record, house.store, house.clock, officer, site=SITE)
    return ReadingRoom(desk(house, officer), review)


def supervision(
    house: House, officer: Officer = SUPERVISOR, rules: SupervisionRules | None = None
) -> SupervisionRoom:
    return SupervisionRoom(desk(house, officer), rules or SupervisionRules())


def look(sitting: Sitting) -> None:
    """Look at every view to its end."""
    for scan in sitting.item.scans:
        for view in scan.views:
            sitting.shown(scan.scan_id, view)
            sitting.viewed(scan.scan_id, view)


def marked(sitting: Sitting) -> None:
    scan = sitting.item.scans[0]
    draw(sitting, Shape.BOX, ((10, 10), (20, 20)), scan.scan_id, scan.views[0], "a mark of hers")


def referred(house: House) -> str:
    """Let the first officer refer the only item; return the decision."""
    sitting = room(house, OFFICER).next()
    assert sitting is not None
    look(sitting)
    marked(sitting)
    sitting.give_verdict(sitting.item.reports[0].findings[0].finding_id, Verdict.DISAGREE)
    return sitting.sign(REFERRAL).recommendation_id


# --- blind second readings ---------------------------------------------------------------------


def test_a_second_reading_is_done_in_the_ordinary_room_and_is_blind(house: House) -> None:
    decision = referred(house)
    supervision(house).ask_reading(decision)
    second = room(house, OTHER)
    (line,) = second.lines()
    assert (line.state, line.outcome, line.flagged, line.package) == (
        ItemState.WAITING,
        "",
        0,
        None,
    )
    sitting = second.next()
    assert sitting is not None
    assert [line.claimed_by for line in second.lines()] == ["singh"]
    assert sitting.notices[0].rule == "SECOND_READING"
    item = sitting.item
    assert (item.marks, item.decisions, item.verdicts, item.viewed) == ((), (), {}, ())
    assert {report.state for report in item.reports} == {ScreeningState.UNKNOWN}
    assert [region.label for region in sitting.regions()] == []
    assert sitting.heat_file(item.reports[0]) is None
    for told in (str(item), str(sitting.notices), str(sitting.suggested_reasons())):
        assert "tremblay" not in told
        assert "a mark of hers" not in told
        assert "own words" not in told
    look(sitting)
    marked(sitting)
    assert [mark.number for mark in sitting.item.marks] == [1]
    signed = sitting.sign(dataclasses.replace(REFERRAL, note="the second's"))
    assert [one.recommendation_id for one in sitting.item.decisions] == [signed.recommendation_id]
    kept = house.record.item(sitting.item_id)
    assert [one.recommendation_id for one in kept.decisions] == [decision]
    assert len(kept.marks) == 1
    assert house.record.verify().ok


def test_nothing_else_that_the_window_asks_shows_the_first_reading(house: House) -> None:
    decision = referred(house)
    supervision(house).ask_reading(decision, "singh")
    item_id = house.record.items()[0]
    second = room(house, OTHER)
    assert second.shown(house.record.item(item_id)).decisions == ()
    assert second.read(item_id).item.decisions == ()
    scan = house.record.item(item_id).scans[0]
    assert all(link.by != "tremblay" for link in second.links(scan.scan_id))
    # The first reader and the supervisor see what they saw before.
    assert room(house, OFFICER).shown(house.record.item(item_id)).decisions
    assert room(house, SUPERVISOR).shown(house.record.item(item_id)).decisions


def test_a_supervisor_who_reads_herself_does_not_see_the_line(house: House) -> None:
    house.record.add_account(
        dataclasses.replace(SUPERVISOR, account="okoye"), "a long enough password"
    )
    decision = referred(house)
    other = dataclasses.replace(SUPERVISOR, account="okoye", name="N. Okoye")
    supervision(house).ask_reading(decision, "okoye")
    assert supervision(house, other).lines() == ()
    with pytest.raises(Refused, match="no longer waits"):
        supervision(house, other).case(decision)
    with pytest.raises(Refused, match="read a second time"):
        room(house, other).take_over(house.record.items()[0])
    assert len(supervision(house).lines()) == 1


def test_after_a_hand_back_somebody_else_reads(house: House) -> None:
    supervision(house).ask_reading(referred(house))
    item_id = house.record.items()[0]
    sitting = room(house, OTHER).open(item_id)
    look(sitting)
    room(house, OTHER).hand_back(item_id)
    with pytest.raises(LeaseLost):
        marked(sitting)
    third = dataclasses.replace(OTHER, account="chen")
    taken = room(house, third).next()
    assert taken is not None
    assert taken.item_id == item_id


def test_the_first_reader_gets_no_second_reading_of_her_own(house: House) -> None:
    supervision(house).ask_reading(referred(house))
    assert room(house, OFFICER).next() is None
    assert room(house, SUPERVISOR).next() is None


def test_two_readings_that_differ_are_adjudicated_and_come_back(house: House) -> None:
    decision = referred(house)
    supervision(house).ask_reading(decision, "singh")
    sitting = room(house, OTHER).next()
    assert sitting is not None
    look(sitting)
    sitting.sign(Draft(Kind.NO_DECISION, reasons=("IMAGE_QUALITY",), confidence=2))
    (line,) = supervision(house).lines()
    assert line.why[0] is Why.READERS
    assert line.reading is not None
    supervision(house).adjudicate(line.reading.reading_id, Stands.NEITHER, "Look at the axle.")
    (judged,) = house.record.replays.judged()
    assert (judged.officer, judged.same_again, judged.stands) == (OFFICER.account, False, False)
    assert judged.right is False
    again = room(house, OFFICER).next()
    assert again is not None
    assert again.item_id == sitting.item_id
    assert (again.notices[0].rule, "Look at the axle." in str(again.notices[0].sentence)) == (
        "RETURNED",
        True,
    )


# --- the supervisor ----------------------------------------------------------------------------


def test_a_case_holds_what_was_declared_seen_and_decided(house: House) -> None:
    decision = referred(house)
    changed = dataclasses.replace(shipment(), pieces=98, version=2, sha256="")
    house.record.add_shipment(dataclasses.replace(changed, sha256="f" * 64))
    found = supervision(house).case(decision)
    assert found.decision.recommendation_id == decision
    assert [one.pieces for one in found.declared] == [100]
    (difference,) = found.differences
    assert [(one.path, one.before, one.after) for one in difference.changes] == [
        ("pieces", "100", "98")
    ]
    assert found.name("lavigne") == "P. Lavigne"
    assert [one.verdict for one in found.verdicts] == ["disagree"]
    assert found.comparisons
    assert all(path.is_file() for paths in found.files.values() for path in paths)


def test_a_returned_item_has_the_comment_on_top_and_asks_to_be_acknowledged(house: House) -> None:
    supervision(house).answer(referred(house), Answer.RETURN, "Which side of the axle?")
    sitting = room(house, OFFICER).next()
    assert sitting is not None
    first = sitting.notices[0]
    assert (first.rule, str(first.sentence)) == (
        "RETURNED",
        "P. Lavigne sent this back: Which side of the axle?",
    )
    assert first in sitting.open_notices
    sitting.acknowledge(first.key)
    signed = sitting.sign(dataclasses.replace(REFERRAL, note="left of it"))
    assert signed.supersedes
    assert [line.why for line in supervision(house).lines()] == [(Why.MODEL, Why.REFERRAL)]


@pytest.mark.parametrize("officer", [OFFICER, OTHER])
def test_officers_get_no_re_check_queue(house: House, officer: Officer) -> None:
    referred(house)
    with pytest.raises(Refused, match="may not supervise"):
        supervision(house, officer).lines()


# --- lots --------------------------------------------------------------------------------------


def test_an_item_drawn_by_lot_says_so_and_is_referred_for_that(house: House) -> None:
    keep_lots(house.record, SupervisionRules(compliance_share=1.0))
    house.arrive(radiograph("1.2.9", "SECOND", seed=2))
    item_id = house.record.items()[1]
    sitting = room(house, OTHER).open(item_id)
    look(sitting)
    assert sitting.notices[0].rule == "DRAWN"
    assert ("RANDOM_COMPLIANCE", sitting.notices[0].sentence) in sitting.suggested_reasons()
    release = Draft(Kind.RECOMMEND_RELEASE, reasons=("NO_ANOMALY",), confidence=5)
    with pytest.raises(MissingParts) as refused:
        sitting.sign(release)
    assert any("Drawn by lot" in str(one.sentence) for one in refused.value.missing)
    marked(sitting)
    with pytest.raises(MissingParts, match="drawn by lot"):
        sitting.sign(REFERRAL)
    # Where nothing but the lot refers the goods, there is no place to point at.
    bare = dataclasses.replace(REFERRAL, reasons=("RANDOM_COMPLIANCE",), region_labels=())
    assert sitting.sign(bare).reasons == ("RANDOM_COMPLIANCE",)


def test_what_was_there_before_the_seed_is_not_drawn(house: House) -> None:
    keep_lots(house.record, SupervisionRules(compliance_share=1.0))
    assert house.record.supervision.drawn() == ()


def test_a_share_of_decisions_is_read_twice(house: House) -> None:
    rules = SupervisionRules(reading_share=1.0)
    keep_lots(house.record, rules)
    referred(house)
    keep_lots(house.record, rules)
    keep_lots(house.record, rules)
    (reading,) = house.record.supervision.open_readings()
    assert reading.asked_by == "supervision"


# --- what others get ---------------------------------------------------------------------------


def test_the_export_holds_what_was_found_and_lets_the_lots_be_repeated(house: House) -> None:
    keep_lots(house.record, SupervisionRules(release_share=0.25, compliance_share=0.5))
    for number in range(12):
        house.arrive(radiograph(f"1.2.{number + 20}", f"OBJECT {number}", seed=number + 2))
    keep_lots(house.record, SupervisionRules(release_share=0.25, compliance_share=0.5))
    decision = referred(house)
    supervision(house).answer(decision, Answer.DIFFER, "=dangerous()", ("PLACE", "EXAM"))
    folder = house.folder / "found"
    done = export_found(folder, house.record, house.clock)
    assert (done.answers, done.readings, done.draws) == (1, 0, 2)
    about = json.loads((folder / "supervision.json").read_text(encoding="utf-8"))
    for name, digest in about["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    with (folder / "answers.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["answer"], row["reasons"], row["comment"]) == (
        "differ",
        "PLACE EXAM",
        "'=dangerous()",
    )
    assert about["answers"][0]["comment"] == "=dangerous()"
    draws = json.loads((folder / "draws.json").read_text(encoding="utf-8"))["draws"]
    compliance = next(one for one in draws if one["draw"] == "compliance")
    assert len(compliance["among"]) == 12
    repeated = {
        one["identity"]
        for one in compliance["among"]
        if int(
            hashlib.sha256(
                f"compliance|{compliance['seed']}|{one['identity']}".encode()
            ).hexdigest()[:13],
            16,
        )
        / 16**13
        < compliance["share"]
    }
    assert repeated == {one["item"] for one in compliance["on_record"]}
    assert repeated == {one["identity"] for one in compliance["among"] if one["drawn"]}


def test_an_export_that_cannot_be_written_says_where(house: House, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(KnownError, match="Name another folder"):
        export_found(tmp_path / "file", house.record, house.clock)


def test_the_labelled_set_says_what_was_approved(house: House) -> None:
    decision = referred(house)
    (given,) = supervision(house).case(decision).verdicts
    supervision(house).approve(given.line, approved=True)
    folder = house.folder / "set"
    done = export_verdicts(folder, record=house.record, store=house.store, clock=house.clock)
    (line,) = [json.loads(one) for one in (folder / LINES).read_text().splitlines()]
    assert (done.approved, line["approved"]) == (1, True)
    assert line["approved_by"].startswith("officer-")
    assert "lavigne" not in (folder / LINES).read_text()
    about = json.loads((folder / ABOUT).read_text())
    assert (about["approved"], about["approved_verdicts"]) == (True, 1)
    supervision(house).approve(given.line, approved=False, reason="looked again")
    export_verdicts(folder, record=house.record, store=house.store, clock=house.clock)
    (line,) = [json.loads(one) for one in (folder / LINES).read_text().splitlines()]
    assert (line["approved"], line["approved_by"]) == (False, None)


# --- settings ----------------------------------------------------------------------------------


def test_shares_are_set_in_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        "[supervision]\nrelease_share = 0.1\ncompliance_share = 1\nhide_model = false\n"
    )
    found = settings_of(tmp_path).supervision
    assert (found.release_share, found.compliance_share, found.hide_model) == (0.1, 1.0, False)
    assert found.reading_share == 0.0


@pytest.mark.parametrize(
    "line", ["release_share = 2", "days = 0", "hide_model = 1", "other = 1", "days = 1.5"]
)
def test_settings_that_make_no_sense_are_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "settings.toml").write_text(f"[supervision]\n{line}\n")
    with pytest.raises(SettingsUnreadable, match=line.partition(" ")[0]):
        settings_of(tmp_path)


# --- what else could tell ----------------------------------------------------------------------


def test_who_reads_blind_cannot_replay_the_first_nor_see_it_among_references(house: House) -> None:
    decision = referred(house)
    item_id = house.record.items()[0]
    other = dataclasses.replace(SUPERVISOR, account="okoye", name="N. Okoye")
    house.record.add_account(other, "a long enough password")
    supervision(house).ask_reading(decision, "okoye")
    with pytest.raises(Refused, match="sign your reading first"):
        replay_of(house.record, decision, other)
    assert replay_of(house.record, decision, SUPERVISOR).decision.recommendation_id == decision
    (picture,), _ = house.record.decided_views()
    assert picture.outcome == "REFER_FOR_EXAM"
    found = Found(Aim.LOADS, (Reference(picture, ()),))
    assert room(house, other).found(found).references[0].picture.outcome == ""
    assert room(house, SUPERVISOR).found(found) == found
    assert room(house, other).record_of(item_id).item(item_id).decisions == ()
    assert room(house, SUPERVISOR).record_of(item_id) is house.record


def test_marks_that_a_crash_left_unsaved_come_back_into_the_second_reading(house: House) -> None:
    supervision(house).ask_reading(referred(house), "singh")
    second = room(house, OTHER)
    sitting = second.next()
    assert sitting is not None
    scan = sitting.item.scans[0]
    left = Mark("m-left", 1, scan.scan_id, scan.views[0], Shape.BOX, ((1.0, 1.0), (9.0, 9.0)))
    journal = Journal(house.folder / "unsaved", "singh", bytes(32))
    journal.prepare()
    journal.note(sitting.item_id, MarkAct(None, left))
    journal.sync()
    journal.close()
    later = Journal(house.folder / "unsaved", "singh", bytes(32))
    later.prepare()
    assert restore(later, house.record, OTHER, second.record_of).kept == 1
    assert [mark.mark_id for mark in sitting.item.marks] == ["m-left"]
    assert [mark.number for mark in house.record.item(sitting.item_id).marks] == [1]
    assert house.record.item(sitting.item_id).marks[0].mark_id != "m-left"


def short_of_pieces(house: House) -> None:
    """Let the pieces of the equipment not make the sum, and an officer take note of it."""
    house.hand.pass_s(60)
    line = dataclasses.replace(shipment().goods[0], split=(("TRL100", 60),))
    told = shipment(version=2, function=Function.CHANGE, goods=(line,))
    house.take([house.shipment_file(told, name="split.json")])
    sitting = room(house, OFFICER).next()
    assert isinstance(sitting, Sitting)
    look(sitting)
    for notice in sitting.notices:
        if notice.rule == "I04":
            sitting.acknowledge(notice.key)


def test_t83_what_officers_confirmed_is_a_list_for_monitoring(house: House, tmp_path: Path) -> None:
    assert house.record.supervision.confirmed() == ()
    short_of_pieces(house)
    (one,) = house.record.supervision.confirmed()
    assert (one.by, one.shipments, one.element) == ("tremblay", ("9XYZPARS0001234",), "pieces")
    assert (one.declared, one.observed) == ("100", "60")
    for name in ("list.csv", "list.json"):
        write_monitoring(tmp_path / name, [one], house.clock)
    (row,) = csv.DictReader((tmp_path / "list.csv").read_text("utf-8-sig").splitlines())
    assert (row["cargo"], row["element"]) == ("9XYZPARS0001234", "pieces")
    assert (row["declared"], row["observed"], float(row["value"])) == ("100", "60", 60.0)
    tree = json.loads((tmp_path / "list.json").read_text("utf-8"))
    assert tree["classification"] == "PROTECTED B / PROTÉGÉ B"
    assert [told["said"] for told in tree["confirmed"]] == [row["said"]]
    with pytest.raises(KnownError, match="cannot be written"):
        write_monitoring(tmp_path / "none" / "list.csv", [one], house.clock)


def flight(house: House, count: int) -> None:
    """Let parcels arrive under one master waybill, all but the last with a picture."""
    for number in range(count):
        name, trailer = f"9XYZPARCEL{number}", f"TRL90{number}"
        told = shipment(
            name,
            mawb="02081140743",
            equipment=(Equipment("trailer", trailer),),
            conveyance=Conveyance(mode=Mode.HIGHWAY, fpoa="0351", eta=NOW + HOUR),
        )
        if number == count - 1:
            house.take([house.shipment_file(told, name="last.json")])
            continue
        house.arrive(radiograph(f"1.9.{number}", trailer, seed=9 + number, CCN=name), told)
    house.screen()


def test_t19_a_supervisor_sees_how_far_a_flight_has_come_and_that_none_went_unseen(
    house: House,
) -> None:
    flight(house, 5)
    found = house.record.supervision.trip("020-81140743")
    assert found == TripTally("020-81140743", 5, 4, 0, 0, 0, 0, 4, 0)
    drafts = (REFERRAL, NOTHING_TOLD)
    for draft in drafts:
        sitting = of_flight(house)
        look(sitting)
        if draft is REFERRAL:
            marked(sitting)
        sitting.sign(draft)
    found = house.record.supervision.trip("02081140743")
    assert found is not None
    assert (found.shipments, found.imaged, found.not_imaged, found.looked_at) == (5, 4, 1, 2)
    assert (found.recommended, found.referred, found.other, found.undecided) == (0, 1, 1, 2)
    assert found.unseen == 0
    (line,) = [one for one in supervision(house).lines() if one.kind == Kind.REFER_FOR_EXAM]
    case = supervision(house).case(line.recommendation_id)
    assert case.trip is not None
    assert case.trip.number == "02081140743"
    assert dataclasses.replace(case.trip, number=found.number) == found
    assert house.record.supervision.trip("99999999999") is None


def of_flight(house: House) -> Sitting:
    """Take the next parcel of the flight."""
    while True:
        sitting = room(house, OFFICER).next()
        assert isinstance(sitting, Sitting)
        if any(one.mawb for one in sitting.item.shipments):
            return sitting
        look(sitting)
        sitting.sign(NOTHING_TOLD)


def test_a_case_opens_whose_scan_lies_in_the_archive_alone(house: House) -> None:
    decision = referred(house)
    room_here = supervision(house)
    (scan,) = room_here.case(decision).item.scans
    far = dataclasses.replace(
        desk(house, SUPERVISOR), store=FolderStore(house.store.root, archive=True)
    )
    for file in scan.files:
        house.store.forget(file.sha256)
    case = SupervisionRoom(far, SupervisionRules()).case(decision)
    (files,) = case.files.values()
    assert set(files) == set(scan.files)
    with pytest.raises(KnownError, match="no longer holds"):
        room_here.case(decision)
