"""Notes of marks beside the record: what a crash leaves behind is put on record, once."""

from __future__ import annotations

import dataclasses
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import Unavailable
from app.domain.mark import Mark, MarkAct
from app.domain.words import say
from app.record import Record
from app.record.coding import canonical, plain
from app.review.marking import do
from app.review.unsaved import Journal, Restored, restore
from app.vault.frames import RESERVED
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


KEY = bytes(range(32))


def started(folder: Path, account: str = TREMBLAY.account, key: bytes = KEY) -> Journal:
    journal = Journal(folder, account, key)
    journal.prepare()
    return journal


def acts_in(path: Path) -> tuple[tuple[str, MarkAct], ...]:
    left = Journal(path.parent, TREMBLAY.account, KEY).read(path)
    assert not left.damaged
    return left.acts


def as_earlier_versions_wrote(folder: Path, item_id: str, *acts: MarkAct) -> Path:
    """Write a file as versions before did, which locked nothing."""
    folder.mkdir()
    tag = hashlib.sha256(TREMBLAY.account.encode()).hexdigest()[:32]
    path = folder / f"{tag}-{'0' * 32}.marks"
    trees = [{"item": item_id, "before": plain(a.before), "after": plain(a.after)} for a in acts]
    lines = "".join(f"{canonical(tree)}\n" for tree in trees).encode()
    path.write_bytes(lines.ljust(1 << 18, b"\0"))
    return path


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
    assert len(acts_in(path)) == 399
    journal.clear()
    assert path.stat().st_size == RESERVED
    assert not any(path.read_bytes()[16:]), "no act stays behind"
    journal.note(item_id, MarkAct(None, FIRST))
    assert acts_in(path) == ((item_id, MarkAct(None, FIRST)),)


def test_nothing_that_is_noted_can_be_read_without_the_key(item_id: str, folder: Path) -> None:
    journal = started(folder)
    journal.note(item_id, MarkAct(None, dataclasses.replace(FIRST, note="behind the pallets")))
    (path,) = folder.iterdir()
    data = path.read_bytes()
    assert any(data[16:])
    assert not any(word in data for word in (b"behind", b"pallets", b"points", item_id.encode()))


def test_what_a_kill_cut_off_is_no_act_and_no_damage(item_id: str, folder: Path) -> None:
    journal = started(folder)
    journal.note(item_id, MarkAct(None, FIRST))
    (path,) = folder.iterdir()
    before = path.read_bytes()
    journal.note(item_id, MarkAct(None, SECOND))
    # The length of an act is written last: without it the rest is nothing yet.
    torn = bytearray(path.read_bytes())
    start = next(n for n, byte in enumerate(before) if byte != torn[n])
    start -= start % 4
    torn[start : start + 4] = bytes(4)
    path.write_bytes(torn)
    assert acts_in(path) == ((item_id, MarkAct(None, FIRST)),)


def test_what_an_earlier_version_left_in_plain_is_taken_over_once_and_gone(
    record: Record, item_id: str, folder: Path
) -> None:
    path = as_earlier_versions_wrote(folder, item_id, MarkAct(None, FIRST), MarkAct(FIRST, MOVED))
    whole = path.read_bytes()
    with path.open("r+b") as stream:
        stream.write(whole.replace(b"}\n\0", b'}\n{"item":"cut o\0'))
        stream.truncate(len(whole))
    found = restore(started(folder), record, TREMBLAY)
    assert (found.kept, found.damaged) == (1, ())
    assert record.item(item_id).marks == (MOVED,)
    assert not path.exists()
    assert restore(started(folder), record, TREMBLAY).kept == 0


@pytest.mark.parametrize("hurt", ["flipped", "foreign", "plain", "no file of ours"])
def test_what_cannot_be_read_is_set_aside_whole_and_told(
    record: Record, item_id: str, folder: Path, hurt: str
) -> None:
    if hurt == "plain":
        path = as_earlier_versions_wrote(folder, item_id, MarkAct(None, FIRST), STORY[2])
        data = path.read_bytes()
        path.write_bytes(data[:600] + b"\0" + data[601:])
    else:
        crashed = started(folder, key=bytes(32) if hurt == "foreign" else KEY)
        crashed.note(item_id, MarkAct(None, FIRST))
        crashed.note(item_id, STORY[2])
        (path,) = folder.iterdir()
        data = path.read_bytes()
        if hurt == "flipped":
            at = len(data.rstrip(b"\0")) - 9
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        elif hurt == "no file of ours":
            path.write_bytes(b"\xff\xfe garbage")
    before = path.read_bytes()
    found = restore(started(folder), record, TREMBLAY)
    kept = () if hurt in {"foreign", "no file of ours"} else (FIRST,)
    assert record.item(item_id).marks == kept, "what can be read is put on record"
    (told,) = found.damaged
    aside = path.with_suffix(".damaged")
    assert str(aside) in str(told)
    assert aside.read_bytes() == before
    assert not path.exists()
    assert restore(started(folder), record, TREMBLAY) == Restored(), "it is told once"


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
