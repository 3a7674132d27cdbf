"""One cut of the line counts once, however many requests it ended."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator, Iterable

import pytest

from app.domain.errors import KnownError, Unavailable
from app.domain.words import say
from app.scans import arrival
from app.scans.arrival import Arrival
from app.scans.asking import LINE, Asking, Request
from app.scans.carrying import Carrier
from app.scans.web.wanted import Wanted
from imaging.holding import Held, Span

FILES = (Wanted("0" * 64, 4000, "1.2.3", "1.2.3.1", "side"),)
WHY = say("There is not enough memory for this image.")


class Cut(Unavailable):
    """The line was cut."""

    passing = True


@pytest.fixture
def view() -> Arrival:
    return Arrival(FILES, None, lambda one: one)


def test_a_cut_that_ends_several_requests_is_told_and_counted_once(view: Arrival) -> None:
    began = time.monotonic()
    told = [view.fail(Cut(WHY), stands=True) for _ in range(LINE)]
    assert [one is not None for one in told] == [True, False, False]
    assert view.traffic.failed == 1
    assert not view.may_be_asked_for(began)
    # The first pause, not one of those that follow on it.
    first, second, *_ = arrival._AGAIN_S
    assert first < second
    assert view.may_be_asked_for(time.monotonic() + first)


def test_the_next_cut_is_told_again_and_puts_off_longer(
    view: Arrival, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrival, "_AGAIN_S", (0.0, 60.0))
    assert view.fail(Cut(WHY), stands=True) is not None
    assert view.may_be_asked_for(time.monotonic())
    assert view.fail(Cut(WHY), stands=True) is not None
    assert not view.may_be_asked_for(time.monotonic())
    assert view.traffic.failed == 2


def test_a_refusal_after_a_cut_is_told_and_waits_for_a_word(view: Arrival) -> None:
    assert view.fail(Cut(WHY), stands=True) is not None
    refused = view.fail(KnownError(WHY), stands=True)
    assert refused is not None
    assert not refused.passing
    # What was under way beside it does not set it going again.
    assert view.fail(Cut(WHY), stands=True) is None
    assert not view.may_be_asked_for(float("inf"))
    view.ask_again()
    assert view.may_be_asked_for(time.monotonic())


class Silent:
    """Brings nothing, or a few bytes; takes the archive for one that gives parts until it knows."""

    held: Held | None = None

    def __init__(self, gives: int, *, ranges: bool) -> None:
        self._gives, self.ranges = gives, ranges

    def begin(self, count: int) -> Generator[int, None, None]:
        if self._gives:
            yield min(self._gives, count)
        raise Cut(WHY)

    def bring(self, wanted: Iterable[Span]) -> Generator[int, None, None]:
        del wanted
        return self.flow()

    def flow(self) -> Generator[int, None, None]:
        return self.begin(1)

    def check(self, sha256: str) -> None:
        raise AssertionError(sha256)


@pytest.mark.parametrize(
    ("gives", "ranges", "known"), [(0, True, False), (7, True, True), (7, False, False)]
)
def test_only_an_answer_says_whether_an_archive_gives_parts(
    view: Arrival, gives: int, ranges: bool, known: bool
) -> None:
    asking = Asking()
    carrier = Carrier(
        lambda _: Silent(gives, ranges=ranges),
        None,
        asking,
        alone=threading.RLock(),
        news=lambda: None,
        stopped=lambda: False,
    )
    error = carrier.carry(Request(view, 0, ((0, 100),), time.monotonic()))
    assert isinstance(error, Cut)
    assert asking.gives_parts is known


def test_a_failure_before_the_answer_forgets_nothing_of_the_archive(view: Arrival) -> None:
    asking = Asking()
    asking.gives_parts = True
    carrier = Carrier(
        lambda _: Silent(0, ranges=False),
        None,
        asking,
        alone=threading.RLock(),
        news=lambda: None,
        stopped=lambda: False,
    )
    assert carrier.carry(Request(view, 0, ((0, 100),), time.monotonic())) is not None
    assert asking.gives_parts
