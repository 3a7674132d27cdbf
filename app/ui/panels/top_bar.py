"""The top bar: how long have I, of what, how things stand, and who I am."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.domain.late import Standing
from app.domain.officer import Act, Officer
from app.domain.shipment import Mode
from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Button, Panel, Rule, Text, Words, lens
from app.ui.i18n import language, languages, tr
from app.ui.i18n.formats import minutes_left, moment
from app.ui.icons import MODE_ICONS
from app.ui.keycap import cap_words, tip_words
from app.ui.panels.line_words import line_look, line_tip, line_words
from app.ui.panels.pieces import Picture, State
from app.ui.panels.search_field import SearchField
from app.ui.queue.words import MODE_WORDS
from app.ui.shown import Saving

SEARCH_AT, SEARCH_WIDE = 536, 280
SLOW_MS = 400
MODEL_MOST = 176
"""Widest that the name of the model may stand; the rest is in its tip."""
APART = 12
"""Least gap between what stands beside each other in the bar."""


class TopBar(Panel):
    """One bar over every screen; 40 high, 32 in small windows."""

    page_asked = Signal(str)
    language_asked = Signal()
    lock_asked = Signal()
    key_card_asked = Signal()
    settings_asked = Signal()
    next_asked = Signal()

    def __init__(self, *, sample: bool, shared: bool) -> None:
        super().__init__("panel", name="top-bar")
        self._compact = False
        self._tight = False
        self._ordinary = True
        self._kept = False
        self._unsaved = False
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._say_saving)
        self._eta: dt.datetime | None = None
        self._page = "queue"
        self._supervises = False
        self._left = QWidget(self)
        self._right = QWidget(self)
        self.search = SearchField(self)
        self.search.setObjectName("search")
        lens(self.search)
        self.search.deserted.connect(self._deserted)
        self._left.installEventFilter(self)
        self._right.installEventFilter(self)
        self._fill_left()
        self._fill_right(sample=sample, shared=shared)
        self.model.text.setMaximumWidth(tokens.px(MODEL_MOST))
        self._say()
        languages.changed.connect(self._say)
        self.set_compact(False)

    def show_page(self, page: str) -> None:
        """Say which screen is below: ``queue``, ``review`` or ``recheck``."""
        self._page = page
        for one in (self.mode_icon, self.port, self.place):
            one.setVisible(page == "review")
        self.mode.setVisible(page == "review" and not self._compact)
        self.next.setVisible(page == "review" and self._compact and not self._tight)
        for tab in (self.tab_queue, self.tab_review):
            tab.setVisible(page != "review")
        self.tab_recheck.setVisible(page != "review" and self._supervises)
        self.tab_queue.setChecked(page == "queue")
        self.tab_recheck.setChecked(page == "recheck")
        self.lossless.setVisible(page == "review")
        self.yours.setVisible(page == "review" and not self._compact)
        self._until.set_words(
            lambda: tr("to arrival") if self._page == "review" else tr("to the first arrival")
        )
        self._lay()

    def show_eta(self, eta: dt.datetime | None, now: dt.datetime) -> None:
        """Show how long there is."""
        self._eta = eta
        self.time.set_words(lambda: minutes_left(eta, now))
        self.time.set_tip(lambda: moment(eta))
        late = eta is not None and eta < now
        self._until.setVisible(eta is not None and not late and not self._tight)
        self._lay()

    def show_item(self, mode: Mode | None, port: str, place: Words) -> None:
        """Show what is under review."""
        self.mode_icon.show_icon(MODE_ICONS.get(mode, "") if mode else "")
        self.port.set_words(lambda: tr("Port {port}", port=port) if port else tr("No port"))
        self.mode.set_words(lambda: tr(MODE_WORDS[mode]) if mode else "")
        self.place.set_words(place)
        self._lay()

    @property
    def page(self) -> str:
        """Which screen is below."""
        return self._page

    def show_officer(self, officer: Officer | None) -> None:
        """Show who sits here; a supervisor has one page more."""
        self._supervises = officer is not None and officer.may(Act.AUDIT)
        self.tab_recheck.setVisible(self._supervises and self._page != "review")
        self.officer.set_words(officer.name if officer else "")
        self.officer.set_tip(lambda: officer.account if officer else "")
        self._lay()

    def show_line(self, standing: Standing) -> None:
        """Show how one stands to the record; out of the ordinary, its words are the last to go."""
        self._ordinary = standing == Standing()
        self._kept = standing.to_send > 0
        if not self._unsaved and not self._slow.isActive():
            self._say_saved()
        icon, tone = line_look(standing)
        self.line.tell(icon, lambda: line_words(standing), tone, lambda: line_tip(standing))
        self._lay()

    def show_saving(self, saving: Saving, why: Words | None) -> None:
        """Show whether everything is on record."""
        if saving is Saving.BUSY:
            # Most writing is over before it could be read; a word that flickers helps nobody.
            self._slow.start()
            return
        self._slow.stop()
        self._unsaved = saving is Saving.UNSAVED
        if self._unsaved:
            self.saved.tell("warning", lambda: tr("Not saved"), "amber", why)
        else:
            self._say_saved()

    def _say_saved(self) -> None:
        kept = self._kept
        self.saved.tell(
            "floppy-disk", lambda: tr("Kept here") if kept else tr("All saved"), "text2"
        )

    def _say_saving(self) -> None:
        self.saved.tell("floppy-disk", lambda: tr("Saving"), "text2")

    def show_next(self, text: Words) -> None:
        """Show what *next* would open; in small windows, where there is no rail."""
        self.next.set_words(text)
        self._lay()

    def set_tight(self, tight: bool) -> None:
        """Show states by their icons alone, and what can be read elsewhere not at all."""
        self._tight = tight
        self.next.setVisible(self._compact and self._page == "review" and not tight)
        self._until.setVisible(self._eta is not None and not tight)
        self._lay()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        self._compact = compact
        for block in (self._left, self._right):
            layout = block.layout()
            if layout is not None:
                layout.setSpacing(tokens.px(8 if compact else 12))
        measures = tokens.COMPACT if compact else tokens.FULL
        self.setFixedHeight(tokens.px(measures.top_bar))
        self.time.set_compact(compact)
        self.search.setVisible(not compact or self.search.hasFocus())
        self.finder.setVisible(compact)
        self.mode.setVisible(not compact and self._page == "review")
        self.next.setVisible(compact and self._page == "review")
        self.yours.setVisible(not compact and self._page == "review")
        self._lock.setVisible(not compact)
        self._sample.set_words(
            (lambda: tr("SAMPLE")) if compact else (lambda: tr("SAMPLE, all fictional"))
        )
        self._lay()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lay the blocks anew when something in them changes its width."""
        done = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._lay()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the search at its place and the states at the right."""
        super().resizeEvent(event)
        self._lay()

    def sizeHint(self) -> QSize:
        """Return the bar's height."""
        return QSize(tokens.px(800), self.height())

    def _fill_left(self) -> None:
        layout = _line(self._left, 16)
        self.time = Text("", "time").styled(weight=600).firm()
        self.time.setObjectName("time-left")
        self._until = Text(lambda: tr("to arrival"), "detail", "text2")
        self.mode_icon = Picture("", "text", tokens.ICON)
        self.port = Text("", "body").styled(weight=600).firm()
        self.mode = Text("", "body", "text2")
        self.place = Text("", "detail", "text2")
        self.tab_queue = _Tab(words("queue"), keys("queue"), name="tab-queue")
        self.tab_review = _Tab(words("review"), keys("review"), name="tab-review")
        self.tab_queue.setChecked(True)
        self.tab_queue.clicked.connect(lambda: self.page_asked.emit("queue"))
        self.tab_review.clicked.connect(lambda: self.page_asked.emit("review"))
        self.tab_recheck = _Tab(words("recheck"), keys("recheck"), name="tab-recheck")
        self.tab_recheck.clicked.connect(lambda: self.page_asked.emit("recheck"))
        self.next = Button(words("next"), keys=keys("next"), name="top-next").kind("bare")
        self.next.cap_first()
        self.next.clicked.connect(self.next_asked)
        for one in (self.time, self._until, Rule(upright=True, length=20), self.mode_icon):
            layout.addWidget(one)
        layout.addWidget(self.port)
        layout.addWidget(self.mode)
        layout.addWidget(self.place)
        layout.addWidget(self.tab_queue)
        layout.addWidget(self.tab_review)
        layout.addWidget(self.tab_recheck)
        layout.addWidget(self.next)
        layout.addStretch(1)

    def _fill_right(self, *, sample: bool, shared: bool) -> None:
        layout = _line(self._right, 12)
        self.line = State("cloud-check" if shared else "monitor", name="state-line")
        self.line.text.set_words(lambda: tr("On line") if shared else tr("This machine"))
        self.lossless = State("check-circle", name="state-lossless")
        self.model = State("cpu", name="state-model")
        self.yours = State("user", lambda: tr("Yours"), name="state-yours")
        self.saved = State("floppy-disk", lambda: tr("All saved"), name="state-saved")
        self._make_buttons()
        protected = Text(lambda: tr("PROTECTED B"), "detail").styled(weight=600).firm()
        self._sample = _Sample(lambda: tr("SAMPLE, all fictional"))
        self._sample.firm()
        self._sample.setVisible(sample)
        layout.addStretch(1)
        for one in (self.line, self.lossless, self.model, self.yours, self.saved, self.finder):
            layout.addWidget(one)
        layout.addWidget(Rule(upright=True, length=20))
        for two in (self.officer, self._language, self._lock, self._settings, self._help):
            layout.addWidget(two)
        layout.addWidget(Rule(upright=True, length=20))
        layout.addWidget(protected)
        layout.addWidget(self._sample)

    def _make_buttons(self) -> None:
        self.finder = Button(lambda: tr("Find"), keys=keys("find"), name="find")
        self.finder.kind("bare", high=24).without_words()
        self.officer = Text("", "body").styled(weight=600).firm()
        self._language = Button(self._other_language, name="language").kind("bare", high=24)
        self._language.describe(lambda: tr("English or French"))
        self._lock = Button(words("lock"), keys=keys("lock"), icon="lock-simple", name="lock")
        self._lock.kind("bare", high=24).without_words()
        self._help = Button(words("key_card"), keys=keys("key_card"), name="key-card")
        self._help.kind("bare", high=24).without_words()
        self._language.clicked.connect(self.language_asked)
        self._lock.clicked.connect(self.lock_asked)
        self._help.clicked.connect(self.key_card_asked)
        self._settings = Button(words("settings"), icon="gear-six", name="settings")
        self._settings.kind("bare", high=24).without_words()
        self._settings.describe(lambda: tip_words("settings"))
        self._settings.clicked.connect(self.settings_asked)

    def _other_language(self) -> str:
        return "FR" if language() == "en" else "EN"

    def _say(self) -> None:
        hint = tr("Command, scan or shipment")
        self.search.setPlaceholderText(f"{hint}   {cap_words(keys('find'))}")
        self.search.setAccessibleName(tr("Find a command, scan or shipment"))
        text = self.saved.text
        widest = max(
            map(text.width_of, (tr("All saved"), tr("Saving"), tr("Not saved"), tr("Kept here")))
        )
        text.setMinimumWidth(widest + 1)
        self._lay()

    def _deserted(self, for_good: bool) -> None:
        if for_good:
            self.leave_search()

    def leave_search(self) -> None:
        """Take the search off again where it has no place of its own."""
        self.search.setVisible(not self._compact)

    def _lay(self) -> None:
        """Left block, search at its measured place, right block in what is left over."""
        high = self.height()
        margin = tokens.px(16 if not self._compact else 12)
        at = tokens.px(SEARCH_AT)
        wide = tokens.px(SEARCH_WIDE)
        apart = tokens.px(APART)
        taken = at + wide if not self._compact else margin + self._left.minimumSizeHint().width()
        right = min(self._fit(self.width() - margin - taken - apart), self.width())
        left_end = at if not self._compact else self.width() - right - margin
        self._left.setGeometry(margin, 0, max(0, left_end - apart - margin), high)
        top = (high - tokens.px(tokens.SEARCH)) // 2
        self.search.setGeometry(at, top, wide, tokens.px(tokens.SEARCH))
        self._right.setGeometry(self.width() - right - margin, 0, right, high)

    def _fit(self, room: int) -> int:
        """Drop words until the states fit, the least urgent first; return their width."""
        states = [self.yours, self.model, self.lossless, self.saved]
        states.insert(0 if self._ordinary else len(states), self.line)
        shown = [state for state in states if state.isVisibleTo(self._right)]
        need = self._right.sizeHint().width()
        need += sum(state.words_wide for state in shown if state.wordless)
        for state in states:
            drop = need > room or (self._tight and (self._ordinary or state is not self.line))
            if drop and state in shown:
                need -= state.words_wide
            state.set_wordless(drop)
        return need


class _Tab(Button):
    """A screen's name with its key; the present one underlined."""

    def __init__(self, text: Words, key: str, *, name: str) -> None:
        super().__init__(text, keys=key, name=name)
        self.kind("bare", high=40)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def ground(self, rest: str | None) -> str | None:
        """Have no ground of its own: the line below says which screen it is."""
        return "hover" if self.underMouse() else rest

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the word, its key, and the line under the present screen."""
        super().paintEvent(event)
        if self.isChecked():
            painter = QPainter(self)
            painter.fillRect(0, self.height() - 2, self.width(), 2, tokens.colour("accent"))
            painter.end()


class _Sample(Text):
    """The mark of fictional data, in a dashed outline."""

    def __init__(self, text: Words) -> None:
        super().__init__(text, "key", "text2")
        self.setObjectName("sample-mark")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def sizeHint(self) -> QSize:
        """Leave room for the outline."""
        return super().sizeHint() + QSize(tokens.px(14), tokens.px(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text in its outline."""
        super().paintEvent(event)
        painter = QPainter(self)
        pen = QPen(tokens.colour("edge"), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def _line(widget: QWidget, gap: int) -> QHBoxLayout:
    layout = QHBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(tokens.px(gap))
    return layout
