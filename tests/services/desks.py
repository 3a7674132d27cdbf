"""What an officer's program sends to a server for one item: claim, look at a view, decide."""

from __future__ import annotations

import dataclasses
import datetime as dt
import secrets

import psycopg

from app.record.coding import time_text
from app.record.server.roles import Person
from tests.services.agency import Agency, recommendation, said

DECIDE = "SELECT append('decided', %s, %s)"


async def sign_in(agency: Agency, person: Person) -> psycopg.AsyncConnection[tuple[object, ...]]:
    """Connect as an officer."""
    parts = agency.cluster.parts(person.account, agency.password, agency.database)
    return await psycopg.AsyncConnection.connect(**parts, autocommit=True, prepare_threshold=1)


async def claim_next(connection: psycopg.AsyncConnection, lease_s: float) -> str | None:
    """Ask for the next item; None when nothing waits."""
    cursor = await connection.execute("SELECT claim_next('{}', %s)", (lease_s,))
    row = await cursor.fetchone()
    return None if row is None or row[0] is None else str(row[0])


async def look(connection: psycopg.AsyncConnection, item: str) -> None:
    """Have a view of an item on the screen."""
    view = said({"scan_id": f"S-{item}", "view": "top", "readable": True})
    await connection.execute("SELECT append('view_shown', %s, %s)", (item, view))


class Body:
    """What one officer signs, made once: a figure is the server's, not that of making a body."""

    def __init__(self, person: Person) -> None:
        made = recommendation("@ITEM@", "tremblay", officer=person.account, unit=person.port)
        self._name = made.recommendation_id
        self._at = time_text(made.times.decided_at)
        self._body = said(dataclasses.replace(made, scans=made.scans[:0]))

    def signed(self, item: str) -> tuple[str, str]:
        """Return the name of a new recommendation, and what is sent."""
        name = secrets.token_hex(8)
        body = self._body.replace("@ITEM@", item).replace(self._name, name)
        body = body.replace(self._at, time_text(dt.datetime.now(dt.UTC)))
        # The salt stands at the end: each payload has its own.
        return name, body[:-34] + secrets.token_hex(16) + body[-2:]
