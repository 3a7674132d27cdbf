"""Officers at a server: each signed in on a connection of her own, at work at the same time."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import secrets
import time

import psycopg

from app.record.coding import time_text
from app.record.server.roles import Person
from tests.services.agency import Agency, recommendation, said

PORTS = ("0809", "0453", "0440", "0497", "0821")


def people(count: int) -> tuple[Person, ...]:
    """Return officers, spread evenly over the ports."""
    return tuple(
        Person(f"officer{number:03d}", f"O. {number}", "officer", PORTS[number % len(PORTS)])
        for number in range(count)
    )


def items(count: int, name: str) -> dict[str, str]:
    """Return items to be put, spread evenly over the ports."""
    return {f"{name}{number:05d}": PORTS[number % len(PORTS)] for number in range(count)}


@dataclasses.dataclass(slots=True)
class Kept:
    """What officers did, as they were told."""

    claims: list[float] = dataclasses.field(default_factory=list)
    """Seconds that each claim took."""
    decisions: list[float] = dataclasses.field(default_factory=list)
    signed: list[str] = dataclasses.field(default_factory=list)
    """Recommendations that the server took."""


class AtWork:
    """One officer."""

    def __init__(self, agency: Agency, person: Person, kept: Kept) -> None:
        self._agency = agency
        self._person = person
        self._kept = kept
        # What she signs is made once: the figure is the server's, not that of making a body.
        made = recommendation("@ITEM@", "tremblay", officer=person.account, unit=person.port)
        self._made = made.recommendation_id
        self._at = time_text(made.times.decided_at)
        self._body = said(dataclasses.replace(made, scans=made.scans[:0]))

    async def sign_in(self) -> psycopg.AsyncConnection[tuple[object, ...]]:
        """Connect as the officer."""
        parts = self._agency.cluster.parts(
            self._person.account, self._agency.password, self._agency.database
        )
        return await psycopg.AsyncConnection.connect(**parts, autocommit=True, prepare_threshold=1)

    async def warm_up(self, connection: psycopg.AsyncConnection) -> None:
        """Do what she does all day once, and forget it: a new connection plans everything anew."""
        kept, self._kept = self._kept, Kept()
        await self.one(connection)
        self._kept = kept

    async def one(self, connection: psycopg.AsyncConnection, pause: float = 0.0) -> bool:
        """Claim the next item, look at a view, think, decide; False when nothing waits."""
        start = time.perf_counter()
        cursor = await connection.execute("SELECT claim_next('{}', 900)")
        row = await cursor.fetchone()
        self._kept.claims.append(time.perf_counter() - start)
        if row is None or row[0] is None:
            return False
        item = str(row[0])
        view = said({"scan_id": f"S-{item}", "view": "top", "readable": True})
        await connection.execute("SELECT append('view_shown', %s, %s)", (item, view))
        if pause:
            await asyncio.sleep(pause)
        name = secrets.token_hex(8)
        body = self._body.replace("@ITEM@", item).replace(self._made, name)
        body = body.replace(self._at, time_text(dt.datetime.now(dt.UTC)))
        body = body[:-34] + secrets.token_hex(16) + body[-2:]
        start = time.perf_counter()
        await connection.execute("SELECT append('decided', %s, %s)", (item, body))
        self._kept.decisions.append(time.perf_counter() - start)
        self._kept.signed.append(name)
        return True
