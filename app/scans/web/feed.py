"""Following an archive: what is new there is brought here, once each, and the place is kept."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from app.domain.errors import KnownError, Unavailable
from app.domain.words import phrase, say
from app.scans.web.faults import ArchiveFault, Fault
from app.scans.web.store import WebStore
from app.scans.web.wanted import Arrived
from imaging.errors import ImagingError

_BATCH = 16
"""Files that are taken in together: what belongs together is tied once."""
_OF_THE_LINE = frozenset({Fault.UNKNOWN_USER, Fault.UNTRUSTED, Fault.CLOCK})
"""What is wrong with every file alike."""
_CANNOT_KEEP = phrase(
    "{path} cannot be written: {why}. Nothing is lost: the archive has it. Make room on the disk."
)

_Batch = list[tuple[Arrived, Path]]


class ArchiveFeed:
    """What is new in an archive.

    A file is told of until it was taken in, also after a kill; one that cannot be brought holds
    the mark back, so that it is tried again, and what was taken in after it is not taken twice.

    Parameters
    ----------
    store
        The archive.
    folder
        Where files lie while they come; made when it is missing.
    place
        File of which archive, and how far it was followed.
    batch
        Files that are handed on together.
    """

    def __init__(self, store: WebStore, folder: Path, place: Path, batch: int = _BATCH) -> None:
        self._store, self._folder, self._place, self._most = store, folder, place, batch
        self._url = store.line.archive.url
        self._done: set[tuple[str, str]] = set()
        self._blocked = False

    @property
    def name(self) -> str:
        """What the archive is called."""
        return self._store.line.archive.name

    def follow(
        self, take: Callable[[Sequence[Path]], object], failed: Callable[[KnownError], object]
    ) -> None:
        """Bring all that is new, and have it taken in; as `look`."""
        for paths in self.look(failed):
            take(paths)

    def look(self, failed: Callable[[KnownError], object]) -> Iterator[list[Path]]:
        """Bring what is new, some files at a time.

        They count as taken, and are gone, when the next are asked for; who stops before is told of
        them again.

        Parameters
        ----------
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
        batch: _Batch = []
        cut: KnownError | None = None
        try:
            for arrived in self._store.changes(self.mark):
                path = self._bring(arrived, failed)
                if path is not None:
                    batch.append((arrived, path))
                if len(batch) >= self._most:
                    yield [path for _, path in batch]
                    self._taken(batch)
        except KnownError as error:
            cut = error
        if batch:
            # What is here is taken in, also when the line was cut behind it.
            yield [path for _, path in batch]
            self._taken(batch)
        if cut is not None:
            raise cut

    def _bring(self, arrived: Arrived, failed: Callable[[KnownError], object]) -> Path | None:
        if (arrived.study_uid, arrived.instance_uid) in self._done:
            return None
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            return self._store.bring(arrived, self._folder)
        except ArchiveFault as fault:
            if fault.passing or fault.fault in _OF_THE_LINE:
                raise
            if fault.fault is not Fault.NOT_THERE:
                self._blocked = True
                failed(fault)
            return None
        except ImagingError as error:
            self._blocked = True
            failed(KnownError(say("{reason}", reason=error)))
            return None
        except OSError as error:
            why = error.strerror or error
            raise Unavailable(say(_CANNOT_KEEP, path=self._folder, why=why)) from error

    def _taken(self, batch: _Batch) -> None:
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
            kept = json.loads(self._place.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            # Lost, it costs time and nothing else: what was taken in is known again.
            return ""
        known = isinstance(kept, dict) and kept.get("url") == self._url
        return str(kept.get("mark", "")) if known else ""

    def _keep(self, mark: str) -> None:
        beside = self._place.with_name(f".{self._place.name}.part")
        with contextlib.suppress(OSError):
            beside.write_text(json.dumps({"url": self._url, "mark": mark}), encoding="utf-8")
            beside.replace(self._place)
