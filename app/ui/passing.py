"""Passing an item on, from the queue or from the review: one form, four acts."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.errors import KnownError
from app.domain.officer import Officer, Role
from app.domain.passing import PassOn
from app.domain.turn import TurnKind
from app.domain.words import Sentence, phrase, say
from app.domain.work import ItemState
from app.ui.commands import bind, keys
from app.ui.controls import Button, Words
from app.ui.desk import Desk
from app.ui.i18n import tr
from app.ui.panels.passing_form import TITLES, PassingForm
from app.ui.shown import Message

COMMANDS = {
    "pass_back": TurnKind.BACK,
    "pass_second": TurnKind.SECOND,
    "pass_hold": TurnKind.HOLD,
    "pass_assign": TurnKind.ASSIGNED,
}
_WAYS = {
    TurnKind.BACK: phrase("Hand back"),
    TurnKind.SECOND: phrase("Second reader"),
    TurnKind.HOLD: phrase("On hold"),
    TurnKind.ASSIGNED: phrase("Assign"),
}
_NOTHING = phrase("Choose a line first.")
_DECIDED = phrase("The item is decided; amend what was signed.")
_NO_SUPERVISOR = phrase("Only a supervisor assigns items.")
_NOT_YOURS = phrase("The item is not yours: claim it first.")
_DONE = {
    TurnKind.BACK: phrase("{item} is handed back; the reason stands beside it."),
    TurnKind.SECOND: phrase("{item} waits for a second reader."),
    TurnKind.HOLD: phrase("{item} is on hold; new data ends that."),
    TurnKind.ASSIGNED: phrase("{item} is assigned to {to}."),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Subject:
    """The item that would be passed on."""

    item_id: str
    words: Words | str
    mine: bool
    decided: bool


class Passing(QObject):
    """Opens the form on a page, and puts the act on record."""

    closed = Signal()
    """The form is left, or the act is on record."""

    def __init__(
        self,
        desk: Desk,
        form: PassingForm,
        page: QWidget,
        *,
        subject: Callable[[], Subject | None],
        show: Callable[[bool], None],
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._form = form
        self._subject = subject
        self._show = show
        self._present: Subject | None = None
        form.left.connect(self.close)
        form.asked.connect(self._send)
        for name, kind in COMMANDS.items():
            bind(page, name, self._opener(kind), self._why(kind))
        self._ways: list[tuple[TurnKind, Button]] = []
        self._holder: QWidget | None = None

    @property
    def open(self) -> bool:
        """Whether the form stands on the page."""
        return self._present is not None

    @property
    def item_id(self) -> str:
        """The item that the form is about; empty when it is not open."""
        return "" if self._present is None else self._present.item_id

    def begin(self, kind: TurnKind) -> None:
        """Open the form for an act on the item at hand."""
        subject, officer = self._subject(), self._desk.officer
        refusal = self._refusal(kind)
        if refusal:
            # A key that does nothing and says nothing looks broken.
            self._desk.said.emit(Message(say(refusal)))
        if subject is None or officer is None or refusal:
            return
        self._present = subject

        def came(people: tuple[Officer, ...]) -> None:
            if self._present is subject:
                others = [one for one in people if one.account != officer.account]
                self._show(True)
                self._form.open_for(kind, subject.words, others)

        colleagues = self._desk.wiring.colleagues
        self._desk.jobs.write(lambda: colleagues(subject.item_id), came, self._desk.tell)

    def offer_in(self, holder: QWidget) -> None:
        """Put a button for each act, two in a row; away while none can be done, else grey."""
        self._holder = holder
        for number, (name, kind) in enumerate(COMMANDS.items()):
            button = Button(_words(kind), keys=keys(name), name=name)
            button.kind("bare", high=24)
            button.role = "detail"
            button.clicked.connect(self._opener(kind))
            layout = holder.layout()
            if isinstance(layout, QGridLayout):
                layout.addWidget(button, number // 2, number % 2)
            self._ways.append((kind, button))
        self.look()

    def look(self) -> None:
        """Look again which acts can be done with the item at hand."""
        for kind, button in self._ways:
            button.setEnabled(not self.why_not(kind))
            button.describe(self._tip(kind))
        if self._holder is not None:
            self._holder.setVisible(any(button.isEnabled() for _, button in self._ways))

    def close(self) -> None:
        """Leave the form."""
        if self._present is not None:
            self._present = None
            self._show(False)
            self.closed.emit()

    def why_not(self, kind: TurnKind) -> str:
        """Say why an act cannot be done now; empty when it can."""
        refusal = self._refusal(kind)
        return tr(refusal) if refusal else ""

    def _refusal(self, kind: TurnKind) -> str:
        """Return the same in English, for whoever says it later."""
        subject, officer = self._subject(), self._desk.officer
        if subject is None or officer is None or self._desk.wiring.pass_on is None:
            return _NOTHING
        if subject.decided:
            return _DECIDED
        if kind is TurnKind.ASSIGNED:
            return "" if officer.role is Role.SUPERVISOR else _NO_SUPERVISOR
        return "" if subject.mine else _NOT_YOURS

    def _tip(self, kind: TurnKind) -> Words:
        return lambda: self.why_not(kind) or tr(TITLES[kind])

    def _opener(self, kind: TurnKind) -> Callable[[], None]:
        return lambda: self.begin(kind)

    def _why(self, kind: TurnKind) -> Callable[[], str]:
        return lambda: self.why_not(kind)

    def _send(self, act: PassOn) -> None:
        subject, officer = self._present, self._desk.officer
        pass_on = self._desk.wiring.pass_on
        if subject is None or officer is None or pass_on is None:
            return

        def write() -> None:
            pass_on(subject.item_id, officer, act)

        def done() -> None:
            self.close()
            told: Sentence = say(_DONE[act.kind], item=subject.item_id, to=act.to)
            self._desk.said.emit(Message(told))
            self._desk.refresh()

        self._desk.pass_on(subject.item_id, write, done, self._failed)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self._form.show_reason(error.sentence)
        else:
            self._form.show_reason(say("It could not be recorded: {why}.", why=error))


def _words(kind: TurnKind) -> Callable[[], str]:
    return lambda: tr(_WAYS[kind])


def subject_of_review(desk: Desk) -> Subject | None:
    """Return the item on the desk."""
    shown = desk.review.shown
    if shown is None:
        return None
    item = shown.item
    mine = shown.read_only is None and item.state is ItemState.CLAIMED
    named = "; ".join(one.goods_text for one in item.shipments if one.goods_text)
    decided = item.state is ItemState.DECIDED
    return Subject(item.item_id, f"{item.item_id}  {named}".strip(), mine, decided)
