"""One random queue after the other: the server gives what the program's own rules give.

The rows of the server are laid into a database of this machine, and what *next* gives is asked of
both: by `app/record/taking.py` there, by `claim_next` on the server.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, Engine, create_engine, delete, insert, select
from sqlalchemy.pool import StaticPool

from app.domain.officer import Officer
from app.domain.shipment import Mode
from app.domain.skills import Cargo
from app.domain.turn import Chosen, TurnEnd, TurnKind
from app.record.coding import canonical, time_text
from app.record.columns import METADATA
from app.record.tables import ENTRY, ITEM, LEASE, LINE, NOTICE
from app.record.taking import first_for
from app.record.turn_tables import SKILL, TURN
from tests.services.agency import ELSEWHERE, HERE, Agency, make_agency, officer_of
from tests.services.postgres import Cluster

SEEDS = int(os.environ.get("PRESCREEN_QUEUE_SEEDS", "25"))
WAITING = 14
ROWS = (ITEM, ENTRY, NOTICE, LEASE, TURN, SKILL)
"""What *next* reads, beside the lines of hand-backs."""
PEOPLE = tuple(officer_of(name) for name in ("tremblay", "singh", "roy", "chen", "okafor"))
MODES = (None, "air", "highway", "highway", "rail")
PORTS = ("", HERE, HERE, ELSEWHERE)
LONG_S = 10_000.0


@pytest.fixture(scope="module")
def waiting(postgres: Cluster) -> Agency:
    return make_agency(postgres)


@pytest.fixture(scope="module")
def owner(waiting: Agency) -> Iterator[Connection]:
    """The server's rows, as whoever runs the database sees them."""
    engine = create_engine(waiting.url(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("SET search_path = prescreen")
        yield connection
    engine.dispose()


@pytest.fixture(scope="module")
def desks(waiting: Agency) -> Iterator[Mapping[str, psycopg.Connection]]:
    """Everybody's way to the server."""
    opened = {}
    for officer in PEOPLE:
        parts = waiting.cluster.parts(officer.account, waiting.password, waiting.database)
        opened[officer.account] = psycopg.connect(**parts, autocommit=True)
    yield opened
    for connection in opened.values():
        connection.close()


@pytest.fixture
def here() -> Iterator[Engine]:
    """A database of this machine with the same tables, empty."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    METADATA.create_all(engine)
    yield engine
    engine.dispose()


# --- a queue -----------------------------------------------------------------------------------


def at(chance: random.Random, *hours: float) -> str:
    """Return one of some times, by hours from now."""
    return time_text(dt.datetime.now(dt.UTC) + dt.timedelta(hours=chance.choice(hours)))


def entry_of(item_id: str, chance: random.Random) -> dict[str, Any]:
    """Return a row of the queue; much is alike, so that every part of the order counts."""
    kinds = [kind.value for kind in Cargo if chance.random() < 0.3]
    return {
        "item_id": item_id,
        "received_at": f"2026-03-0{chance.randint(1, 3)}T08:00:00.000000+00:00",
        "eta": chance.choice((None, "2026-03-04T08:00:00.000000+00:00", at(chance, 5, 6))),
        "mode": chance.choice(MODES),
        "port": chance.choice(PORTS),
        "equipment": "",
        "goods": "",
        "pieces": None,
        "gross_kg": None,
        "screening": None,
        "flagged": 0,
        "energies": 0,
        "strongest": chance.choice((0.0, 0.25, 0.5)),
        "outcome": "RECOMMEND_RELEASE" if chance.random() < 0.1 else "",
        "needs": " ".join(kinds),
        "seq": 1,
    }


def turn_of(item_id: str, chance: random.Random) -> dict[str, Any]:
    kind = chance.choice(list(TurnKind))
    named = kind is TurnKind.ASSIGNED or (kind is TurnKind.SECOND and chance.random() < 0.5)
    return {
        "item_id": item_id,
        "kind": kind.value,
        "by": chance.choice(PEOPLE).account,
        "at": at(chance, -2),
        "until": at(chance, -1, 2),
        "text": "",
        "meant_for": chance.choice(PEOPLE).account if named else "",
        "asked_of": "",
        "ended": chance.choice(("", "", TurnEnd.CLAIMED.value)),
        "shipments": "",
        "images": 0,
        "known": "",
        "seq": 1,
    }


def notice_of(item_id: str, chance: random.Random) -> dict[str, Any]:
    counts = dict.fromkeys(("blocks", "warnings", "notes"), 0)
    risk = chance.choice((0.0, 0.3, 0.5, 0.9))
    return {"item_id": item_id, "body": "[]", "risk": risk, "fired": "", **counts}


def lease_of(item_id: str, chance: random.Random) -> dict[str, Any]:
    who = chance.choice(PEOPLE).account
    return {
        "item_id": item_id,
        "officer": who,
        "since": at(chance, -2),
        "until": at(chance, -1, 1),
    } | {"seconds": 900.0}


def skill_of(account: str, chance: random.Random) -> dict[str, Any]:
    modes = chance.sample(sorted(Mode), chance.choice((1, 2, len(Mode))))
    cargo = [kind.value for kind in Cargo if chance.random() < 0.5]
    return {
        "account": account,
        "modes": " ".join(sorted(modes)),
        "cargo": " ".join(cargo),
        "seq": 1,
    }


def fill(owner: Connection, names: list[str], chance: random.Random) -> None:
    """Lay a random queue into the server's tables."""
    for table in (TURN, LEASE, NOTICE, ENTRY, SKILL):
        owner.execute(delete(table))
    items = [
        {"item_id": name, "received_at": "2026-03-01", "joined_into": "", "seq": 1}
        for name in names
    ]
    owner.execute(insert(ITEM), items)
    owner.execute(insert(ENTRY), [entry_of(name, chance) for name in names])
    for table, row, share in (
        (TURN, turn_of, 0.5),
        (NOTICE, notice_of, 0.5),
        (LEASE, lease_of, 0.2),
    ):
        rows = [row(name, chance) for name in names if chance.random() < share]
        if rows:
            owner.execute(insert(table), rows)
    trained = [skill_of(one.account, chance) for one in PEOPLE if chance.random() < 0.3]
    if trained:
        owner.execute(insert(SKILL), trained)


def copy(owner: Connection, here: Engine) -> None:
    """Lay the server's rows into the database of this machine."""
    with here.begin() as connection:
        for table in (*reversed(ROWS), LINE):
            connection.execute(delete(table))
        for table in ROWS:
            rows = owner.execute(select(table)).mappings().all()
            if rows:
                connection.execute(insert(table), [dict(row) for row in rows])
        handed = owner.execute(select(LINE).where(LINE.c.kind == "handed_back")).mappings().all()
        if handed:
            connection.execute(insert(LINE), [dict(row) for row in handed])


# --- the same ----------------------------------------------------------------------------------


def chosen_by(chance: random.Random) -> Chosen:
    modes = chance.sample(list(Mode), chance.choice((0, 0, 1, 2, len(Mode))))
    ports = chance.sample(("", HERE, ELSEWHERE), chance.choice((0, 0, 1, 2)))
    return Chosen(frozenset(modes), frozenset(ports))


def told(chosen: Chosen) -> str:
    values = {"modes": sorted(chosen.modes), "ports": sorted(chosen.ports)}
    return canonical({name: value for name, value in values.items() if value})


def expected(here: Engine, officer: Officer, chosen: Chosen) -> str | None:
    with here.connect() as connection:
        return first_for(connection, officer, time_text(dt.datetime.now(dt.UTC)), chosen)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_the_server_gives_what_the_program_gives(
    owner: Connection, desks: Mapping[str, psycopg.Connection], here: Engine, seed: int
) -> None:
    chance = random.Random(seed)
    names = [f"Q{seed}-{number}" for number in range(WAITING)]
    chance.shuffle(names)
    fill(owner, names, chance)
    given = 0
    for step in range(3 * WAITING):
        copy(owner, here)
        officer, chosen = chance.choice(PEOPLE), chosen_by(chance)
        desk = desks[officer.account]
        first = expected(here, officer, chosen)
        row = desk.execute("SELECT claim_next(%s, %s)", (told(chosen), LONG_S)).fetchone()
        assert row == (first,), (step, officer, chosen)
        if first is not None:
            given += 1
            if chance.random() < 0.4:
                desk.execute("SELECT hand_back(%s)", (first,))
    assert given > 3


def test_random_queues_differ_in_all_that_next_reads() -> None:
    """A column that *next* reads and no random queue fills would be a gap in the test above."""
    chance = random.Random(0)
    rows = [entry_of(str(number), chance) for number in range(200)]
    for name in ("eta", "mode", "port", "strongest", "outcome", "needs", "received_at"):
        assert len({row[name] for row in rows}) > 1, name
    turns = [turn_of(str(number), chance) for number in range(200)]
    assert {(one["kind"], bool(one["meant_for"])) for one in turns} == {
        ("assigned", True),
        ("second", True),
        ("second", False),
        ("hold", False),
        ("back", False),
    }
    assert {one.port for one in PEOPLE} == {"", HERE, ELSEWHERE}
