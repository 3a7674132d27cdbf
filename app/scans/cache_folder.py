"""The folder of the cache, as it is found: what it holds, and emptying it. Neither needs a key."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import re
from pathlib import Path

from app.scans.locked import destroy

PART = ".part"
"""How the name of a file ends that is being written."""
_OURS = re.compile(r"[0-9a-f]{40}(\.part)?")


@dataclasses.dataclass(frozen=True, slots=True)
class Fill:
    """How full a cache is.

    Attributes
    ----------
    files
        Scan files in it.
    size
        Bytes that they take on the disk.
    """

    files: int
    size: int


@dataclasses.dataclass(frozen=True, slots=True)
class Kept:
    """A file of the folder.

    Attributes
    ----------
    size
        Bytes on the disk.
    used
        When it was last wanted, seconds since 1970.
    """

    path: Path
    size: int
    used: float


def fill_of(folder: Path) -> Fill:
    """Return how full a cache is."""
    kept = [one for one in kept_in(folder) if one.path.suffix != PART]
    return Fill(len(kept), sum(one.size for one in kept))


def empty_cache(folder: Path) -> Fill:
    """Destroy every key of a cache and remove every file; return what was here.

    Raises
    ------
    OSError
        When the disk refuses: then some are still here.
    """
    before = fill_of(folder)
    for one in kept_in(folder):
        destroy(one.path)
    return before


def kept_in(folder: Path) -> list[Kept]:
    """Return the files of a cache, half-written ones too; what is not its own is not named."""
    found: list[Kept] = []
    with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in filter(_is_ours, entries):
            # Another window may have removed it meanwhile.
            with contextlib.suppress(FileNotFoundError):
                about = entry.stat(follow_symlinks=False)
                found.append(Kept(Path(entry.path), about.st_size, about.st_mtime))
    return found


def _is_ours(entry: os.DirEntry[str]) -> bool:
    return _OURS.fullmatch(entry.name) is not None
