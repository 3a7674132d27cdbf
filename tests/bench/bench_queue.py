"""The queue of an agency on a server: 50 officers flat out, 100 who think, one alone.

The server commits to the disk as it must. Server and officers share the cores of this machine.
"""

from __future__ import annotations

import asyncio
import time
from typing import Any

import psycopg
from measure import figure, times
from officers import AtWork, Kept, items, people

from tests.services.agency import Agency, make_agency
from tests.services.postgres import Cluster, cluster
from tests.services.proved import broken_line, claimed_twice

FLAT_OUT, THINKING = 50, 100
SECONDS = 20.0
"""How long officers work flat out."""
ROUNDS, EVERY_S = 4, 5.0
"""How often each of those who think claims, and how far apart."""
ALONE = 150
PLAIN = "one durable INSERT into a plain table of the same server"


def figures() -> list[dict[str, Any]]:
    """Measure all three on one server."""
    with cluster(durable=True) as server:
        agency = make_agency(server, people(THINKING))
        found = [*alone(agency), thinking(agency), flat_out(agency)]
        require_whole(agency)
        return found


def require_whole(agency: Agency) -> None:
    """Stop when an item was given out twice or a chain is broken: such figures count nothing."""
    twice, broken = claimed_twice(agency), broken_line(agency)
    if twice or broken:
        raise AssertionError(f"claimed twice: {twice}; broken: {broken}")


def require_kept(agency: Agency, kept: Kept) -> None:
    """Stop when a decision that an officer was told is kept is not on record."""
    stored = {name for (name,) in agency.rows("SELECT recommendation_id FROM decision")}
    lost = set(kept.signed) - stored
    if lost or not kept.signed:
        raise AssertionError(f"lost decisions: {len(lost)} of {len(kept.signed)}")


def inserting(server: Cluster, n: int) -> list[float]:
    """Time the least that a durable write costs."""
    with psycopg.connect(**server.superuser(), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS peer (body text)")
        body = "x" * 2000
        return times(lambda: connection.execute("INSERT INTO peer VALUES (%s)", (body,)), n)


def alone(agency: Agency) -> list[dict[str, Any]]:
    """Time the decisions of one officer, nobody else at work."""
    agency.put_items(items(ALONE * 5, "L"))
    kept = Kept()

    async def work() -> None:
        officer = AtWork(agency, people(1)[0], kept)
        async with await officer.sign_in() as connection:
            await officer.warm_up(connection)
            for _ in range(ALONE):
                await officer.one(connection)

    asyncio.run(work())
    require_kept(agency, kept)
    plain = inserting(agency.cluster, ALONE)
    told = figure("record.decide_ms.postgresql", "ms", kept.decisions, PLAIN, plain, scale=1000)
    return [told]


def thinking(agency: Agency) -> dict[str, Any]:
    """Time claims while each of 100 officers claims once in five seconds."""
    agency.put_items(items(THINKING * (ROUNDS + 1) * 2, "T"), hours=-1000.0)
    kept = Kept()

    ready = asyncio.Barrier(THINKING)

    async def work(number: int, officer: AtWork) -> None:
        async with await officer.sign_in() as connection:
            await officer.warm_up(connection)
            await ready.wait()
            begun = time.perf_counter()
            for turn in range(ROUNDS):
                due = begun + EVERY_S * (turn + number / THINKING)
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                await officer.one(connection, pause=EVERY_S / 2)

    async def all_of_them() -> None:
        officers = [AtWork(agency, person, kept) for person in people(THINKING)]
        await asyncio.gather(*(work(*one) for one in enumerate(officers)))

    asyncio.run(all_of_them())
    require_kept(agency, kept)
    plain = inserting(agency.cluster, len(kept.claims))
    return figure("queue.claim_ms", "ms", kept.claims, PLAIN, plain, scale=1000)


def flat_out(agency: Agency) -> dict[str, Any]:
    """Count what 50 officers claim, look at and decide in a second, without a pause."""
    agency.put_items(items(int(SECONDS * 700), "F"), hours=-3000.0)
    with agency.owned() as owner:
        owner.execute("ANALYZE")
    kept = Kept()

    ready = asyncio.Barrier(FLAT_OUT)
    begun: list[float] = []

    async def work(officer: AtWork) -> None:
        async with await officer.sign_in() as connection:
            await officer.warm_up(connection)
            await ready.wait()
            begun.append(time.perf_counter())
            while time.perf_counter() < begun[0] + SECONDS and await officer.one(connection):
                pass

    async def all_of_them() -> float:
        officers = [AtWork(agency, person, kept) for person in people(FLAT_OUT)]
        await asyncio.gather(*(work(one) for one in officers))
        return time.perf_counter() - begun[0]

    lasted = asyncio.run(all_of_them())
    require_kept(agency, kept)
    cycles = len(kept.signed) / lasted
    plain = asyncio.run(inserted_by_all(agency))
    return {
        "name": "queue.cycles_per_s",
        "unit": "1/s",
        "n": len(kept.signed),
        "p50": cycles,
        "p99": cycles,
        "value": cycles,
        "peer": f"three of {PLAIN}, by as many connections",
        "peer_value": plain,
        "ratio": cycles / plain,
    }


async def inserted_by_all(agency: Agency) -> float:
    """Return how often in a second as many connections make three durable inserts each."""
    parts = agency.cluster.superuser()
    ready = asyncio.Barrier(FLAT_OUT)
    begun: list[float] = []

    async def work() -> int:
        count = 0
        connection = await psycopg.AsyncConnection.connect(**parts, autocommit=True)
        async with connection:
            await ready.wait()
            begun.append(time.perf_counter())
            while time.perf_counter() < begun[0] + SECONDS / 4:
                for _ in range(3):
                    await connection.execute("INSERT INTO peer VALUES (%s)", ("x" * 2000,))
                count += 1
        return count

    done = sum(await asyncio.gather(*(work() for _ in range(FLAT_OUT))))
    return done / (time.perf_counter() - begun[0])
