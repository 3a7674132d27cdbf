"""Pictures that come from an archive, as the window asks for them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.domain.scan import ImageFile, Original
from app.scans import FolderStore
from app.scans.stream import Cabinet, Key, Streams, Told
from app.scans.web.wanted import Wanted


def wanted_of(file: ImageFile) -> Wanted:
    """Return what an archive is asked for of a file on record."""
    return Wanted(file.sha256, file.size, file.study_uid, file.instance_uid, file.name)


def all_wanted(files: tuple[Original, ...]) -> tuple[Wanted, ...]:
    """Return what an archive is asked for of a picture.

    Raises
    ------
    ValueError
        When one of its files lies here: then it is not the archive that is to be asked.
    """
    far = tuple(wanted_of(one) for one in files if not isinstance(one, Path))
    if len(far) != len(files):
        raise ValueError("a picture comes from the archive whole, or not at all")
    return far


class Shelves:
    """Where whole files are looked for on this machine: its scan store, then its cache.

    Parameters
    ----------
    store
        What was taken in here; nothing that came from an archive is put into it.
    cache
        What came from an archive; None where nothing is kept.
    """

    def __init__(self, store: FolderStore, cache: Cabinet | None = None) -> None:
        self._store, self._cache = store, cache

    def holds(self, sha256: str) -> bool:
        """Whether a file is here."""
        return self._store.holds(sha256) or (self._cache is not None and self._cache.holds(sha256))

    def get(self, sha256: str) -> bytes | None:
        """Return a file, None when it is not here."""
        if self._store.holds(sha256):
            return self._store.path(sha256).read_bytes()
        return self._cache.get(sha256) if self._cache is not None else None

    def put(self, sha256: str, data: bytes) -> None:
        """Keep a file that came."""
        if self._cache is not None and not self._store.holds(sha256):
            self._cache.put(sha256, data)


class FarScans:
    """The window's side of the streams.

    Parameters
    ----------
    streams
        What brings the pictures.
    """

    def __init__(self, streams: Streams) -> None:
        self.streams = streams

    def open(self, key: Key, files: tuple[Original, ...], tell: Callable[[Told], object]) -> None:
        """Bring a picture, before those that were opened earlier; `tell` runs in a thread.

        Raises
        ------
        ValueError
            When one of its files lies here: then it is not the archive that is to be asked.
        """
        self.streams.open(key, all_wanted(files), tell)

    def look(self, key: Key, box: tuple[int, int, int, int], halvings: int) -> None:
        """Say what of it is in sight, and how often that can be halved on this screen."""
        self.streams.look(key, box, halvings)

    def again(self) -> None:
        """Try again at once what did not come."""
        self.streams.again()

    def forget(self) -> None:
        """Let every picture go; what is to be brought ahead still comes."""
        self.streams.forget()

    def kept(self, sha256: str) -> bytes | None:
        """Return the bytes of a file that is on this machine, None when it is not."""
        return self.streams.kept(sha256)

    def close(self) -> None:
        """End the threads."""
        self.streams.close()
