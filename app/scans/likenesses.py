"""What kept views look like, as vectors: one small file beside the scan store.

Derived data: it may be deleted at any time and is made again from the scans, by screening and by
the reference library. Fixed rows, only ever appended, each with its own check sum: programs may
append at the same time, a row that was torn by a crash is skipped, and 10,000 rows load in
milliseconds. A later version of the features has a file of its own.
"""

from __future__ import annotations

import hashlib
import logging
import zlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from app.scans.folder import FolderStore
from imaging.likeness import FEATURES, VERSION, BeamKind, Likeness, describe
from imaging.radiograph import Radiograph

_LOG = logging.getLogger(__name__)
_KINDS = tuple(BeamKind)
_BODY = np.dtype(
    [("key", "S32"), ("kind", "u1"), ("pad", "V3"), ("values", "<f4", (FEATURES,))], align=False
)
_ROW = np.dtype([("body", _BODY), ("sum", "<u4")], align=False)


def key_of(digests: Iterable[str]) -> bytes:
    """Return the key of a view: the digest of its files' digests."""
    return hashlib.sha256("\n".join(sorted(digests)).encode()).digest()


class Likenesses:
    """The vectors of one workspace. Not shared between threads; one object each."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"likeness-{VERSION}.bin"
        self._read = 0
        self._known: dict[bytes, Likeness] = {}

    def __len__(self) -> int:
        return len(self._known)

    def get(self, key: bytes) -> Likeness | None:
        """Return the vector of a view as of the last `refresh`."""
        return self._known.get(key)

    def refresh(self) -> bool:
        """Read what was appended since; whether there was anything."""
        size = self._path.stat().st_size if self._path.is_file() else 0
        if size < self._read:
            # Deleted and begun anew: what was known still holds.
            self._read = 0
        count = (size - self._read) // _ROW.itemsize
        if count == 0:
            return False
        with self._path.open("rb") as kept:
            kept.seek(self._read)
            data = kept.read(count * _ROW.itemsize)
        self._read += len(data)
        return self._take(data) > 0

    def put(self, key: bytes, likeness: Likeness) -> None:
        """Append a vector.

        Raises
        ------
        OSError
            When the file cannot be written; nobody but the library misses it.
        """
        row = np.zeros(1, _ROW)
        row["body"]["key"] = key
        row["body"]["kind"] = _KINDS.index(likeness.kind)
        row["body"]["values"] = likeness.values
        row["sum"] = zlib.crc32(row["body"].tobytes())
        with self._path.open("ab") as kept:
            # A row that was torn is filled up, so that the next ones stand where they are looked
            # for.
            torn = kept.tell() % _ROW.itemsize
            kept.write(bytes(-torn % _ROW.itemsize) + row.tobytes())

    def _take(self, data: bytes) -> int:
        rows = np.frombuffer(data, _ROW)
        taken = 0
        for row in rows:
            body = row["body"]
            if zlib.crc32(body.tobytes()) != row["sum"] or body["kind"] >= len(_KINDS):
                continue
            # Numpy strips zeros from the end of bytes; a digest may end in them.
            key = bytes(body["key"]).ljust(32, b"\0")
            values = np.array(body["values"], np.float32)
            self._known[key] = Likeness(_KINDS[int(body["kind"])], values)
            taken += 1
        return taken


def keep_likeness(store: FolderStore, digests: Iterable[str], radiograph: Radiograph) -> None:
    """Describe a view and keep its vector beside the store.

    A disk that takes no more is said in the log only: the vector is derived, and made again.
    """
    try:
        Likenesses(store.root).put(key_of(digests), describe(radiograph))
    except OSError as error:
        _LOG.warning("the likeness of a view could not be kept: %s", error)
