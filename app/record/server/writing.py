"""One write to a server's record: the server makes the lines, and what follows from acts.

What follows from arrivals (scans, shipments, links, reports) is made by this program, by the same
functions as in the embedded record, when the service that takes things in is signed in.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, select, text

from app.record.chain import Line, LineKind, sealed_payload
from app.record.coding import digest
from app.record.entries import refresh
from app.record.joining import join_again
from app.record.parts import parts_of
from app.record.projections import project, scans_joined
from app.record.server.desk import ServerDesk
from app.record.server.listening import CHANNEL
from app.record.server.login import Login
from app.record.server.supervision_shapes import SERVED_TO_ALL
from app.record.server.tables import TO_REFRESH
from app.record.tables import ITEM
from app.record.turn_state import wake
from app.record.writing import NEWS, Writing

_TAKING_IN = text("SELECT pg_advisory_xact_lock(7262, 1)")
"""One write of the services that take things in comes after the other: each looks at what is there
before it says what is new."""

_TELL = text("SELECT pg_notify(:channel, '')").bindparams(channel=CHANNEL)
_TOLD_BY_WRITER = (LineKind.SKILLS_PUT,)
"""Acts that change what somebody is given next, and that the server keeps quiet about."""
_APPEND = text(
    "SELECT made.seq, made.at FROM unnest(CAST(:subjects AS text[]), CAST(:bodies AS text[])) "
    "WITH ORDINALITY AS said (subject, body, place), "
    "LATERAL append(:kind, said.subject, said.body) AS made ORDER BY said.place"
)


class ServerWriting(Writing):
    """What a transaction writes to a server, in order.

    Parameters
    ----------
    connection
        In a transaction of the usual isolation (read committed).
    now
        Time as far as this program knows it; the server gives each line its own.
    login
        Who is signed in.
    """

    def __init__(self, connection: Connection, now: dt.datetime, login: Login) -> None:
        super().__init__(connection, now, ServerDesk(connection))
        self._login = login
        self._touched: set[str] = set()
        self._news: set[str] = set()
        self._tells = False
        if login.takes_in:
            connection.execute(_TAKING_IN)

    def append_all(
        self,
        kind: LineKind,
        *,
        actor: str,  # noqa: ARG002 - the server names who is signed in
        said: Iterable[tuple[str, object]],
    ) -> tuple[int, ...]:
        """Let the server write lines of one kind, and return their numbers."""
        self._tells = self._tells or kind in _TOLD_BY_WRITER
        made: list[int] = []
        for some in parts_of([(one, sealed_payload(body)) for one, body in said]):
            lines = self._lines(kind, some)
            made += [line.seq for line in lines]
            if self._login.takes_in and kind not in SERVED_TO_ALL:
                entries = [
                    (line, json.loads(body)["body"])
                    for line, (_, body) in zip(lines, some, strict=True)
                ]
                touched = project(self.connection, entries, joined=scans_joined)
                self._touched.update(touched)
                if kind in NEWS:
                    self._news.update(touched)
        return tuple(made)

    def _lines(self, kind: LineKind, said: Sequence[tuple[str, str]]) -> list[Line]:
        values = {
            "kind": kind.value,
            "subjects": [subject for subject, _ in said],
            "bodies": [body for _, body in said],
        }
        rows = self.connection.execute(_APPEND, values).all()
        return [
            Line(row.seq, row.at, self._login.account, kind.value, subject, digest(body), "")
            for row, (subject, body) in zip(rows, said, strict=True)
        ]

    def hold(self, item_ids: Iterable[str]) -> None:
        """Lock the rows of items; the server's functions lock the same before an act."""
        if self._login.takes_in:
            rows = select(ITEM.c.item_id).where(ITEM.c.item_id.in_(sorted(item_ids)))
            locked = rows.order_by(ITEM.c.item_id).with_for_update(key_share=True)
            self.connection.execute(locked).all()

    def end_lease(self, item_id: str) -> None:
        """Leave it to the server, which ends a lease with the act that ends it."""

    def catch_up(self) -> int:
        """Do again what acts of people left to the service that takes things in.

        Scans that could not be joined while somebody was at work are joined, and rows of the queue
        made anew. Returns how many items were left.
        """
        waiting = tuple(self.connection.scalars(select(TO_REFRESH.c.item_id)))
        # Acts lock the item first: none of them can leave it here again meanwhile.
        self.hold(waiting)
        for item_id in sorted(waiting):
            join_again(self, item_id, by=self._login.account)
        self._touched.update(waiting)
        for some in parts_of(waiting):
            self.connection.execute(delete(TO_REFRESH).where(TO_REFRESH.c.item_id.in_(some)))
        return len(waiting)

    def seal(self) -> None:
        """Make the rows of the queue anew that the lines of this write touch, and end holds."""
        if self._touched:
            # An act that puts one of them on hold meanwhile has ended, and is seen.
            self.hold(self._touched)
            wake(self, self._news)
            refresh(self.connection, self._touched)
        if self._touched or self._tells:
            self.connection.execute(_TELL)
