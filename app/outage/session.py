"""One officer at one window, and the way to a record that may go away and come back."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.domain.clock import Clock
from app.domain.errors import KnownError, ServerGone, Unavailable
from app.domain.late import AloneDecision, LineState, Standing, Waiting
from app.domain.officer import Officer
from app.domain.words import Sentence, phrase, say
from app.outage.box import Box
from app.outage.line import Line
from app.outage.mirror import Mirror
from app.outage.supervision import AwaySupervision, KnownReadings
from app.record import HashCost, Record
from app.record.people import People
from app.record.supervision_record import SupervisionRecord
from app.record.watched_access import WatchedAccess

T = TypeVar("T")

AWAY = phrase("The line to the record is cut. What is asked for is not here; wait for the line.")


class Session(Record):
    """One officer's way to the record. All calls but `stands` and `probe` in one thread.

    Parameters
    ----------
    connect
        Opens the record anew; raises `ServerGone` when nobody answers.
    line
        How the line stands.
    clock
        Gives the time of what is done alone.
    box_of
        The outbox of an officer, not opened yet; may raise `Unavailable`.
    path
        Where tables that the workplace has of its own lie beside.
    """

    def __init__(
        self,
        connect: Callable[[], Record],
        line: Line,
        clock: Clock,
        box_of: Callable[[Officer], Box],
        path: Path,
    ) -> None:
        self._connect = connect
        self._line = line
        self._clock = clock
        self._box_of = box_of
        self._record: Record | None = None
        watched = WatchedAccess(lambda: self._inner().opened[0], self.lost, path, clock)
        # Who signs in is asked of the record that is connected: see `people`.
        super().__init__(watched, People(watched, HashCost()))
        self._readings = KnownReadings()
        self._officer: Officer | None = None
        self._box: Box | None = None
        self._mirror = Mirror()
        self._version = 0
        self._filing = 0
        self._to_confirm: tuple[AloneDecision, ...] = ()
        self.stands = Standing()
        """How one stands; any thread may look."""
        self.told: Sentence | None = None
        """Why there is no outbox, or what of it is damaged; None when all is well."""

    # --- the session ---------------------------------------------------------------------------

    def seat(self, officer: Officer) -> None:
        """Take up what this officer did alone before.

        Without an outbox one can work as long as the line holds; `told` says why there is none.
        """
        if self._officer == officer:
            return
        self.leave()
        self._officer = officer
        try:
            box = self._box_of(officer)
            self.told = box.open()
        except Unavailable as error:
            self.told = error.sentence
        else:
            self._box = box
            if box.waiting:
                self._line.lost()
        self._stand()

    def leave(self) -> None:
        """Nobody sits here any more; what waits stays for the next time."""
        if self._box is not None:
            self._box.close()
        self._officer = self._box = None
        self._to_confirm = ()
        self.told = None
        self._mirror.forget()
        self._readings = KnownReadings()
        self._stand()

    def close(self) -> None:
        """Let go of the record and the outbox."""
        self.leave()
        self._drop()

    @property
    def people(self) -> People:
        """Accounts, passwords, second persons; `ServerGone` while one works alone."""
        return self._inner().people

    @property
    def supervision(self) -> SupervisionRecord:
        """What supervision asks of the record."""
        return AwaySupervision(self._access, self._readings)

    def _inner(self) -> Record:
        """Return the record that is connected; `ServerGone` at once while one works alone."""
        if self._line.state is LineState.ALONE:
            raise ServerGone(say(AWAY))
        return self._reached()

    def use(self, record: Record) -> None:
        """Use a record that somebody has just signed in at."""
        self._drop()
        self._record = record

    def probe(self) -> None:
        """Try whether the record answers; in any thread, by a connection of its own.

        Raises
        ------
        KnownError
            When it does not.
        """
        with self._connect() as record:
            record.version()

    def failed(self) -> None:
        """A probe came to nothing."""
        self._line.failed()
        self._stand()

    def wait_s(self) -> float:
        """Return how long to wait before the next probe, in seconds."""
        return self._line.wait_s()

    def send_next(self) -> bool:
        """Send the first act that waits; False when none does, and the line is back.

        Raises
        ------
        ServerGone
            When the line broke again: the act stays first.
        """
        officer, box = self._officer, self._box
        act = box.first() if box is not None else None
        if act is None or officer is None or box is None:
            self._come_back()
            return False
        self._line.reached()
        receipt = self._ask(lambda record: record.late.deliver(act, officer))
        box.settle(receipt)
        self._stand()
        return True

    def _come_back(self) -> None:
        """Look what changed meanwhile; from here on the record is asked again."""
        self._version = self._ask(lambda record: record.version())
        self._line.back()
        self.look_what_waits()

    def look_what_waits(self) -> tuple[AloneDecision, ...]:
        """Return the decisions made alone that wait to be confirmed, as far as is known."""
        officer = self._officer
        if officer is not None and self._line.holds:
            with contextlib.suppress(ServerGone):
                self._to_confirm = self._ask(lambda record: record.late.to_confirm(officer))
        self._stand()
        return self._to_confirm

    def waiting(self) -> tuple[Waiting, ...]:
        """Return what the record refused, then what waits to be sent."""
        if self._box is None:
            return ()
        return (*self._box.refused, *(Waiting(act) for act in self._box.waiting))

    def take_note(self, act_id: str) -> None:
        """Keep that the officer has read why an act was refused."""
        if self._box is not None:
            self._box.take_note(act_id)
            self._stand()

    def confirm(self, recommendation_id: str) -> None:
        """Stand by a decision that was made alone.

        Raises
        ------
        Refused
            When it must be made again, or was not looked at since.
        ServerGone
            While one works alone: nobody knows what has changed.
        """
        officer = self._officer
        if officer is None:
            return
        if not self._line.holds:
            raise ServerGone(say(AWAY))
        self._ask(lambda record: record.late.confirm(recommendation_id, officer))
        self.look_what_waits()

    def lost(self) -> None:
        """Somebody else noticed that the record does not answer."""
        self._drop()
        self._line.lost()
        self._stand()

    def _stand(self) -> None:
        box = self._box
        self.stands = Standing(
            state=self._line.state,
            since=self._line.since,
            to_send=0 if box is None else len(box.waiting),
            refused=0 if box is None else len(box.refused),
            to_confirm=len(self._to_confirm),
            here=self._held_here(),
        )

    def _held_here(self) -> frozenset[str]:
        """Return what can be opened without the record; on line nobody asks."""
        if self._line.holds or self._officer is None:
            return frozenset()
        return self._mirror.held_by(self._officer.account)

    # --- reaching the record -------------------------------------------------------------------

    def _reached(self) -> Record:
        if self._record is None:
            self._record = self._connect()
        return self._record

    def _ask(self, ask: Callable[[Record], T]) -> T:
        """Ask the record, and notice when it does not answer."""
        try:
            return ask(self._reached())
        except ServerGone:
            self.lost()
            raise

    def _drop(self) -> None:
        record, self._record = self._record, None
        if record is not None:
            with contextlib.suppress(KnownError, OSError):
                record.close()
