"""One item's lines with what ties them to a signed head, and nothing of any other item."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from app.domain.errors import RecordDamaged
from app.domain.words import say
from app.record import trust
from app.record.chain import Line, LineKind
from app.record.heads import DayHead, day_heads, head_now
from app.record.keys import SealKeys
from app.record.parts import parts_of
from app.record.staleness import decided_on
from app.record.tables import (
    DECISION,
    IMAGE,
    ITEM,
    LINE,
    LINK,
    PAYLOAD,
    REPORT,
    SCAN,
    SHIPMENT,
)
from app.record.tree import paths

FORMAT = {"format": "prescreen-case", "version": 1}
OF_CHAINS = {"format": "prescreen-case", "version": 2}
"""Of a server's record, whose lines stand in several chains."""

_NOT_OF_ITEMS = (
    LineKind.RECORD_CREATED,
    LineKind.RECORD_RESTORED,
    LineKind.ACCOUNT_ADDED,
    LineKind.SIGNED_IN,
    LineKind.SIGNED_OUT,
    LineKind.SIGN_IN_REFUSED,
    LineKind.FILE_TAKEN,
    LineKind.FILE_REJECTED,
    LineKind.FILING_ADDED,
    LineKind.SHIPMENT_ADDED,
    LineKind.MODELS_PUT,
)
"""Kinds whose subject is never an item, whatever it is called."""

_FIELDS = [LINE.c[field.name] for field in dataclasses.fields(Line)]


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """An item's lines, and the heads that they lead to.

    Attributes
    ----------
    heads
        One; of a server's record, one for each chain that a line stands in.
    lines
        Each with ``payload`` (its exact text, salt included; None when it was purged) and
        ``path``, the digests that lead from it to the root of its head; of a server's record with
        ``chain`` and ``place`` too.
    signatures
        Of the statement that these are all lines of the item: without and with scan files.
    """

    item_id: str
    heads: tuple[DayHead, ...]
    lines: tuple[dict[str, Any], ...]
    signatures: tuple[str, str]

    def tree(self, *, files: bool) -> dict[str, Any]:
        """Return the case as plain values; `files` says whether scan files go with it."""
        of_chains = self.heads[0].chain is not None
        heads = [head.tree for head in self.heads]
        return {
            **(OF_CHAINS if of_chains else FORMAT),
            "item": self.item_id,
            "files": files,
            **({"heads": heads} if of_chains else {"head": heads[0]}),
            "lines": list(self.lines),
            "signature": self.signatures[files],
        }


def read_case(connection: Connection, keys: SealKeys, item_id: str, today: dt.date) -> Case:
    """Return everything that is on record about an item, to be verified elsewhere.

    It leads to the head of the first day that holds all its lines: the same that others keep. The
    present head is taken where that day is not over.

    Parameters
    ----------
    connection
        With a record that was proved just now.

    Raises
    ------
    RecordDamaged
        When the record has no head.
    """
    places = sorted(lines_of(connection, item_id))
    covering = (head for head in day_heads(connection, keys, today) if head.lines >= places[-1])
    head = next(covering, None) or head_now(connection, keys, today)
    if head is None:
        raise RecordDamaged(say(trust.NO_HEAD))
    query = select(LINE.c.hash).where(LINE.c.seq <= head.lines).order_by(LINE.c.seq)
    hashes = connection.scalars(query).all()
    found = paths(hashes, [seq - 1 for seq in places])
    lines = tuple(
        {**line, "path": list(found[line["seq"] - 1])} for line in read_lines(connection, places)
    )
    signatures = tuple(
        keys.signature("case", [head.record, item_id, files, head.lines, places])
        for files in (False, True)
    )
    return Case(item_id, (head,), lines, (signatures[0], signatures[1]))


def read_lines(connection: Connection, places: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Yield lines by their numbers, each with its hash and what it says."""
    query = select(*_FIELDS, LINE.c.hash, PAYLOAD.c.body.label("payload")).outerjoin(
        PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest
    )
    for some in parts_of(places):
        rows = connection.execute(query.where(LINE.c.seq.in_(some)).order_by(LINE.c.seq))
        yield from (dict(row) for row in rows.mappings())


# --- which lines -------------------------------------------------------------------------------


def lines_of(connection: Connection, item_id: str) -> set[int]:
    """Return the lines about an item, its scans, and what was declared of them."""
    items = _with_joined(connection, item_id)
    scans = _all(connection, select(SCAN.c.scan_id).where(SCAN.c.item_id == item_id))
    reports = select(REPORT.c.report_id).where(REPORT.c.scan_id.in_(scans))
    shipments = _all(connection, select(LINK.c.shipment_id).where(LINK.c.scan_id.in_(scans)))
    about = LINE.c.subject.in_(items) & LINE.c.kind.not_in([k.value for k in _NOT_OF_ITEMS])
    pictures = select(IMAGE.c.seq).where(IMAGE.c.scan_id.in_(scans))
    found = {
        # The line that says which record this is, and those that say that it was put back.
        *_seqs(connection, _kind(LineKind.RECORD_CREATED)),
        *_seqs(connection, _kind(LineKind.RECORD_RESTORED)),
        *_seqs(connection, about),
        *_seqs(connection, _kind(LineKind.IMAGE_ADDED) & LINE.c.subject.in_(scans)),
        *_seqs(connection, _kind(LineKind.LINK_PUT) & LINE.c.subject.in_(scans)),
        *_seqs(connection, _kind(LineKind.REPORT_ADDED) & LINE.c.subject.in_(reports)),
        *_seqs(connection, _kind(LineKind.SHIPMENT_ADDED) & LINE.c.subject.in_(shipments)),
        *_seqs(connection, _kind(LineKind.FILING_ADDED) & LINE.c.subject.in_(shipments)),
        *connection.scalars(pictures),
        *connection.scalars(_decided_versions(connection, items)),
    }
    found |= _models_before(connection, max(found))
    found |= _people(connection, found)
    return found | _purges(connection, found)


def _kind(kind: LineKind) -> Any:
    return LINE.c.kind == kind.value


def _all(connection: Connection, query: Select[Any]) -> list[str]:
    return sorted(set(connection.scalars(query)))


def _seqs(connection: Connection, where: Any) -> Iterable[int]:
    return connection.scalars(select(LINE.c.seq).where(where))


def _with_joined(connection: Connection, item_id: str) -> list[str]:
    """Return an item and those that were joined into it, or into one of them."""
    found, more = [item_id], [item_id]
    while more:
        more = _all(connection, select(ITEM.c.item_id).where(ITEM.c.joined_into.in_(more)))
        found += more
    return found


def _decided_versions(connection: Connection, items: Sequence[str]) -> Select[Any]:
    """Select the versions that were decided upon, though no link leads to them any more."""
    bodies = connection.scalars(select(DECISION.c.body).where(DECISION.c.item_id.in_(items)))
    digests = {sha256 for body in bodies for sha256 in decided_on(body).shipments}
    return select(SHIPMENT.c.seq).where(SHIPMENT.c.digest.in_(sorted(digests)))


def _models_before(connection: Connection, last: int) -> set[int]:
    """Return the lines that say which models were in force."""
    return set(_seqs(connection, _kind(LineKind.MODELS_PUT) & (LINE.c.seq < last)))


def _people(connection: Connection, found: set[int]) -> set[int]:
    """Return the lines that say who the accounts are that wrote these lines."""
    actors: set[str] = set()
    for some in parts_of(sorted(found)):
        actors.update(connection.scalars(select(LINE.c.actor).where(LINE.c.seq.in_(some))))
    known = _kind(LineKind.ACCOUNT_ADDED) & LINE.c.subject.in_(sorted(actors))
    return set(_seqs(connection, known))


def _purges(connection: Connection, found: set[int]) -> set[int]:
    """Return the lines that say that what some of these said was purged."""
    purges: set[int] = set()
    for some in parts_of(sorted(found)):
        digests = select(LINE.c.payload_digest).where(LINE.c.seq.in_(some))
        purges.update(
            _seqs(connection, _kind(LineKind.PAYLOAD_PURGED) & LINE.c.subject.in_(digests))
        )
    return purges
