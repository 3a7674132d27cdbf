"""Proving a server's record: every chain, every payload, and every row that follows from the lines.

The tables are built again in a database of this machine, by the functions that build them in the
embedded record, and compared with the rows that the server's own functions have made.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Generator, Mapping, Set
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select

from app.domain.words import phrase, say
from app.record.account_tables import ONE_TIME
from app.record.chain import Head, Line, hash_of
from app.record.rebuilding import payload_trouble, purged, rebuilt
from app.record.server.elsewhere import elsewhere_trouble
from app.record.server.tables import CHAIN, CHAINED, TO_REFRESH
from app.record.tables import ATTEMPT, DERIVED, ENTRY, LINE, PAYLOAD
from app.record.trust import Trouble
from app.record.verify import (
    Verification,
    found_of,
    structure_trouble,
    table_trouble,
)

_LINE = phrase("Line {seq} is not as it was written.")
_ORDER = phrase("Line {seq} does not follow the line before it in the chain of {chain}.")
_PLACE = phrase("In the chain of {chain} a line is missing before line {seq}.")
_LOOSE = phrase("Line {seq} stands in no chain.")
_END = phrase("The chain of {chain} does not end as its head says.")
_NO_PORT = "no port"

_OF_SIGN_IN = (ATTEMPT, ONE_TIME)
"""Nothing is in these on a server, which knows people by roles of its own; nobody may read them."""
_LINES_AT_ONCE = 2000
_COLUMNS = [LINE.c[field.name] for field in dataclasses.fields(Line)]
_SEQ, _DIGEST, _PREVIOUS, _HASH = 0, len(_COLUMNS) - 2, len(_COLUMNS) - 1, len(_COLUMNS)
"""Places in a row: the fields of a line, its hash as stored, what it says."""


def verify(connection: Connection) -> Verification:
    """Prove the record as it stands at one moment.

    Parameters
    ----------
    connection
        That sees one moment of it, and all that is on record.
    """
    trouble = structure_trouble(connection)
    if trouble is not None:
        return found_of(0, None, trouble)
    lines = connection.scalar(select(func.count()).select_from(LINE)) or 0
    last = connection.scalar(select(LINE.c.hash).order_by(LINE.c.seq.desc()).limit(1)) or ""
    trouble = (
        chains_trouble(connection)
        or loose_trouble(connection)
        or _tables(connection)
        or elsewhere_trouble(connection)
    )
    return found_of(lines, Head("", lines, last, ""), trouble)


def heads(connection: Connection) -> tuple[tuple[str, int, str], ...]:
    """Return chain, length and last hash of every chain, by name."""
    rows = connection.execute(select(CHAIN).order_by(CHAIN.c.chain))
    return tuple((row.chain, row.length, row.hash) for row in rows)


Ends = Mapping[str, tuple[int, str]]
"""How chains end, by their names: length, and hash of the last line."""


def ends_of(connection: Connection) -> Ends:
    """Return how every chain ends, as its head says."""
    return {chain: (length, last) for chain, length, last in heads(connection)}


def chains_trouble(connection: Connection, proved: Ends | None = None) -> Trouble | None:
    """Walk every chain; return the first line of any that does not fit.

    Parameters
    ----------
    proved
        How far each was walked before: what stands there is not read again.
    """
    gone = purged(connection)
    ends = ends_of(connection)
    walked = dict(proved or {})
    with contextlib.closing(_links(connection, proved or {})) as links:
        for chain, place, row in links:
            before, previous = walked.get(chain, (0, ""))
            wrong = _PLACE if place != before + 1 else _wrong(row, previous, gone)
            if wrong is not None:
                seq = row[_SEQ]
                return Trouble(say(wrong, seq=seq, chain=chain or _NO_PORT), seq)
            walked[chain] = (place, row[_HASH])
    for chain in sorted(ends.keys() | walked.keys()):
        if ends.get(chain, (0, "")) != walked.get(chain, (0, "")):
            return Trouble(say(_END, chain=chain or _NO_PORT), None)
    return None


def after(proved: Ends) -> ColumnElement[bool]:
    """Return what is true of the places of chains that come after those that were proved."""
    later = [and_(CHAINED.c.chain == one, CHAINED.c.place > n) for one, (n, _) in proved.items()]
    return or_(CHAINED.c.chain.not_in(list(proved)), *later)


def _links(connection: Connection, proved: Ends) -> Generator[tuple[str, int, tuple[Any, ...]]]:
    """Yield chain, place and line, hash and payload with it, chain by chain in order."""
    query = (
        select(CHAINED.c.chain, CHAINED.c.place, *_COLUMNS, LINE.c.hash, PAYLOAD.c.body)
        .join(LINE, LINE.c.seq == CHAINED.c.seq)
        .outerjoin(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        .where(after(proved))
        .order_by(CHAINED.c.chain, CHAINED.c.place)
        .execution_options(yield_per=_LINES_AT_ONCE)
    )
    with connection.execute(query) as rows:
        for chain, place, *rest in rows:
            yield chain, place, tuple(rest)


def _wrong(row: tuple[Any, ...], previous: str, gone: Set[str]) -> str | None:
    if hash_of(row[:_HASH]) != row[_HASH]:
        return _LINE
    if row[_PREVIOUS] != previous:
        return _ORDER
    return payload_trouble(row[_HASH + 1], row[_DIGEST], gone)


def loose_trouble(connection: Connection) -> Trouble | None:
    """Return the first line that stands in no chain."""
    loose = (
        select(LINE.c.seq)
        .outerjoin(CHAINED, CHAINED.c.seq == LINE.c.seq)
        .where(CHAINED.c.seq.is_(None))
        .order_by(LINE.c.seq)
        .limit(1)
    )
    seq = connection.scalar(loose)
    return None if seq is None else Trouble(say(_LOOSE, seq=seq), seq)


def _tables(connection: Connection) -> Trouble | None:
    """Build the tables again from the lines, and compare."""
    with rebuilt(connection) as scratch:
        _leave_waiting(connection, scratch)
        compared = (table for table in DERIVED if table not in _OF_SIGN_IN)
        found = (table_trouble(connection, scratch, table) for table in compared)
        return next((trouble for trouble in found if trouble is not None), None)


def _leave_waiting(connection: Connection, scratch: Connection) -> None:
    """Leave those rows of the queue as they stand that the intake service is yet to make anew."""
    waiting = select(TO_REFRESH.c.item_id)
    stands = connection.execute(select(ENTRY).where(ENTRY.c.item_id.in_(waiting))).mappings().all()
    for row in stands:
        scratch.execute(delete(ENTRY).where(ENTRY.c.item_id == row["item_id"]))
        scratch.execute(insert(ENTRY).values(**row))
