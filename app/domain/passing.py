"""What an officer or a supervisor fills in to pass an item on."""

from __future__ import annotations

import dataclasses
import datetime as dt

from app.domain.turn import TurnKind


@dataclasses.dataclass(frozen=True, slots=True)
class PassOn:
    """One way to give an item out of one's hands."""

    kind: TurnKind
    text: str = ""
    """Why; of a hold, what is asked."""
    to: str = ""
    """Account it is meant for; empty for anybody else."""
    asked_of: str = ""
    """Of a hold: who is to answer."""
    lasts: dt.timedelta = dt.timedelta(hours=1)
    """Of a hold: how long the answer may take."""

    @property
    def missing(self) -> str:
        """The first field that is still empty: ``text``, ``to``, ``asked_of``; empty for none."""
        if self.kind is TurnKind.ASSIGNED:
            return "" if self.to else "to"
        if not self.text.strip():
            return "text"
        return "asked_of" if self.kind is TurnKind.HOLD and not self.asked_of.strip() else ""
