"""Taking in message files: read as they stream by, kept whole, each filing on record once.

A batch of filings is one transaction. After a kill the same file is taken in again: what is on
record already is left out, and only a file that was read to its end is known as taken.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from app.domain.arrival import MOST_FAULTS, MOST_KEYS, Arrival
from app.domain.clock import Clock
from app.domain.dossier import Refusal
from app.domain.errors import KnownError, Unavailable
from app.domain.filing import Fault, Filing, FilingKind, Weight
from app.domain.shipment import Shipment
from app.domain.words import Sentence, say, whole_text
from app.intake.answering import Answered, Answering
from app.intake.listed import Listed
from app.record import LARGEST_BATCH, Record
from app.scans import FolderStore
from app.shipments.messages import HEAD, form_of, read_filings
from app.shipments.replies import Replies
from app.shipments.rules.formal import formal_faults
from app.shipments.tables import Tables

_TELLING = (FilingKind.RESPONSE, FilingKind.EVENT)
"""Filings that tell what became of others, and are not answered."""
_FOLLOWED_AFTER = 5000
"""New filings after which they are linked."""


@dataclasses.dataclass(frozen=True, slots=True)
class Progress:
    """How far one file has come."""

    path: Path
    done: int
    """Bytes of the file that are behind."""
    size: int
    """Bytes of the file."""
    filings: int
    seconds: float
    """Since the file was begun."""

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the file is through, at the pace so far; None while it cannot be told."""
        if not 0 < self.done <= self.size or self.seconds <= 0:
            return None
        return self.seconds * (self.size - self.done) / self.done


Tell = Callable[[Progress], None]


@dataclasses.dataclass(frozen=True, slots=True)
class Taken:
    """What became of one message file."""

    arrival: Arrival
    new: bool
    """Whether any of it was not on record before."""
    replies: tuple[Path, ...] = ()
    """What was written in answer."""
    elsewhere: Sentence | None = None
    """Why they do not stand beside it, and where they are."""


def form_name(path: Path) -> str:
    """Return the form of a message file, empty when it is none."""
    with path.open("rb") as stream:
        form = form_of(stream.read(HEAD))
    return "" if form is None else form.name


class MessageTaker:
    """Takes in one message file after the other.

    Parameters
    ----------
    record, store, clock
        Where filings and originals go, and the time of arrival.
    tell
        Is told of each batch.
    follow
        Called when many filings are new, to link what came in: a file of a million is not left
        to its end, nor held in memory.
    """

    def __init__(
        self,
        record: Record,
        store: FolderStore,
        clock: Clock,
        tell: Tell | None,
        follow: Callable[[], object],
    ) -> None:
        self._record = record
        self._store = store
        self._clock = clock
        self._tell = tell
        self._follow = follow
        self._tables = Tables.at(record.path.parent)
        self._unfollowed = 0

    def take(self, path: Path, form: str) -> Taken:
        """Take in one file, and write beside it what is to be answered.

        Raises
        ------
        KnownError
            When there is nothing in it to take; then nothing is kept of it.
        """
        stored = self._store.put(path)
        before = self._record.arrival(stored.sha256)
        if before is not None:
            return Taken(before, new=False)
        reading = _Reading(path, stored.path.stat().st_size, self._clock.monotonic())
        for batch in reading.batches(self._read(stored.path, stored.sha256, path)):
            reading.new += self._add(batch)
            reading.refused(self._record.refusals(batch))
            reading.doubted(batch, self._tables, self._clock)
            if self._tell is not None:
                self._tell(reading.progress(self._clock.monotonic()))
        # Before the file counts as taken: after a kill in between it is read, and answered, again.
        answering = Answering(path, stored.sha256, stored.path, self._record.path.parent)
        answered = reading.answered(answering, self._clock)
        if not reading.filings:
            if stored.new:
                self._store.forget(stored.sha256)
            raise KnownError(reading.refusal())
        reading.left_out(self._record)
        arrival = reading.arrival(stored.sha256, form)
        self._record.note_arrival(arrival)
        return Taken(arrival, arrival.new > 0, answered.replies, answered.elsewhere)

    def _add(self, batch: Sequence[Filing]) -> int:
        """Put a batch on record; return how many of it are new."""
        new = sum(self._record.add_filings(batch).new)
        self._unfollowed += new
        if self._unfollowed >= _FOLLOWED_AFTER:
            self._unfollowed = 0
            self._follow()
        return new

    def _read(self, kept: Path, sha256: str, path: Path) -> Iterator[Filing | Fault]:
        """Read the kept copy: the original may be changed meanwhile."""
        name = whole_text(path.name)
        return read_filings(kept, received_at=self._clock.now(), sha256=sha256, name=name)


class _Reading:
    """One file while it is read."""

    def __init__(self, path: Path, size: int, began: float) -> None:
        self._path = path
        self._size = size
        self._began = began
        self._done = 0
        self._keys: dict[str, None] = {}
        self._faults: list[Fault] = []
        self._more = 0
        self._replies = Replies()
        self._declares = False
        self._listed = Listed()
        self.filings = 0
        self.new = 0

    def batches(self, found: Iterable[Filing | Fault]) -> Iterator[list[Filing]]:
        """Yield filings many at a time, and keep what is wrong in between."""
        batch: list[Filing] = []
        for one in found:
            self._replies.note(one)
            if isinstance(one, Fault):
                self._fault(one)
                continue
            self._note(one)
            batch.append(one)
            if len(batch) == LARGEST_BATCH:
                yield batch
                batch = []
        if batch:
            yield batch

    def progress(self, now: float) -> Progress:
        """Return how far it has come."""
        return Progress(self._path, self._done, self._size, self.filings, now - self._began)

    def refused(self, found: Iterable[tuple[Filing, Refusal]]) -> None:
        """Note what is on record and not applied."""
        for filing, refusal in found:
            self._replies.refuse(filing, f"{refusal.rule}: {refusal.sentence}")

    def doubted(self, batch: Iterable[Filing], tables: Tables, clock: Clock) -> None:
        """Note what is on record and by its form would be rejected; what was accepted is not."""
        for filing in batch:
            body = filing.body
            if not isinstance(body, Shipment) or filing.validated_at is not None:
                continue
            for fault in formal_faults(body, tables, clock.now()):
                self._replies.refuse(filing, f"{fault.rule}: {fault.sentence}", kept=True)

    def left_out(self, record: Record) -> None:
        """Note what a list on record has that this file of it has not."""
        for fault in self._listed.left_out(record):
            self._fault(fault)

    def answered(self, answering: Answering, clock: Clock) -> Answered:
        """Write the replies; an answer is not answered, else it never ends."""
        if self.filings and not self._declares:
            return Answered()
        try:
            return answering.write(self._replies, clock.now())
        except Unavailable as error:
            return Answered(elsewhere=error.sentence)

    def refusal(self) -> Sentence:
        """Return why there is nothing to take in."""
        errors = (fault for fault in self._faults if fault.weight is Weight.ERROR)
        first = next(errors, next(iter(self._faults), None))
        if first is None:
            return say(
                "{name} holds no message; there is nothing to take in.", name=self._path.name
            )
        return first.sentence

    def arrival(self, sha256: str, form: str) -> Arrival:
        """Return what the record keeps of the file."""
        return Arrival(
            sha256=sha256,
            name=whole_text(self._path.name),
            form=form,
            filings=self.filings,
            new=self.new,
            keys=tuple(self._keys),
            faults=tuple(self._faults),
            more_faults=self._more,
        )

    def _note(self, filing: Filing) -> None:
        self.filings += 1
        self._listed.note(filing)
        self._declares = self._declares or filing.kind not in _TELLING
        self._done = max(self._done, filing.origin.end)
        if filing.kind is not FilingKind.RESPONSE and len(self._keys) < MOST_KEYS:
            self._keys[filing.key] = None
        for fault in filing.faults:
            self._fault(fault)

    def _fault(self, fault: Fault) -> None:
        if len(self._faults) < MOST_FAULTS:
            self._faults.append(fault)
        else:
            self._more += 1
