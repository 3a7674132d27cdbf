"""What the rules and the comparison say of an item for as long as it is open."""

from __future__ import annotations

from app.domain.errors import Refused
from app.domain.notice import Comparison, Notice, Severity
from app.domain.words import say
from app.domain.work import Item
from app.review.desk import Desk
from app.scans.measured import seen_of
from app.shipments import rules
from app.shipments.discrepancies import compare
from app.shipments.seen import Seen


class Advice:
    """Notices and comparisons of one item; what was measured is read once a set of reports."""

    def __init__(self, desk: Desk, item: Item) -> None:
        self._desk = desk
        self._first_digests = {s.shipment_id: s.sha256 for s in item.shipments}
        self._seen_key: tuple[str, ...] | None = None
        self._seen: Seen | None = None

    def notices(self, item: Item) -> tuple[Notice, ...]:
        """Return every notice on the item now, the weightiest first."""
        found = rules.notices(item, self._desk.clock.now(), self._seen_now(item))
        return (*found, *self._changed_while_looking(item, found))

    def open_notices(self, item: Item) -> tuple[Notice, ...]:
        """Return blocks, and warnings that nobody has acknowledged."""
        return tuple(
            notice
            for notice in self.notices(item)
            if notice.severity is Severity.BLOCK
            or (notice.severity is Severity.WARNING and notice.key not in item.acknowledged)
        )

    def to_acknowledge(self, item: Item, notice_key: str) -> Notice:
        """Return the notice of this key, if the officer can take note of it.

        Raises
        ------
        Refused
            When there is no such notice now, or it is a block, which must be resolved.
        """
        notice = next((n for n in self.notices(item) if n.key == notice_key), None)
        if notice is None:
            raise Refused(say("This notice no longer stands; there is nothing to acknowledge."))
        if notice.severity is Severity.BLOCK:
            raise Refused(
                say("A block cannot be acknowledged; resolve it, or refer the goods for exam.")
            )
        return notice

    def comparisons(self, item: Item) -> tuple[Comparison, ...]:
        """Return what is declared against what is seen."""
        return compare(item, self._seen_now(item), tares=self._desk.site.tares)

    def _seen_now(self, item: Item) -> Seen | None:
        key = tuple(report.seen_sha256 for report in item.reports)
        if key != self._seen_key:
            self._seen_key, self._seen = key, seen_of(self._desk.store, item.reports)
        return self._seen

    def _changed_while_looking(self, item: Item, found: tuple[Notice, ...]) -> tuple[Notice, ...]:
        """Return a warning for each shipment that changed since the item was opened."""
        known = {notice.key for notice in found}
        made = (
            rules.changed_while_looking(shipment)
            for shipment in item.shipments
            if self._first_digests.setdefault(shipment.shipment_id, shipment.sha256)
            != shipment.sha256
        )
        return tuple(notice for notice in made if notice.key not in known)
