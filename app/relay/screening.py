"""The step that asks the detector: one report (TDR) for each view, whatever it says.

A view that cannot be judged is UNKNOWN and its report ABORT, with the reason. Nothing here can
stop a scan on its way, or make it look clear.
"""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from app.domain.clock import Clock
from app.domain.errors import KnownError
from app.domain.scan import ImageFile, Scan
from app.scans import FolderStore
from app.scans.calibrations import calibrated, calibration_folder
from app.scans.views import read_view
from app.screening.machine_report import machine_report
from imaging.dicos_elements import derived_uid
from imaging.errors import ImagingError, UnwritableReport
from imaging.pairing import group_files
from imaging.radiograph import Radiograph, Source
from imaging.reader import read_header, read_image
from imaging.tdr import ThreatReport, write_tdr
from models.detection import Detection

REPORT = "report"
"""Stands for the energy of a file that is no picture."""

Detect = Callable[[Sequence[Radiograph]], Sequence[Detection]]
"""The detectors, wherever they run; each view that they fail on is ``unknown``."""


@dataclasses.dataclass(frozen=True, slots=True)
class Made:
    """A file for the archive, kept under its digest until the archive has it.

    Attributes
    ----------
    sha256, size
        Of the file.
    study_uid, instance_uid
        By which the archive knows it.
    view, energy
        What it shows; `REPORT` is the energy of a report.
    """

    sha256: str
    size: int
    study_uid: str
    instance_uid: str
    view: str
    energy: str


def screen(
    views: Sequence[Sequence[Made]], *, outgoing: FolderStore, detect: Detect, clock: Clock
) -> tuple[Made, ...]:
    """Ask the detector about views, and write what it says of each as a report.

    Parameters
    ----------
    views
        The files of each view, one energy or both, at least one.

    Returns
    -------
    tuple of Made
        One report for each view, in order. Its instance UID is that of its pictures' report every
        time; time and duration in it are not.

    Raises
    ------
    StoreError
        When the disk refuses a report.
    """
    pictures = [_picture(files, outgoing) for files in views]
    asked = [one for one in pictures if isinstance(one, Radiograph)]
    answers = iter(_asked(detect, asked))
    return tuple(
        _kept(
            files,
            next(answers) if isinstance(picture, Radiograph) else _unknown(picture),
            outgoing,
            clock,
        )
        for files, picture in zip(views, pictures, strict=True)
    )


def views_of(made: Sequence[Made], outgoing: FolderStore) -> list[list[Made]]:
    """Group the files of what is called one view into those that show one picture.

    Two energies are one view by their names. Scanners that call several views the same, or name no
    energy, need the pictures themselves to be looked at.

    Returns
    -------
    list of list of Made
        Every file is in exactly one; each in one of its own when one of them cannot be read.
    """
    if len(made) < 2 or sorted(one.energy for one in made) == ["high", "low"]:
        return [list(made)]
    try:
        files = {outgoing.path(one.sha256): one for one in made}
        groups = group_files([read_image(path) for path in files])
    except (ImagingError, KnownError):
        return [[one] for one in made]
    return [[files[file.path] for file in group] for group in groups]


def _picture(files: Sequence[Made], outgoing: FolderStore) -> Radiograph | str:
    """Read a view, with its scanner's calibration; the reason when it cannot be read."""
    try:
        paths = tuple(outgoing.path(file.sha256) for file in files)
        return calibrated(read_view(paths), calibration_folder(outgoing))
    except (ImagingError, KnownError) as error:
        return str(error)


def _asked(detect: Detect, pictures: Sequence[Radiograph]) -> Sequence[Detection]:
    if not pictures:
        return ()
    try:
        return detect(pictures)
    except KnownError as error:
        return [_unknown(str(error)) for _ in pictures]


def _unknown(reason: str) -> Detection:
    blank = np.zeros((1, 1), dtype=np.uint8)
    return Detection("unknown", (), blank, reason, "", "", 0.0)


def _kept(files: Sequence[Made], detection: Detection, outgoing: FolderStore, clock: Clock) -> Made:
    first = files[0]
    report = _report(files, detection, outgoing, clock)
    with tempfile.TemporaryDirectory(prefix="incoming-", dir=outgoing.root) as folder:
        path = Path(folder) / "report"
        try:
            write_tdr(report, path)
        except UnwritableReport:
            # What a stranger's file says of its scanner may fit no element of DICOS; what was
            # found must not be lost for that.
            plain = Source(study_uid=first.study_uid)
            write_tdr(dataclasses.replace(report, source=plain), path)
        stored = outgoing.put(path)
    return Made(
        sha256=stored.sha256,
        size=stored.path.stat().st_size,
        study_uid=first.study_uid,
        instance_uid=report.sop_uid,
        view=first.view,
        energy=REPORT,
    )


def _report(
    files: Sequence[Made], detection: Detection, outgoing: FolderStore, clock: Clock
) -> ThreatReport:
    images = tuple(_image(file) for file in files)
    source = _source(files[0], outgoing)
    scan = Scan(
        scan_id=files[0].study_uid,
        taken_at=source.taken_at,
        site=source.institution,
        scanner=source.scanner,
        object_id=source.object_id,
        origin=source.origin.value,
        identifiers=source.identifiers,
        files=images,
    )
    made = machine_report(scan, files[0].view, detection, made_at=clock.now(), store=outgoing)
    source = dataclasses.replace(made.source, study_uid=files[0].study_uid)
    uid = derived_uid("screened", *sorted(file.sha256 for file in files))
    return dataclasses.replace(made, source=source, sop_uid=uid)


def _image(file: Made) -> ImageFile:
    return ImageFile(
        sha256=file.sha256,
        name=file.instance_uid,
        size=file.size,
        kind="",
        study_uid=file.study_uid,
        view=file.view,
        energy=file.energy,
        rows=0,
        columns=0,
        instance_uid=file.instance_uid,
    )


def _source(file: Made, outgoing: FolderStore) -> Source:
    try:
        return read_header(outgoing.path(file.sha256)).source
    except (ImagingError, KnownError):
        return Source(study_uid=file.study_uid)
