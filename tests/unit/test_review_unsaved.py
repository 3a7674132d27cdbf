"""Notes of marks beside the record: what a crash leaves behind is put on record, once."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import Unavailable
from app.domain.mark import Mark, MarkAct
from app.domain.words import say
from app.record import Record
from app.review.marking import do
from app.review.unsaved import RESERVED, Journal, read_acts, restore
from tests.unit.record_values import SINGH, TREMBLAY, Workspace, arrive, mark, recommendation


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Workspace(tmp_path).open() as opened:
        yield opened


@pytest.fixture
def item_id(record: Record) -> str:
    item = arrive(record, "s1", 1)
    record.claim(item, TREMBLAY)
    return item


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "unsaved"


def started(folder: Path, account: str = TREMBLAY.account) -> Journal:
    journal = Journal(folder, account)
    journal.prepare()
    return journal


FIRST = mark("m1", 1, "s1")
SECOND = dataclasses.replace(mark("m2", 2, "s1"), note="é \\ 封\n" * 60)
MOVED = dataclasses.replace(FIRST, points=((1.5, 2.0), (3.0, 4.0)))
STORY = (
    MarkAct(None, FIRST),
    MarkAct(FIRST, MOVED),
    MarkAct(None, SECOND),
    MarkAct(SECOND, None),
    MarkAct(None, SECOND),
    MarkAct(MOVED, FIRST),
    MarkAct(FIRST, MOVED),
)


@pytest.mark.parametrize("recorded", range(len(STORY) + 1))
def test_whatever_was_recorded_before_the_crash_the_end_is_the_same(
    record: Record, item_id: str, folder: Path, recorded: int
) -> None:
    crashed = started(folder)
    for act in STORY:
        crashed.note(item_id, act)
    for act in STORY[:recorded]:
        do(record, item_id, TREMBLAY, act)
    for _ in range(2):
        restore(started(folder), record, TREMBLAY)
        assert record.item(item_id).marks == (MOVED, SECOND)
    assert record.last_mark_number(item_id) == 2
    assert record.verify().ok


def test_what_is_taken_up_is_told_once_and_its_file_goes(
    record: Record, item_id: str, folder: Path
) -> None:
    started(folder).note(item_id, MarkAct(None, FIRST))
    journal = started(folder)
    assert restore(journal, record, TREMBLAY).kept == 1
    assert restore(journal, record, TREMBLAY).kept == 0
    journal.close()
    assert list(folder.iterdir()) == []


def test_nothing_newer_is_undone(record: Record, item_id: str, folder: Path) -> None:
    crashed = started(folder)
    crashed.note(item_id, MarkAct(None, FIRST))
    crashed.note(item_id, MarkAct(FIRST, MOVED))
    newer = dataclasses.replace(FIRST, note="looked at again")
    do(record, item_id, TREMBLAY, MarkAct(None, newer))
    assert restore(started(folder), record, TREMBLAY).kept == 0
    assert record.item(item_id).marks == (newer,)


def test_another_officer_finds_nothing(record: Record, item_id: str, folder: Path) -> None:
    started(folder).note(item_id, MarkAct(None, FIRST))
    assert restore(started(folder, SINGH.account), record, SINGH).kept == 0
    assert record.item(item_id).marks == ()


def test_what_a_rule_forbids_is_noted_on_the_item_and_told(
    record: Record, item_id: str, folder: Path
) -> None:
    started(folder).note(item_id, MarkAct(None, FIRST))
    record.hand_back(item_id, TREMBLAY)
    record.claim(item_id, SINGH)
    lines = record.version()
    found = restore(started(folder), record, TREMBLAY)
    assert found.kept == 0
    assert "Mark 1 of item" in str(found.refused[0])
    assert record.version() == lines + 1, "what the mark said is on record as an event"
    assert record.item(item_id).marks == ()


def test_marks_of_an_item_that_was_decided_meanwhile_are_noted_on_it(
    record: Record, item_id: str, folder: Path
) -> None:
    started(folder).note(item_id, MarkAct(None, FIRST))
    record.note_shown(item_id, TREMBLAY, ("s1", "side"))
    record.decide(recommendation("r1", item_id), officer=TREMBLAY)
    lines = record.version()
    found = restore(started(folder), record, TREMBLAY)
    assert found.kept == 0
    assert "as they were signed" in str(found.refused[0])
    assert record.version() == lines + 1, "what the mark said is on record as an event"
    assert record.item(item_id).marks == ()


def test_a_record_that_cannot_be_written_keeps_the_notes(
    record: Record, item_id: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(folder).note(item_id, MarkAct(None, FIRST))

    def full(*_: object) -> None:
        raise Unavailable(say("The disk is full."))

    monkeypatch.setattr(record, "save_mark", full)
    with pytest.raises(Unavailable):
        restore(started(folder), record, TREMBLAY)
    monkeypatch.undo()
    assert restore(started(folder), record, TREMBLAY).kept == 1
    assert record.item(item_id).marks == (FIRST,)


def test_notes_are_gone_when_all_is_saved(item_id: str, folder: Path) -> None:
    journal = started(folder)
    for number in range(1, 400):
        journal.note(item_id, MarkAct(None, dataclasses.replace(SECOND, number=number)))
    (path,) = folder.iterdir()
    assert path.stat().st_size > RESERVED
    assert len(list(read_acts(path))) == 399
    journal.clear()
    assert path.read_bytes() == bytes(RESERVED), "no word stays behind"
    journal.note(item_id, MarkAct(None, FIRST))
    assert list(read_acts(path)) == [(item_id, MarkAct(None, FIRST))]


def test_a_line_that_was_cut_off_is_no_act(item_id: str, folder: Path) -> None:
    journal = started(folder)
    journal.note(item_id, MarkAct(None, FIRST))
    journal.note(item_id, MarkAct(None, SECOND))
    (path,) = folder.iterdir()
    data = path.read_bytes().rstrip(b"\0")
    for cut in (1, 2, 40):
        path.write_bytes(data[:-cut])
        assert list(read_acts(path))[:1] == [(item_id, MarkAct(None, FIRST))]
    path.write_bytes(b"\xff\xfe garbage")
    assert list(read_acts(path)) == []


def test_notes_go_on_when_another_window_has_taken_them_up(
    record: Record, item_id: str, folder: Path
) -> None:
    here = started(folder)
    here.note(item_id, MarkAct(None, FIRST))
    restore(started(folder), record, TREMBLAY)
    here.note(item_id, MarkAct(FIRST, MOVED))
    restore(started(folder), record, TREMBLAY)
    assert record.item(item_id).marks == (MOVED,)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights")
def test_only_this_account_may_read_the_notes(folder: Path) -> None:
    started(folder)
    (path,) = folder.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_the_name_of_the_file_does_not_name_the_officer(folder: Path) -> None:
    started(folder)
    (path,) = folder.iterdir()
    assert TREMBLAY.account not in path.name


def test_an_act_speaks_of_a_mark() -> None:
    with pytest.raises(ValueError, match="of a mark"):
        MarkAct(None, None)
    assert MarkAct(FIRST, None).mark == FIRST
    assert isinstance(MarkAct(FIRST, None).reversed.after, Mark)
