"""The seal's key and anchor, kept apart from the database that they vouch for."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from app.domain.errors import KnownError, RecordDamaged
from app.domain.words import phrase, say
from app.record.anchor import anchored_heads, create_anchor, home_of, move_anchor
from app.record.chain import Head
from app.record.coding import canonical
from app.vault import SEAL, Making, Place, SecretMissing, SecretUnreadable, Vault


class SealKeyMissing(KnownError):
    """The key that signs the record is not where it should be."""


class SealUnwritable(KnownError):
    """The folder of the key cannot be written, so nothing can be sealed."""


_MISSING = phrase(
    "The signing key {path} is missing. The record cannot be proved or continued without it: "
    "restore the key from its backup."
)
_UNREADABLE = phrase(
    "The signing key {path} cannot be read: {why}. Restore it from its backup, or give this "
    "account permission to read it."
)
_ANCHOR_UNREADABLE = phrase(
    "The seal's anchor {path} cannot be read, so nothing shows how long the record should be. "
    "Restore it from its backup."
)
_UNWRITABLE = phrase(
    "Nothing was recorded: the seal cannot be kept in {path}: {why}. Give this account write "
    "permission there, or free some space."
)


@functools.lru_cache(maxsize=2)
def _parsed(data: bytes) -> object:
    """Return the key that these bytes hold: they are read each time, and understood once."""
    return load_pem_private_key(data, password=None)


class SealKeys:
    """Signing key and anchors of one folder; the key may be in the keyring or a credential.

    The key signs (record, length, hash). The anchor repeats the last signed head, so that an
    older copy of the database, whose own head is signed as well, is recognised.

    Parameters
    ----------
    home
        Workspace of the record.
    key_folder
        Where the anchor is kept, and the key or what says where it is; several workspaces may
        share it.
    making
        Where a new key is put.
    """

    def __init__(self, home: Path, key_folder: Path, making: Making = Making.FILE) -> None:
        self.home = home
        self.key_folder = key_folder
        self.vault = Vault(key_folder, making)

    @classmethod
    def of(cls, home: Path, *, key_folder: Path, making: Making = Making.FILE) -> SealKeys:
        """Return the keys of a workspace; nothing is created before a record is."""
        return cls(home, key_folder, making)

    @property
    def key_file(self) -> Path:
        """Where the signing key lies that is kept in a file: PEM, readable by its owner only."""
        return self.vault.file(SEAL)

    @property
    def whereabouts(self) -> str:
        """Where the signing key is: its file, what says where in a keyring, or a credential."""
        place = self.vault.place(SEAL)
        if place is Place.CREDENTIAL:
            return SEAL.credential
        found = self.vault.pointer_file(SEAL) if place is Place.KEYRING else self.key_file
        return str(found)

    def anchor_file(self, record_id: str) -> Path:
        """Where the anchor of one record lies."""
        return self.key_folder / f"{record_id}.anchor"

    # --- key -----------------------------------------------------------------------------------

    def create_key(self) -> None:
        """Make the key unless there is one; two programs at once agree on the first."""
        with self._writable():
            self.vault.make(SEAL, _fresh)

    def check_key(self) -> None:
        """Raise `SealKeyMissing` unless the key is there and can be read."""
        self._key()

    def _key(self) -> Ed25519PrivateKey:
        try:
            key = _parsed(self.vault.read(SEAL))
        except FileNotFoundError:
            raise SealKeyMissing(say(_MISSING, path=self.key_file)) from None
        except (SecretMissing, SecretUnreadable) as error:
            raise SealKeyMissing(error.sentence) from error
        except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise SealKeyMissing(say(_UNREADABLE, path=self.key_file, why=error)) from error
        if not isinstance(key, Ed25519PrivateKey):
            raise SealKeyMissing(say(_UNREADABLE, path=self.key_file, why="not an Ed25519 key"))
        return key

    def signed(self, record_id: str, length: int, end: str) -> Head:
        """Return the head of a chain with its signature."""
        signature = self._key().sign(_statement(record_id, length, end))
        return Head(record_id, length, end, signature.hex())

    def vouches_for(self, head: Head) -> bool:
        """Whether a head was signed with this key."""
        public = self._key().public_key()
        try:
            statement = _statement(head.record_id, head.length, head.hash)
            public.verify(bytes.fromhex(head.signature), statement)
        except (InvalidSignature, ValueError, TypeError):
            return False
        return True

    @property
    def public_key(self) -> str:
        """The public half of the key, in hexadecimal: what others verify with."""
        return self._key().public_key().public_bytes_raw().hex()

    def signature(self, what: str, tree: object) -> str:
        """Return the signature over a plain value of a named kind, in hexadecimal."""
        return self._key().sign(_named(what, tree)).hex()

    def has_signed(self, what: str, tree: object, signature: str) -> bool:
        """Whether a plain value was signed with this key, under this name."""
        try:
            self._key().public_key().verify(bytes.fromhex(signature), _named(what, tree))
        except (InvalidSignature, ValueError, TypeError):
            return False
        return True

    def tag(self, name: str) -> str:
        """Return a keyed digest of a name: equal for equal names, telling nobody which."""
        secret = hashlib.sha256(b"names" + self._key().private_bytes_raw()).digest()
        return hmac.new(secret, name.encode("utf-8", "surrogatepass"), "sha256").hexdigest()

    # --- anchor --------------------------------------------------------------------------------

    def anchor(self, record_id: str) -> Head | None:
        """Return the furthest head known outside the database, None when there is no anchor.

        Raises
        ------
        RecordDamaged
            When the file is not an anchor signed with this key.
        """
        path = self.anchor_file(record_id)
        try:
            heads = anchored_heads(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise RecordDamaged(say(_ANCHOR_UNREADABLE, path=path)) from error
        for head in heads:
            if head.record_id == record_id and self.vouches_for(head):
                return head
        raise RecordDamaged(say(_ANCHOR_UNREADABLE, path=path))

    def move_anchor(self, head: Head) -> None:
        """Put the anchor at a head; it never moves backwards.

        The caller holds the record's write lock, so that two programs take turns.
        """
        path = self.anchor_file(head.record_id)
        with self._writable():
            if not path.exists():
                # Another program may make it at this moment: then theirs is moved.
                with contextlib.suppress(FileExistsError):
                    create_anchor(path, _name_of(self.home), head)
            move_anchor(path, head)

    def anchors_of_home(self) -> tuple[Path, ...]:
        """Return the anchors of records that this workspace should hold."""
        home = _name_of(self.home)
        with self._writable():
            return tuple(
                path for path in sorted(self.key_folder.glob("*.anchor")) if home_of(path) == home
            )

    # --- files ---------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _writable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            sentence = say(_UNWRITABLE, path=self.key_folder, why=error.strerror or error)
            raise SealUnwritable(sentence) from error


def _fresh() -> bytes:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _name_of(home: Path) -> str:
    return str(home.resolve())


def _named(what: str, tree: object) -> bytes:
    """Return the bytes that are signed: what they are comes first, so that none passes for two."""
    return canonical([f"prescreen {what}", 1, tree]).encode()


def _statement(record_id: str, length: int, end: str) -> bytes:
    return canonical(["prescreen record", 1, record_id, length, end]).encode()
