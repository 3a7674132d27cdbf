"""What the rules and the comparison say of an item for as long as it is open."""

from __future__ import annotations

import dataclasses
import datetime as dt

from app.domain.decision import Draft, Kind
from app.domain.errors import Refused
from app.domain.known import Known
from app.domain.notice import Comparison, Notice, Severity
from app.domain.shipment import Function
from app.domain.words import say
from app.domain.work import Item
from app.review.desk import Desk
from app.review.supervised import of_supervision
from app.scans.measured import seen_of
from app.shipments import rules
from app.shipments.discrepancies import Looks, Sides, compare, undeclared_findings
from app.shipments.seen import Seen
from app.shipments.tables import Tables


class Advice:
    """Notices and comparisons of one item; what was measured is read once a set of reports."""

    def __init__(self, desk: Desk, item: Item) -> None:
        self._desk = desk
        self._opened = {shipment.shipment_id: shipment for shipment in item.shipments}
        self._seen_key: tuple[str, ...] | None = None
        self._seen: Seen | None = None
        self._known_key: tuple[int, tuple[str, ...]] | None = None
        self._known = Known()
        self._looks_key: tuple[str, ...] | None = None
        self._looks: tuple[Looks, ...] | None = None
        self._asked: tuple[Item, dt.datetime, int] | None = None
        self._found: rules.Examination | None = None

    def examined(self, item: Item) -> rules.Examination:
        """Return what every rule says of the item now."""
        record = self._desk.record
        # Some rules count minutes; none counts seconds.
        now = self._desk.clock.now()
        asked = (item, now.replace(second=0, microsecond=0), record.newest_filing())
        if self._found is None or asked != self._asked:
            case = rules.Case.of(
                item,
                now,
                self._seen_now(item),
                self.known(item),
                Tables.at(record.path.parent),
                self._looks_of(item),
            )
            self._found = rules.examine(dataclasses.replace(case, tares=self._desk.site.tares))
            self._asked = asked
        return self._found

    def known(self, item: Item) -> Known:
        """Return what is on record around the item, read again when anything was filed."""
        newest = self._desk.record.newest_filing()
        key = (newest, tuple(shipment.sha256 for shipment in item.shipments))
        if key != self._known_key:
            self._known_key, self._known = key, self._desk.record.known(item)
        return self._known

    def notices(self, item: Item) -> tuple[Notice, ...]:
        """Return every notice on the item now, the weightiest first."""
        found = self.examined(item).notices
        return (*of_supervision(item), *found, *self._changed_while_looking(item, found))

    def notices_with(self, item: Item, draft: Draft) -> tuple[Notice, ...]:
        """Return the notices as they are with a form as it is filled in now.

        Where the exam is to be made decides some rules, and the form may be ahead of the record.
        """
        kept = item.draft
        if kept is not None and (kept.kind, kept.exam_place) == (draft.kind, draft.exam_place):
            return self.notices(item)
        if draft.kind is not Kind.REFER_FOR_EXAM:
            return self.notices(item)
        return self.notices(dataclasses.replace(item, draft=draft))

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

    def undeclared(self, item: Item) -> frozenset[str]:
        """Return the findings, by finding_id, that read like nothing that is declared."""
        return undeclared_findings(Sides(item))

    def _seen_now(self, item: Item) -> Seen | None:
        key = tuple(report.seen_sha256 for report in item.reports)
        if key != self._seen_key:
            self._seen_key, self._seen = key, seen_of(self._desk.store, item.reports)
        return self._seen

    def _looks_of(self, item: Item) -> tuple[Looks, ...] | None:
        """Return how its pictures lie among others, asked again when they or their goods change."""
        key = (
            *(report.report_id for report in item.reports),
            *(shipment.sha256 for shipment in item.shipments),
            *(f"{link.scan_id} {link.shipment_id} {link.link_class}" for link in item.links),
        )
        if self._desk.looks is not None and key != self._looks_key:
            self._looks_key, self._looks = key, self._desk.looks(item)
        return self._looks

    def _changed_while_looking(self, item: Item, found: tuple[Notice, ...]) -> tuple[Notice, ...]:
        """Return a warning for each shipment that changed since the item was opened."""
        known = {notice.key for notice in found}
        seen = [(self._opened.setdefault(s.shipment_id, s), s) for s in item.shipments]
        # Of a record that is gone another rule speaks (L6).
        differ = {
            now.shipment_id: (opened, now)
            for opened, now in seen
            if opened.sha256 != now.sha256 and now.function is not Function.DELETE
        }
        made = (
            rules.changed_while_looking(opened, now)
            for opened, now in differ.values()
            # What a cargo brings to its house bills is told of the cargo, once.
            if now.version > opened.version or now.previous_ccn not in differ
        )
        return tuple(notice for notice in made if notice.key not in known)
