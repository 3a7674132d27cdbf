"""The file that says which entry of whose keyring holds a secret; itself no secret.

It stands where the secret's file would: whoever finds it never makes a new key beside one that is
only out of reach.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import getpass
import hashlib
import json
import os
import platform
import uuid
from pathlib import Path

from app.domain.words import Sentence, phrase, say
from app.vault import ring
from app.vault.errors import KeyringShut, RingTrouble, SecretMissing, SecretUnreadable

_DAMAGED = phrase(
    "{path} says which entry of the keyring holds a key, and cannot be read: {why}. Give this "
    "account permission to read it, or put the key back from its saved copy "
    "(prescreen keys restore)."
)
_LOCKED = phrase(
    "The key “{name}” is in the keyring of {user} on {machine}, and the keyring is locked. Unlock "
    "it (sign in to the desktop, or open its program for passwords) and try again; nothing was "
    "changed."
)
_SHUT = phrase(
    "The key “{name}” is in the keyring of {user} on {machine}, which cannot be reached: {why}. "
    "Work in that person's desktop session; for a service without one, move the key to a file "
    "there (prescreen keys move file) or make it a credential of the service. Nothing was changed."
)
_OTHERS = phrase(
    "The key “{name}” is in the keyring of {user} on {machine}, and this is {me} on {here}: a "
    "keyring opens for one person. Let {user} run “prescreen keys move file”, or give this account "
    "the key as a credential of a service."
)
_LOST = phrase(
    "The key “{name}” is no longer in the keyring of {user}: the entry {service} was removed, or "
    "the keyring was made anew. Put the key back from its saved copy (prescreen keys restore)."
)
_NOT_THE_ONE = phrase(
    "What is in the place of the key “{name}” is another key than the one that was put into the "
    "keyring of {user}. Put the right one back from its saved copy (prescreen keys restore)."
)
_REFUSED = phrase(
    "The keyring did not take the key “{name}”: {why}. Nothing was changed. Where it should be a "
    'file, write secrets = "file" into the settings.'
)


@dataclasses.dataclass(frozen=True, slots=True)
class Pointer:
    """Where in which keyring a secret is.

    Attributes
    ----------
    name
        What the secret is called.
    service
        The entry's own name, never used for another; `name` is its user name.
    digest
        SHA-256 over what was kept, hexadecimal, to know it again; empty for a password, which
        could be guessed from it.
    user, machine
        Whose keyring it is.
    """

    name: str
    service: str
    digest: str
    user: str
    machine: str


def keep(name: str, content: bytes, *, told_apart: bool = True) -> Pointer:
    """Put a secret into the keyring under a name of its own; return where it is.

    Raises
    ------
    KeyringShut
        When the keyring does not take it, or does not give it back as it was.
    """
    service = f"prescreen-{uuid.uuid4().hex}"
    try:
        ring.put(service, name, base64.b64encode(content).decode())
    except RingTrouble as trouble:
        raise KeyringShut(say(_REFUSED, name=name, why=trouble.why)) from trouble
    digest = digest_of(name, content) if told_apart else ""
    return Pointer(name, service, digest, *_here())


def fetch(pointer: Pointer) -> bytes:
    """Return the secret that a pointer leads to.

    Raises
    ------
    KeyringShut
        When the keyring is locked or out of reach.
    SecretMissing
        When it holds no such entry.
    SecretUnreadable
        When what it holds is something else.
    """
    try:
        text = ring.get(pointer.service, pointer.name)
    except RingTrouble as trouble:
        raise KeyringShut(_out_of_reach(pointer, trouble)) from trouble
    if text is None:
        raise SecretMissing(_not_there(pointer))
    try:
        content = base64.b64decode(text, validate=True)
    except binascii.Error:
        content = b""
    if not fits(pointer, content):
        raise not_the_one(pointer)
    return content


def fits(pointer: Pointer, content: bytes) -> bool:
    """Whether this is the secret that was put there, as far as can be told."""
    return bool(content) and pointer.digest in ("", digest_of(pointer.name, content))


def not_the_one(pointer: Pointer) -> SecretUnreadable:
    """Return what to raise where a secret does not fit its pointer."""
    return SecretUnreadable(say(_NOT_THE_ONE, name=pointer.name, user=pointer.user))


def digest_of(name: str, content: bytes) -> str:
    """Return what a secret is known by again; good for keys alone, which nobody can guess."""
    return hashlib.sha256(b"prescreen kept\0" + name.encode() + b"\0" + content).hexdigest()


def written(pointer: Pointer) -> bytes:
    """Return what the file of a pointer says."""
    return json.dumps(dataclasses.asdict(pointer), indent=1, sort_keys=True).encode() + b"\n"


def read_pointer(path: Path) -> Pointer | None:
    """Return what a file says, None where there is none.

    Raises
    ------
    SecretUnreadable
        When it cannot be read, or is no pointer.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        why = error.strerror or str(error)
        raise SecretUnreadable(say(_DAMAGED, path=path, why=why)) from error
    pointer = _pointer(content)
    if pointer is None:
        raise SecretUnreadable(say(_DAMAGED, path=path, why="it is damaged"))
    return pointer


def _pointer(content: bytes) -> Pointer | None:
    try:
        tree = json.loads(content)
    except ValueError:
        return None
    names = {field.name for field in dataclasses.fields(Pointer)}
    whole = isinstance(tree, dict) and set(tree) == names
    if not whole or not all(isinstance(value, str) for value in tree.values()):
        return None
    return Pointer(**tree)


def _not_there(pointer: Pointer) -> Sentence:
    user, machine = _here()
    who = {"name": pointer.name, "user": pointer.user}
    if (user, machine) != (pointer.user, pointer.machine):
        return say(_OTHERS, me=user, here=machine, machine=pointer.machine, **who)
    return say(_LOST, service=pointer.service, **who)


def _out_of_reach(pointer: Pointer, trouble: RingTrouble) -> Sentence:
    user, machine = _here()
    who = {"name": pointer.name, "user": pointer.user, "machine": pointer.machine}
    # The name of a machine changes with its network; whose keyring is locked here does not.
    if user != pointer.user:
        return say(_OTHERS, me=user, here=machine, **who)
    if trouble.locked:
        return say(_LOCKED, **who)
    return say(_SHUT, why=trouble.why, **who)


def _here() -> tuple[str, str]:
    try:
        user = getpass.getuser()
    except (KeyError, OSError, ImportError):
        user = str(os.getuid()) if os.name == "posix" else ""
    return user, platform.node()
