"""Whose turn it is beside the order of the queue: skills, choices, and what officers pass on."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.decision import Kind
from app.domain.errors import Held, LeaseLost, Refused
from app.domain.officer import Officer, Role
from app.domain.shipment import Function, GoodsLine, Mode
from app.domain.skills import EVERYTHING, Cargo, Skills
from app.domain.turn import BACK_LASTS, LASTS, LONGEST_TEXT, Chosen, TurnEnd, TurnKind
from app.domain.work import ItemState
from app.record import Record
from app.record.leases import claim_next
from tests.unit.record_values import (
    MOMENT,
    ROY,
    SINGH,
    TREMBLAY,
    Workspace,
    arrive,
    image,
    link,
    recommendation,
    report,
    scan,
    shipment,
)

GAGNON = Officer("gagnon", "E. Gagnon", Role.ADMINISTRATOR)
PHRASE = "a long enough password"
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


@pytest.fixture
def record(workspace: Workspace) -> Iterator[Record]:
    with workspace.open() as opened:
        for officer in (TREMBLAY, SINGH, ROY, GAGNON):
            opened.add_account(officer, PHRASE)
        yield opened
        found = opened.verify()
        assert found.ok, found.reason


def wait_for(
    record: Record, number: int, *, mode: Mode = Mode.HIGHWAY, port: str = "0427", **more: object
) -> str:
    """Let an item arrive that is due after as many hours as its number."""
    item_id = arrive(record, f"s{number}", number)
    told = shipment(f"A{number}", hours=float(number), port=port)
    way = dataclasses.replace(told.conveyance, mode=mode)
    record.add_shipment(dataclasses.replace(told, conveyance=way, **more))
    record.put_link(link(f"s{number}", f"A{number}"))
    return item_id


def next_of(record: Record, officer: Officer, chosen: Chosen | None = None) -> str | None:
    """Return what *next* gives, and put it back as it was."""
    item = record.claim_next(officer, chosen=chosen)
    if item is None:
        return None
    record.hand_back(item.item_id, officer)
    return item.item_id


def first_in_table(record: Record, officer: Officer, now: dt.datetime) -> str | None:
    """Return the first line that the table says *next* gives."""
    lines = record.queue(officer=officer)
    waiting = [line for line in lines if line.waits_for(officer.account, now)]
    others = [one for one in waiting if not one.left or one.comes_first(officer.account, now)]
    return next((line.item_id for line in (*others, *waiting)), None)


# --- skills ------------------------------------------------------------------------------------


def test_next_gives_nothing_beyond_a_persons_skills_and_by_name_it_says_why(
    record: Record,
) -> None:
    rail = wait_for(record, 1, mode=Mode.RAIL)
    dangerous = wait_for(record, 2, goods=(GoodsLine("Paint", un_number="1263"),))
    plain = wait_for(record, 3)
    unknown = arrive(record, "s9", 9)
    trained = Skills(frozenset({Mode.HIGHWAY, Mode.AIR}), frozenset({Cargo.CONSOLIDATED}))
    record.turns.put_skills("tremblay", trained, GAGNON)
    assert record.turns.skills_of("tremblay") == trained
    assert record.turns.skills_of("singh") == EVERYTHING
    assert [record.claim_next(TREMBLAY, lease_s=60) is not None for _ in range(3)] == [
        True,
        True,
        False,
    ]
    held = {line.item_id for line in record.queue() if line.claimed_by == "tremblay"}
    assert held == {plain, unknown}, "without shipment data nobody knows what it asks"
    for item_id, why in ((rail, "rail"), (dangerous, "dangerous")):
        with pytest.raises(Held, match=why):
            record.claim(item_id, TREMBLAY)
    lacking = {line.item_id: line.lacking for line in record.queue(officer=TREMBLAY)}
    assert lacking == {rail: (Mode.RAIL,), dangerous: (Cargo.DANGEROUS,), plain: (), unknown: ()}
    assert record.claim_next(SINGH) == record.item(rail)


def test_skills_are_an_administrators_word(record: Record) -> None:
    for person in (TREMBLAY, ROY):
        with pytest.raises(Refused, match="administrator"):
            record.turns.put_skills("singh", Skills(), person)
    with pytest.raises(Refused, match="nobody-here"):
        record.turns.put_skills("nobody-here", Skills(), GAGNON)
    with pytest.raises(Refused, match="one mode"):
        record.turns.put_skills("singh", Skills(frozenset()), GAGNON)
    record.turns.put_skills("singh", Skills(frozenset({Mode.AIR})), GAGNON)
    record.turns.put_skills("singh", Skills(frozenset({Mode.RAIL})), GAGNON)
    assert record.turns.skills() == {"singh": Skills(frozenset({Mode.RAIL}))}


# --- what an officer has chosen ----------------------------------------------------------------


def test_next_goes_by_what_was_chosen_of_modes_and_ports(record: Record) -> None:
    truck = wait_for(record, 1)
    rail = wait_for(record, 2, mode=Mode.RAIL, port="0495")
    air = wait_for(record, 3, mode=Mode.AIR)
    unknown = arrive(record, "s9", 9)
    modes = frozenset({Mode.RAIL, Mode.AIR})
    for chosen, expected in (
        (Chosen(), truck),
        (Chosen(modes), rail),
        (Chosen(frozenset({Mode.AIR})), air),
        (Chosen(frozenset({Mode.MARINE})), None),
        (Chosen(ports=frozenset({"0495"})), rail),
        (Chosen(ports=frozenset({""})), unknown),
        (Chosen(frozenset({Mode.AIR}), frozenset({"0495"})), None),
    ):
        assert next_of(record, TREMBLAY, chosen) == expected
    here = dataclasses.replace(TREMBLAY, port="0495")
    assert next_of(record, here) == rail
    assert next_of(record, here, Chosen(ports=frozenset({"0427"}))) is None
    record.turns.put_skills("tremblay", Skills(frozenset({Mode.AIR})), GAGNON)
    assert next_of(record, TREMBLAY, Chosen(frozenset({Mode.RAIL}))) is None
    assert next_of(record, TREMBLAY) == air
    assert next_of(record, here) == unknown


def test_next_walks_an_index_whatever_was_chosen(record: Record, workspace: Workspace) -> None:
    """The rows that wait are never read as a whole."""
    wait_for(record, 1)
    record.turns.put_skills("tremblay", Skills(frozenset({Mode.AIR, Mode.RAIL})), GAGNON)
    record.turns.put_skills("singh", Skills(cargo=frozenset()), GAGNON)
    asked: list[str] = []
    with closing(sqlite3.connect(workspace.file)) as database:
        for officer, chosen in (
            (ROY, Chosen()),
            (TREMBLAY, Chosen()),
            (SINGH, Chosen()),
            (dataclasses.replace(ROY, port="0427"), Chosen(frozenset({Mode.RAIL}))),
            (ROY, Chosen(ports=frozenset({"0427", "0495"}))),
        ):
            with record._access.write() as writing:
                raw = writing.connection.connection.driver_connection
                assert raw is not None
                raw.set_trace_callback(asked.append)
                claim_next(writing, officer, 60, chosen)
                raw.set_trace_callback(None)
        walks = [one for one in asked if "FROM entry" in one and "ORDER BY" in one]
        assert len(walks) >= 5
        for statement in walks:
            steps = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {statement}")]
            of_entry = [step for step in steps if " entry" in step]
            assert not [step for step in of_entry if step.startswith("SCAN")], steps
            assert not [step for step in of_entry if step.endswith("(outcome=?)")], steps


# --- assigned ----------------------------------------------------------------------------------


def test_what_is_assigned_comes_first_for_that_person_and_for_nobody_else(
    record: Record, workspace: Workspace
) -> None:
    soon, late = wait_for(record, 1), wait_for(record, 5, port="0495")
    record.turns.assign(late, ROY, "tremblay", "You know this shipper")
    here = dataclasses.replace(TREMBLAY, port="0427")
    assert [line.item_id for line in record.queue(officer=here)] == [late, soon]
    turn = record.queue(officer=here)[0].turn
    assert turn is not None
    assert (turn.kind, turn.by, turn.to) == (TurnKind.ASSIGNED, "roy", "tremblay")
    with pytest.raises(Held, match="tremblay by roy"):
        record.claim(late, SINGH)
    assert next_of(record, SINGH) == soon
    taken = record.claim_next(here)
    assert taken is not None
    assert (taken.item_id, taken.turn) == (late, turn)
    record.hand_back(late, TREMBLAY)
    after = record.turns.turn(late)
    assert after is not None
    assert after.ended is TurnEnd.HANDED_BACK
    assert next_of(record, here) == soon
    workspace.hand.pass_s(1)
    assert record.claim(late, SINGH).lease is not None


def test_nothing_waits_for_a_person_who_is_not_there(record: Record, workspace: Workspace) -> None:
    item_id = wait_for(record, 1)
    record.turns.assign(item_id, ROY, "tremblay", "")
    assert next_of(record, SINGH) is None
    workspace.hand.pass_s(LASTS.total_seconds())
    (line,) = record.queue(officer=SINGH)
    assert line.waits_for("singh", workspace.hand.moment)
    assert record.claim_next(SINGH) is not None
    turn = record.turns.turn(item_id)
    assert turn is not None
    assert turn.ended is TurnEnd.CLAIMED


def test_an_item_is_taken_from_who_has_it_and_she_learns_it(record: Record) -> None:
    item_id = wait_for(record, 1)
    record.claim(item_id, SINGH)
    record.turns.assign(item_id, ROY, "tremblay", "Singh goes home")
    with pytest.raises(LeaseLost, match="roy has assigned it to tremblay"):
        record.renew(item_id, SINGH)
    assert record.item(item_id).lease is None
    assert next_of(record, TREMBLAY) == item_id


def test_assigning_is_a_supervisors_act_and_goes_to_who_may_review_it(record: Record) -> None:
    item_id = wait_for(record, 1, mode=Mode.RAIL)
    with pytest.raises(Refused, match="supervisor"):
        record.turns.assign(item_id, TREMBLAY, "singh", "")
    for nobody in ("gagnon", "nobody-here"):
        with pytest.raises(Refused, match=nobody):
            record.turns.assign(item_id, ROY, nobody, "")
    record.turns.put_skills("singh", Skills(frozenset({Mode.AIR})), GAGNON)
    with pytest.raises(Held, match="rail"):
        record.turns.assign(item_id, ROY, "singh", "")
    with pytest.raises(Refused, match="shorter"):
        record.turns.assign(item_id, ROY, "tremblay", "x" * (LONGEST_TEXT + 1))
    record.claim(item_id, TREMBLAY)
    record.note_shown(item_id, TREMBLAY, ("s1", "side"))
    decision = recommendation("d1", item_id, scans=(record.scan("s1"),))
    record.decide(decision, officer=TREMBLAY)
    with pytest.raises(Refused, match="decided"):
        record.turns.assign(item_id, ROY, "tremblay", "")


# --- a second reader ---------------------------------------------------------------------------


def test_a_second_reader_is_anybody_else(record: Record, workspace: Workspace) -> None:
    item_id = wait_for(record, 1)
    record.claim(item_id, TREMBLAY)
    record.turns.ask_second(item_id, TREMBLAY, "Is this a false wall?")
    assert record.item(item_id).lease is None
    assert next_of(record, TREMBLAY) is None
    taken = record.claim_next(SINGH)
    assert taken is not None
    assert taken.turn is not None
    assert (taken.turn.text, taken.turn.ended) == ("Is this a false wall?", None)
    record.hand_back(item_id, SINGH)
    assert next_of(record, TREMBLAY) is None
    workspace.hand.pass_s(LASTS.total_seconds())
    assert next_of(record, TREMBLAY) == item_id


def test_who_asked_takes_it_back_by_name_and_one_may_be_named(record: Record) -> None:
    item_id = wait_for(record, 1)
    record.claim(item_id, TREMBLAY)
    with pytest.raises(Refused, match="somebody else"):
        record.turns.ask_second(item_id, TREMBLAY, "So?", "tremblay")
    with pytest.raises(Refused, match="why"):
        record.turns.ask_second(item_id, TREMBLAY, "  ")
    record.turns.ask_second(item_id, TREMBLAY, "So?", "roy")
    assert next_of(record, SINGH) is None
    with pytest.raises(Held, match="roy by tremblay"):
        record.claim(item_id, SINGH)
    assert record.claim(item_id, TREMBLAY).turn is not None
    turn = record.turns.turn(item_id)
    assert turn is not None
    assert turn.ended is TurnEnd.CLAIMED
    with pytest.raises(LeaseLost):
        record.turns.ask_second(item_id, SINGH, "So?")


# --- on hold -----------------------------------------------------------------------------------


def held(record: Record, number: int = 1, hours: float = 1.0) -> str:
    item_id = wait_for(record, number)
    record.claim(item_id, TREMBLAY)
    until = MOMENT + hours * HOUR
    record.turns.hold(item_id, TREMBLAY, what="Seal number?", of="9XYZ", until=until)
    return item_id


def test_an_item_on_hold_leaves_next_and_comes_back_on_top(
    record: Record, workspace: Workspace
) -> None:
    item_id, other = held(record, 2, hours=3), wait_for(record, 1)
    for officer in (TREMBLAY, SINGH):
        assert next_of(record, officer) == other
        assert first_in_table(record, officer, workspace.hand.moment) == other
    assert [line.item_id for line in record.queue(officer=SINGH)] == [other, item_id]
    workspace.hand.pass_s(3 * 3600)
    assert [line.item_id for line in record.queue(officer=SINGH)] == [item_id, other]
    assert first_in_table(record, SINGH, workspace.hand.moment) == item_id
    assert next_of(record, SINGH, Chosen(frozenset({Mode.RAIL}))) is None
    taken = record.claim_next(SINGH)
    assert taken is not None
    assert taken.item_id == item_id
    assert taken.turn is not None
    assert (taken.turn.asked_of, taken.turn.text) == ("9XYZ", "Seal number?")
    assert taken.turn.ended is TurnEnd.CLAIMED


def test_new_data_ends_a_hold_and_says_what_came(record: Record) -> None:
    item_id = held(record)
    record.add_shipment(shipment("B"))
    assert next_of(record, SINGH) is None, "data of other cargo is no news"
    record.put_link(link("s1", "A1"))
    assert next_of(record, SINGH) is None, "the same data is no news"
    record.add_shipment(dataclasses.replace(shipment("A1", version=2), pieces=61))
    turn = record.turns.turn(item_id)
    assert turn is not None
    assert (turn.ended, turn.shipments, turn.images) == (TurnEnd.NEWS, ("A1",), 0)
    assert next_of(record, SINGH) == item_id


def test_new_images_end_a_hold(record: Record) -> None:
    item_id = held(record)
    record.add_image(scan("s1"), image(77, view="top"))
    turn = record.turns.turn(item_id)
    assert turn is not None
    assert (turn.ended, turn.shipments, turn.images) == (TurnEnd.NEWS, (), 1)


def test_what_is_asked_of_whom_and_until_when_is_needed(record: Record) -> None:
    item_id = wait_for(record, 1)
    record.claim(item_id, TREMBLAY)
    for what, of, until in (
        ("", "9XYZ", HOUR),
        ("Seal?", " ", HOUR),
        ("Seal?", "9XYZ", dt.timedelta(0)),
        ("Seal?", "9XYZ", 73 * HOUR),
        ("x" * (LONGEST_TEXT + 1), "9XYZ", HOUR),
    ):
        with pytest.raises(Refused):
            record.turns.hold(item_id, TREMBLAY, what=what, of=of, until=MOMENT + until)
    assert record.turns.turn(item_id) is None
    with pytest.raises(LeaseLost):
        record.turns.hold(item_id, SINGH, what="Seal?", of="9XYZ", until=MOMENT + HOUR)


# --- handed back, joined, decided --------------------------------------------------------------


def test_what_is_handed_back_with_a_reason_goes_to_others_first(
    record: Record, workspace: Workspace
) -> None:
    item_id = wait_for(record, 1)
    record.claim(item_id, TREMBLAY)
    with pytest.raises(Refused, match="why"):
        record.turns.give_back(item_id, TREMBLAY, "")
    record.turns.give_back(item_id, TREMBLAY, "I know the driver")
    assert next_of(record, TREMBLAY) is None
    taken = record.claim_next(SINGH)
    assert taken is not None
    assert taken.turn is not None
    assert (taken.turn.kind, taken.turn.text) == (TurnKind.BACK, "I know the driver")
    record.hand_back(item_id, SINGH)
    workspace.hand.pass_s(BACK_LASTS.total_seconds())
    assert next_of(record, TREMBLAY) == item_id


def test_an_item_that_joins_another_brings_its_turn_along(record: Record) -> None:
    kept, vacated = wait_for(record, 1), wait_for(record, 2)
    record.turns.assign(vacated, ROY, "tremblay", "Yours")
    record.put_link(link("s2", "A1"))
    assert record.item(vacated).item_id == kept
    turn = record.turns.turn(kept)
    assert turn is not None
    assert (turn.kind, turn.to, turn.by) == (TurnKind.ASSIGNED, "tremblay", "roy")
    assert next_of(record, SINGH) is None
    assert next_of(record, TREMBLAY) == kept


def test_a_decision_ends_every_turn(record: Record) -> None:
    item_id = wait_for(record, 1)
    record.claim(item_id, TREMBLAY)
    record.turns.ask_second(item_id, TREMBLAY, "So?")
    record.claim(item_id, SINGH)
    record.note_shown(item_id, SINGH, ("s1", "side"))
    decision = recommendation("d1", item_id, SINGH, scans=(record.scan("s1"),))
    record.decide(decision, officer=SINGH)
    assert record.turns.turn(item_id) is None


# --- what has come since a decision ------------------------------------------------------------


def test_a_stale_decision_says_what_has_come_since(record: Record, workspace: Workspace) -> None:
    item_id = wait_for(record, 1)
    record.claim(item_id, TREMBLAY)
    record.note_shown(item_id, TREMBLAY, ("s1", "side"))
    record.note_viewed(item_id, TREMBLAY, "s1", "side")
    made = recommendation("d1", item_id, scans=(record.scan("s1"),))
    made = dataclasses.replace(
        made, kind=Kind.RECOMMEND_RELEASE, shipment_digests=("A1-1",), subjects=("A1",)
    )
    record.decide(made, officer=TREMBLAY)
    assert record.item(item_id).since is None
    workspace.hand.pass_s(60)
    newer = dataclasses.replace(shipment("A1", hours=1.0, version=2), pieces=61)
    record.add_shipment(newer)
    record.add_image(scan("s1"), image(77, view="top"))
    later = dataclasses.replace(report("r9", "s1"), made_at=workspace.hand.moment)
    record.add_report(later)
    item = record.item(item_id)
    assert item.state is ItemState.WAITING
    since = item.since
    assert since is not None
    assert (since.kind, since.officer, since.at) == (
        Kind.RECOMMEND_RELEASE,
        "tremblay",
        made.times.decided_at,
    )
    (changed,) = since.shipments
    told = {(one.path, one.before, one.after) for one in changed.changes}
    assert (changed.shipment_id, changed.new, changed.gone) == ("A1", False, False)
    assert ("pieces", "60", "61") in told
    assert [(one.object_id, one.view, one.images) for one in since.views] == [("TRL-s1", "top", 1)]
    assert [str(title) for title in since.findings] == ["Denser than neighbours"]
    record.add_shipment(dataclasses.replace(newer, version=3, function=Function.DELETE, sha256="x"))
    wait = record.item(item_id).since
    assert wait is not None
    assert [one.gone for one in wait.shipments] == [True]


# --- all together ------------------------------------------------------------------------------


PEOPLE = (TREMBLAY, SINGH, ROY, dataclasses.replace(SINGH, port="0495"))


def pass_on(record: Record, who: Officer, item_id: str, chance: random.Random) -> None:
    """Do one of the things that take an item out of somebody's hands, as far as it may be done."""
    until = record.clock.now() + dt.timedelta(seconds=200)
    to = chance.choice(PEOPLE).account
    acts: tuple[Callable[[], None], ...] = (
        lambda: record.hand_back(item_id, who),
        lambda: record.turns.give_back(item_id, who, "So."),
        lambda: record.turns.ask_second(item_id, who, "So?"),
        lambda: record.turns.hold(item_id, who, what="So?", of="9XYZ", until=until),
        lambda: record.turns.assign(item_id, ROY, to, ""),
    )
    with contextlib.suppress(Refused):
        chance.choice(acts)()


def test_the_table_and_next_agree_whatever_was_done(record: Record, workspace: Workspace) -> None:
    """Officers do anything in any order; what the table says comes next is what next gives."""
    chance = random.Random(20260302)
    modes, ports = (Mode.HIGHWAY, Mode.RAIL, Mode.AIR), ("0427", "0495")
    items = [wait_for(record, n, mode=modes[n % 3], port=ports[n % 2]) for n in range(1, 7)]
    record.turns.put_skills("singh", Skills(frozenset({Mode.HIGHWAY, Mode.AIR})), GAGNON)
    held: dict[str, dt.datetime] = {}
    given = 0
    for step in range(120):
        who, now = chance.choice(PEOPLE), workspace.hand.moment
        if chance.random() < 0.5:
            first = first_in_table(record, who, now)
            found = record.claim_next(who, lease_s=120)
            assert (found.item_id if found is not None else None) == first, step
            if found is not None:
                given += 1
                assert held.get(found.item_id, now) <= now, "nobody else has it"
                held[found.item_id] = now + dt.timedelta(seconds=120)
        else:
            pass_on(record, who, chance.choice(items), chance)
        claimed = {line.item_id for line in record.queue() if line.claimed_by}
        held = {item_id: until for item_id, until in held.items() if item_id in claimed}
        workspace.hand.pass_s(chance.choice((0, 10, 60)))
    assert given > 20
    workspace.hand.pass_s(LASTS.total_seconds())
    left = [record.claim_next(ROY, lease_s=10**6) for _ in items]
    assert sorted(item.item_id for item in left if item is not None) == sorted(items)
    assert record.claim_next(ROY) is None
