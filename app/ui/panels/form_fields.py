"""The fields of a decision form, and the draft that they make."""

from __future__ import annotations

import itertools

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.domain.decision import OVERRIDABLE, Draft, ExamType, Kind, Urgency
from app.domain.errors import Missing
from app.domain.second import SecondPerson
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Button, Panel, Segment, Words, column, said
from app.ui.i18n import render, tr
from app.ui.panels import form_words
from app.ui.panels.field import Field, outline_missing
from app.ui.panels.reasons import Reasons
from app.ui.panels.region_checks import RegionChecks
from app.ui.panels.second_row import SecondRow
from app.ui.panels.subject_checks import SubjectChecks
from app.ui.shown import Shown

NOTE_HIGH = 60
OF_REFERRAL = ("regions", "exam", "place", "urgency")
"""Fields that no other kind of decision has."""


class FormFields(Panel):
    """What is filled in; fields that a kind lacks are not there."""

    edited = Signal()
    """Something was filled in."""
    mark_asked = Signal()
    region_chosen = Signal(object)
    """Region to be shown."""
    second_changed = Signal()
    """Somebody types who signs in beside the officer: no part of the draft."""
    sign_asked = Signal()

    def __init__(self) -> None:
        super().__init__("panel")
        self._kind = Kind.REFER_FOR_EXAM
        self._filling = False
        self._column = column(gap=6)
        self.setLayout(self._column)
        self.reasons = Reasons()
        self.reasons.changed.connect(self._edit)
        self.reasons.changed.connect(self._order_tabs)
        self._fields = {"reasons": Field(lambda: tr("Reasons"), self.reasons, name="reasons")}
        self._fill_subjects()
        self._fill_regions()
        self._fill_exam()
        self._fill_override()
        self._fill_second()
        self._fill_judgement()
        for field in self._fields.values():
            self._column.addWidget(field)
        self._column.addStretch(1)

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
            region_labels=self.regions.labels if refer else (),
            region_subjects=self.regions.belongs if refer else (),
            subjects=self.subjects.subjects if self._may_choose else (),
            exam=exam if isinstance(exam, ExamType) and refer else None,
            exam_place=self.place.text().strip() if refer else "",
            urgency=urgency if isinstance(urgency, Urgency) and refer else Urgency.ROUTINE,
            confidence=confidence if isinstance(confidence, int) else None,
            note=self.note.toPlainText().strip(),
            overrides=self._overrides(),
        )

    @property
    def second_person(self) -> SecondPerson | None:
        """Who signs in beside the officer; None while nobody is asked for, or not whole."""
        return None if self._fields["second"].isHidden() else self.second.person

    @property
    def _may_choose(self) -> bool:
        """Whether a decision of this kind may speak of some shipments of a scan only.

        A release recommendation speaks of all that the image shows.
        """
        return self._kind is not Kind.RECOMMEND_RELEASE and self.subjects.several

    def fill(self, shown: Shown, draft: Draft) -> None:
        """Show the fields of a draft's kind, filled with it; nothing counts as edited."""
        self._kind = draft.kind
        self._filling = True
        origins = form_words.origins(shown)
        self.reasons.show_reasons(form_words.reasons_of(draft.kind), draft.reasons, origins)
        self.subjects.show_subjects(shown, draft.subjects)
        self._show_regions(shown, draft.region_labels, draft.region_subjects)
        self.exam.choose(draft.exam)
        self.urgency.choose(draft.urgency)
        self.confidence.choose(draft.confidence)
        self.place.setText(draft.exam_place)
        self.note.setPlainText(draft.note)
        self.override.setText(next(iter(draft.overrides.values()), ""))
        self._fields["override"].setVisible(bool(draft.overrides))
        self.second.clear()
        self._fields["second"].hide()
        self._filling = False

    def show_item(self, shown: Shown) -> None:
        """Take in what changed of the item: a new mark becomes a place, chosen at once."""
        before = self.regions.regions
        known = {region.label for region in before}
        added = tuple(r.label for r in shown.regions if r.label not in known)
        if shown.regions != before:
            self._show_regions(shown, self.regions.labels + added)
            self._edit()

    def be_sure(self, confidence: int) -> None:
        """Say how sure one is, from 1 to 5."""
        self.confidence.choose(confidence)
        self._edit()

    def show_missing(self, missing: tuple[Missing, ...], *, insist: bool) -> tuple[Missing, ...]:
        """Say beside each field what is missing; return what no field of this form has."""
        by_field: dict[str, Missing] = {}
        for one in missing:
            by_field.setdefault(one.field, one)
        if "override" in by_field or not self.override.text():
            # Once it was asked for it stays until the form is left: nothing jumps while typing.
            self._fields["override"].setVisible("override" in by_field)
        self._fields["second"].setVisible("second" in by_field)
        if self.second_person is not None:
            by_field.pop("second", None)
        for name, field in self._fields.items():
            sentence = render(by_field.pop(name).sentence) if name in by_field else ""
            field.show_missing(sentence, insist=insist)
        loud = {one.field for one in missing} if insist else set()
        self.reasons.set_missing("reasons" in loud)
        self.exam.set_missing("exam" in loud)
        self.confidence.set_missing("confidence" in loud)
        outline_missing(self.override, "override" in loud)
        for part in (self.second.account, self.second.password):
            outline_missing(part, "second" in loud and not part.text().strip())
        return tuple(by_field.values())

    def say(self, shown: Shown | None) -> None:
        """Say every field in the language in force, and leave out what this kind lacks."""
        refer = self._kind is Kind.REFER_FOR_EXAM
        for name in OF_REFERRAL:
            self._fields[name].setVisible(refer)
        self._fields["subjects"].setVisible(self._may_choose)
        self._fields["note"].set_words(lambda: tr(form_words.NOTE_WORDS[self._kind]))
        self.place.setAccessibleName(tr("Place"))
        self.note.setAccessibleName(tr(form_words.NOTE_WORDS[self._kind]))
        self.override.setAccessibleName(tr("Override, with a reason"))
        self.place.setPlaceholderText(tr("Port and warehouse"))
        if shown is not None:
            self.reasons.show_origins(form_words.origins(shown))
        if shown is not None and refer:
            self._filling = True
            self._show_regions(shown, self.regions.labels)
            self._filling = False

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        side = tokens.px((tokens.COMPACT if compact else tokens.FULL).margin)
        self._column.setContentsMargins(side, 0, side, tokens.px(8))

    def _fill_subjects(self) -> None:
        self.subjects = SubjectChecks()
        self.subjects.changed.connect(self._edit)
        self._fields["subjects"] = Field(
            lambda: tr("Speaks of"),
            self.subjects,
            hint=lambda: tr("none chosen: the equipment"),
            name="subjects",
        )

    def _fill_regions(self) -> None:
        self.regions = RegionChecks()
        self.regions.changed.connect(self._edit)
        self.regions.region_chosen.connect(self.region_chosen)
        field = Field(lambda: tr("Where to look"), self.regions, name="regions")
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

    def _fill_override(self) -> None:
        self.override = QLineEdit()
        self.override.setObjectName("override")
        self.override.textChanged.connect(self._edit)
        self._fields["override"] = Field(
            lambda: tr("Override, with a reason"), self.override, name="override"
        )

    def _fill_second(self) -> None:
        self.second = SecondRow("second")
        self.second.changed.connect(self.second_changed)
        self.second.entered.connect(self.sign_asked)
        # The same words stay as a hint once both are filled: nothing moves while one types.
        self._fields["second"] = Field(
            lambda: tr("Second person"),
            self.second,
            hint=lambda: tr("This override takes two persons: the second one signs in here."),
            name="second",
        )

    def _overrides(self) -> dict[str, str]:
        """Return the reason for every rule that a decision of this kind may override."""
        text = self.override.text().strip()
        return dict.fromkeys(OVERRIDABLE.get(self._kind, ()), text) if text else {}

    def _show_regions(
        self,
        shown: Shown,
        chosen: tuple[str, ...],
        belongs: tuple[tuple[str, str], ...] | None = None,
    ) -> None:
        self.regions.show_regions(shown, chosen, belongs)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab walk the form from top to bottom, whatever was made last."""
        parts: list[QWidget] = [self.reasons.search, *self.reasons.lines, *self.subjects.checks]
        parts += [self._new_mark, *self._walked_regions(), self.exam.part(ExamType.TAILGATE)]
        for before, after in itertools.pairwise(parts):
            QWidget.setTabOrder(before, after)

    def _walked_regions(self) -> list[QWidget]:
        owners = list(self.regions.owners)
        if not owners:
            return list(self.regions.checks)
        pairs = zip(self.regions.checks, owners, strict=True)
        return [part for pair in pairs for part in pair]

    def _edit(self) -> None:
        if not self._filling:
            self.edited.emit()


def _said(text: str) -> Words:
    return lambda: tr(text)
