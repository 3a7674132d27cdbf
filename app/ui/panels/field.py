"""A field of a form: its label, what is missing at the label's right end, and the control."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.notice import Severity
from app.ui import tokens
from app.ui.controls import Text, Words, column, row, said
from app.ui.panels.pieces import Shape

BESIDE_LABEL = 88


def outline_missing(control: QWidget, missing: bool) -> None:
    """Draw the outline of a control that is missing, or as it was before."""
    if bool(control.property("missing")) != missing:
        control.setProperty("missing", missing)
        control.style().unpolish(control)
        control.style().polish(control)


class Field(QWidget):
    """Label above or beside a control. What is missing never stands anywhere else."""

    def __init__(
        self,
        words: Words,
        control: QWidget,
        *,
        hint: Words | None = None,
        beside: bool = False,
        name: str = "",
    ) -> None:
        super().__init__()
        self.setObjectName(f"field-{name}")
        self._hint = hint
        self._beside = beside
        self._below = Text("", "detail", "text2", wrap=True)
        self._below.hide()
        self._below_shape = Shape(None, tokens.SEVERITY_SMALL)
        lines = column(gap=4)
        self.setLayout(lines)
        self._top = row(gap=6)
        self._label = Text(words, "detail").styled(weight=500)
        self._shape = Shape(None, tokens.SEVERITY_SMALL)
        self._shape.hide()
        self.missing = Text("", "detail", "text2").styled(align_right=True)
        self.missing.setObjectName(f"missing-{name}")
        self._below.setObjectName(f"below-{name}")
        self._top.addWidget(self._label)
        if beside:
            self._label.setFixedWidth(tokens.px(BESIDE_LABEL))
            self._top.addWidget(control, 1)
            lines.addLayout(self._top)
            return
        self._lay_missing(lines, control)
        self.show_missing("", insist=False)

    def name(self, words: Words) -> None:
        """Let the label say something else."""
        self._label.set_words(words)

    def _lay_missing(self, lines: QVBoxLayout, control: QWidget) -> None:
        self._top.addStretch(1)
        self._top.addWidget(self._shape)
        self._top.addWidget(self.missing)
        lines.addLayout(self._top)
        under = row(gap=6)
        self._below_shape.hide()
        under.addWidget(self._below_shape, 0, Qt.AlignmentFlag.AlignTop)
        under.addWidget(self._below, 1)
        lines.addLayout(under)
        lines.addWidget(control)

    def add(self, widget: QWidget) -> None:
        """Put something at the right end of the label."""
        self._top.addWidget(widget)

    def set_words(self, words: Words) -> None:
        """Let the label say something else."""
        self._label.set_words(words)

    def show_missing(self, sentence: str, *, insist: bool) -> None:
        """Say what is missing; loudly once a signature was asked for."""
        if self._beside:
            return
        loud = bool(sentence) and insist
        words: Words = said(sentence) if sentence else self._hint or said("")
        for text in (self.missing, self._below):
            text.set_tone("amber" if loud else "text2" if not sentence else "text")
        # A sentence that does not fit beside its label takes a line of its own: never cut.
        fits = self._fits(words())
        self.missing.set_words(words if fits else said(""))
        self._below.set_words(said("") if fits else words)
        self._below.setVisible(not fits)
        for shape, here in ((self._shape, fits), (self._below_shape, not fits)):
            shape.show_severity(Severity.WARNING if loud else None)
            shape.setVisible(loud and here)

    def _fits(self, text: str) -> bool:
        room = self.width() - self._label.sizeHint().width() - tokens.px(36)
        return self.missing.width_of(text) <= max(room, tokens.px(120))
