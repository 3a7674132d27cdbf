"""What *next* gives while others are taking items at this very moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.services.agency import ELSEWHERE, HERE, Agency, make_agency
from tests.services.postgres import Cluster

MANY = 12
"""More than *next* looks at first."""


@pytest.fixture(scope="module")
def queue(postgres: Cluster) -> Agency:
    agency = make_agency(postgres)
    agency.put_items({f"E{number:02}": ELSEWHERE for number in range(MANY)}, hours=1)
    agency.put_items({f"N{number:02}": HERE for number in range(MANY)}, hours=30)
    agency.put_items({"LAST": HERE}, hours=60)
    return agency


@contextmanager
def taken(agency: Agency, beginning: str) -> Iterator[None]:
    """Hold what begins so, as who claims it does until her commit."""
    with agency.owned() as owner, owner.transaction():
        owner.execute(
            "SELECT FROM item WHERE starts_with(item_id, %s) FOR NO KEY UPDATE", (beginning,)
        )
        yield


def given(agency: Agency, account: str) -> str:
    """Ask for the next item, and put it back into the queue as it was."""
    with agency.signed_in(account) as connection, connection.transaction(force_rollback=True):
        return connection.execute("SELECT claim_next('{}', 900)").fetchone()[0]


def test_who_works_at_a_port_is_given_its_first(queue: Agency) -> None:
    assert given(queue, "tremblay") == "N00"


def test_what_somebody_takes_at_this_moment_is_passed_by(queue: Agency) -> None:
    with taken(queue, "N00"):
        assert given(queue, "tremblay") == "N01"


@pytest.mark.parametrize(("account", "beginning"), [("tremblay", "N"), ("chen", "E")])
def test_all_of_the_soonest_are_taken_and_the_one_after_them_is_given(
    queue: Agency, account: str, beginning: str
) -> None:
    with taken(queue, beginning):
        assert given(queue, account) == {"N": "LAST", "E": "N00"}[beginning]
