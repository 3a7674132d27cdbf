"""What officers like is kept beside the log, and proves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command

from app.domain.errors import Refused
from app.record import Record
from app.record.database import engine_at, writer
from app.record.migrating import configuration
from app.record.preferences import LARGEST, LONGEST_NAME
from tests.unit.record_values import ROY, TREMBLAY, Workspace

RIGHT = "four words of one sentence"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


@pytest.fixture
def record(workspace: Workspace) -> Iterator[Record]:
    with workspace.open() as opened:
        opened.add_account(TREMBLAY, RIGHT)
        opened.add_account(ROY, RIGHT)
        yield opened


def test_preferences_belong_to_one_person_and_the_last_word_counts(
    record: Record, workspace: Workspace
) -> None:
    assert dict(record.preferences(TREMBLAY)) == {}
    record.keep_preference(TREMBLAY, "keys", '{"fit": "B"}')
    record.keep_preference(TREMBLAY, "keys", '{"fit": "Shift+B"}')
    record.keep_preference(TREMBLAY, "presets", '["é"]')
    record.keep_preference(ROY, "keys", "{}")
    with workspace.open() as again:
        kept = {"keys": '{"fit": "Shift+B"}', "presets": '["é"]'}
        assert dict(again.preferences(TREMBLAY)) == kept
        assert dict(again.preferences(ROY)) == {"keys": "{}"}


def test_a_preference_is_no_line_and_breaks_no_proof(record: Record) -> None:
    lines = record.version()
    record.keep_preference(TREMBLAY, "keys", "{}")
    assert record.version() == lines
    assert record.verify().ok


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("", "{}", "needs a name"),
        ("n" * (LONGEST_NAME + 1), "{}", "needs a name"),
        ("keys", '"' + "é" * (LARGEST // 2) + '"', "it may have 65536"),
        ("keys", "{", "not JSON"),
        ("keys", "", "not JSON"),
        ("keys", '{"gamma": NaN}', "not JSON"),
        ("keys", "[" * 60_000, "not JSON"),
    ],
)
def test_what_cannot_be_kept_is_refused(record: Record, name: str, body: str, says: str) -> None:
    record.keep_preference(TREMBLAY, "keys", '"before"')
    with pytest.raises(Refused, match=says):
        record.keep_preference(TREMBLAY, name, body)
    assert dict(record.preferences(TREMBLAY)) == {"keys": '"before"'}


def test_the_largest_preference_is_kept_whole(record: Record) -> None:
    body = '"' + "n" * (LARGEST - 2) + '"'
    record.keep_preference(TREMBLAY, "presets", body)
    assert record.preferences(TREMBLAY)["presets"] == body


def test_nobody_without_an_account_has_preferences(workspace: Workspace) -> None:
    with workspace.open() as record, pytest.raises(Refused, match="no account tremblay"):
        record.keep_preference(TREMBLAY, "keys", "{}")


def test_a_record_of_the_first_tables_gains_the_later_ones(workspace: Workspace) -> None:
    with workspace.open() as record:
        record.add_account(TREMBLAY, RIGHT)
    engine = engine_at(workspace.file)
    with writer(engine) as connection, connection.begin():
        command.downgrade(configuration(connection), "0001")
    engine.dispose()
    with workspace.open() as record:
        record.keep_preference(TREMBLAY, "keys", "{}")
        assert dict(record.preferences(TREMBLAY)) == {"keys": "{}"}
        assert record.verify().ok
