"""A watched folder: which files in it are complete and were not looked at yet.

Nothing in it is moved, renamed or changed. A file is taken when it stands there under its own name
and neither its size nor its time changed between two looks; what a sender still writes under a
passing name waits until it is renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from app.intake.files import arriving

PASSING = (".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", ".lock", "~")
"""How names of unfinished files end."""

_Look = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds."""


class Inbox:
    """Folders that are looked at again and again.

    Parameters
    ----------
    folders
        Files in them, at any depth, are taken; a folder that is missing now may come.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)
        self._seen: dict[Path, _Look] = {}
        self._done: dict[Path, _Look] = {}

    def look(self) -> tuple[Path, ...]:
        """Return the files that are complete and new or changed, in order of name."""
        present = _looks(arriving(folder for folder in self._folders if folder.is_dir()))
        ready = tuple(
            path
            for path, look in present.items()
            if self._seen.get(path) == look and self._done.get(path) != look
        )
        self._seen = dict(present)
        # What was taken away is forgotten: a file of that name that comes again is another one.
        self._done = {path: look for path, look in self._done.items() if path in present}
        self._done.update((path, present[path]) for path in ready)
        return ready


def _looks(paths: Iterable[Path]) -> Mapping[Path, _Look]:
    found: dict[Path, _Look] = {}
    for path in paths:
        if path.name.lower().endswith(PASSING):
            continue
        try:
            state = path.stat()
        except OSError:
            # It was renamed or taken away at this moment, or may not be looked at yet.
            continue
        found[path] = (state.st_size, state.st_mtime_ns)
    return found
