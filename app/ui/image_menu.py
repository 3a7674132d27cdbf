"""The menu of the image: every command of the review by mouse alone, each with its key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.command_reach import Reach
from app.ui.commands import COMMANDS, EVERYWHERE, QUEUE, WHERE
from app.ui.i18n import tr
from app.ui.keycap import cap_words

AT_HAND = (
    *("fit", "one_to_one", "reset", "display_panel", "bare", "view"),
    *("undo", "remove_mark", "remember_layout"),
)
"""What is wanted most with the pointer on the image; the rest stands under its heading."""


class ImageMenu(QMenu):
    """Opens where the right button was clicked, or at the menu key; filled anew each time.

    It is made for the moment: it covers the image only while it is open, and any click closes it.
    """

    def __init__(self, host: QWidget, reach: Reach, run: Callable[[str], None]) -> None:
        super().__init__(host)
        self.setObjectName("image-menu")
        self._reach = reach
        self._run = run
        self.setToolTipsVisible(True)

    def open_at(self, place: QPoint) -> None:
        """Open at a place of the screen."""
        self._reach.look_again()
        self._fill()
        self.popup(place)

    def _fill(self) -> None:
        self.clear()
        self.setAccessibleName(tr("Commands of the image"))
        for name in AT_HAND:
            if name in COMMANDS:
                self._add(self, name)
        self.addSeparator()
        for where in WHERE:
            if where not in (EVERYWHERE, QUEUE):
                below = self.addMenu(tr(where))
                below.setToolTipsVisible(True)
                for name, command in COMMANDS.items():
                    if command.where == where:
                        self._add(below, name)

    def _add(self, menu: QMenu, name: str) -> QAction:
        """Add a command: off, with the reason in its tip, while it cannot act."""
        command = COMMANDS[name]
        why = self._reach.refusal(name)
        action = menu.addAction(f"{command.words}\t{cap_words(command.keys)}")
        action.setObjectName(f"menu-{name}")
        action.setEnabled(not why)
        action.setToolTip(why or command.words)
        action.triggered.connect(lambda _checked=False: self._run(name))
        return action
