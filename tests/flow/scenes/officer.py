"""The officer of a scene: reads the window and drives it by its keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.domain.decision import ExamType, Kind
from app.domain.work import LinkClass, QueueLine
from app.ui.controls import Control
from app.ui.demo_drive import Driver
from app.ui.main_window import MainWindow
from app.ui.shipment.claim_line import ClaimLine
from app.ui.shipment.model import SheetModel
from app.ui.shown import Shown

TABS = 40
"""Most fields that are walked before a field is given up."""


class Hand(Protocol):
    """A clock that can be set."""

    def set(self, moment: dt.datetime) -> None:
        """Let it be a moment."""
        ...


def plain(text: str) -> str:
    """Return a text with plain blanks."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def _rows(sheet: SheetModel, parent: QModelIndex) -> Iterator[str]:
    for place in range(sheet.rowCount(parent)):
        index = sheet.index(place, 0, parent)
        row = sheet.row_at(index)
        if row is not None:
            yield row.spoken
            yield from _rows(sheet, index)


class SceneOfficer(Driver):
    """Hands and eyes of an officer who knows what to look for."""

    def __init__(self, window: MainWindow, out: Path, clock: Hand) -> None:
        super().__init__(window, out)
        self.window = window
        self.page = window.review_page
        self._clock = clock

    @property
    def shown(self) -> Shown:
        """What is open in the window."""
        shown = self.window.desk.review.shown
        assert shown is not None, "no item is open in the window"
        return shown

    # Reading

    def reads(self, within: QWidget | None = None) -> str:
        """Return all words in sight in a part of the window, one text a line."""
        part = within or self.page
        sight = [one for one in part.findChildren(QWidget) if one.isVisibleTo(part)]
        texts = [one.text() for one in sight if isinstance(one, QLabel)]
        texts += [one.words for one in sight if isinstance(one, Control)]
        return plain("\n".join(filter(None, texts)))

    def sees(self, *words: str) -> bool:
        """Whether texts stand on the right side of the review, where a person can read them."""
        said = self.reads(self.page.side)
        return all(word in said for word in words)

    @property
    def chips(self) -> str:
        """The short words beside the goods: what the data claims."""
        (line,) = self.page.side.declaration.findChildren(ClaimLine)
        return line.accessibleName()

    def whole(self, *keys: str) -> str:
        """Open the whole shipment and return what stands below a group of it, a row a line."""
        if not self.page.side.whole_open:
            self.key(Qt.Key.Key_S, Qt.KeyboardModifier.ShiftModifier)
            self.until("the whole shipment", lambda: self.page.side.whole_open)
        sheet = self.page.side.whole.tree.sheet
        index = sheet.find(keys)
        assert index.isValid(), keys
        return plain("\n".join(_rows(sheet, index)))

    def close_whole(self) -> None:
        """Go back to the notices."""
        self.key(Qt.Key.Key_Escape)
        self.until("the notices", lambda: not self.page.side.whole_open)

    @property
    def rules(self) -> dict[str, str]:
        """The notices of the open item: their weight by rule."""
        return {notice.rule: notice.severity.value for notice in self.shown.notices}

    @property
    def waits_for(self) -> set[str]:
        """The fields that a release recommendation waits for."""
        return {lack.field for lack in self.shown.release_waits_for}

    @property
    def links(self) -> dict[str, LinkClass]:
        """How firmly the open item is tied to each shipment."""
        return {link.shipment_id: link.link_class for link in self.shown.item.links}

    def may_release(self) -> bool:
        """Whether release can be recommended now."""
        return self.page.decision.can(Kind.RECOMMEND_RELEASE)

    def line(self, goods: str = "") -> QueueLine:
        """Return the one line of the queue, or the one whose goods begin so."""
        lines = [line for line in self.window.desk.lines if line.goods.startswith(goods)]
        assert len(lines) == 1, [line.goods for line in self.window.desk.lines]
        return lines[0]

    # Doing

    def later(self, moment: dt.datetime) -> None:
        """Let the time of the scene go on."""
        self._clock.set(moment)

    def hand_back(self) -> None:
        """Give the open item up, from the queue."""
        self.key(Qt.Key.Key_F2)
        self.key(Qt.Key.Key_H)
        self.until("an empty desk", lambda: self.window.desk.review.shown is None)

    def tab_to(self, name: str) -> None:
        """Go on with Tab until the focus is in a field."""
        for _ in range(TABS):
            focus = QApplication.focusWidget()
            if focus is not None and focus.objectName() == name:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not come to {name}")

    def clear_field(self) -> None:
        """Take out what stands in the field that has the focus."""
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.key(Qt.Key.Key_Delete)

    def press(self, key: Qt.Key) -> None:
        """Press a key, and let what follows come to rest."""
        self.key(key)
        self.saved()

    def until(self, what: str, there: Callable[[], bool]) -> None:
        """Wait until something is there, and everything has come to rest."""
        self.wait(what, there)
        self.saved()

    def take_next(self) -> Shown:
        """Take the next item up and wait for its picture."""
        self.key(Qt.Key.Key_N)
        self.wait("the picture", lambda: self.page.stage.radiograph is not None)
        self.saved()
        return self.shown

    def take_up(self, goods: str) -> Shown:
        """Take up the item whose goods begin so; what lies on the desk goes back."""
        if self.window.desk.review.shown is not None:
            self.hand_back()
        self.window.desk.open_item(self.line(goods).item_id)
        self.wait("the picture", lambda: self.page.stage.radiograph is not None)
        self.saved()
        return self.shown

    def look_at_all(self) -> None:
        """Look at every view of the open item to its end."""
        for _ in self.shown.keys:
            self.key(Qt.Key.Key_F)
            self.wait("the picture", lambda: self.page.stage.radiograph is not None)
            self.until("the view", self._seen)
            self.key(Qt.Key.Key_V)

    def _seen(self) -> bool:
        key = self.page.stage.key
        return key is not None and key in self.shown.item.viewed

    def acknowledge_all(self) -> None:
        """Answer every warning that is open; a first key may only bring it into sight."""
        for _ in range(2 * len(self.shown.open_keys)):
            self.key(Qt.Key.Key_K)
            self.saved()

    def confirm_link(self) -> None:
        """Confirm that this scan shows the shipment beside it."""
        self.key(Qt.Key.Key_Y)
        self.saved()

    def agree_with_findings(self) -> None:
        """Say of every finding of the model that there is something."""
        self._judge_findings(Qt.Key.Key_A)

    def disagree_with_findings(self) -> None:
        """Say of every finding of the model that it is none."""
        self._judge_findings(Qt.Key.Key_D)

    def _judge_findings(self, verdict: Qt.Key) -> None:
        for _ in self.shown.findings:
            self.key(Qt.Key.Key_Tab)
            self.press(verdict)

    def mark(self, *, across: tuple[float, float], down: tuple[float, float]) -> None:
        """Draw a box mark: from where to where, as shares of the window of the image."""
        view, before = self.page.scan_view, len(self.window.desk.review.marks)
        start = QPoint(round(across[0] * view.width()), round(down[0] * view.height()))
        end = QPoint(round(across[1] * view.width()), round(down[1] * view.height()))
        self.key(Qt.Key.Key_T)
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(view, left, none, start)
        QTest.mouseMove(view, (start + end) / 2)
        QTest.mouseMove(view, end)
        QTest.mouseRelease(view, left, none, end)
        self.until("the mark", lambda: len(self.window.desk.review.marks) == before + 1)

    def fill_release(self, reason: str = "NO_ANOMALY", note: str = "") -> None:
        """Fill in a release recommendation, and leave it unsigned."""
        self._form(Qt.Key.Key_L, reason, note)

    def leave_form(self) -> None:
        """Go back from a form; what is filled in is kept."""
        for _ in range(2):
            if self.page.form_open:
                self.press(Qt.Key.Key_Escape)
        self.until("the notices", lambda: not self.page.form_open)

    def release(self, reason: str = "NO_ANOMALY", note: str = "") -> None:
        """Fill in a release recommendation and sign it."""
        self.fill_release(reason, note)
        self.sign(Kind.RECOMMEND_RELEASE)

    def refer(self, reason: str, exam: ExamType = ExamType.FULL_UNLOAD, note: str = "") -> None:
        """Fill in a referral and sign it."""
        self._form(Qt.Key.Key_R, reason, note)
        self.click(self.page.referral.fields.exam.part(exam))
        self.saved()
        self.sign(Kind.REFER_FOR_EXAM)

    def ask(self, reason: str, note: str) -> None:
        """Ask for data, and sign it."""
        self._form(Qt.Key.Key_I, reason, note)
        self.saved()
        self.sign(Kind.REQUEST_INFO)

    def _form(self, key: Qt.Key, reason: str, note: str) -> None:
        self.key(key)
        self.wait("the form", lambda: self.page.form_open)
        fields = self.page.referral.fields
        if reason not in fields.reasons.codes:
            self.key(Qt.Key.Key_Slash)
            self.words(reason)
            self.key(Qt.Key.Key_Return)
            self.key(Qt.Key.Key_Escape)
        self.click(fields.confidence.part(4))
        if note:
            self.click(fields.note)
            self.words(note)
            self.key(Qt.Key.Key_Escape)
        self.saved()
