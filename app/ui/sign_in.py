"""Signing in: account, password, a plain refusal; no dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.domain.words import Sentence
from app.ui import tokens
from app.ui.controls import Button, Panel, Text, Words, column, row
from app.ui.i18n import language, languages, tr
from app.ui.panels.pieces import MessageLine
from app.ui.shown import Message, Tone

FORM_WIDE = 360


class Password(QLineEdit):
    """A password field that notices the caps lock by what it types."""

    caps_noticed = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setFixedHeight(tokens.px(36))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Compare the letter with the shift key: the two disagree under caps lock."""
        text = event.text()
        if len(text) == 1 and text.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_noticed.emit(text.isupper() != shifted)
        super().keyPressEvent(event)


class SignInForm(QWidget):
    """Fields, hint and refusal, for the sign-in page and the lock."""

    asked = Signal(str, str)
    """(account, password)."""
    change_asked = Signal(str, str, str)
    """(account, word for one sign-in, password of one's own)."""

    def __init__(self, *, name: str, button: Words, with_account: bool) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFixedWidth(tokens.px(FORM_WIDE))
        lines = column(gap=8)
        self.setLayout(lines)
        self._with_account = with_account
        self.account = QLineEdit()
        self.account.setObjectName(f"{name}-account")
        self.account.setFixedHeight(tokens.px(36))
        self._account_label = Text(lambda: tr("Account"), "detail", "text2")
        self.password = Password(f"{name}-password")
        self._caps = _hint(f"{name}-caps")
        self.button = Button(button, keys="Return", name=f"{name}-button")
        self.button.kind("primary", high=48, role="command")
        self.refusal = MessageLine(name=f"{name}-refusal")
        for widget in (self._account_label, self.account):
            widget.setVisible(with_account)
            lines.addWidget(widget)
        lines.addWidget(Text(lambda: tr("Password"), "detail", "text2"))
        lines.addWidget(self.password)
        self.new = Password(f"{name}-new")
        self._new_label = Text(lambda: tr("Password of your own, 12 signs or more"), "detail")
        for widget in (self._new_label, self.new):
            widget.hide()
            lines.addWidget(widget)
        lines.addWidget(self._caps)
        lines.addWidget(self.button)
        lines.addWidget(self.refusal)
        self._connect()
        languages.changed.connect(self._say)
        self._say()

    def _connect(self) -> None:
        self.password.caps_noticed.connect(self._caps.setVisible)
        self.account.returnPressed.connect(self.password.setFocus)
        self.account.textEdited.connect(lambda _: self._show_new(False))
        self.password.returnPressed.connect(self._ask)
        self.new.caps_noticed.connect(self._caps.setVisible)
        self.new.returnPressed.connect(self._ask)
        self.button.clicked.connect(self._ask)

    def refuse(self, sentence: Sentence) -> None:
        """Say why it was refused; what was typed last is typed anew."""
        self._busy(False)
        last = self.password if self.new.isHidden() else self.new
        last.clear()
        last.setFocus()
        self.refusal.show_message(Message(sentence, Tone.WARNING))

    def ask_new(self, sentence: Sentence) -> None:
        """Ask for a password of one's own: the word that was typed is good for that alone."""
        self._busy(False)
        self._show_new(True)
        self.new.setFocus()
        self.refusal.show_message(Message(sentence))

    def reset(self) -> None:
        """Empty the form and give it the keys."""
        self._busy(False)
        self.password.clear()
        self._show_new(False)
        self._caps.hide()
        self.refusal.show_message(None)
        first = self.account if self._with_account and not self.account.text() else self.password
        first.setFocus()

    def _ask(self) -> None:
        if not self.button.isEnabled():
            return
        if self._with_account and not self.account.text().strip():
            self.account.setFocus()
        elif not self.new.isHidden() and not self.new.text():
            self.new.setFocus()
        elif self.password.text():
            self.refusal.show_message(None)
            self._busy(True)
            self._tell(self.account.text().strip(), self.password.text())

    def _tell(self, account: str, password: str) -> None:
        if self.new.isHidden():
            self.asked.emit(account, password)
        else:
            self.change_asked.emit(account, password, self.new.text())

    def _show_new(self, shown: bool) -> None:
        self.new.clear()
        for widget in (self._new_label, self.new):
            widget.setVisible(shown)

    def _busy(self, busy: bool) -> None:
        for widget in (self.account, self.password, self.new, self.button):
            widget.setEnabled(not busy)

    def _say(self) -> None:
        self.account.setAccessibleName(tr("Account"))
        self.password.setAccessibleName(tr("Password"))
        self.new.setAccessibleName(tr("Password of your own, 12 signs or more"))


class SignInPage(Panel):
    """The first thing on screen."""

    asked = Signal(str, str)
    language_asked = Signal()

    def __init__(self, *, version: str, workspace: str, sample: bool) -> None:
        super().__init__("bg", name="sign-in-page")
        outer = column(margins=(24, 16, 24, 16))
        self.setLayout(outer)
        self.form = SignInForm(name="sign-in", button=lambda: tr("Sign in"), with_account=True)
        self.form.asked.connect(self.asked)
        outer.addLayout(self._make_top())
        outer.addStretch(2)
        outer.addWidget(_title(sample=sample), 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addSpacing(tokens.px(16))
        outer.addWidget(self.form, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        foot = " · ".join(part for part in (f"Prescreen {version}".strip(), workspace) if part)
        outer.addWidget(Text(foot, "detail", "text3"))

    def _make_top(self) -> QHBoxLayout:
        top = row()
        top.addWidget(Text(lambda: tr("PROTECTED B"), "detail").styled(weight=600))
        top.addStretch(1)
        other = Button(lambda: "FR" if language() == "en" else "EN", name="sign-in-language")
        other.kind("bare", high=28)
        other.describe(lambda: tr("English or French"))
        other.clicked.connect(self.language_asked)
        top.addWidget(other)
        return top


def _title(*, sample: bool) -> QWidget:
    head = QWidget()
    head.setFixedWidth(tokens.px(FORM_WIDE))
    lines = column(gap=0)
    head.setLayout(lines)
    lines.addWidget(Text("Prescreen", "time"))
    lines.addWidget(Text(lambda: tr("Virtual cargo pre-screening"), "body", "text2"))
    if sample:
        lines.addWidget(
            Text(lambda: tr("Sample workspace: everything in it is fictional"), "detail")
        )
    return head


def _hint(name: str) -> Text:
    """Return the caps lock's line: its place is kept while it is hidden."""
    hint = Text(lambda: tr("Caps lock is on"), "detail", "text2")
    hint.setObjectName(name)
    kept = hint.sizePolicy()
    kept.setRetainSizeWhenHidden(True)
    hint.setSizePolicy(kept)
    hint.hide()
    return hint
