"""Which scan and which view a file belongs to, in whatever order the energies arrive."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator

from app.domain.clock import YEARS
from app.domain.errors import KnownError
from app.domain.scan import ImageFile, Scan
from app.domain.words import phrase, say
from app.scans import FolderStore, Stored
from imaging.fingerprint import fingerprint
from imaging.pairing import group_files
from imaging.reader import read_image
from imaging.scanfile import Part, ScanFile, ScanHeader

BOTH = "both"
"""Energy of a file that holds the whole pair."""
_TWICE = phrase(
    "Stretch {number} of a picture of scan {scan} is on record already, with other pixels. One "
    "stretch shows one thing: find out which."
)
_SAME_PASS = dt.timedelta(seconds=60)


@dataclasses.dataclass(frozen=True, slots=True)
class Place:
    """Where a file belongs."""

    scan: Scan
    """The scan without its files; new, or as known."""
    view: str


class Shelves:
    """The scans on record, kept up to date while files come in."""

    def __init__(self, scans: tuple[Scan, ...], store: FolderStore) -> None:
        self._scans = {scan.scan_id: scan for scan in scans}
        self._store = store

    def scan_of(self, sha256: str) -> str:
        """Return the scan that holds a file; empty when none does."""
        return next(
            (s.scan_id for s in self._scans.values() if any(f.sha256 == sha256 for f in s.files)),
            "",
        )

    def place(self, picture: ScanFile, stored: Stored) -> Place:
        """Return the scan and view of a new file.

        It joins a view whose other energy it is, as the pictures themselves show; else it is a
        view of its own.
        """
        arriving = scan_from(picture.header, stored)
        if picture.header.part is not None:
            return self._place_part(arriving, picture.header, picture.header.part)
        for scan, view in self._open_views(arriving, picture.header):
            if self._completes(scan.of_view(view)[0], picture, named=_same(scan, arriving)):
                return Place(dataclasses.replace(arriving, scan_id=scan.scan_id), view)
        known = self._scans.get(arriving.scan_id)
        return Place(
            arriving, _free_name(picture.header.view or "side", known.views if known else ())
        )

    def _place_part(self, arriving: Scan, header: ScanHeader, part: Part) -> Place:
        """Return the view of a stretch: that of the others, or of the other energy's.

        Raises
        ------
        KnownError
            When this stretch is here already, with other pixels.
        """
        known = self._scans.get(arriving.scan_id)
        name = header.view or "side"
        for view in known.views if known else ():
            files = known.of_view(view) if known else ()
            own = [file for file in files if file.part_of == part.of]
            if any(file.part == part.number for file in own):
                raise KnownError(say(_TWICE, number=part.number, scan=arriving.scan_id))
            if own or _other_energy(files, name, header):
                return Place(arriving, view)
        return Place(arriving, _free_name(name, known.views if known else ()))

    def add(self, place: Place, file: ImageFile) -> None:
        """Remember a file that is on record now."""
        known = self._scans.get(place.scan.scan_id, place.scan)
        self._scans[known.scan_id] = dataclasses.replace(known, files=(*known.files, file))

    def _open_views(self, arriving: Scan, header: ScanHeader) -> Iterator[tuple[Scan, str]]:
        """Yield views of one file of the same size: of the same study, or of the same pass."""
        if len(header.energies) != 1:
            return
        for scan in tuple(self._scans.values()):
            if not (_same(scan, arriving) or _same_pass(scan, arriving)):
                continue
            for view in scan.views:
                files = scan.of_view(view)
                size = (files[0].rows, files[0].columns)
                alone = len(files) == 1 and not files[0].part_of
                if alone and size == (header.rows, header.columns):
                    yield scan, view

    def _completes(self, file: ImageFile, picture: ScanFile, *, named: bool) -> bool:
        """Whether a new picture is the other energy of a kept file."""
        if file.energy == BOTH:
            return False
        if named and picture.header.partners:
            return file.energy != picture.header.energy.value
        return len(group_files([read_image(self._store.path(file.sha256)), picture])) == 1


def _other_energy(files: tuple[ImageFile, ...], name: str, header: ScanHeader) -> bool:
    """Whether a view of stretches lacks the energy of a new one: it is the same view."""
    return (
        all(file.part_of and file.rows == header.rows and file.view == name for file in files)
        and len({file.part_of for file in files}) == 1
        and all(file.energy not in (header.energy.value, "single") for file in files)
    )


def scan_from(header: ScanHeader, stored: Stored) -> Scan:
    """Return the scan that a file by itself would make."""
    source = header.source
    return Scan(
        scan_id=_scan_id(header, stored),
        taken_at=source.taken_at if _sensible(source.taken_at) else None,
        site=source.institution,
        scanner=source.scanner,
        object_id=source.object_id,
        origin=source.origin.value,
        identifiers=source.identifiers,
        offset_minutes=source.offset_minutes,
    )


def _sensible(moment: dt.datetime | None) -> bool:
    """Whether a time can be one: some scanners write year 1 when they know none."""
    return moment is not None and moment.year in YEARS


def image_file(
    picture: ScanFile,
    stored: Stored,
    *,
    name: str,
    view: str,
    written_at: dt.datetime | None = None,
) -> ImageFile:
    """Return what the record keeps of a file."""
    header, known_by = picture.header, fingerprint(picture)
    return ImageFile(
        sha256=stored.sha256,
        name=name,
        size=stored.path.stat().st_size,
        kind=header.kind,
        study_uid=header.study_uid,
        view=view,
        energy=BOTH if len(header.energies) == 2 else header.energy.value,
        rows=header.rows,
        columns=header.columns,
        instance_uid=header.instance_uid,
        mm_per_pixel=header.mm_per_pixel,
        written_at=written_at,
        pixels=known_by.pixels,
        noise=known_by.noise,
        part_of=header.part.of if header.part else "",
        part=header.part.number if header.part else 0,
        parts=header.part.total if header.part else 0,
    )


def _scan_id(header: ScanHeader, stored: Stored) -> str:
    """Return an identity that a second delivery of the same study has again."""
    identity = header.study_uid
    if not identity and header.partners:
        identity = "\n".join(sorted(header.partners)) + f"\n{header.source.taken_at}"
    return "S-" + hashlib.sha256((identity or stored.sha256).encode()).hexdigest()[:12]


def _same(scan: Scan, arriving: Scan) -> bool:
    return scan.scan_id == arriving.scan_id


def _same_pass(scan: Scan, arriving: Scan) -> bool:
    """Whether two studies may be one pass: some converters give every file a study of its own."""
    if scan.taken_at is None or arriving.taken_at is None:
        return False
    machine = (scan.site, scan.scanner, scan.object_id, scan.origin)
    if machine != (arriving.site, arriving.scanner, arriving.object_id, arriving.origin):
        return False
    return abs(_utc(scan.taken_at) - _utc(arriving.taken_at)) <= _SAME_PASS


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)


def _free_name(name: str, taken: tuple[str, ...]) -> str:
    """Return the view's name, numbered when another view of the scan has it already."""
    if name not in taken:
        return name
    number = 2
    while f"{name} {number}" in taken:
        number += 1
    return f"{name} {number}"
