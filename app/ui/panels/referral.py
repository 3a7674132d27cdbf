"""The decision side opened in place: what is signed, and what it still lacks, at the field."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from app.domain.decision import Draft, ExamType, Kind, Region, Urgency
from app.domain.errors import Missing
from app.domain.words import phrase
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import (
    Button,
    Check,
    Panel,
    Rule,
    Segment,
    Text,
    Words,
    clear,
    column,
    row,
    said,
)
from app.ui.i18n import languages, render, tr
from app.ui.keycap import cap_words
from app.ui.panels import form_words
from app.ui.panels.field import Field
from app.ui.panels.pieces import MessageLine
from app.ui.panels.reasons import Reasons
from app.ui.shown import Checked, Message, Shown

NOTE_HIGH = 60
HOLDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.MetaModifier
)
ELSEWHERE = phrase("Back in review: {what}")


class Referral(Panel):
    """The form of every kind of decision; fields that a kind lacks are not there."""

    edited = Signal(object)
    """Draft: something was filled in."""
    sign_asked = Signal(object)
    """Draft."""
    back_asked = Signal()
    mark_asked = Signal()
    region_chosen = Signal(object)
    """Region to be shown."""
    acted = Signal(str)

    def __init__(self) -> None:
        super().__init__("panel", name="referral")
        self._kind = Kind.REFER_FOR_EXAM
        self._shown: Shown | None = None
        self._checked: Checked | None = None
        self._insist = False
        self._filling = False
        self._compact = False
        self._regions: tuple[Region, ...] = ()
        self._checks: list[Check] = []
        self._outer = column(gap=0)
        self.setLayout(self._outer)
        self._outer.addWidget(Rule(accent=True))
        self._fill_head()
        self._fill_fields()
        self._fill_foot()
        languages.changed.connect(self._say)
        self.set_compact(False)

    def event(self, event: QEvent) -> bool:
        """Take the digits 1 to 5 while the form has the focus; text fields take theirs first."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and _confidence(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say how sure one is by its digit."""
        sure = _confidence(event)
        if sure is None:
            super().keyPressEvent(event)
            return
        self.confidence.choose(sure)
        self._edit()

    @property
    def kind(self) -> Kind:
        """What is being decided."""
        return self._kind

    @property
    def draft(self) -> Draft:
        """What is filled in now."""
        exam = self.exam.value
        urgency = self.urgency.value
        confidence = self.confidence.value
        refer = self._kind is Kind.REFER_FOR_EXAM
        return Draft(
            kind=self._kind,
            reasons=self.reasons.codes,
            region_labels=self._labels() if refer else (),
            exam=exam if isinstance(exam, ExamType) and refer else None,
            exam_place=self.place.text().strip() if refer else "",
            urgency=urgency if isinstance(urgency, Urgency) and refer else Urgency.ROUTINE,
            confidence=confidence if isinstance(confidence, int) else None,
            note=self.note.toPlainText().strip(),
        )

    def open_form(self, shown: Shown, draft: Draft) -> None:
        """Show the form of a draft's kind, filled with it."""
        self._kind = draft.kind
        self._shown = shown
        self._checked = None
        self._insist = False
        self._filling = True
        origins = form_words.origins(shown)
        self.reasons.show_reasons(form_words.reasons_of(draft.kind), draft.reasons, origins)
        self._show_regions(shown.regions, draft.region_labels)
        self.exam.choose(draft.exam)
        self.urgency.choose(draft.urgency)
        self.confidence.choose(draft.confidence)
        self.place.setText(draft.exam_place)
        self.note.setPlainText(draft.note)
        self._filling = False
        self._say()
        self.edited.emit(self.draft)

    def show_item(self, shown: Shown) -> None:
        """Take in what changed of the item: a new mark becomes a place, chosen at once."""
        self._shown = shown
        known = {region.label for region in self._regions}
        added = tuple(r.label for r in shown.regions if r.label not in known)
        if shown.regions != self._regions:
            self._show_regions(shown.regions, self._labels() + added)
            self._edit()

    def show_checked(self, checked: Checked) -> None:
        """Say beside each field what is missing."""
        if checked.draft.kind is self._kind:
            self._checked = checked
            self._say_missing()

    def show_message(self, message: Message | None) -> None:
        """Show a sentence above *sign*."""
        self.message.show_message(message)

    def ask_to_sign(self) -> None:
        """Sign, or say plainly what is missing."""
        self._insist = True
        self._say_missing()
        self.sign_asked.emit(self.draft)

    def show_busy(self, busy: bool) -> None:
        """Say that the signature is on its way."""
        self.sign.setEnabled(not busy)
        if busy:
            self.sign.set_words(lambda: tr("Signing"))
        else:
            self.sign.set_words(lambda: tr(form_words.SIGN_WORDS[self._kind]))

    def _back_words(self) -> str:
        title = tr(form_words.TITLES[self._kind])
        long = tr("Back, keeps the draft")
        room = self.width() - self._title.width_of(title) - tokens.px(96)
        return tr("Back") if self._compact or self._title.width_of(long) * 0.75 > room else long

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        self._compact = compact
        self.back.set_words(self._back_words)
        self._title.set_compact(compact)
        measures = tokens.COMPACT if compact else tokens.FULL
        side = tokens.px(measures.margin)
        self._inside_column.setContentsMargins(side, 0, side, tokens.px(8))
        self._head.setContentsMargins(side, tokens.px(8), side, tokens.px(4))
        self._foot.setContentsMargins(side, tokens.px(4), side, tokens.px(8 if compact else 16))
        self.sign.kind("primary", high=measures.command, role="section" if compact else "command")

    def focus_reasons(self) -> None:
        """Put the cursor into the search of reasons."""
        self.reasons.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fill_head(self) -> None:
        self._head = row(gap=8)
        self._title = Text(lambda: tr(form_words.TITLES[self._kind]), "command")
        self._title.setObjectName("form-title")
        back = Button(self._back_words, keys=keys("back"), name="back")
        back.kind("bare", high=24)
        back.role = "detail"
        back.clicked.connect(self.back_asked)
        self.back = back
        self._head.addWidget(self._title, 1)
        self._head.addWidget(back)
        self._outer.addLayout(self._head)

    def _fill_fields(self) -> None:
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = Panel("panel")
        self._inside_column = column(gap=6)
        inside.setLayout(self._inside_column)
        self._area.setWidget(inside)
        self._outer.addWidget(self._area, 1)
        self.reasons = Reasons()
        self.reasons.changed.connect(self._edit)
        self.reasons.changed.connect(self._order_tabs)
        self.reasons.left.connect(self.setFocus)
        self._fields = {"reasons": Field(lambda: tr("Reasons"), self.reasons, name="reasons")}
        self._fill_regions()
        self._fill_exam()
        self._fill_judgement()
        for field in self._fields.values():
            self._inside_column.addWidget(field)
        self._inside_column.addStretch(1)

    def _fill_regions(self) -> None:
        self._places = QWidget()
        self._places_column = column(gap=0)
        self._places.setLayout(self._places_column)
        field = Field(lambda: tr("Where to look"), self._places, name="regions")
        mark = Button(lambda: tr("new mark"), keys=keys("mark"), name="new-mark")
        mark.kind("bare", high=20).cap_first()
        mark.role = "detail"
        mark.clicked.connect(self.mark_asked)
        field.add(mark)
        self._fields["regions"] = field
        self._new_mark = mark

    def _fill_exam(self) -> None:
        self.exam = Segment(
            [(one, _said(text)) for one, text in form_words.EXAM_WORDS.items()],
            high=tokens.SEGMENT,
            per_row=4,
            name="exam",
        )
        self.exam.chosen.connect(self._edit)
        self._fields["exam"] = Field(lambda: tr("Exam"), self.exam, name="exam")
        self.place = QLineEdit()
        self.place.setObjectName("exam-place")
        self.place.setFixedHeight(tokens.px(tokens.CONTROL))
        self.place.textEdited.connect(self._edit)
        self._fields["place"] = Field(lambda: tr("Place"), self.place, beside=True, name="place")
        self.urgency = Segment(
            [(one, _said(text)) for one, text in form_words.URGENCY_WORDS.items()],
            high=tokens.SEGMENT,
            name="urgency",
        )
        self.urgency.chosen.connect(self._edit)
        self._fields["urgency"] = Field(lambda: tr("Urgency"), self.urgency, name="urgency")

    def _fill_judgement(self) -> None:
        self.confidence = Segment(
            [(number, said(str(number))) for number in range(1, 6)],
            high=tokens.SEGMENT,
            name="confidence",
        )
        self.confidence.chosen.connect(self._edit)
        self._fields["confidence"] = Field(
            lambda: tr("Confidence"),
            self.confidence,
            hint=lambda: tr("1 is a guess, 5 is sure"),
            name="confidence",
        )
        self.note = QPlainTextEdit()
        self.note.setObjectName("note")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(tokens.px(NOTE_HIGH))
        self.note.textChanged.connect(self._edit)
        self._fields["note"] = Field(
            lambda: tr(form_words.NOTE_WORDS[self._kind]),
            self.note,
            hint=lambda: tr("optional"),
            name="note",
        )

    def _fill_foot(self) -> None:
        self._foot = column(gap=6)
        self.message = MessageLine(name="form-message")
        self.message.acted.connect(self.acted)
        self._status = Text("", "detail", "text2", wrap=True)
        self._status.setObjectName("form-status")
        self.sign = Button(
            lambda: tr(form_words.SIGN_WORDS[self._kind]),
            keys=keys("sign"),
            icon="note-pencil",
            name="sign",
        )
        self.sign.clicked.connect(self.ask_to_sign)
        self._foot.addWidget(self.message)
        self._foot.addWidget(self._status)
        self._foot.addWidget(self.sign)
        self._outer.addLayout(self._foot)

    def _show_regions(self, regions: tuple[Region, ...], chosen: tuple[str, ...]) -> None:
        self._regions = regions
        clear(self._places_column)
        self._checks = []
        shown = self._shown
        if shown is None:
            return
        for region in regions:
            check = Check(
                said(form_words.region_title(shown, region)),
                tag=region.label,
                below=said(form_words.region_place(region)),
                name=f"region-{region.label}",
            )
            check.setProperty("label", region.label)
            check.setChecked(region.label in chosen)
            check.toggled.connect(self._edit)
            check.clicked.connect(self._region_clicked)
            self._places_column.addWidget(check)
            self._checks.append(check)
        if not regions:
            hint = tr("Draw a mark with {key}.", key=cap_words(keys("mark")))
            self._places_column.addWidget(Text(hint, "detail", "text2"))
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab walk the form from top to bottom, whatever was made last."""
        parts: list[QWidget] = [self.reasons.search, *self.reasons.lines, self._new_mark]
        parts += [*self._checks, self.exam.part(ExamType.TAILGATE)]
        for before, after in itertools.pairwise(parts):
            QWidget.setTabOrder(before, after)

    def _region_clicked(self) -> None:
        check = self.sender()
        label = str(check.property("label"))
        for region in self._regions:
            if region.label == label:
                self.region_chosen.emit(region)

    def _labels(self) -> tuple[str, ...]:
        return tuple(str(check.property("label")) for check in self._checks if check.isChecked())

    def _edit(self) -> None:
        if not self._filling:
            self.edited.emit(self.draft)

    def _say(self) -> None:
        refer = self._kind is Kind.REFER_FOR_EXAM
        for name in ("regions", "exam", "place", "urgency"):
            self._fields[name].setVisible(refer)
        self._title.set_words(lambda: tr(form_words.TITLES[self._kind]))
        self.back.set_words(self._back_words)
        self._fields["note"].set_words(lambda: tr(form_words.NOTE_WORDS[self._kind]))
        self.show_busy(False)
        self.place.setAccessibleName(tr("Place"))
        self.note.setAccessibleName(tr(form_words.NOTE_WORDS[self._kind]))
        self.place.setPlaceholderText(tr("Port and warehouse"))
        if self._shown is not None and refer:
            labels = self._labels()
            self._filling = True
            self._show_regions(self._shown.regions, labels)
            self._filling = False
        self._say_missing()

    def _say_missing(self) -> None:
        missing = self._checked.missing if self._checked else ()
        by_field: dict[str, Missing] = {}
        for one in missing:
            by_field.setdefault(one.field, one)
        for name, field in self._fields.items():
            sentence = render(by_field.pop(name).sentence) if name in by_field else ""
            field.show_missing(sentence, insist=self._insist)
        self.reasons.set_missing(self._insist and any(one.field == "reasons" for one in missing))
        self.exam.set_missing(self._insist and any(one.field == "exam" for one in missing))
        self.confidence.set_missing(
            self._insist and any(one.field == "confidence" for one in missing)
        )
        self._status.set_words(lambda: self._status_words(missing, tuple(by_field.values())))
        self._status.set_tone("amber" if self._insist and missing else "text2")

    def _status_words(self, missing: tuple[Missing, ...], elsewhere: tuple[Missing, ...]) -> str:
        if elsewhere:
            return tr(ELSEWHERE, what=render(elsewhere[0].sentence))
        if missing:
            count = len(missing)
            return tr("1 part missing") if count == 1 else tr("{count} parts missing", count=count)
        if self._kind is Kind.REFER_FOR_EXAM and self.place.text().strip():
            return tr("Nothing missing. Goes to {place}.", place=self.place.text().strip())
        return tr("Nothing missing.")


def _said(text: str) -> Words:
    return lambda: tr(text)


def _confidence(event: QKeyEvent) -> int | None:
    """Return the digit from 1 to 5 that was pressed, None for any other key."""
    digit = event.key() - Qt.Key.Key_0
    return digit if 1 <= digit <= 5 and not event.modifiers() & HOLDS else None
