"""A decision replayed from the record alone: what stood on screen, step by step."""

from __future__ import annotations

import dataclasses
import datetime as dt
import stat
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.domain.decision import Draft, Kind, Recommendation
from app.domain.errors import Refused
from app.domain.late import What
from app.domain.mark import MarkAct, Shape
from app.domain.notice import Severity
from app.domain.officer import Officer, Role
from app.domain.replay import Replay, StepKind
from app.domain.threat import Verdict
from app.review import Sitting
from app.review.replay import NotAsSeen, pictured, replay_of
from app.review.screen import changed
from app.scans import FolderStore
from imaging.display import PRESETS
from imaging.display_state import as_state, from_state
from tests.unit import record_values as values
from tests.unit.room_values import (
    OFFICER,
    OTHER,
    House,
    draw,
    flagging,
    radiograph,
    shipment,
    silent,
)

SUPERVISOR = Officer("lavigne", "P. Lavigne", Role.SUPERVISOR)
AT = {"window_x": "10.5", "window_y": "20.0", "zoom": "0.75", "findings": "on"}
RELEASE = Draft(Kind.RECOMMEND_RELEASE, reasons=("NO_ANOMALY",), confidence=4, note="-")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    made.arrive(radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100"), shipment())
    made.screen(flagging)
    yield made
    made.record.close()


def tick(house: House, seconds: float = 1.0) -> None:
    house.hand.moment += dt.timedelta(seconds=seconds)


def reviewed(house: House, officer: Officer = OFFICER) -> tuple[Sitting, Recommendation]:
    """Review the one item with everything a release recommendation needs, a second a step."""
    sitting = house.room(officer).next()
    assert sitting is not None
    scan = sitting.item.scans[0].scan_id
    sitting.first_paint()
    sitting.told(sitting.notices, sitting.comparisons)
    tick(house)
    sitting.screen(scan, "side", {**AT, **as_state(PRESETS["standard"])})
    sitting.shown(scan, "side")
    tick(house)
    sitting.screen(scan, "side", {**AT, **as_state(PRESETS["dense"])})
    sitting.viewed(scan, "side")
    tick(house)
    sitting.screen(scan, "side", {**AT, "window_x": "30.0", **as_state(PRESETS["dense"])})
    mark = draw(sitting, Shape.BOX, ((10, 10), (20, 20)), scan, "side")
    tick(house)
    sitting.do_mark(MarkAct(mark, None))
    for report in sitting.item.reports:
        for finding in report.findings:
            sitting.give_verdict(finding.finding_id, Verdict.DISAGREE)
    for link in sitting.item.links:
        sitting.confirm_link(link.scan_id, link.shipment_id)
    for notice in sitting.open_notices:
        if notice.severity is not Severity.BLOCK:
            sitting.acknowledge(notice.key)
    sitting.told(sitting.notices, sitting.comparisons)
    sitting.keep_draft(RELEASE)
    tick(house)
    return sitting, sitting.sign(RELEASE)


def steps_of(replay: Replay, text: str) -> list[int]:
    return [n for n, step in enumerate(replay.steps) if step.words.text == text]


def test_the_steps_lead_from_the_opening_to_the_signature(house: House) -> None:
    _, decision = reviewed(house)
    replay = replay_of(house.record, decision.recommendation_id, SUPERVISOR)
    assert replay.steps[0].words.text == "Item opened"
    assert replay.steps[-1].words.text == "Signed"
    assert [step.seconds for step in replay.steps] == sorted(s.seconds for s in replay.steps)
    assert replay.length_s == 5.0
    assert replay.at(0.0) == len([s for s in replay.steps if s.seconds == 0.0]) - 1
    assert replay.at(99.0) == len(replay.steps) - 1
    assert replay.state(len(replay.steps) - 1).decision == decision
    assert all(state.decision is None for state in replay.states[:-1])


def test_the_display_chain_and_the_rectangle_are_those_of_each_moment(house: House) -> None:
    sitting, decision = reviewed(house)
    view = (sitting.item.scans[0].scan_id, "side")
    replay = replay_of(house.record, decision.recommendation_id, OFFICER)
    (first,) = steps_of(replay, "View {view} on screen")
    assert from_state(replay.state(first).screen) == PRESETS["standard"]
    (display,) = steps_of(replay, "Display changed")
    assert from_state(replay.state(display).screen) == PRESETS["dense"]
    assert replay.state(display).screen["window_x"] == "10.5"
    (moved,) = steps_of(replay, "Picture moved")
    assert replay.state(moved).view == view
    assert replay.state(moved).screen["window_x"] == "30.0"
    assert from_state(replay.state(moved).screen) == PRESETS["dense"]
    assert from_state(decision.scans[0].display_state) == PRESETS["dense"]
    assert decision.scans[0].display_state["findings"] == "on"


def test_only_what_changed_of_a_screen_is_written(house: House) -> None:
    sitting = house.room().next()
    assert sitting is not None
    scan = sitting.item.scans[0].scan_id
    sitting.screen(scan, "side", {"a": "1", "b": "2"})
    before = house.record.version()
    sitting.screen(scan, "side", {"a": "1", "b": "2"})
    assert house.record.version() == before
    assert changed({"a": "1", "b": "2"}, {"a": "1", "c": "3"}) == {"b": "", "c": "3"}
    sitting.screen(scan, "side", {"a": "1"})
    assert house.record.version() == before + 1


def test_marks_come_and_go_and_verdicts_notices_and_findings_stand_as_then(house: House) -> None:
    _, decision = reviewed(house)
    replay = replay_of(house.record, decision.recommendation_id, SUPERVISOR)
    (drawn,) = steps_of(replay, "Mark {number} drawn")
    (gone,) = steps_of(replay, "Mark {number} taken away")
    assert [mark.number for mark in replay.state(drawn).marks.values()] == [1]
    assert not replay.state(drawn - 1).marks
    assert not replay.state(gone).marks
    last = replay.states[-1]
    assert set(last.verdicts.values()) == {Verdict.DISAGREE}
    assert not replay.state(gone).verdicts
    assert last.notices is not None
    assert {notice.key for notice in last.notices} == set(decision.notices)
    (link,) = replay.state(drawn).notices or ()
    assert link.key.startswith("LINK:")
    assert last.comparisons is not None
    (report,) = last.reports.values()
    assert [finding.number for finding in report.findings] == [1]
    filled = steps_of(replay, "Form filled in")
    assert replay.state(filled[-1]).draft == RELEASE


def test_data_and_model_of_later_have_no_part_in_it(house: House) -> None:
    _, decision = reviewed(house)
    tick(house, 60)
    later = shipment(
        version=2, pieces=7, received_at=house.hand.moment, gross_kg=None, sub_location="3127"
    )
    house.take([house.shipment_file(later, name="later.json")])
    house.hand.moment += dt.timedelta(seconds=1)
    replay = replay_of(house.record, decision.recommendation_id, SUPERVISOR)
    (seen,) = replay.states[-1].shipments.values()
    assert seen.pieces == 100
    assert seen.sha256 == decision.shipment_digests[0]
    assert replay.today[seen.shipment_id].pieces == 7


def test_data_that_comes_while_looking_is_a_step_of_its_own(house: House) -> None:
    sitting = house.room().next()
    assert sitting is not None
    tick(house)
    later = shipment(version=2, pieces=7, received_at=house.hand.moment)
    house.take([house.shipment_file(later, name="later.json")])
    scan = sitting.item.scans[0].scan_id
    sitting.shown(scan, "side")
    decision = sitting.sign(
        Draft(Kind.NO_DECISION, reasons=("IMAGE_QUALITY",), confidence=2, note="Blurred.")
    )
    replay = replay_of(house.record, decision.recommendation_id, SUPERVISOR)
    (came,) = steps_of(replay, "Data of {shipment}: version {version} came")
    assert replay.steps[came].kind is StepKind.DATA
    pieces = [
        next(iter(state.shipments.values())).pieces
        for state in (replay.state(came - 1), replay.state(came))
    ]
    assert pieces == [100, 7]


def test_what_somebody_else_looked_at_is_not_what_this_officer_saw(house: House) -> None:
    first = house.room(OTHER).next()
    assert first is not None
    scan = first.item.scans[0].scan_id
    first.screen(scan, "side", {**AT, "zoom": "9.0"})
    first.viewed(scan, "side")
    mark = draw(first, Shape.BOX, ((1, 1), (5, 5)), scan, "side")
    first.hand_back()
    _, decision = reviewed(house)
    replay = replay_of(house.record, decision.recommendation_id, SUPERVISOR)
    begin = replay.state(0)
    assert not begin.seen
    assert not begin.screens
    assert set(begin.marks) == {mark.mark_id}
    assert {step.by for step in replay.steps} <= {OFFICER.account, "linking", "screening", "intake"}


def test_an_amended_decision_is_replayed_from_its_own_opening(house: House) -> None:
    _, first = reviewed(house)
    tick(house, 600)
    again = house.room().open(first.item_id)
    tick(house, 2)
    second = again.sign(
        Draft(Kind.NO_DECISION, reasons=("IMAGE_QUALITY",), confidence=2, note="Blurred.")
    )
    assert replay_of(house.record, first.recommendation_id, SUPERVISOR).length_s == 5.0
    replay = replay_of(house.record, second.recommendation_id, SUPERVISOR)
    assert replay.length_s == 2.0
    assert replay.states[0].decision == first
    assert replay.states[-1].decision == second


def test_others_than_supervisors_replay_their_own_decisions_only(house: House) -> None:
    _, decision = reviewed(house)
    assert replay_of(house.record, decision.recommendation_id, OFFICER).decision == decision
    with pytest.raises(Refused, match="supervisor"):
        replay_of(house.record, decision.recommendation_id, OTHER)
    with pytest.raises(Refused, match="no decision"):
        replay_of(house.record, "nothing", SUPERVISOR)


def test_no_pixel_is_shown_of_a_file_that_is_not_the_one_that_was_seen(house: House) -> None:
    sitting, decision = reviewed(house)
    view = (sitting.item.scans[0].scan_id, "side")
    state = replay_of(house.record, decision.recommendation_id, SUPERVISOR).states[-1]
    assert pictured(house.store, state, view).dual
    kept = house.store.path(decision.scans[0].image_digests[0])
    kept.chmod(stat.S_IRUSR | stat.S_IWUSR)
    kept.write_bytes(kept.read_bytes()[:-1] + b"\x01\x02")
    with pytest.raises(NotAsSeen, match="not the one that was seen"):
        pictured(house.store, state, view)
    kept.unlink()
    with pytest.raises(NotAsSeen):
        pictured(house.store, state, view)
    with pytest.raises(NotAsSeen, match="No file"):
        pictured(house.store, state, (view[0], "top"))


def test_what_lies_in_an_archive_is_replayed_from_what_this_machine_keeps_of_it(
    house: House,
) -> None:
    sitting, decision = reviewed(house)
    view = (sitting.item.scans[0].scan_id, "side")
    state = replay_of(house.record, decision.recommendation_id, SUPERVISOR).states[-1]
    before = pictured(house.store, state, view)
    cache = {
        digest: house.store.path(digest).read_bytes() for digest in decision.scans[0].image_digests
    }
    first, second = cache
    house.store.forget(first)
    with pytest.raises(NotAsSeen, match="Take the original in again"):
        pictured(house.store, state, view, cache.get)
    far = FolderStore(house.store.root, archive=True)
    mixed = pictured(far, state, view, cache.get)
    house.store.forget(second)
    replayed = pictured(far, state, view, cache.get)
    for one in (mixed, replayed):
        assert [channel.energy for channel in one.channels] == [
            channel.energy for channel in before.channels
        ]
        for seen, now in zip(before.channels, one.channels, strict=True):
            np.testing.assert_array_equal(seen.pixels, now.pixels)
    with pytest.raises(NotAsSeen, match="is not on this machine"):
        pictured(far, state, view)
    cache[first] = cache[second]
    with pytest.raises(NotAsSeen, match="is not on this machine"):
        pictured(far, state, view, cache.get)


def test_a_record_from_before_screens_were_kept_says_so(house: House) -> None:
    house.screen(silent)
    sitting = house.room().next()
    assert sitting is not None
    sitting.shown(sitting.item.scans[0].scan_id, "side")
    decision = sitting.sign(
        Draft(Kind.NO_DECISION, reasons=("IMAGE_QUALITY",), confidence=2, note="Blurred.")
    )
    last = replay_of(house.record, decision.recommendation_id, SUPERVISOR).states[-1]
    assert last.view is not None
    assert not last.screen
    assert last.notices is None


def test_a_review_made_alone_has_its_own_times_and_nothing_that_came_meanwhile(
    tmp_path: Path,
) -> None:
    workspace = values.Workspace(tmp_path)
    with workspace.open() as record:
        item_id = values.arrive(record, "s1", 1)
        record.add_report(values.report("r1", "s1"))
        record.add_shipment(values.shipment("A1"))
        record.put_link(values.link("s1", "A1"))
        record.claim(item_id, values.TREMBLAY)
        record.note_shown(item_id, values.TREMBLAY, ("s1", "side"))
        record.note_event(item_id, values.TREMBLAY, "opened", {})
        begun = workspace.hand.moment

        def alone(name: str, what: What, said: object, seconds: float) -> None:
            act = values.late_act(name, item_id, what, said)
            done = begun + dt.timedelta(seconds=seconds)
            record.late.deliver(dataclasses.replace(act, done_at=done), values.TREMBLAY)

        workspace.hand.pass_s(60)
        fewer = dataclasses.replace(values.shipment("A1", version=2), pieces=7)
        record.add_shipment(fewer)
        workspace.hand.pass_s(600)
        alone("e", What.EVENT, {"name": "tool", "values": {"name": "zoom"}}, 20)
        seen = (values.with_files(values.scan("s1"), values.image(1)),)
        made = values.recommendation("d1", item_id, scans=seen)
        alone("d1", What.DECISION, made, 30)
        replay = replay_of(record, "d1", SUPERVISOR)
        assert replay.today["A1"].pieces == 7
    assert [step.seconds for step in replay.steps] == [0.0, 20.0, 30.0]
    assert replay.states[-1].shipments["A1"].pieces == 60


def test_pauses_are_steps(house: House) -> None:
    sitting = house.room().next()
    assert sitting is not None
    sitting.first_paint()
    sitting.hold("lock")
    sitting.resume("lock")
    sitting.shown(sitting.item.scans[0].scan_id, "side")
    decision = sitting.sign(
        Draft(Kind.NO_DECISION, reasons=("IMAGE_QUALITY",), confidence=2, note="Blurred.")
    )
    replay = replay_of(house.record, decision.recommendation_id, SUPERVISOR)
    (held,) = steps_of(replay, "Clock held: {why}")
    assert replay.state(held).paused == {"lock"}
    assert not replay.state(held + 1).paused
