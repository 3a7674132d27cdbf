"""What ``prescreen doctor`` says of a server's record: the way to it, its tables, its clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from app.cli.serving import entered
from app.domain.errors import KnownError
from app.record.server.standing import OLDEST, REVISION, Standing
from app.settings import Settings

MOST_AHEAD = dt.timedelta(seconds=2)
"""By how much two clocks may differ before officers see wrong times left."""

Found = tuple[str, bool, str, bool]
"""Name of the check, whether it holds, what was found, whether the main job needs it."""


def checks(settings: Settings) -> Iterator[Found]:
    """Look at the server as whoever its address names."""
    try:
        with entered(settings) as record:
            standing = record.standing()
    except KnownError as error:
        yield "server", False, str(error), True
        return
    yield from _of(standing)


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
    yield "server role", True, detail, True
    ahead = standing.ahead.total_seconds()
    detail = f"the server's clock is {ahead:+.3f} s against this machine's"
    yield "server clock", abs(standing.ahead) <= MOST_AHEAD, detail, False
    for chain, length, head in standing.heads:
        name = f"chain {chain or 'without a port'}"
        yield name, True, f"{length} lines, head {head[:16]}", False
