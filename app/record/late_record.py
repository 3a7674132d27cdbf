"""What working alone asks of the record once the line is back."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.late import AloneDecision, LateAct, Receipt, Received
from app.domain.officer import Officer
from app.domain.words import phrase, say
from app.record import late
from app.record.access import Access
from app.record.items import current

_OTHER = phrase("The act is that of {account}, not of {officer}, who signed in.")


class LateRecord:
    """The part of the record that takes acts late."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def deliver(self, act: LateAct, officer: Officer) -> Receipt:
        """Put an act on record, or that it was refused and why; the same act twice is one.

        Raises
        ------
        Unavailable
            When the record cannot be written now: the act is sent again.
        Refused
            When it is somebody else's act; nothing is written.
        """
        if act.account != officer.account:
            raise Refused(say(_OTHER, account=act.account, officer=officer.account))
        try:
            with self._access.write() as writing:
                return late.receive(writing, act, officer)
        except Refused as error:
            why = error.sentence
        with self._access.write() as writing:
            return late.refuse(writing, act, why)

    def received_on(self, item_id: str) -> tuple[Received, ...]:
        """Return the acts on an item that came late."""
        with self._access.read() as connection:
            return late.received_on(connection, current(connection, item_id).item_id)

    def to_confirm(self, officer: Officer) -> tuple[AloneDecision, ...]:
        """Return decisions made alone that wait: an officer's own, a supervisor's whole port."""
        with self._access.read() as connection:
            return late.to_confirm(connection, officer)

    def confirm(self, recommendation_id: str, officer: Officer) -> None:
        """Keep that an officer stands by what she decided alone."""
        with self._access.write() as writing:
            late.confirm(writing, recommendation_id, officer)
