"""Class and note of a mark, written beside it on the image; kept as they are typed."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.mark import CATEGORY_WORDS, LONGEST_NOTE, Category, Mark, Shape
from app.domain.words import whole_text
from app.ui import tokens
from app.ui.controls import Panel, Segment, Text, Words, column, row
from app.ui.i18n import languages, tr
from app.ui.searching import plain
from app.ui.viewer.text_line import LONGEST

if TYPE_CHECKING:
    from app.ui.viewer.scan_view import ScanView

KEEP_MS = 300
"""Words are kept this long after the last letter."""
PER_ROW = 3
WIDE = 456
GAP = 10.0
"""Pixels between the mark, its tag included, and the editor."""
TAG = 28.0
_HOLDING = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)

_CLOSING = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OWN = (*_CLOSING, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
"""Keys that mean something else on the page around."""


def _class_words(category: Category) -> Words:
    return lambda: tr(CATEGORY_WORDS[category])


class MarkEditor(Panel):
    """Opens at a mark: chips for its class, a line for its note, one more for a text's words.

    A chip is chosen by click, by the arrows, or by the first letter of its word. Nothing has to be
    confirmed: Enter and Esc both close, and one step of undo takes the whole visit back.
    """

    def __init__(self, view: ScanView) -> None:
        super().__init__("raised", name="mark_editor", parent=view)
        self._view = view
        self._mark_id = ""
        self._visit = 0
        self._title = Text(self._title_words, "section", "text2")
        self._hint = Text(lambda: tr("Kept as you type. Enter closes."), "detail", "text3")
        self.classes = Segment(
            [(category, _class_words(category)) for category in Category],
            high=tokens.SEGMENT,
            per_row=PER_ROW,
            name="mark-class",
        )
        self.note = QLineEdit()
        self.note.setObjectName("mark_note")
        self.note.setMaxLength(LONGEST_NOTE)
        self.words = QLineEdit()
        self.words.setObjectName("mark_words")
        self.words.setMaxLength(LONGEST)
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self.keep)
        self._lay()
        self.classes.chosen.connect(lambda _: self.keep())
        for line in (self.note, self.words):
            line.textEdited.connect(lambda _: self._keep.start())
            line.returnPressed.connect(self.close_editor)
        view.book.acted.connect(lambda _: self._read())
        view.book.selection_changed.connect(self._selection)
        languages.changed.connect(self._say)
        self._say()
        self.hide()

    def _lay(self) -> None:
        head = row(gap=8)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._hint)
        lines = column(margins=(8, 8, 8, 8), gap=6)
        lines.addLayout(head)
        lines.addWidget(self.words)
        lines.addWidget(self.classes)
        lines.addWidget(self.note)
        self.setLayout(lines)

    def _say(self) -> None:
        self.setAccessibleName(tr("Class and note of the mark"))
        self.note.setAccessibleName(tr("Note of the mark"))
        self.note.setPlaceholderText(tr("Note"))
        self.words.setAccessibleName(tr("Words of the mark"))
        self.words.setPlaceholderText(tr("Words on the image"))

    def _title_words(self) -> str:
        mark = self.mark
        return tr("Mark {number}", number=mark.number) if mark else ""

    @property
    def mark(self) -> Mark | None:
        """The mark that it is open for; None when it is closed or the mark is gone."""
        return self._view.book.find(self._mark_id) if self._mark_id else None

    def open_for(self, mark: Mark) -> None:
        """Open at a mark of the picture on screen."""
        if self._view.book.read_only:
            return
        self._view.book.select(mark)
        self._mark_id = mark.mark_id
        self._visit += 1
        self.words.setVisible(mark.shape is Shape.TEXT)
        self._read()
        self._title.set_words(self._title_words)
        for line in (self.note, self.words):
            line.setFont(tokens.font("body"))
            line.setFixedHeight(tokens.px(tokens.CONTROL))
        self.adjustSize()
        self.resize(min(tokens.px(WIDE), self._view.width()), self.sizeHint().height())
        self.follow()
        self.show()
        self.raise_()
        self.classes.part(mark.category).setFocus(Qt.FocusReason.TabFocusReason)

    def close_editor(self) -> None:
        """Keep what is typed and go."""
        if self._mark_id:
            self.keep()
            self._mark_id = ""
            self._view.book.end_run()
            had_focus = any(part.hasFocus() for part in self.findChildren(QWidget))
            self.hide()
            if had_focus:
                self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Report what is chosen and typed."""
        self._keep.stop()
        mark, category = self.mark, self.classes.value
        if mark is None or not isinstance(category, Category):
            return
        # A text without words would be nothing; its last words stay until others are written.
        words = whole_text(self.words.text().strip()) if mark.shape is Shape.TEXT else ""
        after = dataclasses.replace(
            mark,
            category=category,
            note=whole_text(self.note.text()),
            text=words or mark.text,
        )
        self._view.book.change(mark, after, run=f"words {mark.mark_id} {self._visit}")
        self._view.update()

    def follow(self) -> None:
        """Stand beside the mark, in the window, and never on the mark while there is room.

        Where there is room on several sides, the one counts that covers the least of the rest.
        """
        mark = self.mark
        if mark is None:
            return
        window = QRectF(self._view.rect()).adjusted(4, 4, -4, -4)
        size = self.size().toSizeF()
        box = self._view.camera.screen_box(mark.box).adjusted(-GAP, -GAP - TAG, GAP, GAP)
        wide, high = size.width(), size.height()
        middle = box.center()
        left = min(max(middle.x() - wide / 2, window.left()), window.right() - wide)
        top = min(max(middle.y() - high / 2, window.top()), window.bottom() - high)
        places = [
            QRectF(left, box.bottom(), wide, high),
            QRectF(left, box.top() - high, wide, high),
            QRectF(box.right(), top, wide, high),
            QRectF(box.left() - wide, top, wide, high),
        ]
        free = [place for place in places if window.contains(place)]
        corners = [
            QRectF(x, y, wide, high)
            for y in (window.bottom() - high, window.top())
            for x in (window.left(), window.right() - wide)
        ]
        best = (
            _least_covering(free, self._others(mark)) if free else _least_covering(corners, [box])
        )
        self.move(best.topLeft().toPoint())

    def _others(self, mark: Mark) -> list[QRectF]:
        """Boxes of what else is drawn on the image."""
        view, camera = self._view, self._view.camera
        marks = [one.box for one in view.book.marks if one.mark_id != mark.mark_id]
        for finding in view.layers.findings:
            x, y, wide, high = finding.box
            marks.append((float(x), float(y), float(wide), float(high)))
        return [camera.screen_box(box) for box in marks]

    def _read(self) -> None:
        """Show the mark as it is now; what is being typed is the newest anyway."""
        mark = self.mark
        if not self._mark_id:
            return
        if mark is None:
            self._mark_id = ""
            self._keep.stop()
            self.hide()
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.classes.choose(mark.category)
        for line, text in ((self.note, mark.note), (self.words, mark.text)):
            if not self._keep.isActive() and whole_text(line.text()).strip() != text.strip():
                line.setText(text)

    def _selection(self) -> None:
        chosen = self._view.book.selected
        if self._mark_id and (chosen is None or chosen.mark_id != self._mark_id):
            self.close_editor()

    def event(self, event: QEvent) -> bool:
        """Take letters and Tab before they act as keys of the page."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            letter = event.text().isprintable() and not event.modifiers() & _HOLDING
            if letter or event.key() in _OWN:
                event.accept()
                return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go round inside: words, class, note."""
        # Qt asks for another place also while the editor is being put away.
        if not self._mark_id:
            return super().focusNextPrevChild(forward)
        chosen = self.classes.part(self.classes.value or Category.UNSPECIFIED)
        stops = [one for one in (self.words, chosen, self.note) if one.isVisible()]
        here = next((n for n, one in enumerate(stops) if one.hasFocus()), 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(here + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc close; a letter chooses the next class that begins with it."""
        if event.key() in _CLOSING:
            self.close_editor()
        elif event.modifiers() & _HOLDING:
            event.ignore()
        else:
            self._jump(event.text())

    def _jump(self, letter: str) -> None:
        order = list(Category)
        value = self.classes.value
        here = order.index(value) if isinstance(value, Category) else -1
        for category in (*order[here + 1 :], *order[: here + 1]):
            if letter.strip() and plain(tr(CATEGORY_WORDS[category])).startswith(plain(letter)):
                self.classes.choose(category)
                self.classes.part(category).setFocus(Qt.FocusReason.TabFocusReason)
                self.keep()
                return


def _least_covering(places: Sequence[QRectF], boxes: Sequence[QRectF]) -> QRectF:
    """The first of the places that cover the least of these boxes."""

    def covered(place: QRectF) -> float:
        common = [place.intersected(box) for box in boxes]
        return sum(part.width() * part.height() for part in common)

    return min(places, key=covered)
