"""Which shipments a scan shows."""

from __future__ import annotations

import dataclasses
import datetime as dt
from types import MappingProxyType

import pytest

from app.domain.scan import Scan
from app.domain.shipment import Equipment, Function, Mode, Shipment
from app.domain.work import LinkClass
from app.shipments.linking import propose
from app.shipments.linking.windows import Windows, may_still_match
from app.shipments.tables import NAMES, Tables
from app.shipments.tables.table import Entry, make_table
from tests.unit.room_values import NOW, shipment


def scan(object_id: str = "", **identifiers: str) -> Scan:
    return Scan(
        "S-1",
        NOW - dt.timedelta(hours=1),
        "Terminal",
        "LANE-1",
        object_id,
        "MACHINE",
        MappingProxyType(identifiers),
    )


def classes(of: Scan, *shipments: Shipment) -> dict[str, LinkClass]:
    return {k.shipment_id: k.link_class for k in propose(of, shipments, now=NOW)}


def parcel(number: str, uld: str = "AKE12345ZZ") -> Shipment:
    made = shipment(
        number,
        hawb=number,
        mawb="999-40001231",
        clvs=True,
        equipment=(Equipment("package", number), Equipment("uld", uld)),
    )
    conveyance = dataclasses.replace(made.conveyance, mode=Mode.COURIER)
    return dataclasses.replace(made, ccn="", conveyance=conveyance)


def test_a_control_number_in_time_is_strong_with_its_evidence() -> None:
    (link,) = propose(scan(CCN="9XYZPARS0001234"), [shipment()], now=NOW)
    assert link.link_class is LinkClass.STRONG
    assert link.by == "linking"
    assert [(e.key, e.outcome) for e in link.evidence] == [
        ("CCN", "equal"),
        ("TIME", "equal"),
    ]


def test_out_of_time_it_is_only_probable() -> None:
    old = dataclasses.replace(scan(CCN="9XYZPARS0001234"), taken_at=NOW - dt.timedelta(days=30))
    assert classes(old, shipment()) == {"9XYZPARS0001234": LinkClass.PROBABLE}


def test_windows_are_configuration_and_a_figure_that_is_none_leaves_the_shipped_one() -> None:
    def table(**hours: str) -> Windows:
        rows = [
            Entry(mode.value, "", "", {"before_h": hours.get(mode.value, "x"), "after_h": "2"})
            for mode in Mode
        ]
        made = make_table("scan_windows", rows, dated=dt.date(2026, 1, 2), source="test")
        book = Tables.shipped()
        others = {name: book.table(name) for name in NAMES}
        return Windows.of(Tables({**others, "scan_windows": made}))

    read = scan(CCN="9XYZPARS0001234")
    early = dataclasses.replace(read, taken_at=NOW - dt.timedelta(hours=100))
    assert [k.link_class for k in propose(early, [shipment()], now=NOW)] == [LinkClass.PROBABLE]
    wide = table(highway="120")
    (link,) = propose(early, [shipment()], now=NOW, windows=wide)
    assert link.link_class is LinkClass.STRONG
    assert wide.spans[Mode.RAIL] == (dt.timedelta(days=7), dt.timedelta(hours=24))
    assert wide.rematch == dt.timedelta(days=60)
    assert may_still_match(early, NOW, NOW + dt.timedelta(days=20), wide)
    short = dict.fromkeys((mode.value for mode in Mode), "24")
    assert not may_still_match(early, NOW, NOW + dt.timedelta(days=20), table(**short))


def test_a_house_waybill_is_strong_only_with_its_master_or_its_forwarder() -> None:
    bill = shipment("9ABCHB0001", hawb="MAA12326064", mawb="020-81140743", equipment=(),
                    forwarder_code="9ABC")  # fmt: skip
    (alone,) = propose(scan(HAWB="MAA12326064"), [bill], now=NOW)
    assert alone.link_class is LinkClass.WEAK
    (known,) = propose(scan(HAWB="MAA12326064", FORWARDER="9ABC"), [bill], now=NOW)
    assert known.link_class is LinkClass.STRONG
    (other,) = propose(scan(HAWB="MAA12326064", FORWARDER="9XYZ"), [bill], now=NOW)
    assert other.link_class is LinkClass.WEAK
    (whole,) = propose(scan(HAWB="MAA12326064", AWB="020-81140743"), [bill], now=NOW)
    assert whole.link_class is LinkClass.STRONG


def test_a_time_without_zone_is_no_obstacle() -> None:
    naive = dataclasses.replace(
        scan(CCN="9XYZPARS0001234"), taken_at=(NOW - dt.timedelta(hours=1)).replace(tzinfo=None)
    )
    assert classes(naive, shipment()) == {"9XYZPARS0001234": LinkClass.STRONG}


@pytest.mark.parametrize("year", [1, 9999])
def test_an_arrival_at_the_end_of_the_calendar_is_out_of_time(year: int) -> None:
    made = shipment()
    eta = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    slip = dataclasses.replace(made, conveyance=dataclasses.replace(made.conveyance, eta=eta))
    assert classes(scan(CCN="9XYZPARS0001234"), slip) == {"9XYZPARS0001234": LinkClass.PROBABLE}


def test_nothing_in_common_is_no_link() -> None:
    assert classes(scan(TRAILER="OTHER1"), shipment()) == {}
    assert classes(scan(), shipment()) == {}


def test_a_trailer_alone_is_weak() -> None:
    assert classes(scan(TRAILER="TRL100"), shipment()) == {"9XYZPARS0001234": LinkClass.WEAK}


def test_another_trailer_contradicts_a_control_number() -> None:
    found = classes(scan(CCN="9XYZPARS0001234", TRAILER="OTHER1"), shipment())
    assert found == {"9XYZPARS0001234": LinkClass.WEAK}


def test_the_next_number_in_sequence_is_noise_where_one_fits() -> None:
    neighbours = [shipment(f"9XYZPARS000123{digit}", equipment=()) for digit in range(3, 6)]
    assert classes(scan(CCN="9XYZPARS0001234"), *neighbours) == {
        "9XYZPARS0001234": LinkClass.STRONG
    }


def test_a_misread_number_is_offered_when_nothing_fits() -> None:
    found = propose(scan(CCN="9XYZPARS000I234"), [shipment()], now=NOW)
    assert [link.link_class for link in found] == [LinkClass.WEAK]
    assert found[0].evidence[0].outcome == "confusable"


def test_several_shipments_in_one_uld_do_not_compete() -> None:
    waybills = [
        shipment(f"9XYA9994000{n}", mawb=f"999-4000{n}", equipment=(Equipment("uld", "AKE1234ZZ"),))
        for n in ("1231", "1242")
    ]
    found = classes(scan(ULD="AKE1234ZZ"), *waybills)
    assert set(found.values()) == {LinkClass.STRONG}
    assert len(found) == 2


def test_a_waybill_that_names_one_of_them_is_no_contradiction_to_the_other() -> None:
    waybills = [
        shipment(f"9XYA9994000{n}", mawb=f"999-4000{n}", equipment=(Equipment("uld", "AKE1234ZZ"),))
        for n in ("1231", "1242")
    ]
    found = propose(scan(ULD="AKE1234ZZ", AWB="999-40001242"), waybills, now=NOW)
    assert [link.shipment_id for link in found] == ["9XYA99940001242", "9XYA99940001231"]


def test_a_parcel_is_not_its_neighbour_in_the_uld() -> None:
    first, second = parcel("1ZXX00016600001237"), parcel("1ZXX00016600001246")
    found = classes(scan(PARCEL="1ZXX00016600001246", ULD="AKE12345ZZ"), first, second)
    assert found == {"1ZXX00016600001246": LinkClass.STRONG}


def test_the_next_tracking_number_in_the_same_uld_is_another_parcel() -> None:
    near = [parcel(f"1ZXX0001660000123{digit}") for digit in (5, 6, 7)]
    found = classes(scan(PARCEL="1ZXX00016600001236", ULD="AKE12345ZZ"), *near)
    assert found == {"1ZXX00016600001236": LinkClass.STRONG}


def test_an_object_number_may_be_a_tracking_number() -> None:
    found = classes(scan("1ZXX00016600001237"), parcel("1ZXX00016600001237"))
    assert found == {"1ZXX00016600001237": LinkClass.STRONG}


def test_cars_of_one_consist_are_told_apart() -> None:
    cars = [
        shipment(f"9XYRRAIL21004{n}", equipment=(Equipment("railcar", f"CN 01234{n}"),))
        for n in range(3)
    ]
    found = classes(scan(RAILCAR="CN12341", CRN="9XYZTRIP000001"), *cars)
    assert found == {"9XYRRAIL210041": LinkClass.STRONG}


def test_two_numbers_that_name_two_shipments_are_a_conflict() -> None:
    one = shipment("9XYZPARS0001234", equipment=())
    other = shipment("9ABCOTHER77", equipment=(Equipment("container", "CSQU3054383"),))
    found = classes(scan(CCN="9XYZPARS0001234", CONTAINER="CSQU3054383"), one, other)
    assert set(found.values()) == {LinkClass.CONFLICT}


def test_a_deleted_shipment_is_named_and_ties_nothing() -> None:
    (link,) = propose(scan(CCN="9XYZPARS0001234"), [shipment(function=Function.DELETE)], now=NOW)
    assert (link.link_class, link.standing) == (LinkClass.NONE, "deleted")


@pytest.mark.parametrize("seal", ["A1", "B2"])
def test_a_seal_alone_ties_nothing(seal: str) -> None:
    sealed = shipment(equipment=(Equipment("trailer", "TRL100", ("A1",)),))
    assert classes(scan(SEAL=seal), sealed) == {}


def test_a_container_on_a_well_car_is_named_by_itself_and_the_car_is_context() -> None:
    def on_the_car(ccn: str, container: str) -> Shipment:
        pieces = (Equipment("container", container), Equipment("railcar", "SMPX 210040"))
        made = shipment(ccn, equipment=pieces)
        return dataclasses.replace(
            made, conveyance=dataclasses.replace(made.conveyance, mode=Mode.RAIL)
        )

    below = on_the_car("7QRSRAIL000001", "CSQU3054383")
    above = on_the_car("7QRSRAIL000002", "MSKU6011672")
    one = scan(RAILCAR="SMPX210040", CONTAINER="CSQU3054383")
    assert classes(one, below, above) == {"7QRSRAIL000001": LinkClass.STRONG}
    both = scan(RAILCAR="SMPX210040", CONTAINER="CSQU3054383, MSKU6011672")
    assert set(classes(both, below, above).values()) == {LinkClass.STRONG}
    assert len(classes(both, below, above)) == 2
    car = scan(RAILCAR="SMPX210040")
    assert len(classes(car, below, above)) == 2
