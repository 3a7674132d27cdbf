"""Officers at a server: each signed in on a connection of her own, at work at the same time."""

from __future__ import annotations

import asyncio
import dataclasses
import time

import psycopg

from app.record.server.roles import Person
from tests.services.agency import Agency
from tests.services.desks import DECIDE, Body, claim_next, look, sign_in

PORTS = ("0809", "0453", "0440", "0497", "0821")
LEASE_S = 900.0


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
        self._body = Body(person)

    async def sign_in(self) -> psycopg.AsyncConnection[tuple[object, ...]]:
        """Connect as the officer."""
        return await sign_in(self._agency, self._person)

    async def warm_up(self, connection: psycopg.AsyncConnection) -> None:
        """Do what she does all day once, and forget it: a new connection plans everything anew."""
        kept, self._kept = self._kept, Kept()
        await self.one(connection)
        self._kept = kept

    async def one(self, connection: psycopg.AsyncConnection, pause: float = 0.0) -> bool:
        """Claim the next item, look at a view, think, decide; False when nothing waits."""
        start = time.perf_counter()
        item = await claim_next(connection, LEASE_S)
        self._kept.claims.append(time.perf_counter() - start)
        if item is None:
            return False
        await look(connection, item)
        if pause:
            await asyncio.sleep(pause)
        name, body = self._body.signed(item)
        start = time.perf_counter()
        await connection.execute(DECIDE, (item, body))
        self._kept.decisions.append(time.perf_counter() - start)
        self._kept.signed.append(name)
        return True
