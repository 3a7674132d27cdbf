"""One file as the readers give it: what its header says, and its pixels."""

from __future__ import annotations

import dataclasses
import enum
import functools
import hashlib
from pathlib import Path

import numpy as np

from imaging.radiograph import Channel, Energy, Source


class Kind(enum.StrEnum):
    """What a file is, told from its content; plug-ins add ``plugin:<name>``."""

    DICOS_DX = "dicos-dx"
    DICOS_TDR = "dicos-tdr"
    DICOM = "dicom"
    TIFF = "tiff"
    PNG = "png"
    ONNX = "onnx"
    JSON = "json"
    EDI = "edi"
    UNKNOWN = "unknown"


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """One stretch of columns of a picture, in a file of its own.

    A scanner that delivers while the object still passes ends one after the other. The elements are
    those by which DICOM ties an object together that was split (PS3.3, C.7.6.16.2.2.4): the
    standard splits it by frames, this form by columns.

    Attributes
    ----------
    of
        Concatenation UID (0020,9161): the picture, one energy of one view.
    number
        In-concatenation Number (0020,9162): 1 is the first, on the left.
    total
        In-concatenation Total Number (0020,9163): how many there are; 0 while that is not known.
    """

    of: str
    number: int
    total: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class ScanHeader:
    """All that can be known of a scan file without decoding a pixel.

    Attributes
    ----------
    path, kind
        The file, and one of `Kind` or ``plugin:<name>``.
    rows, columns
        Size of the picture, 1 to 65,535 each.
    energies
        One entry per channel in the file, in the order in which they are stored.
    kilovolts
        Beam voltage in kV per channel, None where the file does not say.
    instance_uid
        SOP Instance UID as written, leading zeros included; empty for other formats.
    instance_number
        Position in the series, 0 when absent.
    mm_per_pixel
        (vertical, horizontal), None when the file does not say.
    bits, bits_allocated
        Significant bits and width in the file.
    transfer_syntax, transfer_syntax_uid
        Name of the pixel coding, and its UID (empty outside DICOM).
    version
        DICOS version (``V02``, ``V02A``, ``V03``), empty outside DICOS.
    lossy
        True when the picture has been through a lossy compression.
    placement
        What tells one view from another inside a study: position, orientation, description.
    partners
        File names that a side-car ties to this one.
    part
        Which stretch of a picture it is that is delivered while the object passes; None for a whole
        picture.
    """

    path: Path
    kind: str
    rows: int
    columns: int
    energies: tuple[Energy, ...] = (Energy.SINGLE,)
    kilovolts: tuple[float | None, ...] = (None,)
    source: Source = dataclasses.field(default_factory=Source)
    instance_uid: str = ""
    instance_number: int = 0
    mm_per_pixel: tuple[float, float] | None = None
    bits: int = 16
    bits_allocated: int = 16
    transfer_syntax: str = ""
    transfer_syntax_uid: str = ""
    version: str = ""
    lossy: bool = False
    placement: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    part: Part | None = None

    @property
    def energy(self) -> Energy:
        """The beam of the first (usually the only) channel."""
        return self.energies[0]

    @property
    def view(self) -> str:
        """Name of the view, for instance ``side``."""
        return self.source.view

    @property
    def study_uid(self) -> str:
        """Study Instance UID, or the study named by a side-car."""
        return self.source.study_uid

    @property
    def series_uid(self) -> str:
        """Series Instance UID, empty outside DICOM."""
        return self.source.series_uid


@dataclasses.dataclass(frozen=True, eq=False)
class ScanFile:
    """One file, decoded: its header and one channel, or two when it holds both energies."""

    header: ScanHeader
    channels: tuple[Channel, ...]

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self.header.path

    @property
    def kind(self) -> str:
        """What the file is; see `Kind`."""
        return self.header.kind

    @property
    def source(self) -> Source:
        """Who took the scan, of what, when."""
        return self.header.source

    @property
    def mm_per_pixel(self) -> tuple[float, float] | None:
        """(vertical, horizontal) pixel size in millimetres, None when not stated."""
        return self.header.mm_per_pixel

    @property
    def transfer_syntax(self) -> str:
        """Name of the pixel coding."""
        return self.header.transfer_syntax

    @property
    def version(self) -> str:
        """DICOS version, empty outside DICOS."""
        return self.header.version

    @functools.cached_property
    def pixels_sha256(self) -> tuple[str, ...]:
        """SHA-256 of the decoded pixels, one per channel; see `pixel_digest`."""
        return tuple(pixel_digest(channel) for channel in self.channels)


def pixel_digest(channel: Channel) -> str:
    """Hash the pixels as they were stored, whatever coding they came in.

    Returns
    -------
    str
        SHA-256, in hexadecimal, of the little-endian pixel bytes, row by row, each pixel in the
        width that the file gives it: one byte for 8 bits, two for 16. Signed pixels are hashed as
        two's complement.
    """
    return hashlib.sha256(np.ascontiguousarray(stored_pixels(channel)).data).hexdigest()


def stored_pixels(channel: Channel) -> np.ndarray[tuple[int, ...], np.dtype[np.integer]]:
    """Give the pixels back in the type of the file: ``u1``, ``i1``, ``<u2`` or ``<i2``."""
    width = channel.bits_allocated // 8
    if not channel.signed:
        return channel.pixels.astype(f"<u{width}", copy=False)
    offset = 1 << (channel.bits - 1)
    return (channel.pixels.astype(np.int32) - offset).astype(f"<i{width}")
