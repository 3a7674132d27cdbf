"""The table of officers against outcomes: counts, and rates only where there are cases enough."""

from __future__ import annotations

import dataclasses
import datetime as dt

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.decision import Kind
from app.domain.officer import Role
from app.domain.officer_figures import Judged, Rate
from app.domain.replay import Step, StepKind
from app.domain.words import say
from app.review.officer_figures import figures_of
from app.ui.officers_page import OfficerModel, column_words, rate_words
from app.ui.replay.time_line import TimeLine
from app.ui.replay.words import clock
from tests.ui.conftest import Opener
from tests.ui.fake_room import OFFICER


def test_few_cases_have_counts_alone() -> None:
    assert rate_words(Rate(0, 0)) == "-"
    assert rate_words(Rate(15, 19)) == "15 / 19"
    # Wilson of 16 of 20: .584 to .919.
    assert rate_words(Rate(16, 20)) == "16 / 20\n80 % (58-92)"


def test_the_table_has_all_officers_first_and_then_each_by_name() -> None:
    referred = Judged("r", "b", Kind.REFER_FOR_EXAM, 5, found=True, flagged=True)
    model = OfficerModel()
    model.show_figures(
        figures_of([referred, dataclasses.replace(referred, officer="a")], {"a": "Z", "b": "A"})
    )
    shown = [
        [model.data(model.index(row, column)) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    assert [one[0] for one in shown] == ["All officers", "A", "Z"]
    columns = [column_words(n) for n in range(model.columnCount())]
    assert shown[0][columns.index("Right at 5")] == "2 / 2"
    assert shown[1][columns.index("Resultant")] == "1 / 1"
    assert shown[1][columns.index("Found later")] == "-"


def test_both_commands_say_why_they_cannot_act(seat: Opener) -> None:
    one = seat()
    ways = one.window.replaying
    assert ways.why_not_replay() == "There is nothing to replay here."
    assert ways.why_not_officers() == "Only a supervisor sees how others decide."
    assert OFFICER.role is Role.OFFICER
    one.window.run_command("officers")
    assert one.window.page is not ways.officers


def test_the_time_line_goes_by_mouse_and_by_keys(qtbot: QtBot) -> None:
    start = dt.datetime(2026, 3, 2, 14, 0, tzinfo=dt.UTC)
    kinds = (StepKind.PICTURE, StepKind.DISPLAY, StepKind.PICTURE, StepKind.DECISION)
    steps = [
        Step(n, start + dt.timedelta(seconds=10 * n), 10.0 * n, kind, say("Step"), "a")
        for n, kind in enumerate(kinds)
    ]
    line = TimeLine()
    qtbot.addWidget(line)
    line.resize(900, line.sizeHint().height())
    line.show_steps(steps)
    assert line.lanes == (StepKind.PICTURE, StepKind.DISPLAY, StepKind.DECISION)
    QTest.keyClick(line, Qt.Key.Key_End)
    assert line.value() == 3
    QTest.keyClick(line, Qt.Key.Key_Left)
    assert line.value() == 2
    QTest.keyClick(line, Qt.Key.Key_Home)
    assert line.value() == 0
    place = QPoint(round(line._x(20.0)), 34)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=place)
    assert line.value() == 2
    assert line.accessibleName() == "Time line"
    assert "0:20" in line.accessibleDescription()
    line.play_to(25.0)
    assert not line.grab().isNull()
    assert [clock(s) for s in (0.0, 59.9, 61.0, 3661.0)] == ["0:00", "0:59", "1:01", "1:01:01"]
