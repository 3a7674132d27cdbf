"""The scan store of one workspace: a folder of read-only files named by their SHA-256.

Scans and shipment data name people and firms: only the account that keeps them may read them.

A file lands complete or not at all: it is written beside its place under another name, synced,
made read-only and renamed. The original is opened for reading only.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from io import FileIO
from pathlib import Path

from app.domain.errors import KnownError
from app.domain.scan import ImageFile, Original
from app.domain.words import say

_CHUNK = 256 << 10
"""Stays in a processor's cache while it is read, hashed and written."""


class StoreError(KnownError):
    """The store cannot keep or find a file."""


@dataclasses.dataclass(frozen=True, slots=True)
class Stored:
    """A file that the store keeps."""

    sha256: str
    path: Path
    new: bool
    """False when the same bytes were kept already."""


class FolderStore:
    """Content-addressed files under one folder: ``ab/abcdef...``.

    Parameters
    ----------
    root
        The folder.
    archive
        Whether there is an archive to bring scans from that are not here.
    """

    def __init__(self, root: Path, *, archive: bool = False) -> None:
        self.root = root
        self.archive = archive
        try:
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                say(
                    "The scan store {path} cannot be made: {why}. Name another place with --home.",
                    path=root,
                    why=error.strerror or error,
                )
            ) from error

    def put(self, path: Path) -> Stored:
        """Copy a file in; the original is neither moved nor changed.

        Raises
        ------
        StoreError
            When the original cannot be read or the store cannot be written.
        """
        try:
            with path.open("rb", buffering=0) as source:
                return self._keep(_pieces(source))
        except OSError as error:
            raise StoreError(
                say(
                    "{name} cannot be kept: {why}. Check the file and the space left on the disk.",
                    name=path.name,
                    why=error.strerror or error,
                )
            ) from error

    def put_bytes(self, *pieces: bytes | memoryview) -> Stored:
        """Keep bytes that the program made itself, such as a heat map, one piece after another.

        Raises
        ------
        StoreError
            When the store cannot be written.
        """
        try:
            return self._keep(pieces)
        except OSError as error:
            raise StoreError(
                say(
                    "The scan store cannot be written: {why}. Check the space left on the disk.",
                    why=error.strerror or error,
                )
            ) from error

    def put_beside(self, sha256: str, sidecar: Path) -> None:
        """Keep the side-car of a kept picture beside it, where the readers look for it.

        The first one stays: the same picture with another side-car is the same picture.

        Raises
        ------
        StoreError
            When the side-car cannot be read or the store cannot be written.
        """
        kept = self.put(sidecar)
        beside = self._place(sha256).with_name(f"{sha256}.json")
        try:
            if not beside.exists():
                incoming = beside.with_name(f"incoming-{sha256}.json")
                incoming.write_bytes(kept.path.read_bytes())
                incoming.replace(beside)
        except OSError as error:
            raise StoreError(
                say(
                    "The side-car {name} cannot be kept: {why}.",
                    name=sidecar.name,
                    why=error.strerror or error,
                )
            ) from error

    def forget(self, sha256: str) -> None:
        """Take a file out again that turned out not to be one to keep."""
        place = self._place(sha256)
        for path in (place, place.with_name(f"{sha256}.json")):
            if path.is_file():
                path.chmod(stat.S_IRUSR | stat.S_IWUSR)
                path.unlink()

    def path(self, sha256: str) -> Path:
        """Return where the file with this digest lies.

        Raises
        ------
        StoreError
            When the store does not hold it.
        """
        place = self._place(sha256)
        if not place.is_file():
            raise StoreError(
                say(
                    "The scan store no longer holds {digest}. Take the original in again.",
                    digest=sha256[:12],
                )
            )
        return place

    def originals(self, files: Sequence[ImageFile]) -> tuple[Original, ...]:
        """Return where the files of one view are: all of them here, or all to be brought.

        Raises
        ------
        StoreError
            When one is not here, and no archive can have it.
        """
        if self.archive and not all(self.holds(one.sha256) for one in files):
            lost = next((one for one in files if not (one.study_uid and one.instance_uid)), None)
            if lost is None:
                return tuple(files)
        return tuple(self.path(one.sha256) for one in files)

    def holds(self, sha256: str) -> bool:
        """Whether a file with this digest is kept."""
        return self._place(sha256).is_file()

    def check(self, sha256: str) -> bool:
        """Whether the kept file is there and still has the bytes it had."""
        place = self._place(sha256)
        try:
            with place.open("rb") as kept:
                return hashlib.file_digest(kept, "sha256").hexdigest() == sha256
        except OSError:
            return False

    def writable(self) -> bool:
        """Whether a file can be written here now."""
        try:
            with tempfile.TemporaryFile(dir=self.root):
                return True
        except OSError:
            return False

    def _place(self, sha256: str) -> Path:
        if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
            raise StoreError(say("{digest} is no SHA-256 digest.", digest=sha256))
        return self.root / sha256[:2] / sha256

    def _keep(self, pieces: Iterable[bytes | memoryview]) -> Stored:
        """Copy to a name of its own first: nobody ever sees half a file under a digest."""
        handle, name = tempfile.mkstemp(prefix="incoming-", dir=self.root)
        incoming = Path(name)
        try:
            digest = hashlib.sha256()
            with os.fdopen(handle, "wb") as target:
                for piece in pieces:
                    digest.update(piece)
                    target.write(piece)
                target.flush()
                os.fsync(target.fileno())
            return self._settle(incoming, digest.hexdigest())
        finally:
            if incoming.exists():
                # Windows does not delete a read-only file.
                incoming.chmod(stat.S_IRUSR | stat.S_IWUSR)
                incoming.unlink()

    def _settle(self, incoming: Path, sha256: str) -> Stored:
        place = self._place(sha256)
        if self.check(sha256):
            return Stored(sha256, place, new=False)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        if place.exists():
            # Damaged since it was kept: the fresh bytes take its place.
            place.chmod(stat.S_IRUSR | stat.S_IWUSR)
        incoming.chmod(stat.S_IRUSR)
        incoming.replace(place)
        _sync_folder(place.parent)
        return Stored(sha256, place, new=True)


def _pieces(source: FileIO) -> Iterator[memoryview]:
    """Hand on a file piece by piece, each in the place of the one before."""
    room = memoryview(bytearray(_CHUNK))
    while count := source.readinto(room):
        yield room[:count]


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable where the system can (Windows cannot open a folder)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
