"""Proving a server's record on from where it was proved before.

How far each chain was proved is kept in the folder of this machine's key, signed, as for an
embedded record (`app.record.onward`): it says where to go on, and proves nothing of before.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from sqlalchemy import Connection, func, select, tuple_

from app.domain.words import phrase, say
from app.record import proved
from app.record.chain import Head
from app.record.coding import time_of, time_text
from app.record.keys import SealKeyMissing, SealKeys
from app.record.onward import WHOLE_EVERY, decisions, first_that_differs
from app.record.server.heads import record_of
from app.record.server.proving import (
    Ends,
    after,
    chains_trouble,
    ends_of,
    loose_trouble,
    verify,
)
from app.record.server.tables import CHAINED
from app.record.tables import LINE
from app.record.trust import Trouble
from app.record.verify import Verification, found_of, structure_trouble

_NOT_THERE = phrase(
    "Place {place} of the chain {chain} is not the line that was proved before: the record was "
    "rewound or written anew. Keep the server as it is and tell the administrator."
)
_NO_PORT = "-"


@dataclasses.dataclass(frozen=True, slots=True)
class Proved:
    """How far every chain was proved, and when all was last proved whole."""

    record: str
    ends: Ends
    whole_at: str
    signature: str = ""

    @property
    def signed(self) -> list[object]:
        """What is signed."""
        return [
            self.record,
            [[chain, *end] for chain, end in sorted(self.ends.items())],
            self.whole_at,
        ]


def prove(
    connection: Connection, keys: SealKeys, now: dt.datetime, *, onward: bool
) -> Verification:
    """Prove the record and remember how far, where there is a key to sign it with.

    Parameters
    ----------
    connection
        That sees one moment of the record, and all that is on record.
    onward
        Go on from where it was proved before. Whole all the same when it never was, or not for a
        week.
    """
    trouble = structure_trouble(connection)
    if trouble is not None:
        return found_of(0, None, trouble)
    record = record_of(connection)
    before = _read(keys, record) if onward else None
    if before is None or not dt.timedelta(0) <= now - time_of(before.whole_at) < WHOLE_EVERY:
        found, whole_at = verify(connection), time_text(now)
    else:
        found, whole_at = _onward(connection, before), before.whole_at
    if found.ok:
        _remember(keys, Proved(record, ends_of(connection), whole_at))
    else:
        forget(keys, record)
    return found


def forget(keys: SealKeys, record: str) -> None:
    """Throw away how far a record was proved: the next proof is whole."""
    proved.forget(keys, _name(keys, record))


def _name(keys: SealKeys, record: str) -> str:
    """Return under which name it is kept: one record may stand on two servers.

    One that a backup was put back into grows by itself, and is no forgery of the other.
    """
    return f"{record}@{keys.home.name}"


def _onward(connection: Connection, before: Proved) -> Verification:
    trouble = (
        _moved(connection, before.ends)
        or chains_trouble(connection, before.ends)
        or loose_trouble(connection)
        or _decision_trouble(connection, before.ends)
    )
    lines = connection.scalar(select(func.count()).select_from(LINE)) or 0
    last = connection.execute(select(LINE.c.seq, LINE.c.hash).order_by(LINE.c.seq.desc())).first()
    new = select(func.min(CHAINED.c.seq)).where(after(before.ends))
    number, end = (0, "") if last is None else (last.seq, last.hash)
    first = connection.scalar(new) or number + 1
    found = found_of(lines, Head("", lines, end, ""), trouble)
    return dataclasses.replace(found, read_from=first, whole_at=before.whole_at)


def _moved(connection: Connection, proved: Ends) -> Trouble | None:
    """Return the first chain that does not have, where the last proof ended, the line of then."""
    asked = [(chain, place) for chain, (place, _) in proved.items()]
    rows = connection.execute(
        select(CHAINED.c.chain, LINE.c.hash)
        .join(LINE, LINE.c.seq == CHAINED.c.seq)
        .where(tuple_(CHAINED.c.chain, CHAINED.c.place).in_(asked))
    )
    stands = {row.chain: row.hash for row in rows}
    for chain, (place, line_hash) in sorted(proved.items()):
        if stands.get(chain) != line_hash:
            return Trouble(say(_NOT_THERE, place=place, chain=chain or _NO_PORT), None)
    return None


def _decision_trouble(connection: Connection, reached: Ends) -> Trouble | None:
    """Return the first new decision that its table does not hold as its line says it."""
    new = decisions().join(CHAINED, CHAINED.c.seq == LINE.c.seq).where(after(reached))
    return first_that_differs(connection, new)


def _read(keys: SealKeys, record: str) -> Proved | None:
    """Return how far a record was proved; None where nothing that is signed says so."""
    tree: Any = proved.kept(keys, _name(keys, record))
    try:
        ends = {chain: (int(length), str(last)) for chain, length, last in tree["ends"]}
        found = Proved(tree["record"], ends, tree["whole_at"], tree["signature"])
        sound = keys.has_signed("proved chains", found.signed, found.signature)
    except (OSError, ValueError, TypeError, KeyError, SealKeyMissing):
        return None
    return found if sound and found.record == record else None


def _remember(keys: SealKeys, reached: Proved) -> None:
    record, ends, whole_at = reached.signed

    def signed() -> dict[str, object]:
        signature = keys.signature("proved chains", reached.signed)
        return {"record": record, "ends": ends, "whole_at": whole_at, "signature": signature}

    proved.keep(keys, _name(keys, reached.record), signed)
