"""Following an archive: what is new there is brought here, once each, and the place is kept."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import Unavailable
from app.domain.words import phrase, say
from app.scans.web.faults import ArchiveFault, Fault

if TYPE_CHECKING:
    from app.scans.web.store import WebStore
    from app.scans.web.wanted import Arrived

MARK = "archive.json"
"""In the workspace: of which archive, and how far it was followed."""
_FOLDER = "arriving"
_BATCH = 16
"""Files that are taken in together: what belongs together is tied once."""
_OF_THE_LINE = frozenset({Fault.UNKNOWN_USER, Fault.UNTRUSTED, Fault.CLOCK})
"""What is wrong with every file alike."""
_CANNOT_KEEP = phrase(
    "{path} cannot be written: {why}. Nothing is lost: the archive has it. Make room on the disk."
)

Take = Callable[[Sequence[Path]], None]


class ArchiveFeed:
    """What is new in an archive.

    A file is told of until it was taken in, also after a kill; one that cannot be brought holds
    the mark back, so that it is tried again, and what was taken in after it is not taken twice.

    Parameters
    ----------
    store
        The archive.
    home
        The workspace.
    """

    def __init__(self, store: WebStore, home: Path) -> None:
        self._store, self._home = store, home
        self._url = store.line.archive.url
        self._done: set[tuple[str, str]] = set()
        self._blocked = False

    def look(self, take: Take, failed: Callable[[ArchiveFault], None]) -> None:
        """Bring all that is new, and have it taken in.

        Parameters
        ----------
        take
            Takes files in; they are gone after it.
        failed
            Told of a file that cannot be brought now; it is tried again the next time.

        Raises
        ------
        ArchiveFault
            When the archive cannot be asked.
        Unavailable
            When this disk has no room.
        """
        self._blocked = False
        batch: list[tuple[Arrived, Path]] = []
        try:
            for arrived in self._store.changes(self.mark):
                path = self._bring(arrived, failed)
                if path is not None:
                    batch.append((arrived, path))
                if len(batch) == _BATCH:
                    self._take(batch, take)
        finally:
            # What is here is taken in, also when the line was cut behind it.
            self._take(batch, take)

    def _bring(self, arrived: Arrived, failed: Callable[[ArchiveFault], None]) -> Path | None:
        if (arrived.study_uid, arrived.instance_uid) in self._done:
            return None
        folder = self._home / _FOLDER
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            return self._store.bring(arrived, folder)
        except ArchiveFault as fault:
            if fault.passing or fault.fault in _OF_THE_LINE:
                raise
            if fault.fault is not Fault.NOT_THERE:
                self._blocked = True
                failed(fault)
            return None
        except OSError as error:
            why = error.strerror or error
            raise Unavailable(say(_CANNOT_KEEP, path=folder, why=why)) from error

    def _take(self, batch: list[tuple[Arrived, Path]], take: Take) -> None:
        if not batch:
            return
        take([path for _, path in batch])
        for arrived, path in batch:
            path.unlink(missing_ok=True)
            self._done.add((arrived.study_uid, arrived.instance_uid))
        if not self._blocked:
            self._keep(batch[-1][0].mark)
        batch.clear()

    @property
    def mark(self) -> str:
        """Where to go on; empty for an archive that was not followed before."""
        try:
            kept = json.loads((self._home / MARK).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            # Lost, it costs time and nothing else: what is on record is known again.
            return ""
        known = isinstance(kept, dict) and kept.get("url") == self._url
        return str(kept.get("mark", "")) if known else ""

    def _keep(self, mark: str) -> None:
        beside = self._home / f".{MARK}.part"
        with contextlib.suppress(OSError):
            beside.write_text(json.dumps({"url": self._url, "mark": mark}), encoding="utf-8")
            beside.replace(self._home / MARK)
