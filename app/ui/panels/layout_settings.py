"""Choosing how an item stands on screen at the first look, for each mode of transport."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QWidget

from app.domain.shipment import Mode
from app.ui import hanging, tokens
from app.ui.commands import COMMANDS, keys
from app.ui.controls import Button, Check, Panel, Segment, Text, Words, column, row
from app.ui.hanging import MODE_TITLES, MODES, START_WORDS, Hanger, Hanging, Part, Start
from app.ui.i18n import tr
from app.ui.keycap import cap_words
from app.ui.look_words import PRESET_WORDS
from app.ui.preferences import Preferences

WIDE = 880
LABEL = 160


class LayoutSettings(QWidget):
    """One mode at a time; every change is kept at once and counts from the next item on."""

    def __init__(self, preferences: Preferences, hanger: Hanger) -> None:
        super().__init__()
        self._preferences = preferences
        self._hanger = hanger
        self.modes = Segment(
            [(mode, _said(MODE_TITLES[mode])) for mode in MODES], name="layout-mode"
        )
        self.start = Segment(
            [(start, _said(START_WORDS[start])) for start in Start], name="layout-start"
        )
        presets = [("", _as_before), *((key, _said(text)) for key, text in PRESET_WORDS.items())]
        self.preset = Segment(presets, name="layout-preset")
        self.parts = {part.name: self._check(part) for part in hanger.parts}
        self.default = Button(lambda: tr("Back to the default"), name="layout-default")
        self.modes.choose(MODES[0])
        self._lay()
        self.modes.chosen.connect(lambda _mode: self._show())
        self.start.chosen.connect(lambda _start: self._keep())
        self.preset.chosen.connect(lambda _preset: self._keep())
        self.default.clicked.connect(self._reset)
        preferences.changed.connect(self._changed)
        self._show()

    @property
    def mode(self) -> Mode:
        """The mode whose layout is shown."""
        return Mode(str(self.modes.value))

    def take_focus(self) -> None:
        """Give the chosen mode the keys."""
        self.modes.part(self.mode).setFocus(Qt.FocusReason.TabFocusReason)

    def _lay(self) -> None:
        outer = row(gap=0)
        self.setLayout(outer)
        panel = Panel("panel", name="layout-panel")
        panel.setMaximumWidth(tokens.px(WIDE))
        lines = column(margins=(16, 16, 16, 16), gap=16)
        panel.setLayout(lines)
        lines.addWidget(self.modes)
        for words, control in (
            (_word_begin, self.start),
            (_word_preset, self.preset),
            (_word_shown, self._make_parts()),
        ):
            line = row(gap=16)
            label = Text(words, "body")
            label.setFixedWidth(tokens.px(LABEL))
            line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(control, 1)
            lines.addLayout(line)
        foot = row(gap=16)
        self._state = Text(self._state_words, "detail", "text2", wrap=True)
        foot.addWidget(self._state, 1)
        foot.addWidget(self.default)
        lines.addLayout(foot)
        lines.addWidget(Text(_word_remember, "detail", "text2", wrap=True))
        lines.addStretch(1)
        outer.addWidget(panel, 1)
        outer.addStretch(0)

    def _make_parts(self) -> QWidget:
        holder = QWidget()
        lines = column(gap=4)
        for check in self.parts.values():
            lines.addWidget(check)
        holder.setLayout(lines)
        return holder

    def _check(self, part: Part) -> Check:
        check = Check(_said(part.words), name=f"layout-{part.name}")
        check.toggled.connect(self._toggled)
        return check

    def _keep(self) -> None:
        """Keep what the controls say."""
        before = hanging.for_mode(self._preferences, self.mode)
        # A preset of the officer's own has no place in the row; it stays until another is chosen.
        preset = before.preset if self.preset.value is None else str(self.preset.value)
        found = Hanging(Start(str(self.start.value)), preset)
        for name, check in self.parts.items():
            found = found.with_part(name, on=check.isChecked())
        hanging.keep(self._preferences, self.mode, found)

    def _toggled(self, _on: bool) -> None:
        self._keep()

    def _reset(self) -> None:
        hanging.keep(self._preferences, self.mode, None)

    def _changed(self, name: str) -> None:
        if name == hanging.PREFERENCE:
            self._show()

    def _show(self) -> None:
        found = hanging.for_mode(self._preferences, self.mode)
        self.start.choose(found.start)
        known = found.preset in ("", *PRESET_WORDS)
        self.preset.choose(found.preset if known else None)
        for part in self._hanger.parts:
            if part.name in self.parts:
                on = self._hanger.part_shown(found, part, self.mode)
                with QSignalBlocker(self.parts[part.name]):
                    self.parts[part.name].setChecked(on)
                self.parts[part.name].update()
        self.default.setEnabled(hanging.is_own(self._preferences, self.mode))
        self._state.set_words(self._state_words)

    def _state_words(self) -> str:
        if hanging.is_own(self._preferences, self.mode):
            return tr("Your own layout. It counts from the next item on.")
        return tr("The layout that the program comes with.")


def _said(text: str) -> Words:
    return lambda: tr(text)


def _as_before() -> str:
    return tr("As before")


def _word_begin() -> str:
    return tr("At the first look")


def _word_preset() -> str:
    return tr("Preset")


def _word_shown() -> str:
    return tr("On screen")


def _word_remember() -> str:
    return tr(
        "Or lay an item out as you like it, then “{command}” ({key}).",
        command=COMMANDS["remember_layout"].words,
        key=cap_words(keys("remember_layout")),
    )
