"""Settings: a page of its own beside queue and review, in sections; never over the image."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QStackedWidget, QWidget

from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Button, Panel, Text, Words, column, row
from app.ui.i18n import languages, tr


class SettingsPage(Panel):
    """What an officer may set for herself; every section is a widget with a name."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__("bg", name="settings-page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        outer = column(margins=(40, 24, 40, 24), gap=16)
        self.setLayout(outer)
        head = row()
        head.addWidget(Text(words("settings"), "goods"), 1)
        back = Button(lambda: tr("Back"), keys=keys("back"), name="settings-back").kind("quiet")
        back.clicked.connect(self.left)
        head.addWidget(back)
        outer.addLayout(head)
        self._tabs = row(gap=4)
        self._tabs.addStretch(1)
        outer.addLayout(self._tabs)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self._show)
        self._stack = QStackedWidget()
        outer.addWidget(self._stack, 1)
        self._sections: dict[str, QWidget] = {}
        languages.changed.connect(self._say)
        self._say()

    @property
    def section(self) -> str:
        """The name of the section on screen; empty without any."""
        number = self._stack.currentIndex()
        return list(self._sections)[number] if number >= 0 else ""

    def add_section(self, name: str, title: Words, widget: QWidget) -> None:
        """Add a section at the end.

        Parameters
        ----------
        name
            Short name, for `show_section`.
        title
            Words of its tab.
        widget
            What it shows. Its method ``take_focus``, where it has one, is called when it comes up.
        """
        tab = Button(title, name=f"settings-{name}")
        tab.setCheckable(True)
        number = len(self._sections)
        self._group.addButton(tab, number)
        self._tabs.insertWidget(number, tab)
        self._sections[name] = widget
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(widget)
        self._stack.addWidget(area)
        self._say()
        if number == 0:
            tab.setChecked(True)

    def show_section(self, name: str) -> None:
        """Bring a section up."""
        number = list(self._sections).index(name)
        self._group.button(number).setChecked(True)
        self._show(number)

    def take_focus(self) -> None:
        """Give the section on screen the keys."""
        take = getattr(self._sections.get(self.section), "take_focus", None)
        if callable(take):
            take()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        """Let the window be small; a section that is larger scrolls."""
        return QSize(tokens.px(640), tokens.px(56))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc; Ctrl with Page Up and Page Down walks the sections."""
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif steps is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            names = list(self._sections)
            self.show_section(names[(names.index(self.section) + steps) % len(names)])
        else:
            super().keyPressEvent(event)

    def _show(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.take_focus()

    def _say(self) -> None:
        self.setAccessibleName(tr("Settings"))
        for area in self._stack.findChildren(QScrollArea):
            for bar in (area.verticalScrollBar(), area.horizontalScrollBar()):
                bar.setAccessibleName(tr("Scroll"))
