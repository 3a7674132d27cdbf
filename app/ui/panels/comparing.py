"""The bar over two pictures: what to compare with, which one, linked or not, the difference."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt, Signal

from app.domain.reference import AIM_WORDS, Aim
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Button, Panel, Segment, Text, Words, row
from app.ui.i18n import tr

_HIGH = 32
_CONTROL = 24
_PLACE = 64


@dataclasses.dataclass(frozen=True, slots=True)
class CompareState:
    """What the bar shows."""

    aim: Aim
    place: int = 0
    """Of the reference that is shown, from 0."""
    count: int = 0
    linked: bool = True
    difference: bool = False
    can_difference: bool = False


class CompareBar(Panel):
    """Everything about comparing by mouse; each part has its key as well."""

    aim_chosen = Signal(object)
    stepped = Signal(int)
    link_asked = Signal()
    difference_asked = Signal()
    close_asked = Signal()

    def __init__(self) -> None:
        super().__init__("panel", name="compare-bar")
        self.setFixedHeight(tokens.px(_HIGH))
        self._aims = Segment([(aim, _words(aim)) for aim in Aim], high=_CONTROL, name="compare-aim")
        self._aims.chosen.connect(self.aim_chosen)
        self._back = _button("‹", lambda: tr("Previous reference"), "compare-previous")
        self._on = _button("›", lambda: tr("Next reference"), "compare-next", key="next_reference")
        self._place = Text("", "detail", "text2")
        self._place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._place.setFixedWidth(tokens.px(_PLACE))
        self._place.setObjectName("compare-place")
        self._link = Button(lambda: tr("Linked"), name="compare-link").kind("rest", high=_CONTROL)
        self._link.setCheckable(True)
        self._link.describe(lambda: tr("Both pictures move together"))
        self._difference = Button(
            lambda: tr("Difference"), keys=keys("difference"), name="compare-difference"
        ).kind("rest", high=_CONTROL)
        self._difference.setCheckable(True)
        self._close = Button(lambda: tr("Close"), keys=keys("compare"), name="compare-close").kind(
            "quiet", high=_CONTROL
        )
        self._lay()
        self._back.clicked.connect(lambda: self.stepped.emit(-1))
        self._on.clicked.connect(lambda: self.stepped.emit(1))
        self._link.clicked.connect(self.link_asked)
        self._difference.clicked.connect(self.difference_asked)
        self._close.clicked.connect(self.close_asked)

    def show_state(self, state: CompareState) -> None:
        """Show where comparing stands."""
        self._aims.choose(state.aim)
        count = state.count

        def place() -> str:
            return tr("{place} of {count}", place=state.place + 1, count=count) if count else "–"

        self._place.set_words(place)
        self._back.setEnabled(count > 1)
        self._on.setEnabled(count > 1)
        self._link.setChecked(state.linked)
        self._link.setEnabled(count > 0)
        self._difference.setChecked(state.difference)
        self._difference.setEnabled(state.can_difference)

    def _lay(self) -> None:
        line = row(margins=(8, 0, 8, 0), gap=6)
        line.addWidget(self._aims)
        line.addSpacing(tokens.px(8))
        line.addWidget(self._back)
        line.addWidget(self._place)
        line.addWidget(self._on)
        line.addStretch(1)
        line.addWidget(self._link)
        line.addWidget(self._difference)
        line.addWidget(self._close)
        self.setLayout(line)


def _words(aim: Aim) -> Words:
    return lambda: tr(AIM_WORDS[aim])


def _button(sign: str, words: Words, name: str, *, key: str = "") -> Button:
    """Return a small button with a sign; its words are the tip and what a screen reader says."""
    made = Button(lambda: sign, name=name).kind("rest", high=_CONTROL)
    made.describe(words)
    if key:
        made.describe(lambda: f"{words()} ({keys(key)})")
    return made
