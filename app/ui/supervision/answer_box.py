"""The answer at the foot of the right side: a comment, reasons where she differs, three keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit

from app.domain.notice import Severity
from app.domain.officer import Officer
from app.domain.supervision import COMMENT_MOST, DIFFER_REASONS, Answer, Stands
from app.domain.supervision_case import Case
from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Button, Panel, Text, Words, column, row
from app.ui.i18n import languages, tr
from app.ui.panels.field import outline_missing
from app.ui.panels.pieces import Shape
from app.ui.supervision.reader_choice import ReaderChoice
from app.ui.supervision.reason_checks import ReasonChecks

COMMENT_HIGH = 72
_ANSWERS = {
    Answer.AGREE: "answer_agree",
    Answer.DIFFER: "answer_differ",
    Answer.RETURN: "answer_return",
}
_STANDS = {Stands.FIRST: Answer.AGREE, Stands.SECOND: Answer.DIFFER, Stands.NEITHER: Answer.RETURN}
"""Which key adjudicates what: the first reading is agreed with, the second differs from it."""


class AnswerBox(Panel):
    """What a supervisor says of a decision, or of two readings that differ."""

    answered = Signal(object, str, object)
    """(Answer, comment, tuple of reason codes)."""
    adjudicated = Signal(object, str)
    """(Stands, comment)."""
    reading_asked = Signal()
    """A second reading is wanted; `offer_readers` answers with who may read."""
    reader_chosen = Signal(str)
    """Account of the reader; empty for whoever is next."""

    def __init__(self) -> None:
        super().__init__("panel", name="answer-box")
        self._case: Case | None = None
        self._why: Words = str
        self.comment = QPlainTextEdit()
        self.comment.setObjectName("comment")
        self.comment.setTabChangesFocus(True)
        self.comment.setFixedHeight(tokens.px(COMMENT_HIGH))
        self.reasons = ReasonChecks(DIFFER_REASONS)
        self.reasons.hide()
        self._lay()
        self.comment.textChanged.connect(lambda: self._tell_missing(str))
        self.reasons.changed.connect(lambda: self._tell_missing(str))
        languages.changed.connect(self._say)
        self._say()
        self.show_case(None)

    @property
    def adjudicates(self) -> bool:
        """Whether two readings lie before her that differ."""
        reading = self._case.line.reading if self._case is not None else None
        return reading is not None and reading.differs and reading.adjudicated is None

    def show_case(self, case: Case | None) -> None:
        """Answer another decision; what was typed for the one before is gone with it."""
        before = self._case.line.recommendation_id if self._case is not None else ""
        self._case = case
        if case is None or case.line.recommendation_id != before:
            self.comment.clear()
            self.reasons.choose(())
            self.reasons.hide()
            self.readers.hide()
        self._tell_missing(str)
        for button in (*self._buttons.values(), self.second):
            button.setEnabled(case is not None)
        # One reading of a decision is asked for.
        self.second.setEnabled(case is not None and case.line.reading is None)
        for button in self._buttons.values():
            button.set_words(button.words_now)
        self._say()

    def offer_readers(self, people: Sequence[Officer]) -> None:
        """Let the supervisor choose who reads blind."""
        self.readers.offer(people)

    def leave_readers(self) -> None:
        """Ask nobody."""
        self.readers.hide()
        self.second.setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self, answer: Answer) -> None:
        """Give an answer, or say beside the field what it still lacks."""
        if self._case is None:
            return
        comment = self.comment.toPlainText().strip()
        stands = next(one for one, key in _STANDS.items() if key is answer)
        needs = stands is not Stands.FIRST if self.adjudicates else answer is Answer.RETURN
        if len(comment) > COMMENT_MOST:
            self._ask(lambda: tr("The comment is longer than {most} signs.", most=COMMENT_MOST))
        elif needs and not comment:
            self._ask(lambda: tr("Write to the officer what is to be looked at again."))
        elif self.adjudicates:
            self.adjudicated.emit(stands, comment)
        elif answer is Answer.DIFFER and not self.reasons.chosen:
            self.reasons.show()
            self.reasons.take_focus()
            self._tell_missing(lambda: tr("Say why you differ: choose one reason at least."))
        else:
            codes = self.reasons.chosen if answer is Answer.DIFFER else ()
            self.answered.emit(answer, comment, codes)

    def _ask(self, why: Words) -> None:
        self.comment.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_missing(why, comment=True)

    def _tell_missing(self, why: Words, *, comment: bool = False) -> None:
        self._missing.set_words(why)
        self._shape.show_severity(Severity.WARNING if why() else None)
        outline_missing(self.comment, comment)

    def _lay(self) -> None:
        lines = column(margins=(16, 8, 16, 12), gap=6)
        self.setLayout(lines)
        top = row(gap=8)
        top.addWidget(Text(lambda: tr("Your finding"), "detail").styled(weight=500))
        top.addStretch(1)
        lines.addLayout(top)
        lines.addWidget(self.reasons)
        lines.addWidget(self.comment)
        told = row(gap=6)
        self._shape = Shape(None, tokens.SEVERITY_SMALL)
        self._missing = Text("", "detail", "amber", wrap=True).tight()
        self._missing.setObjectName("answer-missing")
        told.addWidget(self._shape)
        told.addWidget(self._missing, 1)
        lines.addLayout(told)
        self._buttons = {answer: _AnswerButton(self, answer) for answer in _ANSWERS}
        pair = row(gap=8)
        pair.addWidget(self._buttons[Answer.AGREE], 1)
        pair.addWidget(self._buttons[Answer.DIFFER], 1)
        lines.addLayout(pair)
        lines.addWidget(self._buttons[Answer.RETURN])
        self.second = Button(
            words("second_reading"), keys=keys("second_reading"), name="second-reading"
        ).kind("quiet")
        self.second.clicked.connect(self.reading_asked)
        self.readers = ReaderChoice()
        self.readers.asked.connect(self.reader_chosen)
        self.readers.left.connect(self.leave_readers)
        self.readers.hide()
        lines.addWidget(self.readers)
        lines.addWidget(self.second)
        for answer, button in self._buttons.items():
            button.clicked.connect(_giver(self, answer))

    def _say(self) -> None:
        self.comment.setPlaceholderText(tr("Note to the officer and the record"))
        self.comment.setAccessibleName(tr("Note to the officer and the record"))


class _AnswerButton(Button):
    """One of three answers; its words follow what is asked."""

    def __init__(self, box: AnswerBox, answer: Answer) -> None:
        self._box = box
        self._answer = answer
        name = _ANSWERS[answer]
        super().__init__(words(name), keys=keys(name), name=name.replace("_", "-"))
        self.kind("rest" if answer is Answer.RETURN else "decision", high=40)

    def words_now(self) -> str:
        """Return what this key does to the case that is open."""
        if not self._box.adjudicates:
            return {
                Answer.AGREE: tr("Agree"),
                Answer.DIFFER: tr("Differ"),
                Answer.RETURN: tr("Return to the officer"),
            }[self._answer]
        return {
            Answer.AGREE: tr("First stands"),
            Answer.DIFFER: tr("Second stands"),
            Answer.RETURN: tr("Neither: return to the officer"),
        }[self._answer]


def _giver(box: AnswerBox, answer: Answer) -> Words:
    def give() -> str:
        box.give(answer)
        return ""

    return give
