"""The key card: every command with its key, on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui import tokens
from app.ui.commands import COMMANDS, WHERE, Command, keys, words
from app.ui.controls import Button, Panel, Text, column, row
from app.ui.i18n import languages, tr
from app.ui.keycap import KeyCap


class KeyCard(Panel):
    """A page of its own, never over the image."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__("bg", name="key-card-page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = column(margins=(40, 24, 40, 24), gap=16)
        self.setLayout(outer)
        head = row()
        head.addWidget(Text(lambda: tr("Key card"), "goods"), 1)
        back = Button(lambda: tr("Back"), keys=keys("back"), name="key-card-back").kind("quiet")
        back.clicked.connect(self.left)
        head.addWidget(back)
        outer.addLayout(head)
        columns = row(gap=16)
        for wheres in (WHERE[:2], WHERE[2:3], WHERE[3:5], WHERE[5:]):
            side = column(gap=4)
            for where in wheres:
                side.addSpacing(tokens.px(8))
                _fill(side, where)
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


def _fill(side: QVBoxLayout, where: str) -> None:
    side.addWidget(Text(lambda: tr(where), "section"))
    for command in COMMANDS.values():
        if command.where == where:
            side.addWidget(_Line(command))


class _Line(QWidget):
    """A key and what it does."""

    def __init__(self, command: Command) -> None:
        super().__init__()
        line = row(gap=12)
        self.setLayout(line)
        holder = QWidget()
        holder.setFixedWidth(tokens.px(80))
        inside = row()
        inside.addStretch(1)
        inside.addWidget(KeyCap(command.keys))
        holder.setLayout(inside)
        line.addWidget(holder)
        line.addWidget(Text(words(command.name), "detail"), 1)
        self.setFixedHeight(tokens.px(24))
