"""Jobs of relays on a real PostgreSQL: once, whoever dies; and behind their own walls."""

from __future__ import annotations

import hashlib
import random
import secrets
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from app.domain.errors import KnownError, Refused, SignInRefused, Unavailable
from app.relay.laying import LOGIN, lay_out, migrations
from app.relay.server import JobServer
from tests.services.agency import Agency
from tests.services.postgres import Cluster
from tests.services.relay_hands import PASSWORD, STEPS, Place, address_in, job_place

PAUSE = threading.Event()


@pytest.fixture
def place(postgres: Cluster, tmp_path: Path) -> Place:
    return job_place(postgres, f"jobs_{secrets.token_hex(4)}", tmp_path)


def offered(place: Place, bodies: list[bytes]) -> list[str]:
    digests = []
    with place.engine().offering() as offer:
        for body in bodies:
            sha256 = place.store.put_bytes(body).sha256
            assert offer(sha256, STEPS[0])
            digests.append(sha256)
    return digests


def until(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            pytest.fail(f"not done after {seconds} s")
        PAUSE.wait(0.05)


def forwarded(place: Place) -> list[str]:
    return [sha256 for what, sha256 in place.said() if what == "forwarded"]


def test_every_scan_is_forwarded_once_while_workers_come_and_go_and_are_killed(
    place: Place,
) -> None:
    chance = random.Random(7)
    bodies = [chance.randbytes(4000) for _ in range(60)]
    digests = offered(place, bodies)
    runs = [place.started(), place.started()]
    kills = 0
    try:
        end = time.monotonic() + 180
        while len(forwarded(place)) < len(bodies):
            assert time.monotonic() < end, (place.folder / "workers.log").read_text()
            PAUSE.wait(chance.uniform(0.05, 0.2))
            if kills < 8 and forwarded(place):
                # One dies without a word, one is asked to go, one comes instead.
                gone = runs.pop(chance.randrange(len(runs)))
                gone.send_signal(signal.SIGKILL if kills % 3 else signal.SIGTERM)
                gone.wait()
                kills += 1
                runs.append(place.started())
        until(lambda: sum(place.engine().depths().values()) == 0, 60)
    finally:
        for run in runs:
            run.kill()
            run.wait()
    assert kills >= 2
    assert sorted(forwarded(place)) == sorted(digests)
    for body, sha256 in zip(bodies, digests, strict=True):
        assert (place.archive / sha256).read_bytes()[::-1] == body
        assert hashlib.sha256(body).hexdigest() == sha256
    assert {path.name for path in place.archive.iterdir()} >= set(digests)


def test_a_worker_that_is_asked_to_end_finishes_what_it_began(place: Place) -> None:
    offered(place, [bytes([n]) * 100 for n in range(30)])
    run = place.started(2)
    until(lambda: bool(forwarded(place)), 30)
    run.terminate()
    assert run.wait(20) == 0
    with psycopg.connect(**place.engine()._server.parts) as connection:
        asked = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'"
        assert connection.execute(asked).fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM procrastinate_workers").fetchone() == (0,)


def test_a_scan_that_waits_or_is_worked_on_is_not_taken_twice(place: Place) -> None:
    sha256 = offered(place, [b"one"])[0]
    with place.engine().offering() as offer:
        assert not offer(sha256, STEPS[0])
        with psycopg.connect(**place.engine()._server.parts, autocommit=True) as connection:
            connection.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        assert not offer(sha256, STEPS[0])
    assert place.engine().depths() == {"check": 1, "reencode": 0, "forward": 0}


def test_what_fails_for_no_known_reason_is_tried_a_few_times_and_set_aside(place: Place) -> None:
    faulty, sound = offered(place, [b"faulty scan", b"sound scan"])
    with place.worker():
        until(lambda: ("failed", faulty) in place.said(), 30)
        until(lambda: ("forwarded", sound) in place.said(), 30)
        until(lambda: place.engine().depths()["check"] == 0, 30)
    with psycopg.connect(**place.engine()._server.parts) as connection:
        left = connection.execute("SELECT args, attempts, status FROM procrastinate_jobs")
        assert left.fetchall() == [({"sha256": faulty}, 8, "failed")]
    # Nobody but a person takes it up again: not the one who brings it once more.
    with place.engine().offering() as offer:
        assert not offer(faulty, STEPS[0])
    assert place.engine().take_up_again() == 1
    assert place.engine().depths()["check"] == 1


def test_a_scan_that_kills_relays_comes_last_and_is_set_aside(place: Place) -> None:
    deadly, *sound = offered(place, [b"deadly scan", *(bytes([n]) * 50 for n in range(5))])
    deaths = 0
    end = time.monotonic() + 50
    while ("deadly", deadly) not in place.said():
        assert time.monotonic() < end
        with place.worker() as run:
            until(lambda run=run: run.poll() is not None or bool(aside(place)), 30)
            deaths += run.poll() == 9
    assert deaths == 5
    assert sorted(forwarded(place)) == sorted(sound)


def aside(place: Place) -> list[str]:
    return [sha256 for what, sha256 in place.said() if what == "deadly"]


def test_jobs_of_another_store_are_left_alone(place: Place, tmp_path: Path) -> None:
    other = Place(place.address, tmp_path / "elsewhere")
    other.folder.mkdir()
    mine, theirs = offered(place, [b"mine"])[0], offered(other, [b"theirs"])[0]
    with other.worker():
        until(lambda: forwarded(other) == [theirs], 30)
    assert place.engine().depths()["check"] == 1
    assert mine not in forwarded(other)


def test_a_scan_without_a_job_gets_one(place: Place) -> None:
    # Its job was never made, or was lost with the database: the journal of the relay knows it.
    sha256 = place.store.put_bytes(b"without a job").sha256
    (place.folder / "left").write_text(sha256)
    with place.worker():
        until(lambda: forwarded(place) == [sha256], 30)
    assert place.engine().depths()["check"] == 0


def test_a_server_that_was_away_is_worked_with_again(place: Place, postgres: Cluster) -> None:
    first = offered(place, [b"before"])
    with place.worker():
        until(lambda: forwarded(place) == first, 30)
        postgres.stop("immediate")
        with pytest.raises(Unavailable, match="does not answer"):
            place.engine().depths()
        postgres.start()
        second = offered(place, [b"after"])
        until(lambda: forwarded(place) == first + second, 40)


def test_the_relays_login_reads_nothing_of_the_record(
    place: Place, agency: Agency, postgres: Cluster
) -> None:
    there = postgres.parts(LOGIN, PASSWORD, agency.database)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(**there)
    with psycopg.connect(**place.engine()._server.parts, autocommit=True) as connection:
        for attempt in (
            "CREATE TABLE mine (x int)",
            "CREATE TABLE relay.mine (x int)",
            "CREATE TABLE public.mine (x int)",
            "CREATE TEMPORARY TABLE mine (x int)",
            "DROP TABLE procrastinate_jobs",
            "TRUNCATE procrastinate_jobs",
            "INSERT INTO laid VALUES ('x', now())",
            "SET ROLE prescreen_relay_owner",
            "SET ROLE prescreen_owner",
            "SELECT rolpassword FROM pg_authid",
            "SELECT pg_read_file('/etc/passwd')",
            "COPY procrastinate_jobs TO PROGRAM 'cat'",
            "CREATE FUNCTION relay.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "DO 'BEGIN NULL; END'",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(attempt.encode())


def test_nobody_else_comes_to_the_jobs(place: Place, agency: Agency, postgres: Cluster) -> None:
    there = postgres.parts("tremblay", agency.password, place.address.database)
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(**there)


def test_the_jobs_are_not_laid_out_where_the_record_lives(
    agency: Agency, postgres: Cluster
) -> None:
    with (
        psycopg.connect(**postgres.superuser(agency.database), autocommit=True) as connection,
        pytest.raises(Refused, match="The record lives in the database"),
    ):
        lay_out(connection)


def test_laying_out_again_changes_nothing_and_brings_what_is_missing(
    place: Place, postgres: Cluster
) -> None:
    database = place.address.database
    last = list(migrations())[-1]
    with psycopg.connect(**postgres.superuser(database), autocommit=True) as connection:
        assert lay_out(connection).steps == ()
        # As an older program would have left it: the step is not noted.
        connection.execute("DELETE FROM relay.laid WHERE name = %s", [last])
        with pytest.raises(KnownError, match="not laid out for this program"):
            place.engine()._server.require_layout()
        connection.execute("INSERT INTO relay.laid VALUES (%s), ('99.00.00_01_x.sql')", [last])
        with pytest.raises(KnownError, match="newer program"):
            place.engine()._server.require_layout()


def test_a_wrong_password_and_an_unproved_server_are_told_apart(
    place: Place, postgres: Cluster
) -> None:
    with pytest.raises(SignInRefused, match=f"does not let {LOGIN} in"):
        JobServer(place.address, "wrong").require_layout()
    strange = address_in(postgres, place.address.database)
    unproved = JobServer(
        type(strange)("localhost", strange.database, strange.port, LOGIN), PASSWORD
    )
    with pytest.raises(Unavailable, match="certificate"):
        unproved.require_layout()


def test_jobs_carry_a_digest_and_nothing_else(place: Place) -> None:
    sha256 = offered(place, [b"secret cargo"])[0]
    with psycopg.connect(**place.engine()._server.parts) as connection:
        rows = connection.execute("SELECT args, task_name FROM procrastinate_jobs").fetchall()
    assert rows == [({"sha256": sha256}, STEPS[0])]
