"""R001 to R019: numbers, codes and records, each rule three ways, from its paragraph."""

from __future__ import annotations

import dataclasses
import datetime as dt
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.filing import FilingKind, Verdict
from app.domain.observation import Observation
from app.domain.rule import Need, RuleState
from app.domain.shipment import Function, Mode, Movement
from app.domain.work import Link, LinkClass
from app.shipments.rules.case import Case
from app.shipments.rules.examine import examine
from app.shipments.rules.numbers import OTTAWA, free_again, kept_until
from app.shipments.seen import Seen
from tests.unit.room_values import NOW, shipment
from tests.unit.rule_values import (
    DAY,
    FIRES,
    SILENT,
    UNCHECKED,
    carried,
    case,
    filed,
    scan,
    sent,
    stood,
    tables,
    trip,
    version,
)


class Numbers:
    """A register of what is in use."""

    def __init__(self, trips: tuple[str, ...] = (), first: dt.datetime | None = None) -> None:
        self.trips, self.first = trips, first

    def kinds(self, number: str) -> frozenset[FilingKind]:
        found = {FilingKind.CONVEYANCE} if number in self.trips else set()
        return frozenset(found)

    def carrying(self, number: str) -> tuple[str, ...] | None:
        return () if number in self.trips else None

    def first_used(self, number: str, kind: FilingKind) -> dt.datetime | None:
        del number, kind
        return self.first


def noted(**values: str) -> MappingProxyType[str, str]:
    return MappingProxyType({Observation(name).value: value for name, value in values.items()})


IN_BOND = shipment(movement=Movement.IN_BOND)
HEAVY = shipment(gross_kg=Decimal(1000))
OFF_BY_MASS = Seen(mass_kg=20_000, mass_sigma_kg=100)
FLOWN = dataclasses.replace(trip(""), crn="ZZ0101/2026-11-20/CGN")
"""A flight from a flight manifest: kept under a key of our own, for it has no number."""
ROWS = [
    ("R001", FIRES, case(shipment("9X")), "carrier code of 4"),
    ("R001", FIRES, case(shipment("ABCD12345")), "ABCD is not in the local table dated 2026-01-02"),
    ("R001", SILENT, case(shipment("9XYZPARS0001234")), ""),
    ("R001", UNCHECKED, case(shipment("ABCD12345"), tables=None), Need.CARRIER),
    ("R001", UNCHECKED, case(filed(shipment("", shipment_id="S"))), Need.CCN),
    ("R001", SILENT, case(filed(shipment("", shipment_id="S"), kind=FilingKind.CONVEYANCE)), ""),
    ("R002", SILENT, case(filed(shipment("", shipment_id="S"), kind=FilingKind.CONVEYANCE)), ""),
    ("R002", FIRES, case(shipment("9XYZ PARS12")), "9XYZ␣PARS12"),
    ("R002", SILENT, case(shipment()), ""),
    ("R002", UNCHECKED, case(filed(shipment("", shipment_id="S"))), Need.CCN),
    ("R003", FIRES, case(carried(crn="9X")), "no CRN"),
    ("R003", SILENT, case(carried(crn="9XYZTRIP1")), ""),
    ("R003", UNCHECKED, case(carried(crn="")), Need.CRN),
    ("R003", UNCHECKED, case(filed(carried(crn=""), trips=(FLOWN,))), Need.CRN),
    ("R004", FIRES, case(carried(crn="9XYZPARS0001234")), "a barcode can mean either"),
    (
        "R004",
        FIRES,
        case(shipment(), register=Numbers(("9XYZPARS0001234",))),
        "Cargo and conveyance both",
    ),
    ("R004", SILENT, case(shipment(), register=Numbers(("9XYZPARS0001235",))), ""),
    ("R004", UNCHECKED, case(shipment()), Need.REGISTER),
    ("R005", FIRES, case(shipment(), observed=noted(carrier="ABCD")), "contract of exclusivity"),
    ("R005", SILENT, case(shipment(), observed=noted(carrier="9xyz")), ""),
    ("R005", UNCHECKED, case(shipment()), Need.CARRIER_SEEN),
    ("R006", FIRES, case(carried(crn="9XYRTRIP1")), "Cargo by 9XYZ, conveyance by 9XYR"),
    ("R006", SILENT, case(carried(crn="9XYZTRIP1")), ""),
    ("R006", SILENT, case(filed(carried(crn="9XYRTRIP1"), kind=FilingKind.CONVEYANCE)), ""),
    ("R006", UNCHECKED, case(carried(crn="")), Need.CRN),
    ("R007", FIRES, case(carried(shipment("9XYSPARS1"), crn="9XYSTRIP1")), "9XYS is suspended"),
    ("R007", SILENT, case(shipment()), ""),
    ("R007", UNCHECKED, case(carried(shipment("ABCD12345"), crn="ABCDTRIP1")), Need.CARRIER),
    (
        "R008",
        FIRES,
        case(filed(), observed=noted(carrier="ABCD", letter="abcdef")),
        "6 of 8 items, missing g, h",
    ),
    (
        "R008",
        FIRES,
        case(
            filed(trips=(trip("9XYZTRIP1", plate="PA1"), trip("9XYRTRIP1", plate="PA1"))),
            observed=noted(carrier="9XYZ"),
        ),
        "Plate PA1",
    ),
    (
        "R008",
        SILENT,
        case(filed(trips=(trip(plate="PA1"),)), observed=noted(carrier="9XYZ")),
        "",
    ),
    ("R008", UNCHECKED, case(filed()), Need.CARRIER_SEEN),
    (
        "R009",
        FIRES,
        case(
            filed(
                versions=(version(at=NOW - 200 * DAY), version(2, function=Function.ADD)),
                first_used=NOW - 200 * DAY,
                reused_at=NOW,
            )
        ),
        "it is free from 2029-01-01 on",
    ),
    (
        "R009",
        SILENT,
        case(
            filed(
                versions=(
                    version(at=NOW - DAY),
                    version(2, NOW - DAY, function=Function.DELETE),
                    version(3, function=Function.ADD),
                ),
                first_used=NOW - DAY,
            )
        ),
        "",
    ),
    ("R009", UNCHECKED, case(shipment()), Need.HISTORY),
    ("R010", FIRES, case(filed(), register=Numbers(first=NOW - 300 * DAY)), "for something else"),
    ("R010", SILENT, case(filed(), register=Numbers(first=NOW)), ""),
    ("R010", UNCHECKED, case(filed()), Need.REGISTER),
    ("R011", FIRES, case(filed(exchanges=(sent(Verdict.REJECTED),))), "was not used up by it"),
    ("R011", SILENT, case(filed()), ""),
    ("R011", UNCHECKED, case(shipment()), Need.ANSWERS),
    ("R012", FIRES, case(shipment()), "Kept until 2029-12-31"),
    ("R012", SILENT, case(carried(eta=NOW - 1500 * DAY)), ""),
    ("R012", UNCHECKED, case(carried(eta=None)), Need.ARRIVAL),
    (
        "R013",
        FIRES,
        case(HEAVY, seen=OFF_BY_MASS, acknowledged=("I01:C00001",)),
        "compliance list: I01_WEIGHT",
    ),
    ("R013", SILENT, case(HEAVY, seen=OFF_BY_MASS), ""),
    ("R013", UNCHECKED, case(HEAVY), Need.MEASURED),
    (
        "R014",
        FIRES,
        case(HEAVY, seen=OFF_BY_MASS, acknowledged=("I01:C00001",)),
        "s. 7.1 of the Customs Act",
    ),
    ("R014", SILENT, case(HEAVY, seen=Seen()), ""),
    ("R014", UNCHECKED, case(HEAVY), Need.MEASURED),
    ("R015", FIRES, case(carried(shipment("9XYWPARS1"), crn="9XYWTRIP1")), "9XYW is not bonded"),
    ("R015", FIRES, case(shipment()), "9XYZ is bonded"),
    ("R015", SILENT, case(carried(shipment("", shipment_id="1Z", clvs=True), crn="")), ""),
    ("R015", UNCHECKED, case(shipment(), tables=None), Need.BONDED),
    ("R016", FIRES, case(IN_BOND, scans=(scan(CCN="9XYZPARS0001234"),)), "as transmitted"),
    ("R016", SILENT, case(shipment(movement=Movement.IMPORT)), ""),
    ("R016", UNCHECKED, case(IN_BOND), Need.BARCODE),
    ("R017", FIRES, case(shipment(), scans=(scan(CCN="9XYZPARS0001235"),)), "one character"),
    ("R017", FIRES, case(shipment(), scans=(scan(CCN="9XYRPARS777"),)), "Barcode 9XYRPARS777"),
    ("R017", SILENT, case(shipment(), scans=(scan(CCN="9XYZPARS0001234"),)), ""),
    ("R017", UNCHECKED, case(shipment()), Need.BARCODE),
    ("R018", FIRES, case(shipment(), scans=(scan(CRN="9XYZTRIP000001"),)), "of the conveyance"),
    ("R018", FIRES, case(shipment(), scans=(scan(CCN="9XYZPARS0001234"),)), "of the cargo"),
    ("R018", SILENT, case(carried(mode=Mode.RAIL)), ""),
    ("R018", UNCHECKED, case(shipment()), Need.BARCODE),
    ("R018", UNCHECKED, case(shipment(), scans=()), Need.SCAN),
    ("R019", FIRES, case(carried(crn="9XYZPARS77")), "says PARS"),
    ("R019", SILENT, case(shipment()), ""),
    ("R019", UNCHECKED, case(carried(crn="")), Need.CRN),
]


@pytest.mark.parametrize(("rule", "state", "of", "told"), ROWS)
def test_rule(rule: str, state: RuleState, of: Case, told: str | Need) -> None:
    found = stood(rule, of)
    assert found.state is state
    if isinstance(told, Need):
        assert told in found.missing
    else:
        assert told in found.words


def test_t37_a_number_is_free_on_1_january_of_the_fourth_year() -> None:
    assert free_again(dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)) == dt.date(2030, 1, 1)
    # New Year's night: 4 in the morning in UTC is still the old year in Ottawa.
    assert free_again(dt.datetime(2027, 1, 1, 4, tzinfo=dt.UTC)) == dt.date(2030, 1, 1)
    assert free_again(dt.datetime(2027, 1, 1, 5, tzinfo=dt.UTC)) == dt.date(2031, 1, 1)


@pytest.mark.parametrize(
    ("again", "state"),
    [("2029-12-31T23:59-05:00", FIRES), ("2030-01-01T00:00-05:00", SILENT)],
)
def test_t37_a_number_that_comes_again_too_early_is_told(again: str, state: RuleState) -> None:
    first = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
    used = dt.datetime.fromisoformat(again)
    cargo = filed(first_used=first, reused_at=used)
    assert stood("R009", case(cargo)).state is state
    journey = filed(trips=(trip(received_at=used),))
    assert stood("R010", case(journey, register=Numbers(first=first))).state is state


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        ("9XYZPARS0001234", ""),
        ("9XYZ1", ""),
        ("9XYZ" + "1" * 21, ""),
        ("9XYZ" + "1" * 22, "R001"),
        ("9XYZ", "R001"),
        ("9XYZ PARS1", "R002"),
        ("9XYZTRIP000001", "R004"),
    ],
)
def test_t37_a_cargo_number_has_its_form_and_is_no_conveyances(number: str, rule: str) -> None:
    of = case(carried(shipment(number), crn="9XYZTRIP000001"), register=Numbers())
    faults = {n.rule for n in examine(of).notices} & {"R001", "R002", "R003", "R004"}
    assert faults == ({rule} if rule else set())


@given(st.integers(946_684_800, 3_786_912_000).map(lambda s: dt.datetime.fromtimestamp(s, dt.UTC)))
def test_paragraphs_9_and_40_keep_to_the_same_day(moment: dt.datetime) -> None:
    # ¶9: three complete calendar years and the current one; ¶40: three years from next 1 January.
    year = moment.astimezone(OTTAWA).year
    assert kept_until(moment) == dt.date(year + 1 + 3, 1, 1) - DAY
    assert free_again(moment) == kept_until(moment) + DAY


def test_t36_a_carrier_code_is_read_and_its_bond_shown() -> None:
    assert stood("R001", case(shipment("9XYZ1"))).state is SILENT
    assert "9XYZ is bonded" in stood("R015", case(shipment())).words
    alone = case(carried(shipment("9XYWPARS1"), crn="9XYWTRIP1"))
    assert stood("R015", alone).words == "9XYW is not bonded"
    stopped = case(carried(shipment("9XYSPARS1"), crn="9XYSTRIP1"))
    assert "9XYS is suspended" in stood("R007", stopped).words
    held = case(shipment("0999PARS1"), tables=tables())
    assert "0999 is not in the local table dated 2026-01-02" in stood("R001", held).words


def test_a_scan_of_several_shipments_has_the_barcode_of_one() -> None:
    of = case(shipment(), shipment("9XYZPARS0009999"), scans=(scan(CCN="9XYZPARS0009999"),))
    assert stood("R017", of).state is SILENT


def test_a_link_that_no_longer_holds_gives_no_barcode_to_compare() -> None:
    gone = Link("S-1", "9XYZPARS0001234", 1, LinkClass.NONE, 0, (), "x", NOW)
    of = case(shipment(), scans=(scan(CCN="9XYZPARS7"),), links=(gone,))
    assert stood("R017", of).state is UNCHECKED
