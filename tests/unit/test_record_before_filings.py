"""A record of before there were filings, whose JSON files still lie in the watched folder."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.dossier import Standing
from app.domain.filing import Filing
from app.domain.shipment import Function, Shipment
from app.intake import ACCEPTED, DUPLICATE
from app.record.chain import LineKind
from app.record.coding import plain
from app.shipments.json_form import digested
from app.shipments.messages import read_filings
from tests.unit.room_values import House, shipment

CCN = "9XYZPARS0001234"
OTHER = "9XYZPARS0005678"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


def taken_before(house: House, *paths: Path) -> None:
    """Write lines as the program wrote them when it knew shipments and no filings."""
    for path in paths:
        for filing in read_filings(path, received_at=house.clock.now()):
            assert isinstance(filing, Filing)
            told = filing.body or shipment(filing.key, function=filing.function)
            assert isinstance(told, Shipment)
            old = digested(dataclasses.replace(told, source=path.name))
            body = {"shipment": plain(old), "digest": old.sha256}
            with house.record._access.write() as writing:
                writing.append(
                    LineKind.SHIPMENT_ADDED, actor="intake", subject=old.shipment_id, body=body
                )


def story(house: House) -> list[Path]:
    """Return the files of a cargo that was changed, and of one that was deleted."""
    change = shipment(CCN, version=2, function=Function.CHANGE, pieces=90)
    return [
        house.shipment_file(shipment(CCN), name="1.json"),
        house.shipment_file(change, name="2.json"),
        house.shipment_file(shipment(OTHER), name="3.json"),
        house.shipment_file(shipment(OTHER, version=2, function=Function.DELETE), name="4.json"),
    ]


def versions(house: House) -> dict[str, int]:
    return {one: len(house.record.dossier(one).versions) for one in (CCN, OTHER)}


def test_a_file_that_was_taken_before_there_were_filings_is_no_news(house: House) -> None:
    paths = story(house)
    taken_before(house, *paths)
    before = versions(house)
    lines = len(house.record.shipments(current=False))
    outcomes = house.take(paths)
    assert [one.status for one in outcomes] == [DUPLICATE] * 4
    assert versions(house) == before
    assert len(house.record.shipments(current=False)) == lines
    assert house.record.shipment(CCN).pieces == 90
    assert house.record.dossier(OTHER).standing is Standing.DELETED
    assert house.record.dossier(OTHER).refusals == ()
    assert house.record.verify().ok


def test_what_was_declared_since_is_news_though_it_was_declared_before(house: House) -> None:
    paths = story(house)
    taken_before(house, *paths)
    again = house.shipment_file(shipment(CCN), name="back.json")
    (outcome,) = house.take([again])
    assert outcome.status == ACCEPTED
    assert versions(house)[CCN] == 3


def test_a_delete_after_a_new_add_counts(house: House) -> None:
    paths = story(house)
    taken_before(house, *paths)
    house.hand.pass_s(3600)
    anew = shipment(OTHER, version=3, pieces=7, received_at=house.clock.now())
    assert house.take([house.shipment_file(anew, name="5.json")])[0].status == ACCEPTED
    assert house.record.dossier(OTHER).standing is Standing.ACCEPTED
    house.hand.pass_s(3600)
    gone = shipment(OTHER, version=4, function=Function.DELETE, received_at=house.clock.now())
    assert house.take([house.shipment_file(gone, name="4.json")])[0].status == ACCEPTED
    assert house.record.dossier(OTHER).standing is Standing.DELETED
