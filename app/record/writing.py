"""One write: its lines, the rows that follow from them, and the seal that closes it.

`Writing` is what the acts of a review speak to, whichever home the record has. `SealedWriting` is
that of the embedded one; a server's is in `app.record.server.writing`.
"""

from __future__ import annotations

import abc
import dataclasses
import datetime as dt
import json
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, update

from app.domain.errors import RecordDamaged
from app.domain.words import say
from app.record import trust
from app.record.chain import Head, Line, LineKind, as_row, read_head, sealed_payload
from app.record.coding import digest, plain, time_text
from app.record.desk import Desk
from app.record.entries import refresh
from app.record.keys import SealKeys
from app.record.projections import project
from app.record.tables import HEAD, LEASE, LINE, PAYLOAD
from app.record.turn_state import wake

_PUT_PAYLOAD, _PUT_LINE = insert(PAYLOAD), insert(LINE)

NEWS = frozenset(
    {LineKind.IMAGE_ADDED, LineKind.SHIPMENT_ADDED, LineKind.LINK_PUT, LineKind.ITEMS_JOINED}
)
"""Kinds that bring data or images to an item; what was on hold for them waits no longer."""


class Writing(abc.ABC):
    """What a transaction writes, in order.

    Parameters
    ----------
    connection
        In a transaction.
    now
        Time of every line of this write.
    desk
        A server's own way to give items out; None where this program does so itself.
    """

    def __init__(self, connection: Connection, now: dt.datetime, desk: Desk | None = None) -> None:
        self.connection = connection
        self.now = now
        self.desk = desk

    def append(self, kind: LineKind, *, actor: str, subject: str, body: object = None) -> int:
        """Write one line with its payload, apply it to the tables, and return its number."""
        said = {} if body is None else plain(body)
        return self.append_all(kind, actor=actor, said=((subject, said),))[0]

    @abc.abstractmethod
    def append_all(
        self, kind: LineKind, *, actor: str, said: Iterable[tuple[str, object]]
    ) -> tuple[int, ...]:
        """Write lines of one kind, each a subject and its body, and return their numbers.

        Bodies are plain values already, as `coding.plain` returns them.
        """

    @abc.abstractmethod
    def hold(self, item_ids: Iterable[str]) -> None:
        """Let nobody else act on these items before this write has ended."""

    @abc.abstractmethod
    def end_lease(self, item_id: str) -> None:
        """Let nobody have an item any more."""


class SealedWriting(Writing):
    """A write to the embedded record.

    Parameters
    ----------
    connection
        In a transaction that holds the write lock.
    keys
        Sign the new head.
    now
        Time of every line of this write.
    """

    def __init__(self, connection: Connection, keys: SealKeys, now: dt.datetime) -> None:
        super().__init__(connection, now)
        self._keys = keys
        self._head = self._trusted_head()
        self._length = self._head.length
        self._end = self._head.hash
        self._touched: set[str] = set()
        self._news: set[str] = set()

    def _trusted_head(self) -> Head:
        """Return the head, after making sure that signing on would not cover up a forgery."""
        head = read_head(self.connection)
        if head is None:
            raise RecordDamaged(say(trust.NO_HEAD))
        anchor = self._keys.anchor(head.record_id)
        trouble = trust.head_trouble(self.connection, head, anchor, self._keys)
        if trouble is not None:
            raise RecordDamaged(trouble.sentence)
        if anchor is None or anchor.length < head.length:
            # The program was killed between commit and anchor: catch up before going on.
            self._keys.move_anchor(head)
        return head

    def append_all(
        self, kind: LineKind, *, actor: str, said: Iterable[tuple[str, object]]
    ) -> tuple[int, ...]:
        """Write lines of one kind, each a subject and its body, and return their numbers."""
        payloads, lines, entries = [], [], []
        for subject, body in said:
            text = sealed_payload(body)
            line = Line(
                seq=self._length + 1,
                at=time_text(self.now),
                actor=actor,
                kind=kind.value,
                subject=subject,
                payload_digest=digest(text),
                previous=self._end,
            )
            row = as_row(line)
            self._length, self._end = line.seq, row["hash"]
            payloads.append({"digest": line.payload_digest, "body": text})
            lines.append(row)
            # Read back from the text, so that writing and rebuilding see the same.
            entries.append((line, json.loads(text)["body"]))
        if lines:
            self.connection.execute(_PUT_PAYLOAD, payloads)
            self.connection.execute(_PUT_LINE, lines)
            touched = project(self.connection, entries)
            self._touched.update(touched)
            if kind in NEWS:
                self._news.update(touched)
        return tuple(line.seq for line, _ in entries)

    def hold(self, item_ids: Iterable[str]) -> None:
        """Let be: the write lock keeps everybody else away."""

    def end_lease(self, item_id: str) -> None:
        """Let nobody have an item any more."""
        self.connection.execute(delete(LEASE).where(LEASE.c.item_id == item_id))

    def seal(self) -> Head | None:
        """Sign the new end of the chain; None when nothing was written."""
        if self._length == self._head.length:
            return None
        if self._news:
            wake(self, self._news)
        refresh(self.connection, self._touched)
        head = self._keys.signed(self._head.record_id, self._length, self._end)
        self.connection.execute(
            update(HEAD).values(length=head.length, hash=head.hash, signature=head.signature)
        )
        return head


@dataclasses.dataclass(frozen=True, slots=True)
class Creation:
    """What the first line of a record says."""

    record_id: str
    at: dt.datetime
    earlier: tuple[str, ...]
    """Records that this workspace had before, by their anchors."""


def begin_record(connection: Connection, keys: SealKeys, creation: Creation) -> Head:
    """Write the first line of a new record."""
    record_id = creation.record_id
    text = sealed_payload({"record": record_id, "earlier": list(creation.earlier)})
    line = Line(
        seq=1,
        at=time_text(creation.at),
        actor="record",
        kind=LineKind.RECORD_CREATED.value,
        subject=record_id,
        payload_digest=digest(text),
        previous="",
    )
    head = keys.signed(record_id, 1, line.hash)
    connection.execute(insert(PAYLOAD).values(digest=line.payload_digest, body=text))
    connection.execute(insert(LINE).values(as_row(line)))
    connection.execute(
        insert(HEAD).values(
            one=1, record_id=record_id, length=1, hash=line.hash, signature=head.signature
        )
    )
    return head
