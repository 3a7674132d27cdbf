"""Scans of an archive that are kept on this machine for a while: locked, limited, and forgettable.

The folder is all there is: no index that a kill could leave behind it. A file gets its name when
it is whole, its time says when it was last wanted, and one that does not open is thrown away and
fetched again. Several windows may use one folder at once.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from app.domain.words import Sentence, phrase, say
from app.scans.cache_folder import PART, Fill, Kept, empty_cache, fill_of, kept_in
from app.scans.cache_key import CacheKeys
from app.scans.locked import Damaged, destroy, lock, locked_size, unlock

SPARE = 1 << 30
"""Bytes of the disk that the cache leaves free: the record needs them more."""
LASTS_S = 14 * 86_400.0
"""Seconds for which a file stays that nobody wants: the end of retention reaches every machine by
itself, also one that was switched off when it came."""
_DEAD_AFTER_S = 600.0
"""Seconds after which a half-written file is nobody's any more; one takes a second or two."""
_UNWRITABLE = phrase(
    "Scans cannot be kept in the cache {path}: {why}. Work goes on, and scans come from the "
    "archive each time. Free some space there, or give this account write permission."
)
_NO_ROOM = phrase(
    "Scans cannot be kept in the cache {path}: its disk has {free} MB left, and the cache leaves "
    "{spare} MB free. Work goes on, and scans come from the archive each time. Free some space."
)
_BINARY = getattr(os, "O_BINARY", 0)


class Cache:
    """Scan files under their SHA-256; may be used by several threads and programs.

    No call raises for the disk: what cannot be kept is not kept, and `trouble` says why.

    Parameters
    ----------
    folder
        Made when it is missing, for this account alone.
    keys
        What locks the files (`cache_keys`).
    most
        Bytes that all files together may take.
    spare
        Bytes of the disk that stay free.
    """

    def __init__(self, folder: Path, keys: CacheKeys, most: int, *, spare: int = SPARE) -> None:
        self.folder = folder
        self._keys = keys
        self._most = most
        self._spare = spare
        self.trouble: Sentence | None = None
        """Why the last file could not be kept; None when it was."""
        with contextlib.suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._sweep()

    @property
    def most(self) -> int:
        """Bytes that all files together may take."""
        return self._most

    def holds(self, sha256: str) -> bool:
        """Whether there is a file of this digest; it may still turn out to be damaged."""
        return self._place(sha256).is_file()

    def get(self, sha256: str) -> bytes | None:
        """Return a file's bytes, exactly those that were put; None where it has to be fetched."""
        place = self._place(sha256)
        try:
            data = unlock(place, self._keys.wrapping, place.name)
        except FileNotFoundError:
            return None
        except (Damaged, OSError):
            self._drop(place)
            return None
        with contextlib.suppress(OSError):
            os.utime(place)
        return data

    def put(self, sha256: str, data: bytes | bytearray | memoryview) -> bool:
        """Keep a file; False when it is not kept, and `trouble` says why where the disk refuses.

        What was not wanted for longest makes room for it.

        Raises
        ------
        ValueError
            When the bytes are not those of the digest.
        """
        view = memoryview(data).cast("B")
        if hashlib.sha256(view).hexdigest() != sha256:
            raise ValueError("these bytes have another digest than the file they are put as")
        place, need = self._place(sha256), locked_size(len(view))
        if need > self._most or not view:
            return False
        try:
            if place.is_file():
                os.utime(place)
            elif not self._make_room(need):
                return False
            else:
                self._write(place, view)
                # Another window may have filled the same room meanwhile.
                self._trim(kept_in(self.folder), self._most)
        except OSError as error:
            self.trouble = say(_UNWRITABLE, path=self.folder, why=error.strerror or error)
            return False
        self.trouble = None
        return True

    def forget(self, digests: Iterable[str]) -> int:
        """Destroy the keys of these files and remove them; return how many were here.

        Raises
        ------
        OSError
            When the disk refuses: then some are still here.
        """
        there = [place for place in map(self._place, digests) if place.is_file()]
        for place in there:
            destroy(place)
        return len(there)

    def empty(self) -> Fill:
        """As `empty_cache`."""
        return empty_cache(self.folder)

    def fill(self) -> Fill:
        """Return how full it is now."""
        return fill_of(self.folder)

    def _place(self, sha256: str) -> Path:
        return self.folder / self._keys.name(sha256)

    def _write(self, place: Path, view: memoryview) -> None:
        """Write beside its place, and name it when it is whole.

        Nothing waits for the disk: a file that a power cut tears does not open and is fetched
        again.
        """
        part = place.with_name(f"{secrets.token_hex(20)}{PART}")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        try:
            with os.fdopen(handle, "wb") as stream:
                lock(stream, self._keys.wrapping, place.name, view)
            part.replace(place)
        except OSError:
            self._drop(part)
            raise

    def _make_room(self, need: int) -> bool:
        """Let go of what was wanted longest ago, until there is room; whether there is."""
        kept = kept_in(self.folder)
        free = shutil.disk_usage(self.folder).free
        room = min(self._most, sum(one.size for one in kept) + free - self._spare)
        if need > room:
            self.trouble = say(_NO_ROOM, path=self.folder, free=free >> 20, spare=self._spare >> 20)
            return False
        self._trim(kept, room - need)
        return True

    def _trim(self, kept: list[Kept], room: int) -> None:
        total, now = sum(one.size for one in kept), time.time()
        for one in sorted(kept, key=lambda one: one.used):
            if total <= room and abs(now - one.used) <= LASTS_S:
                break
            self._drop(one.path)
            total -= one.size

    def _sweep(self) -> None:
        """Remove what a killed program left half written or above the limit, and what is old."""
        now = time.time()
        for one in kept_in(self.folder):
            if one.path.suffix == PART and abs(now - one.used) > _DEAD_AFTER_S:
                self._drop(one.path)
        self._trim(kept_in(self.folder), self._most)

    def _drop(self, path: Path) -> None:
        # Windows does not remove what another window is reading: then it goes another time.
        with contextlib.suppress(OSError):
            destroy(path)
