"""Secrets where there is no keyring: files, a service's credentials, copies for a safe."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.domain.errors import KnownError
from app.record import SealKeyMissing
from app.record.server.address import address_of, without_password
from app.settings import Settings, SettingsUnreadable, settings_of
from app.vault import (
    MODELS,
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
    passwords,
)
from app.vault.copies import locked_copy, put_back
from app.vault.errors import CopyRefused
from app.vault.files import shred, write_private
from app.vault.moving import unfinished
from app.vault.pointer import Pointer, digest_of, written
from tests.unit.record_values import Workspace

PASSPHRASE = "a passphrase for the safe"


@pytest.fixture(autouse=True)
def no_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run as a service does: no session, so no keyring, whatever this machine has."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/no-bus")
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(tmp_path / "keys")


def a_key() -> bytes:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def elsewhere(content: bytes) -> Pointer:
    return Pointer("seal", "prescreen-1", digest_of("seal", content), "tremblay", "ws-12")


def test_without_a_keyring_a_new_key_is_a_file_of_its_owner(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys", Making.AUTO)
    assert vault.place(SEAL) is None
    assert vault.make(SEAL, lambda: b"a key")
    assert not vault.make(SEAL, lambda: b"another")
    assert vault.place(SEAL) is Place.FILE
    assert vault.read(SEAL) == b"a key"
    assert stat.S_IMODE(vault.file(SEAL).stat().st_mode) == 0o600
    assert stat.S_IMODE(vault.folder.stat().st_mode) == 0o700


def test_who_asks_for_the_keyring_gets_no_file_instead(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "keys", Making.KEYRING)
    with pytest.raises(KeyringShut, match="Nothing was changed"):
        vault.make(SEAL, lambda: b"a key")
    assert list(vault.folder.iterdir()) == []


def test_a_key_out_of_reach_is_never_replaced(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.open().close()
    vault = workspace.keys.vault
    secret = vault.read(SEAL)
    vault.pointer_file(SEAL).write_bytes(written(elsewhere(secret)))
    vault.file(SEAL).unlink()
    with pytest.raises(SealKeyMissing, match="in the keyring of tremblay on ws-12, and this is"):
        workspace.open()
    assert not vault.make(SEAL, lambda: b"another")
    beside = Workspace(tmp_path / "beside")
    beside.key_folder = workspace.key_folder
    with pytest.raises(SealKeyMissing, match="keyring of tremblay"):
        beside.open()
    assert not vault.file(SEAL).exists()


@pytest.mark.parametrize("content", [b"", b"[]", b'{"name": "seal"}', b"\xff", b'{"name": 1}'])
def test_a_damaged_pointer_is_a_sentence(vault: Vault, content: bytes) -> None:
    vault.folder.mkdir()
    vault.pointer_file(SEAL).write_bytes(content)
    with pytest.raises(SecretUnreadable, match="cannot be read"):
        vault.read(SEAL)
    assert not vault.make(SEAL, lambda: b"another")


def test_a_service_reads_its_credentials_first(tmp_path: Path) -> None:
    given = tmp_path / "credentials"
    given.mkdir()
    vault = Vault(tmp_path / "keys", environ={"CREDENTIALS_DIRECTORY": str(given)})
    vault.make(OUTBOX, lambda: b"of a file")
    (given / "prescreen.outbox").write_bytes(b"given")
    assert (vault.place(OUTBOX), vault.read(OUTBOX)) == (Place.CREDENTIAL, b"given")
    assert not vault.make(OUTBOX, lambda: b"another")
    for move in (move_to_keyring, move_to_file):
        with pytest.raises(SecretUnreadable, match="credential of this service"):
            move(vault, OUTBOX)
    assert passwords.of_service(vault) is None
    (given / "prescreen.password").write_text("typed once\n")
    assert passwords.of_service(vault) == "typed once"


def test_a_credential_signs_for_a_record_and_another_one_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = tmp_path / "credentials"
    given.mkdir()
    key = a_key()
    (given / "prescreen.seal").write_bytes(key)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(given))
    workspace = Workspace(tmp_path)
    with workspace.open() as record:
        assert record.verify().ok
    assert not workspace.keys.key_file.exists()
    assert workspace.keys.whereabouts == "prescreen.seal"
    workspace.keys.vault.pointer_file(SEAL).write_bytes(written(elsewhere(key)))
    workspace.open().close()
    (given / "prescreen.seal").write_bytes(a_key())
    with pytest.raises(SealKeyMissing, match="another key"):
        workspace.open()


def test_shredding_leaves_nothing_and_spares_a_second_name(tmp_path: Path) -> None:
    secret, copy = tmp_path / "seal.pem", tmp_path / "backup.pem"
    write_private(secret, b"a key")
    os.link(secret, copy)
    shred(secret)
    assert (secret.exists(), copy.read_bytes()) == (False, b"a key")
    shred(copy)
    assert list(tmp_path.iterdir()) == []


def test_a_move_without_a_keyring_changes_nothing(vault: Vault) -> None:
    with pytest.raises(SecretMissing, match="could be moved"):
        move_to_keyring(vault, SEAL)
    vault.make(SEAL, lambda: b"a key")
    with pytest.raises(KeyringShut):
        move_to_keyring(vault, SEAL)
    assert [path.name for path in vault.folder.iterdir()] == ["seal.pem"]
    assert not unfinished(vault, SEAL)


def test_a_half_shredded_file_is_told_and_goes_with_the_next_move(vault: Vault) -> None:
    vault.make(SEAL, lambda: b"a key")
    half = vault.folder / "seal.pem.leaving"
    half.write_bytes(b"\0\0\0ey")
    assert unfinished(vault, SEAL)
    assert move_to_file(vault, SEAL)
    assert not half.exists()
    assert vault.read(SEAL) == b"a key"


def test_a_copy_opens_with_its_passphrase_alone(vault: Vault, tmp_path: Path) -> None:
    key = a_key()
    vault.make(MODELS, lambda: key)
    with pytest.raises(CopyRefused, match="12 signs"):
        locked_copy(vault, MODELS, "short")
    copy = tmp_path / "copy.pem"
    copy.write_bytes(locked_copy(vault, MODELS, PASSPHRASE))
    assert key.splitlines()[1] not in copy.read_bytes()
    other = Vault(tmp_path / "other")
    for wrong in ("", "another passphrase"):
        with pytest.raises(CopyRefused, match="does not open"):
            put_back(other, MODELS, copy, wrong)
    put_back(other, MODELS, copy, PASSPHRASE)
    assert other.read(MODELS) == key
    with pytest.raises(CopyRefused, match="none is ever replaced"):
        put_back(other, MODELS, copy, PASSPHRASE)


def test_a_copy_of_before_the_keyring_opens_too(vault: Vault, tmp_path: Path) -> None:
    """A `seal.pem` that was copied away has no passphrase."""
    key = a_key()
    copy = tmp_path / "seal.pem"
    copy.write_bytes(key)
    put_back(vault, SEAL, copy, "")
    assert vault.read(SEAL) == key
    copy.write_bytes(b"rubbish")
    with pytest.raises(CopyRefused, match="no copy of a key"):
        put_back(vault, SEAL, copy, "")


def test_settings_say_where_new_keys_go(tmp_path: Path) -> None:
    assert Settings(tmp_path, tmp_path, "READING-1").secrets == "file"
    assert settings_of(tmp_path, {}).secrets == "auto"
    assert settings_of(tmp_path, {"PRESCREEN_KEYS": str(tmp_path)}).secrets == "file"
    file = tmp_path / "settings.toml"
    file.write_text('secrets = "keyring"\n')
    assert settings_of(tmp_path, {"PRESCREEN_KEYS": str(tmp_path)}).secrets == "keyring"
    file.write_text('secrets = "paper"\n')
    with pytest.raises(SettingsUnreadable, match="secrets is one of auto, keyring, file"):
        settings_of(tmp_path, {})


def test_no_password_is_taken_from_settings_or_shown(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(
        '[server]\nurl = "https://me:lantern@models.example"\nmodel = "prescreen"\n'
    )
    with pytest.raises(SettingsUnreadable, match="no password is kept") as refused:
        settings_of(tmp_path, {})
    assert "lantern" not in str(refused.value)
    for url in ("postgresql://me:lantern@db:port/x", "postgresql://me:lan@tern@db"):
        with pytest.raises(KnownError) as told:
            address_of(url)
        assert "lan" not in str(told.value)
    assert without_password("postgresql://me:a@b@db/x") == "postgresql://me@db/x"
    assert without_password("postgresql://db/x") == "postgresql://db/x"
