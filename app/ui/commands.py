"""Every command once: its words, its keys, where it acts. Caps, key card and find read this."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.domain.words import phrase
from app.ui.i18n import tr


@dataclasses.dataclass(frozen=True, slots=True)
class Command:
    """One thing that the officer can ask for."""

    name: str
    title: str
    """English words, marked for translation."""
    keys: str
    where: str
    """Heading on the key card."""
    icon: str = ""

    @property
    def words(self) -> str:
        """The title in the language in force."""
        return tr(self.title)


EVERYWHERE = phrase("Everywhere")
ITEM = phrase("Item")
LOOK = phrase("Look")
MARK = phrase("Mark")
FINDINGS = phrase("Findings")
DECIDE = phrase("Decide")
QUEUE = phrase("Queue")

_ALL = (
    Command("find", phrase("Find a command, scan or shipment"), "Ctrl+K", EVERYWHERE),
    Command("key_card", phrase("Key card"), "?", EVERYWHERE),
    Command("lock", phrase("Lock"), "Ctrl+L", EVERYWHERE),
    Command("queue", phrase("Queue"), "F2", EVERYWHERE),
    Command("review", phrase("Review"), "F3", EVERYWHERE),
    Command("regions", phrase("Next part of the screen"), "F6", EVERYWHERE),
    Command("language", phrase("English or French"), "F9", EVERYWHERE),
    Command("back", phrase("Back"), "Esc", EVERYWHERE),
    Command("next", phrase("Next item"), "N", ITEM),
    Command("view", phrase("Next view or trailer"), "V", ITEM),
    Command("acknowledge", phrase("Acknowledge the first open notice"), "K", ITEM),
    Command("confirm", phrase("Confirm the link of scan and shipment"), "Y", ITEM),
    Command("pan", phrase("Pan"), "H", LOOK, "hand"),
    Command("zoom", phrase("Zoom"), "Z", LOOK, "magnifying-glass-plus"),
    Command("fit", phrase("Fit"), "F", LOOK, "corners-out"),
    Command("one_to_one", phrase("One to one"), "O", LOOK, "frame-corners"),
    Command("level", phrase("Level"), "W", LOOK, "circle-half"),
    Command("sharpen", phrase("Sharpen"), "S", LOOK, "drop-half"),
    Command("colour", phrase("Colour"), "E", LOOK, "palette"),
    Command("invert", phrase("Invert"), "Shift+I", LOOK, "circle-half"),
    Command("darker", phrase("Window darker"), "[", LOOK),
    Command("brighter", phrase("Window brighter"), "]", LOOK),
    Command("narrower", phrase("Window narrower"), "Shift+[", LOOK),
    Command("wider", phrase("Window wider"), "Shift+]", LOOK),
    Command("presets", phrase("Presets, 1 to 9"), "1", LOOK),
    Command("bare", phrase("Bare image while held"), "Space", LOOK),
    Command("findings", phrase("Findings on or off"), "J", LOOK),
    Command("heat", phrase("Heat map on or off"), "Shift+J", LOOK),
    Command("ruler", phrase("Ruler"), "M", MARK, "ruler"),
    Command("mark", phrase("Mark: box, ellipse, freehand, arrow, text"), "T", MARK, "polygon"),
    Command("remove_mark", phrase("Remove the chosen mark"), "Del", MARK),
    Command("next_finding", phrase("Next finding"), "Tab", FINDINGS),
    Command("previous_finding", phrase("Previous finding"), "Shift+Tab", FINDINGS),
    Command("agree", phrase("Agree"), "A", FINDINGS),
    Command("disagree", phrase("Disagree"), "D", FINDINGS),
    Command("unsure", phrase("Unsure"), "U", FINDINGS),
    Command("refer", phrase("Refer for exam"), "R", DECIDE, "arrow-elbow-down-right"),
    Command("release", phrase("Recommend release"), "L", DECIDE, "prohibit"),
    Command("ask", phrase("Ask for data"), "I", DECIDE),
    Command("no_decision", phrase("No decision"), "X", DECIDE),
    Command("search_reasons", phrase("Search reasons"), "/", DECIDE),
    Command("sign", phrase("Sign"), "Ctrl+Return", DECIDE, "note-pencil"),
    Command("amend", phrase("Amend what was signed"), "Ctrl+E", DECIDE),
    Command("retry", phrase("Save again"), "Ctrl+S", DECIDE),
    Command("open", phrase("Open this line"), "Return", QUEUE),
    Command("hand_back", phrase("Hand back"), "H", QUEUE),
    Command("group", phrase("Group"), "G", QUEUE),
    Command("filter_text", phrase("Filter text"), "Ctrl+F", QUEUE),
)
COMMANDS = {command.name: command for command in _ALL}
"""By name."""
WHERE = (EVERYWHERE, ITEM, LOOK, MARK, FINDINGS, DECIDE, QUEUE)


def words(name: str) -> Callable[[], str]:
    """Return the words of a command, said again when the language changes."""
    command = COMMANDS[name]
    return lambda: command.words


def keys(name: str) -> str:
    """Return the key of a command."""
    return COMMANDS[name].keys


def _typed(keys: str) -> tuple[str, ...]:
    """Return every way to type a key: the question mark needs Shift on most keyboards."""
    return (keys, "Shift+?") if keys == "?" else (keys,)


def bind(owner: QWidget, name: str, slot: Callable[[], object]) -> QAction:
    """Give a widget and all within it the command's key.

    A letter does not act while a text field has the focus: the field takes the key first.
    """
    command = COMMANDS[name]
    action = QAction(owner)
    action.setObjectName(name)
    action.setShortcuts([QKeySequence(one) for one in _typed(command.keys)])
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda _checked=False: slot())
    owner.addAction(action)
    return action
