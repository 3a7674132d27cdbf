"""What is new in another archive, as a source: each file is taken once, the place is kept."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from app.domain.errors import KnownError, Unavailable
from app.domain.words import phrase, say
from app.relay.relaying import Relay, Taken
from app.scans.web.faults import ArchiveFault, Fault
from app.scans.web.store import WebStore

_CANNOT_KEEP = phrase(
    "{path} cannot be written: {why}. Nothing is lost: the archive has it. Make room on the disk."
)


class Feed:
    """Another archive whose new files are relayed.

    Parameters
    ----------
    store
        That archive.
    relay
        Who takes them.
    folder
        Where files lie while they come, and where is noted how far the archive was followed.
    fault
        Told what stands in the way; it is tried again at the next look.
    """

    def __init__(
        self, store: WebStore, relay: Relay, folder: Path, fault: Callable[[KnownError], None]
    ) -> None:
        self._store, self._relay, self._folder, self._fault = store, relay, folder, fault
        self._name = store.line.archive.name
        self._url = store.line.archive.url

    def look(self) -> Iterator[Taken]:
        """Bring and take what is new; what stands in the way ends the look."""
        try:
            for arrived in self._store.changes(self._mark):
                try:
                    yield self._brought(
                        arrived.instance_uid, self._store.bring(arrived, self._folder)
                    )
                except ArchiveFault as fault:
                    # It was taken out of the archive again: nobody can bring it any more.
                    if fault.fault is not Fault.NOT_THERE:
                        raise
                self._keep(arrived.mark)
        except KnownError as error:
            self._fault(error)
        except OSError as error:
            why = error.strerror or error
            self._fault(Unavailable(say(_CANNOT_KEEP, path=self._folder, why=why)))

    def _brought(self, name: str, path: Path) -> Taken:
        try:
            return self._relay.take(path, self._name, name)
        finally:
            path.unlink(missing_ok=True)

    @property
    def _place(self) -> Path:
        return self._folder / "feed.json"

    @property
    def _mark(self) -> str:
        """Where to go on; empty for an archive that was not followed before."""
        try:
            kept = json.loads(self._place.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            # Lost, it costs time and nothing else: what was taken is known again.
            return ""
        known = isinstance(kept, dict) and kept.get("url") == self._url
        return str(kept.get("mark", "")) if known else ""

    def _keep(self, mark: str) -> None:
        beside = self._place.with_name(".feed.part")
        with contextlib.suppress(OSError):
            beside.write_text(json.dumps({"url": self._url, "mark": mark}), encoding="utf-8")
            beside.replace(self._place)
