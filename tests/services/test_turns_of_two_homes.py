"""Whose turn it is, in either home of the record: a file of one machine, and a server for many."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg
import pytest

from app.domain.decision import Kind
from app.domain.errors import Held, LeaseLost, Refused
from app.domain.officer import Officer, Role
from app.domain.shipment import Function, GoodsLine, Mode
from app.domain.skills import EVERYTHING, Cargo, Skills
from app.domain.turn import LONGEST_TEXT, Turn, TurnEnd, TurnKind
from app.domain.work import Item, ItemState
from app.record import Record
from tests.services.homes import (
    FAR,
    PEOPLE,
    PORT,
    ROY,
    SINGH,
    TREMBLAY,
    FileHome,
    Home,
    Laid,
    ServerHome,
    file_home,
    lay_out,
)
from tests.services.postgres import Cluster
from tests.services.test_two_homes import arrive, look, proved, referral
from tests.unit import record_values as values

GAGNON = Officer("gagnon", "E. Gagnon", Role.ADMINISTRATOR)
EVERYBODY = (*PEOPLE, GAGNON)
HOUR = dt.timedelta(hours=1)
PATIENCE_S = 120


@pytest.fixture(scope="module")
def laid(postgres: Cluster) -> Laid:
    return lay_out(postgres, EVERYBODY)


@pytest.fixture(params=["file", "server"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    opened: AbstractContextManager[FileHome | ServerHome]
    if request.param == "file":
        opened = file_home(tmp_path, EVERYBODY)
    else:
        opened = request.getfixturevalue("laid").home(tmp_path)
    with opened as made:
        yield made


def newer(name: str, version: int = 2, **changed: object) -> object:
    """Return another version of a shipment, changed in what decides."""
    goods = (GoodsLine("Batteries", hs="850760"),)
    made = dataclasses.replace(values.shipment(f"CCN{name}", version=version), goods=goods)
    return dataclasses.replace(made, function=Function.CHANGE, **changed)


def turn_of(record: Record, item_id: str) -> Turn:
    turn = record.turns.turn(item_id)
    assert turn is not None
    return turn


def next_of(record: Record, officer: Officer) -> str | None:
    item = record.claim_next(officer)
    return None if item is None else item.item_id


def until(true: Callable[[], bool]) -> None:
    """Wait for something that comes by itself."""
    end = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def signed(record: Record, item: Item, officer: Officer, name: str, **changed: object) -> None:
    look(record, item, officer)
    record.decide(referral(name, item, officer, **changed), officer=officer)


# --- assigned ----------------------------------------------------------------------------------


def test_what_is_assigned_comes_first_for_that_person_also_from_another_port(home: Home) -> None:
    intake = home.intake()
    item_id, own = arrive(intake, "s1", 1), arrive(intake, "s2", 2, port=FAR.port)
    desk, far, boss = home.seat(TREMBLAY), home.seat(FAR), home.seat(ROY)
    desk.claim(item_id, TREMBLAY)
    boss.turns.assign(item_id, ROY, "farrell", "She knows this shipper")
    turn = turn_of(desk, item_id)
    assert (turn.kind, turn.by, turn.to, turn.ended) == (TurnKind.ASSIGNED, "roy", "farrell", None)
    with pytest.raises(LeaseLost, match="roy has assigned it to farrell"):
        desk.save_mark(item_id, TREMBLAY, values.mark("m1", 1, "s1"))
    with pytest.raises(LeaseLost, match="roy has assigned it to farrell"):
        desk.renew(item_id, TREMBLAY)
    with pytest.raises(Held, match="farrell by roy"):
        desk.claim(item_id, TREMBLAY)
    assert next_of(desk, TREMBLAY) is None
    assert [line.item_id for line in far.queue(officer=FAR)] == [item_id, own]
    item = far.claim_next(FAR)
    assert item is not None
    assert item.item_id == item_id
    assert [one.shipment_id for one in item.shipments] == ["CCNs1"]
    boss.turns.assign(item_id, ROY, "farrell", "Go on")
    far.renew(item_id, FAR)
    signed(far, item, FAR, "d1")
    assert boss.item(item_id).decisions[-1].officer == "farrell"
    assert boss.turns.turn(item_id) is None
    with pytest.raises(Refused, match="decided"):
        boss.turns.assign(item_id, ROY, "singh", "")
    assert next_of(far, FAR) == own
    assert proved(home)


def test_what_was_assigned_is_given_back_and_waits_for_anybody(home: Home) -> None:
    item_id = arrive(home.intake(), "s1", 1)
    desk, boss = home.seat(TREMBLAY), home.seat(ROY)
    boss.turns.assign(item_id, ROY, "tremblay", "")
    assert next_of(desk, TREMBLAY) == item_id
    desk.hand_back(item_id, TREMBLAY)
    assert turn_of(desk, item_id).ended is TurnEnd.HANDED_BACK
    assert next_of(home.seat(SINGH), SINGH) == item_id
    boss.claim(item_id, ROY, take_over=True)
    boss.turns.assign(item_id, ROY, "singh", "")
    # A supervisor may take it up all the same; then it is meant for nobody.
    boss.claim(item_id, ROY)
    assert turn_of(desk, item_id).ended is TurnEnd.CLAIMED
    assert proved(home)


def test_who_may_assign_and_to_whom(home: Home) -> None:
    item_id = arrive(home.intake(), "s1", 1)
    desk, boss = home.seat(TREMBLAY), home.seat(ROY)
    with pytest.raises(Refused, match="supervisor"):
        desk.turns.assign(item_id, TREMBLAY, "singh", "")
    for nobody in ("gagnon", "nobody-here"):
        with pytest.raises(Refused, match=nobody):
            boss.turns.assign(item_id, ROY, nobody, "")
    with pytest.raises(Refused, match="shorter"):
        boss.turns.assign(item_id, ROY, "singh", "x" * (LONGEST_TEXT + 1))
    home.seat(GAGNON).turns.put_skills("singh", Skills(frozenset({Mode.RAIL})), GAGNON)
    with pytest.raises(Held, match="highway"):
        boss.turns.assign(item_id, ROY, "singh", "")
    assert boss.turns.turn(item_id) is None


# --- a second reader ---------------------------------------------------------------------------


def test_a_second_reader_sees_the_marks_and_signs(home: Home) -> None:
    item_id = arrive(home.intake(), "s1", 1)
    first, second = home.seat(TREMBLAY), home.seat(SINGH)
    first.claim(item_id, TREMBLAY)
    first.save_mark(item_id, TREMBLAY, values.mark("m1", 1, "s1"))
    first.note_shown(item_id, TREMBLAY, ("s1", "side"))
    first.turns.ask_second(item_id, TREMBLAY, "Is this a false wall?")
    assert first.item(item_id).lease is None
    assert next_of(first, TREMBLAY) is None
    item = second.claim_next(SINGH)
    assert item is not None
    assert item.turn is not None
    assert (item.turn.kind, item.turn.text, item.turn.ended) == (
        TurnKind.SECOND,
        "Is this a false wall?",
        None,
    )
    assert ([one.mark_id for one in item.marks], dict(item.shown)) == (["m1"], {})
    signed(second, item, SINGH, "d1")
    assert second.turns.turn(item_id) is None
    assert proved(home)


def test_one_second_reader_may_be_named_and_who_asked_takes_it_back(home: Home) -> None:
    item_id = arrive(home.intake(), "s1", 1)
    first, other = home.seat(TREMBLAY), home.seat(SINGH)
    first.claim(item_id, TREMBLAY)
    for why, to, said in (("So?", "tremblay", "somebody else"), ("  ", "", "why")):
        with pytest.raises(Refused, match=said):
            first.turns.ask_second(item_id, TREMBLAY, why, to)
    first.turns.ask_second(item_id, TREMBLAY, "So?", "roy")
    assert next_of(other, SINGH) is None
    with pytest.raises(Held, match="roy by tremblay"):
        other.claim(item_id, SINGH)
    with pytest.raises(LeaseLost):
        other.turns.ask_second(item_id, SINGH, "So?")
    first.claim(item_id, TREMBLAY)
    assert turn_of(first, item_id).ended is TurnEnd.CLAIMED
    home.seat(GAGNON).turns.put_skills("roy", Skills(frozenset({Mode.AIR})), GAGNON)
    with pytest.raises(Held, match="highway"):
        first.turns.ask_second(item_id, TREMBLAY, "So?", "roy")
    assert proved(home)


# --- on hold -----------------------------------------------------------------------------------


def test_new_data_ends_a_hold_and_says_what_came(home: Home) -> None:
    intake = home.intake()
    item_id = arrive(intake, "s1", 1)
    desk, other = home.seat(TREMBLAY), home.seat(SINGH)
    desk.claim(item_id, TREMBLAY)
    later = desk.clock.now() + HOUR
    desk.turns.hold(item_id, TREMBLAY, what="Seal number?", of="9XYZ", until=later)
    turn = turn_of(other, item_id)
    assert (turn.kind, turn.text, turn.asked_of) == (TurnKind.HOLD, "Seal number?", "9XYZ")
    assert (next_of(desk, TREMBLAY), next_of(other, SINGH)) == (None, None)
    intake.add_shipment(values.shipment("CCNother"))
    intake.put_link(values.link("s1", "CCNs1"))
    intake.add_report(values.report("r2", "s1"))
    assert next_of(other, SINGH) is None, "neither other cargo nor the same data is news"
    intake.add_shipment(newer("s1"))
    turn = turn_of(other, item_id)
    assert (turn.ended, turn.shipments, turn.images) == (TurnEnd.NEWS, ("CCNs1",), 0)
    assert next_of(other, SINGH) == item_id
    later = other.clock.now() + HOUR
    other.turns.hold(item_id, SINGH, what="Another picture?", of="LANE 1", until=later)
    intake.add_image(values.scan("s1"), values.image(77, view="top"))
    turn = turn_of(other, item_id)
    assert (turn.ended, turn.shipments, turn.images) == (TurnEnd.NEWS, (), 1)
    assert proved(home)


def test_what_is_on_hold_is_opened_by_name_or_comes_first_when_overdue(home: Home) -> None:
    intake = home.intake()
    soon, held = arrive(intake, "s1", 1), arrive(intake, "s2", 2)
    desk, other = home.seat(TREMBLAY), home.seat(SINGH)
    desk.claim(held, TREMBLAY)
    for what, of, lasts in (
        ("", "9XYZ", HOUR),
        ("Seal?", " ", HOUR),
        ("Seal?", "9XYZ", -HOUR),
        ("Seal?", "9XYZ", 73 * HOUR),
        ("x" * (LONGEST_TEXT + 1), "9XYZ", HOUR),
    ):
        with pytest.raises(Refused):
            desk.turns.hold(held, TREMBLAY, what=what, of=of, until=desk.clock.now() + lasts)
    with pytest.raises(LeaseLost):
        other.turns.hold(held, SINGH, what="Seal?", of="9XYZ", until=other.clock.now() + HOUR)
    desk.turns.hold(held, TREMBLAY, what="Seal?", of="9XYZ", until=desk.clock.now() + HOUR)
    other.claim(held, SINGH)
    assert turn_of(desk, held).ended is TurnEnd.CLAIMED
    end = other.clock.now() + dt.timedelta(seconds=2)
    other.turns.hold(held, SINGH, what="Seal?", of="9XYZ", until=end)
    until(lambda: other.queue(officer=SINGH)[0].item_id == held)
    assert [line.item_id for line in desk.queue(officer=TREMBLAY)] == [held, soon]
    assert next_of(desk, TREMBLAY) == held
    assert proved(home)


# --- handed back -------------------------------------------------------------------------------


def test_what_is_handed_back_with_a_reason_goes_to_others(home: Home) -> None:
    item_id = arrive(home.intake(), "s1", 1)
    desk, other = home.seat(TREMBLAY), home.seat(SINGH)
    desk.claim(item_id, TREMBLAY)
    with pytest.raises(Refused, match="why"):
        desk.turns.give_back(item_id, TREMBLAY, " ")
    desk.turns.give_back(item_id, TREMBLAY, "I know the driver")
    with pytest.raises(LeaseLost):
        desk.turns.give_back(item_id, TREMBLAY, "Once more")
    assert next_of(desk, TREMBLAY) is None
    item = other.claim_next(SINGH)
    assert item is not None
    assert item.turn is not None
    assert (item.turn.kind, item.turn.by, item.turn.text, item.turn.ended) == (
        TurnKind.BACK,
        "tremblay",
        "I know the driver",
        None,
    )
    assert proved(home)


def test_what_was_meant_for_one_is_given_back_with_a_reason(home: Home) -> None:
    item_id = arrive(home.intake(), "s1", 1)
    desk = home.seat(TREMBLAY)
    home.seat(ROY).turns.assign(item_id, ROY, "tremblay", "Yours")
    desk.claim(item_id, TREMBLAY)
    desk.turns.give_back(item_id, TREMBLAY, "I know the driver")
    assert turn_of(desk, item_id).kind is TurnKind.BACK
    assert next_of(desk, TREMBLAY) is None
    assert next_of(home.seat(SINGH), SINGH) == item_id
    assert proved(home)


def test_what_is_handed_back_without_a_word_is_for_others_first(home: Home) -> None:
    intake = home.intake()
    first, rest = arrive(intake, "s1", 1), arrive(intake, "s2", 2)
    desk, other = home.seat(TREMBLAY), home.seat(SINGH)
    assert next_of(desk, TREMBLAY) == first
    desk.hand_back(first, TREMBLAY)
    lines = {line.item_id: line.left for line in desk.queue(officer=TREMBLAY)}
    assert lines == {first: True, rest: False}
    assert not any(line.left for line in other.queue(officer=SINGH))
    assert next_of(desk, TREMBLAY) == rest, "others get the first one"
    assert next_of(desk, TREMBLAY) == first, "when nothing else waits it is given again"
    desk.hand_back(first, TREMBLAY)
    desk.hand_back(rest, TREMBLAY)
    assert next_of(other, SINGH) == first
    home.seat(ROY).turns.assign(rest, ROY, "tremblay", "Yours all the same")
    assert next_of(desk, TREMBLAY) == rest
    assert proved(home)


# --- skills ------------------------------------------------------------------------------------


def test_next_gives_nothing_beyond_a_persons_skills_and_by_name_it_says_why(home: Home) -> None:
    intake = home.intake()
    dangerous, plain = arrive(intake, "s1", 1), arrive(intake, "s2", 2)
    paint = (GoodsLine("Paint", un_number="1263"),)
    told = dataclasses.replace(values.shipment("CCNs1", version=2), goods=paint)
    intake.add_shipment(dataclasses.replace(told, function=Function.CHANGE))
    rail = arrive(intake, "s3", 3)
    by_rail = dataclasses.replace(values.shipment("CCNs3", version=2), function=Function.CHANGE)
    way = dataclasses.replace(by_rail.conveyance, mode=Mode.RAIL)
    intake.add_shipment(dataclasses.replace(by_rail, conveyance=way))
    admin, desk = home.seat(GAGNON), home.seat(TREMBLAY)
    trained = Skills(frozenset({Mode.HIGHWAY, Mode.AIR}), frozenset({Cargo.CONSOLIDATED}))
    admin.turns.put_skills("tremblay", trained, GAGNON)
    assert admin.turns.skills() == {"tremblay": trained}
    assert desk.turns.skills_of("tremblay") == trained
    assert home.seat(SINGH).turns.skills_of("singh") == EVERYTHING
    assert (next_of(desk, TREMBLAY), next_of(desk, TREMBLAY)) == (plain, None)
    for item_id, why in ((rail, "rail"), (dangerous, "dangerous")):
        with pytest.raises(Held, match=why):
            desk.claim(item_id, TREMBLAY)
    lacking = {line.item_id: line.lacking for line in desk.queue(officer=TREMBLAY)}
    assert lacking == {rail: (Mode.RAIL,), dangerous: (Cargo.DANGEROUS,), plain: ()}
    admin.turns.put_skills("tremblay", Skills(frozenset({Mode.RAIL})), GAGNON)
    assert next_of(desk, TREMBLAY) == rail
    assert proved(home)


def test_skills_are_an_administrators_word(home: Home) -> None:
    for person in (TREMBLAY, ROY):
        with pytest.raises(Refused, match="administrator"):
            home.seat(person).turns.put_skills("singh", Skills(), person)
    admin = home.seat(GAGNON)
    with pytest.raises(Refused, match="nobody-here"):
        admin.turns.put_skills("nobody-here", Skills(), GAGNON)
    with pytest.raises(Refused, match="one mode"):
        admin.turns.put_skills("singh", Skills(frozenset()), GAGNON)
    assert admin.turns.skills() == {}


# --- decided again, joined ---------------------------------------------------------------------


def test_a_stale_decision_comes_back_with_what_has_come_since(home: Home) -> None:
    intake = home.intake()
    item_id = arrive(intake, "s1", 1)
    desk, other = home.seat(TREMBLAY), home.seat(SINGH)
    item = desk.claim(item_id, TREMBLAY)
    signed(desk, item, TREMBLAY, "d1", kind=Kind.RECOMMEND_RELEASE)
    with pytest.raises(Refused, match="tremblay"):
        other.claim(item_id, SINGH)
    intake.add_shipment(newer("s1", pieces=61))
    intake.add_image(values.scan("s1"), values.image(77, view="top"))
    again = other.claim_next(SINGH)
    assert again is not None
    assert again.item_id == item_id
    since = again.since
    assert since is not None
    assert (since.kind, since.officer) == (Kind.RECOMMEND_RELEASE, "tremblay")
    (changed,) = since.shipments
    told = {(one.path, one.before, one.after) for one in changed.changes}
    assert ("pieces", "60", "61") in told
    assert [(one.view, one.images) for one in since.views] == [("top", 1)]
    look(other, again, SINGH)
    with pytest.raises(Refused):
        other.decide(referral("d2", again, SINGH), officer=SINGH)
    other.turns.ask_second(item_id, SINGH, "What do you say now?", "tremblay")
    back = desk.claim_next(TREMBLAY)
    assert back is not None
    assert back.since == since
    signed(desk, back, TREMBLAY, "d2", supersedes="d1")
    kept = other.item(item_id)
    assert (kept.state, kept.since) == (ItemState.DECIDED, None)
    assert proved(home)


def test_an_item_that_joins_another_brings_its_turn_along(home: Home) -> None:
    intake = home.intake()
    kept, vacated = arrive(intake, "s1", 1), arrive(intake, "s2", 2)
    home.seat(ROY).turns.assign(vacated, ROY, "tremblay", "Yours")
    intake.put_link(values.link("s2", "CCNs1"))
    desk = home.seat(TREMBLAY)
    assert desk.item(vacated).item_id == kept
    turn = turn_of(desk, kept)
    assert (turn.kind, turn.to, turn.by) == (TurnKind.ASSIGNED, "tremblay", "roy")
    assert next_of(home.seat(SINGH), SINGH) is None
    assert next_of(desk, TREMBLAY) == kept
    assert proved(home)


def test_what_could_not_be_joined_joins_when_it_is_passed_on(home: Home) -> None:
    intake = home.intake()
    one, two = arrive(intake, "s1", 1), arrive(intake, "s2", 2)
    desk = home.seat(TREMBLAY)
    desk.claim(two, TREMBLAY)
    home.seat(SINGH).claim(one, SINGH)
    intake.put_link(values.link("s2", "CCNs1"))
    home.seat(SINGH).hand_back(one, SINGH)
    intake.catch_up()
    assert set(intake.items()) == {one, two}
    desk.turns.ask_second(two, TREMBLAY, "So?")
    intake.catch_up()
    assert intake.items() == (one,)
    turn = turn_of(desk, one)
    assert (turn.kind, turn.by) == (TurnKind.SECOND, "tremblay")
    assert proved(home)


def test_an_item_of_ones_own_port_is_all_that_one_may_pass_on(laid: Laid, tmp_path: Path) -> None:
    with laid.home(tmp_path) as home:
        item_id = arrive(home.intake(), "s1", 1, port=PORT)
        far = home.seat(FAR)
        with pytest.raises(Refused, match="no item"):
            far.turns.ask_second(item_id, FAR, "So?")
        with pytest.raises(Refused, match="no item"):
            far.turns.turn(item_id)


@pytest.mark.parametrize(
    ("change", "table"),
    [
        ("UPDATE turn SET meant_for = 'singh'", "turn"),
        ("DELETE FROM turn", "turn"),
        ("UPDATE skill SET cargo = 'dangerous'", "skill"),
    ],
)
def test_a_turn_that_whoever_runs_the_database_changes_is_found(
    laid: Laid, tmp_path: Path, change: str, table: str
) -> None:
    with laid.home(tmp_path) as home:
        intake = home.intake()
        item_id = arrive(intake, "s1", 1)
        home.seat(GAGNON).turns.put_skills("singh", Skills(cargo=frozenset()), GAGNON)
        home.seat(ROY).turns.assign(item_id, ROY, "tremblay", "Yours")
        assert proved(home)
        with psycopg.connect(
            **home.cluster.superuser(home.database), autocommit=True
        ) as connection:
            connection.execute("SET search_path = prescreen")
            connection.execute(change)
        found = intake.verify()
        assert not found.ok
        assert table in str(found.reason)
