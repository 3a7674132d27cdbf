"""The lock: covers every image until the officer's password is given; and idleness, noticed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.domain.officer import Officer
from app.ui import tokens
from app.ui.controls import Link, Panel, Text, Words, column
from app.ui.i18n import tr
from app.ui.sign_in import FORM_WIDE, SignInForm

_SIGNS_OF_LIFE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)

LEAVING_HIGH = 96


class LockPage(Panel):
    """Says who sits here and asks for the password; nothing else shows through."""

    unlock_asked = Signal(str)
    sign_out_asked = Signal()

    def __init__(self) -> None:
        super().__init__("bg", name="lock-page")
        outer = column(margins=(24, 16, 24, 16))
        self.setLayout(outer)
        outer.addStretch(2)
        self._who = Text("", "goods")
        self._who.setFixedWidth(tokens.px(FORM_WIDE))
        clock = Text(lambda: tr("Locked. The clock of the review stands still."), "body", "text2")
        clock.setFixedWidth(tokens.px(FORM_WIDE))
        self.form = SignInForm(name="lock", button=lambda: tr("Unlock"), with_account=False)
        self.form.asked.connect(lambda _account, password: self.unlock_asked.emit(password))
        leave = Link(lambda: tr("Sign out"), name="lock-sign-out")
        leave.clicked.connect(self.sign_out_asked)
        self.leaving = Text("", "detail", "text2", wrap=True)
        self.leaving.setFixedWidth(tokens.px(FORM_WIDE))
        # A place of its own: what stands above it keeps still.
        self.leaving.setFixedHeight(tokens.px(LEAVING_HIGH))
        self.leaving.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        for widget in (self._who, clock, self.form, leave, self.leaving):
            outer.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def show_leaving(self, told: Words) -> None:
        """Say what becomes of the item, and of what is not on record, when one signs out."""
        self.leaving.set_words(told)

    def show_officer(self, officer: Officer | None) -> None:
        """Show who sits here."""
        self._who.set_words(officer.name if officer else "")


class Idle(QObject):
    """Tells when nobody has touched the window for a while, and when somebody does again."""

    idle = Signal()
    """Long enough to lock."""
    paused = Signal()
    """Long enough that the time does not count as review."""
    woke = Signal()
    """The first sign of life after ``paused``."""

    def __init__(self, lock_s: float, hold_s: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=round(lock_s * 1000))
        self._timer.timeout.connect(self.idle)
        self._hold = QTimer(self, singleShot=True, interval=round(hold_s * 1000))
        self._hold.timeout.connect(self._pause)
        self._paused = False

    def start(self) -> None:
        """Count from now."""
        app = QApplication.instance()
        if app is not None and not self._timer.isActive():
            app.installEventFilter(self)
        self._sign_of_life()

    def stop(self) -> None:
        """Count no more, and hear no more: a filter must be gone before Qt takes widgets down."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._timer.stop()
        self._hold.stop()
        self._wake()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start counting again at every sign of life."""
        if event.type() in _SIGNS_OF_LIFE and self._timer.isActive():
            self._sign_of_life()
        return super().eventFilter(watched, event)

    def _sign_of_life(self) -> None:
        self._timer.start()
        self._hold.start()
        self._wake()

    def _pause(self) -> None:
        self._paused = True
        self.paused.emit()

    def _wake(self) -> None:
        if self._paused:
            self._paused = False
            self.woke.emit()
