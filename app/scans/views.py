"""Kept files back to one picture: what the record calls a view is read as one view."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from imaging.errors import UnreadableScan
from imaging.pairing import group_files, radiograph
from imaging.parts import join_parts, same_length
from imaging.preview import Preview, read_preview
from imaging.radiograph import Radiograph
from imaging.reader import read_header, read_image
from imaging.scanfile import ScanFile

LONG = 4096
"""Columns from which a view is shown coarse before it is whole."""
SMALL = 384
"""Columns that a thumbnail is made from."""


def read_view(paths: Sequence[Path]) -> Radiograph:
    """Read the files of one view: one energy, or both.

    The record knows which files belong together; names that a side-car gave them in another
    folder do not matter here. Of a picture that arrives in stretches, what is here without a gap is
    one picture.

    Raises
    ------
    ImagingError
        When a file cannot be read, or is not the one that was taken in.
    ValueError
        When no file is named.
    """
    return one_view([_read_kept(path) for path in paths])


def one_view(kept: Sequence[ScanFile]) -> Radiograph:
    """Make the picture of the files of one view.

    Raises
    ------
    ImagingError
        When a picture comes in stretches, and the first one is not here.
    ValueError
        When there is no file.
    """
    if not kept:
        raise ValueError("a view has at least one file")
    files = same_length(join_parts(kept))
    if not files:
        raise UnreadableScan(
            "The first stretch of the picture has not come yet.",
            element="(0020,9162) In-concatenation Number",
            remedy="It is shown as soon as it is here.",
        )
    if len(files) == 2 and _one_picture(files):
        return radiograph(files)
    return radiograph(group_files(files)[0])


def read_first(paths: Sequence[Path]) -> Preview | None:
    """Read a coarse picture of a view that is too long to be read at once; None for all others.

    Raises
    ------
    ImagingError
        When a file cannot be read.
    """
    if not paths or read_header(paths[0]).columns <= LONG:
        return None
    preview = read_preview(paths, most_columns=LONG)
    return None if preview.whole else preview


def read_small(paths: Sequence[Path]) -> Radiograph:
    """Read a picture of a view for a thumbnail: coarse where the coding allows it.

    Unlike `read_view` it does not prove that the kept files are what was taken in: no decision
    stands on a thumbnail.

    Raises
    ------
    ImagingError
        When a file cannot be read.
    ValueError
        When no file is named.
    """
    if not paths:
        raise ValueError("a view has at least one file")
    return read_preview(paths[:1], most_columns=SMALL).radiograph


def _read_kept(path: Path) -> ScanFile:
    """Read a kept file, whose name is the digest that the record holds."""
    with path.open("rb") as kept:
        if hashlib.file_digest(kept, "sha256").hexdigest() != path.name:
            raise UnreadableScan(
                "The kept file is not the one that was taken in.",
                element=path.name,
                remedy="Take the original in again, and tell the administrator.",
            )
    return read_image(path)


def _one_picture(files: Sequence[ScanFile]) -> bool:
    shapes = {file.channels[0].shape for file in files}
    return len(shapes) == 1 and all(len(file.channels) == 1 for file in files)
