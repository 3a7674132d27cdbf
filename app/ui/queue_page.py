"""The queue: filters, table, preview, and what is below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from app.domain.late import Standing
from app.domain.words import Sentence
from app.domain.work import ItemState, QueueLine
from app.ui import tokens
from app.ui.commands import bind, keys, offer
from app.ui.controls import Panel, Rule, Text, column, row
from app.ui.desk import Desk
from app.ui.i18n import tr
from app.ui.i18n.formats import minutes_between
from app.ui.keycap import KeyCap
from app.ui.panels.drift import DriftBanner, DriftUnknown
from app.ui.panels.line_words import claim_words
from app.ui.panels.passing_form import PassingForm
from app.ui.panels.pieces import MessageLine
from app.ui.passing import Passing, Subject
from app.ui.queue.changes import Differences, differences
from app.ui.queue.filters import Choice, Filter, FilterBar, Group, choice_from, select
from app.ui.queue.model import FRESH, QueueModel
from app.ui.queue.preview import Preview
from app.ui.queue.table import QueueTable
from app.ui.shown import Message
from app.ui.wiring import Glance, Key

TICK_MS = 15_000
PREFERENCE = "queue"
"""What is chosen of the queue is remembered for each officer."""

LOOK_MS = 120
"""A line is looked into when it has been chosen this long: holding Down reads nothing."""


class QueuePage(Panel):
    """Everything that waits, by time left; one line is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("bg", name="queue-page")
        self._desk = desk
        self._choice = Choice()
        self._lines: tuple[QueueLine, ...] = ()
        self._news: tuple[Differences, dt.datetime] | None = None
        self.model = QueueModel()
        self.filters = FilterBar()
        self.table = QueueTable(self.model)
        self.preview = Preview(self.model)
        self.form = PassingForm()
        self.message = MessageLine(name="queue-message")
        self.drift = DriftBanner()
        self.drift_unknown = DriftUnknown()
        self._hints = QWidget()
        self._empty = Text(self._empty_words, "goods", "text2", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay()
        self._connect()
        self._bind()
        self._passing = Passing(desk, self.form, self, subject=self._subject, show=self._show_form)
        self._passing.offer_in(self.preview.ways)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self.tick)
        self._tick.start()
        self._look = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._look.timeout.connect(self._look_into)

    def show_lines(self, lines: tuple[QueueLine, ...]) -> None:
        """Show the queue; look again into the chosen line when something about it is new."""
        chosen = self.table.chosen
        if chosen is not None and chosen not in lines:
            self._look.start()
        self._note_changes(lines)
        self._lines = lines
        officer = self._desk.officer
        self.model.account = officer.account if officer else ""
        shown = self._desk.review.shown
        self.model.present = shown.item.item_id if shown else ""
        self.filters.count(self._open_lines(), self.model.account)
        self.table.live = True
        self._select()
        self.table.live = False
        self.tick()
        self.preview.show_due(self.due)
        self._passing.look()

    def _note_changes(self, lines: tuple[QueueLine, ...]) -> None:
        """Tell lines that somebody else or new data has changed, calmly."""
        if not self._lines or lines == self._lines:
            return
        found = differences(self._lines, lines, self.model.account)
        self.model.mark_fresh((*found.new, *found.changed), self._now())
        if found.any:
            self._news = (found, self._now())

    @property
    def due(self) -> QueueLine | None:
        """What *next* would open: what is meant for this officer, else what she has chosen."""
        return next(iter(self._desk.given(self._lines)), None)

    def why_no_next(self) -> str:
        """Return why *next* gives nothing now."""
        return claim_words(self._desk.line.standing) or tr("Nothing waits.")

    @property
    def passing(self) -> Passing:
        """The form that passes the chosen item on."""
        return self._passing

    def model_lines(self) -> tuple[QueueLine, ...]:
        """Return the lines that nobody has decided."""
        return tuple(self._open_lines())

    def tick(self) -> None:
        """Move time on."""
        self.model.tick(self._now())
        self._foot.set_words(self._foot_words)

    def take_focus(self) -> None:
        """Give the table the keys, unless another page is in front of it."""
        if self.isVisibleTo(self.window()):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        """Let the window be small; it then takes the compact measures."""
        return QSize(tokens.px(640), tokens.px(56))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        wide = self.width()
        compact = wide < tokens.px(tokens.COMPACT_WINDOW[0])
        self.preview.set_compact(compact)
        self.form.set_compact(compact)
        self._right.setFixedWidth(self.preview.width())
        self.filters.set_compact(compact)
        self.table.fit_columns(wide - self.preview.width())

    def _lay(self) -> None:
        outer = row(gap=0)
        self.setLayout(outer)
        left = column(gap=0)
        left.addWidget(self.filters)
        left.addWidget(Rule())
        left.addWidget(self.table, 1)
        left.addWidget(self._empty, 1)
        left.addWidget(self.drift)
        left.addWidget(self.drift_unknown)
        left.addWidget(Rule())
        left.addWidget(self._make_foot())
        outer.addLayout(left, 1)
        outer.addWidget(Rule(upright=True))
        self._right = QStackedWidget()
        self._right.addWidget(self.preview)
        self._right.addWidget(self.form)
        self._right.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        outer.addWidget(self._right)

    def _make_foot(self) -> QWidget:
        foot = Panel("bg", name="queue-foot")
        foot.setFixedHeight(tokens.px(tokens.TABLE_FOOT))
        line = row(margins=(16, 0, 16, 0), gap=8)
        foot.setLayout(line)
        self._foot = Text("", "detail", "text2")
        line.addWidget(self._foot)
        line.addWidget(self.message, 1)
        line.addWidget(self._hints, 1)
        self._lay_hints()
        return foot

    def _lay_hints(self) -> None:
        line = row(gap=8)
        self._hints.setLayout(line)
        line.addStretch(1)
        for caps, words in (
            (("Up", "Down"), _word_choose),
            (("Return",), _word_open),
            ((keys("hand_back"),), _word_hand_back),
            ((keys("filter_text"),), _word_filter),
        ):
            for cap in caps:
                line.addWidget(KeyCap(cap))
            line.addWidget(Text(words, "detail", "text2"))
            line.addSpacing(tokens.px(8))

    def show_message(self, message: Message | None) -> None:
        """Say something in the foot: it has the room of the keys' names while it stands."""
        self.message.show_message(message)
        self._hints.setVisible(message is None)

    def _connect(self) -> None:
        self._desk.queue_changed.connect(self.show_lines)
        self._desk.drift_changed.connect(self.drift.show_drifts)
        self._desk.line.changed.connect(self._line_changed)
        self._desk.glanced.connect(self._glanced)
        self._desk.not_glanced.connect(self._not_glanced)
        self._desk.pictures.thumbnail.connect(self.preview.show_picture)
        self._desk.pictures.failed.connect(self._failed)
        self._desk.pictures.covered.connect(self._cover)
        self.filters.chosen.connect(self._chosen)
        self.filters.left.connect(self.take_focus)
        self.table.line_chosen.connect(self._line_chosen)
        self.table.open_asked.connect(self._desk.open_item)
        self.preview.next_asked.connect(self._desk.next_item)
        self._desk.preferences.changed.connect(self._preferred)

    def _bind(self) -> None:
        bind(self, "next", self._desk.next_item)
        bind(self, "hand_back", self._hand_back)
        bind(self, "group", self.filters.next_group)
        bind(self, "port", self.filters.next_port)
        bind(self.form, "sign", self.form.send)
        bind(self, "filter_text", self._filter_text)
        offer(self, "open", self.table.open_chosen)
        offer(self, "filters", self.filters.take_focus)
        for number, one in enumerate(Filter):
            action = QAction(self)
            action.setShortcut(QKeySequence(str(number)))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(_chooser(self.filters, one))
            self.addAction(action)

    def _filter_text(self) -> None:
        self.filters.text.show()
        self.filters.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_lines(self) -> list[QueueLine]:
        return [line for line in self._lines if line.state is not ItemState.DECIDED]

    def _chosen(self, choice: Choice) -> None:
        self._choice = choice
        self._desk.choose(choice.for_next)
        self._desk.preferences.set(PREFERENCE, choice.kept)
        self._select()
        self.preview.show_due(self.due)

    def _preferred(self, name: str) -> None:
        """Show the choice that an officer left, when she is back."""
        if name == PREFERENCE:
            choice = choice_from(self._desk.preferences.get(PREFERENCE))
            if choice.kept != self._choice.kept:
                self.filters.restore(choice)

    def _show_form(self, shown: bool) -> None:
        self._right.setCurrentWidget(self.form if shown else self.preview)
        if not shown:
            self.take_focus()

    def _subject(self) -> Subject | None:
        line = self.table.chosen
        if line is None:
            return None
        mine = line.state is ItemState.CLAIMED and line.claimed_by == self.model.account
        words = f"{line.item_id}  {line.goods}".strip()
        return Subject(line.item_id, words, mine, line.state is ItemState.DECIDED)

    def _select(self) -> None:
        lines = select(self._open_lines(), self._choice, self.model.account)
        self.model.show_lines(lines, self._choice.group)
        self.table.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._empty.set_words(self._empty_words)
        if lines and self.table.chosen is None:
            self.table.choose_first()

    def _line_chosen(self, line: QueueLine | None) -> None:
        if line is None or line.item_id != self._passing.item_id:
            # The form speaks of the line that was chosen before.
            self._passing.close()
        self._passing.look()
        at_once = line is not None and self.preview.key is None
        self.preview.show_line(line)
        if at_once:
            self._look_into()
        else:
            self._look.start()

    def _look_into(self) -> None:
        line = self.table.chosen
        self._desk.look(line.item_id if line else "")

    def _line_changed(self, standing: Standing) -> None:
        """Say what can be done while the line to the record is cut."""
        watched = self._desk.wiring.drifts is not None
        self.drift_unknown.setVisible(self._desk.alone and watched)
        self.preview.show_standing(standing)
        self.preview.show_due(self.due)
        self._passing.look()

    def _glanced(self, glance: Glance | None) -> None:
        self.preview.show_glance(glance)
        key = self.preview.key
        if key is None:
            return
        small = self._desk.pictures.small(key)
        why = self._desk.pictures.failure(key)
        if small is not None:
            self.preview.show_picture(key, small)
        elif why is not None:
            self.preview.picture.show_nothing(why)

    def _not_glanced(self, why: Sentence) -> None:
        self.preview.show_away(why)

    def _failed(self, key: Key, why: Sentence) -> None:
        if key == self.preview.key:
            self.preview.picture.show_nothing(why)

    def _cover(self, covered: bool) -> None:
        """Keep no pixels while the window is locked; the picture is asked for, for after it."""
        if covered:
            self.preview.picture.let_go()
            self._desk.pictures.ask(self.preview.files)

    def _hand_back(self) -> None:
        line = self.table.chosen
        if line is not None and line.claimed_by == self.model.account:
            self._desk.hand_back(line.item_id)

    def _foot_words(self) -> str:
        lines = self._open_lines()
        now = self._now()
        soon = sum(1 for one in lines if one.eta and minutes_between(one.eta, now) < 60)
        counts = tr(
            "{waiting} waiting, {soon} under an hour, {mine} mine",
            waiting=len(lines),
            soon=soon,
            mine=len(self._desk.mine),
        )
        order = tr("Sorted by time left, then risk")
        if self._choice.group is not Group.NONE:
            order = tr("In groups, by time left within")
        return "     ".join(filter(None, (counts, order, self._news_words())))

    def _news_words(self) -> str:
        """Say in a few words what has just changed by itself."""
        if self._news is None or self._now() - self._news[1] >= FRESH:
            return ""
        found = self._news[0]
        told = (
            (found.new, tr("{count} new", count=len(found.new))),
            (found.gone, tr("{count} gone", count=len(found.gone))),
            (found.changed, tr("{count} changed", count=len(found.changed))),
        )
        return tr("Just now: {what}", what=", ".join(words for items, words in told if items))

    def _empty_words(self) -> str:
        if self._lines and (self._choice.text or self._choice.filter is not Filter.ALL):
            return tr("No line fits this filter. 0 shows all.")
        return tr("Nothing is waiting. New scans appear here by themselves.")

    def _now(self) -> dt.datetime:
        return self._desk.wiring.clock.now()


def _word_choose() -> str:
    return tr("choose")


def _word_open() -> str:
    return tr("open")


def _word_hand_back() -> str:
    return tr("hand back")


def _word_filter() -> str:
    return tr("filter")


def _chooser(filters: FilterBar, one: Filter) -> Callable[[], None]:
    return lambda: filters.choose(one)
