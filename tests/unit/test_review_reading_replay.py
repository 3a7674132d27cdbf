"""A blind second reading replayed: what its reader saw and did, and nothing of the first's."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.decision import Kind
from app.domain.errors import Refused
from app.domain.mark import MarkAct
from app.domain.replay import Replay, StepKind
from app.domain.threat import ScreeningState, Verdict
from app.domain.work import LinkClass, LinkReason
from app.review.replay import replay_of
from app.supervision import SupervisionRules
from tests.unit.room_values import OFFICER, OTHER, House, radiograph, shipment
from tests.unit.test_supervision import (
    REFERRAL,
    SUPERVISOR,
    look,
    marked,
    referred,
    room,
    supervision,
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    made.record.add_account(SUPERVISOR, "a long enough password")
    made.arrive(radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100"), shipment())
    made.screen()
    yield made
    made.record.close()


def read_again(house: House, rules: SupervisionRules | None = None) -> str:
    """Let the first officer refer, the second read it; return what the second signed."""
    decision = referred(house)
    supervision(house, rules=rules).ask_reading(decision, "singh")
    sitting = room(house, OTHER).next()
    assert sitting is not None
    look(sitting)
    marked(sitting)
    mark = sitting.item.marks[0]
    sitting.do_mark(MarkAct(mark, None))
    sitting.do_mark(MarkAct(None, mark))
    sitting.keep_draft(dataclasses.replace(REFERRAL, note="half"))
    return sitting.sign(dataclasses.replace(REFERRAL, note="the second's")).recommendation_id


def told(replay: Replay) -> str:
    return " ".join(str(state) for state in replay.states)


def test_it_shows_what_its_reader_saw_and_did(house: House) -> None:
    signed = read_again(house)
    replay = replay_of(house.record, signed, SUPERVISOR)
    assert (replay.decision.recommendation_id, replay.officer) == (signed, "singh")
    assert replay.decision.note == "the second's"
    last = replay.states[-1]
    assert [mark.text for mark in last.marks.values()] == ["a mark of hers"]
    assert last.verdicts == {}
    assert {report.state for report in last.reports.values()} == {ScreeningState.UNKNOWN}
    assert all(report.findings == () for report in last.reports.values())
    assert last.seen
    assert last.decision == replay.decision
    assert any(state.draft is not None and state.draft.note == "half" for state in replay.states)
    words = [str(step.words) for step in replay.steps]
    assert words[0] == "Item opened"
    assert words[-1] == "Signed"
    for step in ("Mark 1 drawn", "Mark 1 taken away", "Mark 1 put back", "Form filled in"):
        assert step in words
    assert {step.by for step in replay.steps if step.kind is StepKind.JUDGEMENT} == {"singh"}


def test_nothing_of_the_first_reader_is_in_it(house: House) -> None:
    replay = replay_of(house.record, read_again(house), SUPERVISOR)
    first = house.record.item(replay.item_id)
    (mark,) = first.marks
    decision = first.decisions[0].recommendation_id
    for hidden in ("tremblay", "own words", mark.mark_id, decision):
        assert hidden not in told(replay)
    assert {step.by for step in replay.steps} <= {"singh", "intake", "linking", "screening"}


def test_where_the_model_was_not_hidden_its_findings_are_there(house: House) -> None:
    replay = replay_of(house.record, read_again(house, SupervisionRules(hide_model=False)), OTHER)
    (report,) = replay.states[-1].reports.values()
    assert report.findings


def test_the_first_decision_still_replays_as_it_was_made(house: House) -> None:
    read_again(house)
    (decision,) = house.record.item(house.record.items()[0]).decisions
    replay = replay_of(house.record, decision.recommendation_id, SUPERVISOR)
    assert replay.officer == "tremblay"
    assert set(replay.states[-1].verdicts.values()) == {Verdict.DISAGREE}
    assert [mark.text for mark in replay.states[-1].marks.values()] == ["a mark of hers"]
    assert "the second's" not in told(replay)


def test_a_link_that_the_first_signed_for_stands_as_it_was_proposed(house: House) -> None:
    sitting = room(house, OFFICER).next()
    assert sitting is not None
    look(sitting)
    draft = dataclasses.replace(REFERRAL, kind=Kind.NO_DECISION, reasons=("IMAGE_QUALITY",))
    decision = sitting.sign(draft).recommendation_id
    link = house.record.item(sitting.item_id).links[0]
    signed = dataclasses.replace(
        link, link_class=LinkClass.CONFIRMED, reason=LinkReason.SIGNED, by="tremblay"
    )
    house.record.put_link(signed)
    supervision(house).ask_reading(decision, "singh")
    second = room(house, OTHER).next()
    assert second is not None
    look(second)
    again = second.sign(draft).recommendation_id
    replay = replay_of(house.record, again, SUPERVISOR)
    ((_, shown),) = replay.states[-1].links.items()
    assert (shown.reason, shown.by) == (LinkReason.PROPOSED, "linking")


def test_only_its_reader_and_supervisors_replay_it(house: House) -> None:
    signed = read_again(house)
    assert replay_of(house.record, signed, OTHER).decision.recommendation_id == signed
    with pytest.raises(Refused, match="Only a supervisor"):
        replay_of(house.record, signed, OFFICER)
    with pytest.raises(Refused, match="no decision"):
        replay_of(house.record, "never signed", SUPERVISOR)
