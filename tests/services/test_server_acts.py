"""People's acts on the server: the rules hold there, and leave the rows that the program makes."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import create_engine, select

from app.domain.decision import Draft, Kind, Recommendation
from app.domain.dispatch import Address, Custodian, PackageStep, Step
from app.domain.exam_result import ExamOutcome, ExamResult
from app.domain.mark import Mark, Shape
from app.domain.notice import Notice, Severity
from app.domain.words import say
from app.record.chain import Line
from app.record.coding import canonical, plain
from app.record.columns import METADATA
from app.record.projections import project
from app.record.tables import (
    ACKNOWLEDGED,
    DECISION,
    DRAFT,
    LEGAL_HOLD,
    MARK,
    OBSERVED,
    PACKAGE_STEP,
    SHOWN,
    VERDICT,
    VIEWED,
)
from tests.services.agency import HERE, VIEWS, Agency, recommendation, said

OF_ACTS = (ACKNOWLEDGED, DECISION, DRAFT, LEGAL_HOLD, MARK, OBSERVED, SHOWN, VERDICT, VIEWED)


def write(connection: psycopg.Connection, kind: str, subject: str, body: object) -> int:
    """Write one line, and return its number."""
    row = connection.execute(
        "SELECT seq FROM append(%s, %s, %s)", (kind, subject, said(body))
    ).fetchone()
    return int(row[0])


def look(connection: psycopg.Connection, item: str) -> None:
    """Have every view of an item on the screen, to its end."""
    for view in VIEWS:
        place = {"scan_id": f"S-{item}", "view": view}
        write(connection, "view_shown", item, {**place, "readable": True})
        write(connection, "view_seen", item, place)


def refused(word: str):
    return pytest.raises(psycopg.Error, match=f"REFUSED:{word}\\b")


@pytest.fixture
def item(agency: Agency) -> str:
    name = f"A{secrets.token_hex(4)}"
    agency.put_items({name: HERE})
    return name


@pytest.fixture
def tremblay(agency: Agency) -> Iterator[psycopg.Connection]:
    with agency.signed_in("tremblay") as connection:
        yield connection


@pytest.fixture
def singh(agency: Agency) -> Iterator[psycopg.Connection]:
    with agency.signed_in("singh") as connection:
        yield connection


@pytest.fixture
def okafor(agency: Agency) -> Iterator[psycopg.Connection]:
    with agency.signed_in("okafor") as connection:
        yield connection


def mark(item: str, name: str, number: int) -> Mark:
    return Mark(name, number, f"S-{item}", "top", Shape.BOX, ((1.0, 2.5), (30.0, 40.0)), note="x")


def test_a_whole_review_leaves_the_rows_that_the_program_makes(
    agency: Agency, item: str, tremblay: psycopg.Connection, okafor: psycopg.Connection
) -> None:
    tremblay.execute("SELECT claim(%s)", (item,))
    look(tremblay, item)
    for number in (1, 2):
        write(tremblay, "mark_saved", item, mark(item, f"{item}-m{number}", number))
    gone = {"scan_id": f"S-{item}", "mark_id": f"{item}-m1"}
    write(tremblay, "mark_removed", item, gone)
    write(tremblay, "mark_restored", item, gone)
    write(tremblay, "mark_removed", item, {**gone, "mark_id": f"{item}-m2"})
    finding = {"finding_id": f"R-{item}/1", "scan_id": f"S-{item}", "verdict": "agree"}
    write(tremblay, "verdict_given", item, finding)
    notice = Notice("R080", Severity.WARNING, "93", say("Mass: {mass}", mass="5 t"), subject="X1")
    write(tremblay, "notice_acknowledged", item, {"key": "R080:X1", "notice": plain(notice)})
    write(tremblay, "observed", item, {"name": "carrier", "value": "9ABC"})
    write(tremblay, "event_noted", item, {"name": "opened", "values": {"view": "top"}})
    draft = Draft(Kind.REFER_FOR_EXAM, ("ANOMALY",), note="é")
    write(tremblay, "draft_saved", item, {"draft": plain(draft)})
    signed = recommendation(item, "tremblay")
    write(tremblay, "decided", item, signed)
    again = recommendation(item, "okafor", supersedes=signed.recommendation_id)
    look(okafor, item)
    write(okafor, "draft_saved", item, {"draft": plain(draft)})
    write(okafor, "draft_saved", item, {"draft": None})
    write(okafor, "decided", item, again)
    for name in ("h00000001", "h00000002"):
        write(okafor, "hold_put", item, {"hold": name, "reason": "A claim is pending."})
    write(okafor, "hold_lifted", item, {"hold": "h00000001", "reason": "It was settled."})
    assert agency.rows("SELECT hold_id FROM legal_hold") == [("h00000002",)]
    assert agency.rows("SELECT outcome FROM entry WHERE item_id = %s", item) == [
        ("REFER_FOR_EXAM",)
    ]
    assert agency.rows("SELECT FROM lease WHERE item_id = %s", item) == []
    assert_same_rows(agency)


def assert_same_rows(agency: Agency) -> None:
    """Make the rows of acts again with the program's own projections, and compare all of them."""
    lines = agency.rows(
        "SELECT seq, at, actor, kind, subject, payload_digest, previous, body FROM line "
        "JOIN payload ON digest = payload_digest "
        "WHERE kind NOT IN ('record_created', 'account_added') ORDER BY seq"
    )
    engine = create_engine("sqlite://")
    with engine.begin() as scratch:
        METADATA.create_all(scratch)
        entries = [(Line(*fields), json.loads(body)["body"]) for *fields, body in lines]
        project(scratch, entries)
        for table in (*OF_ACTS, PACKAGE_STEP):
            made = {tuple(row) for row in scratch.execute(select(table))}
            assert set(agency.rows(f"TABLE {table.name}")) == made, table.name
    engine.dispose()


def test_the_first_that_waits_is_given_once(agency: Agency, singh, tremblay) -> None:
    names = [f"N{secrets.token_hex(4)}" for _ in range(3)]
    agency.put_items(dict.fromkeys(names, HERE), hours=-100.0)
    given = [
        officer.execute('SELECT claim_next(\'{"modes": ["highway"]}\', 60)').fetchone()[0]
        for officer in (tremblay, singh, tremblay)
    ]
    assert given == names
    with refused("held"):
        singh.execute("SELECT claim(%s)", (names[0],))
    assert singh.execute('SELECT claim_next(\'{"modes": ["rail"]}\')').fetchone() == (None,)
    tremblay.execute("SELECT hand_back(%s)", (names[0],))
    assert singh.execute("SELECT claim_next()").fetchone() == (names[0],)
    for officer, name in ((singh, names[0]), (singh, names[1]), (tremblay, names[2])):
        officer.execute("SELECT hand_back(%s)", (name,))


def test_nobody_waits_for_an_item_that_somebody_is_taking(agency: Agency, singh) -> None:
    names = [f"W{secrets.token_hex(4)}" for _ in range(2)]
    agency.put_items(dict.fromkeys(names, HERE), hours=-200.0)
    with agency.owned() as owner, owner.transaction():
        owner.execute("SELECT FROM item WHERE item_id = %s FOR UPDATE", (names[0],))
        assert singh.execute("SELECT claim_next()").fetchone() == (names[1],)
    singh.execute("SELECT hand_back(%s)", (names[1],))


def test_a_supervisor_takes_an_item_over(item: str, singh, okafor) -> None:
    singh.execute("SELECT claim(%s)", (item,))
    with refused("held"):
        okafor.execute("SELECT claim(%s)", (item,))
    okafor.execute("SELECT claim(%s, 60, true)", (item,))
    with refused("lost"):
        write(singh, "observed", item, {"name": "carrier", "value": "9ABC"})
    with refused("lost"):
        singh.execute("SELECT renew(%s)", (item,))


def test_a_lease_that_ran_out_holds_until_somebody_else_takes_the_item(
    agency: Agency, item: str, singh, tremblay
) -> None:
    tremblay.execute("SELECT claim(%s, 0.001)", (item,))
    write(tremblay, "observed", item, {"name": "carrier", "value": "9ABC"})
    tremblay.execute("SELECT renew(%s)", (item,))
    with agency.owned() as owner:
        owner.execute("UPDATE lease SET until = since WHERE item_id = %s", (item,))
    singh.execute("SELECT claim(%s)", (item,))
    with refused("lost"):
        write(tremblay, "observed", item, {"name": "carrier", "value": "9ABC"})
    (body,) = agency.rows(
        "SELECT body::json #>> '{body,expired_lease_of}' FROM payload JOIN line "
        "ON payload_digest = digest WHERE kind = 'claimed' AND subject = %s ORDER BY seq DESC",
        item,
    )[0]
    assert body == "tremblay"


def test_a_release_needs_every_view_seen_to_its_end(item: str, tremblay) -> None:
    tremblay.execute("SELECT claim(%s)", (item,))
    release = recommendation(item, "tremblay", kind=Kind.RECOMMEND_RELEASE)
    with refused("not_shown"):
        write(tremblay, "decided", item, release)
    place = {"scan_id": f"S-{item}", "view": "top"}
    write(tremblay, "view_shown", item, {**place, "readable": True})
    with refused("not_seen"):
        write(tremblay, "decided", item, release)
    look(tremblay, item)
    write(tremblay, "decided", item, release)


def test_what_was_not_made_on_all_images_waits_again(agency: Agency, item: str, tremblay) -> None:
    tremblay.execute("SELECT claim(%s)", (item,))
    look(tremblay, item)
    some = recommendation(item, "tremblay", kind=Kind.RECOMMEND_RELEASE)
    write(tremblay, "decided", item, recommendation(item, "tremblay", kind=some.kind, scans=()))
    assert agency.rows("SELECT outcome FROM entry WHERE item_id = %s", item) == [("",)]


def test_some_overrides_take_two_persons(agency: Agency, item: str, tremblay, singh) -> None:
    tremblay.execute("SELECT claim(%s)", (item,))
    look(tremblay, item)
    alone = recommendation(
        item, "tremblay", kind=Kind.RECOMMEND_RELEASE, overrides={"R020:": "On paper."}
    )
    both = recommendation(
        item, "tremblay", kind=alone.kind, overrides=alone.overrides, second="singh"
    )
    for one in (alone, both):
        with refused("second_needed"):
            write(tremblay, "decided", item, one)
    beside = {"act": "override", "first": "tremblay", "name_tag": "t"}
    write(singh, "seconded", item, beside)
    write(tremblay, "decided", item, both)
    assert agency.rows("SELECT used FROM vouched WHERE item_id = %s", item) == [(1,)]


def test_a_signed_mark_is_removed_by_two_persons(item: str, tremblay, singh) -> None:
    tremblay.execute("SELECT claim(%s)", (item,))
    look(tremblay, item)
    write(tremblay, "mark_saved", item, mark(item, f"{item}-m", 1))
    write(tremblay, "decided", item, recommendation(item, "tremblay"))
    gone = {"scan_id": f"S-{item}", "mark_id": f"{item}-m"}
    with refused("signed"):
        write(tremblay, "mark_removed", item, gone)
    tremblay.execute("SELECT claim(%s)", (item,))
    with refused("second_needed"):
        write(tremblay, "mark_removed", item, gone)
    write(singh, "seconded", item, {"act": "remove_mark", "first": "tremblay", "name_tag": "t"})
    write(tremblay, "mark_removed", item, {**gone, "second": "singh"})


@pytest.fixture
def sent(agency: Agency, item: str, tremblay: psycopg.Connection) -> Recommendation:
    """A referral whose package went to the port of officer Dubois."""
    tremblay.execute("SELECT claim(%s)", (item,))
    look(tremblay, item)
    signed = recommendation(item, "tremblay")
    write(tremblay, "decided", item, signed)
    name, at = signed.recommendation_id, signed.times.decided_at
    address = Address(HERE, "", Custodian.CARRIER, "")
    step = PackageStep(name, name, 1, Step.SENT, "dispatch", at, address=address)
    with agency.signed_in("intake") as service:
        seq = write(service, "package_step", item, step)
        service.execute(
            "INSERT INTO package_step (seq, package_id, recommendation_id, item_id, step, body) "
            "VALUES (%s, %s, %s, %s, 'sent', %s)",
            (seq, name, name, item, canonical(plain(step))),
        )
    return signed


def test_a_package_is_acknowledged_by_its_port_once(
    agency: Agency, item: str, sent: Recommendation
) -> None:
    name, at = sent.recommendation_id, sent.times.decided_at
    with agency.signed_in("dubois") as port:
        assert (name,) in port.execute("SELECT recommendation_id FROM decision").fetchall()
        told = PackageStep(name, name, 1, Step.ACKNOWLEDGED, "dubois", at)
        write(port, "package_step", item, told)
        with refused("package_twice"):
            write(port, "package_step", item, told)


def exam(signed: Recommendation, hours: float, **changes: Any) -> dict[str, Any]:
    """A result that ended some hours after the signature, as a line says it."""
    ended = signed.times.decided_at + dt.timedelta(hours=hours)
    told = ExamResult(
        signed.recommendation_id, ExamOutcome.RESULTANT, "G. Dubois", ended, **changes
    )
    name = signed.recommendation_id
    return {"recommendation_id": name, "version": 1, "result": plain(told)}


def test_t20_an_officer_at_the_port_says_what_came_of_an_exam_and_decides_nothing(
    agency: Agency, item: str, sent: Recommendation
) -> None:
    with agency.signed_in("dubois") as port:
        with refused("role"):
            write(port, "decided", item, sent)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            port.execute("SELECT claim(%s)", (item,))
        write(port, "exam_result", item, exam(sent, 3))
    for account, word in (("roy", "no_referral_of_port"), ("evans", "role"), ("martin", "role")):
        with agency.signed_in(account) as other, refused(word):
            write(other, "exam_result", item, exam(sent, 3))
    name = sent.recommendation_id
    found = agency.rows("SELECT actor FROM exam_result WHERE recommendation_id = %s", name)
    assert found == [("dubois",)]


def test_t05_the_server_takes_no_exam_that_began_before_the_goods_arrived(
    agency: Agency, item: str, sent: Recommendation
) -> None:
    signed = sent.times.decided_at
    with agency.signed_in("dubois") as port:
        with refused("exam_before_signed"):
            write(port, "exam_result", item, exam(sent, -1))
        with refused("exam_backwards"):
            late = signed + dt.timedelta(hours=5)
            write(port, "exam_result", item, exam(sent, 3, started_at=late))
        arrived = signed + dt.timedelta(hours=2)
        with agency.owned() as owner:
            told = json.dumps({"conveyance": {"fpoa": HERE, "arrived_at": arrived.isoformat()}})
            query = "UPDATE shipment SET body = %s WHERE shipment_id = %s"
            owner.execute(query, (told, f"8000{item}"))
        with refused("exam_before_arrival"):
            write(port, "exam_result", item, exam(sent, 1.5))
        with refused("exam_before_arrival"):
            write(port, "exam_result", item, exam(sent, 3, started_at=signed))
        write(port, "exam_result", item, exam(sent, 3, started_at=arrived))


def test_coming_and_going_is_written_under_ones_own_name(agency: Agency) -> None:
    for account in ("evans", "martin", "dubois", "chen"):
        with agency.signed_in(account) as person:
            write(person, "signed_in", account, {"name_tag": "t"})
            write(person, "signed_out", account, {})
            with refused("not_yours"):
                write(person, "signed_in", "tremblay", {"name_tag": "t"})
