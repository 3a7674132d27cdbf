"""The supervisor's room: what is to be looked at again, and what she says of it."""

from __future__ import annotations

import dataclasses
import datetime as dt

from app.domain.errors import Refused
from app.domain.supervision import Answer, Answered, Recheck, SecondReading, Stands
from app.domain.supervision_case import Case
from app.domain.words import phrase, say
from app.record.rechecks import Facts
from app.review.desk import Desk
from app.supervision.cases import read_case
from app.supervision.rules import SupervisionRules

_GONE = phrase("This decision no longer waits: somebody answered it, or it was decided again.")
_NOW = dt.datetime.min.replace(tzinfo=dt.UTC)


class SupervisionRoom:
    """The re-check queue of one supervisor."""

    def __init__(self, desk: Desk, rules: SupervisionRules) -> None:
        self._desk = desk
        self._rules = rules
        self._facts: Facts = {}

    def lines(self) -> tuple[Recheck, ...]:
        """Return what waits, the weightiest reason first.

        Raises
        ------
        Refused
            When the role does not supervise.
        """
        since = self._desk.clock.now() - dt.timedelta(days=self._rules.days)
        record = self._desk.record
        found = record.supervision.rechecks(self._desk.officer, since, self._facts)
        names = {one.account: one.name for one in record.accounts()}
        return tuple(
            dataclasses.replace(line, name=names.get(line.officer, line.officer)) for line in found
        )

    def case(self, recommendation_id: str) -> Case:
        """Open one line; that she looked at it goes on record.

        Raises
        ------
        Refused
            When it no longer waits, or she reads it blind herself.
        """
        desk = self._desk
        found = read_case(desk.record, desk.store, desk.site, self._line(recommendation_id))
        desk.record.note_event(
            found.item.item_id, desk.officer, "supervised", {"decision": recommendation_id}
        )
        return found

    def answer(
        self,
        recommendation_id: str,
        answer: Answer,
        comment: str = "",
        reasons: tuple[str, ...] = (),
    ) -> Answered:
        """Say what she makes of a decision; returned, it comes back with the comment on top.

        Raises
        ------
        Refused
            When something lacks, or somebody was faster.
        """
        line = self._line(recommendation_id)
        about = (recommendation_id, line.item_id)
        said = Answered(*about, answer, reasons, comment, "", _NOW, 0, line.why)
        return self._desk.record.supervision.answer(said, self._desk.officer)

    def ask_reading(self, recommendation_id: str, reader: str = "") -> SecondReading:
        """Ask for a blind second reading, of a named person or of whoever is next."""
        return self._desk.record.supervision.ask_reading(
            recommendation_id,
            self._desk.officer,
            reader=reader,
            hide_model=self._rules.hide_model,
        )

    def adjudicate(self, reading_id: str, stands: Stands, comment: str = "") -> SecondReading:
        """Say which of two readings stands; the first stays on record whatever she says."""
        record, officer = self._desk.record.supervision, self._desk.officer
        return record.adjudicate(reading_id, officer, stands, comment)

    def approve(self, verdict_line: int, *, approved: bool, reason: str = "") -> None:
        """Say whether a verdict on a finding may be trained on."""
        record, officer = self._desk.record.supervision, self._desk.officer
        record.approve(verdict_line, officer, reason, approved=approved)

    def _line(self, recommendation_id: str) -> Recheck:
        for line in self.lines():
            if line.recommendation_id == recommendation_id:
                return line
        raise Refused(say(_GONE))
