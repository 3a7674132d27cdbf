"""The secrets of one folder of keys, wherever each of them is."""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from app.vault import ring
from app.vault.errors import RingTrouble
from app.vault.files import sync_folder, write_private
from app.vault.places import Making, Place, Secret
from app.vault.pointer import Pointer, fetch, fits, keep, not_the_one, read_pointer, written

CREDENTIALS = "CREDENTIALS_DIRECTORY"
"""Where systemd puts what a unit is given by LoadCredential= (systemd.exec)."""


@functools.lru_cache(maxsize=16)
def opened(pointer: Pointer) -> bytes:
    """Return what a pointer leads to, asked of the keyring once: a record signs at every write.

    A program that has read its key goes on while the keyring is locked; one that begins does not.
    """
    return fetch(pointer)


class Vault:
    """Where the secrets of one folder are, and where new ones go.

    A secret is looked for among the credentials of the service, then in the keyring where a
    pointer says so, then in its file.

    Parameters
    ----------
    folder
        The folder of keys; several workspaces may share it.
    making
        Where a new secret is put.
    environ
        Where a service's credentials are looked up.
    """

    def __init__(
        self,
        folder: Path,
        making: Making = Making.FILE,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self.folder = folder
        self.making = making
        self._environ = environ

    def file(self, secret: Secret) -> Path:
        """Where a secret lies that is kept in a file."""
        return self.folder / secret.file

    def pointer_file(self, secret: Secret) -> Path:
        """The file that says which entry of the keyring holds it."""
        return self.folder / secret.pointer

    def credential(self, name: str) -> bytes | None:
        """Return what the service was given under a name, None where it was given no such thing.

        Raises
        ------
        OSError
            When it was given and cannot be read.
        """
        folder = self._environ.get(CREDENTIALS)
        if not folder:
            return None
        try:
            return Path(folder, name).read_bytes()
        except FileNotFoundError:
            return None

    def place(self, secret: Secret) -> Place | None:
        """Return where a secret is, None when there is none."""
        folder = self._environ.get(CREDENTIALS)
        if folder and Path(folder, secret.credential).exists():
            return Place.CREDENTIAL
        if self.pointer_file(secret).exists():
            return Place.KEYRING
        return Place.FILE if self.file(secret).exists() else None

    def pointer(self, secret: Secret) -> Pointer | None:
        """Return where in the keyring it is, None when it is not. Raises `SecretUnreadable`."""
        return read_pointer(self.pointer_file(secret))

    def read(self, secret: Secret) -> bytes:
        """Return a secret.

        Raises
        ------
        FileNotFoundError
            When there is none.
        OSError
            When its file cannot be read.
        SecretUnreadable, SecretMissing
            When it is in a keyring that is shut, or holds it no longer, or holds another.
        """
        given = self.credential(secret.credential)
        for _ in range(2):
            pointer = self.pointer(secret)
            if given is not None:
                if pointer is not None and not fits(pointer, given):
                    raise not_the_one(pointer)
                return given
            if pointer is not None:
                return opened(pointer)
            # Between the two looks it may have been moved into the keyring: then look again.
            with contextlib.suppress(FileNotFoundError):
                return self.file(secret).read_bytes()
        return self.file(secret).read_bytes()

    def make(self, secret: Secret, fresh: Callable[[], bytes]) -> bool:
        """Make a secret unless there is one; whether it was made here.

        Two programs at once agree on the first. Where one is out of reach, none is made.

        Raises
        ------
        OSError
            When the folder cannot be written.
        KeyringShut
            When it has to go into a keyring that does not take it.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.place(secret) is not None:
            return False
        return self.put(secret, fresh())

    def put(self, secret: Secret, content: bytes) -> bool:
        """Put a secret where new ones go; False when another program's stands. Raises as `make`."""
        pointer = self._kept(secret, content)
        if pointer is None:
            own, other, text = self.file(secret), self.pointer_file(secret), content
        else:
            own, other, text = self.pointer_file(secret), self.file(secret), written(pointer)
        try:
            write_private(own, text)
        except FileExistsError:
            self._withdraw(pointer)
            return False
        if other.exists():
            # A program without a keyring began at the same moment: nobody has used ours yet.
            own.unlink()
            self._withdraw(pointer)
            return False
        sync_folder(self.folder)
        return True

    def _kept(self, secret: Secret, content: bytes) -> Pointer | None:
        """Put a new secret into the keyring where it belongs there; None where it does not."""
        if self.making is Making.FILE:
            return None
        if self.making is Making.AUTO and not ring.standing().open:
            return None
        return keep(secret.name, content)

    def _withdraw(self, pointer: Pointer | None) -> None:
        """Take back what was put into the keyring for nothing."""
        if pointer is not None:
            with contextlib.suppress(RingTrouble):
                ring.drop(pointer.service, pointer.name)
