"""Deleting a mark that a signed decision covers: a second person signs in, beside the image."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from app.domain.mark import Mark
from app.domain.words import Sentence
from app.ui import tokens
from app.ui.commands import keys
from app.ui.controls import Button, Panel, Rule, Text, column, row
from app.ui.i18n import languages, tr
from app.ui.panels.pieces import MessageLine
from app.ui.panels.second_row import SecondRow
from app.ui.shown import Message, Tone


class MarkSecond(Panel):
    """Stands in place of notices and comparison until the mark is gone or stays."""

    left = Signal()
    """The mark stays."""
    asked = Signal(object)
    """SecondPerson: delete it."""

    def __init__(self) -> None:
        super().__init__("panel", name="mark-second")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._number = 0
        self._compact = False
        self._outer = column(gap=0)
        self.setLayout(self._outer)
        self._outer.addWidget(Rule(accent=True))
        self._fill_head()
        self._fill_body()
        languages.changed.connect(self._say)
        self.set_compact(False)

    def ask(self, mark: Mark) -> None:
        """Ask for a second person for this mark."""
        self._number = mark.number
        self.second.clear()
        self.refusal.show_message(None)
        self._busy(False)
        self._say()
        self.second.account.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, why: Sentence) -> None:
        """Say why it was refused; the password is typed anew."""
        self._busy(False)
        self.refusal.show_message(Message(why, Tone.WARNING))
        self.second.ask_again()

    def forget(self) -> None:
        """Forget who signed in: one sign-in is good for one act."""
        self.second.clear()
        self._busy(False)

    def set_compact(self, compact: bool) -> None:
        """Take the measures of small windows."""
        self._compact = compact
        self._back.set_words(self._back_words)
        measures = tokens.COMPACT if compact else tokens.FULL
        side = tokens.px(measures.margin)
        self._head.setContentsMargins(side, tokens.px(8), side, tokens.px(4))
        self._body.setContentsMargins(side, tokens.px(4), side, tokens.px(16))
        self.delete.kind("primary", high=measures.command, role="section" if compact else "command")

    def _fill_head(self) -> None:
        self._head = row(gap=8)
        self._title = Text("", "command", wrap=True)
        back = Button(self._back_words, keys=keys("back"), name="second-back")
        back.kind("bare", high=24)
        back.role = "detail"
        back.clicked.connect(self.left)
        self._back = back
        self._head.addWidget(self._title, 1)
        self._head.addWidget(back)
        self._outer.addLayout(self._head)

    def _fill_body(self) -> None:
        self._body = column(gap=12)
        self._body.addWidget(Text(_why, "body", "text2", wrap=True))
        self._body.addWidget(Text(lambda: tr("Second person"), "detail"))
        self.second = SecondRow("mark-second-row")
        self.second.entered.connect(self._ask)
        self.refusal = MessageLine(name="mark-second-refusal")
        self.delete = Button(lambda: tr("Delete the mark"), keys="Return", name="mark-second-go")
        self.delete.clicked.connect(self._ask)
        # What is refused is said below the button: nothing that is aimed at moves.
        for part in (self.second, self.delete, self.refusal):
            self._body.addWidget(part)
        self._body.addStretch(1)
        self._outer.addLayout(self._body, 1)

    def _ask(self) -> None:
        person = self.second.person
        if not self.delete.isEnabled():
            return
        if person is None:
            empty = self.second.password if self.second.account.text().strip() else None
            (empty or self.second.account).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.refusal.show_message(None)
        self._busy(True)
        self.asked.emit(person)

    def _back_words(self) -> str:
        return tr("Back") if self._compact else tr("Back, the mark stays")

    def _busy(self, busy: bool) -> None:
        self.delete.setEnabled(not busy)

    def _say(self) -> None:
        self._title.set_words(lambda: tr("Delete mark {number}", number=self._number))
        self.setAccessibleName(tr("Delete mark {number}", number=self._number))


def _why() -> str:
    return tr(
        "A signed decision covers this mark. Deleting it takes two persons: the second one signs "
        "in here. The decision stays as it was signed."
    )
