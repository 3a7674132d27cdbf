"""Drive the real window through one referral and one release recommendation, by Qt events only.

The driver presses keys and clicks, waits for what the window shows, and takes pictures of it. It
knows no case: which line is opened follows from what the queue shows, the place of the referral
from the network's finding, and what release waits for from the rules.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.decision import ExamType, Kind
from app.domain.errors import KnownError
from app.domain.officer import Officer
from app.domain.shipment import Mode
from app.domain.threat import ScreeningState
from app.domain.words import say
from app.domain.work import ItemState, QueueLine
from app.ui.controls import Check
from app.ui.main_window import MainWindow
from app.ui.opening import build_window
from app.ui.shown import Shown
from app.ui.wiring import Wiring
from imaging.display import Colour

PATIENCE_MS = 30_000
SCREENING_MS = 300_000
STEP_MS = 20
SETTLE_MS = 400
SURE = 4

_NONE = Qt.KeyboardModifier.NoModifier


@dataclasses.dataclass(frozen=True, slots=True)
class DemoSummary:
    """What the drive came to."""

    recommended_release: int
    referred_for_exam: int
    screenshots: tuple[Path, ...]


def drive(wiring: Wiring, officer: Officer, out: Path) -> DemoSummary:
    """Open the window for a signed-in officer, drive it, close it; screenshots land in ``out``.

    Raises
    ------
    KnownError
        When the window does not come to what the next step needs, naming the step.
    """
    # The application must outlive the window; the name holds it.
    application = QApplication.instance() or QApplication(["prescreen"])
    window = build_window(wiring, officer)
    window.show()
    driver = Driver(window, out)
    try:
        driver.wait("the queue", lambda: bool(window.desk.lines))
        driver.wait("the model's answers", driver.all_screened, patience_ms=SCREENING_MS)
        driver.wait("the preview", lambda: window.queue_page.preview.key is not None)
        driver.take("queue")
        referred = driver.refer_something()
        released = driver.release_something()
        driver.key(Qt.Key.Key_F2)
        driver.take("queue-after")
    finally:
        window.close()
        application.processEvents()
    return DemoSummary(int(released), int(referred), tuple(driver.pictures))


def pause(milliseconds: int) -> None:
    """Let the window work for a while.

    Not ``QTest.qWait``: it keeps the interpreter's lock, and the threads that write and read stand
    still.
    """
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Driver:
    """Hands and eyes at the window."""

    def __init__(self, window: MainWindow, out: Path) -> None:
        self._window = window
        self._desk = window.desk
        self._page = window.review_page
        self._out = out
        self.pictures: list[Path] = []
        # Keys go to the focus, and only an active window has one.
        window.activateWindow()
        self.wait("the foreground", window.isActiveWindow)

    def all_screened(self) -> bool:
        """Whether the model has answered for every line of the queue that has a picture."""
        return all(
            line.screening is not None for line in self._desk.lines if line.energies
        ) and bool(self._desk.lines)

    def wait(self, what: str, there: Callable[[], bool], *, patience_ms: int = PATIENCE_MS) -> None:
        """Let the window work until something is there."""
        for _ in range(patience_ms // STEP_MS):
            if there():
                return
            pause(STEP_MS)
        raise KnownError(say("The window did not come to {what} in time.", what=what))

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = _NONE) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self._focus(), key, modifiers)
        pause(STEP_MS)

    def words(self, text: str) -> None:
        """Type a text where the focus is."""
        QTest.keyClicks(self._focus(), text)

    def click(self, widget: QWidget) -> None:
        """Click the middle of a widget."""
        middle = QPoint(widget.width() // 2, widget.height() // 2)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, _NONE, middle)
        pause(STEP_MS)

    def take(self, name: str) -> None:
        """Take a picture of the whole window."""
        pause(SETTLE_MS)
        self._out.mkdir(parents=True, exist_ok=True)
        path = self._out / f"{len(self.pictures) + 1:02d}-{name}.png"
        self._window.grab().save(str(path))
        self.pictures.append(path)

    def refer_something(self) -> bool:
        """Refer the first item in which the network found something; False when there is none."""
        flagged = [line for line in self._waiting() if line.screening is ScreeningState.FLAGGED]
        if not flagged:
            return False
        shown = self._open(flagged[0])
        self.take("review")
        self.key(Qt.Key.Key_E)
        self.take("review-colour")
        while self._page.scan_view.display().colour is not Colour.GREY:
            self.key(Qt.Key.Key_E)
        self.key(Qt.Key.Key_Tab)
        self.key(Qt.Key.Key_A)
        self.saved()
        self.key(Qt.Key.Key_R)
        self.wait("the referral form", lambda: self._page.form_open)
        self._choose_place(shown)
        self._choose_reason()
        self.click(self._page.referral.fields.exam.part(ExamType.PARTIAL_UNLOAD))
        self.click(self._page.referral.fields.confidence.part(SURE))
        self.saved()
        self.take("referral")
        self.sign(Kind.REFER_FOR_EXAM)
        self.take("referral-signed")
        return True

    def release_something(self) -> bool:
        """Recommend release of the first item of which nothing stands in the way after review."""
        waiting = self._waiting()
        quiet = [line for line in waiting if line.screening is ScreeningState.NOTHING_FLAGGED]
        # As an officer would: first what raises the fewest questions. Parcels come last: the next
        # one opens by itself, and the signed one is not on screen any more.
        for line in sorted(
            quiet, key=lambda line: (line.mode is Mode.COURIER, line.warnings, line.blocks)
        ):
            self._open(line)
            if self._clear_the_way():
                self.take("release-open")
                self.key(Qt.Key.Key_L)
                self.wait("the release form", lambda: self._page.form_open)
                self._choose_reason()
                self.click(self._page.referral.fields.confidence.part(SURE))
                self.saved()
                self.take("release")
                self.sign(Kind.RECOMMEND_RELEASE)
                self.take("release-signed")
                return True
            self._give_back()
        return False

    def _waiting(self) -> list[QueueLine]:
        return [line for line in self._desk.lines if line.state is ItemState.WAITING]

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window

    def _shown(self) -> Shown:
        shown = self._desk.review.shown
        if shown is None:
            raise KnownError(say("No item is open in the window."))
        return shown

    def _open(self, line: QueueLine) -> Shown:
        """Walk to a line of the queue with the arrow keys and open it."""
        self.key(Qt.Key.Key_F2)
        table = self._window.queue_page.table
        self.wait("the queue", lambda: self._window.page is self._window.queue_page)
        self.key(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _ in range(table.model().rowCount()):
            if table.chosen is not None and table.chosen.item_id == line.item_id:
                break
            self.key(Qt.Key.Key_Down)
        self.key(Qt.Key.Key_Return)
        review = self._desk.review
        self.wait(
            "the item",
            lambda: review.shown is not None and review.shown.item.item_id == line.item_id,
        )
        self.wait("the picture", lambda: self._page.stage.radiograph is not None)
        return self._shown()

    def _clear_the_way(self) -> bool:
        """Look at every view, confirm links, acknowledge warnings; whether release is open then."""
        for _ in self._shown().keys:
            self.key(Qt.Key.Key_F)
            self.wait("the picture", lambda: self._page.stage.radiograph is not None)
            pause(SETTLE_MS)
            self.key(Qt.Key.Key_Y)
            self.saved()
            self.key(Qt.Key.Key_V)
        # Twice each: the first key may only bring a notice into sight.
        for _ in range(2 * len(self._shown().open_keys)):
            self.key(Qt.Key.Key_K)
            self.saved()
        return self._page.decision.can(Kind.RECOMMEND_RELEASE)

    def _give_back(self) -> None:
        """Hand the open item back from the queue."""
        self.key(Qt.Key.Key_F2)
        self.key(Qt.Key.Key_H)
        self.saved()
        self.wait("an empty desk", lambda: self._desk.review.shown is None)

    def _choose_place(self, shown: Shown) -> None:
        """Choose the first finding as the place to look, unless it is chosen already."""
        label = next(region.label for region in shown.regions if region.from_finding)
        check = self._page.referral.findChild(Check, f"region-{label}")
        if isinstance(check, Check) and not check.isChecked():
            self.click(check)

    def _choose_reason(self) -> None:
        """Keep the suggested reasons; without any, take the first that the search offers."""
        if self._page.referral.fields.reasons.codes:
            return
        self.key(Qt.Key.Key_Slash)
        if self._page.referral.kind is Kind.REFER_FOR_EXAM:
            self.words("ANOMALY")
        self.key(Qt.Key.Key_Return)
        self.key(Qt.Key.Key_Escape)

    def sign(self, kind: Kind) -> None:
        """Sign the open form and wait until it is on record."""
        item_id = self._shown().item.item_id
        self.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self.wait(
            "the signature",
            lambda: any((one.item_id, one.outcome) == (item_id, kind) for one in self._desk.lines),
        )
        self.saved()

    def saved(self) -> None:
        """Wait until everything is on record and shown again."""
        pause(STEP_MS)
        self.wait("the record", lambda: self._desk.outbox.pending == 0)
        self.wait("the record", lambda: self._desk.jobs.under_way == 0)
