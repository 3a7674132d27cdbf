"""Every command from anywhere: where its action is, why it cannot act now, and running it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from app.ui.commands import COMMANDS, CommandAction, keymap
from app.ui.i18n import tr


class Reach:
    """Finds the action of a command in a window and brings its page up before it acts."""

    def __init__(
        self,
        window: QWidget,
        pages: Mapping[str, QWidget],
        show_page: Callable[[str], None],
        has_item: Callable[[], bool],
    ) -> None:
        self._window = window
        self._pages = pages
        self._show_page = show_page
        self._has_item = has_item
        self._actions: dict[str, list[CommandAction]] = {}

    def refusal(self, name: str) -> str:
        """Return why a command cannot act now, as a sentence; empty when it can."""
        if name not in COMMANDS:
            return tr("There is no such command.")
        if self._page(name) == "review" and not self._has_item():
            return tr("Open an item first.")
        action = self.action(name)
        if action is None:
            held = keymap.count(name) == 1
            return tr("Hold the key down on the image.") if held else tr("Press one of its digits.")
        return action.refusal or ("" if action.isEnabled() else tr("Not possible now."))

    def run(self, name: str) -> str:
        """Do what a command says, on its own page; return why not, empty when done."""
        self.look_again()
        why = self.refusal(name)
        action = self.action(name)
        if why or action is None:
            return why
        page = self._page(name)
        if page:
            self._show_page(page)
        action.trigger()
        return ""

    def look_again(self) -> None:
        """Learn which actions there are: panels come and go."""
        self._actions = {}
        for action in self._window.findChildren(CommandAction):
            self._actions.setdefault(action.objectName(), []).append(action)

    def action(self, name: str) -> CommandAction | None:
        """Return the action of a command: the one of its page before any other."""
        if not self._actions:
            self.look_again()
        found = self._actions.get(name, [])
        page = self._pages.get(self._page(name))
        here = [one for one in found if page is not None and _is_within(one, page)]
        return next(iter(here or found), None)

    def _page(self, name: str) -> str:
        """Return the page that a command belongs to; empty for one that acts on the window."""
        places = keymap.scopes(name)
        if len(places) == 1:
            return next(iter(places))
        for page in sorted(places):
            if self._pages[page].isVisible():
                return page
        return "" if COMMANDS[name].where == "Everywhere" else "queue"


def _is_within(action: CommandAction, page: QWidget) -> bool:
    owner = action.parent()
    return isinstance(owner, QWidget) and (owner is page or page.isAncestorOf(owner))
