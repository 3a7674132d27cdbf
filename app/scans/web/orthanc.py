"""What Orthanc gives beyond DICOMweb by its REST API: plain files, its own digests, what is new."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.scans.web.answers import is_uid, objects_of, tree_of
from app.scans.web.faults import ArchiveFault, Asked, Fault
from app.scans.web.line import Line, Posted

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{8}){4}")
_PAGE = 100


class Orthanc:
    """The REST services of an Orthanc.

    Parameters
    ----------
    line
        How it is asked.
    """

    def __init__(self, line: Line) -> None:
        self._line = line

    def of_study(self, study_uid: str, what: str) -> Mapping[str, str]:
        """Return the paths of a study's files by their SOP Instance UIDs.

        Raises
        ------
        ArchiveFault
            When it cannot be asked.
        """
        question = {
            "Level": "Instance",
            "Query": {"StudyInstanceUID": study_uid},
            "Expand": True,
        }
        posted = Posted.of("application/json", json.dumps(question).encode())
        body = self._line.ask("tools/find", what, posted=posted)
        found = {}
        for one in objects_of(body, self._asked(what)):
            instance, number = _main(one, "SOPInstanceUID"), str(one.get("ID", ""))
            if is_uid(instance) and _ID.fullmatch(number):
                found[instance] = f"instances/{number}/file"
        return found

    def md5(self, path: str, what: str) -> str:
        """Return the MD5 that the archive took of a file when it came; empty when it took none.

        Parameters
        ----------
        path
            Of the file, as `of_study` gives it.

        Raises
        ------
        ArchiveFault
            When it cannot be asked.
        """
        place = path.removesuffix("/file") + "/attachments/dicom/md5"
        try:
            return self._line.ask(place, what).decode("ascii", "replace").strip()
        except ArchiveFault as fault:
            if fault.fault in (Fault.NOT_THERE, Fault.REFUSED):
                return ""
            raise

    def changes(self, since: int, what: str) -> Iterator[tuple[int, str]]:
        """Yield what has come since: number of the change, and which instance; all pages of it.

        Raises
        ------
        ArchiveFault
            When it cannot be asked.
        """
        if since > self._last(what):
            # Its index was laid out anew, and it counts from the beginning again.
            since = 0
        while True:
            page = self._object(f"changes?since={since}&limit={_PAGE}", what)
            changes = page.get("Changes")
            for change in changes if isinstance(changes, list) else []:
                number, instance = change.get("Seq"), str(change.get("ID", ""))
                if change.get("ChangeType") == "NewInstance" and _ID.fullmatch(instance):
                    yield int(number), instance
            last = page.get("Last")
            if page.get("Done") is not False or not isinstance(last, int) or last <= since:
                return
            since = last

    def uids(self, instance: str, what: str) -> tuple[str, str]:
        """Return study and instance UID of an instance.

        Raises
        ------
        ArchiveFault
            When it cannot be asked, or is gone since.
        """
        found = (
            _main(self._object(f"instances/{instance}/study", what), "StudyInstanceUID"),
            _main(self._object(f"instances/{instance}", what), "SOPInstanceUID"),
        )
        if not all(is_uid(uid) for uid in found):
            raise self._asked(what).fault(Fault.REFUSED, f"{instance}: no UIDs")
        return found

    def _last(self, what: str) -> int:
        last = self._object("changes?last", what).get("Last")
        return last if isinstance(last, int) else 0

    def _object(self, path: str, what: str) -> Mapping[str, Any]:
        asked = self._asked(what)
        tree = tree_of(self._line.read(path, what), asked)
        if not isinstance(tree, dict):
            raise asked.fault(Fault.REFUSED, "no object")
        return tree

    def _asked(self, what: str) -> Asked:
        return Asked(self._line.archive.name, what)


def _main(one: Mapping[str, Any], name: str) -> str:
    tags = one.get("MainDicomTags")
    return str(tags.get(name, "")) if isinstance(tags, dict) else ""
