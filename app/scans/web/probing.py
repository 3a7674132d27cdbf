"""What an archive can do: found out by asking it, never assumed."""

from __future__ import annotations

import dataclasses
import json

from app.domain.words import phrase, say
from app.scans.web.answers import objects_of
from app.scans.web.dicomweb import JSON
from app.scans.web.faults import ArchiveFault, Asked, Fault
from app.scans.web.line import Line

_WHAT = "DICOMweb"
_ROOTS = ("dicom-web/", "")
"""Where DICOMweb begins: Orthanc's own place, or the address itself."""
_NOTHING = "studies?limit=1&StudyInstanceUID=2.25.0"
"""A question that finds nothing: Orthanc would read a file to answer one that finds something."""
_NOT_THIS = (Fault.NOT_THERE, Fault.REFUSED, Fault.NOT_ALLOWED)
_NO_DICOMWEB = phrase(
    "{archive} does not speak DICOMweb ({why}). Look at url in the settings: it ends where the "
    "archive's paths begin."
)


@dataclasses.dataclass(frozen=True, slots=True)
class Abilities:
    """What an archive can do.

    Attributes
    ----------
    dicomweb
        Where DICOMweb begins below its address: empty, or ending with a slash.
    orthanc
        Its version when it is an Orthanc whose REST services may be used; else empty.
    """

    dicomweb: str
    orthanc: str = ""


def abilities_of(line: Line) -> Abilities:
    """Ask an archive what it can do.

    Raises
    ------
    ArchiveFault
        When it cannot be asked, or speaks no DICOMweb.
    """
    orthanc, refusals = _orthanc(line), dict[str, ArchiveFault]()
    for root in _ROOTS:
        try:
            body = line.ask(root + _NOTHING, _WHAT, accept=JSON)
            list(objects_of(body, Asked(line.archive.name, _WHAT)))
        except ArchiveFault as fault:
            if fault.fault not in _NOT_THIS:
                raise
            refusals[root or "/"] = fault
        else:
            return Abilities(root, orthanc)
    for refusal in refusals.values():
        if refusal.fault is Fault.NOT_ALLOWED:
            raise refusal
    why = ", ".join(f"{root}: {fault.fault.value}" for root, fault in refusals.items())
    raise ArchiveFault(Fault.REFUSED, say(_NO_DICOMWEB, archive=line.archive.name, why=why))


def _orthanc(line: Line) -> str:
    """Return the version of an Orthanc; empty when it is none."""
    try:
        told = json.loads(line.ask("system", _WHAT))
    except ValueError:
        return ""
    except ArchiveFault as fault:
        if fault.fault not in _NOT_THIS:
            raise
        return ""
    known = isinstance(told, dict) and "ApiVersion" in told
    return str(told.get("Version", "?")) if known else ""
