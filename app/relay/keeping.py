"""What became of each original: a small file for each, so that nothing is lost or done twice.

A journal of files and no table: it is written where the originals are, by the same machine, also
where that is a share that several relays see (which SQLite's files may not be); one damaged entry
costs one question to the archive and no other entry; and it can be read with any editor. What is
open lies apart from what is done, so that a relay that starts reads what is left and not all that
ever was.

Every entry is written whole under another name, synced and renamed. Who dies before that finds the
step not done, and does it again.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import enum
import errno
import hashlib
import itertools
import json
import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.domain.errors import Unavailable
from app.domain.words import Sentence, phrase, say
from app.relay.screening import Made

_UNWRITABLE = phrase(
    "The relay cannot note what became of {name}: {why}. Check the space left on the disk; it is "
    "tried again by itself."
)
_DIGEST = frozenset("0123456789abcdef")
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL)
"""How file systems without hard links (FAT) say so."""


class State(enum.StrEnum):
    """How far an original has come."""

    KEPT = "kept"
    """Its bytes are safe here."""
    MADE = "made"
    """What goes to the archive is made."""
    SENT = "sent"
    """The archive said that it has all of it."""
    REFUSED = "refused"
    """It goes nowhere, for a reason; its bytes are kept."""


@dataclasses.dataclass(frozen=True, slots=True)
class Fate:
    """What became of one original.

    Attributes
    ----------
    sha256
        Its digest.
    name, source
        What it was called where it came from.
    came_at
        When, in UTC.
    made
        What was made of it for the archive.
    begun
        Whether any of it may have been sent.
    said
        Why it was refused, or goes as it came.
    screening
        Whether a report is still owed.
    report
        The report on its view, once there is one.
    """

    sha256: str
    name: str
    source: str
    came_at: dt.datetime
    state: State = State.KEPT
    made: tuple[Made, ...] = ()
    begun: bool = False
    said: Sentence | None = None
    screening: bool = False
    report: Made | None = None

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self.state is State.REFUSED or (self.state is State.SENT and not self.screening)


class Keeping:
    """The journal of one relay's folder; may be used by several threads and programs.

    Parameters
    ----------
    root
        Its folder, made when it is missing.

    Raises
    ------
    Unavailable
        When it cannot be made.
    """

    def __init__(self, root: Path) -> None:
        self._open, self._done = root / "open", root / "done"
        self._names, self._views = root / "names", root / "views"
        try:
            for folder in (self._open, self._done, self._names, self._views):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(root.name, error) from error

    def note(self, fate: Fate) -> Fate:
        """Put down how far an original has come, and return it.

        Raises
        ------
        Unavailable
            When the disk refuses it; what was put down before stays.
        """
        place = self._place(fate.sha256, done=fate.done)
        try:
            if fate.screening:
                self._beside(fate).mkdir(mode=0o700, parents=True, exist_ok=True)
                (self._beside(fate) / fate.sha256).touch(mode=0o600)
            _write(place, json.dumps(_plain(fate), ensure_ascii=False).encode())
            if fate.done:
                self._place(fate.sha256, done=False).unlink(missing_ok=True)
                self._leave(fate)
        except OSError as error:
            raise _unwritable(fate.name, error) from error
        return fate

    def of(self, sha256: str) -> Fate | None:
        """Return what became of an original; None when nothing is put down, or it is damaged."""
        return _read(self._place(sha256, done=True)) or _read(self._place(sha256, done=False))

    def waiting(self) -> Iterator[Fate]:
        """Yield what is not done yet, in no order.

        What was damaged is left out: its source brings it again, or has not been told that it is
        here.
        """
        for path in list(self._open.glob("*.json")):
            if self._place(path.stem, done=True).exists():
                # Who put it down as done died before this was taken away.
                path.unlink(missing_ok=True)
            elif (fate := _read(path)) is not None:
                yield fate

    def same_view(self, fate: Fate) -> tuple[Fate, ...]:
        """Return all that wait for a report on the same view, in order of digest."""
        try:
            digests = sorted(path.name for path in self._beside(fate).iterdir())
        except FileNotFoundError:
            return ()
        found = (_read(self._place(one, done=False)) for one in digests if _is_digest(one))
        return tuple(one for one in found if one is not None and one.screening)

    def count(self) -> int:
        """Return how many are not done yet."""
        return sum(1 for _ in self._open.glob("*.json"))

    def claim(self, made: Made) -> str:
        """Take the name under which a file goes to the archive, and return whose it is.

        An archive keeps the first file of a name (SOP Instance UID) and drops the others without a
        word; so two files of one name must be told apart here.

        Returns
        -------
        str
            The digest of the file that has the name: this one's, or that of one before.

        Raises
        ------
        Unavailable
            When the disk refuses it.
        """
        told = hashlib.sha256(f"{made.study_uid}\0{made.instance_uid}".encode()).hexdigest()
        place = self._names / told[:2] / told
        try:
            numbers = itertools.count(1)
            while not _is_digest(found := _text(place) or _first(place, made.sha256)):
                # It is damaged. Taken away, it could be another's that was mended meanwhile.
                place = place.with_name(f"{told}-{next(numbers)}")
        except OSError as error:
            raise _unwritable(made.instance_uid, error) from error
        return found

    def _beside(self, fate: Fate) -> Path:
        """Return where the originals of a view are listed while they wait for its report."""
        view = f"{fate.made[0].study_uid}\0{fate.made[0].view}" if fate.made else fate.sha256
        told = hashlib.sha256(view.encode()).hexdigest()
        return self._views / told[:2] / told

    def _leave(self, fate: Fate) -> None:
        place = self._beside(fate)
        if place.is_dir():
            (place / fate.sha256).unlink(missing_ok=True)
            # Another one of the view may still be waiting there, or just come.
            with contextlib.suppress(OSError):
                place.rmdir()

    def _place(self, sha256: str, *, done: bool) -> Path:
        if not _is_digest(sha256):
            raise ValueError("no SHA-256 digest")
        return self._done / sha256[:2] / f"{sha256}.json" if done else self._open / f"{sha256}.json"


def _is_digest(text: str) -> bool:
    return len(text) == 64 and set(text) <= _DIGEST


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return ""


def _first(place: Path, text: str) -> str:
    """Write a file, durably, unless it is there; return what it says then, whoever wrote it."""
    with contextlib.suppress(FileExistsError):
        _write(place, text.encode(), _lay)
        return text
    return _text(place)


def _lay(beside: Path, place: Path) -> None:
    """Give a file its name, which nothing may have yet.

    Raises
    ------
    FileExistsError
        When something has it.
    """
    try:
        # A link is made whole or not at all, and never over what is there; a rename would be.
        os.link(beside, place)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # Empty for a moment: who comes just then takes the name too; an Orthanc refuses it.
        with place.open("xb") as stream:
            stream.write(beside.read_bytes())
            stream.flush()
            os.fsync(stream.fileno())


def _put(beside: Path, place: Path) -> None:
    beside.replace(place)


def _write(place: Path, data: bytes, named: Callable[[Path, Path], None] = _put) -> None:
    """Write a file whole or not at all, and durably."""
    place.parent.mkdir(mode=0o700, exist_ok=True)
    beside = place.with_name(f".{uuid.uuid4().hex}.part")
    try:
        with beside.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        named(beside, place)
    finally:
        beside.unlink(missing_ok=True)
    if os.name == "posix":
        handle = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _plain(fate: Fate) -> dict[str, Any]:
    said = None if fate.said is None else [fate.said.text, dict(fate.said.values)]
    return dataclasses.asdict(dataclasses.replace(fate, said=None)) | {
        "came_at": fate.came_at.isoformat(),
        "said": said,
    }


def _read(path: Path) -> Fate | None:
    try:
        tree = json.loads(path.read_bytes())
        said = tree["said"]
        report = tree["report"]
        return Fate(
            sha256=str(tree["sha256"]),
            name=str(tree["name"]),
            source=str(tree["source"]),
            came_at=dt.datetime.fromisoformat(tree["came_at"]),
            state=State(tree["state"]),
            made=tuple(_made(one) for one in tree["made"]),
            begun=bool(tree["begun"]),
            said=None if said is None else say(said[0], **said[1]),
            screening=bool(tree["screening"]),
            report=None if report is None else _made(report),
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None


def _made(tree: Mapping[str, Any]) -> Made:
    return Made(**{field.name: tree[field.name] for field in dataclasses.fields(Made)})


def _unwritable(name: str, error: OSError) -> Unavailable:
    return Unavailable(say(_UNWRITABLE, name=name, why=error.strerror or error))
