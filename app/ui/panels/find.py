"""Find: any command, scan or shipment, in a list under the search of the top bar."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from app.domain.work import QueueLine
from app.ui import tokens
from app.ui.commands import COMMANDS
from app.ui.i18n import languages, tr
from app.ui.keycap import cap_words
from app.ui.panels.reasons import plain
from app.ui.queue.words import goods_words

MOST = 12


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """One answer: a command's name, or an item."""

    words: str
    command: str = ""
    item_id: str = ""


def find(text: str, lines: Sequence[QueueLine]) -> list[Found]:
    """Return commands and items in which every word of a text stands, commands first."""
    wanted = plain(text).split()
    found = [
        Found(f"{command.words}   {cap_words(command.keys)}", command=name)
        for name, command in COMMANDS.items()
        if all(word in plain(command.words) for word in wanted)
    ]
    for line in lines:
        words = f"{line.equipment}   {goods_words(line)}   {line.port}"
        if wanted and all(word in plain(f"{words} {line.item_id}") for word in wanted):
            found.append(Found(words, item_id=line.item_id))
    return found[:MOST] if not wanted else _mixed(found)


def _mixed(found: list[Found]) -> list[Found]:
    """Keep room for items beside commands."""
    commands = [one for one in found if one.command][: MOST // 2]
    items = [one for one in found if one.item_id]
    return commands + items[: MOST - len(commands)]


class Find(QListWidget):
    """The list; it belongs to a search field and opens under it."""

    command_asked = Signal(str)
    item_asked = Signal(str)
    left = Signal()
    """The field was left: the screen below should have the keys again."""

    def __init__(self, field: QLineEdit, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("choices")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._field = field
        self._lines: Sequence[QueueLine] = ()
        self._found: list[Found] = []
        self.hide()
        field.installEventFilter(self)
        field.textChanged.connect(self._fill)
        self.itemClicked.connect(lambda _item: self._take())
        self._say()
        languages.changed.connect(self._say)

    def show_lines(self, lines: Sequence[QueueLine]) -> None:
        """Know what can be found."""
        self._lines = lines

    def open_list(self) -> None:
        """Put the cursor into the field and open the list."""
        self._field.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def close_list(self) -> None:
        """Close the list and leave the field."""
        self.hide()
        self._field.clear()
        # A field that merely loses the focus leaves it nowhere, and no key would act.
        self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that belong to the list."""
        if watched is not self._field:
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.FocusIn:
            self._place()
        elif event.type() is QEvent.Type.FocusOut:
            self.hide()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key)
        if steps is not None and self.count():
            self.setCurrentRow((self.currentRow() + steps) % self.count())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        elif key == Qt.Key.Key_Escape:
            self.close_list()
        else:
            return False
        return True

    def _place(self) -> None:
        corner = self._field.mapTo(self.window(), self._field.rect().bottomLeft())
        self.setGeometry(corner.x(), corner.y() + 4, tokens.px(440), tokens.px(32))
        self._fill()
        self.show()
        self.raise_()

    def _fill(self) -> None:
        self.clear()
        self._found = find(self._field.text(), self._lines)
        for one in self._found:
            self.addItem(QListWidgetItem(one.words))
        if not self._found:
            self.addItem(QListWidgetItem(tr("Nothing found")))
        self.setCurrentRow(0)
        row = max(self.sizeHintForRow(0), tokens.px(20))
        self.resize(self.width(), self.count() * row + tokens.px(12))

    def _take(self) -> None:
        row = self.currentRow()
        if not 0 <= row < len(self._found):
            return
        one = self._found[row]
        self.close_list()
        if one.command:
            self.command_asked.emit(one.command)
        else:
            self.item_asked.emit(one.item_id)

    def _say(self) -> None:
        self.setAccessibleName(tr("Find a command, scan or shipment"))
