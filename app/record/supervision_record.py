"""What supervision asks of the record."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping, Sequence

from app.domain.compliance import Confirmed
from app.domain.decision import Recommendation
from app.domain.officer import Officer
from app.domain.shipment import Shipment
from app.domain.supervision import (
    RULE,
    Answered,
    Approval,
    Draw,
    Drawn,
    GivenVerdict,
    Recheck,
    SecondReading,
    Seed,
    Stands,
)
from app.domain.trip_tally import TripTally
from app.record import (
    confirmed,
    readings,
    rechecks,
    second_readings,
    supervising,
    supervision_read,
    tallies,
)
from app.record.access import Access
from app.record.items import current
from app.record.rechecks import Facts

Population = tuple[tuple[Seed, tuple[tuple[str, int], ...]], ...]
"""Each seed with what it was drawn among: (identity, line)."""


class SupervisionRecord:
    """Answers, lots, second readings and approvals of one record."""

    def __init__(self, access: Access) -> None:
        self._access = access

    @property
    def draws(self) -> bool:
        """Whether who is signed in draws lots; on a server, the service that takes things in."""
        return self._access.keeps_tables

    def confirmed(self) -> tuple[Confirmed, ...]:
        """Return what officers confirmed that does not fit, oldest first (¶10)."""
        with self._access.read() as connection:
            return confirmed.confirmed(connection)

    def trip_of(self, item_id: str) -> TripTally | None:
        """Count the review of all that came with an item; None when it came with nothing named."""
        with self._access.read() as connection:
            number = tallies.trip_number(connection, current(connection, item_id).item_id)
            return tallies.tally(connection, number) if number else None

    def trip(self, number: str) -> TripTally | None:
        """Count the review of all under a conveyance or master waybill; None when nothing is."""
        with self._access.read() as connection:
            return tallies.tally(connection, number)

    # --- the re-check queue ----------------------------------------------------------------------

    def rechecks(self, officer: Officer, since: dt.datetime, facts: Facts) -> tuple[Recheck, ...]:
        """Return what waits for a supervisor; `facts` keeps what was learned of decisions."""
        with self._access.read() as connection:
            return rechecks.rechecks(connection, officer, since, facts)

    def answer(self, said: Answered, officer: Officer) -> Answered:
        """Write what a supervisor says of a decision; a returned item waits for its officer."""
        with self._access.write() as writing:
            return supervising.answer(writing, said, officer)

    def answers(self, recommendations: Sequence[str] | None = None) -> tuple[Answered, ...]:
        """Return what was said of decisions, of all when none are named, oldest first."""
        with self._access.read() as connection:
            if recommendations is None:
                return supervision_read.all_answers(connection)
            return supervision_read.answers_of(connection, recommendations)

    def returned_to(self, officer: Officer) -> tuple[str, ...]:
        """Return the items that were sent back to a person and are kept for her."""
        with self._access.read() as connection:
            return supervision_read.returned_to(connection, officer.account, self._access.now())

    def decision(self, recommendation_id: str) -> Recommendation:
        """Return a decision by its identity; `Refused` when there is none."""
        with self._access.read() as connection:
            return supervising.find_decision(connection, recommendation_id)

    def shipments_seen(self, digests: Sequence[str]) -> tuple[Shipment, ...]:
        """Return the versions of shipments that a decision was made on."""
        with self._access.read() as connection:
            return supervision_read.shipments_seen(connection, digests)

    # --- lots -------------------------------------------------------------------------------

    def seeds(self) -> tuple[Seed, ...]:
        """Return every seed in the order of its line."""
        with self._access.read() as connection:
            return supervision_read.read_seeds(connection)

    def publish(self, draw: Draw, seed: str, share: float, officer: Officer | None) -> None:
        """Write a seed; what comes after it is drawn by it."""
        with self._access.write() as writing:
            supervising.publish_seed(writing, draw, seed, share, officer)

    def keep_shares(self, shares: Mapping[Draw, float]) -> None:
        """Publish a seed of chance for each draw whose share, or rule, is another one now."""
        with self._access.read() as connection:
            last = {one.draw: one for one in supervision_read.read_seeds(connection)}
        known = {draw: one.share if one.rule == RULE else -1.0 for draw, one in last.items()}
        changed = {draw: share for draw, share in shares.items() if known.get(draw, 0.0) != share}
        if changed:
            with self._access.write() as writing:
                for draw, share in changed.items():
                    supervising.publish_seed(writing, draw, secrets.token_hex(16), share, None)

    def draw_items(self, items: Sequence[str] | None = None) -> tuple[Drawn, ...]:
        """Write which items a compliance check falls upon; of all that wait when none are named."""
        with self._access.read() as connection:
            if not supervising.any_to_draw(connection, items):
                return ()
        with self._access.write() as writing:
            return supervising.draw_items(writing, items)

    def drawn(self) -> tuple[Drawn, ...]:
        """Return the items that a compliance check fell upon."""
        with self._access.read() as connection:
            return supervision_read.read_drawn(connection)

    def drawn_among(self, draw: Draw) -> Population:
        """Return each seed with what it was drawn among."""
        with self._access.read() as connection:
            return supervision_read.drawn_among(connection, draw)

    # --- second readings ----------------------------------------------------------------------

    def ask_reading(
        self,
        recommendation_id: str,
        officer: Officer,
        *,
        reader: str = "",
        hide_model: bool = True,
    ) -> SecondReading:
        """Ask for a blind second reading of a decision."""
        with self._access.write() as writing:
            asked = readings.ask_reading(
                writing, recommendation_id, officer, reader=reader, hide_model=hide_model
            )
            return second_readings.find_reading(writing.connection, asked)

    def ask_by_lot(self, *, hide_model: bool) -> int:
        """Ask for the second readings that lots fell upon; return how many."""
        with self._access.read() as connection:
            due = readings.due_by_lot(connection)
        if due:
            with self._access.write() as writing:
                return readings.ask_all_by_lot(writing, hide_model=hide_model)
        return 0

    def open_readings(self) -> tuple[SecondReading, ...]:
        """Return every reading that is not signed and whose decision counts."""
        with self._access.read() as connection:
            desk = self._access.desk(connection)
            hidden = () if desk is None else desk.blind()
            return second_readings.open_readings(connection, hidden)

    def open_reading(self, item_id: str) -> SecondReading | None:
        """Return the reading of an item that is not signed; None when there is none."""
        with self._access.read() as connection:
            return second_readings.open_reading(connection, item_id)

    def may_read(self, reading: SecondReading, officer: Officer) -> bool:
        """Whether no rule keeps a person from being the second reader."""
        with self._access.read() as connection:
            desk = self._access.desk(connection)
            hidden = {} if desk is None else desk.blind()
            if reading.reading_id in hidden:
                return hidden[reading.reading_id]
            return not second_readings.why_not_reader(connection, reading, officer)

    def counts(self, reading: SecondReading) -> bool:
        """Whether the decision that is read a second time still counts.

        A server hides the decision from who reads it blind, and says so instead.
        """
        with self._access.read() as connection:
            desk = self._access.desk(connection)
            if desk is not None and reading.reading_id in desk.blind():
                return True
            return second_readings.counts(connection, reading)

    def kind(self, recommendation_id: str) -> str:
        """Return what was decided; empty where there is no such decision, or it is hidden."""
        with self._access.read() as connection:
            return supervision_read.kind_of(connection, recommendation_id)

    def take_reading(self, item_id: str, officer: Officer) -> SecondReading:
        """Give a person the second reading of an item."""
        with self._access.write() as writing:
            return readings.take_reading(writing, item_id, officer)

    def readings(self) -> tuple[SecondReading, ...]:
        """Return every reading, in the order of asking."""
        with self._access.read() as connection:
            return second_readings.all_readings(connection)

    def reading_of(self, recommendation_id: str) -> SecondReading | None:
        """Return the second reading of a decision; None when nobody asked for one."""
        with self._access.read() as connection:
            return second_readings.readings_of(connection, [recommendation_id]).get(
                recommendation_id
            )

    def adjudicate(
        self, reading_id: str, officer: Officer, stands: Stands, comment: str
    ) -> SecondReading:
        """Write what a third person made of two readings that differ."""
        with self._access.write() as writing:
            return readings.adjudicate(writing, reading_id, officer, stands, comment)

    # --- labels -------------------------------------------------------------------------------

    def verdicts_on(self, item_id: str) -> tuple[GivenVerdict, ...]:
        """Return the verdicts that stand on an item's findings, each with its approval."""
        with self._access.read() as connection:
            return supervision_read.verdicts_on(connection, item_id)

    def approve(
        self, verdict_line: int, officer: Officer, reason: str, *, approved: bool = True
    ) -> None:
        """Write whether a verdict may be trained on."""
        with self._access.write() as writing:
            supervising.approve(writing, verdict_line, officer, reason, approved=approved)

    def approvals(self, verdicts: Sequence[int]) -> Mapping[int, Approval]:
        """Return what was said of verdicts, by their lines."""
        with self._access.read() as connection:
            return supervision_read.approvals(connection, verdicts)
