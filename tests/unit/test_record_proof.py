"""Heads that others keep, proving onward, and what both find and do not find."""

from __future__ import annotations

import dataclasses
import hashlib
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.domain.errors import KnownError, RecordDamaged
from app.domain.words import say
from app.record import Record
from app.record.heads import DayHead, heads_of, text_of_heads
from app.record.onward import read_proved
from app.record.tree import Growing, leaf, paths
from app.record.triggers import TRIGGERS
from app.review.case_verifier import leads_to
from tests.unit.record_values import TREMBLAY, Workspace, arrive, image, recommendation, scan

DAY_S = 86_400.0


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def note(record: Record, times: int = 1) -> None:
    for _ in range(times):
        record.note_rejected("bad.dcs", "00", say("Rows are missing."))


def days(workspace: Workspace, count: int) -> None:
    """Write some lines on each of some days."""
    with workspace.open() as record:
        for day in range(count):
            note(record, 1 + day % 3)
            workspace.hand.pass_s(DAY_S)


def forge(workspace: Workspace, seq: int) -> None:
    """Change what a line says, with the triggers out of the way and put back."""
    with closing(sqlite3.connect(workspace.file)) as database:
        for name in TRIGGERS:
            database.execute(f"DROP TRIGGER {name}")
        database.execute(
            "UPDATE payload SET body = replace(body, 'a', 'e') WHERE digest = "
            "(SELECT payload_digest FROM line WHERE seq = ?)",
            (seq,),
        )
        for statement in TRIGGERS.values():
            database.execute(statement)
        database.commit()


# --- the tree ----------------------------------------------------------------------------------


def root_by_definition(leaves: list[bytes]) -> bytes:
    """The Merkle tree hash as RFC 9162, section 2.1.1, defines it."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = root_by_definition(leaves[:split]), root_by_definition(leaves[split:])
    return hashlib.sha256(b"\1" + left + right).digest()


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 9, 31, 64, 65, 100])
def test_every_line_leads_to_the_root_and_no_other_does(size: int) -> None:
    hashes = [hashlib.sha256(str(n).encode()).hexdigest() for n in range(size)]
    tree = Growing()
    for one in hashes:
        tree.add(one)
    assert tree.root == root_by_definition([leaf(one) for one in hashes]).hex()
    found = paths(hashes, range(size))
    for place, one in enumerate(hashes):
        path = list(found[place])
        assert leads_to(one, place, path, size, tree.root)
        assert not leads_to(one[::-1], place, path, size, tree.root)
        assert not leads_to(one, place + 1, path, size, tree.root)
        assert not leads_to(one, place, [*path, one], size, tree.root)
        if path:
            assert not leads_to(one, place, path[:-1], size, tree.root)
            assert not leads_to(one, place, [path[0][::-1], *path[1:]], size, tree.root)


def test_the_root_of_nothing_is_the_digest_of_nothing() -> None:
    assert Growing().root == hashlib.sha256(b"").hexdigest()


# --- heads -------------------------------------------------------------------------------------


def test_each_day_that_is_over_has_one_head(workspace: Workspace) -> None:
    days(workspace, 3)
    with workspace.open() as record:
        note(record)
        heads = record.proof.day_heads()
        assert [head.day for head in heads] == ["2026-03-01", "2026-03-02", "2026-03-03"]
        assert [head.lines for head in heads] == [2, 4, 7]
        assert record.proof.day_heads(after="2026-03-02") == heads[2:]
        # Whatever is written later, and however often it is asked for: the same heads.
        note(record)
        assert record.proof.day_heads() == heads
        assert heads_of(text_of_heads(heads)) == heads
        present = record.proof.head_now()
        assert present is not None
        assert (present.day, present.lines) == ("2026-03-04", record.version())
        assert record.proof.kept_trouble([*heads, present]) is None


def test_a_clock_that_is_put_back_moves_no_head(workspace: Workspace) -> None:
    days(workspace, 3)
    with workspace.open() as record:
        heads = record.proof.day_heads()
        workspace.hand.pass_s(-2 * DAY_S)
        note(record)
        workspace.hand.pass_s(5 * DAY_S)
        note(record)
        assert record.proof.day_heads()[:2] == heads[:2]
        assert record.proof.kept_trouble(heads) is None


def test_a_record_that_was_rewound_with_its_key_folder_is_found_by_kept_heads(
    workspace: Workspace, tmp_path: Path
) -> None:
    """What nothing inside the workspace can find."""
    days(workspace, 2)
    shutil.copytree(workspace.home, tmp_path / "old-home")
    shutil.copytree(workspace.key_folder, tmp_path / "old-seal")
    days(workspace, 2)
    with workspace.open() as record:
        kept = record.proof.day_heads()
    for now, before in ((workspace.home, "old-home"), (workspace.key_folder, "old-seal")):
        shutil.rmtree(now)
        shutil.copytree(tmp_path / before, now)
    with workspace.open() as record:
        assert record.verify().ok
        rewound = record.proof.kept_trouble(kept)
        assert rewound is not None
        assert rewound.first_bad == record.version() + 1
    # Written anew from there: another history, as long as the first.
    days(workspace, 4)
    with workspace.open() as record:
        assert record.verify().ok
        forked = record.proof.kept_trouble(kept)
        assert forked is not None
        assert forked.first_bad == kept[1].lines + 1
        assert kept[2].day in str(forked.sentence)


def test_heads_of_another_record_or_key_are_told_apart(
    workspace: Workspace, tmp_path: Path
) -> None:
    days(workspace, 2)
    other = Workspace(tmp_path / "other")
    days(other, 2)
    with workspace.open() as record, other.open() as alien:
        (head, _), theirs = record.proof.day_heads(), alien.proof.day_heads()
        trouble = record.proof.kept_trouble(theirs)
        assert trouble is not None
        assert theirs[0].record in str(trouble.sentence)
        for changed in (
            dataclasses.replace(head, lines=head.lines - 1),
            dataclasses.replace(head, day="2026-02-01"),
            dataclasses.replace(head, root=head.hash),
            dataclasses.replace(head, signature="00" * 64),
            dataclasses.replace(head, key=theirs[0].key),
        ):
            assert record.proof.kept_trouble([changed]) is not None


@pytest.mark.parametrize("text", ["{}", "no JSON", "[]", '{"format":"prescreen-head"}'])
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(KnownError, match="Line 1"):
        heads_of(text)


def test_no_head_is_signed_over_a_forgery(workspace: Workspace) -> None:
    days(workspace, 3)
    forge(workspace, 3)
    with workspace.open() as record:
        with pytest.raises(RecordDamaged, match="line 3"):
            record.proof.day_heads()
        with pytest.raises(RecordDamaged):
            record.proof.head_now()


# --- onward ------------------------------------------------------------------------------------


def test_proving_onward_reads_only_what_came_since(workspace: Workspace) -> None:
    days(workspace, 1)
    with workspace.open() as record:
        first = record.proof.prove(onward_only=True)
        assert (first.ok, first.read_from, first.whole_at) == (True, 1, "")
        note(record, 2)
        second = record.proof.prove(onward_only=True)
        assert (second.ok, second.read_from, second.lines) == (True, 3, 4)
        assert second.whole_at.startswith("2026-03-02")
        assert record.proof.prove(onward_only=True).read_from == 5
        assert record.proof.prove().read_from == 1


def test_what_is_forged_since_is_named(workspace: Workspace) -> None:
    days(workspace, 3)
    with workspace.open() as record:
        assert record.proof.prove().ok
        note(record, 3)
        seq = record.version() - 1
    forge(workspace, seq)
    with workspace.open() as record:
        found = record.proof.prove(onward_only=True)
        assert (found.ok, found.first_bad) == (False, seq)
        # And it is not forgotten: the next proof is whole, and finds it again.
        assert record.proof.prove(onward_only=True).read_from == 1
        assert not record.proof.prove(onward_only=True).ok


def test_an_older_forgery_is_found_by_the_whole_proof_that_comes_within_a_week(
    workspace: Workspace,
) -> None:
    days(workspace, 2)
    with workspace.open() as record:
        assert record.proof.prove().ok
    forge(workspace, 2)
    with workspace.open() as record:
        note(record)
        onward = record.proof.prove(onward_only=True)
        assert onward.ok, "proving onward says that it did not read line 2 again"
        assert onward.read_from > 2
        workspace.hand.pass_s(7 * DAY_S)
        assert record.proof.prove(onward_only=True).first_bad == 2


def test_a_decision_that_its_table_tells_otherwise_is_found_onward(workspace: Workspace) -> None:
    with workspace.open() as record:
        assert record.proof.prove().ok
        item_id = arrive(record, "s1", 1)
        record.claim(item_id, TREMBLAY)
        record.note_shown(item_id, TREMBLAY, ("s1", "side"))
        record.decide(recommendation("d1", item_id), officer=TREMBLAY)
        seq = record.version()
    with closing(sqlite3.connect(workspace.file)) as database:
        database.execute("DROP TRIGGER decision_stays")
        database.execute("UPDATE decision SET body = replace(body, 'dense', 'empty')")
        database.execute(TRIGGERS["decision_stays"])
        database.commit()
    with workspace.open() as record:
        found = record.proof.prove(onward_only=True)
        assert (found.read_from > 1, found.first_bad) == (True, seq)


@pytest.mark.parametrize("field", ["lines", "hash", "whole_at", "record", "signature"])
def test_what_is_remembered_cannot_be_written_without_the_key(
    workspace: Workspace, field: str
) -> None:
    days(workspace, 2)
    with workspace.open() as record:
        assert record.proof.prove().ok
        note(record)
    (place,) = workspace.key_folder.glob("*.proved")
    text = place.read_text()
    proved = read_proved(workspace.keys, place.stem)
    assert proved is not None
    old = str(getattr(proved, field))
    new = "9" if field == "lines" else old[:-1] + ("1" if old[-1] != "1" else "2")
    place.unlink()
    place.write_text(text.replace(old, new, 1))
    assert read_proved(workspace.keys, place.stem) is None
    with workspace.open() as record:
        assert record.proof.prove(onward_only=True).read_from == 1


def test_a_clock_that_is_put_back_does_not_put_off_the_whole_proof(workspace: Workspace) -> None:
    with workspace.open() as record:
        assert record.proof.prove().ok
        workspace.hand.pass_s(-DAY_S)
        assert record.proof.prove(onward_only=True).read_from == 1


def test_a_tail_cut_back_behind_what_was_proved_is_found(workspace: Workspace) -> None:
    days(workspace, 2)
    old = workspace.file.read_bytes()
    with workspace.open() as record:
        note(record)
        assert record.proof.prove().ok
    for path in workspace.home.glob("record.db*"):
        path.unlink()
    workspace.file.write_bytes(old)
    with workspace.open() as record:
        found = record.proof.prove(onward_only=True)
        assert (found.ok, found.first_bad) == (False, found.lines + 1)


# --- what decisions are bound to ---------------------------------------------------------------


def test_a_decision_on_data_that_is_not_on_record_is_named(workspace: Workspace) -> None:
    with workspace.open() as record:
        item_id = arrive(record, "s1", 1)
        record.claim(item_id, TREMBLAY)
        record.note_shown(item_id, TREMBLAY, ("s1", "side"))
        signed = recommendation("d1", item_id)
        record.decide(dataclasses.replace(signed, shipment_digests=()), officer=TREMBLAY)
        assert record.proof.unbound() is None
        item_id = arrive(record, "s2", 2)
        record.claim(item_id, TREMBLAY)
        record.note_shown(item_id, TREMBLAY, ("s2", "side"))
        record.decide(recommendation("d2", item_id), officer=TREMBLAY)
        trouble = record.proof.unbound()
        assert trouble is not None
        assert trouble.first_bad == record.version()
        assert record.proof.unbound(record.version() + 1) is None


def test_kept_files_come_with_their_lines(workspace: Workspace) -> None:
    with workspace.open() as record:
        arrive(record, "s1", 1)
        seq = record.version()
        record.add_image(scan("s1"), image(2, energy="low"))
        assert [(file.seq, file.name) for file in record.proof.kept_files()] == [
            (seq, "scan-1.dcs"),
            (seq + 1, "scan-2.dcs"),
        ]
        assert [file.seq for file in record.proof.kept_files(seq + 1)] == [seq + 1]


def test_a_head_states_all_of_itself() -> None:
    one = DayHead("r", "2026-03-01", 3, "a", "b", "c", "d")
    chance = random.Random(1)
    for name in ("record", "day", "hash", "root"):
        other = dataclasses.replace(one, **{name: f"x{chance.random()}"})
        assert other.signed != one.signed
    assert dataclasses.replace(one, lines=4).signed != one.signed
