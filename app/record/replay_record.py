"""What supervision asks of the record: how a decision was made, and how decisions turned out."""

from __future__ import annotations

from app.domain.officer_figures import Judged
from app.record import outcomes, reading_lines, replaying
from app.record.access import Access
from app.record.replaying import Place, Told


class ReplayRecord:
    """The part of the record that decisions are replayed from; it only reads."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def place(self, recommendation_id: str) -> Place:
        """Return item and line of a decision or of what a second reader signed.

        `Refused` when there is neither.
        """
        with self._access.read() as connection:
            read_again = reading_lines.place_of_reading(connection, recommendation_id)
            return read_again or replaying.place_of(connection, recommendation_id)

    def told(self, place: Place) -> tuple[Told, ...]:
        """Return the lines about an item up to one of its decisions, oldest first."""
        with self._access.read() as connection:
            if place.reading_id:
                return reading_lines.told_in_reading(connection, place)
            return replaying.told_until(connection, place)

    def judged(self) -> tuple[Judged, ...]:
        """Return the decisions that count, with what became of them, oldest first."""
        with self._access.read() as connection:
            return outcomes.judged(connection)
