"""The same work in either home of the record: a file of one machine, and a server for many."""

from __future__ import annotations

import dataclasses
import datetime as dt
import select
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg
import pytest

from app.cli.far import far_of
from app.cli.office import Office
from app.domain.clock import system_clock
from app.domain.decision import Draft, Kind, Recommendation
from app.domain.delivery import Delivery
from app.domain.errors import (
    Held,
    LeaseLost,
    Refused,
    SecondNeeded,
    ServerGone,
    SignInRefused,
)
from app.domain.notice import Notice, Severity
from app.domain.observation import Observation
from app.domain.second import SecondPerson
from app.domain.shipment import Function, GoodsLine, Mode
from app.domain.threat import Verdict
from app.domain.turn import Chosen
from app.domain.words import say
from app.domain.work import Item, ItemState, LinkClass
from app.record import Record, Saying
from app.record.chain import LineKind
from app.settings import settings_of
from tests.services.homes import (
    FAR,
    PASSWORD,
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
from tests.unit import record_values as values

BESIDE = SecondPerson("singh", PASSWORD)


@pytest.fixture(scope="module")
def laid(postgres: Cluster) -> Laid:
    return lay_out(postgres)


@pytest.fixture
def server(laid: Laid, tmp_path: Path) -> Iterator[ServerHome]:
    with laid.home(tmp_path) as home:
        yield home


@pytest.fixture(params=["file", "server"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    opened: AbstractContextManager[FileHome | ServerHome]
    if request.param == "file":
        opened = file_home(tmp_path)
    else:
        opened = request.getfixturevalue("laid").home(tmp_path)
    with opened as made:
        yield made


def arrive(record: Record, name: str, number: int, port: str = PORT) -> str:
    """Let a scan of two energies, its shipment, their link and a report arrive."""
    record.add_image(values.scan(name), values.image(2 * number))
    record.add_image(values.scan(name), values.image(2 * number + 1, energy="low"))
    record.add_shipment(values.shipment(f"CCN{name}", port=port))
    record.put_link(values.link(name, f"CCN{name}"))
    record.add_report(values.report(f"r-{name}", name))
    return record.item_of_scan(name)


def look(record: Record, item: Item, officer=TREMBLAY) -> None:
    for scan in item.scans:
        for view in scan.views:
            record.note_shown(item.item_id, officer, (scan.scan_id, view))
            record.note_viewed(item.item_id, officer, scan.scan_id, view)


def referral(name: str, item: Item, officer=TREMBLAY, **changed: object) -> Recommendation:
    made = values.recommendation(name, item.item_id, officer, scans=item.scans, at=values.now())
    digests = tuple(one.sha256 for one in item.shipments)
    return dataclasses.replace(made, shipment_digests=digests, **changed)


def proved(home: Home) -> bool:
    """Prove the record; what is wrong is told by the assertion here."""
    proof = home.intake().verify()
    assert proof.reason is None
    return proof.ok


# --- a day -------------------------------------------------------------------------------------


def test_a_review_is_kept_as_it_is_made(home: Home) -> None:
    item_id = arrive(home.intake(), "s1", 1)
    desk = home.seat(TREMBLAY)
    item = desk.claim_next(TREMBLAY)
    assert item is not None
    look(desk, item)
    drawn = values.mark("m1", 1, "s1")
    desk.save_mark(item_id, TREMBLAY, drawn)
    moved = dataclasses.replace(drawn, note="moved: é, ü, 箱", points=((1.0, 2.5), (30.0, 44.0)))
    desk.save_mark(item_id, TREMBLAY, moved)
    desk.save_mark(item_id, TREMBLAY, values.mark("m2", 2, "s1"))
    desk.remove_mark(item_id, TREMBLAY, "m2")
    desk.restore_mark(item_id, TREMBLAY, "m2")
    desk.remove_mark(item_id, TREMBLAY, "m2")
    desk.save_verdict(item_id, TREMBLAY, "r-s1/1", Verdict.AGREE)
    notice = Notice("R080", Severity.WARNING, "93", say("Late by {minutes} min", minutes=4))
    desk.acknowledge(item_id, TREMBLAY, notice)
    noted = next(iter(Observation))
    desk.observe(item_id, TREMBLAY, noted, "2")
    desk.note_event(item_id, TREMBLAY, "paused", {"why": "call"})
    desk.save_draft(item_id, TREMBLAY, Draft(kind=Kind.REFER_FOR_EXAM, note="half of it"))
    desk.keep_preference(TREMBLAY, "keys", '{"next": "N"}')

    stands = desk.item(item_id)
    assert stands.marks == (moved,)
    assert stands.verdicts == {"r-s1/1": Verdict.AGREE}
    assert (stands.acknowledged, dict(stands.observed)) == ((notice.key,), {noted.value: "2"})
    assert stands.draft is not None
    assert stands.draft.note == "half of it"
    assert set(stands.viewed) == {("s1", "side")}
    assert dict(desk.preferences(TREMBLAY)) == {"keys": '{"next": "N"}'}
    assert proved(home)


def test_what_is_claimed_is_decided_and_corrected(home: Home) -> None:
    intake = home.intake()
    item_id, other = arrive(intake, "s1", 1), arrive(intake, "s2", 2, port=FAR.port)
    desk = home.seat(TREMBLAY)
    assert [line.item_id for line in desk.queue(officer=TREMBLAY)] == [item_id]
    item = desk.claim_next(TREMBLAY)
    assert item is not None
    assert (item.item_id, item.state) == (item_id, ItemState.CLAIMED)
    assert [one.shipment_id for one in item.shipments] == ["CCNs1"]
    desk.renew(item_id, TREMBLAY)
    with pytest.raises(Refused, match="screen"):
        desk.decide(referral("early", item), officer=TREMBLAY)
    look(desk, item)
    assert desk.decide(referral("d1", item), officer=TREMBLAY).recommendation_id == "d1"
    assert desk.item(item_id).state is ItemState.DECIDED
    assert (desk.queue(officer=TREMBLAY), desk.claim_next(TREMBLAY)) == ((), None)
    with pytest.raises(Refused, match="on record already"):
        desk.decide(referral("d1", item), officer=TREMBLAY)
    desk.decide(referral("d2", item, supersedes="d1", note="two blocks"), officer=TREMBLAY)
    made = desk.item(item_id).decisions
    assert [(one.recommendation_id, one.supersedes) for one in made] == [("d1", ""), ("d2", "d1")]
    with pytest.raises(Refused, match="latest"):
        desk.decide(referral("d3", item, supersedes="d1"), officer=TREMBLAY)
    desk.sign_out(TREMBLAY)

    far = home.seat(FAR)
    claimed = far.claim_next(FAR)
    assert claimed is not None
    assert claimed.item_id == other
    far.hand_back(other, FAR)
    assert proved(home)
    assert intake.item(item_id).decisions == made


def test_a_mark_that_was_signed_for_takes_two_persons(home: Home) -> None:
    arrive(home.intake(), "s1", 1)
    desk = home.seat(TREMBLAY)
    item = desk.claim_next(TREMBLAY)
    assert item is not None
    look(desk, item)
    desk.save_mark(item.item_id, TREMBLAY, values.mark("m1", 1, "s1"))
    desk.decide(referral("d1", item), officer=TREMBLAY)
    desk.claim(item.item_id, TREMBLAY)
    with pytest.raises(SecondNeeded):
        desk.remove_mark(item.item_id, TREMBLAY, "m1")
    with pytest.raises(Refused, match="somebody else"):
        desk.remove_mark(item.item_id, TREMBLAY, "m1", SecondPerson("tremblay", PASSWORD))
    with pytest.raises(SignInRefused, match="belong together"):
        desk.remove_mark(item.item_id, TREMBLAY, "m1", SecondPerson("singh", "not her password"))
    desk.remove_mark(item.item_id, TREMBLAY, "m1", BESIDE)
    assert desk.item(item.item_id).marks == ()
    assert proved(home)


def test_an_override_takes_two_persons(home: Home) -> None:
    arrive(home.intake(), "s1", 1)
    desk = home.seat(TREMBLAY)
    item = desk.claim_next(TREMBLAY)
    assert item is not None
    look(desk, item)
    over = referral("d1", item, kind=Kind.RECOMMEND_RELEASE, overrides={"R020": "on paper"})
    with pytest.raises(SecondNeeded):
        desk.decide(over, officer=TREMBLAY)
    assert desk.decide(over, officer=TREMBLAY, second=BESIDE).second == "singh"
    assert proved(home)


def test_whose_turn_it_is(home: Home) -> None:
    item_id = arrive(home.intake(), "s1", 1)
    first, second, boss = home.seat(TREMBLAY), home.seat(SINGH), home.seat(ROY)
    first.claim(item_id, TREMBLAY)
    with pytest.raises(Held, match="tremblay"):
        second.claim(item_id, SINGH)
    with pytest.raises(LeaseLost, match="tremblay"):
        second.save_mark(item_id, SINGH, values.mark("m1", 1, "s1"))
    with pytest.raises(Refused, match="supervisor"):
        second.claim(item_id, SINGH, take_over=True)
    assert second.claim_next(SINGH) is None
    boss.claim(item_id, ROY, take_over=True)
    with pytest.raises(LeaseLost, match="roy"):
        first.save_mark(item_id, TREMBLAY, values.mark("m1", 1, "s1"))
    boss.hand_back(item_id, ROY)
    taken = second.claim_next(SINGH)
    assert taken is not None
    assert taken.item_id == item_id


def test_what_was_chosen_is_claimed(home: Home) -> None:
    intake = home.intake()
    one, two = arrive(intake, "s1", 1), arrive(intake, "s2", 2, port=FAR.port)
    boss = home.seat(ROY)
    assert boss.claim_next(ROY, chosen=Chosen(modes=frozenset({Mode.AIR}))) is None
    taken = boss.claim_next(ROY, chosen=Chosen(frozenset({Mode.HIGHWAY}), frozenset({FAR.port})))
    assert taken is not None
    assert taken.item_id == two
    rest = boss.claim_next(ROY, chosen=Chosen())
    assert rest is not None
    assert rest.item_id == one


def test_scans_of_one_shipment_become_one_item(home: Home) -> None:
    intake = home.intake()
    one, two = arrive(intake, "s1", 1), arrive(intake, "s2", 2)
    intake.put_link(values.link("s2", "CCNs1"))
    assert intake.item_of_scan("s2") == one
    assert intake.items() == (one,)
    desk = home.seat(TREMBLAY)
    item = desk.claim(two, TREMBLAY)
    assert item.item_id == one
    assert {scan.scan_id for scan in item.scans} == {"s1", "s2"}
    assert proved(home)


def test_what_could_not_be_joined_is_joined_when_it_is_free(home: Home) -> None:
    intake = home.intake()
    one, two = arrive(intake, "s1", 1), arrive(intake, "s2", 2)
    desk = home.seat(TREMBLAY)
    desk.claim(two, TREMBLAY)
    desk.save_mark(two, TREMBLAY, values.mark("m1", 1, "s2"))
    intake.put_link(values.link("s1", "CCNs2"))
    intake.put_link(values.link("s2", "CCNs1"))
    assert set(intake.items()) == {one, two}
    desk.hand_back(two, TREMBLAY)
    intake.catch_up()
    assert intake.items() == (one,)
    item = desk.claim(two, TREMBLAY)
    assert (item.item_id, [mark.mark_id for mark in item.marks]) == (one, ["m1"])
    assert intake.catch_up() == 0
    assert proved(home)


def test_what_people_wrote_moves_along_when_items_become_one(home: Home) -> None:
    intake = home.intake()
    items = arrive(intake, "s1", 1), arrive(intake, "s2", 2)
    desk, beside = home.seat(TREMBLAY), home.seat(SINGH)
    notice = Notice("R080", Severity.WARNING, "93", say("Mass: {mass}", mass="5 t"), subject="X1")
    for item_id, scan in zip(items, ("s1", "s2"), strict=True):
        desk.claim(item_id, TREMBLAY)
        for number in (1, 2):
            desk.save_mark(item_id, TREMBLAY, values.mark(f"{scan}-{number}", number, scan))
        desk.observe(item_id, TREMBLAY, Observation.CARRIER, scan)
        desk.acknowledge(item_id, TREMBLAY, notice)
        desk.save_draft(item_id, TREMBLAY, Draft(Kind.REFER_FOR_EXAM, note=scan))
    desk.remove_mark(items[1], TREMBLAY, "s2-1")
    for item_id in items:
        desk.hand_back(item_id, TREMBLAY)
    beside.claim(items[1], SINGH)
    beside.save_draft(items[1], SINGH, Draft(Kind.RECOMMEND_RELEASE, note="hers"))
    beside.acknowledge(items[1], SINGH, notice)
    beside.hand_back(items[1], SINGH)
    intake.catch_up()
    intake.put_link(values.link("s2", "CCNs1"))
    assert intake.items() == items[:1]
    one = desk.claim(items[1], TREMBLAY)
    # A removed mark keeps its number, and is given none again.
    assert [(mark.mark_id, mark.number) for mark in one.marks] == [
        *(("s1-1", 1), ("s1-2", 2), ("s2-2", 4))
    ]
    assert (one.observed[Observation.CARRIER], one.draft) == (
        "s1",
        Draft(Kind.REFER_FOR_EXAM, note="s1"),
    )
    assert one.acknowledged == ("R080:X1",)
    desk.hand_back(items[0], TREMBLAY)
    two = beside.claim(items[0], SINGH)
    assert (two.draft, two.acknowledged) == (
        Draft(Kind.RECOMMEND_RELEASE, note="hers"),
        ("R080:X1",),
    )
    assert proved(home)


def test_a_decision_on_data_that_changed_comes_back(home: Home) -> None:
    intake = home.intake()
    item_id = arrive(intake, "s1", 1)
    desk = home.seat(TREMBLAY)
    item = desk.claim(item_id, TREMBLAY)
    look(desk, item)
    desk.decide(referral("d1", item, kind=Kind.RECOMMEND_RELEASE), officer=TREMBLAY)
    assert desk.claim_next(TREMBLAY) is None
    batteries = (GoodsLine("Batteries", hs="850760"),)
    newer = dataclasses.replace(values.shipment("CCNs1", version=2), goods=batteries)
    intake.add_shipment(dataclasses.replace(newer, function=Function.CHANGE))
    again = desk.claim_next(TREMBLAY)
    assert again is not None
    assert again.item_id == item_id
    assert proved(home)


def test_two_officers_race_for_items_and_none_is_given_twice(home: Home) -> None:
    intake = home.intake()
    waiting = [arrive(intake, f"s{number}", number) for number in range(1, 9)]
    given: dict[str, list[str]] = {"tremblay": [], "singh": []}
    start = threading.Barrier(2)

    def work(officer) -> None:
        record = home.seat(officer)
        start.wait(60)
        while (item := record.claim_next(officer)) is not None:
            given[officer.account].append(item.item_id)

    threads = [threading.Thread(target=work, args=(one,)) for one in (TREMBLAY, SINGH)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert sorted(given["tremblay"] + given["singh"]) == sorted(waiting)
    assert proved(home)


def test_a_confirmed_link_is_the_officers_own(home: Home) -> None:
    item_id = arrive(home.intake(), "s1", 1)
    desk = home.seat(TREMBLAY)
    item = desk.claim(item_id, TREMBLAY)
    confirmed = dataclasses.replace(item.links[0], link_class=LinkClass.CONFIRMED, by="tremblay")
    desk.say_links(item_id, TREMBLAY, Saying("link_confirmed", {}), (confirmed,))
    assert desk.item(item_id).links[0].link_class is LinkClass.CONFIRMED


# --- what only a server has --------------------------------------------------------------------


def test_a_wrong_password_is_told_as_at_any_sign_in(server: ServerHome) -> None:
    record = server.connect()
    with pytest.raises(Refused, match="Nobody is signed in"):
        record.queue()
    with pytest.raises(SignInRefused, match="Name and password do not belong together"):
        record.sign_in("tremblay", "not her password")
    assert record.sign_in("tremblay", PASSWORD) == TREMBLAY
    with pytest.raises(Refused, match="service"):
        server.connect().sign_in("intake", PASSWORD)


def test_a_password_of_ones_own(server: ServerHome) -> None:
    people = server.connect().people
    new = "four herons over a drowned orchard"
    with pytest.raises(Refused):
        people.change_password("singh", PASSWORD, "short")
    assert people.change_password("singh", PASSWORD, new) == SINGH
    try:
        with pytest.raises(SignInRefused):
            people.sign_in("singh", PASSWORD)
        assert people.sign_in("singh", new) == SINGH
    finally:
        people.change_password("singh", new, PASSWORD)


_FREE = "ALTER TABLE {0} DISABLE TRIGGER ALL"
TAMPERED: dict[str, tuple[tuple[str, ...], str]] = {
    "a mark": (("UPDATE mark SET body = replace(body, 'look', 'lock')",), "mark"),
    "a row of the queue": (("UPDATE entry SET outcome = 'RECOMMEND_RELEASE'",), "entry"),
    "a view": (("DELETE FROM viewed",), "viewed"),
    "an account": (
        ("UPDATE account SET body = replace(body, 'Tremblay', 'Trembley')",),
        "account",
    ),
    "a decision": (
        (_FREE.format("decision"), "UPDATE decision SET kind = 'NO_DECISION'"),
        "decision",
    ),
    "a payload": (
        (
            _FREE.format("payload"),
            "UPDATE payload SET body = replace(body, 'dense block', 'dense blocks')",
        ),
        "says is not what was written",
    ),
    "a line": (
        (_FREE.format("line"), "UPDATE line SET actor = 'singh' WHERE kind = 'decided'"),
        "not as it was written",
    ),
    "an end": (
        (
            _FREE.format("line"),
            _FREE.format("chained"),
            "DELETE FROM chained WHERE seq = (SELECT max(seq) FROM line)",
            "DELETE FROM line WHERE seq = (SELECT max(seq) FROM line)",
        ),
        "does not end as its head says",
    ),
    "a place": (
        (
            _FREE.format("chained"),
            "DELETE FROM chained WHERE seq = (SELECT max(seq) FROM line WHERE kind = 'view_seen')",
        ),
        "a line is missing",
    ),
}


@pytest.fixture(scope="module")
def worked(laid: Laid, tmp_path_factory: pytest.TempPathFactory) -> Laid:
    """A record in which an officer has worked, nobody being there any more."""
    with laid.home(tmp_path_factory.mktemp("worked")) as home:
        arrive(home.intake(), "s1", 1)
        desk = home.seat(TREMBLAY)
        item = desk.claim_next(TREMBLAY)
        assert item is not None
        look(desk, item)
        desk.save_mark(item.item_id, TREMBLAY, values.mark("m1", 1, "s1"))
        desk.decide(referral("d1", item), officer=TREMBLAY)
    return Laid(laid.cluster, home.database)


@pytest.mark.parametrize("what", TAMPERED)
def test_what_whoever_runs_the_database_changes_is_found(
    worked: Laid, what: str, tmp_path: Path
) -> None:
    statements, told = TAMPERED[what]
    with worked.home(tmp_path) as home:
        intake = home.intake()
        parts = home.cluster.superuser(home.database)
        with psycopg.connect(**parts, autocommit=True) as connection:
            connection.execute("SET search_path = prescreen")
            for statement in statements:
                connection.execute(statement)
        proof = intake.verify()
        assert not proof.ok
        assert told in str(proof.reason)


def test_the_untouched_copy_verifies(worked: Laid, tmp_path: Path) -> None:
    with worked.home(tmp_path) as home:
        proof = home.intake().verify()
        assert (proof.ok, proof.reason) == (True, None)


def test_a_window_is_told_what_others_did(server: ServerHome) -> None:
    intake, desk = server.intake(), server.seat(TREMBLAY)
    line = desk.listen()
    assert not line.take()
    item_id = arrive(intake, "s1", 1)
    assert select.select([line.fileno()], [], [], 30)[0]
    # What was written is told once a write.
    assert sum(iter(line.take, False)) >= 1
    server.seat(SINGH).claim(item_id, SINGH)
    assert select.select([line.fileno()], [], [], 30)[0]
    assert line.take()
    line.close()
    assert line.closed


def test_what_stands_behind_the_window_works_on_a_server(
    server: ServerHome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    item_id = arrive(server.intake(), "s1", 1)
    settings = dataclasses.replace(
        settings_of(str(server.address())), root_certificate=server.cluster.authority
    )
    office = Office(settings, far=far_of(settings, system_clock()))
    wiring = office.wiring()
    try:
        with pytest.raises(SignInRefused):
            wiring.sign_in("tremblay", "not her password")
        officer = wiring.sign_in("tremblay", PASSWORD)
        room = wiring.room(officer)
        assert [line.item_id for line in room.lines()] == [item_id]
        assert not wiring.screen_next()
        assert wiring.screening_status()
        assert wiring.drifts is not None
        wiring.drifts()
        before = wiring.record_version()
        sitting = room.next()
        assert sitting is not None
        assert sitting.item.item_id == item_id
        assert wiring.record_version() > before
        wiring.hand_back(item_id, officer)
        wiring.sign_out(officer)
    finally:
        office.close_record()
        office.close()


def delivery(name: str, scan_id: str, **changed: object) -> Delivery:
    at = dt.datetime(2026, 11, 22, 12, 0, int(name[1:]), tzinfo=dt.UTC)
    made = Delivery(name, scan_id, "side", at, 5_000_000, 5_010_000, 2.5, 0.31, 2.62, 1, kept=False)
    return dataclasses.replace(made, **changed)


def test_how_views_came_is_kept_with_the_item(home: Home) -> None:
    items = {name: arrive(home.intake(), name, number) for number, name in enumerate(("s1", "s2"))}
    desk = home.seat(TREMBLAY)
    before = desk.version()
    first, second = delivery("d1", "s1"), delivery("d2", "s2", first_s=None, lossless_s=None)
    for one in (first, second, first):
        desk.deliveries.keep(one, TREMBLAY)
    # It stands beside the log.
    assert desk.version() == before
    with pytest.raises(Refused, match="no scan s9"):
        desk.deliveries.keep(delivery("d3", "s9"), TREMBLAY)
    found = desk.deliveries.newest(TREMBLAY, 10)
    assert [(one.item_id, one.delivery) for one in found] == [
        (items["s2"], second),
        (items["s1"], first),
    ]
    assert desk.deliveries.newest(TREMBLAY, 1) == found[:1]
    assert first.rate == 2_004_000
    # Colleagues are told nothing of it; supervisors are.
    assert home.seat(SINGH).deliveries.newest(SINGH, 10) == ()
    assert [one.delivery for one in home.seat(ROY).deliveries.all()] == [first, second]
    assert proved(home)


def test_a_server_that_goes_away_is_told_and_met_again(
    server: ServerHome, request: pytest.FixtureRequest
) -> None:
    item_id = arrive(server.intake(), "s1", 1)
    desk = server.seat(TREMBLAY)
    item = desk.claim(item_id, TREMBLAY)
    with psycopg.connect(**server.cluster.superuser(), autocommit=True) as connection:
        # A sequence that was copied with its database goes back after a crash until one of these.
        connection.execute("CHECKPOINT")
    server.cluster.stop("immediate")
    request.addfinalizer(lambda: None if answers(server) else server.cluster.start())
    with pytest.raises(ServerGone, match="does not answer"):
        desk.save_mark(item_id, TREMBLAY, values.mark("m1", 1, "s1"))
    with pytest.raises(ServerGone, match="does not answer"):
        server.connect().sign_in("singh", PASSWORD)
    server.cluster.start()
    desk.save_mark(item_id, TREMBLAY, values.mark("m1", 1, "s1"))
    look(desk, item)
    desk.decide(referral("d1", item), officer=TREMBLAY)
    assert proved(server)


def answers(server: ServerHome) -> bool:
    """Whether the server runs: every other test needs it."""
    try:
        psycopg.connect(**server.cluster.superuser()).close()
    except psycopg.OperationalError:
        return False
    return True


_CUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE usename = 'tremblay' AND state = 'idle in transaction'"
)


def test_a_connection_that_is_cut_in_an_act_leaves_nothing_half_done(server: ServerHome) -> None:
    item_id = arrive(server.intake(), "s1", 1)
    desk = server.seat(TREMBLAY)
    desk.claim(item_id, TREMBLAY)
    before = desk.version()

    def act() -> None:
        with desk._access.write() as writing:
            body = {"name": "paused", "values": {}}
            writing.append(LineKind.EVENT_NOTED, actor="tremblay", subject=item_id, body=body)
            with psycopg.connect(**server.cluster.superuser(), autocommit=True) as connection:
                assert connection.execute(_CUT).fetchall() == [(True,)]

    with pytest.raises(ServerGone, match="lost in the middle"):
        act()
    assert desk.version() == before
    desk.note_event(item_id, TREMBLAY, "paused", {})
    assert desk.version() > before
    assert proved(server)
