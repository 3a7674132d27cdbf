"""The window: sign-in, queue, review, lock, and what joins them."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.domain.officer import Act, Officer
from app.domain.words import Sentence
from app.ui import i18n, tokens
from app.ui.commanding import Commanding
from app.ui.commands import bind, offer
from app.ui.controls import column
from app.ui.delivery_page import DeliveryPage
from app.ui.desk import Desk
from app.ui.exam_page import ExamPage
from app.ui.focus_walk import focus_next
from app.ui.i18n import render, tr
from app.ui.jobs import Jobs
from app.ui.lock import Idle, LockPage
from app.ui.panels.find import Find
from app.ui.panels.key_card import KeyCard
from app.ui.panels.key_settings import KeySettings
from app.ui.panels.layout_settings import LayoutSettings
from app.ui.panels.line_words import leave_words
from app.ui.panels.password_settings import PasswordSettings
from app.ui.panels.top_bar import TopBar
from app.ui.queue_page import TICK_MS, QueuePage
from app.ui.replaying import ReplayWays
from app.ui.review_page import ReviewPage
from app.ui.rules.page import RulesPage
from app.ui.settings_page import SettingsPage
from app.ui.shown import Message, Saving, Tone
from app.ui.sign_in import SignInPage
from app.ui.supervision.page import SupervisionPage
from app.ui.top_line import TopLine
from app.ui.waiting_page import WaitingPage
from app.ui.whys import queue_whys, review_whys, tell_whys
from app.ui.wiring import Wiring


class MainWindow(QMainWindow):
    """Everything that one officer sees."""

    def __init__(self, wiring: Wiring) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self.setWindowTitle("Prescreen")
        self._wiring = wiring
        self._said: Message | None = None
        self._arriving: Message | None = None
        self._unsaved: Message | None = None
        self.desk = Desk(wiring, Jobs(self), self)
        self.sign_in_page = SignInPage(
            version=wiring.version,
            workspace=wiring.settings.workspace,
            sample=wiring.sample,
        )
        self.lock_page = LockPage()
        self.top_bar = TopBar(sample=wiring.sample, shared=wiring.shared)
        self.queue_page = QueuePage(self.desk)
        self.review_page = ReviewPage(self.desk)
        self.key_card = KeyCard()
        self.settings_page = SettingsPage()
        self.rules_page, self.supervision_page = RulesPage(self.desk), SupervisionPage(self.desk)
        self._make_settings()
        self._lay()
        self._top_line = TopLine(
            self.desk, self.top_bar, self.queue_page, self.review_page, self._on_review
        )
        pages = self._with_commands()
        self.commanding = Commanding(self, self.desk, self.top_bar.search, pages, self.show_page)
        self._idle = Idle(wiring.settings.idle_lock_s, wiring.settings.idle_hold_s, self)
        self._connect_desk()
        self._connect_pages()
        self._bind()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_time)
        self._tick.start()
        self.resize(*wiring.settings.size)
        self._show_session()

    @property
    def page(self) -> QWidget:
        """The page on screen: sign-in, lock, queue, review or key card."""
        shown = self._outer.currentWidget()
        if shown is None or shown is self._inside:
            shown = self._pages.currentWidget()
        return shown if shown is not None else self

    @property
    def finder(self) -> Find:
        """The list of what can be found."""
        return self.commanding.finder

    def show_page(self, name: str) -> None:
        """Show a page by its name, such as ``queue``, ``recheck`` or ``waiting``."""
        pages: dict[str, QWidget] = {
            "queue": self.queue_page,
            "review": self.review_page,
            "keys": self.key_card,
            "settings": self.settings_page,
            "rules": self.rules_page,
            "recheck": self.supervision_page,
            "replay": self.replaying.page,
            "officers": self.replaying.officers,
            "exam": self.exam_page,
            "waiting": self.waiting_page,
            "deliveries": self.delivery_page,
        }
        unseen = name == "recheck" and not self.supervision_page.supervising.allowed
        if unseen or (name == "review" and self.desk.review.shown is None):
            name = "queue"
        self._pages.setCurrentWidget(pages[name])
        self.top_bar.show_page(name if name in ("review", "recheck") else "queue")
        self._show_time()
        self._show_states()
        self._focus_page()

    def run_command(self, name: str) -> None:
        """Do what a command says, wherever it was asked for, or say why it cannot be done."""
        self.commanding.run(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the measures of small windows below 1600 by 900."""
        super().resizeEvent(event)
        wide, high = tokens.COMPACT_WINDOW
        compact = self.width() < tokens.px(wide) or self.height() < tokens.px(high)
        self.top_bar.set_compact(compact)
        self.top_bar.set_tight(self.width() < tokens.px(tokens.TIGHT_WINDOW))
        self.review_page.set_compact(compact)
        self._top_line.set_compact(compact)

    def showEvent(self, event: QShowEvent) -> None:
        """Hear barcode readers from the first moment on screen."""
        super().showEvent(event)
        self.commanding.listen()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Put everything on record first."""
        self._idle.stop()
        self.desk.stop()
        super().closeEvent(event)

    def _lay(self) -> None:
        self._pages = QStackedWidget()
        pages = (self.queue_page, self.review_page, self.key_card, self.settings_page)
        ways = (self.supervision_page, self.replaying.page, self.replaying.officers)
        beside = (self.rules_page, self.exam_page, self.waiting_page, self.delivery_page)
        for page in (*pages, *ways, *beside):
            self._pages.addWidget(page)
        self._inside = QWidget()
        lines = column(gap=0)
        lines.addWidget(self.top_bar)
        lines.addWidget(self._pages, 1)
        self._inside.setLayout(lines)
        self._outer = QStackedWidget()
        for one in (self.sign_in_page, self._inside, self.lock_page):
            self._outer.addWidget(one)
        self.setCentralWidget(self._outer)

    def _with_commands(self) -> dict[str, QWidget]:
        """Return the pages that have commands of their own, by where these act."""
        return {
            "queue": self.queue_page,
            "review": self.review_page,
            "recheck": self.supervision_page,
        }

    def _connect_desk(self) -> None:
        desk = self.desk
        self.sign_in_page.asked.connect(desk.sign_in)
        desk.session_changed.connect(self._show_session)
        desk.sign_in_refused.connect(self._refused)
        desk.password_asked.connect(self.sign_in_page.form.ask_new)
        desk.queue_changed.connect(lambda _lines: self._show_lines())
        desk.status_changed.connect(self._top_line.show_status)
        desk.nothing_waits.connect(lambda: self.show_page("queue"))
        desk.here_already.connect(lambda: self.show_page("review"))
        desk.said.connect(self._say)
        desk.arriving.connect(self._show_arriving)
        desk.outbox.changed.connect(self._show_saving)
        desk.line.changed.connect(self.top_bar.show_line)
        desk.line.changed.connect(lambda _: self._show_lines())
        desk.review.opened.connect(lambda _: self.show_page("review"))
        desk.review.changed.connect(lambda _: self._show_states())
        desk.review.closed.connect(lambda: self.show_page("queue"))
        self.replaying.page.left.connect(self._leave_replay)
        self.replaying.officers.left.connect(self._leave_card)
        self.replaying.asked.connect(self.show_page)
        self.replaying.said.connect(self._say)
        pictures = desk.pictures
        for told in (pictures.ready, pictures.coarse, pictures.progress):
            told.connect(lambda _key, _picture: self._show_states())

    def _connect_pages(self) -> None:
        self.sign_in_page.form.change_asked.connect(self.desk.change_password)
        self.sign_in_page.language_asked.connect(self._other_language)
        self.lock_page.unlock_asked.connect(self.desk.unlock)
        self.lock_page.sign_out_asked.connect(self.desk.sign_out)
        self.top_bar.page_asked.connect(self.show_page)
        self.top_bar.language_asked.connect(self._other_language)
        self.top_bar.lock_asked.connect(self.desk.lock)
        self.top_bar.key_card_asked.connect(lambda: self.show_page("keys"))
        self.top_bar.next_asked.connect(self.desk.next_item)
        self.top_bar.finder.clicked.connect(self.finder.open_list)
        self.review_page.queue_asked.connect(lambda: self.show_page("queue"))
        self.review_page.key_changed.connect(lambda _: self._show_states())
        self.review_page.acted.connect(self._act)
        self.queue_page.message.acted.connect(self._act)
        self.review_page.stage.failed.connect(lambda _: self._show_states())
        self.key_card.settings_asked.connect(lambda: self.show_page("settings"))
        pages = (self.key_card, self.settings_page, self.rules_page, self.supervision_page)
        for page in (*pages, self.exam_page, self.delivery_page):
            page.left.connect(self._leave_card)
        self.top_bar.settings_asked.connect(lambda: self.show_page("settings"))
        self.commanding.said.connect(self._say)
        view = self.review_page.scan_view
        view.menu_asked.connect(
            lambda place: self.commanding.menu.open_at(view.mapToGlobal(place.toPoint()))
        )
        self.finder.left.connect(self._focus_page)
        self.finder.item_asked.connect(self.desk.open_item)
        self._idle.idle.connect(self.desk.lock)
        quiet_s = self._wiring.settings.idle_hold_s
        self._idle.paused.connect(lambda: self.desk.review.hold("idle", for_s=quiet_s))
        self._idle.woke.connect(lambda: self.desk.review.resume("idle"))
        i18n.languages.changed.connect(self._show_time)

    def _bind(self) -> None:
        bind(self._inside, "find", self.finder.open_list)
        bind(self._inside, "key_card", lambda: self.show_page("keys"))
        bind(self._inside, "settings", lambda: self.show_page("settings"))
        bind(self._inside, "rules", lambda: self.show_page("rules"))
        bind(self._inside, "exam_result", lambda: self.show_page("exam"))
        bind(self._inside, "recheck", self._recheck, self._why_no_recheck)
        ways = self.replaying
        bind(self._inside, "as_seen", ways.replay_item, ways.why_not_replay)
        bind(self._inside, "officers", ways.show_officers, ways.why_not_officers)
        bind(self._inside, "waiting", lambda: self.show_page("waiting"))
        bind(self._inside, "deliveries", lambda: self.show_page("deliveries"))
        offer(self._inside, "back", self._back)
        bind(self._inside, "lock", self.desk.lock)
        bind(self._inside, "queue", lambda: self.show_page("queue"))
        bind(self._inside, "review", lambda: self.show_page("review"))
        bind(self._inside, "language", self._other_language)
        bind(self._inside, "regions", self._next_region)
        for action in self._inside.actions():
            self.addAction(action)
        tell_whys(self.review_page, review_whys(self.review_page))
        tell_whys(self.queue_page, queue_whys(self.queue_page))

    def _recheck(self) -> None:
        """Show what is looked at again; say to all others that it is not theirs."""
        why = self.supervision_page.supervising.why_not()
        if why is None:
            self.show_page("recheck")
        else:
            self._say(Message(why))

    def _why_no_recheck(self) -> str:
        why = self.supervision_page.supervising.why_not()
        return render(why) if why is not None else ""

    def _make_settings(self) -> None:
        """Make the pages that stand beside queue and review."""
        self.replaying = ReplayWays(
            self.desk, lambda: self.queue_page.table.chosen, self._on_review, self
        )
        self.replaying.fill(self.supervision_page.picture)
        self.exam_page = ExamPage(self.desk)
        self.delivery_page = DeliveryPage(self.desk)
        self.waiting_page = WaitingPage(self.desk)
        self.waiting_page.left.connect(self._leave_waiting)
        self.waiting_page.look_asked.connect(self.review_page.looking.begin)
        self.review_page.looking.left.connect(self._leave_look)
        self.key_settings = KeySettings(self.desk.preferences)
        self.settings_page.add_section("keys", lambda: tr("Keys"), self.key_settings)
        # The search takes Esc for itself; here it leaves the page, as the button says.
        self.key_settings.search.left.connect(self.settings_page.left)
        self.layout_settings = LayoutSettings(self.desk.preferences, self.review_page.hanger)
        self.settings_page.add_section("layout", lambda: tr("Layout"), self.layout_settings)
        if self._wiring.change_password is not None:
            self.password_settings = PasswordSettings(self.desk)
            self.settings_page.add_section(
                "password", lambda: tr("Password"), self.password_settings
            )

    def _act(self, name: str) -> None:
        """Do what a message offers."""
        if name == "take_over":
            self.desk.take_over()
        elif name == "waiting":
            self.show_page("waiting")
        else:
            self.desk.retry()

    def _back(self) -> None:
        """Leave what is open: the form, then the page."""
        if self._pages.currentWidget() is self.review_page and self.review_page.form_open:
            self.review_page.deciding.close_form()
        elif self._pages.currentWidget() is self.review_page and self.review_page.looking.alone:
            self.review_page.looking.leave()
        elif self._pages.currentWidget() is self.review_page:
            self.show_page("queue")
        elif self._pages.currentWidget() is self.waiting_page:
            self._leave_waiting()
        else:
            self._leave_card()

    def _show_session(self) -> None:
        officer = self.desk.officer
        self.top_bar.show_officer(officer)
        if officer is None:
            self._idle.stop()
            self._outer.setCurrentWidget(self.sign_in_page)
            self.sign_in_page.form.reset()
        elif self.desk.locked:
            self._idle.stop()
            self.lock_page.show_officer(officer)
            self.lock_page.show_leaving(self._leave_words)
            self._outer.setCurrentWidget(self.lock_page)
            self.lock_page.form.reset()
        else:
            self._idle.start()
            came_back = self._outer.currentWidget() is self.lock_page
            self._outer.setCurrentWidget(self._inside)
            if came_back and self.desk.review.shown is not None:
                self.show_page("review")
            elif not came_back or self._pages.currentWidget() is not self.queue_page:
                self.show_page(_first_page(officer))

    def _leave_words(self) -> str:
        return leave_words(self.desk.line.standing, item=bool(self.desk.held))

    def _refused(self, sentence: Sentence) -> None:
        form = self.lock_page.form if self.desk.locked else self.sign_in_page.form
        form.refuse(sentence)

    def _show_lines(self) -> None:
        self._show_time()
        self._show_states()
        self.lock_page.show_leaving(self._leave_words)

    def _show_time(self) -> None:
        now = self._now()
        self._top_line.show_time(now)
        self.review_page.show_lines(self.desk.lines, now)

    def _show_states(self) -> None:
        self._top_line.show_states()

    def _on_review(self) -> bool:
        return self._pages.currentWidget() is self.review_page

    def _say(self, message: Message | None) -> None:
        self._said = message
        self._show_message()

    def _show_saving(self, saving: Saving, why: Sentence | None) -> None:
        self._unsaved = None
        if saving is Saving.UNSAVED and why is not None:
            self._unsaved = Message(why, Tone.WARNING, act="retry")
        words = (lambda: render(why)) if why is not None else None
        self.top_bar.show_saving(saving, words)
        self._show_message()

    def _show_arriving(self, message: Message | None) -> None:
        self._arriving = message
        self._show_message()

    def _show_message(self) -> None:
        message = self._unsaved or self._said
        self.review_page.show_message(message)
        plain = message is None or message.tone is Tone.PLAIN
        # What comes in says so beside the queue, where it will stand, and never over a warning.
        beside = (self._arriving or message) if plain else message
        self.queue_page.show_message(beside)

    def _other_language(self) -> None:
        i18n.use("fr" if i18n.language() == "en" else "en")

    def _focus_page(self) -> None:
        """Give the keys to what is on screen."""
        self.top_bar.leave_search()
        page = self._pages.currentWidget()
        if page is self.queue_page:
            self.queue_page.take_focus()
        elif page is self.review_page:
            self.review_page.take_focus()
        else:
            beside = (self.settings_page, self.rules_page, self.supervision_page, self.exam_page)
            ways = (self.replaying.page, self.replaying.officers)
            more = (self.waiting_page, self.delivery_page)
            one = next((one for one in (*beside, *ways, *more) if one is page), None)
            self.key_card.setFocus() if one is None else one.take_focus()

    def _leave_card(self) -> None:
        self.show_page("review" if self.desk.review.shown is not None else "queue")

    def _leave_look(self) -> None:
        """Go back to what waits; the item that was looked at again leaves the desk."""
        self.desk.review.close()
        self.show_page("waiting")

    def _leave_waiting(self) -> None:
        """Go back to where one was, also to an item that made way for a look."""
        before = self.review_page.looking.take_before()
        if before and self.desk.review.shown is None:
            self.desk.open_item(before)
        self._leave_card()

    def _leave_replay(self) -> None:
        """Go back to where the replay was asked for."""
        self.replaying.page.close_replay()
        self._leave_card()

    def _next_region(self) -> None:
        """Move the focus to the next part of the screen."""
        page = self._pages.currentWidget()
        queue = self.queue_page
        parts: list[QWidget] = [queue.table, queue.filters, queue.preview]
        if page is self.review_page:
            review = self.review_page
            parts = [review.scan_view, review.overview, review.display_bar, review.tool_bar]
            parts += [review.verdicts, review.side, review.rail]
        elif page is self.supervision_page:
            one = self.supervision_page
            parts = [one.list, one.picture.scan_view, one.side, one.answer]
        elif page is not self.queue_page:
            parts = [page] if page is not None else []
        parts.append(self.top_bar)
        focus_next(parts)

    def _now(self) -> dt.datetime:
        return self._wiring.clock.now()


def _first_page(officer: Officer) -> str:
    """Return where a person begins: at the queue; at the results, whose work is nothing else."""
    return "exam" if not officer.may(Act.REVIEW) and officer.may(Act.REPORT) else "queue"
