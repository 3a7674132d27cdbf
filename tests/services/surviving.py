"""Officers whose programs are killed, whose connections are cut, whose server is restarted.

Each program has some officers, and a list of what they were told. It is written without a buffer:
what a killed program has written, the system keeps.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import json
import multiprocessing
import os
import time
from collections.abc import Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import psycopg

from app.record.server.roles import Person
from tests.services.agency import Agency
from tests.services.desks import DECIDE, Body, claim_next, look, sign_in

AGAIN_S = 0.05
"""How long a program waits before it tries to connect again."""
_CONTEXT = multiprocessing.get_context(
    "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
)
_CONTEXT.set_forkserver_preload([__name__])


@dataclasses.dataclass(frozen=True, slots=True)
class Pace:
    """How officers work."""

    until: float
    """By `time.monotonic`, which all programs of a machine share: then nothing new is claimed."""
    lease_s: float
    every_s: float = 0.0
    """How far apart one officer's claims are; 0 for flat out."""


class Told:
    """A program's list."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def add(self, **fields: object) -> None:
        """Write one line, whole, with the time."""
        line = {**fields, "at": time.monotonic()}
        os.write(self._file, json.dumps(line).encode() + b"\n")


class Survivor:
    """One officer. Her program goes on where it was when its connection comes back."""

    def __init__(self, agency: Agency, person: Person, pace: Pace, told: Told) -> None:
        self._agency = agency
        self._person = person
        self._pace = pace
        self._told = told
        self._body = Body(person)
        self._waits_since = 0.0
        """When she asked for what she has not been given yet; 0 when she has not asked."""
        self._unsure: tuple[str, str, str] | None = None
        """Item, name and body of the decision that nobody has answered yet."""

    async def work(self, begins: float) -> None:
        """Review one item after the other until it is time."""
        await asyncio.sleep(begins)
        while self._goes_on():
            with contextlib.suppress(psycopg.OperationalError):
                async with await sign_in(self._agency, self._person) as connection:
                    while self._goes_on():
                        await self._one(connection)
            await asyncio.sleep(AGAIN_S)

    def _goes_on(self) -> bool:
        return time.monotonic() < self._pace.until or self._unsure is not None

    async def _one(self, connection: psycopg.AsyncConnection) -> None:
        if self._unsure is not None:
            await self._send(connection, again=True)
            return
        tried = time.monotonic()
        self._waits_since = self._waits_since or tried
        item = await claim_next(connection, self._pace.lease_s)
        now = time.monotonic()
        waited, self._waits_since = now - self._waits_since, 0.0
        if item is None:
            await asyncio.sleep(0.2)
            return
        self._told.add(
            what="claimed", item=item, by=self._person.account, answered=now - tried, waited=waited
        )
        # Her lease ran out, and somebody else has the item.
        with contextlib.suppress(psycopg.errors.RaiseException):
            await look(connection, item)
            await asyncio.sleep(self._pace.every_s / 2)
            self._unsure = (item, *self._body.signed(item))
            await self._send(connection, again=False)
        await asyncio.sleep(max(0.0, tried + self._pace.every_s - time.monotonic()))

    async def _send(self, connection: psycopg.AsyncConnection, *, again: bool) -> None:
        """Send a decision; it stays unsure for as long as nobody answers."""
        if self._unsure is None:
            return
        item, name, body = self._unsure
        try:
            await connection.execute(DECIDE, (item, body))
        except psycopg.errors.RaiseException as error:
            self._unsure = None
            if not (again and "REFUSED:known" in str(error)):
                return
        self._unsure = None
        self._told.add(what="decided", item=item, by=self._person.account, name=name, again=again)


def _work(agency: Agency, people: Sequence[Person], pace: Pace, path: Path) -> None:
    told = Told(path)

    async def all_of_them() -> None:
        apart = pace.every_s / len(people)
        officers = [Survivor(agency, person, pace, told) for person in people]
        await asyncio.gather(*(one.work(apart * place) for place, one in enumerate(officers)))

    asyncio.run(all_of_them())


class Programs:
    """Programs at work, each with some officers; who is killed is started again."""

    def __init__(self, agency: Agency, people: Sequence[Person], each: int, folder: Path) -> None:
        self._agency = agency
        self._parts = [people[at : at + each] for at in range(0, len(people), each)]
        self._folder = folder
        self._running: list[BaseProcess] = []
        self._lives = 0

    def __len__(self) -> int:
        return len(self._parts)

    def start(self, pace: Pace) -> None:
        """Start all."""
        self._running = [self._started(place, pace) for place in range(len(self._parts))]

    def kill(self, place: int, pace: Pace) -> None:
        """Kill one, wherever it is, and start it again."""
        self._running[place].kill()
        self._running[place].join()
        self._running[place] = self._started(place, pace)

    def join(self) -> None:
        """Wait until all have ended; raise when one failed."""
        for one in self._running:
            one.join()
            if one.exitcode:
                raise AssertionError(f"an officer's program ended with {one.exitcode}")

    def told(self) -> list[dict[str, Any]]:
        """Return all that was told; a line that a kill cut short counts as not told."""
        found: list[dict[str, Any]] = []
        for path in self._folder.glob("*.told"):
            lines = path.read_bytes().splitlines(keepends=True)
            found.extend(json.loads(line) for line in lines if line.endswith(b"\n"))
        return found

    def _started(self, place: int, pace: Pace) -> BaseProcess:
        self._lives += 1
        path = self._folder / f"{place}-{self._lives}.told"
        made = _CONTEXT.Process(
            target=_work, args=(self._agency, self._parts[place], pace, path), daemon=True
        )
        made.start()
        return made
