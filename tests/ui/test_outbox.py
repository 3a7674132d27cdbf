"""What is on its way to the record: refusals are answers, a full disk is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.domain.errors import KnownError, RecordDamaged, Refused, Unavailable
from app.domain.words import say
from app.ui.jobs import Jobs
from app.ui.outbox import Gesture, Outbox


@pytest.fixture
def outbox(qtbot: QtBot) -> Iterator[Outbox]:
    del qtbot
    jobs = Jobs()
    yield Outbox(jobs)
    jobs.stop()


class Writer:
    """Fails with each error in turn, then writes."""

    def __init__(self, *errors: Exception) -> None:
        self._errors = list(errors)
        self.written = 0
        self.refused: list[KnownError] = []

    def write(self) -> None:
        if self._errors:
            raise self._errors.pop(0)
        self.written += 1

    def gesture(self, mark: int = 0) -> Gesture:
        return Gesture(self.write, lambda _: None, self.refused.append, mark)


@pytest.mark.parametrize(
    "error",
    [
        Unavailable(say("The disk is full.")),
        RecordDamaged(say("The record does not verify.")),
        OSError("disk I/O error"),
    ],
)
def test_what_stands_in_the_way_is_tried_again(
    outbox: Outbox, qtbot: QtBot, error: Exception
) -> None:
    first, second = Writer(error), Writer()
    outbox.put(first.gesture(mark=3))
    outbox.put(second.gesture())
    qtbot.waitUntil(lambda: outbox.failure is not None)
    assert "Mark 3 is not on record yet" in str(outbox.failure)
    assert (first.written, second.written, outbox.pending) == (0, 0, 2)
    outbox.retry()
    qtbot.waitUntil(lambda: outbox.pending == 0)
    assert (first.written, second.written, first.refused) == (1, 1, [])
    assert outbox.failure is None


def test_a_refusal_is_an_answer_and_the_line_moves(outbox: Outbox, qtbot: QtBot) -> None:
    why = Refused(say("It is somebody else's now."))
    first, second = Writer(why), Writer()
    outbox.put(first.gesture())
    outbox.put(second.gesture())
    qtbot.waitUntil(lambda: outbox.pending == 0)
    assert (first.refused, first.written, second.written) == ([why], 0, 1)
