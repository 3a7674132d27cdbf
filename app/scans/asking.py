"""What to ask an archive for next, while how much else is under way.

The line is full with a few requests: while one waits for its answer, others fill it. More of them
would only stand in each other's way, and what comes into sight would wait behind them all. But a
request of which nothing comes fills no line: it does not count, and what others look at goes on
beside it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from app.scans.arrival import Arrival
from imaging.holding import Span

LINE = 3
"""Requests that get on together."""
STALLED_S = 1.0
"""Seconds without a byte after which a request does not get on: several round trips."""


@dataclasses.dataclass(slots=True, eq=False)
class Request:
    """What was asked for, of one file of a view.

    Attributes
    ----------
    view, number, spans
        Of which view, which of its files, and which bytes of it.
    heard_at
        When some of it came last, or it was asked for; monotonic seconds.
    """

    view: Arrival
    number: int
    spans: tuple[Span, ...]
    heard_at: float

    def gets_on(self, now: float) -> bool:
        """Whether anything came of it lately."""
        return now - self.heard_at < STALLED_S


class Asking:
    """Chooses what to ask for; who asks sees to it that one does at a time."""

    def __init__(self) -> None:
        self._under_way: list[Request] = []
        self.gives_parts = False
        """Whether the archive gives parts, as far as is known."""

    def next(
        self, opened: Sequence[Arrival], ahead: Sequence[Arrival], portion: int, now: float
    ) -> Request | None:
        """Return what to ask for now, and count it as under way; None for nothing.

        First of every opened view what can be shown soonest: the whole coarsely, then what is in
        sight. Then the rest of them, and then what nobody waits for yet.

        Parameters
        ----------
        opened
            Views that are wanted, the weightiest first.
        ahead
            Views that will be wanted, the soonest first.
        portion
            Bytes of one request.
        now
            Monotonic seconds.
        """
        get_on = sum(one.gets_on(now) for one in self._under_way)
        if get_on >= LINE:
            return None
        # What stands still says that nothing is to be won by asking ahead.
        late = ahead if get_on == len(self._under_way) else ()
        for views, rest in ((opened, False), (opened, True), (late, True)):
            for view in views:
                found = self._of(view, portion, now, rest=rest)
                if found is not None:
                    view.on_way[found.number].extend(found.spans)
                    self._under_way.append(found)
                    return found
        return None

    def done(self, request: Request) -> None:
        """Count a request as under way no more."""
        self._under_way.remove(request)

    def _of(self, view: Arrival, portion: int, now: float, *, rest: bool) -> Request | None:
        """Return what to ask for of one view."""
        # One that stands still holds no more than its share of those who could ask.
        its = sum(one.view is view for one in self._under_way)
        if its >= LINE or not view.may_be_asked_for(now):
            return None
        # The energies come side by side.
        for number in sorted(range(len(view.files)), key=view.asked_of):
            spans = self._wanted_of(view, number, portion, rest=rest)
            if spans:
                return Request(view, number, spans, now)
        return None

    def _wanted_of(
        self, view: Arrival, number: int, portion: int, *, rest: bool
    ) -> tuple[Span, ...]:
        """Return which bytes of a file to ask for now."""
        file, on_way = view.coming.files[number], view.on_way[number]
        if on_way:
            incoming = view.incoming[number]
            # One request alone, until it is known that there are parts to be had, and of what.
            if not self.gives_parts or incoming is None or incoming.held is None:
                return ()
        if file.whole:
            return ()
        return file.wants(view.sight, portion, on_way, rest=rest)
