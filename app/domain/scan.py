"""A scan as the record knows it: files, views, and what the scanner read."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping
from pathlib import Path
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
    part_of: str = ""
    """The picture that this file is a stretch of; empty for a whole picture."""
    part: int = 0
    """Which stretch: 1 is the first; 0 for a whole picture."""
    parts: int = 0
    """How many stretches there are; 0 while that is not known."""
    noise: str = ""
    """Print of the noise in it (`imaging.fingerprint`), by which one exposure is known again."""


Original = Path | ImageFile
"""Where an original is: here, or in an archive, which is asked for it by what the record says."""


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

    def passing(self, view: str) -> bool:
        """Whether stretches of a view are still to come: the object passes the scanner now."""
        pictures: dict[str, list[ImageFile]] = {}
        for file in self.of_view(view):
            if file.part_of:
                pictures.setdefault(file.part_of, []).append(file)
        return any(not _complete(files) for files in pictures.values())

    def columns_here(self, view: str, among: Collection[str] | None = None) -> int:
        """Columns of a view that are here without a gap, in both energies where there are two.

        Parameters
        ----------
        among
            Digests of the files that count; all of them when not given.
        """
        pictures: dict[str, dict[int, int]] = {}
        for file in self.of_view(view):
            stretches = pictures.setdefault(file.part_of or file.sha256, {})
            if among is None or file.sha256 in among:
                stretches[max(1, file.part)] = file.columns
        return min(map(_without_gap, pictures.values()), default=0)

    @property
    def digests(self) -> tuple[str, ...]:
        """Digests of all files, sorted: what a decision is bound to."""
        return tuple(sorted(file.sha256 for file in self.files))


def _complete(files: list[ImageFile]) -> bool:
    total = max(file.parts for file in files)
    return total > 0 and {file.part for file in files} >= set(range(1, total + 1))


def _without_gap(stretches: Mapping[int, int]) -> int:
    columns, number = 0, 1
    while number in stretches:
        columns, number = columns + stretches[number], number + 1
    return columns
