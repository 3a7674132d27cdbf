"""What the tests of services share."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from app.vault.vault import opened
from tests.services import site as archive_site
from tests.services.absent import lacks_server
from tests.services.agency import Agency, make_agency
from tests.services.postgres import OLDEST, Cluster, cluster, programs
from tests.services.site import Site
from tests.services.typed import database, run

if TYPE_CHECKING:
    from tests.services.secret_service import Desktop


__all__ = ["database", "run"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server of the tests' own, started once."""
    if programs() is None:
        lacks_server(f"PostgreSQL {OLDEST}")
    with cluster() as started:
        yield started


@pytest.fixture(scope="session")
def one_agency(postgres: Cluster) -> Agency:
    """A record on that server, with people of every role, laid out once."""
    return make_agency(postgres)


@pytest.fixture(scope="module")
def agency(one_agency: Agency) -> Agency:
    """That record; each test brings its own items.

    Logins are the server's, not the record's: tests of another record may have given the same
    names other passwords meanwhile.
    """
    one_agency.let_in()
    return one_agency


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """An archive behind its gate, started once; tests bring files of their own."""
    lacks = archive_site.missing()
    if lacks:
        lacks_server(lacks)
    with archive_site.site() as started:
        yield started


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    """A desktop session with an open keyring, in whose environment the test runs."""
    if sys.platform != "linux":
        pytest.skip("the Secret Service is one of Linux desktops")
    # Loaded where it is used: other platforms have no such library.
    service = importlib.import_module("tests.services.secret_service")
    if service.missing():
        lacks_server(service.missing()[0])
    opened.cache_clear()
    with service.desktop() as started:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", started.address)
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "CREDENTIALS_DIRECTORY"):
            monkeypatch.delenv(name, raising=False)
        yield started
    opened.cache_clear()
