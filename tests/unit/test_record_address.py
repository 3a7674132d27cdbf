"""The address of a server's record: never a password, never a way that others can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import KnownError
from app.record.server.address import SYSTEM, address_of
from app.record.server.engine import engine_for
from app.settings import settings_of


def test_an_address_names_server_database_and_who_comes_in() -> None:
    address = address_of("postgresql://a%40b@db.example:6432/prescreen")
    assert (address.host, address.port, address.database) == ("db.example", 6432, "prescreen")
    assert address.login == "a@b"
    assert str(address) == "postgresql://a%40b@db.example:6432/prescreen"
    assert dict(address.tls) == {"sslmode": "verify-full", "sslrootcert": SYSTEM}
    assert address_of("postgresql://db.example/p").port == 5432


def test_the_way_is_encrypted_and_the_server_proves_who_it_is() -> None:
    told = address_of("postgresql://db/p?sslmode=verify-ca&sslcert=/c.pem", "/ca.pem")
    assert dict(told.tls) == {"sslmode": "verify-ca", "sslrootcert": "/ca.pem", "sslcert": "/c.pem"}
    for mode in ("disable", "allow", "prefer", "require"):
        with pytest.raises(KnownError, match="always encrypted"):
            address_of(f"postgresql://db/p?sslmode={mode}")
    with pytest.raises(KnownError, match="not hostaddr"):
        address_of("postgresql://db/p?hostaddr=10.0.0.1")


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://db",
        "postgresql:///p",
        "postgresql://db/a/b",
        "postgresql://db:x/p",
        "mysql://db/p",
    ],
)
def test_what_is_no_address_is_told(text: str) -> None:
    with pytest.raises(KnownError, match="no address of a record"):
        address_of(text)


def test_a_password_is_neither_taken_nor_shown() -> None:
    with pytest.raises(KnownError) as found:
        address_of("postgresql://a:secret@db/p")
    assert "secret" not in str(found.value)
    engine = engine_for(address_of("postgresql://a@db/p"), "a", "secret")
    assert "secret" not in repr(engine) + str(engine.url)
    engine.dispose()


def test_what_is_kept_beside_a_servers_record_has_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    one = settings_of("postgresql://a@db.example:6432/p", {})
    other = settings_of("postgresql://b@db.example:6432/p?sslmode=verify-ca", {})
    assert one.home == other.home
    assert one.home != settings_of("postgresql://a@db.example:6432/q", {}).home
    assert one.record == "postgresql://a@db.example:6432/p"
    one.home.mkdir(parents=True)
    (one.home / "settings.toml").write_text('scans = "../shared"\nroot_certificate = "ca.pem"\n')
    again = settings_of("postgresql://a@db.example:6432/p", {})
    assert again.scan_folder == one.home / "../shared"
    assert again.root_certificate == one.home / "ca.pem"


def test_a_workspace_may_say_that_its_record_is_on_a_server(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('record = "postgresql://db.example/p"\n')
    assert settings_of(tmp_path, {}).record == "postgresql://db.example/p"
