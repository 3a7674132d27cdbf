"""What the officer should know before deciding, heaviest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from app.domain.notice import Notice, Severity
from app.ui import tokens
from app.ui.controls import Panel, Rule, Text, clear, column
from app.ui.i18n import languages, tr
from app.ui.panels.changed import changes_of, is_change
from app.ui.panels.first_row import First, FirstRow, first_words
from app.ui.panels.notice_row import NoticeRow
from app.ui.shown import Shown

RETURNED = "RETURNED"
"""Rule of the notice with a supervisor's comment."""
WEIGHT = {Severity.BLOCK: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def ordered(notices: tuple[Notice, ...]) -> list[Notice]:
    """Return notices heaviest first, their order kept within a weight.

    What a supervisor sent back with a comment stands before all; then changed data: what the other
    notices say, and what was seen before, was of other data.
    """
    return sorted(
        notices,
        key=lambda one: (one.rule != RETURNED, not is_change(one), WEIGHT[one.severity]),
    )


class Notices(Panel):
    """The notices of the item; 336 by 240. What does not fit scrolls inside.

    A warning can be acknowledged when all its words have been in sight, never before.
    """

    acknowledged = Signal(str)
    changes_asked = Signal()
    """Show every field that differs."""
    place_asked = Signal(object)
    """Place: bring it into the window."""

    reader: Callable[[], tuple[str, dt.datetime]] | None = None
    """Who reads them, by account, and what time it is."""

    def __init__(self) -> None:
        super().__init__("panel", name="notices")
        self._shown: Shown | None = None
        self._first: tuple[First, ...] = ()
        self._rows: list[NoticeRow] = []
        self._present: tuple[Notice, ...] | None = None
        self._compact = False
        self._next_place = 0
        self._answered_by_key = ""
        self._column = column(margins=(16, 0, 8, 0), gap=0)
        self.setLayout(self._column)
        self._head = Text(self._count, "section")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setAccessibleName(tr("Notices"))
        self._inside = Panel("panel")
        self._list = column(margins=(0, 0, 8, 0), gap=0)
        self._inside.setLayout(self._list)
        self._area.setWidget(self._inside)
        for part, share in ((self._head, 0), (self._area, 1), (Rule(), 0)):
            # The rule below: words that go on are seen to be cut.
            self._column.addWidget(part, share)
        bar = self._area.verticalScrollBar()
        bar.valueChanged.connect(self.look)
        bar.rangeChanged.connect(self.look)
        languages.changed.connect(self._rebuild)
        self.set_compact(False)

    def show_item(self, shown: Shown | None) -> None:
        """Show the notices of an item; rows are made anew only when the notices are others."""
        self._shown = shown
        present = shown.notices if shown else None
        first = self._first_words()
        if present != self._present or first != self._first:
            self._first = first
            self._present = present
            self._next_place = 0
            self._answered_by_key = ""
            self._area.verticalScrollBar().setValue(0)
            self._rebuild()
        else:
            self._restate()

    def acknowledge_first(self) -> None:
        """Answer the first open notice; while words of it are out of sight, bring them there."""
        first = self._first_asking()
        if first is None:
            return
        self.look()
        if first.whole:
            self._answered_by_key = first.notice.key
            self.acknowledged.emit(first.notice.key)
        else:
            self.bring(first)

    def bring_first(self) -> bool:
        """Bring the first open notice into sight; whether there is one."""
        first = self._first_asking()
        if first is not None:
            self.bring(first)
        return first is not None

    def bring(self, one: NoticeRow) -> None:
        """Bring a notice whole into sight; one that is higher than the panel page by page."""
        bar = self._area.verticalScrollBar()
        room = self._area.viewport().height()
        top, end = one.y(), one.y() + one.height() - room
        if one.height() > room:
            # Its first words first; what was in sight already is not shown again.
            bar.setValue(min(top + one.words_top, end))
        else:
            bar.setValue(min(max(bar.value(), end), top))
        self._bring_panel()
        self.look()

    def look(self) -> None:
        """Note which words are in sight now."""
        for one in self._rows:
            one.fit(self._area.viewport().height())
            one.look()

    def showEvent(self, event: QShowEvent) -> None:
        """Note which words have come into sight."""
        super().showEvent(event)
        self.look()

    def show_next_place(self) -> None:
        """Go to the next place that a notice names, from the heaviest notice on."""
        named = [one for one in self._rows if one.notice.place is not None]
        if named:
            one = named[self._next_place % len(named)]
            self._next_place += 1
            self._area.ensureWidgetVisible(one)
            self.place_asked.emit(one.notice.place)

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        self._compact = compact
        measures = tokens.COMPACT if compact else tokens.FULL
        self.setFixedHeight(tokens.px(measures.notices))
        self._head.setFixedHeight(tokens.px(28 if compact else 40))
        self._column.setContentsMargins(tokens.px(measures.margin), 0, tokens.px(4), 0)
        self._rebuild()

    def _first_words(self) -> tuple[First, ...]:
        """Return what stands above the notices: why the item is here again, and its turn."""
        if self._shown is None or self.reader is None:
            return ()
        return first_words(self._shown.item, *self.reader())

    def _count(self) -> str:
        count = len(self._shown.notices) if self._shown else 0
        if count == 0:
            return tr("No notices")
        return tr("1 notice") if count == 1 else tr("{count} notices", count=count)

    def _rebuild(self) -> None:
        clear(self._list)
        self._rows = []
        self._first = self._first_words()
        for first in self._first:
            self._list.addWidget(FirstRow(first))
        for notice in ordered(self._present or ()):
            changes = changes_of(notice, self._shown)
            one = NoticeRow(notice, compact=self._compact, changes=changes)
            one.changes_asked.connect(self.changes_asked)
            one.acknowledged.connect(self.acknowledged)
            one.place_asked.connect(self.place_asked)
            one.read_asked.connect(self.bring)
            one.laid.connect(self.look)
            self._rows.append(one)
            self._list.addWidget(one)
        self._list.addStretch(1)
        self._restate()

    def _restate(self) -> None:
        self._head.set_words(self._count)
        shown = self._shown
        first = True
        for one in self._rows:
            is_open = shown is not None and one.notice.key in shown.open_keys
            asks = is_open and one.notice.severity is Severity.WARNING
            read_only = shown is None or shown.read_only is not None
            one.show_state(is_open=is_open, first=first and asks, read_only=read_only)
            first = first and not asks
        self.look()
        self._go_on()

    def _first_asking(self) -> NoticeRow | None:
        return next((one for one in self._rows if one.asks), None)

    def _go_on(self) -> None:
        """Bring the next open notice into sight, once one was answered by its key."""
        shown = self._shown
        if self._answered_by_key and shown and self._answered_by_key not in shown.open_keys:
            self._answered_by_key = ""
            following = self._first_asking()
            # By mouse nothing moves: the pointer is on its way to the next answer.
            if following is not None and not following.whole:
                self.bring(following)

    def _bring_panel(self) -> None:
        """Bring the panel itself into sight, where large type lets the whole side scroll."""
        around = self.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(self, 0, 0)
            around = around.parentWidget()
