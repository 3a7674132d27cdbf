"""DICOMweb (DICOM PS3.18): asking what there is, where to fetch it, and storing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.scans.web.answers import is_uid, items, objects_of, text, tree_of
from app.scans.web.faults import ArchiveFault, Asked, Fault
from app.scans.web.line import Line
from app.scans.web.multipart import stored

JSON = "application/dicom+json"
FILE = 'multipart/related; type="application/dicom"; transfer-syntax=*'
"""The file as it was stored, whatever it is written in."""

_STUDY, _SERIES, _INSTANCE = "0020000D", "0020000E", "00080018"
_KEPT, _FAILED, _WHY = "00081199", "00081198", "00081197"
"""Referenced SOP Sequence, Failed SOP Sequence, Failure Reason."""
_REFERENCED = "00081155"
_PAGE = 200
_OUT_OF_RESOURCES = range(0xA700, 0xA800)
"""PS3.18 table 10.5.3-1 names the codes of PS3.4 annex B.2.3."""


class DicomWeb:
    """The DICOMweb services of an archive.

    Parameters
    ----------
    line
        How it is asked.
    root
        Where they begin below its address: empty, or ending with a slash.
    """

    def __init__(self, line: Line, root: str) -> None:
        self._line, self._root = line, root

    def of_study(self, study_uid: str, what: str) -> Mapping[str, str]:
        """Return the paths of a study's files by their SOP Instance UIDs (QIDO-RS).

        Raises
        ------
        ArchiveFault
            When it cannot be asked.
        """
        found = {}
        question = f"studies/{study_uid}/instances?includefield={_SERIES}"
        for one in self._pages(question, what):
            series, instance = text(one, _SERIES), text(one, _INSTANCE)
            if is_uid(series) and is_uid(instance):
                place = f"studies/{study_uid}/series/{series}/instances/{instance}"
                found[instance] = self._root + place
        return found

    def holds(self, study_uid: str, instance_uid: str, what: str) -> bool:
        """Whether a file is there (QIDO-RS).

        Raises
        ------
        ArchiveFault
            When it cannot be asked.
        """
        question = f"{self._root}studies/{study_uid}/instances?SOPInstanceUID={instance_uid}"
        try:
            body = self._line.ask(question, what, accept=JSON)
        except ArchiveFault as fault:
            if fault.fault is Fault.NOT_THERE:
                return False
            raise
        found = objects_of(body, self._asked(what))
        return any(text(one, _INSTANCE) == instance_uid for one in found)

    def since(self, day: dt.date, what: str) -> Iterator[tuple[str, str]]:
        """Yield study and instance UIDs of what was taken on a day or later (QIDO-RS).

        Raises
        ------
        ArchiveFault
            When it cannot be asked.
        """
        for one in self._pages(f"instances?StudyDate={day:%Y%m%d}-", what):
            study, instance = text(one, _STUDY), text(one, _INSTANCE)
            if is_uid(study) and is_uid(instance):
                yield study, instance

    def store(self, file: Path, instance_uid: str, what: str) -> None:
        """Store a file (STOW-RS); storing it twice is storing it once.

        Raises
        ------
        ArchiveFault
            When the archive does not say by its number that it keeps it.
        """
        asked = self._asked(what)
        body = self._line.ask(self._root + "studies", what, accept=JSON, posted=stored(file))
        if not body.strip():
            raise asked.fault(Fault.NOT_KEPT, "an empty answer")
        answer = tree_of(body, asked)
        if not isinstance(answer, dict):
            raise asked.fault(Fault.NOT_KEPT, "no data set")
        kept = {text(one, _REFERENCED) for one in items(answer, _KEPT)}
        if instance_uid not in kept:
            raise _not_kept(answer, asked)

    def _pages(self, question: str, what: str) -> Iterator[Mapping[str, Any]]:
        """Ask on until there is no more; an archive that knows no pages gives all at once."""
        at, first = 0, None
        while True:
            more = f"{self._root}{question}&limit={_PAGE}&offset={at}"
            page = list(objects_of(self._line.ask(more, what, accept=JSON), self._asked(what)))
            if not page or page[0] == first:
                return
            yield from page
            if len(page) != _PAGE:
                return
            first, at = page[0], at + len(page)

    def _asked(self, what: str) -> Asked:
        return Asked(self._line.archive.name, what)


def _not_kept(answer: Mapping[str, Any], asked: Asked) -> ArchiveFault:
    """Return why an archive did not keep a file."""
    reasons = [text(one, _WHY) for one in items(answer, _FAILED)]
    code = next((int(told) for told in reasons if told.isdecimal()), None)
    if code is None:
        return asked.fault(Fault.NOT_KEPT, "no ReferencedSOPSequence")
    full = code in _OUT_OF_RESOURCES
    return asked.fault(Fault.FULL if full else Fault.REFUSED, f"FailureReason {code:04X}H")
