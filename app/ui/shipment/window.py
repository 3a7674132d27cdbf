"""A window of pieces around the place of a value: a message may have two hundred thousand."""

from __future__ import annotations

import bisect
import dataclasses

from app.domain.raw import RawMessage

AROUND = 60
"""Pieces shown before and after the place, and added when more is asked for."""
MOST_FOUND = 10_000
"""Occurrences of a value that are walked."""

Span = tuple[int, int]
"""Characters of the message: from, and up to but not including."""


@dataclasses.dataclass(frozen=True, slots=True)
class Window:
    """Which pieces of a message are shown.

    Attributes
    ----------
    first, last
        Pieces from `first` up to but not including `last`, counted from 0.
    """

    message: RawMessage
    first: int
    last: int

    @classmethod
    def around(cls, message: RawMessage, at: int) -> Window:
        """Return the window around a character of the message."""
        piece = piece_at(message, at)
        return cls(message, max(0, piece - AROUND), min(len(message.cuts), piece + AROUND + 1))

    def earlier(self) -> Window:
        """Return the window with more pieces before it."""
        return dataclasses.replace(self, first=max(0, self.first - AROUND))

    def later(self) -> Window:
        """Return the window with more pieces after it."""
        return dataclasses.replace(self, last=min(len(self.message.cuts), self.last + AROUND))

    def holds(self, at: int) -> bool:
        """Whether a character of the message is shown."""
        return self.first <= piece_at(self.message, at) < self.last

    def span(self, piece: int) -> Span:
        """Return the characters of a piece, counted from 0 in the message."""
        cuts = self.message.cuts
        end = cuts[piece + 1] if piece + 1 < len(cuts) else len(self.message.text)
        return cuts[piece], end


def piece_at(message: RawMessage, at: int) -> int:
    """Return the piece that holds a character, counted from 0."""
    return max(0, bisect.bisect_right(message.cuts, at) - 1)


def occurrences(message: RawMessage) -> tuple[Span, ...]:
    """Return every place of the message that reads as the value does, in order.

    The value's own place is one of them. What stands inside a longer word or number is another
    value.
    """
    if message.spot is None or message.spot.start >= message.spot.end:
        return ()
    own = (message.spot.start, message.spot.end)
    value = message.text[own[0] : own[1]]
    found = [own]
    at = message.text.find(value)
    while at >= 0 and len(found) < MOST_FOUND:
        span = (at, at + len(value))
        if span != own and _alone(message.text, span):
            found.append(span)
        at = message.text.find(value, at + len(value))
    return tuple(sorted(found))


def _alone(text: str, span: Span) -> bool:
    """Whether a span is a word of its own."""
    before, after = text[max(0, span[0] - 1) : span[0]], text[span[1] : span[1] + 1]
    begins, ends = text[span[0]], text[span[1] - 1]
    return not (before.isalnum() and begins.isalnum()) and not (after.isalnum() and ends.isalnum())
