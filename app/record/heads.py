"""The head of each day, signed, for somebody else to keep: proof against the holder of the key.

A head says how long the record was, which line it ended with, and the root of the tree over all
its lines. A record that was rewound, forked or written anew contradicts a head that was kept.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from app.domain.errors import KnownError
from app.domain.words import phrase, say
from app.record.chain import read_head
from app.record.coding import canonical
from app.record.keys import SealKeys
from app.record.tables import LINE
from app.record.tree import Growing
from app.record.trust import Trouble

_FORMAT = {"format": "prescreen-head", "version": 1}
_NOT_A_HEAD = phrase("Line {number} of the kept heads is no head of a record.")
_OTHER_RECORD = phrase(
    "The head kept of {day} is of the record {other}, not of this one: another record was put in "
    "its place, or the heads are another workspace's."
)
_NOT_SIGNED = phrase("The head kept of {day} is not signed with the key of this workspace.")
_REWOUND = phrase(
    "The record ends at line {length}, but the head kept of {day} is of line {kept}: the record "
    "was rewound. Keep the files as they are and tell the administrator."
)
_FORKED = phrase(
    "Line {kept} is not the one that the head kept of {day} was signed over: the record was "
    "written anew after line {agreed}. Keep the files as they are and tell the administrator."
)


@dataclasses.dataclass(frozen=True, slots=True)
class DayHead:
    """How the record stood at the end of a day."""

    record: str
    day: str
    """As ISO 8601, in UTC."""
    lines: int
    hash: str
    """Of the last line."""
    root: str
    """Of the tree over all lines."""
    key: str
    """The public key, in hexadecimal."""
    signature: str

    @property
    def signed(self) -> list[object]:
        """What is signed."""
        return [self.record, self.day, self.lines, self.hash, self.root]

    @property
    def tree(self) -> dict[str, Any]:
        """The head as plain values."""
        return {**_FORMAT, **dataclasses.asdict(self)}


def text_of_heads(heads: Iterable[DayHead]) -> str:
    """Return heads as one JSON object a line."""
    return "".join(canonical(head.tree) + "\n" for head in heads)


def heads_of(text: str) -> tuple[DayHead, ...]:
    """Read heads that somebody kept.

    Raises
    ------
    KnownError
        When a line is no head.
    """
    return tuple(_read(number, line) for number, line in enumerate(text.splitlines(), start=1))


_KINDS = {"lines": int}


def _read(number: int, line: str) -> DayHead:
    names = [field.name for field in dataclasses.fields(DayHead)]
    try:
        tree = json.loads(line)
    except ValueError:
        tree = None
    if not isinstance(tree, dict) or set(tree) != {*names, *_FORMAT}:
        raise KnownError(say(_NOT_A_HEAD, number=number))
    if not all(type(tree[name]) is _KINDS.get(name, str) for name in names):
        raise KnownError(say(_NOT_A_HEAD, number=number))
    return DayHead(**{name: tree[name] for name in names})


# --- making ------------------------------------------------------------------------------------


def day_heads(
    connection: Connection, keys: SealKeys, today: dt.date, *, after: str = ""
) -> tuple[DayHead, ...]:
    """Return the head of each day that is over and brought a line, oldest first.

    A day is over for the record when a line of a later day follows, or the clock says so. So a
    clock that is put back later moves no head of before.

    Parameters
    ----------
    connection
        With a record that was proved just now.
    after
        Leave out what is not later than this day: it is kept already.
    """
    head = read_head(connection)
    if head is None:
        return ()
    found = []
    for day, lines, end, root in _days(connection):
        if after < day < today.isoformat():
            found.append(_signed(keys, head.record_id, day, (lines, end, root)))
    return tuple(found)


def head_now(connection: Connection, keys: SealKeys, today: dt.date) -> DayHead | None:
    """Return the head as it stands, signed like that of a day; None without lines."""
    head = read_head(connection)
    if head is None:
        return None
    *_, (_, lines, end, root) = _days(connection)
    return _signed(keys, head.record_id, today.isoformat(), (lines, end, root))


def _signed(keys: SealKeys, record: str, day: str, end: tuple[int, str, str]) -> DayHead:
    lines, last, root = end
    unsigned = DayHead(record, day, lines, last, root, keys.public_key, "")
    return dataclasses.replace(unsigned, signature=keys.signature("day", unsigned.signed))


def _days(connection: Connection) -> Iterator[tuple[str, int, str, str]]:
    """Yield each day with its last line, that line's hash, and the root of the tree then."""
    tree, day, last = Growing(), "", (0, "")
    for seq, at, line_hash in _hashes(connection):
        if day and at[:10] > day:
            yield day, *last, tree.root
        day, last = max(day, at[:10]), (seq, line_hash)
        tree.add(line_hash)
    if day:
        yield day, *last, tree.root


def _hashes(connection: Connection) -> Iterator[tuple[int, str, str]]:
    query = select(LINE.c.seq, LINE.c.at, LINE.c.hash).order_by(LINE.c.seq)
    rows = connection.execute(query.execution_options(yield_per=2000))
    yield from ((seq, at, line_hash) for seq, at, line_hash in rows)


# --- holding a record against them -------------------------------------------------------------


def kept_trouble(connection: Connection, keys: SealKeys, kept: Sequence[DayHead]) -> Trouble | None:
    """Return how a record contradicts heads that somebody else kept; None when it does not."""
    head = read_head(connection)
    length, record = (0, "") if head is None else (head.length, head.record_id)
    ordered = sorted(kept, key=lambda one: one.lines)
    for one in ordered:
        if one.record != record:
            return Trouble(say(_OTHER_RECORD, day=one.day, other=one.record), None)
        if one.key != keys.public_key or not keys.has_signed("day", one.signed, one.signature):
            return Trouble(say(_NOT_SIGNED, day=one.day), None)
    return _first_contradiction(connection, ordered, length)


def _first_contradiction(
    connection: Connection, ordered: Sequence[DayHead], length: int
) -> Trouble | None:
    tree, agreed, hashes = Growing(), 0, _hashes(connection)
    grown = 0
    for one in ordered:
        if one.lines > length:
            sentence = say(_REWOUND, length=length, day=one.day, kept=one.lines)
            return Trouble(sentence, length + 1)
        last = one.hash
        for _, _, last in itertools.islice(hashes, one.lines - grown):
            tree.add(last)
        grown = one.lines
        if (last, tree.root) != (one.hash, one.root):
            sentence = say(_FORKED, kept=one.lines, day=one.day, agreed=agreed)
            return Trouble(sentence, agreed + 1)
        agreed = one.lines
    return None
