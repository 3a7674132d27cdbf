"""How much is asked for at once: the line is always full, and what is urgent waits for little."""

from __future__ import annotations

import pytest

from app.scans.asking import LINE
from app.scans.pace import LEAST, MOST, Pace

TOGETHER = LINE


def over(rate: float, round_trip: float, *, seconds: float = 30.0) -> tuple[Pace, float]:
    """Bring bytes over a line; return the pace, and the share of it that was used at the end.

    Requests share the line; one that is done is followed by the next at once.
    """
    pace, now, free = Pace(), 100.0, 100.0
    ends: list[tuple[float, float, int]] = []
    used: list[tuple[float, int]] = []
    while now < 100.0 + seconds:
        while len(ends) < TOGETHER:
            size = pace.portion
            pace.asked(now)
            pace.waited(round_trip)
            free = max(free, now + round_trip) + size / rate
            ends.append((free, now, size))
        end, began, size = ends.pop(0)
        now = max(now, end)
        pace.came(size)
        pace.answered(now, count=size, took=now - began)
        used.append((now, size))
    late = [size for at, size in used if at > 100.0 + seconds / 2]
    return pace, sum(late) / (seconds / 2) / rate


@pytest.mark.parametrize("round_trip", [0.02, 0.12, 0.3])
@pytest.mark.parametrize("rate", [2_500_000.0, 12_500_000.0])
def test_the_line_is_full_and_what_is_under_way_is_little(rate: float, round_trip: float) -> None:
    pace, used = over(rate, round_trip)
    assert used > 0.95
    assert pace.bytes_per_s == pytest.approx(rate, rel=0.1)
    assert pace.portion * TOGETHER < max(rate * (4 * round_trip + 0.1), 1.3 * LEAST * TOGETHER)


def test_on_a_poor_line_no_request_is_tiny() -> None:
    pace, used = over(25_000.0, 0.3, seconds=600.0)
    assert pace.portion == LEAST
    assert used > 0.95


def test_no_request_is_endless() -> None:
    assert over(1e9, 0.5)[0].portion == MOST


def test_before_anything_came_little_is_asked_for() -> None:
    pace = Pace()
    assert pace.bytes_per_s == 0.0
    assert LEAST <= pace.portion < 256 << 10


def test_time_in_which_nothing_was_asked_does_not_count() -> None:
    pace, _ = over(1_000_000.0, 0.1)
    while pace._open:
        pace.answered(pace._since, count=0, took=1.0)
    before = pace.bytes_per_s
    pace.asked(1000.0)
    pace.came(500_000)
    pace.answered(1000.5, count=500_000, took=0.5)
    assert pace.bytes_per_s == pytest.approx(before, rel=0.1)


def test_a_line_that_got_slower_is_believed_by_and_by() -> None:
    pace = Pace()
    pace.waited(0.02)
    for _ in range(200):
        pace.waited(0.3)
    assert pace.round_trip_s == pytest.approx(0.3, abs=0.01)
