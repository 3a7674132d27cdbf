"""Supervision in either home of the record: re-checks, lots, blind readings, a third, approvals.

On a server the database itself hides what a second reader must not see: plain SQL finds no more
than the program shows.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import psycopg
import pytest

from app.domain.clock import system_clock
from app.domain.decision import Draft, Kind
from app.domain.errors import LeaseLost, Refused
from app.domain.notice import Notice, Severity
from app.domain.officer import Officer, Role
from app.domain.supervision import Answer, Answered, Draw, SecondReading, Stands, Why, lot
from app.domain.threat import ScreeningState, Verdict
from app.domain.words import say
from app.domain.work import Item, ItemState
from app.record import BlindRecord, Record
from app.review import ReviewRoom
from app.review.desk import Desk
from app.review.officer_figures import officer_figures
from app.review.replay import replay_of
from app.scans import FolderStore
from app.supervision import (
    ReadingRoom,
    SupervisionRoom,
    SupervisionRules,
    export_found,
    keep_lots,
)
from tests.services.homes import (
    FAR,
    PASSWORD,
    PEOPLE,
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
from tests.unit.room_values import SITE

CHEN = Officer("chen", "E. Chen", Role.SUPERVISOR)
EVERYBODY = (*PEOPLE, CHEN)
LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def laid(postgres: Cluster) -> Laid:
    return lay_out(postgres, EVERYBODY)


@pytest.fixture
def server(laid: Laid, tmp_path: Path) -> Iterator[ServerHome]:
    with laid.home(tmp_path) as home:
        yield home


@pytest.fixture(params=["file", "server"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    opened: AbstractContextManager[FileHome | ServerHome]
    if request.param == "file":
        opened = file_home(tmp_path, EVERYBODY)
    else:
        opened = request.getfixturevalue("laid").home(tmp_path)
    with opened as made:
        yield made


def decided(record: Record, item_id: str, name: str, kind: Kind = Kind.RECOMMEND_RELEASE) -> Item:
    """Review an item as TREMBLAY, with all that a first reader leaves behind, and sign."""
    item = record.claim(item_id, TREMBLAY)
    look(record, item)
    scan = item.scans[0].scan_id
    record.save_mark(item_id, TREMBLAY, values.mark(f"m-{name}", 1, scan))
    record.save_verdict(item_id, TREMBLAY, f"r-{scan}/1", Verdict.DISAGREE)
    record.acknowledge(item_id, TREMBLAY, NOTICE)
    record.note_event(item_id, TREMBLAY, "tool", {"name": "loupe"})
    record.decide(referral(name, item, kind=kind, note="words of the first"), officer=TREMBLAY)
    return record.item(item_id)


NOTICE = Notice("R080", Severity.WARNING, "93", say("Late by {minutes} min", minutes=4))


def said(decision: str, answer: Answer, comment: str = "", *reasons: str) -> Answered:
    return Answered(decision, "", answer, reasons, comment, "", LONG_AGO, 0, (Why.RANDOM,))


def why(record: Record, officer: Officer = ROY) -> dict[str, tuple[Why, ...]]:
    lines = record.supervision.rechecks(officer, LONG_AGO, {})
    return {line.recommendation_id: line.why for line in lines}


def read_blind(record: Record, reading: SecondReading, name: str, kind: Kind) -> None:
    """Do a second reading as SINGH: look, mark, judge, take note, fill in, sign."""
    blind = BlindRecord(record, reading, SINGH)
    item = blind.item(reading.item_id)
    look(blind, item, SINGH)
    scan = item.scans[0].scan_id
    blind.save_mark(item.item_id, SINGH, values.mark("m-second", 1, scan))
    blind.save_mark(item.item_id, SINGH, values.mark("m-other", 2, scan))
    blind.remove_mark(item.item_id, SINGH, "m-other")
    blind.save_verdict(item.item_id, SINGH, f"r-{scan}/1", Verdict.AGREE)
    blind.acknowledge(item.item_id, SINGH, NOTICE)
    blind.save_draft(item.item_id, SINGH, Draft(kind=kind, note="half"))
    kept = blind.item(item.item_id)
    assert [mark.mark_id for mark in kept.marks] == ["m-second"]
    assert kept.verdicts == {f"r-{scan}/1": Verdict.AGREE}
    assert (kept.acknowledged, kept.draft is not None) == ((NOTICE.key,), True)
    assert set(kept.viewed) == {(scan, "side")}
    made = referral(name, item, SINGH, kind=kind, note="words of the second")
    blind.decide(made, officer=SINGH)


# --- the whole round ---------------------------------------------------------------------------


def test_a_decision_goes_the_whole_round(home: Home, tmp_path: Path) -> None:
    intake = home.intake()
    keep_lots(intake, SupervisionRules(release_share=1.0))
    item_id = arrive(intake, "s1", 1)
    first, boss, second = home.seat(TREMBLAY), home.seat(ROY), home.seat(SINGH)
    decided(first, item_id, "d1")
    assert why(boss) == {"d1": (Why.RANDOM,)}
    asked = boss.supervision.ask_reading("d1", ROY, reader="singh")
    assert (asked.first, asked.reader, asked.signed) == ("tremblay", "singh", None)
    with pytest.raises(Refused, match="asked for already"):
        boss.supervision.ask_reading("d1", ROY)
    taken = second.supervision.take_reading(item_id, SINGH)
    assert second.supervision.counts(taken)
    read_blind(second, taken, "d1-again", Kind.REFER_FOR_EXAM)
    adjudicated(boss)

    # It comes back to its officer, with the comment, and is decided again.
    assert first.supervision.returned_to(TREMBLAY) == (item_id,)
    back = first.item(item_id)
    assert back.returned is not None
    assert (back.returned.by, back.returned.name) == ("roy", "C. Roy")
    assert why(boss) == {}
    item = first.claim(item_id, TREMBLAY)
    look(first, item)
    first.decide(referral("d2", item, supersedes="d1"), officer=TREMBLAY)
    boss.supervision.answer(said("d2", Answer.DIFFER, "=not this place", "PLACE", "EXAM"), ROY)
    approved(boss, item_id)
    assert exported(boss, tmp_path / "found") == (2, 1, 1)
    assert {one.account for one in officer_figures(boss, ROY)} >= {"tremblay"}
    assert replay_of(boss, "d2", ROY).decision.recommendation_id == "d2"
    assert proved(home)


def adjudicated(boss: Record) -> None:
    """Say as ROY that neither of two readings stands."""
    (line,) = boss.supervision.rechecks(ROY, LONG_AGO, {})
    assert line.why[0] is Why.READERS
    assert line.reading is not None
    assert line.reading.differs
    assert line.reading.signed is not None
    assert line.reading.signed.note == "words of the second"
    done = boss.supervision.adjudicate(
        line.reading.reading_id, ROY, Stands.NEITHER, "Look at the axle: é, 箱."
    )
    assert done.adjudicated is not None
    assert (done.adjudicated.by, done.adjudicated.comment) == ("roy", "Look at the axle: é, 箱.")


def approved(boss: Record, item_id: str) -> None:
    """Approve as ROY the only verdict on an item."""
    (given,) = boss.supervision.verdicts_on(item_id)
    boss.supervision.approve(given.line, ROY, "clear enough")
    (given,) = boss.supervision.verdicts_on(item_id)
    assert given.approval is not None
    assert (given.approval.approved, given.approval.by) == (True, "roy")


def exported(boss: Record, folder: Path) -> tuple[int, int, int]:
    """Export as ROY, look into the file of readings, and return how much there was."""
    done = export_found(folder, boss, system_clock())
    with (folder / "readings.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["first"], row["first_kind"]) == ("tremblay", "RECOMMEND_RELEASE")
    assert (row["second"], row["second_kind"], row["differs"]) == ("singh", "REFER_FOR_EXAM", "1")
    assert (row["third"], row["stands"]) == ("roy", "neither")
    return done.answers, done.readings, done.draws


# --- answers -----------------------------------------------------------------------------------


def test_an_answer_is_given_once_and_not_of_ones_own(home: Home) -> None:
    item_id = arrive(home.intake(), "s1", 1)
    decided(home.seat(TREMBLAY), item_id, "d1", Kind.REFER_FOR_EXAM)
    boss = home.seat(ROY)
    with pytest.raises(Refused, match="Say why you differ"):
        boss.supervision.answer(said("d1", Answer.DIFFER), ROY)
    with pytest.raises(Refused, match="Write to the officer"):
        boss.supervision.answer(said("d1", Answer.RETURN, " "), ROY)
    kept = boss.supervision.answer(said("d1", Answer.AGREE), ROY)
    assert (kept.by, kept.why, kept.item_id) == ("roy", (Why.RANDOM,), item_id)
    with pytest.raises(Refused, match="roy has answered"):
        home.seat(CHEN).supervision.answer(said("d1", Answer.AGREE), CHEN)
    own = arrive(home.intake(), "s2", 2)
    item = boss.claim(own, ROY)
    look(boss, item, ROY)
    boss.decide(referral("d2", item, ROY), officer=ROY)
    with pytest.raises(Refused, match="signed this decision yourself"):
        boss.supervision.answer(said("d2", Answer.AGREE), ROY)
    assert proved(home)


def test_what_was_returned_is_kept_for_its_officer(home: Home) -> None:
    item_id = arrive(home.intake(), "s1", 1)
    first = home.seat(TREMBLAY)
    decided(first, item_id, "d1", Kind.REFER_FOR_EXAM)
    boss = home.seat(ROY)
    boss.supervision.answer(said("d1", Answer.RETURN, "Which place?"), ROY)
    (line,) = boss.queue()
    assert (line.state, line.claimed_by) == (ItemState.CLAIMED, "tremblay")
    assert home.seat(SINGH).claim_next(SINGH) is None
    assert first.supervision.returned_to(TREMBLAY) == (item_id,)
    item = first.claim(item_id, TREMBLAY)
    assert first.supervision.returned_to(TREMBLAY) == ()
    look(first, item)
    first.decide(referral("d2", item, supersedes="d1"), officer=TREMBLAY)
    assert boss.queue() == ()
    assert proved(home)


# --- lots --------------------------------------------------------------------------------------


def test_lots_are_drawn_and_can_be_repeated(home: Home) -> None:
    intake = home.intake()
    before = arrive(intake, "s0", 1)
    boss = home.seat(ROY)
    boss.supervision.publish(Draw.COMPLIANCE, "Gazette 2026-03-01", 0.5, ROY)
    names = [arrive(intake, f"s{number}", number) for number in range(2, 10)]
    intake.supervision.draw_items()
    drawn = {one.item_id for one in boss.supervision.drawn()}
    expected = {one for one in names if lot(Draw.COMPLIANCE, "Gazette 2026-03-01", one) < 0.5}
    assert drawn == expected
    assert before not in drawn
    assert {name for name in names if boss.item(name).drawn} == expected
    ((seed, among),) = boss.supervision.drawn_among(Draw.COMPLIANCE)
    assert (seed.by, [name for name, _ in among]) == ("roy", names)
    assert intake.supervision.draw_items() == ()
    assert proved(home)


def test_an_item_is_drawn_before_anybody_has_it(home: Home) -> None:
    intake = home.intake()
    intake.supervision.publish(Draw.COMPLIANCE, "all", 1.0, None)
    item_id = arrive(intake, "s1", 1)
    desk = home.seat(TREMBLAY)
    sitting = rooms(desk, TREMBLAY).next()
    assert sitting is not None
    assert sitting.item_id == item_id
    assert desk.item(item_id).drawn
    assert proved(home)


def test_lots_give_decisions_to_second_readers(home: Home) -> None:
    intake = home.intake()
    keep_lots(intake, SupervisionRules(reading_share=1.0))
    item_id = arrive(intake, "s1", 1)
    decided(home.seat(TREMBLAY), item_id, "d1")
    keep_lots(intake, SupervisionRules(reading_share=1.0))
    keep_lots(intake, SupervisionRules(reading_share=1.0))
    second = home.seat(SINGH)
    (reading,) = second.supervision.open_readings()
    assert (reading.asked_by, reading.reader) == ("supervision", "")
    assert second.supervision.may_read(reading, SINGH)
    first = home.seat(TREMBLAY)
    assert not first.supervision.may_read(reading, TREMBLAY)
    assert proved(home)


OLD_SEED = """
WITH line AS (
    SELECT * FROM seal('', 'roy', 'seed_put', 'readings',
                       '{"body":{"seed":"old","share":0.5},"salt":"01"}'))
INSERT INTO draw_seed (seq, draw, seed, share, actor, at, rule)
SELECT seq, 'readings', 'old', 0.5, 'roy', at, 1 FROM line
"""
"""What an older program left: a seed that draws by the number of a decision."""


def test_a_server_draws_decisions_as_the_program_does(laid: Laid, tmp_path: Path) -> None:
    with laid.home(tmp_path) as home:
        intake, desk, boss = home.intake(), home.seat(TREMBLAY), home.seat(ROY)
        items = [arrive(intake, f"s{n}", n) for n in range(1, 13)]
        for n, item in enumerate(items[:3]):
            decided(desk, item, f"none{n}")
        parts = home.cluster.superuser(home.database)
        with psycopg.connect(**parts, options="-c search_path=prescreen") as owner:
            owner.execute(OLD_SEED)
        for n, item in enumerate(items[3:7]):
            decided(desk, item, f"old{n}")
        boss.supervision.publish(Draw.READINGS, "first", 0.5, ROY)
        items += [arrive(intake, f"s{n}", n) for n in range(13, 17)]
        boss.supervision.publish(Draw.READINGS, "second", 0.5, ROY)
        items += [arrive(intake, f"s{n}", n) for n in range(17, 21)]
        for n, item in enumerate(items[7:]):
            decided(desk, item, f"new{n}")
        by_program = {
            identity: seed.line if seed.draws(identity) else None
            for seed, among in boss.supervision.drawn_among(Draw.READINGS)
            for identity, _ in among
        }
        query = (
            "SELECT recommendation_id, item_id, decision_drawn_by('readings', recommendation_id) "
            "FROM decision ORDER BY seq"
        )
        with psycopg.connect(**parts, options="-c search_path=prescreen") as owner:
            rows = owner.execute(query).fetchall()
        assert len(rows) == 20
        for name, item, seed_line in rows:
            identity = item if name.startswith("new") else name
            assert seed_line == by_program.get(identity), name
        assert len({line for _, _, line in rows}) == 4
        intake.supervision.ask_by_lot(hide_model=True)
        asked = {one.recommendation_id for one in boss.supervision.open_readings()}
        assert asked == {name for name, _, line in rows if line is not None}
        assert proved(home)


# --- second readings ---------------------------------------------------------------------------


def test_whose_a_second_reading_is(home: Home) -> None:
    item_id = arrive(home.intake(), "s1", 1)
    first, second, boss = home.seat(TREMBLAY), home.seat(SINGH), home.seat(ROY)
    decided(first, item_id, "d1")
    with pytest.raises(Refused, match="somebody else"):
        boss.supervision.ask_reading("d1", ROY, reader="tremblay")
    with pytest.raises(Refused, match="know the decision"):
        boss.supervision.ask_reading("d1", ROY, reader="roy")
    boss.supervision.ask_reading("d1", ROY)
    with pytest.raises(Refused, match="decided this item"):
        first.supervision.take_reading(item_id, TREMBLAY)
    with pytest.raises(Refused, match="know the decision"):
        boss.supervision.take_reading(item_id, ROY)
    reading = second.supervision.take_reading(item_id, SINGH)
    other = home.seat(CHEN)
    with pytest.raises(Refused, match="is with singh"):
        other.supervision.take_reading(item_id, CHEN)
    with pytest.raises(LeaseLost, match="is with singh"):
        BlindRecord(other, reading, CHEN).save_draft(item_id, CHEN, None)
    assert proved(home)


def test_a_second_reading_changes_hands_and_is_signed_by_who_has_it(home: Home) -> None:
    item_id = arrive(home.intake(), "s1", 1)
    boss, other, second = home.seat(ROY), home.seat(CHEN), home.seat(SINGH)
    decided(home.seat(TREMBLAY), item_id, "d1")
    boss.supervision.ask_reading("d1", ROY)
    blind = BlindRecord(second, second.supervision.take_reading(item_id, SINGH), SINGH)
    item = blind.item(item_id)
    with pytest.raises(Refused, match="screen"):
        blind.decide(referral("d9", item, SINGH), officer=SINGH)
    blind.hand_back(item_id, SINGH)
    taken = other.supervision.take_reading(item_id, CHEN)
    with pytest.raises(LeaseLost, match="is with chen"):
        blind.save_draft(item_id, SINGH, None)
    blind = BlindRecord(other, taken, CHEN)
    look(blind, blind.item(item_id), CHEN)
    blind.decide(referral("d8", item, CHEN, kind=Kind.RECOMMEND_RELEASE), officer=CHEN)
    with pytest.raises(Refused, match="say the same"):
        boss.supervision.adjudicate(taken.reading_id, ROY, Stands.SECOND, "why")
    assert proved(home)


def test_only_a_third_person_adjudicates(home: Home) -> None:
    item_id = arrive(home.intake(), "s1", 1)
    decided(home.seat(TREMBLAY), item_id, "d1")
    boss, other = home.seat(ROY), home.seat(CHEN)
    asked = boss.supervision.ask_reading("d1", ROY, reader="chen")
    with pytest.raises(Refused, match="not signed yet"):
        boss.supervision.adjudicate(asked.reading_id, ROY, Stands.FIRST, "")
    blind = BlindRecord(other, other.supervision.take_reading(item_id, CHEN), CHEN)
    item = blind.item(item_id)
    look(blind, item, CHEN)
    blind.decide(referral("d9", item, CHEN), officer=CHEN)
    with pytest.raises(Refused, match="A third person"):
        other.supervision.adjudicate(asked.reading_id, CHEN, Stands.SECOND, "mine")
    boss.supervision.adjudicate(asked.reading_id, ROY, Stands.FIRST, "")
    with pytest.raises(Refused, match="roy has adjudicated"):
        boss.supervision.adjudicate(asked.reading_id, ROY, Stands.SECOND, "after all")
    assert boss.item(item_id).state is ItemState.DECIDED
    assert proved(home)


# --- the rooms ---------------------------------------------------------------------------------


def desk_of(record: Record, officer: Officer, folder: Path = Path()) -> Desk:
    return Desk(record, FolderStore(folder / "scans"), system_clock(), officer, SITE)


def rooms(record: Record, officer: Officer) -> ReadingRoom:
    """Return the review of an officer as the window has it."""
    desk = desk_of(record, officer)
    review = ReviewRoom(record, desk.store, desk.clock, officer, site=SITE)
    return ReadingRoom(desk, review)


def test_the_rooms_are_blind_in_either_home(home: Home, tmp_path: Path) -> None:
    item_id = arrive(home.intake(), "s1", 1)
    first, second, boss = home.seat(TREMBLAY), home.seat(SINGH), home.seat(ROY)
    decided(first, item_id, "d1", Kind.REFER_FOR_EXAM)
    supervision = SupervisionRoom(desk_of(boss, ROY, tmp_path), SupervisionRules())
    assert [line.recommendation_id for line in supervision.lines()] == ["d1"]
    supervision.ask_reading("d1")

    room = rooms(second, SINGH)
    (line,) = room.lines()
    assert (line.state, line.outcome, line.flagged) == (ItemState.WAITING, "", 0)
    assert line.screening is ScreeningState.UNKNOWN
    assert room.read(item_id).item.decisions == ()
    assert room.shown(second.item(item_id)).decisions == ()
    assert all(link.by != "tremblay" for link in room.links("s1"))
    assert [one.outcome for one in rooms(first, TREMBLAY).lines()] == ["REFER_FOR_EXAM"]
    assert [one.outcome for one in rooms(boss, ROY).lines()] == ["REFER_FOR_EXAM"]
    sitting = room.next()
    assert sitting is not None
    told = f"{sitting.item} {sitting.notices}"
    assert "words of the first" not in told
    assert "m-d1" not in told
    assert [one.claimed_by for one in room.lines()] == ["singh"]
    room.hand_back(item_id)
    assert rooms(first, TREMBLAY).next() is None
    assert proved(home)


# --- what the database itself hides ------------------------------------------------------------

HIDDEN = {
    "the decision": "SELECT body FROM decision WHERE item_id = %s",
    "its row in the queue": "SELECT outcome FROM entry WHERE item_id = %s",
    "marks": "SELECT mark_id FROM mark JOIN scan USING (scan_id) WHERE item_id = %s",
    "verdicts": "SELECT verdict FROM verdict JOIN scan USING (scan_id) WHERE item_id = %s",
    "notices noted": "SELECT officer FROM acknowledged WHERE item_id = %s",
    "views seen": "SELECT officer FROM viewed JOIN scan USING (scan_id) WHERE item_id = %s",
    "views shown": "SELECT officer FROM shown JOIN scan USING (scan_id) WHERE item_id = %s",
    "the log": "SELECT kind FROM line WHERE subject = %s AND actor = 'tremblay'",
    "what it says": "SELECT payload.body FROM line JOIN payload ON digest = payload_digest "
    "WHERE subject = %s AND actor = 'tremblay'",
    "what a supervisor said": "SELECT kind FROM line WHERE subject = %s AND actor = 'roy'",
}


@contextmanager
def plain_sql(home: ServerHome, login: str) -> Iterator[psycopg.Connection]:
    """Sign in past the program."""
    parts = home.cluster.parts(login, PASSWORD, home.database)
    with psycopg.connect(**parts, autocommit=True) as connection:
        yield connection


def seen(home: ServerHome, login: str, item_id: str) -> set[str]:
    """Return which of `HIDDEN` somebody finds with plain SQL."""
    with plain_sql(home, login) as connection:
        return {
            name
            for name, query in HIDDEN.items()
            if connection.execute(query, [item_id]).fetchone()
        }


def test_the_database_hides_the_first_decision_until_the_second_is_signed(
    server: ServerHome,
) -> None:
    intake = server.intake()
    item_id, other = arrive(intake, "s1", 1), arrive(intake, "s2", 2)
    first, second, boss = server.seat(TREMBLAY), server.seat(SINGH), server.seat(ROY)
    decided(first, item_id, "d1", Kind.REFER_FOR_EXAM)
    decided(first, other, "d2", Kind.REFER_FOR_EXAM)
    assert seen(server, "singh", item_id) == HIDDEN.keys() - {"what a supervisor said"}
    boss.supervision.ask_reading("d1", ROY)
    # From everybody who may yet become the second reader, and from nobody else.
    assert seen(server, "singh", item_id) == set()
    for login in ("tremblay", "roy"):
        assert seen(server, login, item_id) == set(HIDDEN)
    assert seen(server, "singh", other) == HIDDEN.keys() - {"what a supervisor said"}
    with plain_sql(server, "singh") as connection:
        words = connection.execute("SELECT body FROM payload").fetchall()
        assert "words of the first" in str(words)
        assert "d1" not in {
            row[0] for row in connection.execute("SELECT recommendation_id FROM decision")
        }
        assert connection.execute("SELECT * FROM draw_seed").fetchall() == []
        rows = connection.execute("SELECT outcome, flagged FROM blind_entries()").fetchall()
        assert rows == [("NO_DECISION", 0)]
        # What the picture is, and what it is tied to, she needs.
        for query in (
            "SELECT * FROM scan WHERE item_id = %s",
            "SELECT * FROM item WHERE item_id = %s",
        ):
            assert connection.execute(query, [item_id]).fetchone()
    reading = second.supervision.take_reading(item_id, SINGH)
    assert seen(server, "singh", item_id) == set()
    read_blind(second, reading, "d1-again", Kind.REFER_FOR_EXAM)
    assert seen(server, "singh", item_id) == set(HIDDEN)
    assert proved(server)


def test_a_supervisor_who_reads_herself_sees_as_little(server: ServerHome) -> None:
    item_id = arrive(server.intake(), "s1", 1)
    decided(server.seat(TREMBLAY), item_id, "d1", Kind.REFER_FOR_EXAM)
    boss, other = server.seat(ROY), server.seat(CHEN)
    boss.supervision.ask_reading("d1", ROY, reader="chen")
    assert seen(server, "chen", item_id) == set()
    assert why(other, CHEN) == {}
    with pytest.raises(Refused):
        other.supervision.answer(said("d1", Answer.AGREE), CHEN)
    with pytest.raises(Refused, match="no decision"):
        replay_of(other, "d1", CHEN)
    # Another one is named: she knows nothing, and need not any more.
    boss.supervision.ask_reading("d1", ROY, reader="singh")
    assert seen(server, "chen", item_id) == set(HIDDEN)
    assert seen(server, "singh", item_id) == set()
    assert [line.recommendation_id for line in other.supervision.rechecks(CHEN, LONG_AGO, {})] == [
        "d1"
    ]


def test_a_name_of_another_port_cannot_be_the_second_reader(server: ServerHome) -> None:
    item_id = arrive(server.intake(), "s1", 1)
    decided(server.seat(TREMBLAY), item_id, "d1")
    boss = server.seat(ROY)
    for account in (FAR.account, "nobody"):
        with pytest.raises(Refused, match="nobody of that name reviews it"):
            boss.supervision.ask_reading("d1", ROY, reader=account)


TAMPERED = {
    "an answer": ("UPDATE supervised SET answer = 'agree'", "supervised"),
    "a reading": ("UPDATE second_reading SET reader = 'chen'", "second_reading"),
    "a note of a reading": ("DELETE FROM reading_note WHERE what = 'mark'", "reading_note"),
    "a seed": ("UPDATE draw_seed SET share = 0.5", "draw_seed"),
    "a lot": ("DELETE FROM drawn", "drawn"),
    "an approval": ("UPDATE approval SET approved = 0", "approval"),
}


@pytest.fixture(scope="module")
def worked(laid: Laid, tmp_path_factory: pytest.TempPathFactory) -> Laid:
    """A record with something in every table of supervision, nobody being there any more."""
    with laid.home(tmp_path_factory.mktemp("worked")) as home:
        intake = home.intake()
        keep_lots(intake, SupervisionRules(compliance_share=1.0))
        item_id = arrive(intake, "s1", 1)
        decided(home.seat(TREMBLAY), item_id, "d1", Kind.REFER_FOR_EXAM)
        boss, second = home.seat(ROY), home.seat(SINGH)
        boss.supervision.ask_reading("d1", ROY)
        reading = second.supervision.take_reading(item_id, SINGH)
        read_blind(second, reading, "d1-again", Kind.REFER_FOR_EXAM)
        (given,) = boss.supervision.verdicts_on(item_id)
        boss.supervision.approve(given.line, ROY, "")
        boss.supervision.answer(said("d1", Answer.RETURN, "Again, please."), ROY)
        assert proved(home)
    return Laid(laid.cluster, home.database)


@pytest.mark.parametrize("what", TAMPERED)
def test_what_is_changed_in_the_tables_is_found(worked: Laid, what: str, tmp_path: Path) -> None:
    statement, table = TAMPERED[what]
    with worked.home(tmp_path) as home:
        intake = home.intake()
        parts = home.cluster.superuser(home.database)
        with psycopg.connect(**parts, autocommit=True) as connection:
            connection.execute("SET search_path = prescreen")
            assert connection.execute(statement).rowcount
        proof = intake.verify()
        assert not proof.ok
        assert table in str(proof.reason)
