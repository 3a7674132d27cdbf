"""What a relay does with one file: keep, check, encode, screen, forward.

Each step is a plain function of what is kept: done twice, it comes to the same, so whoever runs
them may die at any point and begin again. `keep` and `encode` leave files under their digests,
`forward` ends with the archive's word that it has the file.
"""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path
from typing import Protocol

from app.domain.errors import KnownError
from app.domain.words import Sentence, phrase, say
from app.intake.files import sidecar_of
from app.relay.screening import REPORT, Made, screen
from app.scans import FolderStore
from imaging import pairing
from imaging.dicos import write_dx
from imaging.dicos_elements import derived_uid
from imaging.errors import ImagingError, UnwritableScan
from imaging.radiograph import Radiograph
from imaging.reader import kind_of, read_image
from imaging.restream import Whole, check_stream, read_whole, stream_pieces
from imaging.scanfile import Kind, ScanFile
from imaging.tdr import read_tdr

__all__ = [
    "Archive",
    "Checked",
    "Encoded",
    "Made",
    "Rejected",
    "check",
    "encode",
    "forward",
    "keep",
    "screen",
]

_AS_IT_CAME = phrase("It goes to the archive as it came: {reason}")
_NAMELESS = phrase(
    "The file states no study or no instance of its own, and cannot be brought into a form that "
    "does: {reason}"
)
_DICOM = (Kind.DICOS_DX.value, Kind.DICOM.value)


class Rejected(KnownError):
    """A file that no archive of scans gets; its original is kept all the same."""


class Archive(Protocol):
    """Where files go (`app.scans.web.store.WebStore`)."""

    def put(self, file: Path, sha256: str, uids: tuple[str, str], /) -> None:
        """Send a file; returns when the archive said that it has it. Raises `KnownError`."""

    def keeps(self, file: Path, sha256: str, uids: tuple[str, str], /) -> bool:
        """Whether the archive says that it has this very file. Raises `KnownError`."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """An original of which every pixel was decoded.

    Attributes
    ----------
    sha256, kind
        Of the original; see `imaging.scanfile.Kind`.
    file
        Its pixels and header; None of a report.
    whole
        With it the file can be written again; None where it cannot be, or is no DICOM.
    remark
        Why it goes as it came, where it does.
    """

    sha256: str
    kind: str
    file: ScanFile | None
    whole: Whole | None = None
    remark: Sentence | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Encoded:
    """What became of one original: files for the archive, and a remark where one is due."""

    made: tuple[Made, ...]
    remark: Sentence | None = None


def keep(path: Path, originals: FolderStore) -> str:
    """Keep an original, with its side-car, and return its digest.

    Raises
    ------
    StoreError
        When it cannot be read, or the disk refuses it.
    """
    sidecar = sidecar_of(path)
    sha256 = originals.put(path).sha256
    if sidecar is not None:
        originals.put_beside(sha256, sidecar)
    return sha256


def check(sha256: str, originals: FolderStore) -> Checked:
    """Decode every pixel of an original.

    Raises
    ------
    Rejected
        When it is no scan that can be shown, with the reason.
    StoreError
        When it is not kept any more.
    """
    path = originals.path(sha256)
    try:
        kind = kind_of(path)
        if kind == Kind.DICOS_TDR.value:
            read_tdr(path)
            return Checked(sha256, kind, None)
        if kind in _DICOM:
            return _checked_dicom(path, sha256, kind)
        return Checked(sha256, kind, read_image(path))
    except ImagingError as error:
        raise Rejected(say("{reason}", reason=error)) from error


def encode(checked: Checked, originals: FolderStore, outgoing: FolderStore) -> Encoded:
    """Bring a checked original into the stream form, one file for each energy.

    Every file that is returned was read back: its pixels are those of the original, and so is
    every element where the original has elements. The same original gives the same bytes again.

    Raises
    ------
    Rejected
        When it can be written neither so nor as it came.
    StoreError
        When the disk refuses it; it may be asked for again.
    """
    if checked.file is None:
        return Encoded((_report(checked, originals, outgoing),))
    if checked.kind not in _DICOM:
        return Encoded(_converted(checked, checked.file, outgoing))
    remark = checked.remark
    if checked.whole is not None and not checked.whole.streams:
        try:
            return Encoded((_written(checked.whole, checked.sha256, outgoing),))
        except UnwritableScan as error:
            remark = say(_AS_IT_CAME, reason=error)
    header = checked.file.header
    if not (header.study_uid and header.instance_uid):
        raise Rejected(say(_NAMELESS, reason=remark or "-"))
    return Encoded((_passed(checked.file, checked.sha256, originals, outgoing),), remark)


def forward(made: Made, outgoing: FolderStore, archive: Archive, *, again: bool = False) -> None:
    """Send a file to the archive.

    Parameters
    ----------
    again
        Whether it may have been sent before: then the archive is asked first.

    Raises
    ------
    StoreError
        When the file is not there any more.
    KnownError
        When the archive did not say that it has it.
    ArchiveFault
        When it has another file of the same UIDs, among others.
    """
    path = outgoing.path(made.sha256)
    uids = made.study_uid, made.instance_uid
    if again and archive.keeps(path, made.sha256, uids):
        return
    archive.put(path, made.sha256, uids)


def _checked_dicom(path: Path, sha256: str, kind: str) -> Checked:
    try:
        whole = read_whole(path, kind)
    except UnwritableScan as error:
        return Checked(sha256, kind, read_image(path), remark=say(_AS_IT_CAME, reason=error))
    return Checked(sha256, kind, whole.file, whole)


def _written(whole: Whole, original: str, outgoing: FolderStore) -> Made:
    """Write one file in the stream form, and read it back."""
    stored = outgoing.put_bytes(*stream_pieces(whole, original))
    try:
        check_stream(stored.path, whole, original)
    except UnwritableScan:
        outgoing.forget(stored.sha256)
        raise
    return _made(stored.path, stored.sha256, whole.file)


def _converted(checked: Checked, file: ScanFile, outgoing: FolderStore) -> tuple[Made, ...]:
    """Write a picture that is no DICOM as DICOS, then in the stream form."""
    named = _named(pairing.radiograph([file]), checked.sha256)
    with tempfile.TemporaryDirectory(prefix="incoming-", dir=outgoing.root) as folder:
        places = [Path(folder) / channel.energy.value for channel in named.channels]
        try:
            write_dx(named, places, seed=checked.sha256)
            return tuple(
                _written(read_whole(place, Kind.DICOS_DX.value), checked.sha256, outgoing)
                for place in places
            )
        except ImagingError as error:
            raise Rejected(say("{reason}", reason=error)) from error


def _named(radiograph: Radiograph, sha256: str) -> Radiograph:
    """Give a picture UIDs that its other energy, in another file, comes to as well.

    A side-car's study is any text: with the place and the object it is told from the same text
    elsewhere.
    """
    source = radiograph.source
    place = (source.institution, source.station, source.manufacturer, source.model)
    told = (*place, source.object_id, source.study_uid) if source.study_uid else (sha256,)
    study = derived_uid("study", *told)
    series = derived_uid("series", study, source.view)
    return dataclasses.replace(
        radiograph, source=dataclasses.replace(source, study_uid=study, series_uid=series)
    )


def _passed(file: ScanFile, sha256: str, originals: FolderStore, outgoing: FolderStore) -> Made:
    """Let an original go to the archive as it is."""
    stored = outgoing.put(originals.path(sha256))
    return _made(stored.path, stored.sha256, file)


def _made(path: Path, sha256: str, file: ScanFile) -> Made:
    header = file.header
    instance = header.instance_uid
    study = header.study_uid
    if not (study and instance):
        # The stream form has those that were missing.
        written = read_whole(path, header.kind).file.header
        study, instance = written.study_uid, written.instance_uid
    return Made(
        sha256=sha256,
        size=path.stat().st_size,
        study_uid=study,
        instance_uid=instance,
        view=header.view,
        energy=header.energy.value,
    )


def _report(checked: Checked, originals: FolderStore, outgoing: FolderStore) -> Made:
    path = originals.path(checked.sha256)
    report = read_tdr(path)
    if not (report.source.study_uid and report.sop_uid):
        raise Rejected(say(_NAMELESS, reason="TDR"))
    stored = outgoing.put(path)
    return Made(
        sha256=stored.sha256,
        size=stored.path.stat().st_size,
        study_uid=report.source.study_uid,
        instance_uid=report.sop_uid,
        view=report.source.view,
        energy=REPORT,
    )
