"""The seal's key and anchor, kept apart from the database that they vouch for."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import hmac
import json
import os
import secrets
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
from app.record.chain import Head
from app.record.coding import canonical


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


@dataclasses.dataclass(frozen=True, slots=True)
class Anchor:
    """The furthest head that is known outside the database."""

    head: Head
    home: str
    """Workspace whose record it is."""


class SealKeys:
    """Signing key and anchors in one folder.

    The key signs (record, length, hash). The anchor repeats the last signed head, so that an
    older copy of the database, whose own head is signed as well, is recognised.

    Parameters
    ----------
    home
        Workspace of the record.
    key_folder
        Where key and anchor are kept; several workspaces may share it.
    """

    def __init__(self, home: Path, key_folder: Path) -> None:
        self.home = home
        self.key_folder = key_folder

    @classmethod
    def of(cls, home: Path, *, key_folder: Path) -> SealKeys:
        """Return the keys of a workspace; nothing is created before a record is."""
        return cls(home, key_folder)

    @property
    def key_file(self) -> Path:
        """The signing key: PEM, readable by its owner only."""
        return self.key_folder / "seal.pem"

    def anchor_file(self, record_id: str) -> Path:
        """Where the anchor of one record lies."""
        return self.key_folder / f"{record_id}.anchor"

    # --- key -----------------------------------------------------------------------------------

    def create_key(self) -> None:
        """Make the key unless there is one; two programs at once agree on the first."""
        if self.key_file.exists():
            return
        fresh = Ed25519PrivateKey.generate().private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
        with self._writable():
            self.key_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = self._write_part("key", fresh)
            try:
                os.link(part, self.key_file)
            except FileExistsError:
                return
            finally:
                part.unlink()

    def check_key(self) -> None:
        """Raise `SealKeyMissing` unless the key is there and can be read."""
        self._key()

    def _key(self) -> Ed25519PrivateKey:
        try:
            key = load_pem_private_key(self.key_file.read_bytes(), password=None)
        except FileNotFoundError:
            raise SealKeyMissing(say(_MISSING, path=self.key_file)) from None
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

    def tag(self, name: str) -> str:
        """Return a keyed digest of a name: equal for equal names, telling nobody which."""
        secret = hashlib.sha256(b"names" + self._key().private_bytes_raw()).digest()
        return hmac.new(secret, name.encode("utf-8", "surrogatepass"), "sha256").hexdigest()

    # --- anchor --------------------------------------------------------------------------------

    def anchor(self, record_id: str) -> Anchor | None:
        """Return the anchor of a record, None when there is none.

        Raises
        ------
        RecordDamaged
            When the file is not an anchor signed with this key.
        """
        path = self.anchor_file(record_id)
        try:
            tree = json.loads(path.read_text("utf-8"))
            head = Head(**{field: tree[field] for field in _HEAD_FIELDS})
            anchor = Anchor(head, str(tree["home"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RecordDamaged(say(_ANCHOR_UNREADABLE, path=path)) from error
        if head.record_id != record_id or not self.vouches_for(head):
            raise RecordDamaged(say(_ANCHOR_UNREADABLE, path=path))
        return anchor

    def move_anchor(self, head: Head) -> None:
        """Put the anchor at a head.

        The caller holds the record's write lock, so the anchor never moves backwards. It need not
        survive a power cut: an anchor that lags is normal, one that leads is not.
        """
        tree = {**dataclasses.asdict(head), "home": _name_of(self.home)}
        with self._writable():
            part = self._write_part("anchor", canonical(tree).encode())
            part.replace(self.anchor_file(head.record_id))

    def anchors_of_home(self) -> tuple[Path, ...]:
        """Return the anchors of records that this workspace should hold."""
        home = _name_of(self.home)
        found = []
        for path in sorted(self.key_folder.glob("*.anchor")):
            try:
                tree = json.loads(path.read_text("utf-8"))
            except (OSError, ValueError):
                continue
            if isinstance(tree, dict) and tree.get("home") == home:
                found.append(path)
        return tuple(found)

    # --- files ---------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _writable(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            sentence = say(_UNWRITABLE, path=self.key_folder, why=error.strerror or error)
            raise SealUnwritable(sentence) from error

    def _write_part(self, name: str, content: bytes) -> Path:
        """Write a file under a name of its own, synced, readable by its owner only."""
        part = self.key_folder / f".{name}-{secrets.token_hex(8)}.part"
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return part


_HEAD_FIELDS = tuple(field.name for field in dataclasses.fields(Head))


def _name_of(home: Path) -> str:
    return str(home.resolve())


def _statement(record_id: str, length: int, end: str) -> bytes:
    return canonical(["prescreen record", 1, record_id, length, end]).encode()
