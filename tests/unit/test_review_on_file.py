"""What a sitting knows of the shipments on file."""

from __future__ import annotations

from pathlib import Path

from app.domain.dossier import Standing
from app.domain.event import EventKind
from app.domain.filing import FilingKind
from app.domain.raw import Asked
from app.domain.shipment import Function
from tests.unit.filing_values import CCN, CRN, cargo, event, trip
from tests.unit.room_values import House, shipment


def test_a_sitting_knows_what_is_on_file_and_what_comes_after(tmp_path: Path) -> None:
    house = House(tmp_path)
    house.record.add_filings([cargo(), trip(CRN, CCN)])
    house.arrive(None, shipment())
    sitting = house.room().next()
    assert sitting is not None
    before = sitting.dossiers
    assert before[CCN].standing is not Standing.NOT_ON_FILE
    assert [one.crn for one in before[CCN].trips] == [CRN]
    sitting.tool_used("zoom")
    assert sitting.dossiers is before
    house.record.add_filings([event(EventKind.HELD, hours=1, other_key="T1")])
    assert len(sitting.dossiers[CCN].events) == 1


def test_transmissions_are_found_by_digest_and_else_the_newest(tmp_path: Path) -> None:
    house = House(tmp_path)
    first, second = cargo(), cargo(hours=1, function=Function.CHANGE, pieces=3)
    crossing = trip(CRN, CCN)
    house.record.add_filings([first, second, crossing])
    house.arrive(None, shipment())
    sitting = house.room().next()
    assert sitting is not None
    asked = [
        Asked(CCN, first.digest, "pieces"),
        Asked(CRN, kind=FilingKind.CONVEYANCE, path="conveyance.eta"),
        Asked("9XYZUNKNOWN1"),
    ]
    found = sitting.filings(asked)
    assert [(filing.digest, path) for filing, path in found] == [
        (first.digest, "pieces"),
        (crossing.digest, "conveyance.eta"),
    ]
    assert sitting.dossiers[CCN].trips[0].digest == crossing.digest
