"""A copy of a signing key for a safe: locked with a passphrase of its own."""

from __future__ import annotations

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from app.domain.words import phrase, say
from app.vault.errors import CopyRefused, KeyringShut, SecretMissing, SecretUnreadable
from app.vault.moving import set_aside
from app.vault.places import Place, Secret
from app.vault.pointer import fetch, fits
from app.vault.vault import Vault

LEAST = 12
"""Signs that a passphrase has at least."""
_SHORT = phrase("A passphrase for a key has {least} signs or more; nothing was written.")
_WRONG = phrase(
    "The copy {path} does not open: the passphrase is another one, or the file is damaged or no "
    "copy of a key."
)
_THERE = phrase("There is a key “{name}” already, and none is ever replaced. Nothing was changed.")


def locked_copy(vault: Vault, secret: Secret, passphrase: str) -> bytes:
    """Return a signing key as PEM that opens with a passphrase (PKCS #8, PBES2). Raises as `read`.

    Raises
    ------
    CopyRefused
        When the passphrase is too short.
    """
    if len(passphrase) < LEAST:
        raise CopyRefused(say(_SHORT, least=LEAST))
    key = load_pem_private_key(vault.read(secret), password=None)
    lock = BestAvailableEncryption(passphrase.encode())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)


def put_back(vault: Vault, secret: Secret, path: Path, passphrase: str) -> None:
    """Put a key from its copy where new ones go.

    Raises
    ------
    OSError
        When the copy cannot be read, or the key not be written.
    CopyRefused
        When the copy does not open, or there is a key already that can be had.
    KeyringShut
        When the keyring that the key should be in cannot be asked, or does not take it.
    """
    content = path.read_bytes()
    try:
        key = load_pem_private_key(content, password=passphrase.encode() or None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise CopyRefused(say(_WRONG, path=path)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise CopyRefused(say(_WRONG, path=path))
    plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    if vault.make(secret, lambda: plain):
        return
    if not _is_lost(vault, secret, plain):
        raise CopyRefused(say(_THERE, name=secret.name))
    set_aside(vault, secret)
    vault.put(secret, plain)


def _is_lost(vault: Vault, secret: Secret, content: bytes) -> bool:
    """Whether this very key was in a keyring that does not hold it any more."""
    if vault.place(secret) is not Place.KEYRING:
        return False
    pointer = vault.pointer(secret)
    if pointer is None or not fits(pointer, content):
        return False
    try:
        fetch(pointer)
    except KeyringShut:
        raise
    except (SecretMissing, SecretUnreadable):
        return True
    return False
