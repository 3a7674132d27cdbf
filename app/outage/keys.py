"""The keys of what waits here for the record: beside the seal's, apart from what they lock."""

from __future__ import annotations

import secrets

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.domain.errors import Unavailable
from app.domain.words import phrase, say
from app.record.coding import canonical
from app.vault import OUTBOX, SecretMissing, SecretUnreadable, Vault

_BYTES = 32
_UNREADABLE = phrase(
    "The key {path} of what waits here for the record cannot be read or written: {why}. Give this "
    "account permission there."
)


class KeyUnreadable(Unavailable):
    """There is no key, so nothing can be kept here for the record."""


def box_key(vault: Vault, workspace: str, account: str) -> bytes:
    """Return the key of what one officer does alone in one workspace, 32 bytes.

    Raises `KeyUnreadable`.
    """
    return _key(vault, ["prescreen outbox", 1, workspace, account])


def notes_key(vault: Vault, account: str) -> bytes:
    """Return the key of one officer's notes of marks that are not on record yet, 32 bytes.

    Wherever the workspace lies: it may be moved with what waits in it. Raises `KeyUnreadable`.
    """
    return _key(vault, ["prescreen notes", 1, account])


def _key(vault: Vault, what: list[object]) -> bytes:
    """Return the key of one purpose; the first call makes its root.

    The root is kept as the seal's key is: in the keyring, or in a file that only the account of
    the program may read.
    The others follow from it (HKDF-SHA256, RFC 5869).

    Raises
    ------
    KeyUnreadable
        When the root can be neither read nor made.
    """
    path = vault.file(OUTBOX)
    try:
        vault.make(OUTBOX, lambda: secrets.token_bytes(_BYTES))
        root = vault.read(OUTBOX)
    except (SecretMissing, SecretUnreadable) as error:
        raise KeyUnreadable(error.sentence) from error
    except OSError as error:
        raise KeyUnreadable(say(_UNREADABLE, path=path, why=error.strerror or error)) from error
    if len(root) != _BYTES:
        raise KeyUnreadable(say(_UNREADABLE, path=path, why=f"{len(root)} bytes"))
    info = canonical(what).encode()
    return HKDF(algorithm=SHA256(), length=_BYTES, salt=None, info=info).derive(root)
