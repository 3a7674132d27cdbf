"""Whoever alters the record is found: every kind of tampering, by somebody who has the file.

The attacker works on the database with plain SQLite, drops every trigger first, and knows how the
chain is computed. The key and the anchor are out of reach.
"""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, bindparam, delete, insert, select, text, update

from app.domain.arrival import Arrival
from app.domain.decision import Draft, Kind
from app.domain.dispatch import Address, Custodian, PackageStep, Step
from app.domain.errors import KnownError, RecordDamaged
from app.domain.exam_result import ExamOutcome, ExamResult
from app.domain.late import What
from app.domain.notice import Notice, Severity
from app.domain.observation import Observation
from app.domain.officer import Officer, Role
from app.domain.shipment import Mode
from app.domain.skills import Skills
from app.domain.supervision import Answer, Answered, Draw, Stands
from app.domain.threat import Verdict
from app.domain.words import say
from app.domain.work import LinkClass
from app.record import BlindRecord, Record, SealKeyMissing, SealKeys, Verification
from app.record.chain import Line, LineKind
from app.record.coding import digest
from app.record.tables import DERIVED, LINE
from app.record.triggers import TRIGGERS
from tests.unit.record_values import (
    MOMENT,
    ROY,
    SINGH,
    TREMBLAY,
    Workspace,
    arrive,
    late_act,
    link,
    mark,
    recommendation,
    report,
    shipment,
)

PHRASE = "a long enough password"
FIELDS = ("at", "actor", "kind", "subject", "payload_digest", "previous", "hash")
few = settings(max_examples=8, deadline=None)
very_few = settings(max_examples=4, deadline=None)


def fill(record: Record, *, start: int = 1) -> None:
    """Do a little of everything."""
    one, two, three = (arrive(record, f"s{start + n}", start + n) for n in range(3))
    name = f"A{start}"
    record.add_shipment(shipment(name))
    record.put_link(link(f"s{start}", name))
    record.put_link(link(f"s{start + 1}", name, LinkClass.PROBABLE))
    record.add_report(report(f"r{start}", f"s{start}"))
    record.note_rejected("bad.dcs", "00", say("Rows are missing."))
    record.note_arrival(Arrival(f"{start:064x}", "cargo.edi", "X12", 3, 2, ("A",)))
    for item_id, scan_id in ((one, f"s{start}"), (three, f"s{start + 2}")):
        record.claim(item_id, TREMBLAY)
        record.save_mark(item_id, TREMBLAY, mark(f"m-{scan_id}", 1, scan_id))
        record.note_shown(item_id, TREMBLAY, (scan_id, "side"))
        record.note_viewed(item_id, TREMBLAY, scan_id, "side")
        record.acknowledge(item_id, TREMBLAY, Notice("R1", Severity.NOTE, "", say("So.")))
        record.observe(item_id, TREMBLAY, Observation.TOW, "car")
        record.save_draft(item_id, TREMBLAY, Draft(Kind.REFER_FOR_EXAM, note="so far"))
    record.save_verdict(one, TREMBLAY, f"r{start}/1", Verdict.AGREE)
    record.decide(recommendation(f"d{start}", one), officer=TREMBLAY)
    address = Address("0427", "", Custodian.CARRIER, "9XYZ")
    sent = PackageStep(f"d{start}", f"d{start}", 1, Step.SENT, "dispatch", MOMENT, "", address)
    record.dispatch.add_steps(one, "dispatch", [sent])
    result = ExamResult(f"d{start}", ExamOutcome.NON_RESULTANT, "M. Roy", MOMENT)
    record.dispatch.add_result(result, "results")
    record.turns.give_back(three, TREMBLAY, "Nothing I can read")
    record.turns.assign(three, ROY, "tremblay", "Look again")
    record.claim(three, ROY)
    record.hand_back(three, ROY)
    decide_alone(record, start)
    supervise(record, one, f"d{start}")
    assert record.item_of_scan(f"s{start + 1}") == one != two


def decide_alone(record: Record, start: int) -> None:
    """Let a decision come late, and confirm it."""
    four = arrive(record, f"t{start}", start + 100)
    record.claim(four, TREMBLAY)
    record.note_shown(four, TREMBLAY, (f"t{start}", "side"))
    alone = recommendation(f"e{start}", four)
    record.late.deliver(late_act(f"e{start}", four, What.DECISION, alone), TREMBLAY)
    record.note_shown(four, TREMBLAY, (f"t{start}", "side"))
    record.late.confirm(f"e{start}", TREMBLAY)


def supervise(record: Record, item_id: str, decision: str) -> None:
    """Look at a decision again, with a second reader and lots."""
    supervision = record.supervision
    assert supervision.draw_items()
    reading = supervision.ask_reading(decision, ROY, reader="singh", hide_model=False)
    blind = BlindRecord(record, reading, SINGH)
    blind.note_shown(item_id, SINGH, (record.item(item_id).scans[0].scan_id, "side"))
    signed = dataclasses.replace(
        recommendation(f"{decision}-2", item_id, SINGH), kind=Kind.NO_DECISION
    )
    blind.decide(signed, officer=SINGH)
    supervision.adjudicate(reading.reading_id, ROY, Stands.FIRST, "")
    supervision.answer(Answered(decision, "", Answer.AGREE, (), "", "", MOMENT, 0), ROY)
    supervision.approve(supervision.verdicts_on(item_id)[0].line, ROY, "clear on the picture")


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that grew twice; `earlier.db` is a faithful copy of its first half."""
    folder = tmp_path_factory.mktemp("sealed")
    workspace = Workspace(folder)
    with workspace.open() as record:
        record.add_account(TREMBLAY, PHRASE)
        record.add_account(ROY, PHRASE)
        record.sign_in("tremblay", PHRASE)
        with pytest.raises(KnownError):
            record.sign_in("roy", "not the password")
        record.add_account(SINGH, PHRASE)
        record.supervision.publish(Draw.COMPLIANCE, "a published seed", 1.0, ROY)
        gagnon = Officer("gagnon", "E. Gagnon", Role.ADMINISTRATOR)
        record.people.reset_password("singh", gagnon)
        record.turns.put_skills("singh", Skills(frozenset({Mode.RAIL})), gagnon)
        fill(record)
        record.keeping.hold(record.items()[0], ROY, "Court file")
    shutil.copy(workspace.file, folder / "earlier.db")
    shutil.copytree(workspace.key_folder, folder / "earlier-seal")
    with workspace.open() as record:
        fill(record, start=4)
        assert record.verify().ok
    return folder


@contextmanager
def copy_of(sealed: Path) -> Iterator[Workspace]:
    """A copy to be altered."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(sealed, folder, dirs_exist_ok=True)
        yield Workspace(Path(folder))


@contextmanager
def attack(workspace: Workspace) -> Iterator[sqlite3.Connection]:
    """The database, its triggers out of the way; put back afterwards, so as not to be noticed."""
    with closing(sqlite3.connect(workspace.file)) as database:
        for name in TRIGGERS:
            database.execute(f"DROP TRIGGER {name}")
        yield database
        for statement in TRIGGERS.values():
            database.execute(statement)
        database.commit()


def verified(workspace: Workspace) -> Verification:
    with workspace.open() as record:
        return record.verify()


def caught(workspace: Workspace) -> Verification:
    """The tampering is found, and a write afterwards does not cover it up."""
    found = verified(workspace)
    assert not found.ok
    assert found.reason is not None
    assert str(found.reason)
    try:
        with workspace.open() as record:
            record.note_rejected("later.dcs", "00", say("Rows are missing."))
    except RecordDamaged:
        pass
    else:
        assert not verified(workspace).ok
    return found


def edit(database: sqlite3.Connection, table: Table, row: int, column: str, value: object) -> None:
    statement = update(table).values({column: bindparam("value")}).where(text("rowid = :row"))
    database.execute(str(statement), {"value": value, "row": row})


def length_of(database: sqlite3.Connection) -> int:
    return int(database.execute("SELECT count(*) FROM line").fetchone()[0])


def lines_of(database: sqlite3.Connection) -> list[Line]:
    query = "SELECT seq, at, actor, kind, subject, payload_digest, previous FROM line ORDER BY seq"
    return [Line(*row) for row in database.execute(query)]


def rechain(database: sqlite3.Connection, lines: list[Line], *, head: bool = True) -> None:
    """Write these lines as a chain that is sound in itself."""
    database.execute("DELETE FROM line")
    previous = ""
    for seq, line in enumerate(lines, start=1):
        follows = Line(
            seq, line.at, line.actor, line.kind, line.subject, line.payload_digest, previous
        )
        previous = follows.hash
        row = (*(getattr(follows, f) for f in ("seq", *FIELDS[:-1])), previous)
        database.execute("INSERT INTO line VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    if head:
        database.execute("UPDATE head SET length = ?, hash = ?", (len(lines), previous))


# --- untouched ---------------------------------------------------------------------------------


def test_an_untouched_record_verifies(sealed: Path) -> None:
    with copy_of(sealed) as workspace, workspace.open() as record:
        found = record.verify()
        assert found == Verification(record.version(), found.head, True, None, None)
        assert len(found.head) == 64
        record.note_rejected("later.dcs", "00", say("Rows are missing."))
        assert record.verify().lines == found.lines + 1


def test_every_table_that_is_compared_holds_something(sealed: Path) -> None:
    with closing(sqlite3.connect(sealed / "home" / "record.db")) as database:
        for table in DERIVED:
            assert database.execute(str(select(table))).fetchone(), table.name


# --- the log -----------------------------------------------------------------------------------


@few
@given(data=st.data())
def test_an_edited_payload_is_found(sealed: Path, data: st.DataObject) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            seq = data.draw(st.integers(1, length_of(database)))
            query = "SELECT digest, body FROM payload JOIN line ON digest = payload_digest"
            key, body = database.execute(f"{query} WHERE seq = ?", (seq,)).fetchone()
            place = data.draw(st.integers(0, len(body) - 1))
            edited = body[:place] + chr(ord(body[place]) ^ 1) + body[place + 1 :]
            database.execute("UPDATE payload SET body = ? WHERE digest = ?", (edited, key))
        assert caught(workspace).first_bad == seq


@few
@given(data=st.data())
def test_an_edited_line_is_found(sealed: Path, data: st.DataObject) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            seq = data.draw(st.integers(1, length_of(database)))
            field = data.draw(st.sampled_from(FIELDS))
            value = data.draw(st.sampled_from(["", "2020-01-01", 7, b"\x00", "0" * 64]))
            edit(database, LINE, seq, field, value)
            if seq == 1 and field == "previous" and value == "":
                return
        assert caught(workspace).first_bad == seq


@few
@given(data=st.data(), sound=st.booleans())
def test_swapped_lines_are_found(sealed: Path, data: st.DataObject, sound: bool) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            lines = lines_of(database)
            one = data.draw(st.integers(0, len(lines) - 2))
            two = data.draw(st.integers(one + 1, len(lines) - 1))
            if sound:
                lines[one], lines[two] = lines[two], lines[one]
                rechain(database, lines)
            else:
                for old, new in ((one + 1, -1), (two + 1, one + 1), (-1, two + 1)):
                    database.execute("UPDATE line SET seq = ? WHERE seq = ?", (new, old))
        found = caught(workspace)
        if not sound:
            assert found.first_bad == one + 1


@few
@given(data=st.data(), sound=st.booleans())
def test_a_deletion_in_the_middle_is_found(sealed: Path, data: st.DataObject, sound: bool) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            lines = lines_of(database)
            seq = data.draw(st.integers(1, len(lines) - 1))
            if sound:
                rechain(database, lines[: seq - 1] + lines[seq:])
            else:
                database.execute("DELETE FROM line WHERE seq = ?", (seq,))
        found = caught(workspace)
        if not sound:
            assert found.first_bad == seq


@few
@given(data=st.data(), head=st.booleans())
def test_a_cut_tail_is_found(sealed: Path, data: st.DataObject, head: bool) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            lines = lines_of(database)
            left = data.draw(st.integers(0, len(lines) - 1))
            rechain(database, lines[:left], head=head)
        assert caught(workspace).first_bad is not None


def test_a_tail_cut_back_to_an_old_signed_head_is_found(sealed: Path) -> None:
    """The strongest form of it: lines, tables and signature are all genuine, only old."""
    with copy_of(sealed) as workspace:
        shutil.copy(sealed / "earlier.db", workspace.file)
        with closing(sqlite3.connect(workspace.file)) as database:
            left = length_of(database)
        found = caught(workspace)
        assert (found.lines, found.first_bad) == (left, left + 1)


@few
@given(data=st.data(), sound=st.booleans())
def test_an_inserted_line_is_found(sealed: Path, data: st.DataObject, sound: bool) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            lines = lines_of(database)
            place = data.draw(st.integers(0, len(lines)))
            body = json.dumps({"body": {"name": "opened", "values": {}}, "salt": ""})
            database.execute("INSERT INTO payload VALUES (?, ?)", (digest(body), body))
            at, kind = lines[-1].at, LineKind.EVENT_NOTED.value
            forged = Line(0, at, "tremblay", kind, "C00001", digest(body), "")
            rechain(database, [*lines[:place], forged, *lines[place:]], head=sound)
        assert caught(workspace).first_bad is not None


@few
@given(data=st.data(), signed=st.booleans())
def test_a_wholly_recomputed_chain_is_found(
    sealed: Path, data: st.DataObject, signed: bool
) -> None:
    """Sound in itself, and signed, but not with our key."""
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            lines = lines_of(database)
            place = data.draw(st.integers(0, len(lines) - 1))
            old = lines[place]
            database.execute(
                "UPDATE payload SET body = replace(body, 'a', 'b') WHERE digest = ?",
                (old.payload_digest,),
            )
            (body,) = database.execute(
                "SELECT body FROM payload WHERE digest = ?", (old.payload_digest,)
            ).fetchone()
            database.execute(
                "UPDATE payload SET digest = ? WHERE digest = ?", (digest(body), old.payload_digest)
            )
            lines[place] = Line(
                old.seq, "2020-01-01", old.actor, old.kind, old.subject, digest(body), ""
            )
            rechain(database, lines)
            if signed:
                sign_with_another_key(workspace, database)
        assert caught(workspace).first_bad == 1


def sign_with_another_key(workspace: Workspace, database: sqlite3.Connection) -> None:
    keys = SealKeys.of(workspace.home, key_folder=workspace.home / "other")
    keys.create_key()
    record_id, length, end = database.execute("SELECT record_id, length, hash FROM head").fetchone()
    signature = keys.signed(record_id, length, end).signature
    database.execute("UPDATE head SET signature = ?", (signature,))


def test_lines_appended_without_the_key_are_found(sealed: Path) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            lines = lines_of(database)
            rechain(database, [*lines, lines[-1]])
            sign_with_another_key(workspace, database)
        assert caught(workspace).first_bad == len(lines) + 1


def test_a_missing_payload_is_found_unless_a_line_says_that_it_was_purged(
    workspace: Workspace,
) -> None:
    with workspace.open() as record:
        item_id = arrive(record, "s1", 1)
        record.note_event(item_id, TREMBLAY, "opened", {"who": "somebody"})
        seq = record.version()
    with closing(sqlite3.connect(workspace.file)) as database:
        (key,) = database.execute(
            "SELECT payload_digest FROM line WHERE seq = ?", (seq,)
        ).fetchone()
        with pytest.raises(sqlite3.IntegrityError, match="purged"):
            database.execute("DELETE FROM payload WHERE digest = ?", (key,))
    with attack(workspace) as database:
        database.execute("DELETE FROM payload WHERE digest = ?", (key,))
    assert verified(workspace).first_bad == seq
    with workspace.open() as record, record._access.write() as writing:
        writing.append(LineKind.PAYLOAD_PURGED, actor="roy", subject=key)
    assert verified(workspace).ok


def change(
    database: sqlite3.Connection, table: Table, values: Sequence[object], to: tuple[int, object]
) -> None:
    """Change one column of one row, which is named by its key: not every table counts its rows."""
    names = table.columns.keys()
    place, value = to
    known = {f"was_{key.name}": values[names.index(key.name)] for key in table.primary_key}
    this = [key == bindparam(f"was_{key.name}") for key in table.primary_key]
    statement = update(table).values({names[place]: bindparam("value")}).where(*this)
    database.execute(str(statement), {"value": value, **known})


# --- what follows from the log -----------------------------------------------------------------


@very_few
@given(data=st.data())
@pytest.mark.parametrize("table", DERIVED, ids=lambda table: table.name)
def test_an_edited_table_is_found(sealed: Path, table: Table, data: st.DataObject) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            everything = str(select(table))
            rows = database.execute(everything).fetchall()
            values = data.draw(st.sampled_from(rows))
            column = data.draw(st.integers(0, len(values) - 1))
            fits = [value for value in (98, 99) if str(value) != str(values[column])]
            change(database, table, values, (column, data.draw(st.sampled_from(fits))))
            assert database.execute(everything).fetchall() != rows
        assert table.name in str(caught(workspace).reason)


@pytest.mark.parametrize("table", DERIVED, ids=lambda table: table.name)
def test_a_row_that_was_deleted_is_found(sealed: Path, table: Table) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            database.execute(str(delete(table)))
        assert table.name in str(verified(workspace).reason)


@pytest.mark.parametrize("table", DERIVED, ids=lambda table: table.name)
def test_a_row_that_no_line_speaks_of_is_found(sealed: Path, table: Table) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            row = database.execute(str(select(table))).fetchone()
            key = table.columns.keys().index(next(iter(table.primary_key)).name)
            extra = [77 if n == key else value for n, value in enumerate(row)]
            places = dict(zip(table.columns.keys(), extra, strict=True))
            for column in ("digest", "identity"):
                if column in places:
                    places[column] = "another"
            database.execute(str(insert(table)), places)
        assert table.name in str(verified(workspace).reason)


def test_a_forged_decision_is_found_at_its_line(sealed: Path) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            database.execute(
                "UPDATE decision SET kind = 'RECOMMEND_RELEASE',"
                " body = replace(body, 'REFER_FOR_EXAM', 'RECOMMEND_RELEASE')"
                " WHERE recommendation_id = 'd1'"
            )
            (seq,) = database.execute(
                "SELECT seq FROM decision WHERE recommendation_id = 'd1'"
            ).fetchone()
        found = caught(workspace)
        assert found.first_bad == seq
        assert "decision" in str(found.reason)


def test_a_changed_password_is_found_and_opens_nothing(sealed: Path) -> None:
    with copy_of(sealed) as workspace:
        with attack(workspace) as database:
            database.execute(
                "UPDATE password SET hash = (SELECT hash FROM password WHERE account = 'tremblay')"
            )
        assert "roy" in str(caught(workspace).reason)
        with workspace.open() as record, pytest.raises(KnownError, match="belong together"):
            record.sign_in("roy", PHRASE)


# --- structure ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TRIGGERS)
def test_a_dropped_trigger_is_found(sealed: Path, name: str) -> None:
    with copy_of(sealed) as workspace:
        with closing(sqlite3.connect(workspace.file)) as database:
            database.execute(f"DROP TRIGGER {name}")
            database.commit()
        found = verified(workspace)
        assert (found.ok, found.first_bad) == (False, None)
        assert name in str(found.reason)


def test_an_added_trigger_is_found(sealed: Path) -> None:
    with copy_of(sealed) as workspace:
        with closing(sqlite3.connect(workspace.file)) as database:
            database.execute("CREATE TRIGGER spy AFTER INSERT ON lease BEGIN SELECT 1; END")
            database.commit()
        assert "spy" in str(verified(workspace).reason)


@pytest.mark.parametrize("table", ["mark", "line", "head", "lease"])
def test_a_missing_table_is_found(sealed: Path, table: str) -> None:
    with copy_of(sealed) as workspace:
        with closing(sqlite3.connect(workspace.file)) as database:
            database.execute(f"DROP TABLE {table}")
            database.commit()
        found = verified(workspace)
        assert not found.ok
        assert table in str(found.reason)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE line SET actor = 'x' WHERE seq = 1",
        "DELETE FROM line WHERE seq = 1",
        "REPLACE INTO line SELECT * FROM line WHERE seq = 1",
        "INSERT INTO line SELECT 1000, '', '', '', '', '', '', ''",
        "UPDATE payload SET body = ''",
        "DELETE FROM payload",
        "REPLACE INTO payload SELECT digest, '' FROM payload LIMIT 1",
        "UPDATE head SET length = length - 1",
        "DELETE FROM head",
        "REPLACE INTO head SELECT * FROM head",
        "UPDATE decision SET kind = ''",
        "DELETE FROM decision",
        "REPLACE INTO decision SELECT * FROM decision LIMIT 1",
    ],
)
def test_the_database_itself_refuses_to_forget(sealed: Path, statement: str) -> None:
    with copy_of(sealed) as workspace, closing(sqlite3.connect(workspace.file)) as database:
        with pytest.raises(sqlite3.IntegrityError):
            database.execute(statement)
        database.rollback()


# --- key and anchor ----------------------------------------------------------------------------


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def test_a_record_ahead_of_its_anchor_verifies_and_goes_on(sealed: Path) -> None:
    """As after a kill between commit and anchor."""
    with copy_of(sealed) as workspace:
        shutil.rmtree(workspace.key_folder)
        shutil.copytree(sealed / "earlier-seal", workspace.key_folder)
        assert verified(workspace).ok
        with workspace.open() as record:
            record.note_rejected("later.dcs", "00", say("Rows are missing."))
        shutil.copy(sealed / "home" / "record.db", workspace.file)
        assert not verified(workspace).ok


def test_an_anchor_that_was_torn_by_a_power_cut_falls_back(workspace: Workspace) -> None:
    with workspace.open() as record:
        for number in range(3):
            record.note_rejected(f"{number}.dcs", "00", say("Rows are missing."))
        record_id = next(workspace.key_folder.glob("*.anchor"))
        content = record_id.read_bytes()
        newest = max((16_384, 20_480), key=lambda at: json.loads(content[at : at + 4096])["length"])
        record_id.write_bytes(content[:newest] + b"\0" * 512 + content[newest + 512 :])
        assert record.verify().ok
        record.note_rejected("4.dcs", "00", say("Rows are missing."))
        assert record.verify().ok


def test_without_its_key_a_record_is_neither_opened_nor_keyed_anew(workspace: Workspace) -> None:
    with workspace.open() as record:
        key = workspace.keys.key_file
        kept = key.read_bytes()
        key.unlink()
        found = record.verify()
        assert (found.ok, found.first_bad, found.lines) == (False, None, 1)
        assert "key" in str(found.reason)
        with pytest.raises(SealKeyMissing, match="backup"):
            record.note_rejected("x", "00", say("Rows are missing."))
    with pytest.raises(SealKeyMissing, match="backup"):
        workspace.open()
    assert not key.exists()
    key.write_bytes(b"not a key")
    with pytest.raises(SealKeyMissing, match="backup"):
        workspace.open()
    key.write_bytes(kept)
    assert verified(workspace).ok


def test_a_missing_or_foreign_anchor_is_found(sealed: Path) -> None:
    with copy_of(sealed) as workspace:
        (anchor,) = workspace.key_folder.glob("*.anchor")
        anchor.write_bytes(b"rubbish")
        assert "anchor" in str(caught(workspace).reason)
        anchor.unlink()
        assert "anchor" in str(caught(workspace).reason)


def test_a_record_that_vanished_is_not_silently_begun_anew(workspace: Workspace) -> None:
    workspace.open().close()
    workspace.file.unlink()
    scans = workspace.home / "scans"
    scans.mkdir()
    (scans / "original.dcs").write_bytes(b"kept")
    with pytest.raises(RecordDamaged, match="anchor"):
        workspace.open()
    (anchor,) = workspace.key_folder.glob("*.anchor")
    anchor.unlink()
    workspace.open().close()


def test_a_workspace_that_was_removed_begins_anew_and_says_so(workspace: Workspace) -> None:
    workspace.open().close()
    (earlier,) = workspace.key_folder.glob("*.anchor")
    shutil.rmtree(workspace.home)
    assert verified(workspace).ok
    with closing(sqlite3.connect(workspace.file)) as database:
        (body,) = database.execute("SELECT body FROM payload").fetchone()
    assert json.loads(body)["body"]["earlier"] == [earlier.stem]


def test_several_workspaces_share_a_folder_of_keys(tmp_path: Path) -> None:
    first, second = Workspace(tmp_path / "a"), Workspace(tmp_path / "b")
    second.key_folder = first.key_folder
    for workspace in (first, second):
        with workspace.open() as record:
            record.note_rejected("x", "00", say("Rows are missing."))
            assert record.verify().ok


def test_the_record_of_another_workspace_in_the_place_of_this_one_is_found(tmp_path: Path) -> None:
    first, second = Workspace(tmp_path / "a"), Workspace(tmp_path / "b")
    second.key_folder = first.key_folder
    for workspace in (first, second):
        workspace.open().close()
    shutil.copy(first.file, second.file)
    with second.open() as record:
        found = record.verify()
    assert not found.ok
    assert found.first_bad == 1
    with first.open() as record:
        assert record.verify().ok


def test_key_and_anchor_are_for_their_owner_only(workspace: Workspace) -> None:
    workspace.open().close()
    assert workspace.key_folder.stat().st_mode & 0o777 == 0o700
    for path in workspace.key_folder.iterdir():
        assert path.stat().st_mode & 0o777 == 0o600, path


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such rights")
def test_the_record_is_for_its_owner_only(workspace: Workspace) -> None:
    with workspace.open() as record:
        record.note_rejected("x", "00", say("Rows are missing."))
        files = [path for path in workspace.file.parent.iterdir() if path.is_file()]
        assert len(files) == 3, "the record, its log and its index"
        assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
