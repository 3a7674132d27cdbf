"""Changing one's own password: the old one, the new one twice, and why a new one is refused."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.domain.errors import KnownError, SignInRefused
from app.domain.words import Sentence, say
from app.ui import tokens
from app.ui.controls import Button, Panel, Text, Words, column, row
from app.ui.desk import Desk
from app.ui.i18n import languages, tr
from app.ui.jobs import log_failed
from app.ui.panels.pieces import MessageLine
from app.ui.shown import Message, Tone
from app.ui.sign_in import FORM_WIDE, Password

WIDE = 880


class PasswordSettings(QWidget):
    """Nothing of what is typed is kept: it goes with the session, or when it has done its work."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.old = Password("password-old")
        self.new = Password("password-new")
        self.again = Password("password-again")
        self._caps = Text(lambda: tr("Caps lock is on"), "detail", "text2")
        self.change = Button(lambda: tr("Change the password"), keys="Return", name="password-go")
        self.change.kind("primary", high=36)
        self.told = MessageLine(name="password-told")
        self._lay()
        self._connect()
        self._say()

    def take_focus(self) -> None:
        """Begin anew, with the old one."""
        self._clear()
        self.told.show_message(None)
        self.old.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay(self) -> None:
        panel = Panel("panel", name="password-panel")
        panel.setMaximumWidth(tokens.px(WIDE))
        lines = column(margins=(16, 16, 16, 16), gap=6)
        panel.setLayout(lines)
        for label, field in (
            (_word_old, self.old),
            (_word_new, self.new),
            (_word_again, self.again),
        ):
            lines.addWidget(Text(label, "detail", "text2"))
            field.setFixedWidth(tokens.px(FORM_WIDE))
            lines.addWidget(field)
        kept = self._caps.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._caps.setSizePolicy(kept)
        self._caps.hide()
        lines.addWidget(self._caps)
        self.change.setFixedWidth(tokens.px(FORM_WIDE))
        lines.addWidget(self.change)
        lines.addSpacing(tokens.px(10))
        lines.addWidget(Text(_word_rules, "detail", "text2", wrap=True))
        lines.addSpacing(tokens.px(10))
        lines.addWidget(self.told)
        lines.addStretch(1)
        outer = row(gap=0)
        self.setLayout(outer)
        outer.addWidget(panel, 1)
        outer.addStretch(0)

    def _connect(self) -> None:
        for field, following in ((self.old, self.new), (self.new, self.again)):
            field.returnPressed.connect(following.setFocus)
        self.again.returnPressed.connect(self._ask)
        for field in (self.old, self.new, self.again):
            field.caps_noticed.connect(self._caps.setVisible)
        self.change.clicked.connect(self._ask)
        self._desk.session_changed.connect(self._clear)
        languages.changed.connect(self._say)

    def _ask(self) -> None:
        empty = next((f for f in (self.old, self.new, self.again) if not f.text()), None)
        if not self.change.isEnabled():
            return
        if empty is not None:
            empty.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.new.text() != self.again.text():
            self._refuse(say("The two new passwords differ. Type the second one again."))
            self.again.clear()
            self.again.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._busy(True)
            self._desk.renew_password(self.old.text(), self.new.text(), self._done, self._failed)

    def _done(self) -> None:
        self._busy(False)
        self._clear()
        self.told.show_message(Message(say("Your password is changed. It counts from now on.")))
        self.old.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, error: BaseException) -> None:
        self._busy(False)
        if isinstance(error, KnownError):
            self._refuse(error.sentence)
        else:
            log_failed(error)
            self._refuse(say("The record cannot be opened: {why}", why=error))
        # What was refused is typed anew, and nothing else.
        wrong = (self.old,) if isinstance(error, SignInRefused) else (self.new, self.again)
        for field in wrong:
            field.clear()
        wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse(self, why: Sentence) -> None:
        self.told.show_message(Message(why, Tone.WARNING))

    def _clear(self) -> None:
        for field in (self.old, self.new, self.again):
            field.clear()
        self._caps.hide()

    def _busy(self, busy: bool) -> None:
        for part in (self.old, self.new, self.again, self.change):
            part.setEnabled(not busy)

    def _say(self) -> None:
        names: tuple[tuple[Password, Words], ...] = (
            (self.old, _word_old),
            (self.new, _word_new),
            (self.again, _word_again),
        )
        for field, word in names:
            field.setAccessibleName(word())


def _word_old() -> str:
    return tr("Password now")


def _word_new() -> str:
    return tr("New password, 12 signs or more")


def _word_again() -> str:
    return tr("New password once more")


def _word_rules() -> str:
    return tr(
        "A sentence of your own is best. What is guessed first is refused: common words, names of "
        "the place and of you, keys in a row. A password does not run out."
    )
