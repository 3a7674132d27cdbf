"""The watched folder of the window: one look at a time, and what was turned away is said."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.domain.words import Sentence, say
from app.ui.arrivals import Arrivals
from app.ui.jobs import Jobs
from app.ui.shown import Message, Tone

Tell = Callable[[Sentence], None]


def test_what_was_turned_away_is_said(qtbot: QtBot) -> None:
    parent = QObject()
    jobs = Jobs(parent)
    asked: list[bool] = []

    def take(leaving: Callable[[], bool], _: Tell) -> tuple[Sentence, ...]:
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


def test_how_far_a_large_file_is_is_shown_and_taken_away_again(qtbot: QtBot) -> None:
    parent = QObject()
    jobs = Jobs(parent)
    told, ends = threading.Event(), threading.Event()

    def take(_: Callable[[], bool], tell: Tell) -> tuple[Sentence, ...]:
        tell(say("{name} comes in: {share} %, {count} messages.", name="a", share=39, count=1000))
        told.set()
        ends.wait(10)
        return ()

    arrivals = Arrivals(take, jobs, parent)
    shown: list[Message | None] = []
    arrivals.progress.connect(shown.append)
    arrivals.look()
    assert told.wait(10)
    arrivals.look()
    arrivals.look()
    ends.set()
    qtbot.waitUntil(lambda: len(shown) == 2)
    first, last = shown
    assert first is not None
    assert (str(first.sentence), first.tone) == ("a comes in: 39 %, 1000 messages.", Tone.PLAIN)
    assert last is None
    jobs.stop()


def test_a_look_that_fails_is_not_the_last(qtbot: QtBot) -> None:
    parent = QObject()
    jobs = Jobs(parent)
    looks: list[int] = []

    def take(_: Callable[[], bool], __: Tell) -> tuple[Sentence, ...]:
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
