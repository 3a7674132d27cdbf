"""What people try who are signed in at the server with plain SQL, past the program.

What an attack is, and what several of them do; the attacks themselves are in the files beside.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import secrets
from collections.abc import Callable, Mapping
from typing import Any

import psycopg

from app.domain.decision import Kind
from app.record.coding import time_text
from tests.services.agency import Agency, digest_of_image, recommendation, said

DENIED = "42501"
"""The server's own word for a right that somebody has not."""
NOTHING = "nothing"
"""It is no error, and shows or changes nothing."""


@dataclasses.dataclass(frozen=True, slots=True)
class Stage:
    """What there is to attack: items in every state, and who attacks."""

    agency: Agency
    connection: psycopg.Connection
    login: str
    items: Mapping[str, str]
    """``waiting``, ``mine``, ``held``, ``decided``, ``elsewhere`` to the name of an item."""
    decision: str
    """The recommendation that stands on ``decided``."""

    def run(self, sql: str) -> list[tuple[object, ...]]:
        """Run one statement with the names of items in their places; return its rows."""
        for name, item in self.items.items():
            sql = sql.replace(f"{{{name}}}", item)
        cursor = self.connection.execute(sql)
        return cursor.fetchall() if cursor.description else []

    def write(self, kind: str, which: str, body: object) -> None:
        """Write a line as the program would."""
        self.send(kind, which, said(body))

    def send(self, kind: str, which: str, body: str) -> None:
        """Write a line with any text."""
        subject = self.items.get(which, which)
        self.connection.execute("SELECT append(%s, %s, %s)", (kind, subject, body))

    def decide(self, which: str, **changed: object) -> None:
        """Sign for an item, with something in it changed."""
        account = str(changed.pop("by", self.login))
        self.write("decided", which, recommendation(self.items[which], account, **changed))


Try = str | Callable[[Stage], object]


@dataclasses.dataclass(frozen=True, slots=True)
class Attack:
    """One attempt."""

    who: str
    tries: str
    how: Try
    refused: str
    """Word of the refusal, SQLSTATE, or `NOTHING`."""

    def carry_out(self, stage: Stage) -> object:
        """Try it; what it returns is what it has got hold of."""
        return stage.run(self.how) if isinstance(self.how, str) else self.how(stage)


def each(*statements: str) -> Callable[[Stage], object]:
    """Try all of some statements; every one of them must be denied."""

    def tried(stage: Stage) -> object:
        for statement in statements:
            try:
                stage.run(statement)
            except psycopg.errors.InsufficientPrivilege as error:
                last = error
                continue
            raise AssertionError(f"{statement} was let through")
        raise last

    return tried


_VERBS = (
    "UPDATE prescreen.{table} SET {column} = {column}",
    "DELETE FROM prescreen.{table}",
    "TRUNCATE prescreen.{table}",
    "INSERT INTO prescreen.{table} DEFAULT VALUES",
    "COPY prescreen.{table} FROM STDIN",
)


def every_table(*, but: frozenset[str] = frozenset()) -> Callable[[Stage], object]:
    """Try to change, delete and empty every table of the record but some."""

    def tried(stage: Stage) -> object:
        tables = stage.agency.rows(
            "SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid "
            "WHERE relnamespace = 'prescreen'::regnamespace AND relkind = 'r' AND attnum = 1"
        )
        statements = [
            verb.replace("{table}", table).replace("{column}", column)
            for table, column in tables
            if table not in but
            for verb in _VERBS
        ]
        assert len(statements) > 60
        return each(*statements)(stage)

    return tried


PREFERENCE = frozenset({"preference"})
"""What people change at will, of their own."""

OF_REVIEWERS = PREFERENCE | {"delivery"}
"""Of these reviewers may add rows of their own; `attacks_on_deliveries` tries what they may not."""

OWN_DOORS = frozenset({"append", "claim", "claim_next", "hand_back", "renew"})
"""Functions that change something, and that people may call."""


def inner_functions(stage: Stage) -> object:
    """Call every function that is not meant to be called."""
    inner = stage.agency.rows(
        "SELECT proname, pronargs FROM pg_proc WHERE pronamespace = 'prescreen'::regnamespace "
        "AND NOT proname = ANY(%s) AND prorettype <> 'trigger'::regtype",
        list(
            OWN_DOORS
            | {"my_account", "my_port", "mine_elsewhere", "whoami", "sees", "sees_shipment"}
            | {"sees_filing", "package_port", "time_text", "word_until", "keep_own_password"}
            | {"blind_readings", "blind_items", "blind_scans", "blind_firsts", "blind_entries"}
            | {"first_reader", "package_unit", "referral_named", "results_named"}
        ),
    )
    assert len(inner) > 40
    return each(*(f"SELECT prescreen.{name}({_nulls(count)})" for name, count in inner))(stage)


def _nulls(count: int) -> str:
    return ", ".join(["NULL"] * count)


def replay_text(stage: Stage) -> object:
    """Send the very text of a payload that is on record."""
    body = said({"name": "opened", "values": {}})
    stage.send("event_noted", "mine", body)
    return stage.send("event_noted", "mine", body)


def vouch_for_another_item(stage: Stage) -> object:
    with stage.agency.signed_in("singh") as second:
        beside = {"act": "override", "first": stage.login, "name_tag": "t"}
        second.execute("SELECT append('seconded', %s, %s)", (stage.items["waiting"], said(beside)))
    return stage.decide(
        "mine", kind=Kind.RECOMMEND_RELEASE, overrides={"R020:": "x"}, second="singh"
    )


def too_many(stage: Stage) -> object:
    held = []
    try:
        for _ in range(40):
            parts = stage.agency.cluster.parts(
                stage.login, stage.agency.password, stage.agency.database
            )
            held.append(psycopg.connect(**parts))
    finally:
        for one in held:
            one.close()
    return held


def told_falsely(stage: Stage) -> object:
    """Say that the queue changed; whoever hears it looks at the tables."""
    before = stage.agency.rows("SELECT item_id, outcome FROM entry ORDER BY item_id")
    stage.run("NOTIFY prescreen_queue, '{held}'")
    after = stage.agency.rows("SELECT item_id, outcome FROM entry ORDER BY item_id")
    return [] if before == after else after


def words_are_words(stage: Stage) -> object:
    note = "'); DROP TABLE prescreen.line; -- $$ %s {0} \\"
    stage.write("event_noted", "mine", {"name": note, "values": {note: note}})
    stage.connection.execute("SELECT append('event_noted', %s, %s)", (note, "{}"))
    return None


def reconfirmed(decision: str) -> object:
    """Return what a line says by which somebody stands by a decision made alone."""
    at = "2026-03-02T08:00:00.000000+00:00"
    return {"recommendation_id": decision, "done_at": at, "changed": []}


def confirmed_unseen(stage: Stage) -> object:
    """Decide while the line is cut, and stand by it without having looked again."""
    act = {**_late("alone", "decision", "taken", ""), "done_at": time_text(_now())}
    # In one go, so that nothing of it stays.
    with stage.connection.transaction():
        stage.write("act_received", "mine", act)
        stage.decide("mine", recommendation_id="alone", degraded=True)
        return stage.write("reconfirmed", "mine", reconfirmed("alone"))


def twice_late(stage: Stage) -> object:
    """Send one act that was done while the line was cut, and send it again."""
    act = _late(stage.login, "event", "refused", "{}")
    stage.write("act_received", "mine", act)
    return stage.write("act_received", "mine", act)


def _late(act_id: str, what: str, outcome: str, kept: str) -> dict[str, object]:
    return {
        "act_id": act_id,
        "what": what,
        "outcome": outcome,
        "said": kept,
        "done_at": time_text(AT),
        "why": None,
        "degraded": True,
        "tried": False,
        "rests": {"lines": 1, "shipments": [], "images": []},
    }


def raw(kind: str, which: str, body: str) -> Callable[[Stage], object]:
    return lambda stage: stage.send(kind, which, body)


def salted(body: str) -> str:
    return '{"body":' + body + ',"salt":"0123456789abcdef0123456789abcdef"}'


def decide(which: str, **changed: object) -> Callable[[Stage], object]:
    return lambda stage: stage.decide(which, **changed)


def look_at_held(stage: Stage) -> object:
    item = stage.items["held"]
    body = {"scan_id": f"S-{item}", "view": "top", "readable": True}
    return stage.write("view_shown", "held", body)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _next_year() -> dt.datetime:
    return _now() + dt.timedelta(days=365)


def in_the_future(stage: Stage) -> object:
    made = recommendation(stage.items["mine"], stage.login)
    times = dataclasses.replace(made.times, decided_at=_next_year())
    return stage.decide("mine", times=times)


AT = dt.datetime(2026, 3, 2, 8, tzinfo=dt.UTC)
"""Long ago."""


def _signed_at(stage: Stage, at: dt.datetime) -> dict[str, Any]:
    made = recommendation(stage.items["mine"], stage.login)
    times = dataclasses.replace(made.times, decided_at=at)
    return {"recommendation_id": secrets.token_hex(8), "times": times, "degraded": True}


def in_the_past(stage: Stage) -> object:
    return stage.decide("mine", **_signed_at(stage, AT))


def alone_at_another_time(stage: Stage) -> object:
    """Send a decision as one that was made alone, with a time that is not that of the act."""
    changed = _signed_at(stage, AT + dt.timedelta(hours=1))
    with stage.connection.transaction():
        act = _late(changed["recommendation_id"], "decision", "taken", "")
        stage.write("act_received", "mine", act)
        return stage.decide("mine", **changed)


def alone_elsewhere(stage: Stage) -> object:
    """Let the line of an act that was done alone on one item stand for a decision on another."""
    changed = _signed_at(stage, AT)
    with stage.connection.transaction():
        act = _late(changed["recommendation_id"], "decision", "taken", "")
        stage.write("act_received", "waiting", act)
        return stage.decide("mine", **changed)


def borrowed_image(stage: Stage) -> object:
    made = recommendation(stage.items["mine"], stage.login)
    digest = digest_of_image(stage.items["elsewhere"], "top")
    scans = (dataclasses.replace(made.scans[0], image_digests=(digest,)),)
    return stage.decide("mine", scans=scans)
