"""What an examination came to, typed in the window: held against the places of the referral."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.decision import Kind, Recommendation, Region
from app.domain.errors import KnownError
from app.domain.exam_result import (
    FOUND_WORDS,
    HIT_WORDS,
    OUTCOME_WORDS,
    ExamOutcome,
    ExamResult,
    Found,
    FoundCode,
    Hit,
    RegionHit,
)
from app.domain.words import Sentence, phrase, say
from app.ui import tokens
from app.ui.commands import keys, words
from app.ui.controls import Button, Check, Panel, Segment, Text, Words, clear, column, row
from app.ui.desk import Desk
from app.ui.exam_times import ExamTimes
from app.ui.i18n import languages, tr
from app.ui.i18n.formats import moment
from app.ui.jobs import log_failed
from app.ui.panels.field import Field
from app.ui.panels.form_words import region_place
from app.ui.panels.pieces import MessageLine
from app.ui.shown import Message, Tone

WIDE = 960
LABEL, PLACE = 36, 200
PER_ROW = 3
_SIGNED = phrase("{item}: {kind}, signed {time} by {officer}")
_KINDS = {True: phrase("referral"), False: phrase("no referral, so this was found later")}


class ExamPage(Panel):
    """A page of its own beside queue and review; nothing on it changes a decision."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("bg", name="exam-page")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = desk
        self._decision: Recommendation | None = None
        self.places: dict[str, Segment] = {}
        self.number = _line("exam-number")
        self.look = Button(lambda: tr("Look up"), keys="Return", name="exam-look")
        self.about = Text("", "body", wrap=True)
        self.about.setObjectName("exam-about")
        self.outcome = Segment(
            [(one, _told(text)) for one, text in OUTCOME_WORDS.items()], name="exam-outcome"
        )
        self.officer = _line("exam-officer")
        self.began, self.ended = _line("exam-began"), _line("exam-ended")
        self._times = ExamTimes(self._now, self.began, self.ended)
        self.reason, self.comments = _line("exam-reason"), _line("exam-comments")
        self.found = {
            code: Check(_told(text), name=f"exam-{code.value}")
            for code, text in FOUND_WORDS.items()
        }
        self.keep = Button(lambda: tr("Keep the result"), keys=keys("sign"), name="exam-keep")
        self.keep.kind("primary", high=40)
        self.told = MessageLine(name="exam-told")
        self._lay()
        self._connect()
        self._show(None)
        self._say()

    def take_focus(self) -> None:
        """Begin with the number; the item that is open offers its own."""
        shown = self._desk.review.shown
        if shown is not None and shown.item.decisions and not self.number.text():
            self.number.setText(shown.item.item_id)
        self.told.show_message(None)
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the measures of small windows, so that the whole form is in sight."""
        super().resizeEvent(event)
        compact = self.height() < tokens.px(tokens.COMPACT_WINDOW[1])
        side, end = tokens.px(40), tokens.px(8 if compact else 24)
        self._outer.setContentsMargins(side, end, side, end)
        self._outer.setSpacing(tokens.px(8 if compact else 16))
        for lines, gap in ((self._lines, 8), (self._form.layout(), 8)):
            if lines is not None:
                lines.setSpacing(tokens.px(gap if compact else 12))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc; keep with the keys that sign elsewhere."""
        entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif entered and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.keep.isVisible() and self.keep.isEnabled():
                self._keep()
        else:
            super().keyPressEvent(event)

    def _lay(self) -> None:
        self._outer = outer = column(margins=(40, 24, 40, 24), gap=16)
        self.setLayout(outer)
        head = row()
        head.addWidget(Text(words("exam_result"), "goods"), 1)
        back = Button(lambda: tr("Back"), keys=keys("back"), name="exam-back").kind("quiet")
        back.clicked.connect(self.left)
        head.addWidget(back)
        outer.addLayout(head)
        panel = Panel("panel", name="exam-panel")
        panel.setMaximumWidth(tokens.px(WIDE))
        self._lines = lines = column(margins=(16, 16, 16, 16), gap=12)
        panel.setLayout(lines)
        self._lay_number(lines)
        self._form = QWidget()
        lines.addWidget(self._form)
        self._lay_form()
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(panel)
        self._area = area
        outer.addWidget(area, 1)
        # What is asked of the officer stays in sight however far the form is scrolled.
        for part in (self.told, self.keep):
            part.setMaximumWidth(tokens.px(WIDE))
            outer.addWidget(part)

    def _lay_number(self, lines: QVBoxLayout) -> None:
        holder = QWidget()
        line = row(gap=8)
        line.addWidget(self.number, 1)
        line.addWidget(self.look)
        holder.setLayout(line)
        lines.addWidget(Field(lambda: tr("Referral, package or item"), holder, name="exam-number"))
        lines.addWidget(self.about)

    def _lay_form(self) -> None:
        lines = column(gap=12)
        self._form.setLayout(lines)
        lines.addWidget(Field(lambda: tr("What came of it"), self.outcome, name="exam-outcome"))
        self._places = QWidget()
        self._place_lines = column(gap=4)
        self._places.setLayout(self._place_lines)
        lines.addWidget(
            Field(lambda: tr("At the places of the referral"), self._places, name="exam-places")
        )
        lines.addWidget(Field(lambda: tr("What was found"), self._make_found(), name="exam-found"))
        pair = row(gap=16)
        pair.addWidget(Field(lambda: tr("Who examined"), self.officer, name="exam-officer"), 1)
        pair.addWidget(self._times, 2)
        lines.addLayout(pair)
        self._why = Field(lambda: tr("Why nothing was examined"), self.reason, name="exam-reason")
        said = row(gap=16)
        said.addWidget(Field(lambda: tr("In words"), self.comments, name="exam-comments"), 1)
        said.addWidget(self._why, 1)
        lines.addLayout(said)

    def _make_found(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens.px(8))
        grid.setVerticalSpacing(0)
        for place, check in enumerate(self.found.values()):
            grid.addWidget(check, place // PER_ROW, place % PER_ROW)
        return holder

    def _connect(self) -> None:
        self.number.returnPressed.connect(self._ask)
        self.look.clicked.connect(self._ask)
        self.keep.clicked.connect(self._keep)
        self.outcome.chosen.connect(lambda _: self._show_why())
        self._desk.session_changed.connect(self._begin_anew)
        languages.changed.connect(self._say)

    def _begin_anew(self) -> None:
        self.number.clear()
        self._show(None)

    def _ask(self) -> None:
        number = self.number.text().strip()
        find, officer = self._desk.wiring.referral, self._desk.officer
        if number and find is not None and officer is not None:
            self.told.show_message(None)
            self._desk.jobs.write(lambda: find(number, officer), self._show, self._failed)

    def _show(self, decision: Recommendation | None) -> None:
        """Show the form for a decision, empty, or no form."""
        self._decision = decision
        for part in (self._form, self.keep):
            part.setVisible(decision is not None)
        self.about.set_words(self._about_words)
        self._clear_form()
        if decision is None:
            return
        for region in decision.regions:
            segment = Segment(
                [(hit, _told(text)) for hit, text in HIT_WORDS.items()],
                name=f"exam-place-{region.label}",
            )
            self.places[region.label] = segment
            self._place_lines.addLayout(_place_line(region, segment))
        self._times.begin()
        self.outcome.part(ExamOutcome.RESULTANT).setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear_form(self) -> None:
        clear(self._place_lines)
        self.places = {}
        self.outcome.choose(None)
        self._times.clear()
        for line in (self.officer, self.reason, self.comments):
            line.clear()
        for check in self.found.values():
            check.setChecked(False)
        self._show_why()

    def _show_why(self) -> None:
        # Its place stays its own: nothing moves while one chooses.
        examined = self.outcome.value is not ExamOutcome.NOT_EXAMINED
        self._why.setEnabled(not examined)
        self._times.let_begin(examined=examined)

    def _keep(self) -> None:
        keep, officer = self._desk.wiring.keep_result, self._desk.officer
        result = self._result()
        if isinstance(result, Sentence):
            self._refuse(result)
        elif keep is not None and officer is not None:
            self.keep.setEnabled(False)
            self._desk.jobs.write(lambda: keep(result, officer), self._kept, self._failed)

    def _result(self) -> ExamResult | Sentence:
        """Return what is typed as a result, or what is missing."""
        outcome, decision, times = self.outcome.value, self._decision, self._times.times()
        if decision is None or not isinstance(outcome, ExamOutcome):
            return say("Say what came of it.")
        missing = self._missing(outcome)
        if missing is not None:
            return missing
        if isinstance(times, Sentence):
            return times
        return ExamResult(
            referral_id=decision.recommendation_id,
            outcome=outcome,
            officer=self.officer.text().strip(),
            started_at=times[0],
            ended_at=times[1],
            reason=self.reason.text().strip() if self._why.isEnabled() else "",
            findings=tuple(Found(code) for code in FoundCode if self.found[code].isChecked()),
            regions=tuple(
                RegionHit(label, segment.value)
                for label, segment in self.places.items()
                if isinstance(segment.value, Hit)
            ),
            comments=self.comments.text().strip(),
        )

    def _missing(self, outcome: ExamOutcome) -> Sentence | None:
        if not self.officer.text().strip():
            return say("Say who examined.")
        if outcome is ExamOutcome.NOT_EXAMINED and not self.reason.text().strip():
            return say("Say why nothing was examined.")
        return None

    def _kept(self, kept: object) -> None:
        self.keep.setEnabled(True)
        self._show(None)
        self.number.clear()
        same = say("This result was on record already.")
        self.told.show_message(Message(same if kept is None else say("The result is on record.")))
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: BaseException) -> None:
        self.keep.setEnabled(True)
        if isinstance(error, KnownError):
            self._refuse(error.sentence)
        else:
            log_failed(error)
            self._refuse(say("The record cannot be opened: {why}", why=error))

    def _refuse(self, why: Sentence) -> None:
        self.told.show_message(Message(why, Tone.WARNING))

    def _about_words(self) -> str:
        decision = self._decision
        if decision is None:
            return tr("The number stands on the paper, in referral.json and in the queue.")
        return tr(
            _SIGNED,
            item=decision.item_id,
            kind=tr(_KINDS[decision.kind is Kind.REFER_FOR_EXAM]),
            time=moment(decision.times.decided_at),
            officer=decision.officer,
        )

    def _now(self) -> dt.datetime:
        return self._desk.wiring.clock.now().astimezone()

    def _say(self) -> None:
        self.setAccessibleName(tr("Result of an exam"))
        names: tuple[tuple[QLineEdit, Words], ...] = (
            (self.number, lambda: tr("Referral, package or item")),
            (self.officer, lambda: tr("Who examined")),
            (self.reason, lambda: tr("Why nothing was examined")),
            (self.comments, lambda: tr("In words")),
        )
        for line, name in names:
            line.setAccessibleName(name())
        self._times.say_names()
        for bar in (self._area.verticalScrollBar(), self._area.horizontalScrollBar()):
            bar.setAccessibleName(tr("Scroll"))


def _place_line(region: Region, segment: Segment) -> QHBoxLayout:
    line = row(gap=12)
    label = Text(region.label, "body")
    label.setFixedWidth(tokens.px(LABEL))
    place = Text(lambda: region_place(region), "body", "text2", wrap=True)
    place.setMinimumWidth(tokens.px(PLACE))
    line.addWidget(label)
    line.addWidget(place, 2)
    line.addWidget(segment, 3)
    return line


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    line.setFixedHeight(tokens.px(tokens.CONTROL))
    return line


def _told(text: str) -> Words:
    return lambda: tr(text)
