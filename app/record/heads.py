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
_OF_CHAIN = {"format": "prescreen-head", "version": 2}
"""A record on a server has a chain for each port, and a head for each of them."""
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
    chain: str | None = None
    """Which chain of a server's record; None for a record that is one chain."""

    @property
    def signed(self) -> list[object]:
        """What is signed."""
        of_chain = [] if self.chain is None else [self.chain]
        return [self.record, *of_chain, self.day, self.lines, self.hash, self.root]

    @property
    def tree(self) -> dict[str, Any]:
        """The head as plain values."""
        values = dataclasses.asdict(self)
        if self.chain is not None:
            return {**_OF_CHAIN, **values}
        return {**_FORMAT, **{name: values[name] for name in values if name != "chain"}}

    def signed_with(self, keys: SealKeys) -> DayHead:
        """Return the same head, signed with a key; the key it names is that one."""
        named = dataclasses.replace(self, key=keys.public_key)
        signature = keys.signature(self._purpose, named.signed)
        return dataclasses.replace(named, signature=signature)

    def is_signed_with(self, keys: SealKeys) -> bool:
        """Whether it was signed with this key, and names it."""
        right = self.key == keys.public_key
        return right and keys.has_signed(self._purpose, self.signed, self.signature)

    @property
    def _purpose(self) -> str:
        return "day" if self.chain is None else "day of a chain"


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
_NAMES = tuple(field.name for field in dataclasses.fields(DayHead))


def _read(number: int, line: str) -> DayHead:
    try:
        tree = json.loads(line)
    except ValueError:
        tree = None
    if not isinstance(tree, dict):
        raise KnownError(say(_NOT_A_HEAD, number=number))
    names = [name for name in _NAMES if name != "chain" or "chain" in tree]
    form = _OF_CHAIN if "chain" in tree else _FORMAT
    if set(tree) != {*names, *form} or any(tree[name] != form[name] for name in form):
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
    ends = list(days_of(_hashes(connection)))
    found = [end for end in ends if after < end.day < today.isoformat()]
    return tuple(end.head(head.record_id).signed_with(keys) for end in found)


def head_now(connection: Connection, keys: SealKeys, today: dt.date) -> DayHead | None:
    """Return the head as it stands, signed like that of a day; None without lines."""
    head = read_head(connection)
    if head is None:
        return None
    *_, end = days_of(_hashes(connection))
    now = dataclasses.replace(end, day=today.isoformat())
    return now.head(head.record_id).signed_with(keys)


@dataclasses.dataclass(frozen=True, slots=True)
class DayEnd:
    """How long a chain was at the end of a day, and how it ended."""

    day: str
    lines: int
    hash: str
    root: str

    def head(self, record: str, chain: str | None = None) -> DayHead:
        """Return the head of it, not signed yet."""
        return DayHead(record, self.day, self.lines, self.hash, self.root, "", "", chain)


Hashes = Iterator[tuple[int, str, str]]
"""Of a chain, in order: the place of each line, its time and its hash."""


def days_of(hashes: Hashes) -> Iterator[DayEnd]:
    """Yield the end of each day of a chain, as the time in its lines tells days."""
    tree, day, last = Growing(), "", (0, "")
    for place, at, line_hash in hashes:
        if day and at[:10] > day:
            yield DayEnd(day, *last, tree.root)
        day, last = max(day, at[:10]), (place, line_hash)
        tree.add(line_hash)
    if day:
        yield DayEnd(day, *last, tree.root)


def _hashes(connection: Connection) -> Hashes:
    query = select(LINE.c.seq, LINE.c.at, LINE.c.hash).order_by(LINE.c.seq)
    rows = connection.execute(query.execution_options(yield_per=2000))
    yield from ((seq, at, line_hash) for seq, at, line_hash in rows)


# --- holding a record against them -------------------------------------------------------------


def kept_trouble(connection: Connection, keys: SealKeys, kept: Sequence[DayHead]) -> Trouble | None:
    """Return how a record contradicts heads that somebody else kept; None when it does not."""
    head = read_head(connection)
    length, record = (0, "") if head is None else (head.length, head.record_id)
    ordered = sorted(kept, key=lambda one: one.lines)
    trouble = _alien(ordered, record, keys)
    if trouble is not None:
        return trouble
    found = first_contradiction(_hashes(connection), ordered, length)
    if found is None:
        return None
    day, kept_lines = found.head.day, found.head.lines
    if found.rewound:
        return Trouble(say(_REWOUND, length=length, day=day, kept=kept_lines), length + 1)
    sentence = say(_FORKED, kept=kept_lines, day=day, agreed=found.agreed)
    return Trouble(sentence, found.agreed + 1)


def _alien(kept: Sequence[DayHead], record: str, keys: SealKeys) -> Trouble | None:
    """Return the first kept head that is another record's, or signed with another key."""
    for one in kept:
        if one.record != record:
            return Trouble(say(_OTHER_RECORD, day=one.day, other=one.record), None)
        if not one.is_signed_with(keys):
            return Trouble(say(_NOT_SIGNED, day=one.day), None)
    return None


@dataclasses.dataclass(frozen=True, slots=True)
class Contradiction:
    """The first kept head that a chain contradicts."""

    head: DayHead
    agreed: int
    """The last place on which the chain and the heads before agree."""
    rewound: bool
    """Whether the chain ends before the head does."""


def first_contradiction(
    hashes: Hashes, ordered: Sequence[DayHead], length: int
) -> Contradiction | None:
    """Hold a chain against heads that were kept of it, the shortest first.

    Parameters
    ----------
    hashes
        Of the whole chain.
    length
        Of the chain, in lines.
    """
    tree, agreed, grown = Growing(), 0, 0
    for one in ordered:
        if one.lines > length:
            return Contradiction(one, agreed, rewound=True)
        last = one.hash
        for _, _, last in itertools.islice(hashes, one.lines - grown):
            tree.add(last)
        grown = one.lines
        if (last, tree.root) != (one.hash, one.root):
            return Contradiction(one, agreed, rewound=False)
        agreed = one.lines
    return None
