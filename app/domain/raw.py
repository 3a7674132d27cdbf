"""A message as it was sent, and where in it a value stands."""

from __future__ import annotations

import bisect
import dataclasses

from app.domain.event import Event
from app.domain.filing import Filing, FilingKind, Spot


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """Which transmission is asked for, and which value in it.

    Attributes
    ----------
    key
        Of the record: CCN, CRN, house bill or the courier's identifier.
    digest
        Of the transmission; empty for the newest of the key.
    path
        Of the value, such as ``goods[0].description``; empty for the message as a whole.
    kind
        Of the record, where a number may stand for several; None for whatever has it.
    event
        What the transmission tells, when it is a notice.
    """

    key: str
    digest: str = ""
    path: str = ""
    kind: FilingKind | None = None
    event: Event | None = None

    def fits(self, filing: Filing) -> bool:
        """Whether a filing of the key is the one that is asked for."""
        return (
            (not self.digest or filing.digest == self.digest)
            and (self.kind is None or filing.kind is self.kind)
            and (self.event is None or filing.body == self.event)
        )


@dataclasses.dataclass(frozen=True, slots=True)
class RawMessage:
    """A message as it was sent.

    Attributes
    ----------
    filing
        What was read from it.
    text
        The whole message; spots count its characters.
    cuts
        Where its segments or lines begin, rising from 0. What is very long is cut into parts.
    spot
        Where the value stands that was asked for; None when the message as a whole was asked for,
        or the value follows from others and stands nowhere.
    segments
        Whether the pieces are numbered segments; else they are lines.
    continued
        Pieces, counted from 0 and rising, that go on with the segment or line before them.
    """

    filing: Filing
    text: str
    cuts: tuple[int, ...]
    spot: Spot | None = None
    segments: bool = False
    continued: tuple[int, ...] = ()

    def number(self, piece: int) -> int:
        """Return the number of the segment or line that a piece is of, from 1."""
        return piece + 1 - bisect.bisect_right(self.continued, piece)

    def goes_on(self, piece: int) -> bool:
        """Whether a piece goes on with the segment or line before it."""
        at = bisect.bisect_left(self.continued, piece)
        return at < len(self.continued) and self.continued[at] == piece
