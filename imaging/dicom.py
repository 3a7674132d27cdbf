"""DICOS DX and ordinary grey DICOM: from a file to a header and a channel."""

from __future__ import annotations

import contextlib
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from pydicom.dataset import Dataset

from imaging import elements, private
from imaging.codecs import Stored, TransferSyntax, decode_frame, decode_native, syntax_of
from imaging.dicom_header import (
    energy_of,
    kilovolts_of,
    mm_per_pixel_of,
    part_of,
    placement_of,
    source_of,
)
from imaging.errors import UnreadableScan, UnsupportedScan
from imaging.guard import (
    SEND_AGAIN,
    Claims,
    check_claims,
    check_file_size,
    check_native,
    check_ratio,
)
from imaging.radiograph import Channel, Pixels
from imaging.scanfile import Kind, ScanFile, ScanHeader
from imaging.signature import DX_CLASSES, TDR_CLASS
from imaging.structure import Layout, encapsulated_frame, read_layout

_OTHER_CLASSES = {
    TDR_CLASS: "a threat detection report, not an image",
    "1.2.840.10008.5.1.4.1.1.501.1": "a DICOS CT volume, not a radiograph",
    "1.2.840.10008.5.1.4.1.1.501.4": "a body scan (2D AIT), not a radiograph",
    "1.2.840.10008.5.1.4.1.1.501.5": "a body scan (3D AIT), not a radiograph",
    "1.2.840.10008.5.1.4.1.1.501.6": "a quadrupole resonance measurement, not an image",
    "1.2.840.10008.1.3.10": "a directory of other files (DICOMDIR)",
}
_DERIVED = re.compile(r"Z.EFFECTIVE|DENSITY|COMPTON|PHOTOELECTRIC|BASIS.MATERIAL.*")


@dataclasses.dataclass(frozen=True, slots=True)
class Opened:
    """A walked and parsed file whose pixels may be decoded.

    Attributes
    ----------
    claims
        Size and form of the pixels, already believed.
    """

    layout: Layout
    dataset: Dataset
    claims: Claims
    syntax: TransferSyntax
    header: ScanHeader


def read_header(path: Path, kind: str) -> ScanHeader:
    """Read the header of a DICOM image without touching its pixels.

    Raises
    ------
    UnreadableScan, UnsupportedScan, HostileScan
        With the element at fault.
    """
    with open_image(path, kind) as image:
        return image.header


def read_image(path: Path, kind: str) -> ScanFile:
    """Read and decode a DICOM image.

    Raises
    ------
    UnreadableScan, UnsupportedScan, HostileScan
        With the element at fault; pixels are decoded only when the header is believable.
    """
    with open_image(path, kind) as image:
        return whole_of(image)


def whole_of(image: Opened) -> ScanFile:
    """Decode an open image, all of whose bytes are here.

    Raises
    ------
    UnreadableScan, UnsupportedScan, HostileScan
        As `read_image`.
    """
    return scan_of(image, decode(image))


@contextlib.contextmanager
def open_layout(path: Path) -> Iterator[Layout]:
    """Walk a DICOM file and keep it open.

    Raises
    ------
    UnreadableScan
        If it cannot be opened, or its structure is unsound.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise UnreadableScan(
            f"{path.name} cannot be opened: {error.strerror}.",
            remedy="Check that it is still there and that you may read it.",
        ) from error
    with stream:
        size = stream.seek(0, 2)
        check_file_size(size)
        yield read_layout(stream, size)


@contextlib.contextmanager
def open_image(path: Path, kind: str) -> Iterator[Opened]:
    """Open a DICOM image and believe its header.

    Raises
    ------
    UnreadableScan, UnsupportedScan, HostileScan
        With the element at fault.
    """
    with open_layout(path) as layout:
        yield opened(layout, path, kind)


def opened(layout: Layout, path: Path, kind: str) -> Opened:
    """Parse the header of a walked file; its pixels need not be here yet.

    Parameters
    ----------
    path
        What the file is called in sentences.

    Raises
    ------
    UnreadableScan, UnsupportedScan, HostileScan
        With the element at fault.
    """
    dataset = elements.parse(layout)
    _refuse_other_objects(layout, dataset)
    syntax = syntax_of(layout.meta.syntax)
    claims = _claims(dataset)
    check_claims(claims)
    _check_room(layout, claims)
    header = _header(path, kind, layout, dataset, claims, syntax)
    return Opened(layout, dataset, claims, syntax, header)


def is_plain(image: Opened) -> bool:
    """Whether stored pixels are the values themselves: unsigned, and filling their bits."""
    claims = image.claims
    return not claims.signed and claims.high_bit == claims.bits - 1


def scan_of(image: Opened, stored: Stored) -> ScanFile:
    """Make a scan of decoded pixels, all of them or the whole picture coarsely.

    Parameters
    ----------
    stored
        Of the type in which they are stored, shape (rows, columns) as in the header, or halved.
    """
    header, (rows, columns) = image.header, stored.shape
    if (rows, columns) != (header.rows, header.columns):
        pitch = header.mm_per_pixel
        if pitch is not None:
            pitch = pitch[0] * header.rows / rows, pitch[1] * header.columns / columns
        header = dataclasses.replace(header, rows=rows, columns=columns, mm_per_pixel=pitch)
    return ScanFile(header, (_channel(image, stored),))


def _refuse_other_objects(layout: Layout, dataset: Dataset) -> None:
    """Say what a file is when it is whole but holds no single grey picture."""
    sop_class = elements.text(dataset, "SOPClassUID") or layout.meta.sop_class
    if sop_class in _OTHER_CLASSES:
        raise UnsupportedScan(
            f"The file is {_OTHER_CLASSES[sop_class]}.",
            element="(0008,0016) SOP Class UID",
            remedy="Send the radiographs of the scan (DICOS DX).",
        )
    if layout.pixels is None:
        raise UnsupportedScan(
            "The file holds no image.",
            element="(7FE0,0010) Pixel Data",
            remedy="Send the radiographs of the scan (DICOS DX).",
        )
    if layout.pixels.tag != 0x7FE00010:
        raise UnsupportedScan(
            "The pixels are floating-point numbers.",
            element=f"(7FE0,{layout.pixels.tag & 0xFFFF:04X})",
            remedy="Export the scan with 16 bits a pixel.",
        )
    _refuse_other_pictures(dataset)


def _refuse_other_pictures(dataset: Dataset) -> None:
    """Refuse colour, palettes, several frames, and pictures of something other than the beam."""
    samples = elements.whole(dataset, "SamplesPerPixel", 1)
    photometric = elements.text(dataset, "PhotometricInterpretation", "MONOCHROME2")
    if samples != 1 or photometric not in ("MONOCHROME1", "MONOCHROME2"):
        raise UnsupportedScan(
            f"The picture is in colour ({photometric}, {samples} samples a pixel).",
            element="(0028,0004) Photometric Interpretation",
            remedy="Export the raw channels, not the coloured picture.",
        )
    frames = elements.whole(dataset, "NumberOfFrames", 1)
    if frames > 1:
        raise UnsupportedScan(
            f"The file holds {frames} frames.",
            element="(0028,0008) Number of Frames",
            remedy="Send one file per view and energy.",
        )
    derived = [part for part in elements.texts(dataset, "ImageType") if _DERIVED.fullmatch(part)]
    if derived:
        raise UnsupportedScan(
            f"The picture shows {derived[0]}, computed by the scanner, not the beam.",
            element="(0008,0008) Image Type",
            remedy="Send the low- and high-energy pictures as well; materials are computed here.",
        )


def _claims(dataset: Dataset) -> Claims:
    allocated = elements.whole(dataset, "BitsAllocated")
    bits = elements.whole(dataset, "BitsStored", allocated)
    sign = elements.whole(dataset, "PixelRepresentation", 0)
    if sign not in (0, 1):
        raise UnreadableScan(
            f"The pixels' sign is neither 0 nor 1 but {sign}.",
            element="(0028,0103) Pixel Representation",
            remedy=SEND_AGAIN,
        )
    return Claims(
        rows=elements.whole(dataset, "Rows"),
        columns=elements.whole(dataset, "Columns"),
        bits_allocated=allocated,
        bits=bits,
        high_bit=elements.whole(dataset, "HighBit", bits - 1),
        signed=sign == 1,
    )


def _check_room(layout: Layout, claims: Claims) -> None:
    """Hold the claimed picture against the bytes that are there."""
    if layout.pixels is None:
        return
    if layout.pixels.length is None:
        check_ratio(claims.decoded_bytes, layout.size - layout.pixels.at)
    else:
        check_native(claims, layout.pixels.length)


def _header(
    path: Path,
    kind: str,
    layout: Layout,
    dataset: Dataset,
    claims: Claims,
    syntax: TransferSyntax,
) -> ScanHeader:
    sop_class = elements.text(dataset, "SOPClassUID")
    if sop_class in DX_CLASSES:
        kind = Kind.DICOS_DX
    return ScanHeader(
        path=path,
        kind=str(kind),
        rows=claims.rows,
        columns=claims.columns,
        energies=(energy_of(dataset),),
        kilovolts=(kilovolts_of(dataset),),
        source=source_of(dataset),
        instance_uid=elements.text(dataset, "SOPInstanceUID") or layout.meta.instance,
        instance_number=int(elements.number(dataset, "InstanceNumber") or 0),
        mm_per_pixel=mm_per_pixel_of(dataset),
        bits=claims.bits,
        bits_allocated=claims.bits_allocated,
        transfer_syntax=syntax.name,
        transfer_syntax_uid=syntax.uid,
        version=elements.text(dataset, "DICOSVersion") or layout.meta.version,
        lossy=syntax.lossy or elements.text(dataset, "LossyImageCompression") == "01",
        placement=placement_of(dataset),
        part=part_of(dataset),
    )


def decode(image: Opened) -> Stored:
    """Decode the pixels of an opened file as they are stored, bits outside Bits Stored included.

    Returns
    -------
    array of shape (rows, columns), of the file's own width and sign

    Raises
    ------
    UnreadableScan, UnsupportedScan, HostileScan
        If they are not the picture that the header describes.
    """
    span = image.layout.pixels
    if span is None or span.length is None:
        return decode_frame(encapsulated_frame(image.layout), image.syntax, image.claims)
    image.layout.stream.seek(span.at)
    data = image.layout.stream.read(image.claims.decoded_bytes)
    if len(data) < image.claims.decoded_bytes:
        raise UnreadableScan(
            "The file shrank while it was read.",
            element="(7FE0,0010) Pixel Data",
            remedy="Wait until it has arrived whole.",
        )
    return decode_native(data, image.claims, little=image.layout.little)


def _channel(image: Opened, stored: Stored) -> Channel:
    dataset, claims = image.dataset, image.claims
    sign = elements.number(dataset, "PixelIntensityRelationshipSign")
    inverse = elements.text(dataset, "PhotometricInterpretation") == "MONOCHROME1"
    return Channel(
        energy=image.header.energy,
        pixels=_unsigned(stored, claims),
        bits=claims.bits,
        air=private.read_air(dataset) or (1 << claims.bits) - 1,
        bright_is_air=sign > 0 if sign else not inverse,
        logarithmic=elements.text(dataset, "PixelIntensityRelationship") == "LOG",
        kilovolts=image.header.kilovolts[0],
        sop_instance_uid=image.header.instance_uid,
        bits_allocated=claims.bits_allocated,
        signed=claims.signed,
    )


def _unsigned(stored: Stored, claims: Claims) -> Pixels:
    """Bring stored values to ``uint16``, dropping bits outside Bits Stored (old overlays)."""
    shift = claims.high_bit + 1 - claims.bits
    mask = (1 << claims.bits) - 1
    plain = not claims.signed and not shift
    if plain and (claims.bits == claims.bits_allocated or int(stored.max()) <= mask):
        return stored.astype(np.uint16, copy=False)
    wide = (stored.astype(np.int32) >> shift) & mask
    if claims.signed:
        wide ^= 1 << (claims.bits - 1)
    return wide.astype(np.uint16)
