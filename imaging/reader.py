"""The front door: any scan file to pixels.

What a file is, is told from its content. DICOM and DICOS go to `imaging.dicom`, TIFF and PNG to
`imaging.plain`, everything else to the plug-in that claims it. Whatever the bytes are, the only
errors that come out are `ImagingError` and its kinds.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from imaging import dicom, pairing, plain, plugins, signature
from imaging.errors import ImagingError, UnsupportedScan
from imaging.radiograph import Radiograph
from imaging.scanfile import Kind, ScanFile, ScanHeader, pixel_digest
from imaging.structure import refuse_programs

__all__ = [
    "Kind",
    "ScanFile",
    "ScanHeader",
    "kind_of",
    "pixel_digest",
    "read_header",
    "read_image",
    "read_radiographs",
]

_DICOM_KINDS = (Kind.DICOS_DX, Kind.DICOS_TDR, Kind.DICOM)
_NOT_SCANS = {
    Kind.ONNX: "a neural network (ONNX)",
    Kind.JSON: "JSON: shipment data, or the side-car of a picture",
    Kind.EDI: "an EDI message",
}


def kind_of(path: Path) -> str:
    """Tell what a file is from its content: one of `Kind`, or ``plugin:<name>``.

    Raises
    ------
    ImagingError
        If the file cannot be opened, or a plug-in crashes over it.
    """
    return _recognise(path)[0]


def read_header(path: Path) -> ScanHeader:
    """Read what a scan file says of itself; no pixel is decoded.

    Raises
    ------
    ImagingError
        If the file is not a scan that can be shown, with the element and the remedy.
    """
    kind, plugin = _recognise_scan(path)
    if plugin is not None:
        return plugins.header_by(plugin, path)
    if kind in _DICOM_KINDS:
        return dicom.read_header(path, kind)
    return plain.read_header(path, kind)


def read_image(path: Path) -> ScanFile:
    """Read and decode one scan file.

    Raises
    ------
    ImagingError
        If the file is not a scan that can be shown, with the element and the remedy.
    """
    kind, plugin = _recognise_scan(path)
    if plugin is not None:
        return plugins.image_by(plugin, path)
    if kind in _DICOM_KINDS:
        return dicom.read_image(path, kind)
    return plain.read_image(path, kind)


def read_radiographs(paths: Iterable[Path]) -> list[Radiograph]:
    """Read files and pair the two energies of each view; see `imaging.pairing`.

    Returns
    -------
    list of Radiograph
        In the order in which the first file of each was named; every channel of every file is in
        exactly one of them.

    Raises
    ------
    ImagingError
        If one of the files cannot be read.
    """
    files = [read_image(path) for path in paths]
    return [pairing.radiograph(group) for group in pairing.group_files(files)]


def _recognise(path: Path) -> tuple[str, plugins.ReaderPlugin | None]:
    head = signature.read_head(path)
    kind = signature.kind_of_head(head)
    if kind in _DICOM_KINDS:
        return kind.value, None
    plugin = plugins.claimant(head, path)
    return (f"plugin:{plugin.name}" if plugin else kind.value), plugin


def _recognise_scan(path: Path) -> tuple[str, plugins.ReaderPlugin | None]:
    """Recognise a file, and refuse it when it cannot be a scan."""
    head = signature.read_head(path)
    refuse_programs(head)
    kind, plugin = _recognise(path)
    if plugin is None and kind in _NOT_SCANS:
        raise UnsupportedScan(
            f"The file is {_NOT_SCANS[Kind(kind)]}, not a scan.",
            element="first bytes",
            remedy="Name the scan files (DICOS, DICOM, TIFF, PNG).",
        )
    if kind == Kind.UNKNOWN:
        raise _unknown(head)
    return kind, plugin


def _unknown(head: bytes) -> ImagingError:
    return signature.refuse_unknown(head)
