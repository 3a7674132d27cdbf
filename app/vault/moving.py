"""Moving a secret between its file and the keyring, so that a kill at any moment loses nothing.

It is in its new place, read back and compared, before it leaves the old one. What a killed move
left half done is finished by the next one, in either direction.
"""

from __future__ import annotations

from pathlib import Path

from app.domain.words import phrase, say
from app.vault import ring
from app.vault.errors import KeyringShut, RingTrouble, SecretMissing, SecretUnreadable
from app.vault.files import LEAVING, erase, shred, sync_folder, write_private
from app.vault.places import Place, Secret
from app.vault.pointer import Pointer, fetch, fits, keep, read_pointer, written
from app.vault.vault import Vault

_NO_SUCH = phrase("There is no key “{name}” in {folder} that could be moved.")
_OF_SERVICE = phrase(
    "The key “{name}” is a credential of this service: it is moved where the service is set up."
)
_TWO = phrase(
    "The keyring holds one key “{name}” and the file {path} another. Find out which of the two is "
    "the right one (prescreen verify), move the file away if it is not, and try again."
)
_STAYED = phrase(
    "The key “{name}” is in its file again, but its entry {service} could not be taken out of the "
    "keyring: {why}. Try again when the keyring is open."
)


def move_to_keyring(vault: Vault, secret: Secret) -> bool:
    """Take a secret out of its file into the keyring; whether there was anything to do.

    Raises
    ------
    SecretMissing
        When there is none.
    KeyringShut, SecretUnreadable
        When the keyring does not take it, or holds another one already. The file stays.
    """
    _require(vault, secret)
    finished = _finish(vault, secret)
    pointer, file = vault.pointer(secret), vault.file(secret)
    if pointer is None:
        pointer = _put(vault, secret)
    elif not file.exists():
        return finished
    # The keyring is asked once more: only what it holds now may go.
    _require_same(secret, pointer, file)
    if fetch(pointer) != file.read_bytes():
        raise SecretUnreadable(say(_TWO, name=secret.name, path=file))
    shred(file)
    return True


def move_to_file(vault: Vault, secret: Secret) -> bool:
    """Take a secret out of the keyring into its file; whether there was anything to do.

    Raises
    ------
    SecretMissing, KeyringShut, SecretUnreadable
        When it cannot be had from the keyring, or the file holds another one. All stays then.
    OSError
        When the file cannot be written.
    """
    _require(vault, secret)
    finished = _finish(vault, secret)
    pointer, file = vault.pointer(secret), vault.file(secret)
    if pointer is None:
        return finished
    content = fetch(pointer)
    if not file.exists():
        write_private(file, content)
    _require_same(secret, pointer, file)
    sync_folder(vault.folder)
    set_aside(vault, secret)
    _finish(vault, secret)
    return True


def unfinished(vault: Vault, secret: Secret) -> bool:
    """Whether a move was stopped in the middle: the secret is safe, and there is more of it."""
    both = vault.pointer_file(secret).exists() and vault.file(secret).exists()
    return both or any(path.exists() for path in _left(vault, secret))


def _put(vault: Vault, secret: Secret) -> Pointer:
    """Put what the file holds into the keyring, and say so beside it."""
    made = keep(secret.name, vault.file(secret).read_bytes())
    try:
        write_private(vault.pointer_file(secret), written(made))
    except FileExistsError:
        # Somebody else moved it at the same moment: theirs stands.
        _drop(secret, made)
        theirs = vault.pointer(secret)
        return made if theirs is None else theirs
    sync_folder(vault.folder)
    return made


def _require(vault: Vault, secret: Secret) -> None:
    place = vault.place(secret)
    if place is Place.CREDENTIAL:
        raise SecretUnreadable(say(_OF_SERVICE, name=secret.name))
    if place is None:
        raise SecretMissing(say(_NO_SUCH, name=secret.name, folder=vault.folder))


def _require_same(secret: Secret, pointer: Pointer, file: Path) -> None:
    if not fits(pointer, file.read_bytes()):
        raise SecretUnreadable(say(_TWO, name=secret.name, path=file))


def _left(vault: Vault, secret: Secret) -> tuple[Path, Path]:
    """Return what a killed move leaves: a file half overwritten, a pointer out of use."""
    file, pointer = vault.file(secret), vault.pointer_file(secret)
    return file.with_name(file.name + LEAVING), pointer.with_name(pointer.name + LEAVING)


def set_aside(vault: Vault, secret: Secret) -> None:
    """Take a pointer out of use: its entry goes with the next move."""
    vault.pointer_file(secret).replace(_left(vault, secret)[1])
    sync_folder(vault.folder)


def _finish(vault: Vault, secret: Secret) -> bool:
    """Finish what a killed move left; whether there was anything."""
    overwritten, out_of_use = _left(vault, secret)
    found = overwritten.exists()
    if found:
        erase(overwritten)
    old = read_pointer(out_of_use)
    if old is not None:
        _drop(secret, old)
        out_of_use.unlink()
        sync_folder(vault.folder)
    return found or old is not None


def _drop(secret: Secret, pointer: Pointer) -> None:
    try:
        ring.drop(pointer.service, pointer.name)
    except RingTrouble as trouble:
        sentence = say(_STAYED, name=secret.name, service=pointer.service, why=trouble.why)
        raise KeyringShut(sentence) from trouble
