"""Proving on from where the record was proved before, and remembering how far that was.

What was proved is kept in the folder of the key, signed. It is no proof of what came before: it
only says where to go on. It is thrown away as soon as anything is found, and counts for a week.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Any

from sqlalchemy import Connection, Select, select

from app.domain.errors import KnownError
from app.domain.words import phrase, say
from app.record import proved, trust
from app.record.chain import Head, LineKind, read_head
from app.record.coding import canonical, time_of, time_text
from app.record.keys import SealKeys
from app.record.tables import DECISION, LINE, PAYLOAD
from app.record.trust import Trouble
from app.record.verify import (
    Verification,
    chain_trouble,
    found_of,
    password_trouble,
    structure_trouble,
    trigger_trouble,
    verify,
)

WHOLE_EVERY = dt.timedelta(days=7)
"""However often the record is proved onward, it is proved whole as often as this."""

_DECISION = phrase("The decision of line {seq} is not in the table as the line says it.")


@dataclasses.dataclass(frozen=True, slots=True)
class Proved:
    """How far the record was proved, and when it was last proved whole."""

    record: str
    lines: int
    hash: str
    whole_lines: int
    whole_at: str
    signature: str = ""

    @property
    def signed(self) -> list[object]:
        """What is signed."""
        return [self.record, self.lines, self.hash, self.whole_lines, self.whole_at]


_FIELDS = dataclasses.fields(Proved)


def prove(
    connection: Connection, keys: SealKeys, now: dt.datetime, *, onward: bool
) -> Verification:
    """Prove the record and remember how far.

    Parameters
    ----------
    connection
        Not yet in a transaction.
    onward
        Go on from where it was proved before. Whole all the same when it never was, or not for a
        week.
    """
    trouble = structure_trouble(connection)
    head = None if trouble is not None else read_head(connection)
    connection.rollback()
    before = read_proved(keys, head.record_id) if onward and head is not None else None
    if before is None or not _counts(before, now):
        found = verify(connection, keys)
        whole = (found.lines, time_text(now))
    else:
        found = _proved_onward(connection, keys, before)
        whole = (before.whole_lines, before.whole_at)
    if head is not None:
        if found.ok:
            _remember(keys, Proved(head.record_id, found.lines, found.head, *whole))
        else:
            proved.forget(keys, head.record_id)
    return found


def _counts(before: Proved, now: dt.datetime) -> bool:
    """Whether what was proved still spares reading it again; a clock that was put back does not."""
    since = now - time_of(before.whole_at)
    return dt.timedelta(0) <= since < WHOLE_EVERY


def _proved_onward(connection: Connection, keys: SealKeys, before: Proved) -> Verification:
    trouble: Trouble | None = None
    head, lines = read_head(connection), 0
    connection.rollback()
    try:
        anchor = keys.anchor(before.record)
        with connection.begin():
            head = read_head(connection)
            trouble = _trouble(connection, keys, before, anchor)
            lines = 0 if head is None else head.length
    except KnownError as error:
        trouble = Trouble(error.sentence, None)
    found = found_of(lines, head, trouble)
    return dataclasses.replace(found, read_from=before.lines + 1, whole_at=before.whole_at)


def _trouble(
    connection: Connection, keys: SealKeys, before: Proved, anchor: Head | None
) -> Trouble | None:
    head = read_head(connection)
    if head is None:
        return Trouble(say(trust.NO_HEAD), 1)
    mark = Head(before.record, before.lines, before.hash, "")
    return (
        trust.anchor_trouble(connection, head, mark)
        or chain_trouble(connection, before.lines, before.hash)
        or trust.head_trouble(connection, head, anchor, keys)
        or trust.home_trouble(connection, head, keys)
        or _decision_trouble(connection, before.lines)
        or password_trouble(connection)
        or trigger_trouble(connection)
    )


def _decision_trouble(connection: Connection, after: int) -> Trouble | None:
    """Return the first new decision that its table does not hold as its line says it."""
    return first_that_differs(connection, decisions().where(LINE.c.seq > after))


def decisions() -> Select[Any]:
    """Ask for decisions: number of the line, what it says, what stands in the table."""
    return (
        select(LINE.c.seq, PAYLOAD.c.body, DECISION.c.body.label("stands"))
        .join(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        .outerjoin(DECISION, DECISION.c.seq == LINE.c.seq)
        .where(LINE.c.kind == LineKind.DECIDED.value)
        .order_by(LINE.c.seq)
    )


def first_that_differs(connection: Connection, asked: Select[Any]) -> Trouble | None:
    """Return the first of these `decisions` that its table does not hold as its line says it."""
    for seq, said, stands in connection.execute(asked):
        if canonical(json.loads(said)["body"]) != stands:
            return Trouble(say(_DECISION, seq=seq), seq)
    return None


def read_proved(keys: SealKeys, record_id: str) -> Proved | None:
    """Return how far a record was proved; None where nothing that is signed says so."""
    tree: Any = proved.kept(keys, record_id)
    try:
        found = Proved(**{field.name: tree[field.name] for field in _FIELDS})
    except (TypeError, KeyError):
        return None
    sound = found.record == record_id and keys.has_signed("proved", found.signed, found.signature)
    return found if sound else None


def _remember(keys: SealKeys, reached: Proved) -> None:
    def signed() -> dict[str, object]:
        signature = keys.signature("proved", reached.signed)
        return dataclasses.asdict(dataclasses.replace(reached, signature=signature))

    proved.keep(keys, reached.record, signed)
