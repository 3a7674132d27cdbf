"""Proving on from where the record was proved before, and remembering how far that was.

What was proved is kept in the folder of the key, signed. It is no proof of what came before: it
only says where to go on. It is thrown away as soon as anything is found, and counts for a week.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import json
import logging
import secrets
from pathlib import Path

from sqlalchemy import Connection, select

from app.domain.errors import KnownError
from app.domain.words import phrase, say
from app.record import trust
from app.record.anchor import write_private
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

_LOG = logging.getLogger(__name__)

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
            forget(keys, head.record_id)
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
    rows = connection.execute(
        select(LINE.c.seq, PAYLOAD.c.body, DECISION.c.body.label("stands"))
        .join(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        .outerjoin(DECISION, DECISION.c.seq == LINE.c.seq)
        .where(LINE.c.seq > after, LINE.c.kind == LineKind.DECIDED.value)
        .order_by(LINE.c.seq)
    )
    for seq, said, stands in rows:
        if canonical(json.loads(said)["body"]) != stands:
            return Trouble(say(_DECISION, seq=seq), seq)
    return None


# --- what is remembered --------------------------------------------------------------------------


def _place(keys: SealKeys, record_id: str) -> Path:
    return keys.key_folder / f"{record_id}.proved"


def read_proved(keys: SealKeys, record_id: str) -> Proved | None:
    """Return how far a record was proved; None where nothing that is signed says so."""
    names = [field.name for field in dataclasses.fields(Proved)]
    try:
        tree = json.loads(_place(keys, record_id).read_bytes())
        found = Proved(**{name: tree[name] for name in names})
    except (OSError, ValueError, TypeError, KeyError):
        return None
    sound = found.record == record_id and keys.has_signed("proved", found.signed, found.signature)
    return found if sound else None


def forget(keys: SealKeys, record_id: str) -> None:
    """Throw away what is remembered: the next proof is whole."""
    with contextlib.suppress(OSError):
        _place(keys, record_id).unlink()


def _remember(keys: SealKeys, proved: Proved) -> None:
    signed = dataclasses.replace(proved, signature=keys.signature("proved", proved.signed))
    place = _place(keys, proved.record)
    part = place.with_name(f".{place.name}-{secrets.token_hex(8)}")
    try:
        write_private(part, canonical(dataclasses.asdict(signed)).encode())
        part.replace(place)
    except OSError as error:
        # The proof stands without it; the next one reads the whole record again.
        _LOG.warning("how far the record was proved cannot be kept: %s", error)
