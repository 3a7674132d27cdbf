"""A proof in two halves: each notices what is its own, and the end is that of a proof alone."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Table, delete, select

from app.record import Verification, aside, verify
from app.record.aside import DIFFERS, HOLDS, MOVED_ON, Aside
from app.record.chain import Head, read_head
from app.record.filing_tables import MENTION
from app.record.half import half_of, main
from app.record.rebuilding import FOLLOWING
from app.record.tables import ACCOUNT, DECISION, ENTRY, LINE, MARK, NUMBER, SCAN
from tests.unit.record_values import Workspace
from tests.unit.test_record_seal import attack, change, copy_of, sealed, verified

__all__ = ["sealed"]

OTHERS = (SCAN, MENTION, MARK, ACCOUNT)


@contextmanager
def at_work(workspace: Workspace) -> Iterator[tuple[Connection, Head]]:
    """The record as whoever proves it sees it."""
    with workspace.open() as record, record._access.read() as connection, connection.begin():
        yield connection, read_head(connection)


def half_here(workspace: Workspace) -> bool:
    """Whether the half holds that the asking process proves."""
    with workspace.open() as record:
        keys = record._access.keys
        with record._access.read() as connection, connection.begin():
            head = read_head(connection)
            return verify._half_holds(connection, head, keys.anchor(head.record_id), keys)


def half_there(workspace: Workspace) -> int:
    """What the other process would end with."""
    with at_work(workspace) as (_, head):
        return main((str(workspace.file), str(head.length), head.hash))


def spoil(database: sqlite3.Connection, table: Table) -> None:
    """Change the last column of a row but its line."""
    row = database.execute(str(select(table))).fetchone()
    column = max(n for n, one in enumerate(table.columns) if one.name != "seq")
    change(database, table, row, (column, 98))


def in_two(monkeypatch: pytest.MonkeyPatch, workspace: Workspace) -> Verification:
    """Prove with another process, however short the record."""
    monkeypatch.setattr(aside, "WORTH_IT", 1)
    monkeypatch.setattr(aside, "_cores", lambda: 2)
    return verified(workspace)


def test_both_halves_of_an_untouched_record_hold(sealed: Path) -> None:
    with copy_of(sealed) as workspace:
        assert half_here(workspace)
        assert half_there(workspace) == HOLDS
        with at_work(workspace) as (_, head):
            assert half_of(workspace.file, head.length - 1, head.hash) == MOVED_ON
            assert half_of(workspace.file, head.length, "0" * 64) == MOVED_ON


@pytest.mark.parametrize("table", OTHERS, ids=lambda table: table.name)
def test_what_lines_say_is_proved_here(sealed: Path, table: Table) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            database.execute(str(delete(table)))
        assert not half_here(workspace)


@pytest.mark.parametrize("table", FOLLOWING, ids=lambda table: table.name)
@pytest.mark.parametrize("how", ["spoilt", "deleted"])
def test_what_follows_from_tables_is_proved_there(sealed: Path, table: Table, how: str) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            if how == "spoilt":
                spoil(database, table)
            else:
                database.execute(str(delete(table)))
        assert half_there(workspace) == DIFFERS
        assert half_here(workspace)


def test_the_lines_themselves_are_walked_there(sealed: Path) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            database.execute("UPDATE line SET actor = 'roy' WHERE seq = 3")
        assert half_there(workspace) == DIFFERS


def test_a_proof_in_two_needs_no_proof_alone(
    sealed: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def alone(*_: object) -> None:
        pytest.fail("proved alone")

    monkeypatch.setattr(verify, "_first_trouble", alone)
    with copy_of(sealed) as workspace:
        assert in_two(monkeypatch, workspace).ok
    assert not caplog.records


@pytest.mark.parametrize("table", [NUMBER, ENTRY, DECISION, LINE], ids=lambda one: one.name)
def test_two_find_what_one_finds(
    sealed: Path, monkeypatch: pytest.MonkeyPatch, table: Table
) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            spoil(database, table)
        alone = verified(workspace)
        assert not alone.ok
        assert in_two(monkeypatch, workspace) == alone


def test_a_process_that_was_killed_is_told_of_and_not_believed(
    sealed: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with copy_of(sealed) as workspace, at_work(workspace) as (_, head):
        with Aside(workspace.file, head) as other:
            os.kill(other.process_id, signal.SIGTERM)
            assert not other.holds()
        assert "was ended" in caplog.text


def test_a_record_holds_also_where_the_other_process_dies(
    sealed: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(aside, "_START", "raise SystemExit(9)")
    with copy_of(sealed) as workspace:
        assert in_two(monkeypatch, workspace).ok
    assert "was ended (9)" in caplog.text


def test_no_process_outlives_the_block(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aside, "_START", "import time; time.sleep(600)")
    with copy_of(sealed) as workspace, at_work(workspace) as (_, head):
        with Aside(workspace.file, head) as other:
            assert other._process.poll() is None
        assert other._process.poll() is not None


def test_a_short_record_is_proved_by_one_process(sealed: Path) -> None:
    with copy_of(sealed) as workspace, at_work(workspace) as (_, head):
        assert not aside.is_worth_it(head)
