"""Where each key is, in words: for `prescreen keys list` and `prescreen doctor`."""

from __future__ import annotations

import dataclasses
import os

from app.domain.errors import KnownError
from app.vault import SEAL, SECRETS, Making, Place, Secret, Vault
from app.vault.moving import unfinished
from app.vault.pointer import fetch
from app.vault.ring import Standing, standing


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """One key, and where it is.

    Attributes
    ----------
    secret
        Which key.
    place
        None where there is none yet.
    ok
        Whether it can be read now, and by nobody but who may.
    readable
        Whether it can be read now.
    detail
        All of it in one English sentence.
    """

    secret: Secret
    place: Place | None
    ok: bool
    readable: bool
    detail: str


def kept_keys(vault: Vault) -> tuple[Kept, ...]:
    """Return the keys that are here, and the seal's also where there is none yet."""
    ring = standing()
    there = [one for one in SECRETS if one is SEAL or vault.place(one) is not None]
    return tuple(_kept(vault, secret, ring) for secret in there)


def _kept(vault: Vault, secret: Secret, ring: Standing) -> Kept:
    place = vault.place(secret)
    tell = {Place.KEYRING: _in_keyring, Place.FILE: _in_file}
    if place is None:
        return Kept(secret, None, ok=True, readable=True, detail=_none_yet(vault, ring))
    if place is Place.CREDENTIAL:
        detail = f"given to this service as the credential {secret.credential}"
        return Kept(secret, place, ok=True, readable=True, detail=detail)
    found = tell[place](vault, secret, ring)
    if unfinished(vault, secret):
        more = "a move was stopped in the middle, nothing is lost: say `prescreen keys move` again"
        return dataclasses.replace(found, ok=False, detail=f"{found.detail}; {more}")
    return found


def _none_yet(vault: Vault, ring: Standing) -> str:
    if vault.making is Making.FILE:
        return f"none yet; a new one becomes a file in {vault.folder}, as the settings say"
    if ring.open:
        return f"none yet; a new one goes into the keyring ({ring.name})"
    if vault.making is Making.KEYRING:
        return f"none yet, and none can be made: no keyring is open here ({ring.why})"
    return f"none yet; a new one becomes a file in {vault.folder}: no keyring is open ({ring.why})"


def _in_keyring(vault: Vault, secret: Secret, ring: Standing) -> Kept:
    try:
        pointer = vault.pointer(secret)
        if pointer is None or not ring.open:
            whose = "" if pointer is None else f" of {pointer.user} on {pointer.machine}"
            detail = f"in the keyring{whose}, which is shut: {ring.why}. Open it and try again"
            return Kept(secret, Place.KEYRING, ok=False, readable=False, detail=detail)
        fetch(pointer)
    except KnownError as error:
        return Kept(secret, Place.KEYRING, ok=False, readable=False, detail=str(error))
    detail = f"in the keyring of {pointer.user} on {pointer.machine} ({ring.name}), and can be read"
    return Kept(secret, Place.KEYRING, ok=True, readable=True, detail=detail)


def _in_file(vault: Vault, secret: Secret, ring: Standing) -> Kept:
    file = vault.file(secret)
    try:
        file.read_bytes()
        shared = os.name == "posix" and bool(file.stat().st_mode & 0o077)
    except OSError as error:
        detail = f"in the file {file}, which cannot be read: {error.strerror or error}"
        return Kept(secret, Place.FILE, ok=False, readable=False, detail=detail)
    detail = f"in the file {file}, without a passphrase: whoever reads it has the key"
    if shared:
        detail += "; others than its owner may read it now: chmod 600"
    if ring.open:
        detail += f"; `prescreen keys move keyring` takes it into {ring.name}"
    else:
        detail += (
            f"; no keyring is open here ({ring.why}), and a service is better given it as the "
            f"credential {secret.credential} (docs/secrets.md)"
        )
    return Kept(secret, Place.FILE, ok=not shared, readable=True, detail=detail)
