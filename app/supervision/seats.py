"""The reading room with blind second readings in it: who reads blind sees nothing of the first.

Everything that the window shows of an item passes through here, so that no panel has to know what
is hidden from whom.
"""

from __future__ import annotations

import dataclasses

from app.domain.errors import Refused
from app.domain.notice import Notice, Severity
from app.domain.officer import Act, Officer
from app.domain.reference import Found
from app.domain.supervision import SecondReading
from app.domain.threat import ScreeningState, ThreatDetectionReport
from app.domain.train import Train
from app.domain.turn import Chosen
from app.domain.words import phrase, say
from app.domain.work import Item, ItemState, Link, QueueLine
from app.record import HIDDEN, BlindRecord, Record, blind_item, blind_links
from app.review import ReviewRoom
from app.review.advice import Advice
from app.review.desk import Desk
from app.review.sitting import Sitting

READING, _SILENT = "SECOND_READING", "UNKNOWN"
"""Notice of a second reading, and the rule that tells of a model without a result."""
_BLIND = phrase(
    "Blind second reading: what the first reader saw and decided is hidden until you sign yours."
)
_HIDDEN = phrase("Item {item} is being read a second time: until that is signed it is not open.")


class BlindAdvice(Advice):
    """What the rules say of an item that is read blind."""

    def notices(self, item: Item) -> tuple[Notice, ...]:
        """Return first that this is a second reading; no warning that a hidden model is silent."""
        hidden = {_SILENT} if any(_is_hidden(report) for report in item.reports) else set()
        told = [one for one in super().notices(item) if one.rule not in hidden]
        return (Notice(READING, Severity.NOTE, "", say(_BLIND)), *told)


def _is_hidden(report: ThreatDetectionReport) -> bool:
    return report.reason is not None and report.reason.text == HIDDEN


class BlindSitting(Sitting):
    """One item under a second reading; the record that it speaks to is blind."""

    def __init__(self, desk: Desk, item: Item) -> None:
        super().__init__(desk, item)
        self._advice = BlindAdvice(desk, item)


class ReadingRoom:
    """Opens items for one officer: her own reviews, and second readings of others'."""

    def __init__(self, desk: Desk, review: ReviewRoom) -> None:
        self._desk = desk
        self._review = review

    def next(self, chosen: Chosen | None = None) -> Sitting | None:
        """Claim what was sent back, then what is most urgent, then a second reading.

        None when nothing waits.
        """
        for item_id in self._desk.record.supervision.returned_to(self._officer):
            if not self._passed_on(item_id):
                return self._drawn(self._review.open(item_id))
        sitting = self._review.next(chosen)
        if sitting is not None:
            return self._drawn(sitting)
        waiting = [one for one in self._readings() if self._may_take(one)]
        return self._read(waiting[0].item_id) if waiting else None

    def _passed_on(self, item_id: str) -> bool:
        """Whether an item waits for an answer or for somebody else."""
        turn, now = self._desk.record.turns.turn(item_id), self._desk.clock.now()
        return turn is not None and turn.kept_from(self._officer.account, now)

    def open(self, item_id: str) -> Sitting:
        """Claim a named item, or the second reading of it.

        Raises
        ------
        Held
            When somebody else has it.
        Refused
            When somebody else signed it, or it is being read blind.
        """
        reading = self._reading_of(item_id)
        if reading is None or not self.blind(reading):
            return self._drawn(self._review.open(item_id))
        return self._read(reading.item_id)

    def read(self, item_id: str) -> Sitting:
        """Take up an item to look at; one that is read blind shows nothing of the first reading."""
        reading = self._reading_of(item_id)
        if reading is None or not self.blind(reading):
            return self._review.read(item_id)
        desk = self._blind_desk(reading)
        return BlindSitting(desk, desk.record.item(item_id))

    def look_again(self, item_id: str) -> Sitting:
        """Take up one's own decided item to stand by it."""
        return self._review.look_again(item_id)

    def take_over(self, item_id: str) -> Sitting:
        """Claim an item that somebody else has.

        Raises
        ------
        Refused
            When this is no supervisor, or she reads the item blind.
        """
        reading = self._reading_of(item_id)
        if reading is not None and self.blind(reading):
            raise Refused(say(_HIDDEN, item=item_id))
        return self._drawn(self._review.take_over(item_id))

    def hand_back(self, item_id: str) -> None:
        """Give up an item, or the second reading of it."""
        reading = self._reading_of(item_id)
        if reading is not None and reading.reader == self._officer.account:
            self._blind_desk(reading).record.hand_back(reading.item_id, self._officer)
        else:
            self._desk.record.hand_back(item_id, self._officer)

    def lines(self) -> tuple[QueueLine, ...]:
        """Return the queue as this officer may see it, second readings among what waits."""
        readings = {one.item_id: one for one in self._readings() if self.blind(one)}
        lines = self._review.lines()
        return tuple(
            self._line(line, readings[line.item_id])
            if line.outcome and line.item_id in readings
            else line
            for line in lines
        )

    # --- what else the window asks --------------------------------------------------------------

    def shown(self, item: Item) -> Item:
        """Return an item as this officer may see it without opening it."""
        reading = self._reading_of(item.item_id)
        if reading is None or not self.blind(reading):
            return item
        return blind_item(item, hide_model=reading.hide_model)

    def record_of(self, item_id: str) -> Record:
        """Return the record as this officer has an item: blind where she reads it a second time."""
        reading = self._desk.record.supervision.open_reading(item_id)
        if reading is None or reading.reader != self._officer.account:
            return self._desk.record
        return self._blind_desk(reading).record

    def found(self, found: Found) -> Found:
        """Return references without what was decided of scans that are read blind."""
        hidden = {one.item_id for one in self._readings() if self.blind(one)}
        references = tuple(
            dataclasses.replace(one, picture=dataclasses.replace(one.picture, outcome=""))
            if one.picture.item_id in hidden
            else one
            for one in found.references
        )
        return dataclasses.replace(found, references=references)

    def links(self, scan_id: str) -> tuple[Link, ...]:
        """Return every version of a scan's links that this officer may see."""
        record = self._desk.record
        found = record.link_versions(scan_id)
        reading = self._reading_of(record.item_of_scan(scan_id))
        hidden = reading is not None and self.blind(reading)
        return blind_links(found) if hidden else found

    def train(self, train: Train | None) -> Train | None:
        """Return a train without what became of cars that are read blind."""
        if train is None:
            return None
        hidden = {one.item_id: one for one in self._readings() if self.blind(one)}
        cars = tuple(
            dataclasses.replace(
                car,
                state=ItemState.WAITING,
                outcome="",
                claimed_by=hidden[car.item_id].reader,
                flagged=0 if hidden[car.item_id].hide_model else car.flagged,
            )
            if car.item_id in hidden
            else car
            for car in train.cars
        )
        return dataclasses.replace(train, cars=cars)

    def blind(self, reading: SecondReading) -> bool:
        """Whether a reading that is not signed hides the first decision from this officer.

        From everybody but the first reader and supervisors who do not read themselves: whoever
        may yet be the second reader must not have seen it.
        """
        if reading.reader == self._officer.account:
            return True
        first = reading.first == self._officer.account
        return not first and not self._officer.may(Act.AUDIT)

    # --- within ----------------------------------------------------------------------------------

    @property
    def _officer(self) -> Officer:
        return self._desk.officer

    def _readings(self) -> tuple[SecondReading, ...]:
        return self._desk.record.supervision.open_readings()

    def _reading_of(self, item_id: str) -> SecondReading | None:
        """Return the open reading of an item whose first decision still counts."""
        reading = self._desk.record.supervision.open_reading(item_id)
        return reading if reading and self._desk.record.supervision.counts(reading) else None

    def _may_take(self, reading: SecondReading) -> bool:
        """Whether a reading waits for this officer: supervisors read what they were named for."""
        if reading.reader != self._officer.account:
            if reading.reader or self._officer.may(Act.AUDIT):
                return False
            if not self._desk.record.supervision.may_read(reading, self._officer):
                return False
        return self._officer.may(Act.REVIEW) and self._reading_of(reading.item_id) is not None

    def _read(self, item_id: str) -> Sitting:
        reading = self._desk.record.supervision.take_reading(item_id, self._officer)
        desk = self._blind_desk(reading)
        sitting = BlindSitting(desk, desk.record.item(item_id))
        sitting.opened()
        return sitting

    def _blind_desk(self, reading: SecondReading) -> Desk:
        record: Record = BlindRecord(self._desk.record, reading, self._officer)
        return dataclasses.replace(self._desk, record=record)

    def _drawn(self, sitting: Sitting) -> Sitting:
        """Draw lots for an item before anybody decides it; a server has done so at the claim."""
        if self._desk.record.supervision.draws:
            self._desk.record.supervision.draw_items([sitting.item_id])
        return sitting

    def _line(self, line: QueueLine, reading: SecondReading) -> QueueLine:
        """Return the line of an item that is read blind."""
        hidden = reading.hide_model
        return dataclasses.replace(
            line,
            state=ItemState.CLAIMED if reading.reader else ItemState.WAITING,
            outcome="",
            package=None,
            turn=None,
            screening=ScreeningState.UNKNOWN if hidden and line.screening else line.screening,
            flagged=0 if hidden else line.flagged,
            risk=0.0 if hidden else line.risk,
            claimed_by=reading.reader,
            claimed_until=None,
        )
