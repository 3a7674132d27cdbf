"""The officer's own keys and the finding of commands: what joins window, keymap and palette."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.domain.words import say
from app.ui.barcodes import Barcodes
from app.ui.command_reach import Reach
from app.ui.commands import keymap, keys
from app.ui.desk import Desk
from app.ui.held_input import HeldInput
from app.ui.image_menu import ImageMenu
from app.ui.panels.find import Find
from app.ui.panels.key_settings import PREFERENCE as KEYS
from app.ui.panels.search_field import SearchField
from app.ui.shown import Message
from app.ui.wedge import Wedge

RECENT = "recent"
"""Preference: the commands that were found last, the latest first."""
MOST_RECENT = 8


class Commanding(QObject):
    """Runs any command from anywhere, and puts the keys of whoever signs in in force."""

    said = Signal(object)
    """Message."""

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        search: SearchField,
        pages: Mapping[str, QWidget],
        show_page: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._reach = Reach(window, pages, show_page, lambda: desk.review.shown is not None)
        self.finder = Find(search, window, self._reach.refusal)
        self.finder.opening.connect(self._before_finding)
        self.finder.command_asked.connect(self._found)
        self.barcodes = Barcodes(desk, self)
        self.barcodes.said.connect(self.said)
        self.barcodes.choice_asked.connect(self.finder.ask)
        self.barcodes.item_asked.connect(desk.open_item)
        self.finder.number_asked.connect(self.barcodes.look_up)
        self.held = HeldInput(window, _means_no_item)
        self.wedge = Wedge(
            window, lambda: desk.officer is not None and not desk.locked, self.held.deliver
        )
        self.wedge.scanned.connect(self.barcodes.look_up)
        self.wedge.unended.connect(self.barcodes.unended)
        desk.awaited.connect(self._hold)
        desk.review.arrived.connect(lambda _: self._hold(clicks=True))
        desk.came.connect(self._came)
        desk.session_changed.connect(self._session)
        self.menu = ImageMenu(window, self._reach, self.run)
        desk.preferences.changed.connect(self._preferred)
        desk.queue_changed.connect(self.finder.show_lines)

    def listen(self) -> None:
        """Hear the keys of the window; it has to be on screen once."""
        # What is heard last comes first: a barcode is told from typing before a key is held.
        self.held.listen()
        self.wedge.listen()

    def _hold(self, *, clicks: bool = False) -> None:
        """Hold what comes, but never a password."""
        if not self._desk.locked:
            self.held.hold(clicks=clicks)

    def _session(self) -> None:
        """Let nothing that was pressed before act behind the lock, or for somebody else."""
        if self._desk.locked or self._desk.officer is None:
            self.held.drop()

    def _came(self, opened: bool) -> None:
        """Let what was pressed meanwhile act on the item that it was meant for, or on none."""
        if opened and not self._desk.locked:
            self.held.let_go()
        else:
            self.held.drop()

    def run(self, name: str) -> None:
        """Do what a command says on its own page, or say why it cannot be done now."""
        why = self._reach.run(name)
        if why:
            self.said.emit(Message(say("{why}", why=why)))

    def refusal(self, name: str) -> str:
        """Return why a command cannot act now, as a sentence; empty when it can."""
        self._reach.look_again()
        return self._reach.refusal(name)

    def _found(self, name: str) -> None:
        """Put a command first among those that are found first, and do it."""
        self._desk.preferences.set(RECENT, [name, *self._others(name)][:MOST_RECENT])
        self.run(name)

    def _others(self, name: str) -> list[str]:
        recent = self._desk.preferences.get(RECENT)
        kept = recent if isinstance(recent, list) else []
        return [one for one in kept if isinstance(one, str) and one != name]

    def _before_finding(self) -> None:
        self._reach.look_again()
        self.finder.show_recent(self._others(""))

    def _preferred(self, name: str) -> None:
        """Take the officer's own keys; say which of them can no longer be."""
        if name == KEYS:
            for sentence in keymap.use(self._desk.preferences.get(KEYS)):
                self.said.emit(Message(sentence))


def _means_no_item(event: QKeyEvent) -> bool:
    """Whether a key locks the screen: who walks away must not wait for an item."""
    return QKeySequence(event.keyCombination()) == QKeySequence(keys("lock"))
