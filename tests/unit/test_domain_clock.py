"""The clock of a review: active time under any order of events."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.clock import ReviewClock


class Hand:
    """A monotonic clock moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_time_runs_from_first_paint_and_stands_still_in_holds() -> None:
    hand = Hand()
    clock = ReviewClock(hand)
    hand.now += 5
    assert clock.active_s == 0
    assert clock.first_paint()
    assert not clock.first_paint()
    hand.now += 10
    clock.hold("lock")
    hand.now += 100
    clock.hold("idle")
    clock.resume("lock")
    hand.now += 100
    clock.resume("idle")
    hand.now += 3
    assert clock.active_s == 13
    assert clock.wall_s == 213


def test_the_while_that_shows_idleness_is_no_active_time() -> None:
    hand = Hand()
    clock = ReviewClock(hand)
    clock.first_paint()
    hand.now += 80
    clock.hold("idle", for_s=60)
    hand.now += 40
    clock.resume("idle")
    assert clock.active_s == 20


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["paint", "hold", "resume"]),
        st.sampled_from(["lock", "idle", "pause"]),
        st.floats(0, 100),
    ),
    max_size=40,
)


@given(STEPS)
def test_active_time_is_never_negative_nor_more_than_the_wall(
    steps: list[tuple[str, str, float]],
) -> None:
    hand = Hand()
    clock = ReviewClock(hand)
    before = 0.0
    for step, why, seconds in steps:
        hand.now += seconds
        if step == "paint":
            clock.first_paint()
        elif step == "hold":
            clock.hold(why)
        else:
            clock.resume(why)
        assert before <= clock.active_s + 1e-9
        assert clock.active_s <= clock.wall_s + 1e-9
        before = clock.active_s
