"""A field of the paper form: it keeps its height, whatever is wrong with what is typed in it."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.domain.notice import Severity
from app.ui import tokens
from app.ui.controls import Panel, Text, Words, column, row, said
from app.ui.i18n import tr
from app.ui.panels.field import outline_missing
from app.ui.panels.pieces import Shape

_LABEL = 24
"""Height of the label above a field, with its gaps."""


@dataclasses.dataclass(frozen=True, slots=True)
class Fault:
    """What is said of a field."""

    sentence: str
    blank: bool = False
    """Nothing was typed yet, and something must be."""
    doubt: bool = False
    """It looks mistyped, and is filed as it stands."""


class Slot(QWidget):
    """A label with what is wrong at its right end, and the controls below it.

    The sentence at the label is short of room; the whole of it stands in the flag while somebody
    types there, and in the tip.
    """

    def __init__(
        self, words: Words, control: QWidget, *, hint: Words | None = None, name: str = ""
    ) -> None:
        super().__init__()
        self.setObjectName(f"field-{name}")
        self._hint = hint or said("")
        self._control = control
        lines = column(gap=4)
        self.setLayout(lines)
        top = row(gap=6)
        label = Text(words, "detail").styled(weight=500).firm()
        # Nothing that is said beside it moves or squeezes the label.
        label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._shape = Shape(None, tokens.SEVERITY_SMALL)
        self._told = Text("", "detail", "text2").styled(align_right=True)
        self._told.setObjectName(f"missing-{name}")
        top.addWidget(label)
        top.addWidget(self._told, 1)
        top.addWidget(self._shape)
        lines.addLayout(top)
        lines.addWidget(control)

    def show_fault(self, fault: Fault | None, *, insist: bool) -> None:
        """Say what is wrong with what was typed; of a blank field loudly once filing was asked."""
        quiet = fault is None or (fault.blank and not insist)
        if fault is None:
            self._told.set_words(self._hint)
        elif fault.blank:
            self._told.set_words(lambda: tr("needed"))
        else:
            self._told.set_words(fault.sentence)
        self._told.set_tone("text2" if quiet else "amber")
        self._told.set_tip(said(fault.sentence) if fault is not None else None)
        doubt = fault is not None and fault.doubt
        mark = None if quiet else Severity.NOTE if doubt else Severity.WARNING
        self._shape.show_severity(mark)


class Flag(Panel):
    """The whole sentence at the field in which somebody types; nothing moves for it.

    It stands above the label, over what was typed before: what comes next stays free.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__("amber", name="paper-flag", parent=parent)
        self._room = parent
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line = row(margins=(8, 6, 8, 6), gap=6)
        self.setLayout(line)
        self._shape = Shape(Severity.WARNING, tokens.SEVERITY_SMALL)
        self.words = Text("", "detail", "text", wrap=True)
        self.words.setObjectName("paper-flag-words")
        line.addWidget(self._shape, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.words, 1)
        self.hide()

    def show_at(self, field: QLineEdit, fault: Fault, *, left: int, wide: int) -> None:
        """Show what is said of a field above its label, or below it where there is no room."""
        self._shape.show_severity(Severity.NOTE if fault.doubt else Severity.WARNING)
        self.words.set_words(fault.sentence)
        self.setFixedWidth(wide)
        self.setFixedHeight(self.heightForWidth(wide))
        top = field.mapTo(self._room, QPoint(0, 0)).y()
        above = top - tokens.px(_LABEL) - self.height()
        shown = self._room.visibleRegion().boundingRect().top()
        self.move(left, above if above >= shown else top + field.height() + tokens.px(2))
        self.raise_()
        self.show()


def outline(field: QLineEdit, fault: Fault | None, *, insist: bool) -> None:
    """Draw the outline of a field that must be typed otherwise, and say it to who cannot see it."""
    wrong = fault is not None and not fault.doubt and (insist or not fault.blank)
    outline_missing(field, wrong)
    field.setAccessibleDescription(fault.sentence if fault is not None else "")
