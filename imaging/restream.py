"""Bring a DICOM or DICOS file into the stream form: other coding, same picture, same words.

Every element stays as it was, byte for byte where the file's own encoding allows it; only the
pixels are coded anew, without loss, and the digest of the file that it was made from is added.
What cannot be carried over whole is not written at all.
"""

from __future__ import annotations

import dataclasses
import io
import struct
from pathlib import Path

import numpy as np
import pydicom
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filereader import read_dataset, read_file_meta_info
from pydicom.tag import BaseTag
from pydicom.uid import UID

from imaging import dicom, elements, htj2k, private
from imaging.codecs import ENCODINGS, Stored
from imaging.dicos_elements import IMPLEMENTATION, IMPLEMENTATION_NAME, derived_uid
from imaging.errors import ImagingError, UnwritableScan
from imaging.scanfile import ScanFile
from imaging.stream import encode, index_of
from imaging.structure import Layout, encapsulated_frame, read_layout
from imaging.walk import Walk

STREAM_SYNTAX = ENCODINGS["htj2k"]
_PIXELS = 0x7FE00010
_OFFSETS = (0x7FE00001, 0x7FE00002, 0x7FE00003)
"""Where the frames of the old coding lay (PS3.5, A.4)."""
_SWAPPED = {"OW": 2, "OF": 4, "OL": 4, "OD": 8, "OV": 8}
"""VRs whose bytes are numbers of this width, which pydicom leaves in the order it found them."""
_ITEM = struct.Struct("<HHI")
_NO_FRAME = _ITEM.pack(0xFFFE, 0xE000, 4) + bytes(4)
"""What precedes the only frame: a table that says that it begins at once (PS3.5, A.4)."""
_UNITS = {"sop": "SOPInstanceUID", "study": "StudyInstanceUID", "series": "SeriesInstanceUID"}


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """A DICOM image, read and decoded once, with all that is needed to write it again.

    Attributes
    ----------
    file
        As any reader gives it.
    stored
        Its samples as they are stored.
    words
        Every element but the pixels.
    meta
        The file meta group.
    streams
        Whether it is in the stream form already.
    """

    file: ScanFile
    stored: Stored
    words: Dataset
    meta: FileMetaDataset
    streams: bool


def read_whole(path: Path, kind: str) -> Whole:
    """Read a DICOM image, every pixel and every element of it.

    Parameters
    ----------
    kind
        ``dicos-dx`` or ``dicom``, as `imaging.reader.kind_of` tells it.

    Raises
    ------
    UnreadableScan, UnsupportedScan, HostileScan
        If it is no picture that can be shown.
    UnwritableScan
        If it can be shown, but what follows its pixels cannot be carried over.
    """
    with dicom.open_image(path, kind) as image:
        stored = dicom.decode(image)
        file = dicom.scan_of(image, stored)
        streams = file.header.transfer_syntax_uid == STREAM_SYNTAX and _coarse_first(image)
        words = image.dataset
        _add_tail(words, image.layout)
    try:
        with elements.quiet():
            if not image.layout.little:
                _turn(words)
            meta = read_file_meta_info(path)
    except elements.FAULTS as fault:
        raise _unwritable(str(fault) or type(fault).__name__, "file meta information") from fault
    return Whole(file, stored, words, meta, streams)


def stream_pieces(whole: Whole, original: str) -> tuple[bytes | memoryview, ...]:
    """Write a file in the stream form, in pieces that follow each other; the same every time.

    The pixels are megabytes: whoever writes the pieces out has them in memory once.

    Parameters
    ----------
    original
        SHA-256 of the file that it is made from; missing UIDs are derived from it.

    Raises
    ------
    UnwritableScan
        If an element cannot be carried over.
    """
    words = _meant(whole, original)
    words.add_new(_PIXELS, "OB", _NO_FRAME)
    words[_PIXELS].is_undefined_length = True
    words.file_meta = _meta(whole, words)
    buffer = io.BytesIO()
    try:
        with elements.quiet():
            pydicom.dcmwrite(
                buffer, words, little_endian=True, enforce_file_format=True, implicit_vr=False
            )
    except elements.FAULTS as fault:
        raise _unwritable(str(fault) or type(fault).__name__) from fault
    return _with_frame(buffer, _coded(whole.stored))


def _with_frame(buffer: io.BytesIO, frame: bytes) -> tuple[bytes | memoryview, ...]:
    """Put a coded picture where a written file has none."""
    written = buffer.getbuffer()
    layout = read_layout(buffer, len(written))
    if layout.pixels is None:
        raise _unwritable("they were not written", elements.label(_PIXELS))
    at = layout.pixels.at + len(_NO_FRAME)
    padding = b"\0" * (len(frame) % 2)
    head = _ITEM.pack(0xFFFE, 0xE000, len(frame) + len(padding))
    return written[:at], head, frame, padding, written[at:]


def check_stream(path: Path, whole: Whole, original: str) -> None:
    """Read a written file back and hold every pixel and every element against the first one.

    Raises
    ------
    UnwritableScan
        Naming what differs.
    """
    meant = _meant(whole, original)
    try:
        with dicom.open_image(path, whole.file.kind) as image:
            found = dicom.decode(image)
            written = image.dataset
            _add_tail(written, image.layout)
    except ImagingError as error:
        raise _unwritable(f"it does not read back: {error}") from error
    if found.dtype.kind != whole.stored.dtype.kind or not np.array_equal(found, whole.stored):
        raise _unwritable("pixels differ", elements.label(_PIXELS))
    with elements.quiet():
        odd = _first_difference(meant, written)
    if odd is not None:
        raise _unwritable("an element differs", elements.label(odd))


def _coarse_first(image: dicom.Opened) -> bool:
    index = index_of(encapsulated_frame(image.layout)) if image.layout.pixels else None
    return index is not None and index.coarse_first


def _add_tail(words: Dataset, layout: Layout) -> None:
    """Add the elements that follow the pixels, such as signatures and private groups."""
    at = _after_pixels(layout)
    try:
        walk = Walk(layout.stream, layout.size, little=layout.little)
        pixels, end = walk.run(at, explicit=not layout.implicit)
        layout.stream.seek(at)
        tail = layout.stream.read(end - at)
        with elements.quiet():
            found = read_dataset(
                io.BytesIO(tail),
                is_implicit_VR=layout.implicit,
                is_little_endian=layout.little,
            )
    except (ImagingError, *elements.FAULTS) as fault:
        raise _unwritable(f"what follows the pixels is damaged ({fault})") from fault
    if pixels is not None or any(tag in words or tag <= _PIXELS for tag in _tags(found)):
        raise _unwritable("what follows the pixels repeats what is before them")
    for tag in _tags(found):
        words[tag] = found.get_item(tag)


def _after_pixels(layout: Layout) -> int:
    span = layout.pixels
    if span is None:
        return layout.header_end
    if span.length is not None:
        return span.at + span.length
    walk = Walk(layout.stream, layout.size, little=True)
    at = span.at
    while at + 8 <= layout.size:
        item = walk.element(at, explicit=True)
        if item.tag == 0xFFFEE0DD:
            return item.value_at
        at = walk.end_of(item, layout.size)
    return layout.size


def _meant(whole: Whole, original: str) -> Dataset:
    """Return every element that the new file must hold, its pixels apart."""
    words = Dataset({tag: whole.words.get_item(tag) for tag in _tags(whole.words)})
    implicit, little = whole.words.original_encoding
    words.set_original_encoding(implicit, little, whole.words.original_character_set)
    for tag in _tags(words):
        if tag in _OFFSETS or tag & 0xFFFF == 0:
            del words[tag]
    for name, keyword in _UNITS.items():
        if not elements.text(words, keyword):
            told = whole.file.header.instance_uid if name == "sop" else ""
            setattr(words, keyword, told or derived_uid(original, name))
    if not elements.text(words, "SOPClassUID"):
        words.SOPClassUID = elements.text(whole.meta, "MediaStorageSOPClassUID")
    if whole.file.header.lossy:
        # The new coding loses nothing; what was lost before must not be forgotten for that.
        words.LossyImageCompression = "01"
    private.write_original(words, original)
    return words


def _meta(whole: Whole, words: Dataset) -> FileMetaDataset:
    meta = FileMetaDataset(whole.meta)
    meta.MediaStorageSOPClassUID = words.SOPClassUID
    meta.MediaStorageSOPInstanceUID = words.SOPInstanceUID
    meta.TransferSyntaxUID = UID(STREAM_SYNTAX)
    meta.ImplementationClassUID = IMPLEMENTATION
    meta.ImplementationVersionName = IMPLEMENTATION_NAME
    return meta


def _coded(stored: Stored) -> bytes:
    """Code samples without loss; signed ones in a stream that is read when it is whole."""
    if stored.dtype.kind == "u":
        wide = np.uint16 if stored.dtype.itemsize == 2 else np.uint8
        return encode(stored.astype(wide, copy=False))
    plain = stored.astype(f"i{stored.dtype.itemsize}", copy=False)
    return htj2k.encode(plain, reversible=True, tlm=True, tilepart=1)


def _turn(words: Dataset) -> None:
    """Turn numbers that were written big end first, those in sequences included."""
    for element in words.iterall():
        width = _SWAPPED.get(str(element.VR))
        if width and isinstance(element.value, bytes):
            numbers = np.frombuffer(element.value, f">u{width}")
            element.value = numbers.astype(f"<u{width}").tobytes()


def _tags(words: Dataset) -> list[BaseTag]:
    return list(words.keys())


def _first_difference(meant: Dataset, found: Dataset) -> int | None:
    """Return the first element that is not the same in both, by tag; None when all are."""
    tags = sorted({*_tags(meant), *_tags(found)})
    return next((int(tag) for tag in tags if not _same(meant, found, tag)), None)


def _same(meant: Dataset, found: Dataset, tag: BaseTag) -> bool:
    if tag not in meant or tag not in found:
        return False
    one, other = meant.get_item(tag), found.get_item(tag)
    if one.is_raw and other.is_raw and one.value == other.value:
        # Read no further: what scanners write there need not be what its VR allows.
        return True
    try:
        return _same_value(meant[tag], found[tag])
    except elements.FAULTS:
        return False


def _same_value(one: DataElement, other: DataElement) -> bool:
    if one.VR != "SQ":
        return bool(one.value == other.value)
    pairs = zip(one.value or (), other.value or (), strict=True)
    return all(_first_difference(first, second) is None for first, second in pairs)


def _unwritable(why: str, element: str = "") -> UnwritableScan:
    return UnwritableScan(
        f"The file cannot be brought into the stream form: {why}.",
        element=element,
        remedy="It is kept as it came.",
    )
