"""The pixels of a reference, wherever it comes from; and the vectors that are still missing."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.domain.errors import KnownError
from app.domain.reference import Origin, Pictured, Reference
from app.domain.scan import ImageFile
from app.references.library import Library
from app.references.templates import simulated
from app.scans import FolderStore
from app.scans.calibrations import calibrated, calibration_folder
from app.scans.likenesses import Likenesses
from app.scans.near import Fetch, nowhere, view_of
from app.scans.views import read_view
from imaging.errors import ImagingError
from imaging.likeness import describe
from imaging.pairing import group_files, radiograph
from imaging.radiograph import Radiograph
from imaging.reader import read_image

_LOG = logging.getLogger(__name__)

Shipped = Mapping[str, tuple[Path, ...]]
"""Files of the pictures that come with the program, by `Pictured.scan_id`."""


class Reader:
    """Reads references; holds no state that changes, so that any thread may use it."""

    def __init__(self, store: FolderStore, shipped: Shipped, fetch: Fetch = nowhere) -> None:
        self._store = store
        self._shipped = shipped
        self._fetch = fetch

    def read(
        self, reference: Reference, like: Radiograph, files: Sequence[ImageFile] = ()
    ) -> Radiograph:
        """Read or simulate the pixels of a reference.

        Parameters
        ----------
        reference
            What a search found.
        like
            The picture under review: a template is simulated in its beam.
        files
            As in `pixels`.

        Raises
        ------
        ImagingError
            When a file cannot be read.
        KnownError
            When the store no longer holds it.
        """
        if reference.picture.origin is Origin.TEMPLATE:
            return simulated(reference, like)
        # Beside a calibrated scan a reference is coloured by its own scanner's calibration, too.
        return calibrated(self.pixels(reference.picture, files), calibration_folder(self._store))

    def pixels(self, picture: Pictured, files: Sequence[ImageFile] = ()) -> Radiograph:
        """Read the files of a picture; errors as in `read`.

        Parameters
        ----------
        files
            What the record says of them, so that an archive can be asked; without, they are here.
        """
        if picture.origin is Origin.SAMPLE:
            read = [read_image(path) for path in self._shipped[picture.scan_id]]
            return radiograph(read) if len(read) == 2 else radiograph(group_files(read)[0])
        if not files:
            return read_view(tuple(self._store.path(sha256) for sha256 in picture.digests))
        return view_of(self._store, files, self._fetch)


def describe_one(library: Library, reader: Reader, likenesses: Likenesses) -> bool:
    """Describe one picture that has no vector yet; whether there may be more.

    What cannot be read is passed over: it is found by its goods and its equipment. A disk that
    takes no more ends it: the vectors are derived, and made another time.
    """
    waiting = library.undescribed()
    for number, picture in enumerate(waiting, start=1):
        try:
            likeness = describe(reader.pixels(picture))
        except (ImagingError, KnownError):
            continue
        try:
            likenesses.put(library.vector_key(picture), likeness)
        except OSError as error:
            _LOG.warning("the likeness of a view could not be kept: %s", error)
            return False
        return number < len(waiting)
    return False
