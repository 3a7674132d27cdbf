"""What supervision asks of the record: how a decision was made, and how decisions turned out."""

from __future__ import annotations

from app.domain.officer_figures import Judged
from app.record import outcomes, replaying
from app.record.access import Access
from app.record.replaying import Place, Told


class ReplayRecord:
    """The part of the record that decisions are replayed from; it only reads."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def place(self, recommendation_id: str) -> Place:
        """Return item and line of a decision; `Refused` when it was never made."""
        with self._access.read() as connection:
            return replaying.place_of(connection, recommendation_id)

    def told(self, place: Place) -> tuple[Told, ...]:
        """Return the lines about an item up to one of its decisions, oldest first."""
        with self._access.read() as connection:
            return replaying.told_until(connection, place)

    def judged(self) -> tuple[Judged, ...]:
        """Return the decisions that count, with what became of them, oldest first."""
        with self._access.read() as connection:
            return outcomes.judged(connection)
