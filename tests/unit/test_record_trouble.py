"""Full disks, read-only files, damaged files, old files, and many programs at once."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import sqlite3
from contextlib import closing
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from app.domain.clock import system_clock
from app.domain.errors import KnownError, RecordDamaged
from app.domain.officer import Officer, Role
from app.domain.words import say
from app.record import Record, RecordUnavailable, SealKeys
from app.record.database import REVISION, engine_at, migrate, revision, writer
from app.record.errors import explained
from app.record.keys import SealUnwritable
from app.record.migrating import configuration
from app.record.share import kind_among
from app.record.tables import METADATA
from app.record.triggers import TRIGGERS
from tests.unit.record_values import CHEAP, Workspace, arrive, image, mark, scan

REASON = say("Rows are missing.")
owned_by_all = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="the superuser may write everywhere, so nothing is refused",
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


# --- the disk ----------------------------------------------------------------------------------


def test_a_full_disk_is_a_sentence_and_loses_nothing(workspace: Workspace) -> None:
    with workspace.open() as record:
        arrive(record, "s1", 1)
        with record._access._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(RecordUnavailable, match=r"disk that holds .* is full"):
            record.note_rejected("x" * 200_000, "00", REASON)
        assert record.verify().ok
        assert record.scans() != ()


def test_a_read_only_file_is_a_sentence(workspace: Workspace) -> None:
    with workspace.open() as record:
        with record._access._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(RecordUnavailable, match="may not be written"):
            record.note_rejected("x", "00", REASON)
        assert record.verify().ok


@owned_by_all
def test_a_folder_that_may_not_be_written_is_a_sentence(workspace: Workspace) -> None:
    workspace.home.mkdir()
    workspace.home.chmod(0o500)
    with pytest.raises(RecordUnavailable, match="permission"):
        workspace.open()
    workspace.home.chmod(0o700)


def test_a_folder_that_may_not_be_entered_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(RecordUnavailable, match="permission"), explained(tmp_path / "record.db"):
        raise PermissionError(13, "Permission denied")


def test_faults_of_ours_are_not_dressed_up(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), explained(tmp_path):
        sqlite3.connect(":memory:").execute("SELECT * FROM nowhere")


def test_a_home_that_is_a_file_is_a_sentence(workspace: Workspace) -> None:
    workspace.home.write_bytes(b"")
    with pytest.raises(RecordUnavailable, match="cannot be created"):
        workspace.open()


def test_a_key_folder_that_cannot_be_is_a_sentence(workspace: Workspace) -> None:
    workspace.key_folder.write_bytes(b"")
    with pytest.raises(SealUnwritable, match="permission"):
        workspace.open()
    assert not workspace.file.exists()


@pytest.mark.parametrize("content", [b"not a database at all" * 400, b"x" * 100])
def test_a_file_that_is_no_database_is_a_sentence(workspace: Workspace, content: bytes) -> None:
    workspace.open().close()
    workspace.file.write_bytes(content)
    with pytest.raises(RecordDamaged, match="damaged"):
        workspace.open()
    assert workspace.file.read_bytes() == content


def test_an_empty_or_foreign_database_is_a_sentence(workspace: Workspace) -> None:
    workspace.open().close()
    workspace.file.write_bytes(b"")
    with pytest.raises(RecordDamaged, match="not a record"):
        workspace.open()


def test_damaged_pages_are_a_sentence_and_do_not_verify(workspace: Workspace) -> None:
    with workspace.open() as record:
        for number in range(20):
            record.note_rejected(f"{number}.dcs", "00" * 400, REASON)
    content = bytearray(workspace.file.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    workspace.file.write_bytes(bytes(content))
    with contextlib.suppress(RecordDamaged), workspace.open() as record:
        found = record.verify()
        assert not found.ok
        assert found.reason is not None
        with pytest.raises(RecordDamaged):
            record.note_rejected("x", "00", REASON)


def test_a_program_that_keeps_the_record_locked_is_a_sentence(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.record.database.BUSY_MS", 50)
    with workspace.open() as record, closing(sqlite3.connect(workspace.file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordUnavailable, match="locked"):
            record.note_rejected("x", "00", REASON)
        other.rollback()
        record.note_rejected("x", "00", REASON)


def test_an_anchor_that_cannot_follow_holds_the_next_write_back(workspace: Workspace) -> None:
    with workspace.open() as record:
        record.note_rejected("1.dcs", "00", REASON)
        (anchor,) = workspace.key_folder.glob("*.anchor")
        content = anchor.read_bytes()
        anchor.unlink()
        anchor.mkdir()
        with pytest.raises(KnownError, match="anchor"):
            record.note_rejected("2.dcs", "00", REASON)
        anchor.rmdir()
        anchor.write_bytes(content)
        record.note_rejected("2.dcs", "00", REASON)
        assert record.verify().ok


MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/local ext4 rw 0 0
//desk/share /media/our\\040share cifs rw 0 0
//desk/old /srv cifs rw 0 0
/dev/sdc1 /srv xfs rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/var/lib/prescreen", ""),
        ("/home/roy/prescreen", "nfs4"),
        ("/home/local/prescreen", ""),
        ("/homestead", ""),
        ("/media/our share/record", "cifs"),
        ("/srv/prescreen", ""),
    ],
)
def test_a_network_share_is_recognised(place: str, kind: str) -> None:
    assert kind_among(MOUNTS, Path(place)) == kind


def test_a_record_is_not_kept_on_a_network_share(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.record.file_access.share_kind", lambda _: "nfs4")
    with pytest.raises(RecordUnavailable, match="network share"):
        workspace.open()
    assert not workspace.home.exists()


# --- migrations --------------------------------------------------------------------------------


def migrated(path: Path) -> Connection:
    engine = engine_at(path, create=True)
    connection = writer(engine)
    with connection.begin():
        migrate(connection)
    return connection


def test_the_migrations_lead_to_the_tables_that_the_program_knows(tmp_path: Path) -> None:
    with migrated(tmp_path / "record.db") as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        assert revision(connection) == REVISION
        query = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        assert {row.name: row.sql for row in connection.execute(query)} == dict(TRIGGERS)
        heads = ScriptDirectory.from_config(configuration(connection)).get_heads()
        assert heads == [REVISION]
        connection.rollback()
        with connection.begin():
            command.downgrade(configuration(connection), "base")
        left = text("SELECT count(*) FROM sqlite_master WHERE tbl_name <> 'alembic_version'")
        assert connection.scalar(left) == 0
        connection.engine.dispose()


def test_what_was_held_before_holds_had_names_stays_held(tmp_path: Path) -> None:
    with migrated(tmp_path / "record.db") as connection:
        with connection.begin():
            command.downgrade(configuration(connection), "0017")
            connection.execute(text("INSERT INTO legal_hold VALUES ('C1', 'Court', 'roy', 12)"))
            migrate(connection)
            found = connection.execute(text("SELECT * FROM legal_hold")).all()
            assert found == [("12", "C1", "Court", "roy", 12)]
            connection.execute(text("INSERT INTO legal_hold VALUES ('h1', 'C1', 'Two', 'roy', 15)"))
            command.downgrade(configuration(connection), "0017")
            left = connection.execute(text("SELECT * FROM legal_hold")).all()
            assert left == [("C1", "Two", "roy", 15)]
        connection.engine.dispose()


def test_a_file_of_a_newer_program_is_a_sentence(workspace: Workspace) -> None:
    workspace.open().close()
    with closing(sqlite3.connect(workspace.file)) as database:
        database.execute("UPDATE alembic_version SET version_num = 'ffff'")
        database.commit()
    with pytest.raises(KnownError, match="newer"):
        workspace.open()


# --- many programs at once ---------------------------------------------------------------------


def claim_all(folder: str, name: str, gate: Barrier, out: Queue) -> None:
    workspace = Workspace(Path(folder))
    keys = SealKeys.of(workspace.home, key_folder=workspace.key_folder)
    officer = Officer(name, name, Role.OFFICER)
    taken = []
    with Record.open(workspace.home, keys=keys, clock=system_clock(), cost=CHEAP) as record:
        gate.wait()
        while (item := record.claim_next(officer)) is not None:
            taken.append(item.item_id)
            record.save_mark(
                item.item_id, officer, mark(f"m-{item.item_id}", 1, item.scans[0].scan_id)
            )
    out.put((name, taken))


def test_eight_programs_never_get_the_same_item(workspace: Workspace) -> None:
    with workspace.open() as record:
        for number in range(24):
            arrive(record, f"s{number}", number)
        context = multiprocessing.get_context("spawn")
        gate, out = context.Barrier(8), context.Queue()
        folder = str(workspace.home.parent)
        programs = [
            context.Process(target=claim_all, args=(folder, f"officer{n}", gate, out))
            for n in range(8)
        ]
        for program in programs:
            program.start()
        taken = dict(out.get(timeout=120) for _ in programs)
        for program in programs:
            program.join(60)
            assert program.exitcode == 0
        everything = [item for items in taken.values() for item in items]
        assert sorted(everything) == sorted(record.items())
        for name, items in taken.items():
            for item_id in items:
                lease = record.item(item_id).lease
                assert lease is not None
                assert lease.officer == name
        found = record.verify()
        assert found.ok, found.reason
        assert found.lines == 1 + 24 + 2 * 24


def create_and_write(folder: str, number: int, gate: Barrier) -> None:
    workspace = Workspace(Path(folder))
    gate.wait()
    with workspace.open() as record:
        for n in range(5):
            record.add_image(scan(f"s{number}-{n}"), image(number * 100 + n))


def test_programs_that_start_together_make_one_record(workspace: Workspace) -> None:
    context = multiprocessing.get_context("spawn")
    gate = context.Barrier(4)
    folder = str(workspace.home.parent)
    programs = [context.Process(target=create_and_write, args=(folder, n, gate)) for n in range(4)]
    for program in programs:
        program.start()
    for program in programs:
        program.join(120)
        assert program.exitcode == 0
    with workspace.open() as record:
        assert len(record.scans()) == 20
        found = record.verify()
        assert found.ok, found.reason
        assert found.lines == 21
    assert sorted(path.name for path in workspace.home.iterdir()) == ["record.db"]
    assert len(list(workspace.key_folder.iterdir())) == 2


def test_the_record_can_be_made_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The migrations are found beside the package, not beside whoever runs it."""
    monkeypatch.chdir(tmp_path)
    with Workspace(Path()).open() as record:
        assert record.verify().ok
