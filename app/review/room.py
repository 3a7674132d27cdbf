"""The reading room of one officer: what waits, what comes next, what is open."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.clock import Clock
from app.domain.errors import Refused
from app.domain.officer import Act, Officer
from app.domain.scan import PURGED
from app.domain.turn import Chosen
from app.domain.words import phrase, say
from app.domain.work import Item, QueueLine
from app.record import Record
from app.review.desk import Desk
from app.review.site import SiteRules
from app.review.sitting import Sitting
from app.scans import FolderStore
from app.shipments.discrepancies import Looks

_PURGED = phrase(
    "Item {item} was purged after its time: its pictures and its data are gone. What is left is "
    "who decided what, and when."
)


class ReviewRoom:
    """Opens items for one officer."""

    def __init__(
        self,
        record: Record,
        store: FolderStore,
        clock: Clock,
        officer: Officer,
        *,
        site: SiteRules,
        looks: Callable[[Item], tuple[Looks, ...] | None] | None = None,
    ) -> None:
        self._desk = Desk(record, store, clock, officer, site, looks)

    def next(self, chosen: Chosen | None = None) -> Sitting | None:
        """Claim the most urgent item that waits among what was chosen; None when nothing does."""
        self._may_review()
        desk = self._desk
        item = desk.record.claim_next(desk.officer, lease_s=desk.site.lease_s, chosen=chosen)
        return None if item is None else self._seated(item)

    def open(self, item_id: str) -> Sitting:
        """Claim a named item, or take up one's own signed decision to correct it.

        Raises
        ------
        Held
            When somebody else has it.
        Refused
            When somebody else signed it, it was purged, or the role does not review.
        """
        self._may_review()
        self._require_kept(item_id)
        return self._seated(
            self._desk.record.claim(item_id, self._desk.officer, lease_s=self._desk.site.lease_s)
        )

    def read(self, item_id: str) -> Sitting:
        """Take up an item to look at; nothing is claimed, and nothing can be recorded.

        Raises
        ------
        Refused
            When it was purged, or the role does not review.
        """
        self._may_review()
        self._require_kept(item_id)
        return Sitting(self._desk, self._desk.record.item(item_id))

    def look_again(self, item_id: str) -> Sitting:
        """Take up a decided item to stand by what was signed; nothing is claimed.

        What is put on the screen goes on record anew.

        Raises
        ------
        Refused
            When it was purged, or the role does not review.
        """
        self._may_review()
        self._require_kept(item_id)
        sitting = Sitting(self._desk, self._desk.record.item(item_id), anew=True)
        sitting.opened()
        return sitting

    def take_over(self, item_id: str) -> Sitting:
        """Claim an item that somebody else has.

        Raises
        ------
        Refused
            When this is no supervisor.
        """
        self._may_review()
        desk = self._desk
        claimed = desk.record.claim(
            item_id, desk.officer, lease_s=desk.site.lease_s, take_over=True
        )
        return self._seated(claimed)

    def lines(self) -> tuple[QueueLine, ...]:
        """Return the queue as this officer sees it, decided items last."""
        return self._desk.record.queue(officer=self._desk.officer, include_decided=True)

    def _may_review(self) -> None:
        if not self._desk.officer.may(Act.REVIEW):
            raise Refused(say("Your role does not review scans."))

    def _require_kept(self, item_id: str) -> None:
        """Refuse an item of which only what a purge leaves is on record."""
        item = self._desk.record.item(item_id)
        if any(scan.origin == PURGED for scan in item.scans):
            raise Refused(say(_PURGED, item=item.item_id))

    def _seated(self, item: Item) -> Sitting:
        sitting = Sitting(self._desk, item)
        sitting.opened()
        return sitting
