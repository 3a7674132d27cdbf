"""A server's record is copied, proved, and put into an empty database; nothing is put over it."""

from __future__ import annotations

import dataclasses
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from app.domain.clock import system_clock
from app.domain.errors import KnownError, RecordDamaged, Refused
from app.domain.notice import Notice, Severity
from app.domain.words import say
from app.keeping.far_backup import FarRestored, back_up_far, restore_far
from app.keeping.inventory import MANIFEST
from app.keeping.restore import restore
from app.record import Record, Restored, SealKeys
from app.record.server.administering import Person
from app.scans import FolderStore
from tests.services.homes import (
    FAR,
    INTAKE,
    PASSWORD,
    PORT,
    ROY,
    TREMBLAY,
    Laid,
    ServerHome,
    lay_out,
)
from tests.services.postgres import Cluster
from tests.unit import record_values as values


@pytest.fixture(scope="module")
def laid(postgres: Cluster) -> Laid:
    return lay_out(postgres)


@pytest.fixture
def server(laid: Laid, tmp_path: Path) -> Iterator[ServerHome]:
    with laid.home(tmp_path / "home") as home:
        yield home


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "shared")


@pytest.fixture
def backup(server: ServerHome, store: FolderStore, tmp_path: Path) -> Path:
    """Make a backup of a record with a decision, a scan file and settings beside it."""
    scan = tmp_path / "a.dcs"
    scan.write_bytes(b"pixels")
    decided(server, "s1", store.put(scan).sha256)
    server.folder.mkdir(exist_ok=True)
    (server.folder / "settings.toml").write_text('workstation = "W7"\n', encoding="utf-8")
    made = back_up_far(keeper(server), store, tmp_path / "copy", system_clock(), "0.1.0")
    assert (made.damaged, made.lines > 5) == ((), True)
    return made.folder


def keys_of(server: ServerHome) -> SealKeys:
    return SealKeys.of(server.folder, key_folder=server.folder.parent / "seal")


def keeper(server: ServerHome, login: str = INTAKE) -> Record:
    """Return the record as the machine has it that makes backups."""
    opened = Record.connect(
        server.address(), server.folder, clock=system_clock(), keys=keys_of(server)
    )
    server.stack.enter_context(opened).enter(login, PASSWORD)
    return opened


def decided(server: ServerHome, name: str, sha256: str) -> str:
    """Let a scan with its data arrive, and refer it."""
    record = server.intake()
    record.add_image(values.scan(name), dataclasses.replace(values.image(1), sha256=sha256))
    record.add_shipment(values.shipment(f"CCN{name}", port=PORT))
    record.put_link(values.link(name, f"CCN{name}"))
    item_id = record.item_of_scan(name)
    desk = server.seat(TREMBLAY)
    item = desk.claim(item_id, TREMBLAY)
    desk.note_shown(item_id, TREMBLAY, (name, item.scans[0].views[0]))
    desk.save_mark(item_id, TREMBLAY, values.mark("m1", 1, name))
    said = values.recommendation(f"d-{name}", item_id, TREMBLAY, scans=item.scans, at=values.now())
    digests = tuple(one.sha256 for one in item.shipments)
    desk.decide(dataclasses.replace(said, shipment_digests=digests, model=()), officer=TREMBLAY)
    return item_id


def empty(server: ServerHome, folder: Path) -> ServerHome:
    """Return another database of the server, with nothing in it."""
    name = f"empty_{secrets.token_hex(4)}"
    with psycopg.connect(**server.cluster.superuser(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    return dataclasses.replace(server, database=name, folder=folder)


def put_back(backup: Path, target: ServerHome, scans: Path) -> FarRestored:
    put = target.administration().put_back
    return restore_far(backup, keys_of(target), scans, put)


def test_it_is_put_into_an_empty_database_and_work_goes_on(
    server: ServerHome, backup: Path, tmp_path: Path
) -> None:
    target = empty(server, tmp_path / "new")
    scans = tmp_path / "scans"
    made = put_back(backup, target, scans)
    # The people of before are known on this server already, with their passwords.
    assert (made.damaged, made.people.without_password) == ((), ())
    assert (target.folder / "settings.toml").is_file()
    assert len([path for path in scans.rglob("*") if path.is_file()]) == 1
    target.administration().add(Person(INTAKE, "Intake", "intake"), PASSWORD)
    record = keeper(target)
    proof = record.proof.prove()
    assert (proof.ok, proof.reason) == (True, None)
    assert record.proof.unbound() is None
    (item_id,) = record.items()
    (decision,) = record.item(item_id).decisions
    assert decision.recommendation_id == "d-s1"
    assert record.find_mark(item_id, "m1") is not None
    # The chains go on where they ended, and both records prove to one head that was kept before.
    kept = keeper(server).proof.new_heads((), now=True)
    assert record.proof.kept_trouble(kept) is None
    decided(target, "s2", "b" * 64)
    assert record.proof.prove().reason is None
    with pytest.raises(Refused, match="already"):
        target.administration().add(Person("tremblay", "A. Tremblay", "officer"), PASSWORD)


def test_the_queue_says_what_it_said_before_the_service_comes_by(
    server: ServerHome, store: FolderStore, tmp_path: Path
) -> None:
    """Rules, measurements and how often rules fired: no line says them, and officers need them."""
    item_id = decided(server, "s1", "a" * 64)
    found = (Notice("R001", Severity.BLOCK, "93", say("Something.")),)
    intake = server.intake()
    intake.add_report(values.report("r1", "s1"))
    intake.set_notices(item_id, found, 0.75, {"R001"})
    backup = back_up_far(keeper(server), store, tmp_path / "copy", system_clock(), "0.1.0").folder
    target = empty(server, tmp_path / "new")
    assert put_back(backup, target, tmp_path / "scans").people.services == (INTAKE,)
    desk = target.seat(TREMBLAY)
    assert desk.notices(item_id) == found
    (line,) = desk.queue(include_decided=True)
    assert line.blocks == 1
    assert line == server.seat(TREMBLAY).queue(include_decided=True)[0]
    assert line.screening is not None
    assert desk.rule_counts() == {"R001": 1}


def test_a_backup_that_was_put_back_for_a_drill_is_no_forgery_of_the_record(
    server: ServerHome, backup: Path, tmp_path: Path
) -> None:
    """Both are of one name and grow apart; one machine proves both, each from where it was."""
    target = empty(server, tmp_path / "drill")
    put_back(backup, target, tmp_path / "scans")
    target.administration().add(Person(INTAKE, "Intake", "intake"), PASSWORD)
    for home in (server, target, server, target):
        decided(home, f"s{secrets.token_hex(3)}", secrets.token_hex(32))
        found = keeper(home).proof.prove(onward_only=True)
        assert (found.ok, found.reason) == (True, None)
    assert found.whole_at


def test_a_backup_of_before_that_holds_the_log_alone_goes_in(
    server: ServerHome, backup: Path, tmp_path: Path
) -> None:
    copy = shutil.copy(backup / "record.db", tmp_path / "older.db")
    with closing(sqlite3.connect(copy)) as older:
        for name in ("notice", "rule_count", "to_refresh"):
            older.execute(f"DROP TABLE {name}")
        older.commit()
    target = empty(server, tmp_path / "new")
    target.administration().put_back(Path(copy), Restored(system_clock().now(), 9, 9))
    assert target.seat(TREMBLAY).items() == server.seat(TREMBLAY).items() != ()


def test_what_was_signed_of_another_port_stays_hers(
    server: ServerHome, store: FolderStore, tmp_path: Path
) -> None:
    item_id = signed_elsewhere(server)
    backup = back_up_far(keeper(server), store, tmp_path / "copy", system_clock(), "0.1.0").folder
    target = empty(server, tmp_path / "new")
    put_back(backup, target, tmp_path / "scans")
    target.administration().add(Person(INTAKE, "Intake", "intake"), PASSWORD)
    assert keeper(target).proof.prove().ok
    assert target.seat(FAR).item(item_id).decisions[0].officer == FAR.account
    assert rows_of(target) == rows_of(server) == [(FAR.account, item_id)]


def test_who_may_read_another_ports_item_is_proved(server: ServerHome) -> None:
    item_id = signed_elsewhere(server)
    assert keeper(server).proof.prove().ok
    owned(server, "INSERT INTO signed_elsewhere SELECT 'singh', item_id FROM signed_elsewhere")
    found = keeper(server).proof.prove()
    assert (found.ok, "singh may read item" in str(found.reason)) == (False, True)
    owned(server, "DELETE FROM signed_elsewhere")
    found = keeper(server).proof.prove()
    assert (found.ok, "farrell signed item" in str(found.reason)) == (False, True)
    # What a record lacks that an older program put back comes with the next `prescreen init`.
    server.administration().lay_out()
    assert keeper(server).proof.prove().ok
    assert rows_of(server) == [(FAR.account, item_id)]


def signed_elsewhere(server: ServerHome) -> str:
    """Let an item of one port be assigned to an officer of another one, who signs it."""
    record = server.intake()
    record.add_image(values.scan("s1"), values.image(1))
    record.add_shipment(values.shipment("CCNs1", port=PORT))
    record.put_link(values.link("s1", "CCNs1"))
    item_id = record.item_of_scan("s1")
    server.seat(ROY).turns.assign(item_id, ROY, FAR.account, "She knows this shipper")
    desk = server.seat(FAR)
    item = desk.claim(item_id, FAR)
    desk.note_shown(item_id, FAR, ("s1", item.scans[0].views[0]))
    said = values.recommendation("d1", item_id, FAR, scans=item.scans, at=values.now())
    digests = tuple(one.sha256 for one in item.shipments)
    desk.decide(dataclasses.replace(said, shipment_digests=digests, model=()), officer=FAR)
    return item_id


def rows_of(server: ServerHome) -> list[tuple[str, str]]:
    return owned(server, "SELECT officer, item_id FROM signed_elsewhere")


def owned(server: ServerHome, statement: str) -> list[tuple[str, str]]:
    """Do something as whoever runs the database, past every wall."""
    parts = server.cluster.superuser(server.database)
    with psycopg.connect(**parts, options="-c search_path=prescreen") as connection:
        done = connection.execute(statement)
        return done.fetchall() if done.description else []


def test_people_of_a_lost_server_are_named_who_need_a_password(
    server: ServerHome, backup: Path, tmp_path: Path
) -> None:
    with psycopg.connect(**server.cluster.superuser(), autocommit=True) as connection:
        connection.execute("ALTER ROLE singh PASSWORD NULL")
    try:
        made = put_back(backup, empty(server, tmp_path / "new"), tmp_path / "scans")
    finally:
        server.administration().set_password("singh", PASSWORD)
    assert made.people.without_password == ("singh",)


def test_nothing_is_put_over_what_is_there(
    server: ServerHome, backup: Path, store: FolderStore, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="nothing is ever put over it"):
        put_back(backup, dataclasses.replace(server, folder=tmp_path / "new"), tmp_path / "scans")
    target = empty(server, tmp_path / "new")
    target.folder.mkdir()
    (target.folder / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="holds something"):
        put_back(backup, target, tmp_path / "scans")
    with pytest.raises(Refused, match="holds something"):
        back_up_far(keeper(server), store, backup, system_clock(), "0.1.0")
    with pytest.raises(Refused, match="does not read the whole record"):
        back_up_far(keeper(server, "roy"), store, tmp_path / "other", system_clock(), "0.1.0")
    assert not (tmp_path / "other").exists()
    # One home's backup is not the other's.
    keys = SealKeys.of(tmp_path / "folder", key_folder=tmp_path / "seal")
    with pytest.raises(RecordDamaged, match="of a server's record"):
        restore(backup, keys, system_clock())


def _payload(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "record.db")) as copy:
        copy.execute("UPDATE payload SET body = replace(body, 's1', 's2')")
        copy.commit()


def _scan(folder: Path) -> None:
    (path,) = [path for path in (folder / "scans").rglob("*") if path.is_file()]
    path.write_bytes(b"other pixels")


def _list(folder: Path) -> None:
    path = folder / MANIFEST
    path.write_text(path.read_text(encoding="utf-8").replace("W7", "W8").replace("0.1.0", "0.2.0"))


def _gone(folder: Path) -> None:
    shutil.rmtree(folder / "scans")


@pytest.mark.parametrize("alter", [_payload, _scan, _list, _gone])
def test_what_was_tampered_with_is_refused(
    server: ServerHome, backup: Path, tmp_path: Path, alter: object
) -> None:
    assert callable(alter)
    alter(backup)
    target = empty(server, tmp_path / "new")
    with pytest.raises(KnownError):
        put_back(backup, target, tmp_path / "scans")
    assert not target.folder.exists()
    # The database is as empty as before: a true backup goes in afterwards.
    target.administration().require_empty()


def test_a_record_that_does_not_verify_makes_no_backup(
    server: ServerHome, store: FolderStore, tmp_path: Path
) -> None:
    decided(server, "s1", "a" * 64)
    parts = server.cluster.superuser(server.database)
    with psycopg.connect(**parts, options="-c search_path=prescreen") as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE decision SET officer = 'singh'")
    with pytest.raises(RecordDamaged, match="was not copied"):
        back_up_far(keeper(server), store, tmp_path / "copy", system_clock(), "0.1.0")
    assert not (tmp_path / "copy").exists()


def test_a_kept_file_that_is_gone_is_named_and_the_rest_is_saved(
    server: ServerHome, store: FolderStore, tmp_path: Path
) -> None:
    decided(server, "s1", "a" * 64)
    made = back_up_far(keeper(server), store, tmp_path / "copy", system_clock(), "0.1.0")
    assert made.damaged == ("a" * 64,)
    assert put_back(made.folder, empty(server, tmp_path / "new"), tmp_path / "scans").damaged
