"""Keys in a real Secret Service: made, read, locked, killed, moved, and lost by its owner."""

from __future__ import annotations

import base64
import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.domain.words import say
from app.outage import box_key
from app.outage.keys import KeyUnreadable
from app.record import SealKeyMissing
from app.vault import (
    OUTBOX,
    SEAL,
    KeyringShut,
    Making,
    Place,
    SecretMissing,
    SecretUnreadable,
    Vault,
    move_to_file,
    move_to_keyring,
)
from app.vault.copies import locked_copy, put_back
from app.vault.errors import CopyRefused, RingTrouble
from app.vault.vault import opened
from tests.unit.record_values import Workspace

if sys.platform != "linux":
    pytest.skip("the Secret Service is one of Linux desktops", allow_module_level=True)

from app.vault import ring, secret_service
from tests.services.secret_service import Desktop

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "a passphrase for the safe"
PASSWORD = "nine lanterns beneath the causeway"

Run = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace whose new keys go into the keyring where one is open."""
    made = Workspace(tmp_path)
    made.making = Making.AUTO
    return made


@pytest.fixture
def run(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Run:
    """Run a command in this process; its code and objects."""
    home = tmp_path / "workspace"
    home.mkdir()
    (home / "settings.toml").write_text('secrets = "auto"\n')

    def ran(*words: str, typed: str = "", at: str = "") -> tuple[int, list[dict[str, Any]]]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main([*words, "--home", at or str(home), "--json"])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        for word in (PASSPHRASE, PASSWORD, "PRIVATE KEY"):
            assert word not in said.out + said.err
        return code, [json.loads(line) for line in said.out.splitlines()]

    return ran


def note(record: Any) -> None:
    record.note_rejected("x", "00", say("Rows are missing."))


def test_a_new_seal_goes_into_the_keyring_and_into_no_file(
    workspace: Workspace, session: Desktop
) -> None:
    with workspace.open() as record:
        note(record)
        assert record.verify().ok
    keys = workspace.keys
    assert keys.vault.place(SEAL) is Place.KEYRING
    assert not keys.key_file.exists()
    assert len(session.entries()) == 1
    secret = keys.vault.read(SEAL)
    assert b"PRIVATE KEY" in secret
    forms = (secret, base64.b64encode(secret), secret.splitlines()[1])
    for path in workspace.key_folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert not [form for form in forms if form in path.read_bytes()]
    assert Path(keys.whereabouts).name == "seal.keyring"


def test_no_variable_and_no_setting_leads_to_another_backend(
    session: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    nowhere = "/org/freedesktop/secrets/collection/session"
    monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", nowhere)
    vault = Vault(tmp_path / "keys", Making.KEYRING)
    vault.make(SEAL, lambda: b"a key")
    assert len(session.entries()) == 1
    assert vault.read(SEAL) == b"a key"


def test_a_locked_keyring_is_a_sentence_and_makes_no_new_key(
    workspace: Workspace, session: Desktop
) -> None:
    with workspace.open() as record:
        session.lock()
        # Who has read the key goes on, and nothing is lost.
        note(record)
        assert record.verify().ok
        opened.cache_clear()
        with pytest.raises(SealKeyMissing, match="is locked"):
            note(record)
        found = record.verify()
        assert (found.ok, found.first_bad) == (False, None)
    with pytest.raises(SealKeyMissing, match="Unlock it"):
        workspace.open()
    vault = workspace.keys.vault
    assert not vault.make(SEAL, lambda: b"another")
    assert not workspace.keys.key_file.exists()
    # A new workspace beside it has the same seal, so it waits as well.
    beside = Workspace(workspace.home.parent / "beside")
    beside.key_folder = workspace.key_folder
    with pytest.raises(SealKeyMissing, match="is locked"):
        beside.open()
    session.kill_keyring()
    session.start_keyring()
    with workspace.open() as record:
        assert record.verify().ok
        assert record.version() >= 2


def test_where_the_keyring_is_locked_a_first_key_becomes_a_file_or_none(
    session: Desktop, tmp_path: Path
) -> None:
    session.lock()
    auto = Vault(tmp_path / "auto", Making.AUTO)
    assert auto.make(SEAL, lambda: b"a key")
    assert auto.place(SEAL) is Place.FILE
    strict = Vault(tmp_path / "strict", Making.KEYRING)
    with pytest.raises(KeyringShut, match=r"locked.*Nothing was changed"):
        strict.make(SEAL, lambda: b"a key")
    assert strict.place(SEAL) is None


def test_a_killed_keyring_is_a_sentence_and_comes_back_with_the_key(
    workspace: Workspace, session: Desktop
) -> None:
    workspace.open().close()
    session.kill_keyring()
    opened.cache_clear()
    with pytest.raises(SealKeyMissing, match="cannot be reached"):
        workspace.open()
    session.start_keyring()
    with workspace.open() as record:
        note(record)
        assert record.verify().ok


def test_a_bus_that_is_gone_is_a_sentence(
    workspace: Workspace, session: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.open().close()
    opened.cache_clear()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={session.folder}/none")
    with pytest.raises(SealKeyMissing, match="cannot be reached"):
        workspace.open()


def test_a_keyring_that_does_not_answer_is_not_waited_for(
    workspace: Workspace, session: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.open().close()
    opened.cache_clear()
    monkeypatch.setattr(secret_service, "ANSWER_S", 0.3)
    session.freeze()
    with pytest.raises(SealKeyMissing, match="does not answer"):
        workspace.open()


@pytest.mark.parametrize("after", ["_require_answer", "_require_open", "_wait_at_most"])
def test_a_keyring_that_stops_between_two_questions_is_not_waited_for(
    session: Desktop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    """It was there a moment ago: each question has its own limit, whoever asks it."""
    vault = Vault(tmp_path / "keys", Making.KEYRING)
    assert vault.make(SEAL, lambda: b"a key")
    opened.cache_clear()
    whole = getattr(secret_service, after)
    looks = 2 if after == "_wait_at_most" else 1

    def stops(*words: object, **more: object) -> None:
        nonlocal looks
        whole(*words, **more)
        looks -= 1
        if not looks:
            session.freeze()

    monkeypatch.setattr(secret_service, "ANSWER_S", 0.3)
    monkeypatch.setattr(secret_service, after, stops)
    with pytest.raises(KeyringShut, match="does not answer"):
        vault.read(SEAL)


def test_another_person_is_told_whose_keyring_it_is(
    workspace: Workspace, session: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "tremblay")
    workspace.open().close()
    opened.cache_clear()
    session.lock()
    monkeypatch.setenv("LOGNAME", "singh")
    with pytest.raises(SealKeyMissing, match=r"of tremblay on .* this is singh on"):
        workspace.open()


def test_what_its_owner_removed_or_changed_is_told_and_comes_back_from_its_copy(
    session: Desktop, workspace: Workspace, tmp_path: Path
) -> None:
    workspace.open().close()
    vault = workspace.keys.vault
    copy, foreign = tmp_path / "copy.pem", tmp_path / "foreign.pem"
    copy.write_bytes(locked_copy(vault, SEAL, PASSPHRASE))
    other = Workspace(tmp_path / "other")
    other.open().close()
    foreign.write_bytes(locked_copy(other.keys.vault, SEAL, PASSPHRASE))
    with pytest.raises(CopyRefused, match="already"):
        put_back(vault, SEAL, copy, PASSPHRASE)

    (entry,) = session.entries()
    session.spoil(entry, b"bm90IHRoZSBrZXk=")
    opened.cache_clear()
    with pytest.raises(SecretUnreadable, match="another key"):
        vault.read(SEAL)
    session.spoil(entry, None)
    with pytest.raises(SecretMissing, match="no longer in the keyring"):
        vault.read(SEAL)
    with pytest.raises(CopyRefused, match="already"):
        put_back(vault, SEAL, foreign, PASSPHRASE)
    put_back(vault, SEAL, copy, PASSPHRASE)
    with workspace.open() as record:
        note(record)
        assert record.verify().ok


def test_a_record_of_before_keeps_its_file_until_it_is_moved(
    session: Desktop, workspace: Workspace
) -> None:
    workspace.making = Making.FILE
    workspace.open().close()
    workspace.making = Making.AUTO
    file, vault = workspace.keys.key_file, workspace.keys.vault
    kept = file.read_bytes()
    workspace.open().close()
    assert vault.place(SEAL) is Place.FILE
    assert move_to_keyring(vault, SEAL)
    assert not file.exists()
    assert not move_to_keyring(vault, SEAL)
    with workspace.open() as record:
        note(record)
        assert record.verify().ok
    assert move_to_file(vault, SEAL)
    assert not move_to_file(vault, SEAL)
    assert file.read_bytes() == kept
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert session.entries() == []
    with workspace.open() as record:
        assert record.verify().ok


def test_a_move_goes_nowhere_while_the_keyring_is_locked(session: Desktop, tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys")
    vault.make(SEAL, lambda: b"a key")
    session.lock()
    with pytest.raises(KeyringShut, match="locked"):
        move_to_keyring(vault, SEAL)
    assert [path.name for path in vault.folder.iterdir()] == ["seal.pem"]
    assert vault.read(SEAL) == b"a key"


@pytest.mark.usefixtures("session")
def test_two_different_keys_are_never_mixed_up(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys", Making.KEYRING)
    vault.make(SEAL, lambda: b"one")
    vault.file(SEAL).write_bytes(b"another")
    for move in (move_to_keyring, move_to_file):
        with pytest.raises(SecretUnreadable, match="another"):
            move(vault, SEAL)
    assert vault.file(SEAL).read_bytes() == b"another"
    assert vault.read(SEAL) == b"one"


def test_of_two_that_make_a_key_at_once_one_stands(session: Desktop, tmp_path: Path) -> None:
    ours, theirs = (Vault(tmp_path / "keys", Making.KEYRING) for _ in range(2))
    ours.folder.mkdir()
    assert theirs.put(SEAL, b"theirs")
    assert not ours.put(SEAL, b"ours")
    assert ours.read(SEAL) == b"theirs"
    assert len(session.entries()) == 1
    # One of them had no keyring: a file was there first.
    third = Vault(tmp_path / "third", Making.FILE)
    assert third.make(SEAL, lambda: b"a file")
    assert not Vault(third.folder, Making.KEYRING).put(SEAL, b"ours")
    assert third.read(SEAL) == b"a file"
    assert len(session.entries()) == 1


def test_what_windows_could_not_keep_is_kept_nowhere(session: Desktop) -> None:
    with pytest.raises(RingTrouble, match="2562 bytes"):
        ring.put("prescreen-long", "seal", "x" * 1281)
    assert session.entries() == []
    ring.put("prescreen-long", "seal", "x" * 1280)
    assert ring.get("prescreen-long", "seal") == "x" * 1280


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("direction", ["there", "back"])
def test_a_move_that_is_killed_anywhere_loses_nothing(tmp_path: Path, direction: str) -> None:
    script = Path(__file__).with_name("killed_moves.py")
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, script, tmp_path / "keys", direction],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    left = {tuple(json.loads(line)["left"]) for line in done.stdout.splitlines()}
    assert ("seal.keyring", "seal.pem") in left
    leaving = "seal.pem.leaving" if direction == "there" else "seal.keyring.leaving"
    assert any(leaving in names for names in left)


def test_the_key_of_what_waits_is_in_the_keyring_too(session: Desktop, tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys", Making.AUTO)
    first = box_key(vault, "agency", "tremblay")
    assert vault.place(OUTBOX) is Place.KEYRING
    opened.cache_clear()
    assert box_key(vault, "agency", "tremblay") == first
    session.kill_keyring()
    opened.cache_clear()
    with pytest.raises(KeyUnreadable, match="cannot be reached"):
        box_key(vault, "agency", "tremblay")
    session.start_keyring()
    assert box_key(vault, "agency", "tremblay") == first


def test_commands_say_where_keys_are_and_move_them(
    run: Run, session: Desktop, key_folder: Path
) -> None:
    code, (none,) = run("keys", "list")
    assert (code, none["place"]) == (0, None)
    assert "goes into the keyring (Secret Service)" in none["detail"]
    assert run("init")[0] == 0
    code, (seal,) = run("keys", "list")
    assert (seal["place"], seal["readable"]) == ("keyring", True)
    code, (seal,) = run("keys", "move", "file")
    assert (code, seal["place"]) == (0, "file")
    assert "keys move keyring" in seal["detail"]
    assert (key_folder / "seal.pem").exists()
    assert run("keys", "move", "keyring")[0] == 0
    assert not (key_folder / "seal.pem").exists()
    session.lock()
    opened.cache_clear()
    code, (seal,) = run("keys", "list")
    assert (code, seal["readable"]) == (1, False)
    assert "is locked" in seal["detail"]
    code, said = run("doctor")
    (told,) = (one for one in said if one["check"] == "key seal")
    assert (code, told["ok"], told["needed"]) == (1, False, True)
    code, (failed,) = run("verify")
    assert (code, "is locked" in failed["reason"]) == (1, True)


def test_once_there_is_an_administrator_only_one_moves_and_copies_keys(
    run: Run, session: Desktop, tmp_path: Path
) -> None:
    typed = f"{PASSWORD}\n"
    assert run("account", "add", "admin", "--role", "administrator", typed=typed)[0] == 0
    officer = ("account", "add", "tremblay", "--role", "officer", "--by", "admin")
    assert run(*officer, typed=typed * 2)[0] == 0
    copy = tmp_path / "seal-copy.pem"
    for words in (("move", "file"), ("save", str(copy))):
        code, (refused,) = run("keys", *words)
        assert (code, "--by admin" in refused["reason"]) == (1, True)
        code, (refused,) = run("keys", *words, "--by", "tremblay", typed=typed)
        assert (code, "no administrator" in refused["reason"]) == (1, True)
    assert (len(session.entries()), copy.exists()) == (1, False)
    words = ("keys", "save", str(copy), "--by", "admin")
    assert run(*words, typed=f"{typed}short\n")[0] == 1
    assert run(*words, typed=f"{typed}{PASSPHRASE}\n")[0] == 0
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert b"ENCRYPTED" in copy.read_bytes()
    # The keyring was made anew on another machine: the copy brings the key back.
    (entry,) = session.entries()
    session.spoil(entry, None)
    opened.cache_clear()
    assert run("queue")[0] == 1
    assert run("keys", "restore", str(copy), typed=f"{PASSPHRASE}\n")[0] == 0
    assert run("queue")[0] == 0
