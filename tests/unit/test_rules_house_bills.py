"""A cargo and its house bills on one item: what holds of all of them is told once."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.dossier import Dossier, HouseBill, Standing
from app.domain.filing import CloseMessage, ConveyanceReport, FilingKind
from app.domain.shipment import Conveyance, Mode, Shipment
from app.shipments.rules import changed_while_looking
from app.shipments.rules.case import Case
from app.shipments.rules.examine import examine
from tests.unit.filing_values import filing
from tests.unit.room_values import NOW, House, shipment, silent
from tests.unit.rule_values import (
    DAY,
    HOUR,
    MINUTE,
    carried,
    case,
    differs,
    filed,
    referred,
    trip,
    version,
)

CCN = "9XYZPARS0001234"
BILLS = ("8XYZHB0000001", "8XYZHB0000002", "8XYZHB0000003")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


def aboard(cargo: Shipment, previous: str = CCN, **changes: object) -> Dossier:
    """A house bill on file, carried by the trips of what it lies in."""
    inside = dataclasses.replace(cargo, previous_ccn=previous, equipment=())
    return filed(inside, kind=FilingKind.HOUSE_BILL, **changes)


def consolidation(master: Dossier, *bills: Dossier, **more: object) -> Case:
    """One item of a consolidated cargo and the house bills that lie in it."""
    tree = tuple(HouseBill(one.key, Standing.ACCEPTED, one.shipment) for one in bills)
    closed = CloseMessage(CCN, tuple(one.key for one in bills))
    whole = dataclasses.replace(master, house_bills=tree, closes=(closed,))
    return case(whole, *bills, **more)


def due(after: dt.timedelta, number: str = CCN, **changes: object) -> Shipment:
    return carried(shipment(number, consolidated=number == CCN), eta=NOW + after, **changes)


def told(of: Case, *rules: str) -> list[tuple[str, str]]:
    """Rule and subject of the notices of these rules."""
    return [(n.rule, n.subject) for n in examine(of).notices if n.rule in rules]


@pytest.mark.parametrize(
    ("mode", "paper", "rule"),
    [
        (Mode.HIGHWAY, None, "R051"),
        (Mode.RAIL, None, "R052"),
        (Mode.RAIL, Mode.HIGHWAY, "R031"),
    ],
)
def test_data_that_came_too_late_is_told_of_the_cargo(
    mode: Mode, paper: Mode | None, rule: str
) -> None:
    numbers = (CCN, *BILLS)
    late = [due(30 * MINUTE, n, mode=mode, document_mode=paper) for n in numbers]
    of = consolidation(filed(late[0]), *(aboard(one) for one in late[1:]))
    assert told(of, "R031", "R050", "R051", "R052") == [(rule, CCN)]
    assert len([c for c in examine(of).chips if c.rule == "R121"]) == 1


def test_a_house_bill_that_came_later_than_its_cargo_is_told_itself() -> None:
    early = dataclasses.replace(due(90 * MINUTE), received_at=NOW - DAY)
    fine = dataclasses.replace(due(90 * MINUTE, BILLS[0]), received_at=NOW)
    late = dataclasses.replace(due(90 * MINUTE, BILLS[1]), received_at=NOW + 50 * MINUTE)
    of = consolidation(
        filed(early),
        aboard(fine),
        aboard(late, versions=(version(at=NOW + 50 * MINUTE),)),
    )
    assert told(of, "R051") == [("R051", BILLS[1])]
    # Later still than a cargo that is late: both are told.
    both = consolidation(filed(due(50 * MINUTE)), aboard(dataclasses.replace(late)))
    assert [subject for _, subject in told(both, "R051")] == [CCN, BILLS[1]]


def test_a_house_bill_alone_is_told_of() -> None:
    alone = case(aboard(due(30 * MINUTE, BILLS[0])))
    assert told(alone, "R051") == [("R051", BILLS[0])]


def test_no_conveyance_and_too_many_are_told_of_the_cargo() -> None:
    unlinked = [filed(carried(shipment(n, consolidated=n == CCN), crn=""), trips=()) for n in BILLS]
    bills = [
        dataclasses.replace(
            one,
            kind=FilingKind.HOUSE_BILL,
            shipment=dataclasses.replace(one.shipment, previous_ccn=CCN),
        )
        for one in unlinked
        if one.shipment is not None
    ]
    master = filed(carried(shipment(consolidated=True), crn=""), trips=())
    assert told(consolidation(master, *bills), "R032") == [("R032", CCN)]
    trips = (trip("9XYZTRIP1"), trip("9XYZTRIP2"))
    twice = consolidation(
        filed(shipment(consolidated=True), trips=trips),
        *(aboard(shipment(n), trips=trips) for n in BILLS),
    )
    assert told(twice, "R022") == [("R022", CCN)]


def test_a_recommendation_is_stale_once_for_what_the_cargo_brought_along() -> None:
    decided = referred(subjects=(CCN, *BILLS), shipment_digests=("0" * 64,))
    moved = [shipment(n, consolidated=n == CCN) for n in (CCN, *BILLS[:2])]
    own = version(2, NOW + HOUR, changes=(differs("pieces", "100", "60"),))
    of = consolidation(
        filed(moved[0], versions=(version(), own)),
        aboard(moved[1]),
        aboard(moved[2], versions=(version(), own)),
        decisions=(decided,),
    )
    subjects = [subject.split(" ")[0] for _, subject in told(of, "R055D")]
    assert subjects == [CCN, BILLS[1]]


def test_a_trip_that_changes_while_looking_is_told_of_the_cargo(house: House) -> None:
    where = Conveyance(carrier_code="9XYZ", fpoa="0351", eta=NOW + 2 * HOUR)
    master = shipment(consolidated=True, conveyance=where)
    house.record.add_filings(
        [
            filing(FilingKind.CARGO, CCN, master),
            *(
                filing(
                    FilingKind.HOUSE_BILL,
                    number,
                    shipment(number, previous_ccn=CCN, conveyance=where),
                )
                for number in BILLS
            ),
        ]
    )
    house.arrive()
    house.screen(silent)
    (item_id,) = house.record.items()
    sitting = house.room().open(item_id)
    before = sitting.item.shipments
    assert {one.shipment_id for one in before} == {CCN, *BILLS}
    other = dataclasses.replace(where, crn="9XYZTRIP1", fpoa="0427")
    report = ConveyanceReport(other, cargo=(CCN,))
    house.record.add_filings([filing(FilingKind.CONVEYANCE, "9XYZTRIP1", report, hours=1)])
    after = {one.shipment_id: one for one in sitting.item.shipments}
    assert all(one.sha256 != after[one.shipment_id].sha256 for one in before)
    (notice,) = [n for n in sitting.notices if n.rule == "R055"]
    assert notice == changed_while_looking(
        next(one for one in before if one.shipment_id == CCN), after[CCN]
    )
