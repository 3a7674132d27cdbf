"""What a server does by itself: giving items out, hiding what is read blind, naming referrals.

The embedded record leaves both to this program.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from app.domain.turn import Chosen


class Desk(Protocol):
    """A server's way to give items out and take them back, for whoever is signed in.

    Every act is one question to the server, which locks, decides and writes the line, so that no
    item is ever given to two.
    """

    def claim_next(self, lease_s: float, chosen: Chosen) -> str | None:
        """Give the first item that waits, of what was chosen; None when nothing does."""

    def claim(self, item_id: str, lease_s: float, *, take_over: bool) -> str:
        """Give one named item, or renew it where it is held already; return its name of now."""

    def renew(self, item_id: str) -> None:
        """Let the lease run its whole length again."""

    def hand_back(self, item_id: str) -> None:
        """Put an item back into the queue."""

    def blind(self) -> Mapping[str, bool]:
        """Return the second readings that hide a decision from who is signed in.

        By identity: whether she may be the one who reads.
        """

    def hidden_rows(self) -> Sequence[Mapping[str, Any]]:
        """Return the rows of the queue of these readings, without what the first left in them."""

    def referral(self, number: str, *, or_item: bool) -> tuple[str, str]:
        """Return item and body of the decision that a number names.

        Raises
        ------
        Refused
            When who is signed in does not say what came of it (`app.record.reporting`).
        """

    def results(self, recommendation_id: str) -> Sequence[Mapping[str, Any]]:
        """Return the rows of results of one decision, oldest first; refuses as `referral` does."""
