"""A store of scans elsewhere: an archive, whatever it can do."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.domain.errors import KnownError, Refused
from app.domain.words import phrase, say
from app.scans.web.answers import is_uid
from app.scans.web.dicomweb import FILE, DicomWeb
from app.scans.web.faults import ArchiveFault, Asked, Fault
from app.scans.web.fetching import Incoming
from app.scans.web.line import Line
from app.scans.web.multipart import NoPart, only_part
from app.scans.web.orthanc import Orthanc
from app.scans.web.probing import Abilities, abilities_of
from app.scans.web.wanted import Arrived, Wanted
from imaging.guard import MAX_FILE
from imaging.reader import kind_of, read_header
from imaging.scanfile import Kind
from imaging.tdr import read_tdr

_ALTERED_HERE = phrase(
    "{file} is not what it was (SHA-256 {found}...). Nothing was sent. Make it again from what the "
    "scanner delivered."
)
_NO_NUMBER = phrase(
    "{file} has no UIDs, so no archive can keep it. Nothing was sent. Send it as DICOM or DICOS."
)
Uids = tuple[str, str]
"""Study and SOP Instance UID of a file."""
_BLOCK = 256 << 10
"""Stays in a processor's cache while both digests are taken of it."""
_MOST_KNOWN = 100_000
_MARK = re.compile(r"(orthanc|day):([0-9-]{1,20})")
_LATE = dt.timedelta(days=3)
"""How long after it was taken a file may come to an archive that tells only when it was taken."""
_FEED = "DICOMweb"


class WebStore:
    """The files of an archive; may be used by several threads.

    What it can do is asked once, and where its files are once a study; both are asked anew after
    an answer that does not fit what was known.

    Parameters
    ----------
    line
        How it is asked.
    """

    def __init__(self, line: Line) -> None:
        self.line = line
        self._abilities: Abilities | None = None
        self._places: dict[tuple[str, str], str] = {}
        self._told: set[tuple[str, str]] = set()

    @property
    def abilities(self) -> Abilities:
        """What the archive can do.

        Raises
        ------
        ArchiveFault
            When it cannot be asked.
        """
        if self._abilities is None:
            self._abilities = abilities_of(self.line)
        return self._abilities

    def incoming(self, wanted: Wanted) -> Incoming:
        """Return a file, to be brought here.

        Raises
        ------
        ArchiveFault
            When the archive does not have it, or cannot be asked.
        ImagingError
            When no scan is so large as the record says.
        """
        path = self._place(wanted.study_uid, wanted.instance_uid, wanted.name)
        # Files of Orthanc's own service are plain; DICOMweb wraps them.
        accept = "*/*" if path.endswith("/file") else FILE
        return Incoming(self.line, path, wanted.name, size=wanted.size, accept=accept)

    def know(self, study_uid: str, what: str) -> None:
        """Ask where the files of a study are, so that nobody has to wait for it later.

        Raises
        ------
        ArchiveFault
            When the archive cannot be asked.
        """
        if len(self._places) > _MOST_KNOWN:
            self._places.clear()
        found = self._of_study(study_uid, what)
        self._places.update({(study_uid, uid): path for uid, path in found.items()})

    def bring(self, arrived: Arrived, folder: Path) -> Path:
        """Bring a file of which nothing is known yet, and write it into a folder.

        Raises
        ------
        ArchiveFault
            When it is not had, or is not what the archive took a digest of.
        ImagingError
            When it is larger than a scan can be.
        OSError
            When it cannot be written.
        """
        name = f"{arrived.instance_uid}.dcm"
        path = self._place(arrived.study_uid, arrived.instance_uid, name)
        data = self._whole(path, name)
        beside = folder / f".{name}.part"
        try:
            beside.write_bytes(data)
            return beside.replace(folder / name)
        finally:
            # Half of one takes room that another needs.
            beside.unlink(missing_ok=True)

    def holds(self, study_uid: str, instance_uid: str) -> bool:
        """Whether the archive has a file of these numbers.

        Raises
        ------
        ArchiveFault
            When it cannot be asked.
        """
        if not (is_uid(study_uid) and is_uid(instance_uid)):
            return False
        if self.abilities.orthanc:
            # Asked by QIDO-RS, it would read the whole file to answer.
            return instance_uid in self._of_study(study_uid, instance_uid)
        return self._web().holds(study_uid, instance_uid, instance_uid)

    def put(self, file: Path, sha256: str, uids: Uids | None = None) -> None:
        """Store a file; storing it twice is storing it once.

        Returns only when the archive has said by its number that it keeps it and, where it tells,
        that what it keeps is the same to the byte.

        Parameters
        ----------
        uids
            Those in the file, where it is known already what it says: then it is not read for them.

        Raises
        ------
        KnownError
            When the file here is not what its digest says, or has no numbers.
        ArchiveFault
            When the archive does not keep it, or keeps another one of the same number.
        ImagingError
            When the file cannot be read.
        """
        study, instance = uids or _numbers(file)
        if not (is_uid(study) and is_uid(instance)):
            raise Refused(say(_NO_NUMBER, file=file.name))
        md5 = _digest(file, sha256)
        self._web().store(file, instance, file.name)
        if self.abilities.orthanc:
            self._compare(self._place(study, instance, file.name), md5, file.name)

    def keeps(self, file: Path, sha256: str, uids: Uids | None = None) -> bool:
        """Whether the archive says that it has this very file, not only one of its number.

        Parameters
        ----------
        uids
            As `put`.

        Returns
        -------
        bool
            False also where it tells no digest of what it keeps: then only `put` makes sure.

        Raises
        ------
        KnownError
            When the file here is not what its digest says.
        ArchiveFault
            When it cannot be asked, or keeps another file of the same number.
        ImagingError
            When the file cannot be read.
        """
        study, instance = uids or _numbers(file)
        if not (is_uid(study) and is_uid(instance) and self.abilities.orthanc):
            return False
        md5 = _digest(file, sha256)
        path = self._of_study(study, file.name).get(instance, "")
        return self._compare(path, md5, file.name)

    def changes(self, since: str) -> Iterator[Arrived]:
        """Yield what has come to the archive since a mark, the oldest first, and end.

        A file may be told of again; none is left out, except on archives that are no Orthanc a
        file that came more than three days after it was taken.

        Parameters
        ----------
        since
            The mark of the last one that was done with; empty for all there are.

        Raises
        ------
        ArchiveFault
            When the archive cannot be asked.
        """
        mark = _MARK.fullmatch(since)
        kind, told = (mark[1], mark[2]) if mark else ("", "")
        if self.abilities.orthanc:
            yield from self._fed(int(told) if kind == "orthanc" and told.isdecimal() else 0)
        else:
            yield from self._dated(told if kind == "day" else "")

    def _fed(self, since: int) -> Iterator[Arrived]:
        orthanc = Orthanc(self.line)
        for number, instance in orthanc.changes(since, _FEED):
            try:
                study, uid = orthanc.uids(instance, _FEED)
            except ArchiveFault as fault:
                if fault.fault is not Fault.NOT_THERE:
                    raise
                # It was taken out of the archive again.
                continue
            yield Arrived(study, uid, f"orthanc:{number}")

    def _dated(self, since: str) -> Iterator[Arrived]:
        today = dt.datetime.now(dt.UTC).date()
        begin = _day(since) - _LATE if since else dt.date(1, 1, 1)
        for study, uid in self._web().since(begin, _FEED):
            if (study, uid) not in self._told:
                yield Arrived(study, uid, f"day:{today.isoformat()}")
                # Told once it is done with: who broke off is told again.
                self._told.add((study, uid))

    def _place(self, study_uid: str, instance_uid: str, what: str) -> str:
        found = self._places.get((study_uid, instance_uid))
        if found is None:
            asked = Asked(self.line.archive.name, what)
            if not (is_uid(study_uid) and is_uid(instance_uid)):
                raise asked.fault(Fault.NOT_THERE, f"UID {instance_uid!r}")
            self.know(study_uid, what)
            found = self._places.get((study_uid, instance_uid))
            if found is None:
                raise asked.fault(Fault.NOT_THERE, instance_uid)
        return found

    def _of_study(self, study_uid: str, what: str) -> Mapping[str, str]:
        if self.abilities.orthanc:
            try:
                return Orthanc(self.line).of_study(study_uid, what)
            except ArchiveFault as fault:
                if fault.fault not in (Fault.NOT_THERE, Fault.NOT_ALLOWED, Fault.REFUSED):
                    raise
                # Its REST services were there and are not any more; DICOMweb may still be.
                self._abilities = dataclasses.replace(self.abilities, orthanc="")
        return self._web().of_study(study_uid, what)

    def _whole(self, path: str, name: str) -> bytes:
        asked = Asked(self.line.archive.name, name)
        if not path.endswith("/file"):
            body = self.line.read(path, name, accept=FILE, most=MAX_FILE)
            try:
                return only_part(body)
            except NoPart as error:
                raise asked.fault(Fault.ALTERED, error) from error
        coming = Incoming(self.line, path, name)
        for _ in coming.flow():
            pass
        data = coming.data
        kept = Orthanc(self.line).md5(path, name)
        if kept and kept != hashlib.md5(data, usedforsecurity=False).hexdigest():
            raise asked.fault(Fault.ALTERED, f"MD5 {kept}")
        return data

    def _web(self) -> DicomWeb:
        return DicomWeb(self.line, self.abilities.dicomweb)

    def _compare(self, path: str, md5: str, what: str) -> bool:
        """Hold what the archive keeps against what is here; False when it does not tell."""
        kept = Orthanc(self.line).md5(path, what) if path.endswith("/file") else ""
        if kept and kept != md5:
            raise Asked(self.line.archive.name, what).fault(Fault.ANOTHER, f"MD5 {kept}")
        return bool(kept)


def _numbers(file: Path) -> Uids:
    """Study and instance of a picture, or of a report on one."""
    if kind_of(file) == Kind.DICOS_TDR.value:
        report = read_tdr(file)
        return report.source.study_uid, report.sop_uid
    header = read_header(file)
    return header.study_uid, header.instance_uid


def _digest(file: Path, sha256: str) -> str:
    """Return a file's MD5, once its SHA-256 is what it should be."""
    # MD5 is what Orthanc keeps of a file; it is no proof against people, only against chance.
    sha, md5 = hashlib.sha256(), hashlib.md5(usedforsecurity=False)
    room = memoryview(bytearray(_BLOCK))
    with file.open("rb", buffering=0) as stream:
        while count := stream.readinto(room):
            sha.update(room[:count])
            md5.update(room[:count])
    if sha.hexdigest() != sha256:
        raise KnownError(say(_ALTERED_HERE, file=file.name, found=sha.hexdigest()[:16]))
    return md5.hexdigest()


def _day(told: str) -> dt.date:
    try:
        return dt.date.fromisoformat(told)
    except ValueError:
        return dt.date(1, 1, 1) + _LATE
