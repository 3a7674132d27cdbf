"""Choosing keys: every command with its key; a clash is said beside it, never in a dialog."""

from __future__ import annotations

import string

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui import tokens
from app.ui.commands import COMMANDS, WHERE, keymap
from app.ui.controls import Button, Panel, Text, Words, column, lens, row
from app.ui.i18n import languages, render, tr
from app.ui.keycap import cap_words
from app.ui.panels.command_rows import Row, put_rows, row_at
from app.ui.panels.key_list import FreeKey, KeyList
from app.ui.panels.search_field import SearchField
from app.ui.preferences import Preferences
from app.ui.searching import misfit

PREFERENCE = "keys"
SIDE = 400
FREE_SHOWN = 30
PER_LINE = 6
_CANDIDATES = (
    *string.ascii_uppercase,
    *(f"Shift+{letter}" for letter in string.ascii_uppercase),
    *(f"F{number}" for number in range(1, 13)),
    *(f"Alt+{letter}" for letter in string.ascii_uppercase),
)


class KeySettings(QWidget):
    """The list at the left; at the right the chosen command, and the keys that are free."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        self._other = ""
        self._wanted = ""
        self.search = SearchField()
        self.search.setObjectName("key-search")
        lens(self.search)
        self.commands = KeyList()
        self.message = Text("", "body", "text", wrap=True)
        self.message.setObjectName("key-message")
        self._lay()
        self._connect()
        self._say()

    @property
    def chosen(self) -> str:
        """The command whose key can be changed now."""
        found = row_at(self.commands, self.commands.currentRow())
        return found.value if found is not None else ""

    def take_focus(self) -> None:
        """Give the search the keys."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, name: str) -> None:
        """Choose a command."""
        for number in range(self.commands.count()):
            found = row_at(self.commands, number)
            if name and found is not None and found.value == name:
                self.commands.setCurrentRow(number)

    def ask(self) -> None:
        """Wait for the new key of the chosen command."""
        name = self.chosen
        if not name:
            return
        if keymap.fixed(name):
            self._tell(lambda: tr("This key is the same for everybody."))
            return
        self.commands.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commands.waiting = True
        self._offer_swap("", "")
        self._tell(
            lambda: tr("Press the new key. Esc leaves it as it is."),
        )

    def take(self, keys: str) -> None:
        """Give the chosen command a key, or say why it cannot have it."""
        name = self.chosen
        self.commands.waiting = False
        why = keymap.refusal(name, keys)
        other = keymap.holder(name, keys)
        if why is not None:
            self._tell(lambda: render(why))
        elif other:
            self._offer_swap(other if keymap.may_swap(name, other) else "", keys)
            self._tell(
                lambda: tr(
                    "{keys} belongs to “{command}”. Choose another key, or exchange the two.",
                    keys=cap_words(keys),
                    command=COMMANDS[other].words,
                )
            )
        else:
            self._keep(keymap.with_key(name, keys))
            self._tell(
                lambda: tr(
                    "“{command}” has the key {keys} now.",
                    command=COMMANDS[name].words,
                    keys=cap_words(keys),
                )
            )

    def exchange(self) -> None:
        """Exchange keys with the command that has the one that was asked for."""
        if self._other:
            self._keep(keymap.swapped(self.chosen, self._other))
            self._tell(lambda: tr("The two keys are exchanged."))

    def reset(self) -> None:
        """Give the chosen command its own key again."""
        name = self.chosen
        if name and name in keymap.chosen:
            self.take(keymap.default(name))

    def reset_all(self) -> None:
        """Give every command its own key again."""
        self._keep({})
        self._tell(lambda: tr("Every command has its own key again."))

    def _lay(self) -> None:
        outer = row(gap=24)
        self.setLayout(outer)
        left = column(gap=8)
        left.addWidget(self.search)
        left.addWidget(self.commands, 1)
        outer.addLayout(left, 1)
        outer.addWidget(self._make_side())

    def _make_side(self) -> Panel:
        side = Panel("panel", name="key-side")
        side.setFixedWidth(tokens.px(SIDE))
        lines = column(margins=(16, 16, 16, 16), gap=12)
        side.setLayout(lines)
        self._title = Text(self._title_words, "goods", wrap=True)
        self._state = Text(self._state_words, "detail", "text2", wrap=True)
        self._make_buttons()
        self.message.setMinimumHeight(3 * tokens.px(tokens.ROLES["body"].line))
        free = Text(lambda: tr("Or click a free key"), "section")
        above = (self._title, self._state, self.change, self.default, self.message, self.swap, free)
        for one in above:
            lines.addWidget(one)
        lines.addLayout(self._make_free())
        lines.addStretch(1)
        lines.addWidget(self.all)
        return side

    def _make_buttons(self) -> None:
        self.change = Button(lambda: tr("Press a new key"), keys="Return", name="key-change")
        self.swap = Button(lambda: tr("Exchange the keys"), name="key-swap")
        self.default = Button(lambda: tr("Back to its own key"), name="key-default")
        self.all = Button(lambda: tr("Every key back to its own"), name="keys-default")
        for button in (self.default, self.all):
            button.kind("quiet")
        policy = self.swap.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.swap.setSizePolicy(policy)
        self.swap.hide()

    def _make_free(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(tokens.px(4))
        self._free: list[FreeKey] = []
        for number in range(FREE_SHOWN):
            button = FreeKey(number)
            button.taken.connect(self.take)
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            self._free.append(button)
            grid.addWidget(button, number // PER_LINE, number % PER_LINE)
        return grid

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._fill(""))
        self.search.moved.connect(self._move)
        self.search.taken.connect(self.ask)
        self.commands.asked.connect(self.ask)
        self.commands.caught.connect(self.take)
        self.commands.dropped.connect(self._drop)
        self.commands.currentRowChanged.connect(lambda _row: self._show_chosen())
        self.change.clicked.connect(self.ask)
        self.swap.clicked.connect(self.exchange)
        self.default.clicked.connect(self.reset)
        self.all.clicked.connect(self.reset_all)
        languages.changed.connect(self._say)

    def _keep(self, chosen: dict[str, str]) -> None:
        self._offer_swap("", "")
        self._preferences.set(PREFERENCE, chosen)

    def _drop(self) -> None:
        self.commands.waiting = False
        self._tell(lambda: tr("The key stays as it was."))

    def _offer_swap(self, other: str, keys: str) -> None:
        self._other, self._wanted = other, keys
        self.swap.setVisible(bool(other))

    def _tell(self, words: Words) -> None:
        self.message.set_words(words)

    def _move(self, steps: int) -> None:
        self.commands.setFocus(Qt.FocusReason.OtherFocusReason)
        if steps > 0 and self.commands.currentRow() < 0:
            self.commands.setCurrentRow(1)

    def _fill(self, chosen: str) -> None:
        """Show what fits the search; without the chosen command, choose the first."""
        put_rows(self.commands, _rows(self.search.text()))
        self.choose(chosen)
        if self.commands.currentRow() < 0 and self.commands.count() > 1:
            self.commands.setCurrentRow(1)

    def _show_chosen(self) -> None:
        self.commands.waiting = False
        self._offer_swap("", "")
        self._tell(str)
        self._show_state()

    def _show_state(self) -> None:
        name = self.chosen
        open_ = bool(name) and not keymap.fixed(name)
        self.change.setEnabled(open_)
        self.default.setEnabled(name in keymap.chosen)
        self.all.setEnabled(bool(keymap.chosen))
        others = [keys for keys in _CANDIDATES if open_ and keys != keymap.text(name)]
        free = keymap.free(name, others)[:FREE_SHOWN] if open_ else ()
        for number, button in enumerate(self._free):
            button.setVisible(number < len(free))
            if number < len(free):
                button.show_key(free[number])
        self._title.set_words(self._title_words)
        self._state.set_words(self._state_words)

    def _title_words(self) -> str:
        return COMMANDS[self.chosen].words if self.chosen else ""

    def _state_words(self) -> str:
        name = self.chosen
        if not name:
            return ""
        if keymap.fixed(name):
            return tr("This key is the same for everybody.")
        if name not in keymap.chosen:
            return tr("Key {key}, its own", key=cap_words(keymap.text(name)))
        return tr(
            "Key {key}; its own key is {default}",
            key=cap_words(keymap.text(name)),
            default=cap_words(keymap.default(name)),
        )

    def _say(self) -> None:
        self.search.setPlaceholderText(tr("Search commands and keys"))
        self.search.setAccessibleName(tr("Search commands and keys"))
        self.commands.setAccessibleName(tr("Commands and their keys"))
        self.commands.verticalScrollBar().setAccessibleName(tr("Scroll"))
        self._fill(self.chosen)
        self._show_state()


def _rows(text: str) -> list[Row]:
    """Return the commands that fit a text, under their headings."""
    found: list[Row] = []
    for where in WHERE:
        here = [
            Row(
                command.words,
                "" if not command.fixed else tr("the same for everybody"),
                command.keys,
                off=keymap.fixed(name),
                strong=name in keymap.chosen,
                value=name,
            )
            for name, command in COMMANDS.items()
            if command.where == where and _fits(text, name)
        ]
        if here:
            found += [Row(tr(where), head=True), *here]
    return found


def _fits(text: str, name: str) -> bool:
    command = COMMANDS[name]
    says = (command.title, languages.in_french(command.title), cap_words(command.keys))
    return misfit(text, says) is not None
