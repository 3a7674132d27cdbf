"""Rows of the display panel: a word, what sets it, its value, and its key."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui import tokens
from app.ui.commands import COMMANDS
from app.ui.controls import Check, Segment, Slider, Text, Words, column, row
from app.ui.keycap import KeyCap

LABEL = 88
VALUE = 40
SLIDER = 200
"""At most; a panel leaves it what word, value and keys do not need."""
TOO_CLOSE = 1e-6
"""Figures that differ by less are the same."""


class SliderRow(QWidget):
    """A slider from 0 to 1 with its word, its value and the key of its command."""

    moved = Signal(float)

    def __init__(
        self, words: Words, *, name: str, keys: str, shown: Callable[[float], str]
    ) -> None:
        super().__init__()
        self._shown = shown
        line = row(gap=6)
        self.setLayout(line)
        self._label = Text(words, "detail", "text2")
        self._label.setFixedWidth(tokens.px(LABEL))
        self.slider = Slider(words, name=f"look-{name}", wide=SLIDER)
        self.slider.moved.connect(self.moved)
        self._value = Text("", "detail").styled(weight=500)
        self._value.setFixedWidth(tokens.px(VALUE))
        line.addWidget(self._label)
        line.addWidget(self.slider, 1)
        line.addWidget(self._value)
        self._caps = QWidget()
        caps = row(gap=6)
        caps.addStretch(1)
        for command in keys.split():
            caps.addWidget(KeyCap(COMMANDS[command].keys))
        self._caps.setLayout(caps)
        line.addWidget(self._caps)
        self.setFixedHeight(tokens.px(26))

    @property
    def keys_wide(self) -> int:
        """Width that the keys need, in pixels."""
        return self._caps.sizeHint().width()

    def keep_for_keys(self, wide: int) -> None:
        """Keep so much room for the keys."""
        self._caps.setFixedWidth(wide)

    def show_share(self, share: float) -> None:
        """Show where the setting stands."""
        value = self._shown(share)
        self.slider.set_share(share, value)
        self._value.set_words(value)


def align(rows: Sequence[SliderRow]) -> None:
    """Give the keys of all rows the room of the widest: the sliders stand in one column."""
    widest = max(one.keys_wide for one in rows)
    for one in rows:
        one.keep_for_keys(widest)


class ChoiceRow(QWidget):
    """A heading with the key that walks the choices, and the choices below."""

    chosen = Signal(object)

    def __init__(
        self,
        words: Words,
        options: list[tuple[object, Words]],
        *,
        name: str,
        command: str = "",
        per_row: int = 3,
    ) -> None:
        super().__init__()
        lines = column(gap=2)
        self.setLayout(lines)
        head = row(gap=8)
        head.addWidget(Text(words, "detail", "text2"))
        head.addStretch(1)
        if command:
            head.addWidget(KeyCap(COMMANDS[command].keys))
        lines.addLayout(head)
        self.segment = Segment(options, high=tokens.SEGMENT, per_row=per_row, name=f"look-{name}")
        self.segment.chosen.connect(self.chosen)
        lines.addWidget(self.segment)

    def show_value(self, value: object) -> None:
        """Show what is chosen."""
        self.segment.choose(value)


class CheckRow(QWidget):
    """Something that is on or off, with its key."""

    turned = Signal(bool)

    def __init__(self, words: Words, *, name: str, command: str) -> None:
        super().__init__()
        line = row(gap=8)
        self.setLayout(line)
        self.check = Check(words, name=f"look-{name}")
        self.check.clicked.connect(self.turned)
        line.addWidget(self.check, 1)
        line.addWidget(KeyCap(COMMANDS[command].keys))
        self.setFixedHeight(tokens.px(26))

    def show_on(self, on: bool) -> None:
        """Show whether it is on."""
        self.check.setChecked(on)


class FigureField(QLineEdit):
    """A number with its limits; what is no number, or outside, is not taken and goes back."""

    taken = Signal(float)

    def __init__(self, words: Words, *, name: str, least: float, most: float) -> None:
        super().__init__()
        self._words = words
        self._least, self._most = least, most
        self._shown = 0.0
        self.setObjectName(f"look-{name}")
        self.setFixedSize(tokens.px(52), tokens.px(tokens.SEGMENT))
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(words())
        self.editingFinished.connect(self._take)

    def show_figure(self, value: float) -> None:
        """Show a value, unless the officer is writing one."""
        self._shown = value
        if not self.hasFocus():
            self.setText(f"{value:g}")
        self.setAccessibleName(self._words())

    def _take(self) -> None:
        """Take what was written, with a comma or a point."""
        try:
            value = float(self.text().replace(",", ".").strip(" %\u202f\u00a0"))
        except ValueError:
            value = self._shown
        if not math.isfinite(value):
            value = self._shown
        kept = min(self._most, max(self._least, value))
        self.setText(f"{kept:g}")
        if abs(kept - self._shown) > TOO_CLOSE:
            self.taken.emit(kept)
