"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Callable
from pathlib import Path

from imaging.errors import ImagingError


def write_whole(
    path: Path, data: bytes, check: Callable[[Path], None], *, error: type[ImagingError]
) -> None:
    """Write a file beside its place, check it there, and only then give it its name.

    Parameters
    ----------
    check
        Reads the temporary file and raises when it is not what was meant.
    error
        Kind of error to raise when the disk refuses.

    Raises
    ------
    error
        If the file cannot be written; nothing is left behind, and a file that was there stays.
    """
    beside = path.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        check(beside)
        beside.replace(path)
    except OSError as fault:
        raise error(
            f"{path.name} could not be written: {fault.strerror}.",
            element=str(path),
            remedy="Check that the folder exists, may be written and has room.",
        ) from fault
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
