"""Files that only their owner may read, written whole and taken away for good."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

LEAVING = ".leaving"
"""What is added to the name of a file that is being shredded: it is needed no more."""


def write_private(path: Path, content: bytes) -> None:
    """Write a new file whole, readable by its owner only; the first of two writers wins.

    Raises
    ------
    FileExistsError
        When the file is there already.
    """
    part = path.with_name(f".{path.stem}-{secrets.token_hex(8)}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(part, path)
    finally:
        part.unlink()


def shred(path: Path) -> None:
    """Take a file away after writing zeros over it; a kill in the middle is gone on with.

    The file gets another name first, so that what is half overwritten is taken for a secret by
    nobody. A file with a second name (a copy that shares its bytes) loses this name only. Disks
    that write elsewhere than over what was there keep the old bytes until they need the place.
    """
    gone = path.with_name(path.name + LEAVING)
    path.replace(gone)
    sync_folder(path.parent)
    erase(gone)


def erase(path: Path) -> None:
    """Write zeros over a file that is needed no more, and remove it."""
    about = path.stat()
    if about.st_nlink == 1:
        with path.open("r+b", buffering=0) as file:
            file.write(b"\0" * about.st_size)
            os.fsync(file.fileno())
    path.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable; Windows does so itself and has no call for it."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
