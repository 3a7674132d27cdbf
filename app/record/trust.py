"""Whether the head of the record can be believed: signature, last line, anchor."""

from __future__ import annotations

import dataclasses
import json

from sqlalchemy import Connection, select

from app.domain.words import Sentence, phrase, say
from app.record.chain import Head, hash_at
from app.record.keys import SealKeys
from app.record.tables import LINE, PAYLOAD

NO_HEAD = phrase(
    "The record has no head, so nothing says how long it should be. Keep the files as they are and "
    "tell the administrator."
)
_BAD_SIGNATURE = phrase(
    "Length and end of the record are not signed with the key of this workspace: lines were "
    "written or recomputed without it. Keep the files as they are and tell the administrator."
)
_NOT_LAST = phrase(
    "The record ends at line {last}, but its head says line {length}. Keep the files as they are "
    "and tell the administrator."
)
_OTHER_END = phrase(
    "The last line of the record, {length}, is not the one that its head was signed over. Keep the "
    "files as they are and tell the administrator."
)
_NO_ANCHOR = phrase(
    "The seal's anchor is missing, so nothing shows how long the record should be. Restore the "
    "folder of the key from its backup."
)
_ROLLED_BACK = phrase(
    "The record ends at line {length}, but line {anchored} was on record already: an older copy "
    "was put in its place, or lines were cut off. Keep the files as they are and tell the "
    "administrator."
)
_OTHER_HISTORY = phrase(
    "Line {anchored} of the record is not the one that was there before. Keep the files as they "
    "are and tell the administrator."
)


@dataclasses.dataclass(frozen=True, slots=True)
class Trouble:
    """What does not fit, and the first line that it concerns."""

    sentence: Sentence
    first_bad: int | None
    """None where no single line is to blame."""


_LAST = select(LINE.c.seq, LINE.c.hash).order_by(LINE.c.seq.desc()).limit(1)


def head_trouble(
    connection: Connection, head: Head, anchor: Head | None, keys: SealKeys
) -> Trouble | None:
    """Return what is wrong with the head, None when it can be believed."""
    last = connection.execute(_LAST).first()
    length = 0 if last is None else last.seq
    if not keys.vouches_for(head):
        return Trouble(say(_BAD_SIGNATURE), _proven(connection, anchor) + 1)
    if last is None or length != head.length:
        sentence = say(_NOT_LAST, last=length, length=head.length)
        return Trouble(sentence, min(length, head.length) + 1)
    if last.hash != head.hash:
        return Trouble(say(_OTHER_END, length=head.length), head.length)
    return anchor_trouble(connection, head, anchor)


def home_trouble(connection: Connection, head: Head, keys: SealKeys) -> Trouble | None:
    """Return that this is not the record of this workspace: whole, signed, but another one's.

    Every anchor of the workspace must be this record's, or one that its first line names as that
    of an earlier record.
    """
    body: str | None = connection.scalar(
        select(PAYLOAD.c.body)
        .join(LINE, LINE.c.payload_digest == PAYLOAD.c.digest)
        .where(LINE.c.seq == 1)
    )
    earlier = [] if body is None else json.loads(body)["body"]["earlier"]
    if {anchor.stem for anchor in keys.anchors_of_home()} <= {head.record_id, *earlier}:
        return None
    return Trouble(say(_OTHER_HISTORY, anchored=1), 1)


def _proven(connection: Connection, anchor: Head | None) -> int:
    """Return how many lines the anchor alone still proves."""
    if anchor is None or hash_at(connection, anchor.length) != anchor.hash:
        return 0
    return anchor.length


def anchor_trouble(connection: Connection, head: Head, anchor: Head | None) -> Trouble | None:
    """Return how the record contradicts its anchor, None when it does not.

    A record may be ahead of its anchor (the program was killed in between), never behind.
    """
    if anchor is None:
        # The first line is committed before the first anchor is written.
        return None if head.length == 1 else Trouble(say(_NO_ANCHOR), None)
    anchored = anchor.length
    if anchored > head.length:
        sentence = say(_ROLLED_BACK, length=head.length, anchored=anchored)
        return Trouble(sentence, head.length + 1)
    if hash_at(connection, anchored) != anchor.hash:
        return Trouble(say(_OTHER_HISTORY, anchored=anchored), anchored)
    return None
