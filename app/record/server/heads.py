"""The heads of a server's chains, signed for somebody else to keep, and a record held against them.

The server itself signs nothing: whoever runs its superuser could sign with it. The key is that of
the machine where `prescreen heads` is run.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, select

from app.domain.words import phrase, say
from app.record.chain import LineKind
from app.record.heads import (
    Contradiction,
    DayHead,
    Hashes,
    days_of,
    first_contradiction,
)
from app.record.keys import SealKeys
from app.record.server.tables import CHAIN, CHAINED
from app.record.tables import LINE
from app.record.trust import Trouble

_LATE = dt.timedelta(hours=1)
"""How long after midnight a day counts as over: a long write puts its lines down when it ends."""

_OTHER_RECORD = phrase("The head kept of {day} is of the record {other}, not of the one on {here}.")
_NOT_SIGNED = phrase(
    "The head kept of {day} is not signed with the key of this machine. Prove the record where the "
    "heads were made, or have its key brought here."
)
_REWOUND = phrase(
    "The chain {chain} ends at place {length}, but the head kept of {day} is of place {kept}: the "
    "record was rewound. Keep the server as it is and tell the administrator."
)
_FORKED = phrase(
    "Place {kept} of the chain {chain} is not the one that the head kept of {day} was signed over: "
    "the record was written anew after place {agreed}. Keep the server as it is and tell the "
    "administrator."
)
_NO_PORT = "-"


def record_of(connection: Connection) -> str:
    """Return the name of the record."""
    first = select(LINE.c.subject).where(LINE.c.kind == LineKind.RECORD_CREATED.value)
    return str(connection.scalar(first.order_by(LINE.c.seq).limit(1)) or "")


def last_day(now: dt.datetime) -> dt.date:
    """Return the day that is not over yet."""
    return (now - _LATE).date()


def lengths(connection: Connection) -> Mapping[str, int]:
    """Return how long every chain is, by its name."""
    return {row.chain: row.length for row in connection.execute(select(CHAIN))}


def day_heads(connection: Connection, chain: str, today: dt.date) -> Iterator[DayHead]:
    """Yield the head of each day that is over, of one chain, not signed yet; oldest first."""
    record = record_of(connection)
    for end in days_of(hashes(connection, chain)):
        if end.day < today.isoformat():
            yield end.head(record, chain)


def head_now(connection: Connection, chain: str, today: dt.date) -> DayHead:
    """Return the head of a chain as it stands, not signed yet."""
    *_, end = days_of(hashes(connection, chain))
    return dataclasses.replace(end, day=today.isoformat()).head(record_of(connection), chain)


def new_heads(
    connection: Connection, kept: Sequence[DayHead], today: dt.date, *, now: bool
) -> Iterator[DayHead]:
    """Yield the heads that are not among those that were kept, not signed yet."""
    known = {(head.chain, head.lines) for head in kept}
    last: dict[str | None, str] = defaultdict(str)
    for head in kept:
        last[head.chain] = max(last[head.chain], head.day)
    for chain in sorted(lengths(connection)):
        made = [one for one in day_heads(connection, chain, today) if one.day > last[chain]]
        yield from made
        present = head_now(connection, chain, today) if now else None
        known.update((one.chain, one.lines) for one in made)
        if present is not None and (chain, present.lines) not in known:
            yield present


def hashes(connection: Connection, chain: str) -> Hashes:
    """Yield place, time and hash of every line of a chain, in order."""
    query = (
        select(CHAINED.c.place, LINE.c.at, LINE.c.hash)
        .join(LINE, LINE.c.seq == CHAINED.c.seq)
        .where(CHAINED.c.chain == chain)
        .order_by(CHAINED.c.place)
        .execution_options(yield_per=2000)
    )
    # Whoever has read enough closes it: the server's cursor goes with it.
    with connection.execute(query) as rows:
        yield from ((place, at, line_hash) for place, at, line_hash in rows)


def kept_trouble(
    connection: Connection, keys: SealKeys, kept: Sequence[DayHead], here: str
) -> Trouble | None:
    """Return how a server's record contradicts heads that were kept; None when it does not.

    Parameters
    ----------
    here
        The server, as a sentence names it.
    """
    record = record_of(connection)
    for one in kept:
        if one.record != record or one.chain is None:
            return Trouble(say(_OTHER_RECORD, day=one.day, other=one.record, here=here), None)
        if not one.is_signed_with(keys):
            return Trouble(say(_NOT_SIGNED, day=one.day), None)
    long = lengths(connection)
    for chain in sorted({one.chain or "" for one in kept}):
        ordered = sorted((one for one in kept if one.chain == chain), key=lambda one: one.lines)
        length = long.get(chain, 0)
        found = first_contradiction(hashes(connection, chain), ordered, length)
        if found is not None:
            return _trouble(connection, found, chain, length)
    return None


def _trouble(connection: Connection, found: Contradiction, chain: str, length: int) -> Trouble:
    values = {"chain": chain or _NO_PORT, "day": found.head.day, "kept": found.head.lines}
    if found.rewound:
        return Trouble(say(_REWOUND, length=length, **values), None)
    after = select(CHAINED.c.seq).where(
        CHAINED.c.chain == chain, CHAINED.c.place == found.agreed + 1
    )
    return Trouble(say(_FORKED, agreed=found.agreed, **values), connection.scalar(after))
