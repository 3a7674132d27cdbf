"""Who is to read blind: whoever is next, or one person by name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.domain.officer import Officer
from app.ui import tokens
from app.ui.controls import Button, Text, column
from app.ui.i18n import languages, tr
from app.ui.people_words import person_words

_HIGH = 108


class ReaderChoice(QWidget):
    """A list with *whoever is next* at its top; Enter asks, Esc leaves."""

    asked = Signal(str)
    """Account of the reader; empty for whoever is next."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("reader-choice")
        self.people = QListWidget()
        self.people.setObjectName("choices")
        self.people.setFixedHeight(tokens.px(_HIGH))
        self.people.itemActivated.connect(lambda _: self._ask())
        self.send = Button(lambda: tr("Ask"), keys="Return", name="reading-send")
        self.send.kind("rest", high=tokens.CONTROL)
        self.send.clicked.connect(self._ask)
        lines = column(gap=4)
        self.setLayout(lines)
        lines.addWidget(Text(lambda: tr("Who reads it blind"), "detail").styled(weight=500))
        lines.addWidget(self.people)
        lines.addWidget(self.send)
        languages.changed.connect(self._say)
        self._say()

    def offer(self, people: Sequence[Officer]) -> None:
        """Show who may read, and take the keys."""
        self.people.clear()
        self._add("", tr("Whoever is next"))
        for one in people:
            self._add(one.account, person_words(one))
        self.people.setCurrentRow(0)
        self.show()
        self.people.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask with Enter, also where the list leaves it alone; leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        chosen = self.people.currentItem()
        # Enter reaches both the list and this: the second time nothing is open.
        if self.isVisible():
            self.hide()
            self.asked.emit(str(chosen.data(Qt.ItemDataRole.UserRole)))

    def _add(self, account: str, words: str) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, account)
        self.people.addItem(item)

    def _say(self) -> None:
        self.people.setAccessibleName(tr("Who reads it blind"))
        self.people.verticalScrollBar().setAccessibleName(tr("Scroll"))
