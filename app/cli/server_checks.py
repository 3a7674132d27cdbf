"""What ``prescreen doctor`` says of a server's record: the way to it, its tables, its clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from app.cli.serving import connected, named, with_password
from app.domain.clock import system_clock
from app.domain.errors import KnownError
from app.record.server.address import Address
from app.record.server.login import RUNS_DATABASE, RunsDatabase
from app.record.server.standing import OLDEST, REVISION, Standing
from app.settings import Settings

MOST_AHEAD = dt.timedelta(seconds=2)
"""By how much two clocks may differ before officers see wrong times left."""

Found = tuple[str, bool, str, bool]
"""Name of the check, whether it holds, what was found, whether the main job needs it."""


def checks(settings: Settings) -> Iterator[Found]:
    """Look at the server as whoever its address names, a person, a service, or who runs it."""
    where = named(settings)
    try:
        standing = with_password(settings, where, lambda word: _standing(settings, where, word))
    except KnownError as error:
        yield "server", False, str(error), True
        return
    yield from _of(standing)


def _standing(settings: Settings, where: Address, word: str | None) -> Standing:
    with connected(settings, system_clock()) as record:
        try:
            record.enter(where.login, word)
            return record.standing()
        except RunsDatabase:
            # Loaded where it is used: what lays tables out takes a while.
            from app.record.server.administering import (  # noqa: PLC0415 - see above
                Administration,
            )

            return Administration(where, word).standing()


def _of(standing: Standing) -> Iterator[Found]:
    major = int(standing.version.split(".")[0])
    detail = f"PostgreSQL {standing.version} at {standing.server}"
    yield "server", major >= OLDEST, detail, True
    yield "server TLS", bool(standing.tls), standing.tls or "the way to it is not encrypted", True
    same = standing.revision == REVISION
    detail = standing.revision if same else f"{standing.revision}, not {REVISION}: prescreen init"
    yield "server tables", same, detail, True
    login = standing.login
    detail = f"{login.account}, {login.role}, {login.port or 'all ports'}"
    if login.role == RUNS_DATABASE:
        detail = (
            f"{login.account} runs the database and has no account: init, account and restore are "
            "run so; work is done as a person, arrivals are taken in as the service"
        )
    yield "server role", True, detail, True
    ahead = standing.ahead.total_seconds()
    detail = f"the server's clock is {ahead:+.3f} s against this machine's"
    yield "server clock", abs(standing.ahead) <= MOST_AHEAD, detail, False
    for chain, length, head in standing.heads:
        name = f"chain {chain or 'without a port'}"
        yield name, True, f"{length} lines, head {head[:16]}", False
