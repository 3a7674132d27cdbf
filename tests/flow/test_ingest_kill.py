"""A program killed while it takes in a large file ends, run again, as if it had not been."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.cli.workspace import open_record
from app.record import Record
from app.settings import settings_of
from app.shipments.replies import is_reply
from tests.unit.edi_messages import CUSCAR, many

ROOT = Path(__file__).resolve().parents[2]
MESSAGES = 3000


def ingest(folder: Path, file: Path, *more: str) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PRESCREEN_KEYS": str(folder / "keys"),
    }
    command = [sys.executable, "-m", "app", "ingest", str(file), "--home", str(folder / "home")]
    command += more
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)


def filed(folder: Path) -> int:
    """How many filings are on record now; 0 while there is no record."""
    place = folder / "home" / "record.db"
    if not place.exists():
        return 0
    with closing(sqlite3.connect(f"file:{place}?mode=ro", uri=True)) as database:
        return int(database.execute("SELECT count(*) FROM filing").fetchone()[0])


def killed_after(program: subprocess.Popen[bytes], folder: Path, count: int) -> None:
    wait_for(program, lambda: filed(folder) >= count)
    program.kill()
    program.wait(60)


def test_a_killed_ingest_goes_on_and_takes_and_answers_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "batches"
    folder.mkdir()
    file = folder / "cargo.edi"
    file.write_text(many(MESSAGES))
    killed_after(ingest(tmp_path, folder), tmp_path, 1000)
    assert replies_in(folder) == {}
    killed_after(ingest(tmp_path, folder), tmp_path, 2000)
    assert ingest(tmp_path, folder).wait(300) == 0
    answered = replies_in(folder)
    assert set(answered) == {"cargo.edi.reply.json", "cargo.edi.reply.contrl"}
    assert ingest(tmp_path, folder).wait(300) == 0
    assert replies_in(folder) == answered
    monkeypatch.setenv("PRESCREEN_KEYS", str(tmp_path / "keys"))
    with open_record(settings_of(tmp_path / "home")) as record:
        expect(record)


def test_a_watched_folder_is_taken_in_and_answered_once_through_a_kill(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path / "batches"
    folder.mkdir()
    watching = ingest(tmp_path, folder, "--watch")
    request.addfinalizer(watching.kill)
    (folder / "cargo.edi.part").write_text(many(MESSAGES))
    (folder / "cargo.edi.part").rename(folder / "cargo.edi")
    killed_after(watching, tmp_path, 1000)
    assert replies_in(folder) == {}
    watching = ingest(tmp_path, folder, "--watch")
    request.addfinalizer(watching.kill)
    wait_for(watching, lambda: len(replies_in(folder)) == 2)
    answered = replies_in(folder)
    (folder / "second.edi").write_text(CUSCAR)
    wait_for(watching, lambda: len(replies_in(folder)) == 4)
    watching.kill()
    watching.wait(60)
    assert {name: replies_in(folder)[name] for name in answered} == answered
    monkeypatch.setenv("PRESCREEN_KEYS", str(tmp_path / "keys"))
    with open_record(settings_of(tmp_path / "home")) as record:
        assert len(record.shipments(current=False)) == MESSAGES + 1
        assert record.verify().ok


def wait_for(program: subprocess.Popen[bytes], there: Callable[[], bool]) -> None:
    while not there():
        try:
            program.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError("the program ended before its work was done")


def replies_in(folder: Path) -> dict[str, int]:
    """When each reply was written, by its name."""
    return {one.name: one.stat().st_mtime_ns for one in folder.iterdir() if is_reply(one)}


def expect(record: Record) -> None:
    names = [shipment.shipment_id for shipment in record.shipments(current=False)]
    assert len(names) == len(set(names)) == MESSAGES
    assert [hit.owner for hit in record.find("7QRSPARS0002999")] == ["7QRSPARS0002999"]
    found = record.verify()
    assert found.ok, found.reason
