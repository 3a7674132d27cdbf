"""What retention asks of the record."""

from __future__ import annotations

import dataclasses

from app.domain.officer import Officer
from app.domain.second import FourEyes, SecondPerson
from app.record import due, holding, purging
from app.record.access import Access
from app.record.holding import LegalHold
from app.record.people import People
from app.record.purging import Purged


@dataclasses.dataclass(frozen=True, slots=True)
class Due:
    """What is due, and what a legal hold keeps."""

    last_year: int
    """Of this year and before nothing needs to be kept."""
    items: tuple[due.DueItem, ...]
    filings: int
    """Filings that nothing on record needs any longer, once the items are gone."""


class KeepingRecord:
    """Legal holds, what is due, and purging."""

    def __init__(self, access: Access, people: People) -> None:
        self._access = access
        self._people = people

    def due(self, years: int) -> Due:
        """Return what may go: nothing that is held, undecided, or needed by another item."""
        last_year = due.last_kept_year(self._access.now(), years)
        with self._access.read() as connection:
            items = due.due_items(connection, last_year)
            going = [item.item_id for item in items if not item.held]
            filings = due.due_filings(connection, last_year, going)
        return Due(last_year, items, len(filings.lines))

    def holds(self) -> tuple[LegalHold, ...]:
        """Return what is under legal hold."""
        with self._access.read() as connection:
            return holding.read_holds(connection)

    def hold(self, subject: str, officer: Officer, reason: str) -> str:
        """Hold an item or a shipment once more, and return the name of the hold.

        `Refused` without a reason or the right to.
        """
        with self._access.write() as writing:
            return holding.put_hold(writing, subject, officer, reason)

    def lift(self, subject: str, officer: Officer, reason: str, hold_id: str = "") -> LegalHold:
        """Lift one legal hold, by its name or because there is only one; return it.

        `Refused` without a reason or the right to, and when it is not clear which one.
        """
        with self._access.write() as writing:
            return holding.lift_hold(writing, subject, officer, reason, hold_id=hold_id)

    def purge(self, years: int, first: Officer, second: SecondPerson) -> Purged:
        """Take what is due out of the record, by two persons; files go by the certificate.

        Nobody else can write meanwhile: the tables are built again and compared.
        """
        self._access.require_file()
        vouched = self._people.vouch(second, first, FourEyes.PURGE)
        last_year = due.last_kept_year(self._access.now(), years)
        with self._access.write() as writing:
            # What is freed is overwritten, not only let go.
            writing.connection.exec_driver_sql("PRAGMA secure_delete = ON")
            purged = purging.purge(writing, last_year, first, vouched)
        self._access.settle_log()
        return purged

    def purge_by(self, years: int, first: SecondPerson, second: SecondPerson) -> Purged:
        """Purge with both persons signing in for it alone.

        On a server neither of them reads what goes: the service that takes things in is signed in
        and carries it out, and each of the two signs in at the server beside it.
        """
        return self.purge(years, self._people.sign_in(first.account, first.password), second)

    def purges(self) -> tuple[Purged, ...]:
        """Return every purge on record, oldest first."""
        with self._access.read() as connection:
            return purging.read_purges(connection)
