"""Taking in files: each ends as accepted, duplicate or rejected.

Originals are read and copied, never moved or changed. A scan is decoded from the kept copy before
it goes on record, so that what is on record can be shown.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Generator, Iterable
from pathlib import Path

from app.domain.arrival import Arrival
from app.domain.clock import Clock
from app.domain.errors import KnownError
from app.domain.words import Sentence, phrase, say, whole_text
from app.intake.files import PLAIN, arriving, sidecar_of
from app.intake.messages import MessageTaker, Tell, form_name
from app.intake.placing import Shelves, image_file
from app.intake.relinking import relink
from app.record import Record
from app.scans import FolderStore
from app.shipments.replies import is_reply
from imaging.errors import ImagingError
from imaging.reader import kind_of, read_header, read_image
from imaging.scanfile import Kind

ACCEPTED, DUPLICATE, REJECTED = "accepted", "duplicate", "rejected"


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    path: Path
    kind: str
    """``shipment``, or what the readers take the file for."""
    status: str
    """``accepted``, ``duplicate`` or ``rejected``."""
    id: str = ""
    """The scan, or the shipments separated by blanks; empty when rejected."""
    reason: Sentence | None = None
    """Why it was rejected."""
    arrival: Arrival | None = None
    """What a file of messages held."""
    replies: tuple[Path, ...] = ()
    """What was written in answer."""
    elsewhere: Sentence | None = None
    """Why that does not stand beside it, and where it is."""


def take_in(
    paths: Iterable[Path],
    *,
    record: Record,
    store: FolderStore,
    clock: Clock,
    tell: Tell | None = None,
) -> Generator[Outcome, None, None]:
    """Take in files and folders, and yield one outcome for each file, in order.

    Side-cars are taken with their pictures and have no outcome of their own. When all are in, what
    came in is tied to what it shares numbers with, so that data may arrive before its scan or after
    it; also when the caller stops early, for what came in is on record.
    """
    taker = _Taker(record, store, clock, tell)
    try:
        for path in arriving(paths):
            yield taker.take(path)
    finally:
        relink(record, clock, store=store)


class _Taker:
    """Takes in one file after the other."""

    def __init__(self, record: Record, store: FolderStore, clock: Clock, tell: Tell | None) -> None:
        self._messages_taker = MessageTaker(
            record, store, clock, tell, lambda: relink(record, clock, store=store)
        )
        self._record = record
        self._store = store
        self._clock = clock
        self._version = -1
        self._shelves = Shelves((), store)

    def take(self, path: Path) -> Outcome:
        """Take in one file; whatever is wrong with it becomes its outcome."""
        kind = Kind.UNKNOWN.value
        try:
            _require_no_reply(path)
            kind = kind_of(path)
            form = form_name(path) if kind in _MAY_BE_MESSAGES else ""
            if form:
                return self._messages(path, _MESSAGES.get(kind, form.lower()), form)
            return self._image(path, kind)
        except ImagingError as error:
            return self._rejected(path, kind, say("{reason}", reason=error))
        except KnownError as error:
            return self._rejected(path, kind, error.sentence)

    def _rejected(self, path: Path, kind: str, reason: Sentence) -> Outcome:
        self._record.note_rejected(whole_text(path.name), _digest(path), reason)
        return Outcome(path, kind, REJECTED, "", reason)

    def _messages(self, path: Path, kind: str, form: str) -> Outcome:
        taken = self._messages_taker.take(path, form)
        status = ACCEPTED if taken.new else DUPLICATE
        return Outcome(
            path,
            kind,
            status,
            " ".join(taken.arrival.keys),
            arrival=taken.arrival,
            replies=taken.replies,
            elsewhere=taken.elsewhere,
        )

    def _image(self, path: Path, kind: str) -> Outcome:
        if kind in _NOT_TAKEN:
            raise KnownError(_NOT_TAKEN[kind])
        stored = self._store.put(path)
        known = self._current().scan_of(stored.sha256)
        sidecar = sidecar_of(path) if kind in PLAIN else None
        if known:
            self._require_same_thing(path, known, sidecar)
            return Outcome(path, kind, DUPLICATE, known)
        if sidecar is not None:
            self._store.put_beside(stored.sha256, sidecar)
        try:
            picture = read_image(stored.path)
            place = self._current().place(picture, stored)
        except (ImagingError, KnownError):
            # Only what can be shown is kept; another process may have kept it for its own reasons.
            if stored.new:
                self._store.forget(stored.sha256)
            raise
        file = image_file(
            picture,
            stored,
            name=whole_text(path.name),
            view=place.view,
            written_at=_written(path, self._clock.now()),
        )
        if not self._record.add_image(place.scan, file):
            # Another program took it in at this moment, perhaps as a part of another scan.
            return Outcome(path, kind, DUPLICATE, self._current().scan_of(stored.sha256))
        self._shelves.add(place, file)
        # One line was written; were there more, the shelves are read again.
        self._version += 1
        return Outcome(path, kind, ACCEPTED, place.scan.scan_id)

    def _require_same_thing(self, path: Path, scan_id: str, sidecar: Path | None) -> None:
        """Turn away an image that is on record, and comes again for something else (L13)."""
        if sidecar is None:
            return
        told = read_header(path).source.identifiers
        known = self._record.scan(scan_id).identifiers
        differing = [name for name, text in told.items() if text != known.get(name, text)]
        if differing:
            name = differing[0]
            raise KnownError(
                say(
                    "This image is on record as scan {scan}, of {known}; here it is given for "
                    "{told}. One image shows one thing: find out which.",
                    scan=scan_id,
                    known=known[name],
                    told=told[name],
                )
            )

    def _current(self) -> Shelves:
        """Return the scans as they stand: other programs may take in files at the same time."""
        version = self._record.version()
        if version != self._version:
            self._shelves = Shelves(self._record.scans(), self._store)
            self._version = version
        return self._shelves


_OWN_REPLY = phrase(
    "{name} is a reply that this program writes beside a file, by its name. If it is not, give it "
    "another name."
)
_MAY_BE_MESSAGES = (Kind.JSON.value, Kind.EDI.value, Kind.UNKNOWN.value)
_MESSAGES = {Kind.JSON.value: "shipment", Kind.EDI.value: Kind.EDI.value}
"""What files of messages are called; others go by their form."""

_NOT_TAKEN: dict[str, Sentence] = {
    Kind.DICOS_TDR: say(
        "This is a threat detection report, not a scan. Take in the scan that it speaks of."
    ),
    Kind.ONNX: say("This is a neural network, not a scan. Nothing was taken in."),
}


def _require_no_reply(path: Path) -> None:
    """Turn away what this program wrote itself: it would take it for news, and answer it."""
    if is_reply(path):
        raise KnownError(say(_OWN_REPLY, name=path.name))


def _written(path: Path, now: dt.datetime) -> dt.datetime | None:
    """Return when a file was written; None when it cannot be told, or is still to come."""
    try:
        written = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    except (OSError, ValueError, OverflowError):
        return None
    return written.replace(microsecond=0) if written <= now else None


def _digest(path: Path) -> str:
    """Return the digest of a file that was turned away; empty when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""
