"""What the record need not keep any longer, and what stands against letting it go.

D3-4-2, paragraphs 9 and 40: three complete calendar years and the current one. The year of an
item is that of the last line about it that a person or an arrival brought; the year of what was
filed, that of its last arrival.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Set

from sqlalchemy import Connection, select

from app.domain.work import LinkClass
from app.record.chain import LineKind
from app.record.filing_tables import FILING, MENTION
from app.record.holding import read_holds
from app.record.tables import ENTRY, ITEM, LEASE, LINE, LINK, REPORT, SCAN
from app.shipments.lifecycle import Part, number_form

_LAST_ZONE = dt.timedelta(hours=12)
"""Until then the old year lasts somewhere: nothing is purged in a year that has not begun."""

CONTENT = (
    LineKind.IMAGE_ADDED,
    LineKind.LINK_PUT,
    LineKind.ITEMS_JOINED,
    LineKind.REPORT_ADDED,
    LineKind.MARK_SAVED,
    LineKind.MARK_REMOVED,
    LineKind.MARK_RESTORED,
    LineKind.VERDICT_GIVEN,
    LineKind.NOTICE_ACKNOWLEDGED,
    LineKind.OBSERVED,
    LineKind.VIEW_SHOWN,
    LineKind.VIEW_SEEN,
    LineKind.EVENT_NOTED,
    LineKind.DRAFT_SAVED,
    LineKind.TURN_PUT,
    LineKind.TURN_ENDED,
    LineKind.DECIDED,
    LineKind.PACKAGE_STEP,
    LineKind.EXAM_RESULT,
    LineKind.SUPERVISED,
    LineKind.READING_ASKED,
    LineKind.READING_TAKEN,
    LineKind.READING_NOTED,
    LineKind.READING_SIGNED,
    LineKind.ADJUDICATED,
    LineKind.LABEL_APPROVED,
)
"""Lines of an item whose payload goes. Claims and sign-ins say who worked when; they stay."""

BY_PROGRAMS = (LineKind.LINK_PUT, LineKind.REPORT_ADDED, LineKind.PACKAGE_STEP)
"""Lines that the program writes again when a trailer comes back or a model changes, and what
becomes of a package in the weeks after its decision: they make no item younger. What an officer
says of a link, she says after a claim."""

_NOT_OF_IT = (LineKind.HOLD_PUT, LineKind.HOLD_LIFTED)

TIES = (
    Part.KEY,
    Part.ALIAS,
    Part.CARGO,
    Part.PREVIOUS,
    Part.BILL,
    Part.OTHER,
    Part.REPLACES,
    Part.TRIP,
)
"""How filings name records that belong together."""

Lines = Mapping[int, tuple[str, str]]
"""Number of a line to its kind and the digest of its payload."""


@dataclasses.dataclass(frozen=True, slots=True)
class DueItem:
    """A decided item whose time is over."""

    item_id: str
    year: int
    """In which the last line about it was written."""
    lines: Lines
    """Those of it whose payload goes; empty for who does not read the log."""
    held: str = ""
    """Reasons of the legal holds that keep it; empty when it can go."""


@dataclasses.dataclass(frozen=True, slots=True)
class DueFilings:
    """What was filed of records that nothing on record needs any longer."""

    numbers: frozenset[str]
    """Of the records, in comparable form."""
    lines: frozenset[int]
    """Filings, and shipments of before there were filings."""


def last_kept_year(now: dt.datetime, years: int) -> int:
    """Return the last year of which nothing needs to be kept now."""
    return (now.astimezone(dt.UTC) - _LAST_ZONE).year - years - 1


def due_items(connection: Connection, last_year: int) -> tuple[DueItem, ...]:
    """Return the decided items whose last line is of that year or before, oldest number first."""
    owners = _owners(connection)
    lines = _lines(connection, owners)
    decided = _settled(connection)
    held = _held_items(connection, owners)
    found = []
    for item_id, (newest, told) in sorted(lines.items()):
        year = int(newest[:4])
        if item_id in decided and year <= last_year and told:
            found.append(DueItem(item_id, year, told, held.get(item_id, "")))
    return tuple(found)


def _settled(connection: Connection) -> Set[str]:
    """Return the items that were decided and need no other decision; nobody has them now."""
    taken = select(LEASE.c.item_id)
    query = select(ENTRY.c.item_id).where(ENTRY.c.outcome != "", ENTRY.c.item_id.not_in(taken))
    return set(connection.scalars(query))


def _owners(connection: Connection) -> Mapping[str, str]:
    """Return the item that each item, scan and report belongs to now, by what lines are about."""
    into = {row.item_id: row.joined_into for row in connection.execute(select(ITEM))}

    def stands(item_id: str) -> str:
        while into.get(item_id):
            item_id = into[item_id]
        return item_id

    owners = {item_id: stands(item_id) for item_id in into}
    scans = {row.scan_id: row.item_id for row in connection.execute(select(SCAN))}
    owners.update(scans)
    reports = connection.execute(select(REPORT.c.report_id, REPORT.c.scan_id))
    owners.update({report_id: scans[scan_id] for report_id, scan_id in reports})
    return owners


def _lines(
    connection: Connection, owners: Mapping[str, str]
) -> Mapping[str, tuple[str, dict[int, tuple[str, str]]]]:
    """Return the time of the newest line about each item, and those that say something of it."""
    purged = set(
        connection.scalars(
            select(LINE.c.subject).where(LINE.c.kind == LineKind.PAYLOAD_PURGED.value)
        )
    )
    content = {kind.value for kind in CONTENT}
    query = select(LINE.c.seq, LINE.c.at, LINE.c.kind, LINE.c.subject, LINE.c.payload_digest)
    found: dict[str, tuple[str, dict[int, tuple[str, str]]]] = {}
    for seq, at, kind, subject, digest in connection.execute(
        query.order_by(LINE.c.seq).execution_options(yield_per=2000)
    ):
        item_id = owners.get(subject)
        if item_id is None or kind in _NOT_OF_IT:
            continue
        newest, told = found.get(item_id, ("", {}))
        if kind in content and digest not in purged:
            told[seq] = (kind, digest)
        found[item_id] = (newest if kind in BY_PROGRAMS else at, told)
    return found


def _held_items(connection: Connection, owners: Mapping[str, str]) -> Mapping[str, str]:
    """Return the items that are held and why, every reason of those that several holds keep.

    An item is held by itself, by one that was joined into it, or by a shipment of its scans.
    """
    holds = read_holds(connection)
    if not holds:
        return {}
    links = select(SCAN.c.item_id, LINK.c.shipment_id).join(SCAN, SCAN.c.scan_id == LINK.c.scan_id)
    shown = collections.defaultdict(set)
    for item_id, shipment_id in connection.execute(links):
        shown[number_form(shipment_id)].add(item_id)
    found: dict[str, list[str]] = collections.defaultdict(list)
    for hold in holds:
        own = {owners[hold.subject]} if hold.subject in owners else set()
        for item_id in own | shown[hold.subject]:
            found[item_id].append(hold.reason)
    return {item_id: "; ".join(reasons) for item_id, reasons in found.items()}


def due_filings(connection: Connection, last_year: int, going: Iterable[str]) -> DueFilings:
    """Return what was filed that nothing needs once some items are gone.

    Filings that name one another's records, in whatever way, go together or stay together: as long
    as one of them is younger, held, or tied to an item that stays, all are kept.
    """
    rows = connection.execute(select(FILING.c.seq, FILING.c.key, FILING.c.received_at))
    groups, old = _Groups(), {}
    for seq, key, received_at in rows:
        old[seq] = int(received_at[:4]) <= last_year
        groups.tie(seq, key or f" {seq}")
    ties = tuple(part.value for part in TIES)
    named = select(MENTION.c.seq, MENTION.c.number).where(MENTION.c.part.in_(ties))
    for seq, number in connection.execute(named):
        groups.tie(seq, number)
    kept = {groups.root(seq) for seq, is_old in old.items() if not is_old}
    kept |= {groups.root(number) for number in _needed(connection, set(going))}
    free = [seq for seq in old if groups.root(seq) not in kept]
    numbers = {name for name in groups.names() if groups.root(name) not in kept}
    return DueFilings(frozenset(numbers), frozenset(free))


def _needed(connection: Connection, going: Set[str]) -> Set[str]:
    """Return the numbers of shipments that are held, or tied to an item that stays."""
    query = select(SCAN.c.item_id, LINK.c.shipment_id).join(LINK, LINK.c.scan_id == SCAN.c.scan_id)
    query = query.where(LINK.c.link_class != LinkClass.NONE)
    tied = {number_form(one) for item_id, one in connection.execute(query) if item_id not in going}
    return tied | {hold.subject for hold in read_holds(connection)}


class _Groups:
    """Lines and numbers that hang together, however long the way."""

    def __init__(self) -> None:
        self._up: dict[int | str, int | str] = {}

    def tie(self, seq: int, number: str) -> None:
        """Put a line and a number into one group."""
        self._up[self.root(seq)] = self.root(number)

    def root(self, name: int | str) -> int | str:
        """Return what stands for a group."""
        up = self._up.setdefault(name, name)
        while up != name:
            self._up[name] = self._up[up]
            name, up = up, self._up[up]
        return name

    def names(self) -> tuple[str, ...]:
        """Return every number."""
        by_kind: dict[bool, list[int | str]] = collections.defaultdict(list)
        for name in self._up:
            by_kind[isinstance(name, str)].append(name)
        return tuple(str(name) for name in by_kind[True])
