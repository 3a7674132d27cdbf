"""Backups that verify, and restores that put nothing over anything."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.errors import KnownError, RecordDamaged, Refused
from app.domain.words import say
from app.keeping.backup import back_up
from app.keeping.inventory import MANIFEST
from app.keeping.restore import restore
from app.record import Record, SealKeyMissing, SealKeys
from tests.unit.room_values import House, radiograph, shipment, silent

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    made.arrive(radiograph(CCN="9XYZPARS0001234", TRAILER="TRL100"), shipment())
    made.screen(silent)
    (tmp_path / "home" / "settings.toml").write_text('port = "0351"\n')
    yield made
    made.record.close()


def copy(house: House, name: str = "backup") -> Path:
    folder = house.folder / name
    made = back_up(house.record, folder, house.clock, "test")
    assert made.folder == folder
    assert not made.damaged
    return folder


def lose(house: House) -> SealKeys:
    """The workspace is gone; key and anchor are there."""
    house.record.close()
    shutil.rmtree(house.folder / "home")
    return SealKeys.of(house.folder / "home", key_folder=house.folder / "seal")


def opened(house: House, keys: SealKeys) -> Record:
    return Record.open(keys.home, keys=keys, clock=house.clock)


def kinds(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "record.db")) as database:
        return [kind for (kind,) in database.execute("SELECT kind FROM line ORDER BY seq")]


def test_a_workspace_comes_back_as_it_was(house: House) -> None:
    item = house.record.item(house.record.items()[0])
    lines, folder = house.record.version(), copy(house)
    made = restore(folder, lose(house), house.clock)
    assert (made.lines, made.lost, made.damaged) == (lines, 0, ())
    keys = SealKeys.of(made.home, key_folder=house.folder / "seal")
    with opened(house, keys) as record:
        assert record.item(item.item_id) == item
        assert record.verify().ok
        assert record.version() == lines + 1
        record.note_rejected("later.dcs", "00", say("Rows are missing."))
    assert kinds(made.home)[-2] == "record_restored"
    assert (made.home / "settings.toml").read_text() == 'port = "0351"\n'
    kept = record_files(made.home)
    assert len(kept) >= 3
    assert all(house.store.check(digest) for digest in kept)


def record_files(home: Path) -> list[str]:
    return [path.name for path in (home / "scans").rglob("*") if len(path.name) == 64]


def test_the_key_is_in_no_backup(house: House) -> None:
    folder = copy(house)
    secret = (house.folder / "seal" / "seal.pem").read_bytes()
    for path in folder.rglob("*"):
        if path.is_file():
            assert secret not in path.read_bytes()
            assert path.suffix != ".pem"
            assert path.stat().st_mode & 0o077 == 0
    assert not list(house.folder.glob(".*.part"))


def test_others_write_while_it_is_made(house: House) -> None:
    """A program that adds lines all the time: the copy is one moment, and verifies."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from app.domain.words import say\n"
        "from tests.unit.room_values import House\n"
        "house = House(Path(sys.argv[2]))\n"
        "print('on', flush=True)\n"
        "while True: house.record.note_rejected('x.dcs', '00', say('Rows are missing.'))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(ROOT), str(house.folder)], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"on\n"
        before = house.record.version()
        folder = copy(house)
        other.send_signal(signal.SIGKILL)
    lines = json.loads((folder / MANIFEST).read_text())["head"]["length"]
    assert before <= lines <= house.record.version()
    keys = lose(house)
    made = restore(folder, keys, house.clock, accept_loss=True)
    assert made.lines == lines
    with opened(house, keys) as record:
        assert record.verify().ok


def test_a_kept_file_that_was_changed_is_told_and_the_rest_is_saved(house: House) -> None:
    (digest, *_) = sorted(file.sha256 for scan in house.record.scans() for file in scan.files)
    path = house.store.path(digest)
    path.chmod(0o600)
    path.write_bytes(b"another picture")
    made = back_up(house.record, house.folder / "backup", house.clock, "test")
    assert made.damaged == (digest,)
    again = restore(made.folder, lose(house), house.clock)
    assert again.damaged == (digest,)


@pytest.mark.parametrize("where", ["workspace", "full", "file"])
def test_places_where_no_backup_is_put(house: House, where: str) -> None:
    folder = {
        "workspace": house.folder / "home" / "backup",
        "full": house.folder / "full",
        "file": house.folder / "file",
    }[where]
    if where == "full":
        folder.mkdir()
        (folder / "mine.txt").write_text("mine")
    elif where == "file":
        folder.write_text("mine")
    with pytest.raises(Refused):
        back_up(house.record, folder, house.clock, "test")
    if where == "full":
        assert [path.name for path in folder.iterdir()] == ["mine.txt"]


def test_a_record_that_does_not_verify_is_no_backup(house: House) -> None:
    with closing(sqlite3.connect(house.folder / "home" / "record.db")) as database:
        database.execute("UPDATE report SET state = 'nothing'")
        database.commit()
    with pytest.raises(RecordDamaged, match="no backup was made"):
        back_up(house.record, house.folder / "backup", house.clock, "test")
    assert not (house.folder / "backup").exists()


def test_nothing_is_restored_over_anything(house: House) -> None:
    folder = copy(house)
    keys = SealKeys.of(house.folder / "home", key_folder=house.folder / "seal")
    before = house.record.version()
    with pytest.raises(Refused, match="holds something"):
        restore(folder, keys, house.clock)
    assert house.record.version() == before
    other = SealKeys.of(house.folder / "second", key_folder=house.folder / "seal")
    with pytest.raises(Refused, match="still holds this record"):
        restore(folder, other, house.clock)
    assert not (house.folder / "second").exists()


def test_without_the_key_nothing_is_restored(house: House) -> None:
    folder = copy(house)
    keys = lose(house)
    (house.folder / "seal" / "seal.pem").rename(house.folder / "away.pem")
    with pytest.raises(SealKeyMissing):
        restore(folder, keys, house.clock)
    assert not keys.home.exists()


def test_on_another_machine_the_key_alone_is_enough(house: House) -> None:
    folder = copy(house)
    lose(house)
    seal = house.folder / "new-seal"
    seal.mkdir()
    shutil.copy(house.folder / "seal" / "seal.pem", seal)
    keys = SealKeys.of(house.folder / "elsewhere" / "home", key_folder=seal)
    restore(folder, keys, house.clock)
    with opened(house, keys) as record:
        assert record.verify().ok


def test_lines_that_came_later_are_not_lost_in_silence(house: House) -> None:
    folder = copy(house)
    for _ in range(3):
        house.record.note_rejected("x.dcs", "00", say("Rows are missing."))
    keys = lose(house)
    with pytest.raises(Refused, match="--accept-loss"):
        restore(folder, keys, house.clock)
    made = restore(folder, keys, house.clock, accept_loss=True)
    assert made.lost == 3
    with opened(house, keys) as record:
        assert record.verify().ok
    with closing(sqlite3.connect(made.home / "record.db")) as database:
        (body,) = database.execute(
            "SELECT body FROM line JOIN payload ON digest = payload_digest "
            "WHERE kind = 'record_restored'"
        ).fetchone()
    told = json.loads(body)["body"]
    assert told["known"] - told["length"] == 3


# --- hostile -----------------------------------------------------------------------------------


def edit(folder: Path, **changes: object) -> None:
    tree = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps(tree | changes))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"form": "prescreen-backup/1"}', "[" * 100_000])
def test_a_list_that_is_none_is_refused(house: House, text: str) -> None:
    folder = copy(house)
    keys = lose(house)
    (folder / MANIFEST).write_text(text)
    with pytest.raises(RecordDamaged):
        restore(folder, keys, house.clock)
    assert not keys.home.exists()


def test_an_edited_list_is_refused(house: House) -> None:
    folder = copy(house)
    keys = lose(house)
    edit(folder, workspace="another")
    with pytest.raises(RecordDamaged, match="not signed"):
        restore(folder, keys, house.clock)


@pytest.mark.parametrize(
    "place", ["../escape", "/etc/passwd", "scans/../../x", "seal.pem", "scans\\..\\x", "scans"]
)
def test_places_outside_are_refused_even_when_signed(house: House, place: str) -> None:
    folder = copy(house)
    keys = lose(house)
    tree = json.loads((folder / MANIFEST).read_text())
    del tree["signature"]
    tree["files"].append({"path": place, "sha256": "0" * 64, "size": 1})
    tree["signature"] = keys.signature("backup", tree)
    (folder / MANIFEST).write_text(json.dumps(tree))
    with pytest.raises(RecordDamaged, match="no place of a workspace"):
        restore(folder, keys, house.clock)
    assert not keys.home.exists()


@pytest.mark.parametrize("name", ["record.db", "settings.toml", "scan"])
@pytest.mark.parametrize("how", ["changed", "gone", "link"])
def test_a_file_that_is_not_as_it_was_put_there(house: House, name: str, how: str) -> None:
    folder = copy(house)
    keys = lose(house)
    path = next((folder / "scans").rglob("?" * 64)) if name == "scan" else folder / name
    outside = house.folder / "outside"
    outside.write_bytes(path.read_bytes())
    if how == "changed":
        path.write_bytes(path.read_bytes()[:-1] + b"\x00\x01")
    else:
        path.unlink()
    if how == "link":
        path.symlink_to(outside)
    with pytest.raises(RecordDamaged, match="not the file that was put there"):
        restore(folder, keys, house.clock)
    assert not keys.home.exists()


def test_what_lies_beside_the_list_is_not_taken_along(house: House) -> None:
    folder = copy(house)
    (folder / "scans" / "planted.exe").write_text("no")
    made = restore(folder, lose(house), house.clock)
    assert not list(made.home.rglob("planted.exe"))


# --- killed ------------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from app.keeping import {module}
from app.domain.clock import system_clock
from app.record import SealKeys
from tests.unit.room_values import House
where, act = {place!r}, {module}
def die(*args, **more):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(act, where, die)
folder = Path(sys.argv[2])
{run}
"""
BACKUP = "act.back_up(House(folder).record, folder / 'backup', system_clock(), 'test')"
RESTORE = (
    "act.restore(folder / 'backup', SealKeys.of(folder / 'home', key_folder=folder / 'seal'), "
    "system_clock())"
)


def killed(house: House, module: str, place: str, run: str) -> None:
    code = KILLED.format(module=module, place=place, run=run)
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT), str(house.folder)], check=False, capture_output=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.parametrize("place", ["copy_file", "write_inventory", "put_in_place"])
def test_a_killed_backup_is_none(house: House, place: str) -> None:
    killed(house, "backup", place, BACKUP)
    assert not (house.folder / "backup").exists()
    copy(house)


@pytest.mark.parametrize("place", ["take_out", "anchor_at", "put_in_place"])
def test_a_killed_restore_begins_again(house: House, place: str) -> None:
    folder = copy(house)
    keys = lose(house)
    killed(house, "restore", place, RESTORE)
    assert not keys.home.exists()
    restore(folder, keys, house.clock)
    with opened(house, keys) as record:
        assert record.verify().ok


def test_a_disk_that_cannot_be_written_says_so(house: House) -> None:
    if os.geteuid() == 0:
        place = Path("/proc/prescreen-backup")
    else:
        place = house.folder / "closed" / "backup"
        place.parent.mkdir(mode=0o500)
    with pytest.raises(KnownError):
        back_up(house.record, place, house.clock, "test")
    assert not place.exists()
