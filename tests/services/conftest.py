"""What the tests of services share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services.agency import Agency, make_agency
from tests.services.postgres import OLDEST, Cluster, cluster, programs


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server of the tests' own, started once."""
    if programs() is None:
        pytest.skip(
            f"no PostgreSQL {OLDEST} here: `python packaging/prepare.py server` installs it"
        )
    with cluster() as started:
        yield started


@pytest.fixture(scope="session")
def agency(postgres: Cluster) -> Agency:
    """A record on that server, with people of every role; each test brings its own items."""
    return make_agency(postgres)
