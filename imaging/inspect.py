"""What the readers make of a file, whatever it is, without ever failing."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

from imaging import reader
from imaging.errors import ImagingError
from imaging.scanfile import Kind
from imaging.tdr import read_tdr
from imaging.threat_report import Box

OK, REFUSED = "ok", "refused"
_LEFT_TO_CALLER = (Kind.ONNX, Kind.JSON, Kind.EDI)


@dataclasses.dataclass(frozen=True, slots=True)
class Inspection:
    """The findings about one file.

    Attributes
    ----------
    status, reason
        ``ok`` with an empty reason, or ``refused`` with a sentence.
    rows, columns, energies, bits, transfer_syntax, pixels_sha256
        Of an image; None otherwise. ``pixels_sha256`` is one digest, or a list when both energies
        are in the file.
    boxes
        Of a threat detection report: (x, y, width, height) in pixels; None otherwise.
    """

    path: Path
    kind: str
    status: str = OK
    reason: str = ""
    rows: int | None = None
    columns: int | None = None
    energies: tuple[str, ...] | None = None
    bits: int | None = None
    transfer_syntax: str | None = None
    pixels_sha256: str | list[str] | None = None
    boxes: tuple[Box, ...] | None = None

    def as_dict(self) -> dict[str, Any]:
        """Give the findings as plain values for JSON, without those that do not apply."""
        found: dict[str, Any] = {"path": str(self.path)}
        for field in dataclasses.fields(self)[1:]:
            value = getattr(self, field.name)
            if value is not None:
                found[field.name] = value
        if self.energies is not None:
            found["energies"] = list(self.energies)
        if self.boxes is not None:
            found["boxes"] = [list(box) for box in self.boxes]
        return found


def inspect(path: Path) -> Inspection:
    """Find out what a file is, and decode it if it is a scan or a report.

    Networks (``onnx``), JSON and EDI are only recognised: other rooms read them, and their status
    here is ``ok``.
    """
    kind = Kind.UNKNOWN.value
    try:
        kind = reader.kind_of(path)
        if kind in _LEFT_TO_CALLER:
            return Inspection(path, kind)
        if kind == Kind.DICOS_TDR:
            return Inspection(path, kind, boxes=read_tdr(path).boxes)
        return _image(path)
    except ImagingError as error:
        return Inspection(path, kind, REFUSED, str(error))


def _image(path: Path) -> Inspection:
    found = reader.read_image(path)
    header, digests = found.header, list(found.pixels_sha256)
    return Inspection(
        path,
        header.kind,
        rows=header.rows,
        columns=header.columns,
        energies=tuple(energy.value for energy in header.energies),
        bits=header.bits,
        transfer_syntax=header.transfer_syntax,
        pixels_sha256=digests[0] if len(digests) == 1 else digests,
    )
