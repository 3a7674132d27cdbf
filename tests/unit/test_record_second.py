"""Four eyes: a second person signs in for one act, and the line on record names both."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

import pytest

from app.domain.decision import Draft, Kind, Recommendation, needs_second
from app.domain.errors import Refused, SecondNeeded, SignInRefused
from app.domain.mark import MarkAct
from app.domain.officer import Officer, Role
from app.domain.second import FourEyes, SecondPerson, may_second
from app.record import Record
from app.record.accounts import FREE_FAILURES
from app.review import marking
from tests.unit.record_values import (
    EVALUATOR,
    ROY,
    SINGH,
    TREMBLAY,
    Workspace,
    arrive,
    link,
    mark,
    recommendation,
    shipment,
)
from tests.unit.room_values import OFFICER, OTHER, House, radiograph, silent

PHRASE = "four words of one sentence"
BESIDE = SecondPerson("singh", PHRASE)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


@pytest.fixture
def record(workspace: Workspace) -> Iterator[Record]:
    with workspace.open() as opened:
        for one in (TREMBLAY, SINGH, ROY, EVALUATOR):
            opened.add_account(one, PHRASE)
        yield opened


def claimed(record: Record) -> str:
    item_id = arrive(record, "s1", 1)
    record.claim(item_id, TREMBLAY)
    record.note_shown(item_id, TREMBLAY, ("s1", "side"))
    return item_id


def overriding(item_id: str, rule: str = "TARGET") -> Recommendation:
    made = recommendation("r1", item_id)
    return dataclasses.replace(made, overrides=MappingProxyType({f"{rule}:x": "Told by phone."}))


def lines(workspace: Workspace, kind: str) -> list[tuple[str, str, dict[str, object]]]:
    """(actor, subject, body) of every line of a kind."""
    query = (
        "SELECT actor, subject, body FROM line JOIN payload ON digest = payload_digest "
        "WHERE kind = ? ORDER BY seq"
    )
    with closing(sqlite3.connect(workspace.file)) as database:
        return [(a, s, json.loads(b)["body"]) for a, s, b in database.execute(query, (kind,))]


@pytest.mark.parametrize("rule", ["R020", "R061", "R065", "X108", "TARGET"])
def test_nobody_overrides_alone(record: Record, rule: str) -> None:
    item_id = claimed(record)
    before = record.version()
    with pytest.raises(SecondNeeded, match="second person"):
        record.decide(overriding(item_id, rule), officer=TREMBLAY)
    assert record.version() == before
    assert not record.item(item_id).decisions


def test_the_line_names_both(record: Record, workspace: Workspace) -> None:
    item_id = claimed(record)
    signed = record.decide(overriding(item_id), officer=TREMBLAY, second=BESIDE)
    assert (signed.officer, signed.second) == ("tremblay", "singh")
    ((actor, subject, body),) = lines(workspace, "seconded")
    assert (actor, subject) == ("singh", item_id)
    assert (body["act"], body["first"]) == ("override", "tremblay")
    ((_, _, decided),) = lines(workspace, "decided")
    assert (decided["officer"], decided["second"]) == ("tremblay", "singh")
    assert record.verify().ok


def test_what_a_program_says_of_a_second_person_does_not_count(record: Record) -> None:
    item_id = claimed(record)
    said = dataclasses.replace(overriding(item_id), second="singh")
    with pytest.raises(SecondNeeded):
        record.decide(said, officer=TREMBLAY)
    plain = dataclasses.replace(recommendation("r2", item_id), second="singh")
    assert record.decide(plain, officer=TREMBLAY).second == ""


def test_where_one_person_is_enough_no_other_signs_in(record: Record, workspace: Workspace) -> None:
    item_id = claimed(record)
    signed = record.decide(overriding(item_id, "R038"), officer=TREMBLAY, second=BESIDE)
    assert signed.second == ""
    assert not lines(workspace, "seconded")


@pytest.mark.parametrize("same", ["tremblay", "Tremblay", " tremblay "])
def test_the_same_person_is_no_second_one(record: Record, same: str) -> None:
    item_id = claimed(record)
    before = record.version()
    with pytest.raises(Refused, match="somebody else"):
        record.decide(overriding(item_id), officer=TREMBLAY, second=SecondPerson(same, PHRASE))
    assert record.version() == before


def test_a_wrong_password_is_refused_counted_and_throttled(
    record: Record, workspace: Workspace
) -> None:
    item_id = claimed(record)
    wrong = SecondPerson("singh", "not her password")
    for _ in range(FREE_FAILURES):
        with pytest.raises(SignInRefused, match="belong together"):
            record.decide(overriding(item_id), officer=TREMBLAY, second=wrong)
    with pytest.raises(SignInRefused, match="31 seconds"):
        record.decide(overriding(item_id), officer=TREMBLAY, second=BESIDE)
    with pytest.raises(SignInRefused, match="31 seconds"):
        record.sign_in("singh", PHRASE)
    assert [subject for _, subject, _ in lines(workspace, "sign_in_refused")] == ["singh"] * 5
    workspace.hand.pass_s(31)
    assert record.decide(overriding(item_id), officer=TREMBLAY, second=BESIDE).second == "singh"
    with pytest.raises(SignInRefused, match="belong together"):
        record.sign_in("singh", "not her password")
    assert record.sign_in("singh", PHRASE) == SINGH


def test_a_role_that_may_not_is_refused_with_its_name(record: Record) -> None:
    item_id = claimed(record)
    with pytest.raises(Refused, match=r"D\. Okafor may not be the second person"):
        record.decide(overriding(item_id), officer=TREMBLAY, second=SecondPerson("eval", PHRASE))
    assert not record.item(item_id).decisions


def test_who_may_stand_beside_whom() -> None:
    admin = Officer("root", "E. Root", Role.ADMINISTRATOR)
    allowed = {
        act: [o.account for o in (TREMBLAY, ROY, EVALUATOR, admin) if may_second(o, act)]
        for act in FourEyes
    }
    assert allowed == {
        FourEyes.OVERRIDE: ["tremblay", "roy"],
        FourEyes.REMOVE_MARK: ["tremblay", "roy"],
        FourEyes.PURGE: ["roy", "root"],
    }
    assert not needs_second(["R038:x", "R070:y"])


def test_a_mark_that_was_signed_for_goes_by_four_eyes(record: Record, workspace: Workspace) -> None:
    item_id = claimed(record)
    record.save_mark(item_id, TREMBLAY, mark("m1", 1, "s1"))
    signed = record.decide(recommendation("r1", item_id), officer=TREMBLAY)
    assert signed.second == ""
    record.claim(item_id, TREMBLAY)
    record.save_mark(item_id, TREMBLAY, mark("m2", 2, "s1"))
    record.remove_mark(item_id, TREMBLAY, "m2")
    with pytest.raises(SecondNeeded):
        record.remove_mark(item_id, TREMBLAY, "m1")
    # Moving it first does not make it new.
    record.save_mark(item_id, TREMBLAY, dataclasses.replace(mark("m1", 1, "s1"), text="moved"))
    with pytest.raises(SecondNeeded):
        record.remove_mark(item_id, TREMBLAY, "m1")
    record.remove_mark(item_id, TREMBLAY, "m1", BESIDE)
    assert not record.item(item_id).marks
    assert lines(workspace, "mark_removed")[-1][2]["second"] == "singh"
    ((actor, _, body),) = lines(workspace, "seconded")
    assert (actor, body["act"]) == ("singh", "remove_mark")
    assert record.verify().ok


def test_one_sign_in_is_good_for_one_act(record: Record) -> None:
    item_id = claimed(record)
    for number in (1, 2):
        record.save_mark(item_id, TREMBLAY, mark(f"m{number}", number, "s1"))
    record.decide(recommendation("r1", item_id), officer=TREMBLAY)
    record.claim(item_id, TREMBLAY)
    record.remove_mark(item_id, TREMBLAY, "m1", BESIDE)
    with pytest.raises(SecondNeeded):
        record.remove_mark(item_id, TREMBLAY, "m2")


def test_a_mark_drawn_before_its_item_was_joined_is_signed_for(record: Record) -> None:
    first, other = arrive(record, "s1", 1), arrive(record, "s2", 2)
    record.claim(other, TREMBLAY)
    record.save_mark(other, TREMBLAY, mark("m1", 1, "s2"))
    record.hand_back(other, TREMBLAY)
    record.add_shipment(shipment("CCN1"))
    record.put_link(link("s1", "CCN1"))
    record.put_link(link("s2", "CCN1"))
    record.claim(first, TREMBLAY)
    record.note_shown(first, TREMBLAY, ("s1", "side"))
    record.decide(recommendation("r1", first), officer=TREMBLAY)
    record.claim(first, TREMBLAY)
    with pytest.raises(SecondNeeded):
        record.remove_mark(first, TREMBLAY, "m1")


def test_an_override_by_two_in_the_room_of_review(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.record.add_account(OFFICER, PHRASE)
    house.record.add_account(OTHER, PHRASE)
    house.arrive(radiograph())
    house.screen(silent)
    sitting = house.room().next()
    assert sitting is not None
    for one in sitting.item.scans:
        for view in one.views:
            sitting.shown(one.scan_id, view)
            sitting.viewed(one.scan_id, view)
    draft = Draft(
        Kind.RECOMMEND_RELEASE,
        reasons=("NO_ANOMALY",),
        confidence=4,
        overrides=MappingProxyType({"R020": "The carrier's papers were read out by phone."}),
    )
    for notice in sitting.open_notices:
        if notice.severity == "warning":
            sitting.acknowledge(notice.key)
    assert [one.field for one in sitting.missing(draft)] == ["second"]
    with pytest.raises(Refused):
        sitting.sign(draft)
    signed = sitting.sign(draft, BESIDE)
    assert signed.second == "singh"
    assert list(signed.overrides) == ["R020:"] or needs_second(signed.overrides)
    assert house.record.verify().ok
    house.record.close()


def test_the_review_removes_a_signed_mark_with_a_second_person(record: Record) -> None:
    item_id = claimed(record)
    drawn = mark("m1", 1, "s1")
    record.save_mark(item_id, TREMBLAY, drawn)
    record.decide(recommendation("r1", item_id), officer=TREMBLAY)
    record.claim(item_id, TREMBLAY)
    act = MarkAct(drawn, None)
    with pytest.raises(SecondNeeded):
        marking.do(record, item_id, TREMBLAY, act)
    assert marking.do(record, item_id, TREMBLAY, act, BESIDE) is None
    assert not record.item(item_id).marks


def test_a_password_is_nowhere_in_what_is_printed() -> None:
    assert PHRASE not in repr(BESIDE)
