"""Which scans to bring before anybody asks for them, and in which order.

The queue is in the order in which items will be opened: by time left, then risk (docs/queue.md).
So each waiting item has a turn, and the line can bring only so much before it. An item that is
whole at its turn opens at once; one that is not streams as it is opened, which costs the officer
little, so nothing is won by bringing half of it and missing the next one as well. Hence: first as
many as can be whole in time (Moore and Hodgson's algorithm, Management Science 15, 1968, with the
item that is open as work that comes before all), then the rest, both in the order of the queue.
"""

from __future__ import annotations

import dataclasses
import heapq
from collections.abc import Sequence


@dataclasses.dataclass(frozen=True, slots=True)
class Waiting:
    """One item of the queue.

    Attributes
    ----------
    item_id
        Which.
    size
        Bytes of its files.
    left
        Of them, those that are not on this machine yet.
    """

    item_id: str
    size: int
    left: int


@dataclasses.dataclass(frozen=True, slots=True)
class Outlook:
    """What the line and the officer do, as measured.

    Attributes
    ----------
    rate
        Bytes a second that the line brings; 0 when it is not known.
    next_s
        Seconds until the officer opens the next item.
    pace_s
        Seconds from one item to the next after that.
    open_left
        Bytes that the item that is open lacks: they come before all else.
    """

    rate: float
    next_s: float
    pace_s: float
    open_left: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Limits:
    """How much may be brought ahead.

    Attributes
    ----------
    room
        Bytes, in memory as in the cache.
    items
        How many items.
    """

    room: int
    items: int


def ahead(queue: Sequence[Waiting], outlook: Outlook, limits: Limits) -> tuple[Waiting, ...]:
    """Return what to bring, the most urgent first.

    Parameters
    ----------
    queue
        What waits, in the order in which it will be opened, without the item that is open.
    """
    early = in_time(queue, outlook)
    late = [one for one in queue if one not in early]
    return _within((*early, *late), limits)


def in_time(queue: Sequence[Waiting], outlook: Outlook) -> tuple[Waiting, ...]:
    """Return as many items as can be whole before their turn, in their order.

    Where nothing is known of the line, only those that are here already.
    """
    kept: list[tuple[int, int]] = []
    bringing = outlook.open_left
    for place, one in enumerate(queue):
        if one.left == 0:
            continue
        heapq.heappush(kept, (-one.left, -place))
        bringing += one.left
        turn_s = outlook.next_s + place * outlook.pace_s
        if bringing > turn_s * outlook.rate:
            # The largest so far costs the others most; of two as large, the later one waits.
            bringing += heapq.heappop(kept)[0]
    brought = {-place for _, place in kept}
    return tuple(one for place, one in enumerate(queue) if one.left == 0 or place in brought)


def _within(plan: Sequence[Waiting], limits: Limits) -> tuple[Waiting, ...]:
    """Leave out what does not fit; what is smaller may still."""
    taken: list[Waiting] = []
    room = limits.room
    for one in plan:
        if len(taken) < limits.items and one.size <= room:
            taken.append(one)
            room -= one.size
    return tuple(taken)
