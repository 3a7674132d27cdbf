"""The right side: what was declared, seen, decided and why, of the decision that is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.decision import Recommendation
from app.domain.notice import Comparison, Severity
from app.domain.shipment import Shipment
from app.domain.supervision import (
    ANSWER_WORDS,
    DIFFER_REASONS,
    STANDS_WORDS,
    Answered,
    GivenVerdict,
    SecondReading,
)
from app.domain.supervision_case import Case, Difference
from app.ui import tokens
from app.ui.commands import COMMANDS
from app.ui.controls import Button, Panel, Rule, Text, Words, clear, column, row
from app.ui.i18n import languages, render, tr
from app.ui.i18n.formats import kilograms, minutes_left, moment, number
from app.ui.panels.changed import change_lines
from app.ui.panels.pieces import KeyValue, Shape
from app.ui.supervision.words import (
    KIND_WORDS,
    SEVERITY_OF_WHY,
    goods_of,
    reading_words,
    reasons_of,
    trip_words,
    why_words,
)

LABEL, WHOLE = 96, 200
"""Widths of a name: beside its value, and above it."""
SIDE, GAP, SHAPE, BAR = 16, 4, 24, 12
"""Free on either side, between a name and its value; what a shape of severity takes, and what the
scroll bar takes with the outline of the focus."""
_VERDICTS = {"agree": "agree", "disagree": "disagree", "unsure": "unsure"}


class CaseSide(QScrollArea):
    """Everything a supervisor judges by, read from top to bottom."""

    approve_asked = Signal(int, bool)
    """(line of a verdict, whether it may be trained on)."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("case-side")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # What is below the foot is read with the arrow keys.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        inside = Panel("panel")
        self._body: QVBoxLayout = column(margins=(SIDE, 12, SIDE, 12), gap=6)
        inside.setLayout(self._body)
        self.setWidget(inside)
        self._case: Case | None = None
        self._wide = 0
        languages.changed.connect(self._rebuild)
        self._rebuild()

    def show_case(self, case: Case | None) -> None:
        """Show another decision, or none."""
        same = case is not None and self._case is not None and _key(case) == _key(self._case)
        self._case = case
        self._rebuild()
        if not same:
            self.verticalScrollBar().setValue(0)

    def set_wide(self, wide: int) -> None:
        """Take the width of the page's right side, which says what fits beside its name."""
        if wide != self._wide:
            self._wide = wide
            self._rebuild()

    def _rebuild(self) -> None:
        clear(self._body)
        self.setAccessibleName(tr("The chosen decision"))
        self.verticalScrollBar().setAccessibleName(tr("Scroll"))
        case = self._case
        if case is None:
            self._add(Text(lambda: tr("Choose a decision at the left."), "body", "text2"))
        else:
            self._fill_head(case)
            self._fill_why(case)
            differs = case.line.reading is not None and case.line.reading.differs
            if differs:
                self._fill_readings(case)
                self._fill_decision(case)
            self._fill_declared(case)
            if not differs:
                self._fill_decision(case)
                self._fill_readings(case)
            self._fill_verdicts(case)
            self._fill_trip(case)
            self._fill_answers(case)
        self._body.addStretch(1)

    def _add(self, widget: QWidget) -> None:
        self._body.addWidget(widget)

    def _section(self, words: Words) -> None:
        self._add(Rule())
        self._add(Text(words, "body").styled(weight=600))

    def _fits(self, name: str, value: str, *, shaped: bool = False) -> bool:
        """Whether a value stands beside its name without being cut."""
        metrics = QFontMetrics(tokens.font("detail"))
        taken = 2 * SIDE + LABEL + GAP + BAR + (SHAPE if shaped else 0)
        room = self._wide - tokens.px(taken)
        return (
            metrics.horizontalAdvance(name) <= tokens.px(LABEL)
            and metrics.horizontalAdvance(value) <= room
            and "\n" not in value
        )

    def _value(self, words: Words, value: Words | str) -> None:
        """Put a value beside its name; one that would be cut there stands below it, whole."""
        said = value() if callable(value) else value
        if not self._fits(words(), said):
            self._add(Text(words, "detail", "text3"))
            self._add(Text(value, "detail", wrap=True).tight())
            return
        shown = KeyValue(words, label=LABEL)
        shown.tell(value)
        self._add(shown)

    def _fill_head(self, case: Case) -> None:
        number_of = case.declared[0].shipment_id if case.declared else case.line.item_id
        eta = case.line.eta
        head = row(gap=8)
        head.addWidget(Text(number_of, "body").styled(identifier=True), 1)
        if eta is not None:
            arrives = Text(
                lambda: tr("arrives in {time}", time=minutes_left(eta, case.opened_at)),
                "detail",
                "text2",
            )
            head.addWidget(arrives.firm())
        self._body.addLayout(head)
        self._add(Text(lambda: goods_of(case.line), "goods", wrap=True))
        where = " · ".join(one for one in (case.line.port, case.line.equipment) if one)
        self._add(Text(where, "detail", "text2"))

    def _fill_trip(self, case: Case) -> None:
        trip = case.trip
        if trip is not None and trip.shipments > 1:
            self._section(lambda: tr("What came with it"))
            self._value(lambda: trip.number, lambda: trip_words(trip))

    def _fill_why(self, case: Case) -> None:
        self._section(lambda: tr("Why it is here"))
        for why in case.line.why:
            line = row(gap=8)
            severity = SEVERITY_OF_WHY[why]
            shape = Shape(severity, tokens.SEVERITY_SMALL)
            line.addWidget(shape, 0, Qt.AlignmentFlag.AlignTop)
            tone = "amber" if severity in (Severity.WARNING, Severity.BLOCK) else "text"
            told = Text(_why(case, why), "detail", tone, wrap=True).styled(weight=600)
            line.addWidget(told.tight(), 1)
            self._body.addLayout(line)

    # --- what was declared ------------------------------------------------------------------------

    def _fill_declared(self, case: Case) -> None:
        if case.differences:
            self._section(lambda: tr("Data changed since the decision"))
            for difference in case.differences:
                self._add(Text(_versions(difference), "detail", "text3"))
                for line in change_lines(difference.changes):
                    self._add(Text(line, "detail", wrap=True).tight())
        self._section(lambda: tr("Declared, as it was decided"))
        if not case.declared:
            self._add(Text(lambda: tr("No shipment data"), "detail", "text2"))
        for shipment in case.declared:
            self._fill_shipment(shipment)
        if case.comparisons:
            self._section(lambda: tr("Declared and seen"))
            for comparison in case.comparisons:
                self._fill_comparison(comparison)

    def _fill_shipment(self, shipment: Shipment) -> None:
        mass, pieces = shipment.gross_kg, shipment.pieces
        self._value(lambda: tr("Goods"), shipment.goods_text or "–")
        self._value(lambda: tr("Pieces"), lambda: "–" if pieces is None else number(pieces))
        self._value(lambda: tr("Mass"), lambda: kilograms(_float(mass)) or "–")
        consignee = shipment.consignee
        if consignee is not None:
            self._value(lambda: tr("Consignee"), consignee.name)

    def _fill_comparison(self, comparison: Comparison) -> None:
        def both() -> str:
            return f"{render(comparison.declared)}  |  {render(comparison.seen)}"

        named = render(comparison.quantity)
        long = not self._fits(named, both(), shaped=True)
        shown = KeyValue(
            lambda: render(comparison.quantity), label=WHOLE if long else LABEL, shaped=True
        )
        shown.tell("" if long else both)
        shown.show_severity(comparison.severity)
        self._add(shown)
        if long:
            self._add(Text(both, "detail", wrap=True).tight())

    # --- what was decided -------------------------------------------------------------------------

    def _fill_decision(self, case: Case) -> None:
        made = case.decision
        self._section(lambda: tr("Decision of {name}", name=case.name(made.officer)))
        self._fill_recommendation(made, lambda: reasons_of(made))
        for key, why in made.overrides.items():
            self._value(_overridden(key), why)
        if made.model:
            first = any(one.shown_before_first_judgement for one in made.model)
            self._value(lambda: tr("Model first?"), lambda: tr("Yes") if first else tr("No"))
        seen = sum(one.full_extent for one in made.scans)
        self._value(
            lambda: tr("Seen"),
            lambda: tr("{seen} of {all} views to the end", seen=seen, all=len(made.scans)),
        )
        self._value(
            lambda: tr("Sealed"),
            lambda: tr("Line {line}, {time}", line=case.line.line, time=moment(_signed(made))),
        )

    def _fill_recommendation(self, made: Recommendation, reasons: Words) -> None:
        self._value(lambda: tr("Recommended"), lambda: tr(KIND_WORDS[made.kind]))
        self._value(lambda: tr("Reason"), reasons)
        if made.note:
            self._value(lambda: tr("Note"), made.note)
        places = ", ".join(region.label for region in made.regions)
        if places:
            self._value(lambda: tr("Places"), places)
        self._value(lambda: tr("Confidence"), lambda: tr("{sure} of 5", sure=made.confidence))

    def _fill_verdicts(self, case: Case) -> None:
        if not case.verdicts:
            return
        self._section(lambda: tr("Verdicts on findings"))
        for given in case.verdicts:
            self._add(self._verdict(given, case))

    def _verdict(self, given: GivenVerdict, case: Case) -> QWidget:
        """One verdict, and whether it may be trained on."""
        line = QWidget()
        layout = row(gap=8)
        line.setLayout(layout)
        name = case.name(given.officer)
        said = COMMANDS[_VERDICTS[given.verdict]]
        words = Text(lambda: f"M{given.number}  {said.words} · {name}", "detail")
        layout.addWidget(words, 1)
        approved = given.approval is not None and given.approval.approved
        press = Button(
            (lambda: tr("Approved")) if approved else (lambda: tr("Approve")),
            icon="check-circle" if approved else "",
            name=f"approve-{given.line}",
        ).kind("quiet", high=tokens.SEGMENT, role="detail")
        press.describe(lambda: tr("Whether this verdict may be used to train the model"))
        press.clicked.connect(lambda: self.approve_asked.emit(given.line, not approved))
        layout.addWidget(press)
        return line

    # --- what came after --------------------------------------------------------------------------

    def _fill_readings(self, case: Case) -> None:
        reading = case.line.reading
        if reading is None:
            return
        self._section(lambda: tr("Second reading"))
        self._add(Text(lambda: reading_words(case, reading), "detail", wrap=True).tight())
        signed = reading.signed
        if signed is not None:
            self._fill_recommendation(signed, lambda: reasons_of(signed))
        for line in _adjudicated(case, reading):
            self._add(Text(line, "detail", wrap=True).tight())

    def _fill_answers(self, case: Case) -> None:
        if not case.answers:
            return
        self._section(lambda: tr("Said before"))
        for said in case.answers:
            self._add(Text(_answer(case, said), "detail", wrap=True).tight())


def _key(case: Case) -> str:
    return case.line.recommendation_id


def _why(case: Case, why: object) -> Words:
    return lambda: why_words(case.line, next(one for one in case.line.why if one is why))


def _overridden(key: str) -> Words:
    return lambda: tr("Overridden: {rule}", rule=key)


def _versions(difference: Difference) -> Words:
    return lambda: tr(
        "{shipment}: seen v{seen}, today v{now}",
        shipment=difference.shipment_id,
        seen=difference.seen,
        now=difference.now,
    )


def _float(mass: Decimal | None) -> float | None:
    return None if mass is None else float(mass)


def _signed(made: Recommendation) -> dt.datetime:
    return made.times.decided_at


def _adjudicated(case: Case, reading: SecondReading) -> Iterator[Words]:
    done = reading.adjudicated
    if done is not None:
        yield lambda: f"{case.name(done.by)}: {tr(STANDS_WORDS[done.stands])}. {done.comment}"


def _answer(case: Case, said: Answered) -> Words:
    def words() -> str:
        reasons = ", ".join(tr(DIFFER_REASONS[code]) for code in said.reasons)
        parts = (tr(ANSWER_WORDS[said.answer]), reasons, said.comment)
        return f"{case.name(said.by)}: {'. '.join(one for one in parts if one)}"

    return words
