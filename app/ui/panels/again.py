"""The decision side while a decision made alone is looked at again: what changed, the answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

from app.domain.late import AloneDecision
from app.domain.notice import Severity
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Button, Panel, Rule, Text, clear, column
from app.ui.i18n import languages, render, tr
from app.ui.i18n.formats import moment
from app.ui.panels.alone_words import SAME, TIMES, grounds, told
from app.ui.queue.words import OUTCOME_WORDS

LEAST = 40
"""Height of what is told, at least."""


class Again(Panel):
    """What was decided and when, what changed since; *Confirm* waits until all was seen."""

    confirm_asked = Signal()
    correct_asked = Signal()

    def __init__(self) -> None:
        super().__init__("panel", name="again")
        self.why_not: Callable[[], str] = str
        """Tells why it cannot be confirmed now; empty when it can."""
        self._alone: AloneDecision | None = None
        outer = column(gap=0)
        self.setLayout(outer)
        outer.addWidget(Rule(accent=True))
        self._column = column(margins=(16, 12, 16, 16), gap=6)
        outer.addLayout(self._column)
        self._head = Text(self._head_words, "section")
        self._column.addWidget(self._head)
        self._column.addWidget(self._make_area(), 1)
        self._why = Text(self._why_words, "detail", "text2", wrap=True).tight()
        self._why.setObjectName("again-why")
        self._column.addWidget(self._why)
        self._make_answers()
        languages.changed.connect(self._say)
        self.hide()

    def show_alone(self, alone: AloneDecision | None) -> None:
        """Show a decision, or how it stands by now; None takes the panel away."""
        if alone != self._alone:
            self._alone = alone
            self._fill()
        self.setVisible(alone is not None)
        self._say()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        measures = tokens.COMPACT if compact else tokens.FULL
        side, end = tokens.px(measures.margin), tokens.px(8 if compact else 16)
        self._column.setContentsMargins(side, end, side, end)
        self._column.setSpacing(tokens.px(4 if compact else 6))
        for button in (self.confirm, self.correct):
            button.kind(button.kind_now, high=measures.command, role="section")

    def _make_area(self) -> QScrollArea:
        self._told = column(gap=4)
        inside = Panel("panel")
        inside.setLayout(self._told)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        # It scrolls where there is little room: the answers below it are always in sight.
        area.setMinimumHeight(tokens.px(LEAST))
        area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._area = area
        return area

    def _make_answers(self) -> None:
        self.confirm = _Answer(lambda: tr("Confirm"), keys("sign"), "again-confirm", "primary")
        self.correct = _Answer(self._correct_words, keys("amend"), "again-correct", "decision")
        self.confirm.clicked.connect(self.confirm_asked)
        self.correct.clicked.connect(self.correct_asked)
        self._column.addWidget(self.confirm)
        self._column.addWidget(self.correct)

    def _fill(self) -> None:
        clear(self._told)
        alone = self._alone
        if alone is None:
            return
        made = alone.recommendation
        times = (moment(alone.done_at), moment(alone.received_at))
        for sentence in alone.changed:
            self._told.addWidget(told(partial(render, sentence), Severity.WARNING))
        if not alone.changed:
            self._told.addWidget(told(lambda: tr(SAME)))
        self._told.addWidget(told(partial(grounds, made)))
        when = Text(
            lambda: tr(TIMES, done=times[0], received=times[1]), "detail", "text2", wrap=True
        )
        self._told.addWidget(when.tight())
        self._told.addStretch(1)

    def _say(self) -> None:
        why = self.why_not()
        self.setAccessibleName(self._head_words())
        self._area.verticalScrollBar().setAccessibleName(tr("Scroll"))
        self._head.set_words(self._head_words)
        self._why.set_words(self._why_words)
        self.confirm.setEnabled(not why)
        self.confirm.describe(self._why_words)
        self.confirm.setVisible(self._alone is None or not self._alone.again)
        self.correct.set_words(self._correct_words)

    def _head_words(self) -> str:
        if self._alone is None:
            return ""
        kind = tr(OUTCOME_WORDS[self._alone.recommendation.kind])
        return tr("Decided alone: {outcome}", outcome=kind)

    def _why_words(self) -> str:
        return self.why_not() or tr("Confirm what you signed, or correct it.")

    def _correct_words(self) -> str:
        again = self._alone is not None and self._alone.again
        return tr("Decide again") if again else tr("Correct")


class _Answer(Button):
    """One of the two answers, with the look that it keeps in windows of any size."""

    def __init__(self, words: Callable[[], str], key: str, name: str, kind: str) -> None:
        super().__init__(words, keys=key, name=name)
        self.kind_now = kind
        self.kind(kind)
