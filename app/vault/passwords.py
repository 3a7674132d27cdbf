"""A server's password, or an archive's, in the keyring, for who asked for it; never in a file.

A pointer in the folder of keys says that there is one, so that nobody who did not ask for it waits
for a keyring. Without it a service may be given its password as a credential.
"""

from __future__ import annotations

import contextlib
import hashlib

from app.domain.words import phrase, say
from app.vault import ring
from app.vault.errors import KeyringShut, RingTrouble, SecretMissing
from app.vault.files import write_private
from app.vault.places import Secret
from app.vault.pointer import fetch, keep, read_pointer, written
from app.vault.vault import Vault

CREDENTIAL = "prescreen.password"
"""What the credential of a service is called that holds its password at the server."""
OF_ARCHIVE = "prescreen.archive"
"""And the one that holds its password at the archive of scans."""
_NONE_KEPT = phrase("No password of {login} for {server} is kept in a keyring from here.")
_NOT_TAKEN_OUT = phrase("The password of {login} cannot be taken out of the keyring: {why}.")


def of_service(vault: Vault, credential: str = CREDENTIAL) -> str | None:
    """Return the password that a service was given, None where it was given none."""
    given = vault.credential(credential)
    return None if given is None else given.decode("utf-8", "replace").rstrip("\r\n")


def remembered(vault: Vault, login: str, server: str) -> str | None:
    """Return the password that was put into the keyring, None where nobody asked for that.

    Raises
    ------
    KeyringShut, SecretMissing, SecretUnreadable
        When it is there and cannot be had now.
    """
    pointer = vault.pointer(_secret(login, server))
    return None if pointer is None else fetch(pointer).decode()


def remember(vault: Vault, login: str, server: str, password: str) -> None:
    """Put a password into the keyring, in the place of one of before.

    Raises
    ------
    KeyringShut
        When the keyring does not take it.
    """
    secret = _secret(login, server)
    pointer = keep(secret.name, password.encode(), told_apart=False)
    vault.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(SecretMissing):
        forget(vault, login, server)
    write_private(vault.pointer_file(secret), written(pointer))


def forget(vault: Vault, login: str, server: str) -> None:
    """Take a password out of the keyring.

    Raises
    ------
    SecretMissing
        When none was put there.
    KeyringShut
        When the keyring is shut; then it stays.
    """
    path = vault.pointer_file(_secret(login, server))
    pointer = read_pointer(path)
    if pointer is None:
        raise SecretMissing(say(_NONE_KEPT, login=login, server=server))
    try:
        ring.drop(pointer.service, pointer.name)
    except RingTrouble as trouble:
        raise KeyringShut(say(_NOT_TAKEN_OUT, login=login, why=trouble.why)) from trouble
    path.unlink()


def _secret(login: str, server: str) -> Secret:
    tag = hashlib.sha256(f"{login}\0{server}".encode()).hexdigest()[:16]
    return Secret(f"password-{tag}", "", f"password of {login} at {server}")
