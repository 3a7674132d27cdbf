"""The line to the record, watched: how one stands, when it is tried again, what is sent."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import ServerGone
from app.domain.late import AloneDecision, LineState, Standing, Waiting
from app.domain.words import phrase, say
from app.ui.jobs import Jobs, log_failed
from app.ui.shown import Message, Tone
from app.ui.wiring import OutageLike

GLANCE_MS = 500
"""Between two glances at how one stands: the longest that the screen lags behind."""

_BACK = phrase("The line to the record is back. What you did alone is on record.")
_REFUSED = phrase("The line to the record is back. Refused by the record: {count}. See what waits.")
_CONFIRM = phrase("Decisions made alone that wait to be confirmed: {count}. See what waits.")


@dataclasses.dataclass(frozen=True, slots=True)
class Waits:
    """What waits for the record, or for the officer."""

    alone: tuple[AloneDecision, ...] = ()
    acts: tuple[Waiting, ...] = ()


class LineWatch(QObject):
    """Tells how the line stands; tries it again by itself, ever more slowly, and sends what waits.

    Nothing is done where the record has no line: then there is nothing to lose.
    """

    changed = Signal(object)
    """Standing."""
    listed = Signal(object)
    """Waits."""
    said = Signal(object)
    """Message."""
    failed = Signal(object)
    """Exception: why something that the officer asked for could not be done."""
    confirmed = Signal(str)
    """Identity of a decision that its officer stands by."""

    def __init__(self, outage: OutageLike | None, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._outage = outage
        self._jobs = jobs
        self._standing = Standing()
        self._busy = False
        self._glance = QTimer(self, interval=GLANCE_MS)
        self._glance.timeout.connect(self.look)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._probe)

    @property
    def standing(self) -> Standing:
        """How one stands, as it was told last."""
        return self._standing

    def start(self) -> None:
        """Begin to watch: somebody sits down."""
        if self._outage is not None:
            self._glance.start()
            if self._outage.told is not None:
                self.said.emit(Message(self._outage.told, Tone.WARNING))
            self.list_waiting()

    def stop(self) -> None:
        """Watch no more until somebody sits down again."""
        self._glance.stop()
        self._again.stop()

    def look(self) -> None:
        """Tell how one stands when it has changed, and see that the line is tried again."""
        outage = self._outage
        if outage is None:
            return
        before, self._standing = self._standing, outage.stands
        if self._standing.state is not LineState.ON_LINE and not self._busy:
            self._try_later(outage)
        if self._standing != before:
            self.changed.emit(self._standing)
            self._greet(before)

    def try_now(self) -> None:
        """Try the line at once: the officer asks for it."""
        if self._again.isActive():
            self._again.stop()
            self._probe()

    def list_waiting(self) -> None:
        """Read what waits; ``listed`` answers."""
        outage = self._outage
        if outage is None:
            self.listed.emit(Waits())
            return

        def read() -> Waits:
            return Waits(outage.look_what_waits(), outage.waiting())

        self._jobs.write(read, self._list, self.failed.emit)

    def confirm(self, recommendation_id: str) -> None:
        """Stand by a decision that was made alone."""
        outage = self._outage
        if outage is not None:
            self._jobs.write(
                lambda: outage.confirm(recommendation_id),
                lambda _: self._confirmed(recommendation_id),
                self._not_confirmed,
            )

    def take_note(self, act_id: str) -> None:
        """Keep that the officer has read why an act was refused."""
        outage = self._outage
        if outage is not None:
            self._jobs.write(
                lambda: outage.take_note(act_id), lambda _: self.list_waiting(), self.failed.emit
            )

    def _list(self, waits: Waits) -> None:
        self.look()
        self.listed.emit(waits)

    def _confirmed(self, recommendation_id: str) -> None:
        self.confirmed.emit(recommendation_id)
        self.list_waiting()

    def _not_confirmed(self, error: BaseException) -> None:
        self.failed.emit(error)
        self.list_waiting()

    def _greet(self, before: Standing) -> None:
        """Say that the line is back, and what is to be done."""
        now = self._standing
        if now.state is not LineState.ON_LINE:
            return
        if now.to_confirm > before.to_confirm:
            self.said.emit(Message(say(_CONFIRM, count=now.to_confirm), Tone.WARNING, "waiting"))
        elif before.state is not LineState.ON_LINE and now.refused:
            self.said.emit(Message(say(_REFUSED, count=now.refused), Tone.WARNING, "waiting"))
        elif before.state is not LineState.ON_LINE:
            self.said.emit(Message(say(_BACK)))

    # --- trying --------------------------------------------------------------------------------

    def _try_later(self, outage: OutageLike) -> None:
        if not self._again.isActive():
            self._again.start(round(outage.wait_s() * 1000))

    def _probe(self) -> None:
        outage = self._outage
        if outage is not None and not self._busy:
            self._busy = True
            # Away from the writer: what the officer does never waits for an answer.
            self._jobs.aside(outage.probe, lambda _: self._send(outage), self._not_reached)

    def _not_reached(self, error: BaseException) -> None:
        outage = self._outage
        if outage is not None:
            self._jobs.write(outage.failed, lambda _: self._rest(), log_failed)
        del error

    def _send(self, outage: OutageLike) -> None:
        """Send one act; what the officer does meanwhile takes its turn between two of them."""

        def sent(more: bool) -> None:
            if more:
                self.look()
                self._send(outage)
            else:
                self._rest()
                self.list_waiting()

        self._jobs.write(outage.send_next, sent, self._broke)

    def _broke(self, error: BaseException) -> None:
        """Try again later; what is no trouble of the line is told."""
        if not isinstance(error, ServerGone):
            self.failed.emit(error)
        self._rest()

    def _rest(self) -> None:
        self._busy = False
        self.look()
