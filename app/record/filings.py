"""What is filed goes on record, once, and what stands after it with it; dossiers are read back.

One transaction takes a batch: filings that are on record already are left out, so that a file that
comes twice, or again after a kill, ends in the same state.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import Connection, func, select

from app.domain.arrival import Arrival
from app.domain.dossier import Dossier, Refusal
from app.domain.event import Event
from app.domain.filing import Filing, FilingKind, Spot
from app.domain.shipment import Function
from app.record.before_filings import taken_before
from app.record.chain import LineKind
from app.record.coding import digest, short, text_of, value_of
from app.record.filing_tables import FILING, MENTION, TAKEN
from app.record.filing_text import filing_from, identity_of, tree_of
from app.record.parts import parts_of
from app.record.tables import LINE, PAYLOAD, SHIPMENT
from app.record.writing import Writing
from app.shipments.lifecycle import (
    Named,
    Part,
    Shelf,
    around,
    beyond,
    dossier_from,
    number_form,
    stands,
    touched_by,
)

INTAKE = "intake"
"""Who writes what arrives."""

LARGEST_BATCH = 1000
"""Filings of one transaction: others can write in between."""


_NO_SPOTS: Mapping[str, Spot] = MappingProxyType({})


class Files:
    """Filings on record, each read once.

    Parameters
    ----------
    connection
        Stays open as long as questions are asked.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[int, Filing] = {}

    def shelf(self) -> Shelf:
        """Return a shelf that asks the record."""
        return Shelf(self._ask)

    def read(self, numbers: Collection[int]) -> None:
        """Read the filings of some lines."""
        query = select(LINE.c.seq, PAYLOAD.c.body).join(
            PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest
        )
        for part in parts_of(sorted(set(numbers) - set(self._read))):
            for seq, body in self._connection.execute(query.where(LINE.c.seq.in_(part))):
                self._read[seq] = filing_from(json.loads(body)["body"])

    def keep(self, filings: Iterable[tuple[int, Filing]]) -> None:
        """Hold filings that were written just now; they need not be read."""
        for seq, filing in filings:
            self._read[seq] = dataclasses.replace(filing, spots=_NO_SPOTS)

    def known(self) -> tuple[Filing, ...]:
        """Return what was read."""
        return tuple(self._read.values())

    def _ask(self, wanted: Collection[Named]) -> Mapping[Named, Sequence[Filing]]:
        found: dict[Named, list[int]] = {}
        by_part: dict[Part, list[str]] = {}
        for part, number in wanted:
            by_part.setdefault(part, []).append(number)
        for part, numbers in by_part.items():
            for number, seq in self._lines(part, numbers):
                found.setdefault((part, number), []).append(seq)
        self.read([seq for lines in found.values() for seq in lines])
        return {
            named: [self._read[seq] for seq in lines if seq in self._read]
            for named, lines in found.items()
        }

    def _lines(self, part: Part, numbers: Sequence[str]) -> Iterator[tuple[str, int]]:
        """Yield the lines of the filings that name some numbers in one way."""
        query = select(MENTION.c.number, MENTION.c.seq).where(MENTION.c.part == part.value)
        for some in parts_of(sorted(numbers)):
            yield from self._connection.execute(query.where(MENTION.c.number.in_(some)))
        if part is Part.SENT:
            for number in numbers:
                # What is in an interchange or group begins with its number and a slash; 0 is next.
                inside = MENTION.c.number.between(f"{number}/", f"{number}0")
                for _, seq in self._connection.execute(query.where(inside)):
                    yield number, seq


@dataclasses.dataclass(frozen=True, slots=True)
class Added:
    """What became of a batch."""

    new: tuple[bool, ...]
    """Of each filing, whether it was not on record yet."""
    touched: frozenset[str] = frozenset()
    """Shipments that may stand otherwise than before."""


def add_filings(writing: Writing, filings: Sequence[Filing]) -> Added:
    """Write filings and what follows from them.

    Raises
    ------
    ValueError
        When there are more than `LARGEST_BATCH`.
    """
    if len(filings) > LARGEST_BATCH:
        raise ValueError(f"a batch holds {LARGEST_BATCH} filings at most")
    trees = [tree_of(filing) for filing in filings]
    identities = [identity_of(tree) for tree in trees]
    known = _known(writing.connection, identities)
    before = taken_before(writing.connection, filings)
    new = []
    for place, identity in enumerate(identities):
        new.append(identity not in known and place not in before)
        known.add(identity)
    added = [place for place, is_new in enumerate(new) if is_new]
    if not added:
        return Added(tuple(new))
    said = [(filings[place].key, trees[place]) for place in added]
    lines = writing.append_all(LineKind.FILING_ADDED, actor=INTAKE, said=said)
    files = Files(writing.connection)
    files.keep(zip(lines, (filings[place] for place in added), strict=True))
    return Added(tuple(new), _follow(writing, files, [filings[place] for place in added]))


def refusals_of(
    connection: Connection, filings: Sequence[Filing], now: dt.datetime
) -> tuple[tuple[Filing, Refusal], ...]:
    """Return which filings on record are kept and not applied, and why."""
    # An Add is never refused, and most filings are one.
    doubtful = [filing for filing in filings if filing.function is not Function.ADD]
    dossiers = read_dossiers(connection, (filing.key for filing in doubtful), now)
    return tuple(
        (filing, refusal)
        for filing in doubtful
        for refusal in dossiers[filing.key].refusals
        if refusal.digest == filing.digest
    )


def note_arrival(writing: Writing, arrival: Arrival) -> None:
    """Write that a file of messages was taken in to its end."""
    writing.append(LineKind.FILE_TAKEN, actor=INTAKE, subject=arrival.name, body=arrival)


_ARRIVALS = (
    select(PAYLOAD.c.body)
    .join(LINE, LINE.c.payload_digest == PAYLOAD.c.digest)
    .join(TAKEN, TAKEN.c.seq == LINE.c.seq)
    .order_by(TAKEN.c.seq)
)


def read_arrivals(connection: Connection) -> tuple[Arrival, ...]:
    """Return what the files held that were taken in to their end, oldest first."""
    bodies = connection.scalars(_ARRIVALS)
    return tuple(value_of(json.loads(body)["body"], Arrival) for body in bodies)


def read_arrival(connection: Connection, sha256: str) -> Arrival | None:
    """Return what a file held that was taken in to its end; None when it was not."""
    body = connection.scalar(_ARRIVALS.where(TAKEN.c.sha256 == sha256))
    return None if body is None else value_of(json.loads(body)["body"], Arrival)


def read_dossier(connection: Connection, key: str, now: dt.datetime) -> Dossier:
    """Return everything on file about a key."""
    return dossier_from(Files(connection).shelf(), key, now=now)


def read_dossiers(
    connection: Connection, keys: Iterable[str], now: dt.datetime
) -> Mapping[str, Dossier]:
    """Return the dossiers of several keys, which share what they ask."""
    shelf = Files(connection).shelf()
    wanted = list(dict.fromkeys(keys))
    shelf.read_ahead(around(map(number_form, wanted)))
    return {key: dossier_from(shelf, key, now=now) for key in wanted}


def read_filings(connection: Connection, key: str) -> tuple[Filing, ...]:
    """Return the filings of a key as they came in, oldest arrival first."""
    files = Files(connection)
    found = files.shelf().find(Part.KEY, (key,), *FilingKind)
    return tuple(sorted(found, key=lambda filing: filing.received_at))


def feed_events(connection: Connection) -> tuple[Event, ...]:
    """Return what happened to the feed itself, oldest first (¶161)."""
    lines = connection.scalars(
        select(FILING.c.seq).where(FILING.c.key == "", FILING.c.kind == FilingKind.EVENT.value)
    )
    files = Files(connection)
    files.read(list(lines))
    bodies = (filing.body for filing in files.known())
    return tuple(sorted((b for b in bodies if isinstance(b, Event)), key=lambda event: event.at))


def newest_filing(connection: Connection) -> int:
    """Return the number of the line of the newest filing; 0 when there is none."""
    return connection.scalar(select(func.max(FILING.c.seq))) or 0


def touched_since(connection: Connection, seq: int) -> frozenset[str]:
    """Return the numbers of records that filings after a line may have changed."""
    lines = list(connection.scalars(select(FILING.c.seq).where(FILING.c.seq > seq)))
    found: set[str] = set()
    for some in parts_of(lines):
        files = Files(connection)
        files.read(some)
        added = files.known()
        shelf = files.shelf()
        shelf.read_ahead(around({number_form(filing.key) for filing in added if filing.key}))
        found.update(number for filing in added for number in touched_by(filing, shelf))
    return frozenset(found - {""})


# --- what follows ------------------------------------------------------------------------------


def _follow(writing: Writing, files: Files, added: Sequence[Filing]) -> frozenset[str]:
    """Write how each record stands that the new filings touched, where that is news."""
    shelf = files.shelf()
    shelf.read_ahead(around({number_form(filing.key) for filing in added if filing.key}))
    touched = sorted({number for filing in added for number in touched_by(filing, shelf)} - {""})
    shelf.read_ahead(around(touched))
    shelf.read_ahead(beyond(added))
    found = (stands(shelf, number, writing.now) for number in touched)
    standing = [shipment for shipment in found if shipment is not None]
    newest = _newest(writing.connection, [shipment.shipment_id for shipment in standing])
    said: list[tuple[str, object]] = []
    for shipment in standing:
        mark = shipment.sha256 or digest(text_of(shipment))
        if newest.get(shipment.shipment_id) != mark:
            newest[shipment.shipment_id] = mark
            body = {"shipment": short(shipment), "digest": mark, "current": True}
            said.append((shipment.shipment_id, body))
    writing.append_all(LineKind.SHIPMENT_ADDED, actor=INTAKE, said=said)
    return frozenset(shipment.shipment_id for shipment in standing)


def _known(connection: Connection, identities: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for part in parts_of(identities):
        query = select(FILING.c.identity).where(FILING.c.identity.in_(part))
        found.update(connection.scalars(query))
    return found


def _newest(connection: Connection, shipment_ids: Sequence[str]) -> dict[str, str]:
    """Return the digests of the shipments that stand on record."""
    found: dict[str, str] = {}
    for part in parts_of(shipment_ids):
        query = select(SHIPMENT.c.shipment_id, SHIPMENT.c.digest).where(
            SHIPMENT.c.newest == 1, SHIPMENT.c.shipment_id.in_(part)
        )
        found.update((row.shipment_id, row.digest) for row in connection.execute(query))
    return found
