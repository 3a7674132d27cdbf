"""A message as it was sent, around the value that was asked for."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.domain.raw import RawMessage
from app.domain.words import Sentence
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Button, Panel, Rule, Text, column, row
from app.ui.i18n import languages, render, tr
from app.ui.i18n.formats import moment, number
from app.ui.shipment.raw_list import RawList


class RawPage(Panel):
    """Where it stands, the message, and what was received when."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__("panel", name="raw-page")
        self._message: RawMessage | None = None
        self._why: Sentence | None = None
        self.list = RawList()
        self.list.moved.connect(self._tell)
        outer = column(gap=0)
        self.setLayout(outer)
        outer.addWidget(Rule(accent=True))
        self._head = row(gap=8)
        self._head.addWidget(Text(lambda: tr("As it was sent"), "command"), 1)
        back = Button(lambda: tr("Back"), keys=keys("back"), name="raw-back")
        back.kind("bare", high=24)
        back.role = "detail"
        back.clicked.connect(self.left)
        self._head.addWidget(back)
        outer.addLayout(self._head)
        self._lines = column(gap=0)
        self._where = Text("", "detail", wrap=True)
        self._where.setObjectName("raw-where")
        self._file = Text("", "detail", "text2")
        self._lines.addWidget(self._where)
        self._lines.addWidget(self._file)
        outer.addLayout(self._lines)
        outer.addWidget(self.list, 1)
        self._fill_foot()
        outer.addLayout(self._foot)
        languages.changed.connect(self._tell)
        self.set_compact(False)

    @property
    def where(self) -> str:
        """Where the value stands, in words."""
        return self._where.text()

    def show_asking(self) -> None:
        """Show that the message is on its way."""
        self._message, self._why = None, None
        self.list.show_message(None)
        self._tell()

    def show_message(self, message: RawMessage) -> None:
        """Show a message."""
        self._message, self._why = message, None
        self.list.show_message(message)
        self._tell()

    def show_reason(self, why: Sentence) -> None:
        """Show why there is no message to be seen."""
        self._message, self._why = None, why
        self.list.show_message(None)
        self._tell()

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        side = tokens.px((tokens.COMPACT if compact else tokens.FULL).margin)
        self._head.setContentsMargins(side, tokens.px(8), tokens.px(8), tokens.px(4))
        self._lines.setContentsMargins(side, 0, tokens.px(8), tokens.px(4))
        self._foot.setContentsMargins(side, tokens.px(8), side, tokens.px(8))
        self.list.scheduleDelayedItemsLayout()

    def _fill_foot(self) -> None:
        self._foot = row(gap=6)
        self._count = Text("", "detail", "text2")
        self._previous = Button(
            lambda: tr("Place of the value before"),
            keys=keys("previous_occurrence"),
            icon="caret-up",
            name="raw-previous",
        ).without_words()
        self._next = Button(
            lambda: tr("Next place of the value"),
            keys=keys("next_occurrence"),
            icon="caret-down",
            name="raw-next",
        ).without_words()
        self._copy = Button(lambda: tr("Copy"), name="raw-copy")
        for button, slot in (
            (self._previous, lambda: self.list.step(-1)),
            (self._next, lambda: self.list.step(1)),
            (self._copy, self.list.copy),
        ):
            button.kind("quiet", high=24)
            button.role = "detail"
            button.clicked.connect(slot)
        self._foot.addWidget(self._count, 1)
        for button in (self._previous, self._next, self._copy):
            self._foot.addWidget(button)

    def _tell(self) -> None:
        message = self._message
        found = self.list.found
        self._where.set_words(self._where_words())
        self._where.set_tone("text" if self._why is None else "amber")
        self._file.set_words(_file_words(message) if message is not None else "")
        several = len(found) > 1
        self._count.set_words(f"{self.list.at + 1} / {number(len(found))}" if several else "")
        self._previous.setEnabled(several)
        self._next.setEnabled(several)
        self._copy.setEnabled(message is not None)
        self.list.setAccessibleName(tr("Message as it was sent"))

    def _where_words(self) -> str:
        message = self._message
        if self._why is not None:
            return render(self._why)
        if message is None:
            return tr("Reading the original …")
        return self._spot_words(message)

    def _spot_words(self, message: RawMessage) -> str:
        if message.spot is None:
            return tr("The whole message: no single place in it was asked for, or has the value.")
        piece = number(message.number(self.list.present_piece))
        if self.list.at and self.list.found[self.list.at][0] != message.spot.start:
            return tr("The same value again, at {number}", number=piece)
        if message.segments:
            return tr("Segment {number}, {element}", number=piece, element=message.spot.element)
        return tr("Line {number}, {element}", number=piece, element=message.spot.element)


def _file_words(message: RawMessage) -> str:
    origin = message.filing.origin
    parts = [origin.form, tr("message {number}", number=origin.message) if origin.message else ""]
    return ", ".join(filter(None, (*parts, origin.file, moment(message.filing.received_at))))
