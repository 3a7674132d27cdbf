"""A watched folder as a source: each file in it is taken once, also after the relay was away.

Nothing in it is moved, renamed or changed. What was taken is remembered by name, size and time in a
file of lines; a line that is cut off by a kill costs taking one file again, which is known by its
digest.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

from app.domain.errors import KnownError
from app.intake.inbox import Inbox
from app.relay.relaying import Relay, Taken

_Look = tuple[int, int]


class Watched:
    """A folder whose files are taken.

    Parameters
    ----------
    folder
        Where, at any depth.
    relay
        Who takes them.
    memory
        File of what was taken.
    fault
        Told what stood in the way; the file is taken later.
    """

    def __init__(
        self, folder: Path, relay: Relay, memory: Path, fault: Callable[[KnownError], None]
    ) -> None:
        self._folder, self._relay, self._memory, self._fault = folder, relay, memory, fault
        self._inbox = Inbox([folder])
        self._again: list[Path] = []
        self._taken = _remembered(memory)

    def look(self) -> Iterator[Taken]:
        """Take what is complete and was not taken yet."""
        ready, self._again = [*self._again, *self._inbox.look()], []
        for path in ready:
            look = _look(path)
            if look is None or self._taken.get(str(path)) == look:
                continue
            try:
                taken = self._relay.take(path, str(self._folder))
            except KnownError as error:
                self._fault(error)
                self._again.append(path)
                continue
            self._remember(path, look)
            yield taken

    def _remember(self, path: Path, look: _Look) -> None:
        self._taken[str(path)] = look
        # Forgotten, it would be taken again and found to be known.
        with (
            contextlib.suppress(OSError, UnicodeEncodeError),
            self._memory.open("a", encoding="utf-8") as lines,
        ):
            lines.write(json.dumps([str(path), *look]) + "\n")


def _look(path: Path) -> _Look | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns


def _remembered(memory: Path) -> dict[str, _Look]:
    found: dict[str, _Look] = {}
    with contextlib.suppress(OSError), memory.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            with contextlib.suppress(ValueError, TypeError):
                name, size, changed = json.loads(line)
                found[str(name)] = (int(size), int(changed))
    return found
