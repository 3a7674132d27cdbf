"""Notes of marks as earlier versions left them: in plain lines of JSON, taken over once.

A file held lines up to its first zero; a kill in the middle of a write left a last line without
its end, which was no act.
"""

from __future__ import annotations

import os
from pathlib import Path

SUFFIX = ".marks"
_END = b"\0"


def read_plain(path: Path) -> tuple[bytes, ...]:
    """Return the lines that are whole; `OSError` where the disk refuses."""
    return tuple(path.read_bytes().partition(_END)[0].split(b"\n")[:-1])


def is_damaged(path: Path) -> bool:
    """Whether it holds what those versions never wrote: anything but lines, and zeros after them.

    `OSError` where the disk refuses.
    """
    lines, _, rest = path.read_bytes().partition(_END)
    return (bool(lines) and not lines.startswith(b"{")) or any(rest)


def destroy(path: Path) -> None:
    """Write zeros over it and remove it; `OSError` where the disk refuses."""
    with path.open("r+b") as stream:
        stream.write(bytes(path.stat().st_size))
        stream.flush()
        os.fsync(stream.fileno())
    path.unlink()
