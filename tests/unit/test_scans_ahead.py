"""What is brought ahead: as many as can be whole in time, nothing beyond the limits."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from app.scans.ahead import Limits, Outlook, Waiting, ahead, in_time

MB = 1_000_000
NO_LIMITS = Limits(1 << 50, 1000)


@st.composite
def queues(draw: st.DrawFn, most: int = 12) -> list[Waiting]:
    sizes = draw(st.lists(st.integers(1, 60), max_size=most))
    lefts = [draw(st.integers(0, size)) for size in sizes]
    pairs = enumerate(zip(sizes, lefts, strict=True))
    return [Waiting(f"C{place}", size * MB, left * MB) for place, (size, left) in pairs]


outlooks = st.builds(
    Outlook,
    rate=st.integers(1, 20).map(lambda mb: float(mb * MB)),
    next_s=st.integers(0, 30).map(float),
    pace_s=st.integers(0, 30).map(float),
    open_left=st.integers(0, 100).map(lambda mb: mb * MB),
)
limits = st.builds(
    Limits, room=st.integers(0, 300).map(lambda mb: mb * MB), items=st.integers(0, 9)
)


def whole_in_time(chosen: list[int], queue: list[Waiting], outlook: Outlook) -> bool:
    """Bring them one after the other behind the open item, and look at each turn."""
    brought = outlook.open_left
    for place in (place for place in chosen if queue[place].left):
        brought += queue[place].left
        if brought > outlook.rate * (outlook.next_s + place * outlook.pace_s):
            return False
    return True


@given(queues(), outlooks)
def test_what_is_promised_in_time_is_whole_at_its_turn(
    queue: list[Waiting], outlook: Outlook
) -> None:
    early = in_time(queue, outlook)
    places = [queue.index(one) for one in early]
    assert places == sorted(set(places))
    assert whole_in_time(places, queue, outlook)


@given(queues(most=7), outlooks)
def test_no_other_choice_has_more_in_time(queue: list[Waiting], outlook: Outlook) -> None:
    best = max(
        len(chosen)
        for count in range(len(queue) + 1)
        for chosen in itertools.combinations(range(len(queue)), count)
        if whole_in_time(list(chosen), queue, outlook)
    )
    assert len(in_time(queue, outlook)) == best


@given(queues(), outlooks)
def test_a_better_line_or_a_smaller_open_item_never_has_fewer_in_time(
    queue: list[Waiting], outlook: Outlook
) -> None:
    now = len(in_time(queue, outlook))
    faster = Outlook(outlook.rate * 2, outlook.next_s, outlook.pace_s, outlook.open_left)
    alone = Outlook(outlook.rate, outlook.next_s, outlook.pace_s)
    assert len(in_time(queue, faster)) >= now
    assert len(in_time(queue, alone)) >= now


@given(queues(), outlooks)
def test_without_limits_all_come_those_in_time_first_each_in_the_queues_order(
    queue: list[Waiting], outlook: Outlook
) -> None:
    plan = ahead(queue, outlook, NO_LIMITS)
    early = in_time(queue, outlook)
    assert plan[: len(early)] == early
    assert sorted(plan, key=queue.index) == queue
    rest = [queue.index(one) for one in plan[len(early) :]]
    assert rest == sorted(rest)


@given(queues(), outlooks, limits)
def test_the_limits_hold_and_only_what_does_not_fit_is_left_out(
    queue: list[Waiting], outlook: Outlook, most: Limits
) -> None:
    plan = ahead(queue, outlook, most)
    room = most.room - sum(one.size for one in plan)
    assert room >= 0
    assert len(plan) <= most.items
    assert len(set(plan)) == len(plan)
    if len(plan) < most.items:
        assert all(one.size > room for one in queue if one not in plan)


def test_a_train_that_cannot_be_whole_in_time_does_not_hold_up_the_trucks_behind_it() -> None:
    train = Waiting("train", 120 * MB, 120 * MB)
    trucks = [Waiting(f"truck {number}", 5 * MB, 5 * MB) for number in range(3)]
    outlook = Outlook(rate=2.5 * MB, next_s=20.0, pace_s=20.0)
    plan = ahead([train, *trucks], outlook, NO_LIMITS)
    assert [one.item_id for one in plan] == ["truck 0", "truck 1", "truck 2", "train"]
    # With a line that can, the queue is the order.
    fast = Outlook(rate=25 * MB, next_s=20.0, pace_s=20.0)
    assert ahead([train, *trucks], fast, NO_LIMITS)[0] == train


def test_the_open_item_comes_before_all() -> None:
    one = Waiting("next", 5 * MB, 5 * MB)
    outlook = Outlook(rate=1.0 * MB, next_s=10.0, pace_s=10.0, open_left=6 * MB)
    assert in_time([one], outlook) == ()
    assert in_time([one], Outlook(1.0 * MB, 10.0, 10.0, 5 * MB)) == (one,)


def test_of_a_line_of_which_nothing_is_known_the_queue_is_the_order() -> None:
    queue = [Waiting("a", 50 * MB, 50 * MB), Waiting("b", MB, MB), Waiting("c", MB, 0)]
    outlook = Outlook(rate=0.0, next_s=20.0, pace_s=20.0)
    assert [one.item_id for one in ahead(queue, outlook, NO_LIMITS)] == ["c", "a", "b"]
