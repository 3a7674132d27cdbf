"""The form that passes an item on: back with a reason, to a second reader, on hold, to somebody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from app.domain.officer import Officer
from app.domain.passing import PassOn
from app.domain.turn import TurnKind
from app.domain.words import Sentence, phrase
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Button, Panel, Rule, Segment, Text, Words, column, row
from app.ui.i18n import languages, render, tr
from app.ui.panels.field import outline_missing
from app.ui.people_words import person_words

TITLES = {
    TurnKind.BACK: phrase("Hand back with a reason"),
    TurnKind.SECOND: phrase("Ask for a second reader"),
    TurnKind.HOLD: phrase("Hold for information"),
    TurnKind.ASSIGNED: phrase("Assign to an officer"),
}
_DOES = {
    TurnKind.BACK: phrase("Others are given it first for 15 minutes. Your marks stay."),
    TurnKind.SECOND: phrase("Somebody else looks and decides. Your marks and question stay."),
    TurnKind.HOLD: phrase("It waits until then, or until new data comes. Your marks stay."),
    TurnKind.ASSIGNED: phrase("It comes first for that person, whoever has it now."),
}
_ACTS = {
    TurnKind.BACK: phrase("Hand back"),
    TurnKind.SECOND: phrase("Ask"),
    TurnKind.HOLD: phrase("Put on hold"),
    TurnKind.ASSIGNED: phrase("Assign"),
}
_TEXTS = {
    TurnKind.BACK: phrase("Why"),
    TurnKind.SECOND: phrase("Question"),
    TurnKind.HOLD: phrase("What is asked"),
    TurnKind.ASSIGNED: phrase("Why, if it needs saying"),
}
_MISSING = {
    "text": phrase("Say it in a few words."),
    "to": phrase("Choose an officer."),
    "asked_of": phrase("Say who is to answer."),
}
_NOBODY = phrase("Nobody else here may be given this item.")
_LASTS = (
    (30, "30\u00a0min"),
    (60, "1\u00a0h"),
    (120, "2\u00a0h"),
    (240, "4\u00a0h"),
    (720, "12\u00a0h"),
)
_HIGH, _LIST_HIGH = 72, 132


class PassingForm(Panel):
    """One act at a time; what is missing is said beside the button, and nothing is lost by Esc."""

    left = Signal()
    asked = Signal(object)
    """PassOn, complete."""

    def __init__(self) -> None:
        super().__init__("panel", name="passing")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._kind = TurnKind.BACK
        self._insist = False
        self._busy = False
        self._why: Sentence | None = None
        self._what: Words | str = ""
        self.text = QPlainTextEdit()
        self.text.setObjectName("passing-text")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(tokens.px(_HIGH))
        self.of = QLineEdit()
        self.of.setObjectName("passing-of")
        self.to = QListWidget()
        self.to.setObjectName("choices")
        self.to.setFixedHeight(tokens.px(_LIST_HIGH))
        self.lasts = Segment(
            [(minutes, _said(words)) for minutes, words in _LASTS], high=26, name="passing-lasts"
        )
        self.lasts.choose(60)
        self._lay()
        self._place.show_only(self._kind)
        self.text.textChanged.connect(self._edited)
        self.of.textEdited.connect(lambda _: self._edited())
        self.to.currentRowChanged.connect(lambda _: self._edited())
        languages.changed.connect(self._say)
        self._say()

    @property
    def kind(self) -> TurnKind:
        """Which act the form is for."""
        return self._kind

    @property
    def act(self) -> PassOn:
        """What is filled in now."""
        named = self._kind in (TurnKind.SECOND, TurnKind.ASSIGNED)
        chosen = self.to.currentItem()
        minutes = self.lasts.value
        return PassOn(
            self._kind,
            self.text.toPlainText().strip(),
            str(chosen.data(Qt.ItemDataRole.UserRole)) if named and chosen is not None else "",
            self.of.text().strip(),
            dt.timedelta(minutes=minutes if isinstance(minutes, int) else 60),
        )

    def open_for(self, kind: TurnKind, what: Words | str, people: Sequence[Officer]) -> None:
        """Begin an act on an item, which is named above; people are offered by name."""
        self._kind, self._what = kind, what
        self._insist, self._busy, self._why = False, False, None
        self.text.clear()
        self.of.clear()
        self.to.clear()
        if kind is TurnKind.SECOND:
            self._offer("", tr("Anybody else"))
        for one in people:
            self._offer(one.account, person_words(one))
        self.to.setCurrentRow(0 if kind is TurnKind.SECOND else -1)
        self._place.show_only(kind)
        self._say()
        first: QWidget = self.to if kind is TurnKind.ASSIGNED else self.text
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_reason(self, why: Sentence) -> None:
        """Say why it was refused; what was typed stays."""
        self._why, self._busy = why, False
        self._say()

    def send(self) -> None:
        """Ask for the act, or say loudly what is missing."""
        if self._busy:
            return
        act = self.act
        if act.missing:
            self._insist = True
            fields: dict[str, QWidget] = {"text": self.text, "to": self.to, "asked_of": self.of}
            fields[act.missing].setFocus(Qt.FocusReason.OtherFocusReason)
            self._say()
            return
        self._busy = True
        self._say()
        self.asked.emit(act)

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        measures = tokens.COMPACT if compact else tokens.FULL
        side = tokens.px(measures.margin)
        self._column.setContentsMargins(side, tokens.px(8), side, tokens.px(12))
        self.does.kind("primary", high=measures.command, role="section" if compact else "command")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the form with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _offer(self, account: str, words: str) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, account)
        self.to.addItem(item)

    def _lay(self) -> None:
        outer = column(gap=0)
        self.setLayout(outer)
        outer.addWidget(Rule(accent=True))
        self._column = column(margins=(16, 8, 16, 12), gap=8)
        outer.addLayout(self._column, 1)
        head = row(gap=8)
        self._title = Text("", "section", wrap=True)
        head.addWidget(self._title, 1)
        back = Button(lambda: tr("Back"), keys=keys("back"), name="passing-back")
        back.kind("bare", high=24)
        back.role = "detail"
        back.clicked.connect(self.left)
        head.addWidget(back)
        self._column.addLayout(head)
        self._item = Text("", "body", "text2", wrap=True)
        self._column.addWidget(self._item)
        self._place = _Fields(self)
        self._column.addWidget(self._place)
        self._column.addStretch(1)
        self._status = Text("", "detail", "text2", wrap=True)
        self._status.setObjectName("passing-status")
        self._column.addWidget(self._status)
        self.does = Button(self._act_words, keys=keys("sign"), name="passing-send")
        self.does.clicked.connect(self.send)
        self._column.addWidget(self.does)
        self.set_compact(False)

    def _edited(self) -> None:
        self._why = None
        self._insist = self._insist and bool(self.act.missing)
        self._say()

    def _act_words(self) -> str:
        return tr(_ACTS[self._kind])

    def _status_words(self) -> str:
        if self._why is not None:
            return render(self._why)
        if self._kind is TurnKind.ASSIGNED and not self.to.count():
            return tr(_NOBODY)
        missing = self.act.missing
        return tr(_MISSING[missing]) if self._insist and missing else tr(_DOES[self._kind])

    def _say(self) -> None:
        title = tr(TITLES[self._kind])
        self.setAccessibleName(title)
        self._title.set_words(title)
        for area in (self.text, self.to):
            area.verticalScrollBar().setAccessibleName(tr("Scroll"))
        self._item.set_words(self._what)
        missing = self.act.missing if self._insist else ""
        self._status.set_words(self._status_words)
        self._status.set_tone("amber" if self._why is not None or missing else "text2")
        outline_missing(self.of, missing == "asked_of")
        outline_missing(self.text, missing == "text")
        self.does.set_words(self._act_words)
        self.does.setEnabled(not self._busy)
        self._place.say(self._kind)


class _Fields(QWidget):
    """The labelled fields; those that an act does not need are not there."""

    def __init__(self, form: PassingForm) -> None:
        super().__init__()
        self._form = form
        lines = column(gap=4)
        self.setLayout(lines)
        self._labels: dict[QWidget, Text] = {}
        for field in (form.to, form.text, form.of, form.lasts):
            label = Text("", "detail").styled(weight=500)
            self._labels[field] = label
            lines.addWidget(label)
            lines.addWidget(field)

    def show_only(self, kind: TurnKind) -> None:
        """Show what an act needs."""
        form = self._form
        shown: dict[QWidget, bool] = {
            form.to: kind in (TurnKind.SECOND, TurnKind.ASSIGNED),
            form.text: True,
            form.of: kind is TurnKind.HOLD,
            form.lasts: kind is TurnKind.HOLD,
        }
        for field, visible in shown.items():
            field.setVisible(visible)
            self._labels[field].setVisible(visible)

    def say(self, kind: TurnKind) -> None:
        """Name the fields."""
        form = self._form
        names: dict[QWidget, str] = {
            form.to: tr("Who"),
            form.text: tr(_TEXTS[kind]),
            form.of: tr("Asked of"),
            form.lasts: tr("On hold for"),
        }
        for field, name in names.items():
            self._labels[field].set_words(name)
            field.setAccessibleName(name)


def _said(text: str) -> Words:
    return lambda: text
