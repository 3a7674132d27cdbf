"""A scan as the record knows it: files, views, and what the scanner read."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

PURGED = "PURGED"
"""Origin of a scan of which only its identity is left: its time was over (docs/record.md)."""


@dataclasses.dataclass(frozen=True, slots=True)
class ImageFile:
    """One original file of a scan, kept unchanged in the scan store."""

    sha256: str
    """Digest of the file, which is also its address in the store."""
    name: str
    """File name as it arrived."""
    size: int
    kind: str
    """``dicos-dx``, ``dicom``, ``tiff``, ``png`` or ``plugin:<name>``."""
    study_uid: str
    view: str
    energy: str
    """``low``, ``high`` or ``single``."""
    rows: int
    columns: int
    instance_uid: str = ""
    mm_per_pixel: tuple[float, float] | None = None
    written_at: dt.datetime | None = None
    """When the file was last written before it came here; None when that is not to be trusted."""
    pixels: str = ""
    """Digest of the stored values, whatever the file is written in; empty when it was not taken."""
    noise: str = ""
    """Print of the noise in it (`imaging.fingerprint`), by which one exposure is known again."""


@dataclasses.dataclass(frozen=True, slots=True)
class Scan:
    """Everything that arrived of one pass through a scanner (one DICOM study)."""

    scan_id: str
    """Derived from the study UID; stable over a second delivery."""
    taken_at: dt.datetime | None
    site: str
    scanner: str
    object_id: str
    origin: str
    """``MACHINE``, ``SYNTHETIC`` or ``AUGMENTED``; `PURGED` once its time is over."""
    identifiers: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    files: tuple[ImageFile, ...] = ()
    offset_minutes: int | None = None
    """Of the scanner's own clock from UTC, as the file states it; None when it states none."""
    received_at: dt.datetime | None = dataclasses.field(default=None, compare=False)
    """When its first file came in; None before it is on record."""

    @property
    def views(self) -> tuple[str, ...]:
        """Names of the views, in order of arrival."""
        return tuple(dict.fromkeys(file.view for file in self.files))

    def of_view(self, view: str) -> tuple[ImageFile, ...]:
        """Return the files of one view: one energy or both."""
        return tuple(file for file in self.files if file.view == view)

    @property
    def digests(self) -> tuple[str, ...]:
        """Digests of all files, sorted: what a decision is bound to."""
        return tuple(sorted(file.sha256 for file in self.files))
