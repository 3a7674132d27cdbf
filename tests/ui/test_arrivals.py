"""The watched folder of the window: one look at a time, and what was turned away is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.domain.words import Sentence, say
from app.ui.arrivals import Arrivals
from app.ui.jobs import Jobs
from app.ui.shown import Tone


def test_what_was_turned_away_is_said(qtbot: QtBot) -> None:
    parent = QObject()
    jobs = Jobs(parent)
    asked: list[bool] = []

    def take(leaving: Callable[[], bool]) -> tuple[Sentence, ...]:
        asked.append(leaving())
        return (say("{name} was turned away: {reason}", name="a.edi", reason="empty"),)

    arrivals = Arrivals(take, jobs, parent)
    with qtbot.waitSignal(arrivals.said) as heard:
        arrivals.look()
        arrivals.look()
    (message,) = heard.args
    assert message.tone is Tone.WARNING
    jobs.stop()
    assert asked == [False]


def test_a_look_that_fails_is_not_the_last(qtbot: QtBot) -> None:
    parent = QObject()
    jobs = Jobs(parent)
    looks: list[int] = []

    def take(_: Callable[[], bool]) -> tuple[Sentence, ...]:
        looks.append(1)
        if len(looks) == 1:
            raise OSError("the disk is away")
        return (say("{name} was turned away: {reason}", name="a.edi", reason="empty"),)

    arrivals = Arrivals(take, jobs, parent)
    arrivals.look()
    qtbot.waitUntil(lambda: not arrivals._looking)
    with qtbot.waitSignal(arrivals.said):
        arrivals.look()
    jobs.stop()


@pytest.mark.usefixtures("qtbot")
def test_where_no_folder_is_watched_nothing_is_looked_at() -> None:
    parent = QObject()
    jobs = Jobs(parent)
    arrivals = Arrivals(None, jobs, parent)
    arrivals.start()
    arrivals.look()
    assert not arrivals._timer.isActive()
    jobs.stop()
