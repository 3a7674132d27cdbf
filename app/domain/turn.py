"""Whose turn it is beside the order of the queue: assigned, for a second reader, on hold, back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum

from app.domain.shipment import Mode


class TurnKind(enum.StrEnum):
    """Why an item does not simply wait for whoever comes next."""

    ASSIGNED = "assigned"
    """A supervisor gave it to somebody."""
    SECOND = "second"
    """An officer asked for a second reader."""
    HOLD = "hold"
    """It waits for information."""
    BACK = "back"
    """It was handed back with a reason."""


class TurnEnd(enum.StrEnum):
    """How a turn ended."""

    NEWS = "news"
    """New data came for what was on hold."""
    CLAIMED = "claimed"
    """Somebody took the item up."""
    HANDED_BACK = "handed_back"
    """The one it was meant for gave it back."""
    JOINED = "joined"
    """The item became a part of another one."""


LASTS = dt.timedelta(minutes=30)
"""How long *next* keeps an item for the one it was assigned to, or from who asked for a second
reader. Then it is for anybody: nothing waits for a person who is not there."""

BACK_LASTS = dt.timedelta(minutes=15)
"""How long *next* does not give an item to who handed it back with a reason."""

LONGEST_HOLD = dt.timedelta(hours=72)
LONGEST_TEXT = 500
"""Characters of a reason, a question, or a name."""


@dataclasses.dataclass(frozen=True, slots=True)
class Turn:
    """The newest turn of an item."""

    item_id: str
    kind: TurnKind
    by: str
    """Account of who said so."""
    at: dt.datetime
    until: dt.datetime
    text: str = ""
    """Why; of a hold, what is asked."""
    to: str = ""
    """Account it is meant for; empty for anybody else."""
    asked_of: str = ""
    """Of a hold: who is to answer."""
    ended: TurnEnd | None = None
    """None while it holds."""
    shipments: tuple[str, ...] = ()
    """Whose data came, when that ended a hold."""
    images: int = 0
    """Images that came, when they ended a hold."""

    def running(self, now: dt.datetime) -> bool:
        """Whether it holds and its time is not over."""
        return self.ended is None and now < self.until

    def overdue(self, now: dt.datetime) -> bool:
        """Whether it was on hold for information that has not come in time."""
        return self.kind is TurnKind.HOLD and self.ended is None and now >= self.until

    def meant_for(self, account: str) -> bool:
        """Whether this person comes first: it was assigned to her, or she is the second reader."""
        named = self.kind in (TurnKind.ASSIGNED, TurnKind.SECOND) and self.to == account
        return named and self.ended is None

    def kept_from(self, account: str, now: dt.datetime) -> bool:
        """Whether *next* passes over the item for this person."""
        if not self.running(now) or self.meant_for(account):
            return False
        return self.kind is TurnKind.HOLD or bool(self.to) or self.by == account


@dataclasses.dataclass(frozen=True, slots=True)
class Chosen:
    """What an officer wants of the queue for now; empty sets choose everything."""

    modes: frozenset[Mode] = frozenset()
    ports: frozenset[str] = frozenset()

    def fits(self, mode: Mode | None, port: str) -> bool:
        """Whether an item of a mode and a port is among what was chosen."""
        of_mode = not self.modes or mode in self.modes
        return of_mode and (not self.ports or port in self.ports)
