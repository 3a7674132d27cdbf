"""What the officer should know before deciding, heaviest first."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from app.domain.notice import Notice, Severity
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Link, Panel, Text, clear, column, row
from app.ui.i18n import languages, render, tr
from app.ui.panels.pieces import SEVERITY_TONES, SEVERITY_WORDS, Shape
from app.ui.shown import Shown

WEIGHT = {Severity.BLOCK: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def ordered(notices: tuple[Notice, ...]) -> list[Notice]:
    """Return notices heaviest first, their order kept within a weight."""
    return sorted(notices, key=lambda notice: WEIGHT[notice.severity])


def notice_words(notice: Notice) -> str:
    """Return what a notice says, with what the feed says of the same record before it."""
    before = f"{render(notice.preface)} " if notice.preface is not None else ""
    return before + render(notice.sentence)


class NoticeRow(QWidget):
    """Shape, word, paragraph, the way to answer it, and the sentence."""

    acknowledged = Signal(str)
    place_asked = Signal(object)
    """Place: bring it into the window."""

    def __init__(self, notice: Notice, *, compact: bool = False) -> None:
        super().__init__()
        self.setObjectName(f"notice-{notice.key}")
        self.notice = notice
        lines = column(margins=(0, 4, 0, 0), gap=0)
        self.setLayout(lines)
        top = row(gap=4 if compact else 8)
        self._word = Text(
            lambda: tr(SEVERITY_WORDS[notice.severity]), "body", SEVERITY_TONES[notice.severity]
        ).styled(weight=600)
        paragraph = Text(f"¶{notice.paragraph}" if notice.paragraph else "", "detail", "text2")
        paragraph.firm()
        self.answer = Link(lambda: tr("Acknowledge"), name=f"acknowledge-{notice.key}")
        self.answer.clicked.connect(lambda: self.acknowledged.emit(notice.key))
        self._done = Text(lambda: tr("Acknowledged"), "detail", "text2")
        self.where = self._link_to_place()
        top.addWidget(Shape(notice.severity))
        top.addWidget(self._word)
        top.addWidget(paragraph, 1)
        if not compact:
            top.addWidget(self.where)
        top.addWidget(self._done)
        top.addWidget(self.answer)
        lines.addLayout(top)
        self._sentence = Text(lambda: notice_words(notice), "body", wrap=True)
        self._lay_sentence(lines, compact=compact)
        lines.addStretch(1)
        measures = tokens.COMPACT if compact else tokens.FULL
        self.setMinimumHeight(tokens.px(measures.notice))

    def _lay_sentence(self, lines: QBoxLayout, *, compact: bool) -> None:
        below = row(margins=(20 if compact else 24, 0, 0, 0))
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        below.addWidget(self._sentence, 1)
        if compact:
            # Three links do not fit side by side in French.
            below.addWidget(self.where, 0, Qt.AlignmentFlag.AlignBottom)
        lines.addLayout(below)

    def _link_to_place(self) -> Link:
        notice = self.notice
        link = Link(lambda: tr("Show"), name=f"place-{notice.key}")
        link.setAccessibleName(tr("Show where: {sentence}", sentence=render(notice.sentence)))
        link.clicked.connect(lambda: self.place_asked.emit(notice.place))
        if notice.place is None:
            # Never shown here: without a parent yet, it would be a window and take the focus.
            link.hide()
        return link

    def show_state(self, *, is_open: bool, first: bool, read_only: bool) -> None:
        """Show whether it was answered, and the key of the first that was not."""
        asks = is_open and self.notice.severity is Severity.WARNING and not read_only
        self.answer.setVisible(asks)
        self.answer.set_keys(keys("acknowledge") if first else "")
        self._done.setVisible(not is_open and self.notice.severity is not Severity.NOTE)
        self._sentence.set_tone("text" if is_open else "text2")


class Notices(Panel):
    """The notices of the item; 336 by 240. A fourth one scrolls inside."""

    acknowledged = Signal(str)
    place_asked = Signal(object)
    """Place: bring it into the window."""

    def __init__(self) -> None:
        super().__init__("panel", name="notices")
        self._shown: Shown | None = None
        self._rows: list[NoticeRow] = []
        self._present: tuple[Notice, ...] | None = None
        self._compact = False
        self._next_place = 0
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
        self._column.addWidget(self._head)
        self._column.addWidget(self._area, 1)
        languages.changed.connect(self._rebuild)
        self.set_compact(False)

    def show_item(self, shown: Shown | None) -> None:
        """Show the notices of an item; rows are made anew only when the notices are others."""
        self._shown = shown
        present = shown.notices if shown else None
        if present != self._present:
            self._present = present
            self._next_place = 0
            self._rebuild()
        else:
            self._restate()

    def acknowledge_first(self) -> None:
        """Answer the first open notice."""
        for one in self._rows:
            if not one.answer.isHidden():
                self.acknowledged.emit(one.notice.key)
                return

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

    def _count(self) -> str:
        count = len(self._shown.notices) if self._shown else 0
        if count == 0:
            return tr("No notices")
        return tr("1 notice") if count == 1 else tr("{count} notices", count=count)

    def _rebuild(self) -> None:
        clear(self._list)
        self._rows = []
        for notice in ordered(self._present or ()):
            one = NoticeRow(notice, compact=self._compact)
            one.acknowledged.connect(self.acknowledged)
            one.place_asked.connect(self.place_asked)
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
