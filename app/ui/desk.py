"""The desk: turns gestures into use cases and results into signals. Views speak to it alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import KnownError, LeaseLost, PasswordMustChange, ServerGone
from app.domain.hit import Hit
from app.domain.late import LineState, Standing
from app.domain.officer import Officer, Role
from app.domain.turn import Chosen
from app.domain.words import Sentence, say
from app.domain.work import ItemState, Link, QueueLine
from app.ui.arrivals import Arrivals
from app.ui.claiming import Claiming
from app.ui.glancing import Glancing
from app.ui.jobs import Jobs, log_failed, log_unless_away
from app.ui.line_watch import LineWatch
from app.ui.news import news_of
from app.ui.outbox import Outbox
from app.ui.pictures import Pictures
from app.ui.preferences import Preferences
from app.ui.sending import Sending
from app.ui.shown import Message, Tone
from app.ui.snapshot import Arrived, Opened
from app.ui.turn_words import HANDED_BACK
from app.ui.under_review import UnderReview
from app.ui.wiring import Files, RoomLike, TakenUp, Wiring

RENEW_MS = 60_000


class Desk(QObject):
    """One officer's session: who sits here, the queue, and the item under review."""

    session_changed = Signal()
    """Signed in, out, locked or unlocked."""
    password_asked = Signal(object)
    """Sentence: the word that was typed is good for choosing a password, and for nothing else."""
    sign_in_refused = Signal(object)
    """Sentence."""
    queue_changed = Signal(object)
    """All lines of the queue, by time left, then risk."""
    not_glanced = Signal(object)
    """Sentence: why the line chosen in the queue cannot be shown while the line is cut."""
    next_known = Signal(object)
    """Glance of the item that is due next; its first picture is on its way here."""
    glanced = Signal(object)
    """Glance of the line chosen in the queue, or None."""
    said = Signal(object)
    """Message, or None when there is nothing to say any more."""
    arriving = Signal(object)
    """Message about how far a large file that comes in is, or None when none does."""
    awaited = Signal()
    """What the hands do from now on is meant for an item that is being claimed."""
    came = Signal(bool)
    """Whether the item that was being claimed is open now, or will not be."""
    busy_changed = Signal(bool)
    """Whether a claim is under way."""
    status_changed = Signal(str)
    drift_changed = Signal(object)
    """(tuple of Drift): what has changed in the scans that arrive."""
    """Model and provider, as a line."""
    nothing_waits = Signal()
    """Next was asked for and there is none."""
    here_already = Signal()
    """The item that was asked for lies on the desk."""

    def __init__(self, wiring: Wiring, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wiring = wiring
        self.jobs = jobs
        self.shows_first: Callable[[Arrived], bool] = lambda _: False
        """Whether the screen can show the picture of an item before anything else of it."""
        self.outbox = Outbox(jobs, self)
        self.pictures = Pictures(jobs, wiring.read_view, wiring.read_first, self, wiring.streams)
        self.review = UnderReview(wiring, jobs, self.outbox, self)
        self.preferences = Preferences(wiring, jobs, self)
        self._glancing = Glancing(wiring, jobs, self.pictures, self)
        self._claiming = Claiming(wiring, jobs, self.outbox, self.review, self)
        self._officer: Officer | None = None
        self._locked = False
        self._room: RoomLike | None = None
        self._lines: tuple[QueueLine, ...] = ()
        self._screening = False
        self._arrivals = Arrivals(wiring.take_arrivals, jobs, self)
        self.line = LineWatch(wiring.outage, jobs, self)
        self._sending = Sending(wiring.send_due, jobs, self)
        self._sending.said.connect(self.said)
        self.line.said.connect(self.said)
        self.line.failed.connect(self._fail)
        self.review.signed.connect(lambda _: self._sending.look())
        self._news = news_of(wiring.listen, wiring.record_version, jobs, self)
        self._news.grew.connect(self._grew)
        self._renew = QTimer(self, interval=RENEW_MS)
        self._renew.timeout.connect(self._renew_lease)
        self._connect()

    def _connect(self) -> None:
        self.preferences.said.connect(self.said)
        self._arrivals.said.connect(self.said)
        self._arrivals.progress.connect(self.arriving)
        self.review.said.connect(self.said)
        self.review.signed.connect(lambda _: QTimer.singleShot(0, self, self.refresh))
        self.review.closed.connect(self.refresh)
        self.review.grew.connect(self._views_grew)
        self._glancing.glanced.connect(self.glanced)
        self._glancing.next_known.connect(self.next_known)
        self._glancing.failed.connect(self._fail)
        self._glancing.away.connect(self.not_glanced)
        self.line.changed.connect(self._line_changed)
        self._claiming.busy_changed.connect(self.busy_changed)
        self._claiming.here_already.connect(self.here_already)
        self._claiming.awaited.connect(self.awaited)
        self._claiming.arrived.connect(self._arrived)
        self._claiming.taken.connect(self._taken)
        self._claiming.not_opened.connect(self._not_opened)
        self._claiming.not_claimed.connect(self._not_claimed)
        self._claiming.not_moved.connect(self._not_moved)
        self.jobs.crashed.connect(self._crashed)

    @property
    def officer(self) -> Officer | None:
        """Who is signed in."""
        return self._officer

    def reader(self) -> tuple[str, dt.datetime]:
        """Return who sits here, by account, and what time it is."""
        account = self._officer.account if self._officer is not None else ""
        return account, self.wiring.clock.now()

    @property
    def locked(self) -> bool:
        """Whether the screen is covered until the password is given."""
        return self._locked

    @property
    def alone(self) -> bool:
        """Whether the line to the record does not hold."""
        return self.line.standing.state is not LineState.ON_LINE

    @property
    def held(self) -> str:
        """The undecided item on the desk that is this officer's, by item_id; empty without one."""
        shown = self.review.shown
        if shown is None or shown.read_only is not None:
            return ""
        return shown.item.item_id if shown.item.state is ItemState.CLAIMED else ""

    @property
    def lines(self) -> tuple[QueueLine, ...]:
        """The queue as last read."""
        return self._lines

    @property
    def mine(self) -> tuple[QueueLine, ...]:
        """Lines that this officer holds."""
        account = self._officer.account if self._officer else None
        return tuple(
            line
            for line in self._lines
            if line.claimed_by == account and line.state is ItemState.CLAIMED
        )

    def sign_in(self, account: str, password: str) -> None:
        """Sign in; ``session_changed`` or ``sign_in_refused`` answers."""
        sign_in = self.wiring.sign_in
        self.jobs.write(lambda: sign_in(account, password), self.take_seat, self._not_signed_in)

    def change_password(self, account: str, old: str, new: str) -> None:
        """Put a password of one's own in place of a word for one sign-in, and sign in with it."""
        change = self.wiring.change_password
        if change is not None:
            self.jobs.write(
                lambda: change(account, old, new),
                lambda _: self.sign_in(account, new),
                self._not_signed_in,
            )

    def renew_password(
        self,
        old: str,
        new: str,
        then: Callable[[], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Put a new password in place of the one of the officer who sits here."""
        change, officer = self.wiring.change_password, self._officer
        if change is not None and officer is not None:
            account = officer.account
            self.jobs.write(lambda: change(account, old, new), lambda _: then(), failed)

    def take_seat(self, officer: Officer) -> None:
        """Begin the session of somebody who has signed in."""
        room = self.wiring.room
        # The writer works in order: what the officer likes is there before the first page is.
        self.preferences.load(officer)

        def seated(opened: RoomLike) -> None:
            self._officer = officer
            self._locked = False
            self._room = opened
            self._claiming.seat(officer, opened)
            self._news.start()
            self._arrivals.start()
            self._sending.start()
            self.line.start()
            self._renew.start()
            take_up = self.wiring.take_up
            if take_up is not None:
                self.jobs.write(lambda: take_up(officer), self._taken_up, self._fail)
            self.session_changed.emit()
            self.refresh()
            self._screen_next()

        self.jobs.write(lambda: room(officer), seated, self._not_signed_in)
        self.jobs.write(self.wiring.screening_status, self.status_changed.emit)

    def sign_out(self) -> None:
        """End the session; the open item goes back to the queue, unless the line is cut."""
        officer = self._officer
        if officer is None:
            return
        held = self.held
        if self.review.shown is not None or self.review.arriving:
            self.review.close()
        if held and not self.alone and self.outbox.failure is None:
            hand_back = self.wiring.hand_back
            # After all that is on its way: the writer works in order.
            self.jobs.write(lambda: hand_back(held, officer), failed=log_unless_away)
        self._news.stop()
        self._arrivals.stop()
        self._sending.stop()
        self.line.stop()
        self._renew.stop()
        self._officer = None
        self._room = None
        self._claiming.leave_seat()
        self._lines = ()
        self.pictures.forget()
        self.preferences.forget()
        self.review.put_notes_away()
        self.jobs.write(lambda: self.wiring.sign_out(officer))
        self.session_changed.emit()

    def lock(self) -> None:
        """Cover the screen and stop the clock."""
        if self._officer is not None and not self._locked:
            self._locked = True
            self.review.hold("lock")
            self.session_changed.emit()
            self.pictures.cover()

    def unlock(self, password: str) -> None:
        """Uncover the screen; only the officer who sits here can."""
        officer = self._officer
        if officer is None:
            return
        sign_in = self.wiring.sign_in

        def unlocked(_: Officer) -> None:
            self._locked = False
            self.review.resume("lock")
            self.pictures.uncover()
            self.session_changed.emit()

        self.jobs.write(lambda: sign_in(officer.account, password), unlocked, self._not_signed_in)

    def refresh(self) -> None:
        """Read the queue again."""
        room = self._room
        if room is not None:
            self.jobs.write(room.lines, self._queue_read, self._fail)

    def _line_changed(self, standing: Standing) -> None:
        if standing.state is LineState.ON_LINE:
            self._glancing.again()

    def look(self, item_id: str) -> None:
        """Show an item in the preview without claiming it."""
        self._glancing.look(item_id)

    def next_item(self) -> None:
        """Claim and open the item that is due next; alone, one that is this officer's."""
        mine = next(filter(self.gives, self._lines), None) if self.alone else None
        if mine is not None:
            self._claiming.open_item(mine.item_id)
        else:
            self._claiming.next_item()

    def given(self, lines: Iterable[QueueLine]) -> tuple[QueueLine, ...]:
        """Return the lines that *next* gives to who sits here, in its order.

        What she has just put back comes after all else: others get it first.
        """
        account, now = self.reader()
        found = filter(self.gives, lines)
        return tuple(sorted(found, key=lambda one: one.left and not one.comes_first(account, now)))

    def gives(self, line: QueueLine) -> bool:
        """Whether *next* may give a line to who sits here."""
        account, now = self.reader()
        if self.alone:
            shown = self.review.shown
            present = shown.item.item_id if shown is not None else ""
            return line.item_id in self.line.standing.here - {present}
        meant = line.turn is not None and line.turn.meant_for(account)
        fits = meant or self._claiming.chosen.fits(line.mode, line.port)
        return fits and line.waits_for(account, now)

    def choose(self, chosen: Chosen) -> None:
        """Let *next* go by what the officer wants of the queue for now."""
        self._claiming.chosen = chosen

    def open_item(self, item_id: str) -> None:
        """Claim and open this item."""
        self._claiming.open_item(item_id)

    def move_to(self, candidates: Sequence[str]) -> None:
        """Open the first of these items that is free; what lies on the desk undecided goes back."""
        self._claiming.move_to(candidates)

    def reopen_item(self, item_id: str) -> None:
        """Open one's own signed item again, to correct it."""
        self._claiming.reopen_item(item_id)

    def look_again(self, item_id: str, recommendation_id: str) -> None:
        """Open what was decided alone, to stand by it."""
        self._claiming.look_again(item_id, recommendation_id)

    def hand_back(self, item_id: str) -> None:
        """Give up a claim."""
        officer = self._officer
        shown = self.review.shown
        if officer is None:
            return
        if shown is not None and shown.item.item_id == item_id:
            self.review.hand_back()
            return
        hand_back = self.wiring.hand_back

        def back(_: object) -> None:
            self.said.emit(Message(say(HANDED_BACK, item=item_id)))
            self.refresh()

        self.jobs.write(lambda: hand_back(item_id, officer), back, self._fail)

    def pass_on(
        self,
        item_id: str,
        write: Callable[[], object],
        done: Callable[[], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """Give an item out of one's hands; what was drawn on it goes on record before."""
        shown = self.review.shown
        if shown is not None and shown.item.item_id == item_id and shown.read_only is None:
            self.review.pass_on(write, done, failed)
        else:
            self.jobs.write(write, lambda _: done(), failed)

    def find(self, number: str, then: Callable[[tuple[Hit, ...]], None]) -> None:
        """Ask the record what a number names."""
        find = self.wiring.find
        self.jobs.write(lambda: find(number), then, self._fail)

    def link_versions(self, scan_id: str, then: Callable[[tuple[Link, ...]], None]) -> None:
        """Ask the record for every version of every link of a scan."""
        versions = self.wiring.link_versions
        self.jobs.write(lambda: versions(scan_id), then, self._fail)

    def take_over(self) -> None:
        """Have the item on the desk that somebody else has; a supervisor's act."""
        why = self.why_not_take_over()
        if why is None:
            self._claiming.take_over()
        else:
            self.said.emit(Message(why))

    def why_not_take_over(self) -> Sentence | None:
        """Return why the item on the desk cannot be taken over, None when it can."""
        shown = self.review.shown
        if shown is None or shown.read_only is None:
            return say("Nobody else has this item.")
        if self._officer is None or self._officer.role is not Role.SUPERVISOR:
            return say("Only a supervisor takes an item over.")
        return None

    def retry(self) -> None:
        """Try to write again what could not be written, the line, and pictures that do not come."""
        self.outbox.retry()
        self.pictures.again()
        self.line.try_now()

    def stop(self) -> None:
        """Put everything on record and end the threads."""
        self.review.flush()
        self.preferences.flush()
        self._news.stop()
        self._arrivals.stop()
        self._sending.stop()
        self.line.stop()
        self._renew.stop()
        self.outbox.drain()
        self.pictures.stop()
        self.jobs.stop()
        self.review.put_notes_away(saved=not self.outbox.waiting)

    def _taken_up(self, taken: TakenUp) -> None:
        """Tell what became of marks that an earlier session could not save."""
        self.review.notes.journal = taken.journal
        if taken.kept:
            told = say(
                "{count} marks that were not saved when the program ended are on record now.",
                count=taken.kept,
            )
            self.said.emit(Message(told))
        for why in taken.refused:
            told = say("An unsaved mark of an earlier session is not on record. {why}", why=why)
            self.said.emit(Message(told, Tone.WARNING))
        for why in taken.troubles:
            self.said.emit(Message(why, Tone.WARNING))

    def _arrived(self, arrived: Arrived) -> None:
        """Show the picture of an item that was just claimed, where it is here already."""
        self.pictures.expect(arrived.files)
        if self.shows_first(arrived):
            self.review.arrive(arrived)

    def _not_opened(self, error: BaseException) -> None:
        """Leave an item that is claimed and cannot be shown; it waits among one's own."""
        if self.review.arriving:
            self.review.close()
        self._not_claimed(error)

    def _taken(self, opened: Opened | None) -> None:
        if opened is None:
            self.nothing_waits.emit()
        else:
            self.pictures.expect(opened.files)
            self.review.open(opened)
            self.pictures.ask(opened.files)
            for key, path in opened.heat.items():
                self.pictures.ask_heat(key, path)
            if opened.shown.read_only is not None and not opened.again:
                act = "" if self.why_not_take_over() else "take_over"
                self.said.emit(Message(opened.shown.read_only, Tone.WARNING, act))
        self.refresh()
        self.came.emit(opened is not None)

    def _views_grew(self, files: Files) -> None:
        """Show what has come of views that are still passing."""
        self.pictures.expect(files)
        self.pictures.ask(files)

    def _not_claimed(self, error: BaseException) -> None:
        self._fail(error)
        self.refresh()
        self.came.emit(False)

    def _not_moved(self, error: BaseException) -> None:
        """Stay where one is: what is on the desk is still this officer's."""
        self.tell(error)
        self.refresh()
        self.came.emit(False)

    def _not_signed_in(self, error: BaseException) -> None:
        may_change = self.wiring.change_password is not None and not self._locked
        if isinstance(error, PasswordMustChange) and may_change:
            self.password_asked.emit(error.sentence)
        elif isinstance(error, KnownError):
            self.sign_in_refused.emit(error.sentence)
        else:
            log_failed(error)
            self.sign_in_refused.emit(say("The record cannot be opened: {why}", why=error))

    def _queue_read(self, lines: tuple[QueueLine, ...]) -> None:
        if lines != self._lines:
            self._lines = lines
        self.queue_changed.emit(self._lines)
        if self.review.shown is not None:
            self._glancing.prefetch(tuple(filter(self.gives, self._lines)))

    def _grew(self, _: int) -> None:
        """Follow the record: somebody else has written, or data came."""
        self.refresh()
        # What is open may be what was changed: by data that came late, or by a screening.
        self.review.follow()
        self._screen_next()
        if self.wiring.drifts is not None and not self.alone:
            self.jobs.write(self.wiring.drifts, self.drift_changed.emit, log_unless_away)

    def _screen_next(self) -> None:
        """Screen what has arrived, one scan at a time, while the officer works."""
        if self._screening or self._officer is None:
            return
        self._screening = True

        def screened(more: bool) -> None:
            self._screening = False
            if more:
                self._screen_next()

        def failed(error: BaseException) -> None:
            self._screening = False
            if not isinstance(error, ServerGone):
                # Of the line the top bar tells, once.
                self._fail(error)

        self.jobs.aside(self.wiring.screen_next, screened, failed)

    def _renew_lease(self) -> None:
        if not self._locked:
            self.review.renew()

    def _fail(self, error: BaseException) -> None:
        if isinstance(error, LeaseLost):
            self.review.lost(error)
        else:
            self.tell(error)

    def tell(self, error: BaseException) -> None:
        """Say why something could not be done."""
        if isinstance(error, KnownError):
            self.said.emit(Message(error.sentence, Tone.WARNING))
        else:
            self._crashed(error)

    def _crashed(self, error: BaseException) -> None:
        if isinstance(error, ServerGone):
            return
        log_failed(error)
        why: Sentence = say(
            "Something unexpected happened ({why}). What you recorded is kept.",
            why=f"{type(error).__name__}: {error}",
        )
        self.said.emit(Message(why, Tone.WARNING))
