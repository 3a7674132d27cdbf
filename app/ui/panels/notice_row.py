"""One notice: its words, and the way to answer it once they were whole in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.domain.dossier import Change
from app.domain.notice import Notice, Severity
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Link, Panel, Text, column, row
from app.ui.i18n import render, tr
from app.ui.panels.changed import change_lines
from app.ui.panels.pieces import SEVERITY_TONES, SEVERITY_WORDS, Shape

_HEAD = 24
"""Height of what stands above the words."""


def notice_words(notice: Notice) -> str:
    """Return what a notice says, with what the feed says of the same record before it."""
    before = f"{render(notice.preface)} " if notice.preface is not None else ""
    return before + render(notice.sentence)


class NoticeRow(Panel):
    """Shape, word, paragraph, the way to answer it, and the sentence.

    Of changed data it is a banner: what was and what is stand in it.
    While words of it are out of sight the answer is *Read*: it brings them into sight.
    """

    acknowledged = Signal(str)
    read_asked = Signal(object)
    """This row: bring the words that were not read yet into sight."""
    laid = Signal()
    """The row has another size."""
    place_asked = Signal(object)
    """Place: bring it into the window."""
    changes_asked = Signal()
    """Show every field that differs."""

    def __init__(
        self, notice: Notice, *, compact: bool = False, changes: Sequence[Change] = ()
    ) -> None:
        super().__init__("amber" if changes else "panel")
        self._changes = changes
        self.setObjectName(f"notice-{notice.key}")
        self.notice = notice
        self._compact = compact
        self._whole = True
        self._read_to = 0
        self._laid_at = QSize()
        self._make_answer()
        self.where = self._link_to_place()
        self._sentence = Text(self._words, "body", wrap=True).tight()
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._lay()
        measures = tokens.COMPACT if compact else tokens.FULL
        self.setMinimumHeight(tokens.px(measures.notice))

    @property
    def asks(self) -> bool:
        """Whether the officer has to answer."""
        return not self.answer.isHidden()

    @property
    def whole(self) -> bool:
        """Whether every word has been in sight, and the last ones are."""
        return self._whole

    @property
    def words_top(self) -> int:
        """Where the words begin that were not in sight yet, in pixels from the row's top."""
        return self._sentence.y() + self._read_to if self._read_to else 0

    def look(self) -> None:
        """Note which words are in sight now; the answer waits for the last of them."""
        size = self._sentence.size()
        if size != self._laid_at:
            self._laid_at = size
            self._read_to = 0
        seen = self._sentence.visibleRegion().boundingRect()
        bottom = seen.y() + seen.height()
        if not seen.isEmpty() and seen.y() <= self._read_to:
            self._read_to = max(self._read_to, bottom)
        whole = not seen.isEmpty() and min(self._read_to, bottom) >= size.height()
        if whole != self._whole:
            self._whole = whole
            self.answer.set_words(self._answer_words)
            self.answer.updateGeometry()

    def fit(self, room: int) -> None:
        """Put the answer below the words where they are higher than the room, else above them."""
        foot = self._sentence.height() + tokens.px(_HEAD) > room
        layout, other = (self._foot, self._top) if foot else (self._top, self._foot)
        if layout.indexOf(self.answer) < 0:
            for widget in (self._done, self.answer):
                other.removeWidget(widget)
                layout.addWidget(widget)

    def show_state(self, *, is_open: bool, first: bool, read_only: bool) -> None:
        """Show whether it was answered, and the key of the first that was not."""
        if self._changes:
            self.set_ground("amber" if is_open else "raised")
        asks = is_open and self.notice.severity is Severity.WARNING and not read_only
        self.answer.setVisible(asks)
        self.answer.set_keys(keys("acknowledge") if first else "")
        self._done.setVisible(not is_open and self.notice.severity is not Severity.NOTE)
        self._sentence.set_tone("text" if is_open else "text2")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say that other words may be in sight."""
        super().resizeEvent(event)
        self.laid.emit()

    def _make_answer(self) -> None:
        self.answer = Link(self._answer_words, name=f"acknowledge-{self.notice.key}")
        self.answer.clicked.connect(self._answered)
        self._done = Text(lambda: tr("Acknowledged"), "detail", "text2")

    def _answered(self) -> None:
        """Acknowledge what could be read when it was asked for; bring the rest into sight."""
        offered = self._whole
        self.look()
        if offered and self._whole:
            self.acknowledged.emit(self.notice.key)
        else:
            self.read_asked.emit(self)

    def _answer_words(self) -> str:
        return tr("Acknowledge") if self._whole else tr("Read")

    def _paragraph(self) -> str:
        return f"¶{self.notice.paragraph}" if self.notice.paragraph else ""

    def _words(self) -> str:
        said = notice_words(self.notice)
        if self._compact:
            # Two paragraphs do not fit beside the head of a small window in French.
            said = f"{said} {self._paragraph()}".rstrip()
        return "\n".join((said, *change_lines(self._changes)))

    def _lay(self) -> None:
        compact = self._compact
        lines = column(margins=(4, 4, 4, 0) if self._changes else (0, 4, 0, 0), gap=0)
        self.setLayout(lines)
        severity = self.notice.severity
        word = Text(lambda: tr(SEVERITY_WORDS[severity]), "body", SEVERITY_TONES[severity])
        paragraph = Text("" if compact else self._paragraph(), "detail", "text2").firm()
        self._top: QHBoxLayout = row(gap=4 if compact else 8)
        self._top.addWidget(Shape(severity))
        self._top.addWidget(word.styled(weight=600))
        self._top.addWidget(paragraph, 1)
        self._top.addWidget(self._done)
        self._top.addWidget(self.answer)
        lines.addLayout(self._top)
        self._lay_words(lines)
        self._foot: QHBoxLayout = row(gap=8)
        self._foot.addStretch(1)
        lines.addLayout(self._foot)
        lines.addStretch(1)

    def _lay_words(self, lines: QVBoxLayout) -> None:
        below = row(margins=(20 if self._compact else 24, 0, 0, 4))
        below.addWidget(self._sentence, 1)
        lines.addLayout(below)
        if self._changes:
            # What was and what is needs the whole width.
            lines.addWidget(self.where, 0, Qt.AlignmentFlag.AlignRight)
        else:
            # Beside the answer it does not fit: in French words of both were cut.
            below.addWidget(self.where, 0, Qt.AlignmentFlag.AlignBottom)

    def _lead(self) -> None:
        if self.notice.place is not None:
            self.place_asked.emit(self.notice.place)
        else:
            self.changes_asked.emit()

    def _link_to_place(self) -> Link:
        notice = self.notice
        link = Link(lambda: tr("Show"), name=f"place-{notice.key}")
        where = tr("Show every field that differs")
        if notice.place is not None:
            where = tr("Show where: {sentence}", sentence=render(notice.sentence))
        link.setAccessibleName(where)
        link.clicked.connect(self._lead)
        if notice.place is None and not self._changes:
            # Never shown here: without a parent yet, it would be a window and take the focus.
            link.hide()
        return link
