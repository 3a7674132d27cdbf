"""Where the replies to a file of messages stand, so that each is written once and none is lost.

They stand beside the file. Where another file of that name was answered before, the name of the
newer replies says the digest; where nothing can be written, the workspace keeps them.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

from app.domain.errors import Unavailable
from app.domain.words import Sentence, say
from app.shipments.replies import Replies, answered_at, replies_at

FOLDER = "replies"
"""Within the workspace, for what could not be written beside its file."""
_SHOWN = 8
"""Signs of the digest in a name."""


@dataclasses.dataclass(frozen=True, slots=True)
class Answered:
    """What was written."""

    replies: tuple[Path, ...] = ()
    elsewhere: Sentence | None = None
    """Why they do not stand beside the file, and where they are."""


@dataclasses.dataclass(frozen=True, slots=True)
class Answering:
    """One file, and where it is answered.

    Attributes
    ----------
    path, sha256
        As it came in.
    kept
        Its copy in the store.
    home
        The folder of the workspace.
    """

    path: Path
    sha256: str
    kept: Path
    home: Path

    def write(self, replies: Replies, at: dt.datetime) -> Answered:
        """Write the replies, unless a run that was cut short has written them.

        Raises
        ------
        Unavailable
            When they can be written nowhere.
        """
        beside = self._beside(self.path)
        try:
            return Answered(self._put(replies, beside, at))
        except Unavailable as error:
            folder = self.home / FOLDER / self.sha256
            _make(folder, beside.name)
            written = self._put(replies, folder / beside.name, at)
            why = say("{reason} They are kept in {folder}.", reason=error.sentence, folder=folder)
            return Answered(written, why)

    def _beside(self, path: Path) -> Path:
        """Return the file, under a name of its own where another one of its name was answered."""
        if answered_at(path) in ("", self.sha256):
            return path
        return path.with_name(f"{path.name}.{self.sha256[:_SHOWN]}")

    def _put(self, replies: Replies, beside: Path, at: dt.datetime) -> tuple[Path, ...]:
        if answered_at(beside) == self.sha256:
            return replies_at(beside)
        return replies.write(self.kept, beside, at=at, sha256=self.sha256)


def _make(folder: Path, name: str) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            say(
                "The replies to {name} cannot be written: {why}.",
                name=name,
                why=error.strerror or error,
            )
        ) from error
