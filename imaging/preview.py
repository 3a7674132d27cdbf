"""The first look at a long scan: a coarse picture, decoded without decoding the whole.

HTJ2K holds every picture at halved sizes too, and a decoder that stops at a coarse one needs a
fraction of the time. Other codings have no such thing; their scans are read whole.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from imaging import codestreams, dicom, pairing
from imaging.codecs import Family, syntax_of
from imaging.errors import UnreadableScan
from imaging.guard import SEND_AGAIN
from imaging.pyramid import halvings_between
from imaging.radiograph import Pixels, Radiograph
from imaging.reader import kind_of, read_header, read_radiographs
from imaging.scanfile import Kind, ScanFile, ScanHeader
from imaging.stream.headroom import decode_halved
from imaging.structure import encapsulated_frame
from imaging.swallowed import FAULTS, swallowed_errors

MOST_HALVINGS = 5
"""OpenJPH's default number of resolutions; a stream with fewer is caught when it is decoded."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """A view at reduced size.

    Attributes
    ----------
    radiograph
        The coarse pixels; its ``mm_per_pixel`` is theirs.
    full_shape
        (rows, columns) as stored.
    """

    radiograph: Radiograph
    full_shape: tuple[int, int]

    @property
    def halvings(self) -> int:
        """How often it is halved."""
        return halvings_between(self.full_shape, self.radiograph.shape)

    @property
    def whole(self) -> bool:
        """Whether these are all the pixels there are."""
        return self.radiograph.shape == self.full_shape


def read_preview(paths: Sequence[Path], *, most_columns: int = 4096) -> Preview:
    """Read the files of one view, coarse where that is quicker.

    Parameters
    ----------
    paths
        One file, or one for each energy of the same view.
    most_columns
        The picture is halved until it is at most this wide.

    Returns
    -------
    A coarse view when every file is HTJ2K, unsigned, and wider than `most_columns`; else the whole
    one.

    Raises
    ------
    ImagingError
        As `imaging.reader.read_radiographs`.
    ValueError
        If the files are not one view.
    """
    headers = [read_header(path) for path in paths]
    halvings = _halvings(max(header.columns for header in headers), most_columns)
    scalable = map(_is_scalable, paths, headers)
    if halvings and all(scalable):
        coarse = [_read_coarse(path, halvings) for path in paths]
        if all(file is not None for file in coarse):
            files = [file for file in coarse if file is not None]
            return Preview(pairing.radiograph(files), (headers[0].rows, headers[0].columns))
    radiographs = read_radiographs(paths)
    if len(radiographs) != 1:
        raise ValueError("the files are not one view")
    return Preview(radiographs[0], radiographs[0].shape)


def _halvings(columns: int, most: int) -> int:
    count = 0
    while columns > most << count and count < MOST_HALVINGS:
        count += 1
    return count


def _is_scalable(path: Path, header: ScanHeader) -> bool:
    if kind_of(path) not in (Kind.DICOS_DX, Kind.DICOM) or not header.transfer_syntax_uid:
        return False
    return syntax_of(header.transfer_syntax_uid).family is Family.HTJ2K


def _read_coarse(path: Path, halvings: int) -> ScanFile | None:
    """Decode one file at 1 / 2**halvings; None when its pixels need more than that."""
    with dicom.open_image(path, kind_of(path)) as image:
        if not dicom.is_plain(image):
            return None
        frame = encapsulated_frame(image.layout)
        codestreams.agree(codestreams.jpeg2000_size(frame), image.claims)
        return dicom.scan_of(image, _decode(frame, image.header, halvings))


def _decode(frame: bytes, header: ScanHeader, halvings: int) -> Pixels:
    try:
        with swallowed_errors() as swallowed:
            pixels = decode_halved(frame, halvings)
        if swallowed:
            raise ValueError(swallowed[0])
    except FAULTS as error:
        raise _damaged(header) from error
    if pixels.shape != (-(-header.rows >> halvings), -(-header.columns >> halvings)):
        raise _damaged(header)
    return pixels


def _damaged(header: ScanHeader) -> UnreadableScan:
    return UnreadableScan(
        f"The pixels cannot be decoded as {header.transfer_syntax}.",
        element="(7FE0,0010) Pixel Data",
        remedy=SEND_AGAIN,
    )
