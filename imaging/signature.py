"""What a file is, told from its first bytes and never from its name."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from imaging.errors import UnreadableScan
from imaging.guard import SEND_AGAIN
from imaging.scanfile import Kind

HEAD = 4096
TDR_CLASS = "1.2.840.10008.5.1.4.1.1.501.3"
DX_CLASSES = ("1.2.840.10008.5.1.4.1.1.501.2.1", "1.2.840.10008.5.1.4.1.1.501.2.2")

_SOP_CLASS = re.compile(rb"\x02\x00\x02\x00UI(..)([0-9.]{1,64})", re.DOTALL)
_EDI = re.compile(
    rb"(\xef\xbb\xbf)?\s*(ISA[^A-Za-z0-9]|GS[^A-Za-z0-9]|ST[^A-Za-z0-9 ]|UNA|UNB\W|UNH\W)"
)
_JSON = re.compile(rb"(\xef\xbb\xbf)?\s*[\[{]\s*(\"|\{|\[|\]|\})")
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


def read_head(path: Path) -> bytes:
    """Read the first bytes of a regular file.

    Raises
    ------
    UnreadableScan
        If there is no such file, it is no regular file, or it may not be read.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableScan(f"{path.name} is not a file.", remedy="Name a file.")
        with path.open("rb") as stream:
            return stream.read(HEAD)
    except (OSError, ValueError) as error:
        raise UnreadableScan(
            f"{path.name} cannot be opened: {getattr(error, 'strerror', None) or 'bad name'}.",
            remedy="Check that it is still there and that you may read it.",
        ) from error


def kind_of_head(head: bytes) -> Kind:
    """Tell the kind of a file from its first `HEAD` bytes."""
    if head[128:132] == b"DICM":
        return _dicom_kind(head)
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head.startswith(_TIFF):
        return Kind.TIFF
    return _text_or_model(head)


def _dicom_kind(head: bytes) -> Kind:
    """Tell DICOS DX and TDR from other DICOM by the SOP class in the file meta group."""
    found = _SOP_CLASS.search(head, 132, 1024)
    uid = found.group(2).decode("ascii") if found else ""
    if uid == TDR_CLASS:
        return Kind.DICOS_TDR
    return Kind.DICOS_DX if uid in DX_CLASSES else Kind.DICOM


def _text_or_model(head: bytes) -> Kind:
    if _EDI.match(head):
        return Kind.EDI
    if _JSON.match(head):
        return Kind.JSON
    return Kind.ONNX if _is_onnx(head) else Kind.UNKNOWN


def _is_onnx(head: bytes) -> bool:
    """Recognise an ONNX ModelProto: IR version first, then a producer, or the graph.

    Protocol buffers have no magic number; field 1 (varint, 1 to 99) followed by a
    length-delimited field 2, 3 or 7 or the opset list is what exporters write.
    """
    return len(head) > 4 and head[0] == 0x08 and 1 <= head[1] < 100 and head[2] in b"\x12\x1a\x3aB"


def refuse_unknown(head: bytes) -> UnreadableScan:
    """Make the error for a file that no reader claims."""
    if not head:
        return UnreadableScan("The file is empty.", remedy=SEND_AGAIN)
    return UnreadableScan(
        "The file is not a scan in any format that is read here.",
        element="first bytes",
        remedy="DICOS, DICOM, 16-bit TIFF and PNG are read; others need their vendor's plug-in.",
    )
