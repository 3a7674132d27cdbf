"""The key card: every command with its key, on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui import tokens
from app.ui.commands import COMMANDS, WHERE, Command, keys, words
from app.ui.controls import Button, Panel, Text, column, row
from app.ui.i18n import languages, tr
from app.ui.keycap import KeyCap

COLUMNS = 4


class KeyCard(Panel):
    """A page of its own, never over the image."""

    left = Signal()
    settings_asked = Signal()

    def __init__(self) -> None:
        super().__init__("bg", name="key-card-page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = column(margins=(40, 24, 40, 24), gap=16)
        self.setLayout(outer)
        outer.addLayout(self._make_head())
        columns = row(gap=16)
        for lines in _shared_out():
            side = column(gap=4)
            for line in lines:
                _add(side, line)
            side.addStretch(1)
            columns.addLayout(side, 1)
        inside = Panel("bg")
        inside.setLayout(columns)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(area, 1)
        self._area = area
        languages.changed.connect(self._say)
        self._say()

    def _make_head(self) -> QHBoxLayout:
        head = row()
        head.addWidget(Text(lambda: tr("Key card"), "goods"), 1)
        change = Button(words("settings"), keys=keys("settings"), name="key-card-settings")
        back = Button(lambda: tr("Back"), keys=keys("back"), name="key-card-back")
        for button, asked in ((change, self.settings_asked), (back, self.left)):
            button.kind("quiet")
            button.clicked.connect(asked)
            head.addWidget(button)
        return head

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc; the arrows move a card that is larger than the window."""
        bar = self._area.verticalScrollBar()
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif steps is not None:
            bar.setValue(bar.value() + steps * tokens.px(48))
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        self.setAccessibleName(tr("Key card"))
        for bar in (self._area.verticalScrollBar(), self._area.horizontalScrollBar()):
            bar.setAccessibleName(tr("Scroll"))


def _shared_out() -> list[list[Command | str]]:
    """Return headings and commands in columns about equally long; a group may go on in the next."""
    lines: list[Command | str] = []
    for where in WHERE:
        lines.append(where)
        lines += [command for command in COMMANDS.values() if command.where == where]
    room = -(-len(lines) // COLUMNS)
    shared: list[list[Command | str]] = [[]]
    for number, line in enumerate(lines):
        # A heading never stands alone at the foot of a column.
        ends = len(shared[-1]) >= room or (
            isinstance(line, str) and len(shared[-1]) >= room - 2 and number + 1 < len(lines)
        )
        if ends and len(shared) < COLUMNS:
            shared.append([])
        shared[-1].append(line)
    return shared


def _add(side: QVBoxLayout, line: Command | str) -> None:
    if isinstance(line, Command):
        side.addWidget(_Line(line))
    else:
        side.addSpacing(tokens.px(8))
        side.addWidget(Text(lambda: tr(line), "section"))


class _Line(QWidget):
    """A key and what it does."""

    def __init__(self, command: Command) -> None:
        super().__init__()
        line = row(gap=12)
        self.setLayout(line)
        holder = QWidget()
        holder.setFixedWidth(tokens.px(72))
        inside = row()
        inside.addStretch(1)
        inside.addWidget(KeyCap(command.keys))
        holder.setLayout(inside)
        line.addWidget(holder)
        line.addWidget(Text(words(command.name), "detail"), 1)
        self.setFixedHeight(tokens.px(24))
