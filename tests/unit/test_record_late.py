"""Acts that come late: each once, whatever was sent how often; refused ones stay to be read."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.decision import Draft, Kind
from app.domain.errors import Refused
from app.domain.late import LateAct, Outcome, What
from app.domain.mark import MarkAct
from app.domain.notice import Notice, Severity
from app.domain.officer import Officer, Role
from app.domain.words import say
from app.record import Record
from app.record.coding import plain
from tests.unit.record_values import (
    ROY,
    SINGH,
    TREMBLAY,
    Workspace,
    arrive,
    image,
    late_act,
    link,
    mark,
    recommendation,
    report,
    scan,
    shipment,
    with_files,
)

DRAWN = mark("m1", 1, "s1")
MOVED = dataclasses.replace(DRAWN, points=((1.0, 2.0), (3.0, 4.0)))
NOTICE = Notice("R1", Severity.NOTE, "", say("So."))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


@pytest.fixture
def record(workspace: Workspace) -> Iterator[Record]:
    with workspace.open() as opened:
        yield opened


@pytest.fixture
def item_id(record: Record) -> str:
    item = arrive(record, "s1", 1)
    record.add_report(report("r1", "s1"))
    record.add_shipment(shipment("A1"))
    record.put_link(link("s1", "A1"))
    record.claim(item, TREMBLAY)
    record.note_shown(item, TREMBLAY, ("s1", "side"))
    return item


def marked(name: str, item_id: str, act: MarkAct, *, tried: bool = False) -> LateAct:
    return late_act(name, item_id, What.MARK, act, tried=tried)


def decided(item_id: str, name: str = "d1") -> LateAct:
    seen = (with_files(scan("s1"), image(1)),)
    made = recommendation(name, item_id, scans=seen)
    made = dataclasses.replace(made, shipment_digests=("A1-1",), shipment_versions=(("A1", 1),))
    return late_act(name, item_id, What.DECISION, made)


ACTS = {
    What.MARK: MarkAct(None, DRAWN),
    What.VERDICT: {"finding_id": "r1/1", "verdict": "agree"},
    What.ACKNOWLEDGEMENT: NOTICE,
    What.VIEW_SHOWN: {"scan_id": "s1", "view": "side", "readable": True},
    What.VIEW_SEEN: {"scan_id": "s1", "view": "side"},
    What.OBSERVATION: {"name": "tow", "value": "car "},
    What.DRAFT: {"draft": plain(Draft(Kind.REFER_FOR_EXAM, note="so far"))},
    What.LINKS: {
        "name": "link_broken",
        "values": {"scan": "s1"},
        "links": [plain(link("s1", "A1", by=TREMBLAY.account))],
    },
    What.EVENT: {"name": "tool", "values": {"name": "zoom"}},
    What.DECISION: recommendation("DECISION", "C00001"),
    What.HAND_BACK: {},
}


def grown(record: Record, act: LateAct) -> int:
    before = record.version()
    record.late.deliver(act, TREMBLAY)
    return record.version() - before


@pytest.mark.parametrize("what", list(What))
def test_an_act_that_is_sent_again_writes_nothing_more(
    record: Record, item_id: str, what: What
) -> None:
    act = late_act(what.name, item_id, what, ACTS[what])
    first = record.late.deliver(act, TREMBLAY)
    assert (first.outcome, first.why) == (Outcome.TAKEN, None)
    assert grown(record, act) == 0
    assert record.late.deliver(act, TREMBLAY) == first
    (received,) = record.late.received_on(item_id)
    assert (received.what, received.done_at) == (what, act.done_at)
    assert record.verify().ok


@pytest.mark.parametrize("what", list(What))
def test_an_act_that_had_arrived_unheard_is_not_done_twice(
    record: Record, item_id: str, what: What
) -> None:
    """The line broke after the commit: the workstation has no answer and sends it as an act."""
    lines = record.version()
    record.late.deliver(late_act(what.name, item_id, what, ACTS[what]), TREMBLAY)
    name = what.name if what is What.DECISION else f"{what.name} again"
    again = late_act(name, item_id, what, ACTS[what], tried=True, lines=lines)
    # Of a decision nothing, of the rest the line that it came once more.
    assert grown(record, again) == (0 if what is What.DECISION else 1)
    assert record.verify().ok


def test_the_same_event_may_happen_twice(record: Record, item_id: str) -> None:
    for name in ("one", "two"):
        act = late_act(name, item_id, What.EVENT, ACTS[What.EVENT])
        assert grown(record, act) == 2


def test_marks_are_put_where_the_officer_left_them(record: Record, item_id: str) -> None:
    story = (MarkAct(None, DRAWN), MarkAct(DRAWN, MOVED), MarkAct(MOVED, None))
    for number, act in enumerate((*story, MarkAct(None, MOVED))):
        record.late.deliver(marked(f"a{number}", item_id, act), TREMBLAY)
    assert record.item(item_id).marks == (MOVED,)


def test_a_mark_that_was_changed_elsewhere_is_left_alone(record: Record, item_id: str) -> None:
    record.save_mark(item_id, TREMBLAY, DRAWN)
    other = dataclasses.replace(DRAWN, note="from another window")
    record.save_mark(item_id, TREMBLAY, other)
    answer = record.late.deliver(marked("a", item_id, MarkAct(DRAWN, MOVED)), TREMBLAY)
    assert answer.outcome is Outcome.REFUSED
    assert "changed from elsewhere" in str(answer.why)
    assert record.item(item_id).marks == (other,)


def test_what_is_refused_stays_on_record_with_what_it_said(
    record: Record, item_id: str, workspace: Workspace
) -> None:
    workspace.hand.pass_s(3600)
    record.claim(item_id, SINGH)
    act = marked("a", item_id, MarkAct(None, DRAWN))
    answer = record.late.deliver(act, TREMBLAY)
    assert answer.outcome is Outcome.REFUSED
    assert "no longer yours" in str(answer.why)
    assert record.late.deliver(act, TREMBLAY) == answer
    assert record.item(item_id).marks == ()
    assert [one.outcome for one in record.late.received_on(item_id)] == [Outcome.REFUSED]
    assert record.verify().ok


def test_an_act_of_an_item_that_is_not_there_is_refused_and_kept(record: Record) -> None:
    act = marked("a", "C09999", MarkAct(None, DRAWN))
    assert record.late.deliver(act, TREMBLAY).outcome is Outcome.REFUSED
    assert record.late.deliver(act, TREMBLAY).outcome is Outcome.REFUSED


def test_what_cannot_be_read_does_not_hold_up_the_rest(record: Record, item_id: str) -> None:
    for name, body in (("a", {"before": 7, "after": []}), ("b", {})):
        answer = record.late.deliver(late_act(name, item_id, What.MARK, body), TREMBLAY)
        assert "cannot be read" in str(answer.why)


def test_nobody_sends_the_acts_of_others(record: Record, item_id: str) -> None:
    before = record.version()
    with pytest.raises(Refused, match="not of singh"):
        record.late.deliver(decided(item_id), SINGH)
    assert record.version() == before


# --- decisions made alone ----------------------------------------------------------------------


def test_a_decision_made_alone_waits_for_its_officer(
    record: Record, item_id: str, workspace: Workspace
) -> None:
    workspace.hand.pass_s(600)
    record.late.deliver(decided(item_id), TREMBLAY)
    (alone,) = record.late.to_confirm(TREMBLAY)
    assert alone.recommendation.recommendation_id == "d1"
    assert (alone.received_at - alone.done_at).total_seconds() == 600
    assert (alone.changed, alone.again) == ((), False)
    assert record.late.to_confirm(ROY) == (alone,)
    assert record.late.to_confirm(SINGH) == ()
    with pytest.raises(Refused, match="Only tremblay"):
        record.late.confirm("d1", SINGH)
    record.note_shown(item_id, TREMBLAY, ("s1", "side"))
    before = record.version()
    for _ in range(2):
        record.late.confirm("d1", TREMBLAY)
    assert record.version() == before + 1
    assert record.late.to_confirm(TREMBLAY) == record.late.to_confirm(ROY) == ()
    assert record.verify().ok


def test_nothing_is_confirmed_unseen(record: Record, item_id: str) -> None:
    """What stood on her screen before she signed is not how it stands now."""
    record.note_shown(item_id, TREMBLAY, ("s1", "side"))
    record.late.deliver(decided(item_id), TREMBLAY)
    with pytest.raises(Refused, match="Look at item"):
        record.late.confirm("d1", TREMBLAY)
    record.note_shown(item_id, TREMBLAY, ("s1", "side"))
    record.add_image(scan("s1"), image(2))
    with pytest.raises(Refused, match="every view"):
        record.late.confirm("d1", TREMBLAY)
    record.note_shown(item_id, TREMBLAY, ("s1", "side"))
    record.late.confirm("d1", TREMBLAY)
    assert record.late.to_confirm(TREMBLAY) == ()
    assert record.verify().ok


def test_what_waits_says_goods_equipment_and_port_as_the_queue_does(
    record: Record, item_id: str
) -> None:
    record.late.deliver(decided(item_id), TREMBLAY)
    (alone,) = record.late.to_confirm(TREMBLAY)
    (line,) = [one for one in record.queue(include_decided=True) if one.item_id == item_id]
    assert line.goods
    assert (alone.goods, alone.equipment, alone.port) == (line.goods, line.equipment, line.port)


def test_a_supervisor_sees_those_of_her_port(record: Record, item_id: str) -> None:
    record.late.deliver(decided(item_id), TREMBLAY)
    here, elsewhere = (Officer("s", "S", Role.SUPERVISOR, port) for port in ("0427", "0809"))
    assert len(record.late.to_confirm(here)) == 1
    assert record.late.to_confirm(elsewhere) == ()


def test_a_correction_settles_it_too(record: Record, item_id: str) -> None:
    record.late.deliver(decided(item_id), TREMBLAY)
    record.decide(recommendation("d2", item_id, supersedes="d1"), officer=TREMBLAY)
    assert record.late.to_confirm(TREMBLAY) == ()
    with pytest.raises(Refused, match="does not wait"):
        record.late.confirm("d1", TREMBLAY)


def test_a_decision_that_had_arrived_in_time_waits_for_nobody(record: Record, item_id: str) -> None:
    record.decide(recommendation("d1", item_id), officer=TREMBLAY)
    act = dataclasses.replace(decided(item_id), tried=True)
    assert record.late.deliver(act, TREMBLAY).outcome is Outcome.TAKEN
    assert record.late.to_confirm(TREMBLAY) == ()
    assert len(record.item(item_id).decisions) == 1


def test_what_changed_meanwhile_is_said(record: Record, item_id: str) -> None:
    record.add_shipment(shipment("A1", version=2))
    record.add_image(scan("s1"), image(2, view="top"))
    record.late.deliver(decided(item_id), TREMBLAY)
    (alone,) = record.late.to_confirm(TREMBLAY)
    assert [str(one) for one in alone.changed] == [
        "Shipment A1 is at version 2; the decision rests on version 1.",
        "Files of images that came in after the decision: 1.",
    ]


def test_what_decides_otherwise_now_is_decided_again_and_not_confirmed(
    record: Record, item_id: str
) -> None:
    record.note_viewed(item_id, TREMBLAY, "s1", "side")
    seen = (record.scan("s1"),)
    made = recommendation("d1", item_id, scans=seen)
    made = dataclasses.replace(made, kind=Kind.RECOMMEND_RELEASE, shipment_digests=("A1-1",))
    record.late.deliver(late_act("d1", item_id, What.DECISION, made), TREMBLAY)
    record.add_image(scan("s1"), image(2, view="top"))
    (alone,) = record.late.to_confirm(TREMBLAY)
    assert alone.again
    with pytest.raises(Refused, match="decide again"):
        record.late.confirm("d1", TREMBLAY)


def test_one_that_was_decided_by_another_is_refused(
    record: Record, item_id: str, workspace: Workspace
) -> None:
    workspace.hand.pass_s(3600)
    record.claim(item_id, SINGH)
    record.note_shown(item_id, SINGH, ("s1", "side"))
    record.decide(recommendation("other", item_id, SINGH), officer=SINGH)
    answer = record.late.deliver(decided(item_id), TREMBLAY)
    assert answer.outcome is Outcome.REFUSED
    assert [one.recommendation_id for one in record.item(item_id).decisions] == ["other"]
    assert record.late.to_confirm(TREMBLAY) == ()
