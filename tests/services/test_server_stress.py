"""Officers at work while clients, connections and the server die: nothing twice, nothing lost."""

from __future__ import annotations

import contextlib
import random
import secrets
import threading

import psycopg
import pytest

from app.record.server.roles import Person
from tests.services.agency import HERE, Agency, make_agency, recommendation, said
from tests.services.postgres import cluster, programs
from tests.services.proved import broken_line, claimed_twice

OFFICERS, ITEMS = 6, 48
LEASE_S = 3.0
"""Short, so that what a dead client had comes back while the test runs."""
CUTS, RESTARTS = 24, 2

pytestmark = pytest.mark.skipif(programs() is None, reason="no PostgreSQL is installed here")


class Client:
    """One officer's program: it goes on where it was when its connection comes back."""

    def __init__(self, agency: Agency, account: str, over: threading.Event) -> None:
        self._agency = agency
        self._account = account
        self._over = over
        self._chance = random.Random(account)
        self.signed: set[str] = set()
        """What the server said it has."""

    def run(self) -> None:
        """Work until everything is decided."""
        while not self._over.is_set():
            with (
                contextlib.suppress(psycopg.OperationalError),
                self._agency.signed_in(self._account) as connection,
            ):
                self._work(connection)
            self._over.wait(0.05)

    def _work(self, connection: psycopg.Connection) -> None:
        while not self._over.is_set():
            row = connection.execute("SELECT claim_next('{}', %s)", (LEASE_S,)).fetchone()
            if row[0] is None:
                self._over.wait(0.2)
                continue
            if self._chance.random() < 0.1:
                return  # the program dies with an item in hand
            with contextlib.suppress(psycopg.errors.RaiseException):
                self._decide(connection, row[0])

    def _decide(self, connection: psycopg.Connection, item: str) -> None:
        view = said({"scan_id": f"S-{item}", "view": "top", "readable": True})
        connection.execute("SELECT append('view_shown', %s, %s)", (item, view))
        made = recommendation(item, "tremblay", officer=self._account)
        body = said(made)
        try:
            connection.execute("SELECT append('decided', %s, %s)", (item, body))
        except psycopg.OperationalError:
            self._ask_again(item, body, made.recommendation_id)
            raise
        self.signed.add(made.recommendation_id)

    def _ask_again(self, item: str, body: str, name: str) -> None:
        """Send the same decision until the server says that it has it, or will not take it."""
        while not self._over.is_set():
            try:
                with self._agency.signed_in(self._account) as connection:
                    connection.execute("SELECT append('decided', %s, %s)", (item, body))
            except psycopg.OperationalError:
                self._over.wait(0.05)
            except psycopg.errors.RaiseException as error:
                if "REFUSED:known" in str(error):
                    self.signed.add(name)
                return
            else:
                self.signed.add(name)
                return


def kill(agency: Agency, over: threading.Event) -> None:
    """Cut connections at random, and kill the server twice at once."""
    chance = random.Random(20260302)
    for turn in range(CUTS):
        if over.wait(chance.uniform(0.05, 0.3)):
            return
        if turn % (CUTS // RESTARTS) == CUTS // RESTARTS - 1:
            agency.cluster.stop("immediate")
            agency.cluster.start()
            continue
        agency.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE usename LIKE 'stress%%' ORDER BY random() LIMIT %s",
            chance.randint(1, 3),
        )


def test_nothing_is_claimed_twice_or_lost_whatever_dies() -> None:
    people = [Person(f"stress{n}", f"S. {n}", "officer", HERE) for n in range(OFFICERS)]
    with cluster() as server:
        agency = make_agency(server, people)
        names = {f"K{secrets.token_hex(4)}": HERE for _ in range(ITEMS)}
        agency.put_items(names)
        over = threading.Event()
        clients = [Client(agency, person.account, over) for person in people]
        threads = [threading.Thread(target=one.run) for one in clients]
        for thread in threads:
            thread.start()
        try:
            kill(agency, over)
            wait_until_all_is_decided(agency, over)
        finally:
            over.set()
            for thread in threads:
                thread.join()
        decided = agency.rows("SELECT recommendation_id, item_id FROM decision")
        assert sorted(item for _, item in decided) == sorted(names)
        assert set().union(*(one.signed for one in clients)) <= {name for name, _ in decided}
        assert claimed_twice(agency) == []
        assert broken_line(agency) == ""


def wait_until_all_is_decided(agency: Agency, over: threading.Event) -> None:
    for _ in range(600):
        if agency.rows("SELECT count(*) FROM entry WHERE outcome = ''") == [(0,)]:
            return
        over.wait(0.5)
    raise AssertionError("items wait that nobody is given")
