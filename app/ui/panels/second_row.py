"""A second person's name and password, in a row of the form that needs them; never kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.second import SecondPerson
from app.ui import tokens
from app.ui.controls import Text, column, row
from app.ui.i18n import languages, tr
from app.ui.sign_in import Password


class SecondRow(QWidget):
    """Two fields side by side; the line of the caps lock keeps its place below them."""

    changed = Signal()
    entered = Signal()
    """Return in the password: go on with both."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.account = QLineEdit()
        self.account.setObjectName(f"{name}-account")
        self.account.setFixedHeight(tokens.px(tokens.CONTROL))
        self.password = Password(f"{name}-password")
        self.password.setFixedHeight(tokens.px(tokens.CONTROL))
        self._caps = Text(lambda: tr("Caps lock is on"), "detail", "text2")
        kept = self._caps.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._caps.setSizePolicy(kept)
        self._caps.hide()
        fields = row(gap=8)
        fields.addWidget(self.account, 1)
        fields.addWidget(self.password, 1)
        lines = column(gap=2)
        lines.addLayout(fields)
        lines.addWidget(self._caps)
        self.setLayout(lines)
        self.setFocusProxy(self.account)
        self._connect()
        self._say()

    @property
    def person(self) -> SecondPerson | None:
        """Who signs in beside the officer; None until both fields are filled."""
        account, password = self.account.text().strip(), self.password.text()
        return SecondPerson(account, password) if account and password else None

    def clear(self) -> None:
        """Forget both: one sign-in is good for one act."""
        self.account.clear()
        self.forget_password()

    def forget_password(self) -> None:
        """Empty the password; it is typed anew for every try."""
        self.password.clear()
        self._caps.hide()

    def ask_again(self) -> None:
        """Empty the password after a refusal, and put the cursor where it is typed."""
        self.forget_password()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.password.caps_noticed.connect(self._caps.setVisible)
        self.account.textChanged.connect(self.changed)
        self.password.textChanged.connect(self.changed)
        self.account.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.entered)
        languages.changed.connect(self._say)

    def _say(self) -> None:
        self.account.setPlaceholderText(tr("Name"))
        self.password.setPlaceholderText(tr("Password"))
        self.account.setAccessibleName(tr("Second person, name"))
        self.password.setAccessibleName(tr("Second person, password"))
