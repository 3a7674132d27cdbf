"""The originals of a view from wherever they are: the scan store, this machine's cache, an archive.

What comes from an archive is read from memory and put into no scan store.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from app.domain.scan import ImageFile
from app.scans.folder import FolderStore
from app.scans.views import one_view, read_view
from imaging.arriving import Arriving
from imaging.holding import Held
from imaging.radiograph import Radiograph
from imaging.reader import read_header, read_image
from imaging.scanfile import ScanFile, ScanHeader

Fetch = Callable[[ImageFile], bytes | None]
"""Gives a file that the scan store lacks, None where nobody has it; raises `KnownError`."""


def nowhere(_: ImageFile) -> bytes | None:
    """Give nothing: there is no archive."""
    return None


def header_of(store: FolderStore, file: ImageFile, fetch: Fetch = nowhere) -> ScanHeader:
    """Return what an original says of itself.

    Raises
    ------
    StoreError
        When nobody has it.
    KnownError
        Why the archive does not give it.
    ImagingError
        When it cannot be read.
    """
    far = None if store.holds(file.sha256) else _fetched(file, fetch)
    return read_header(store.path(file.sha256)) if far is None else far.header


def view_of(store: FolderStore, files: Sequence[ImageFile], fetch: Fetch = nowhere) -> Radiograph:
    """Read the originals of one view. Raises as `header_of`."""
    if all(store.holds(one.sha256) for one in files):
        return read_view([store.path(one.sha256) for one in files])
    return one_view([_whole(store, one, fetch) for one in files])


def _whole(store: FolderStore, file: ImageFile, fetch: Fetch) -> ScanFile:
    far = None if store.holds(file.sha256) else _fetched(file, fetch)
    return read_image(store.path(file.sha256)) if far is None else far.whole()


def _fetched(file: ImageFile, fetch: Fetch) -> Arriving | None:
    data = fetch(file)
    # Other bytes than those on record are none.
    if data is None or hashlib.sha256(data).hexdigest() != file.sha256:
        return None
    held = Held(len(data))
    held.put(0, data)
    return Arriving(held, file.name)
