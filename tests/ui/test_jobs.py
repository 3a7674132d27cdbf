"""Work off the GUI thread, and gestures on their way into the record."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from app.domain.errors import KnownError, Refused
from app.domain.words import say
from app.ui.jobs import Jobs
from app.ui.outbox import Gesture, Outbox
from app.ui.shown import Saving


def test_writing_keeps_its_order_and_its_thread(qtbot: QtBot) -> None:
    jobs = Jobs()
    names: list[str] = []
    answers: list[int] = []
    for number in range(20):
        jobs.write(
            lambda n=number: (names.append(threading.current_thread().name), n)[1], answers.append
        )
    qtbot.waitUntil(lambda: jobs.under_way == 0)
    jobs.stop()
    assert answers == list(range(20))
    assert len(set(names)) == 1
    assert names[0] != threading.current_thread().name


def test_what_fails_is_told_on_the_gui_thread(qtbot: QtBot) -> None:
    jobs = Jobs()
    told: list[tuple[str, str]] = []

    def fail() -> None:
        raise OSError("no such disk")

    jobs.read(fail, failed=lambda error: told.append((str(error), threading.current_thread().name)))
    with qtbot.waitSignal(jobs.crashed):
        jobs.read(fail)
    qtbot.waitUntil(lambda: jobs.under_way == 0)
    jobs.stop()
    assert told == [("no such disk", threading.current_thread().name)]


def test_a_gesture_that_fails_stays_first_until_it_is_written(qtbot: QtBot) -> None:
    jobs = Jobs()
    outbox = Outbox(jobs)
    states: list[Saving] = []
    outbox.changed.connect(lambda saving, _why: states.append(saving))
    broken = [True]
    written: list[str] = []
    refusals: list[KnownError] = []

    def write(name: str) -> str:
        if broken[0]:
            raise OSError("disk full")
        written.append(name)
        return name

    for name in ("first", "second"):
        outbox.put(Gesture(lambda n=name: write(n), lambda _: None, refusals.append))
    qtbot.waitUntil(lambda: states[-1] is Saving.UNSAVED)
    assert outbox.pending == 2
    assert "disk full" in str(outbox.failure)
    broken[0] = False
    outbox.retry()
    qtbot.waitUntil(lambda: outbox.pending == 0)
    jobs.stop()
    assert written == ["first", "second"]
    assert states[-1] is Saving.SAVED
    assert not refusals


def test_a_refusal_lets_the_line_move_on(qtbot: QtBot) -> None:
    jobs = Jobs()
    outbox = Outbox(jobs)
    refusals: list[str] = []
    done: list[object] = []

    def refuse() -> None:
        raise Refused(say("not yours"))

    outbox.put(Gesture(refuse, done.append, lambda error: refusals.append(str(error))))
    outbox.put(Gesture(lambda: "ok", done.append, lambda error: refusals.append(str(error))))
    qtbot.waitUntil(lambda: outbox.pending == 0)
    jobs.stop()
    assert refusals == ["not yours"]
    assert done == ["ok"]
