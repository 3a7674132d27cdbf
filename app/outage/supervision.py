"""What a review asks of supervision: answered as it was known last while one works alone."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.errors import ServerGone
from app.domain.officer import Officer
from app.domain.supervision import Drawn, SecondReading
from app.record import Access
from app.record.supervision_record import SupervisionRecord


class KnownReadings:
    """The second readings that were open when they were asked for last."""

    def __init__(self) -> None:
        self.all: tuple[SecondReading, ...] = ()
        self.of: dict[str, SecondReading | None] = {}


class AwaySupervision(SupervisionRecord):
    """Readings stay hidden as they were known; nothing is sent back or drawn meanwhile."""

    def __init__(self, access: Access, known: KnownReadings) -> None:
        super().__init__(access)
        self._known = known

    @property
    def draws(self) -> bool:
        """Whether who is signed in draws lots; not while one works alone."""
        try:
            return super().draws
        except ServerGone:
            return False

    def returned_to(self, officer: Officer) -> tuple[str, ...]:
        """Return the items that were sent back to a person; none while one works alone."""
        try:
            return super().returned_to(officer)
        except ServerGone:
            return ()

    def draw_items(self, items: Sequence[str] | None = None) -> tuple[Drawn, ...]:
        """Draw lots for items; while one works alone they are drawn when the line is back."""
        try:
            return super().draw_items(items)
        except ServerGone:
            return ()

    def counts(self, reading: SecondReading) -> bool:
        """Whether the decision still counts; what was hidden stays so while one works alone."""
        try:
            return super().counts(reading)
        except ServerGone:
            return True

    def open_readings(self) -> tuple[SecondReading, ...]:
        """Return every reading that is not signed, as far as is known."""
        try:
            self._known.all = super().open_readings()
        except ServerGone:
            return self._known.all
        return self._known.all

    def open_reading(self, item_id: str) -> SecondReading | None:
        """Return the reading of an item that is not signed, as far as is known."""
        try:
            found = super().open_reading(item_id)
        except ServerGone:
            listed = {one.item_id: one for one in self._known.all}
            return self._known.of.get(item_id, listed.get(item_id))
        self._known.of[item_id] = found
        return found
