"""Rows of the mission table about links, from files to items (shipment-data, section 7)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import json
import zoneinfo
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import cv2
import numpy as np
import pytest
from pydicom.dataset import Dataset

from app.domain.decision import Draft, ExamType, Kind
from app.domain.event import Event, EventKind
from app.domain.filing import Filing, FilingKind, Origin
from app.domain.mark import Shape
from app.domain.scan import ImageFile, Scan
from app.domain.shipment import Conveyance, Equipment, Function, Mode, Party, Shipment
from app.domain.work import LinkClass, LinkReason
from app.intake import relink
from app.review import Sitting
from app.review.referral import write_package
from app.shipments.linking.windows import in_time
from app.ui.shipment.when import scanner_time, times
from imaging import elements
from tests.unit.edi_messages import x12
from tests.unit.room_values import NOW, OFFICER, House, draw, radiograph, shipment, silent

HOUR = dt.timedelta(hours=1)
CCN = "9XYZPARS0001234"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


def read(name: str, taken_at: dt.datetime = NOW - HOUR, **identifiers: str) -> Scan:
    return Scan(name, taken_at, "Terminal", "LANE-1", "", "SYNTHETIC",
                MappingProxyType(identifiers))  # fmt: skip


def image(number: int) -> ImageFile:
    return ImageFile(f"{number:064x}", f"{number}.dcs", 1, "dicos-dx", f"1.{number}", "side",
                     "high", 10, 20)  # fmt: skip


def file(house: House, kind: FilingKind, body: Shipment | Event, key: str = "") -> None:
    """Put one filing on record, a minute after the one before, and link again."""
    house.hand.pass_s(60)
    now = house.clock.now()
    own = key or (body.key if isinstance(body, Event) else body.shipment_id)
    function = body.function if isinstance(body, Shipment) else Function.ADD
    origin = Origin("test.json", "", 1, 0, 0, "test")
    digest = f"{own} {now.isoformat()}"
    house.record.add_filings([Filing(kind, own, function, body, origin, now, digest=digest)])
    relink(house.record, house.clock, store=house.store)


def opened(house: House) -> Sitting:
    sitting = house.room(OFFICER).next()
    assert sitting is not None
    return sitting


def confirm_all(sitting: Sitting) -> None:
    for link in sitting.item.links:
        sitting.confirm_link(link.scan_id, link.shipment_id)


def test_t07_a_train_of_110_cars_stands_in_order_and_what_has_no_image_is_listed(
    house: House,
) -> None:
    numbers = list(range(1, 111))
    consist = " ".join(f"VID*RR*CN*{100000 + n}~ MBL*7QRS*RAIL{n:06}~" for n in numbers)
    sets = f"358 M10*7QRS*R*CA****7QRSTRAIN0001*1*****00*37~ P4*0427*20260301*1**1330~ {consist}"
    path = house.inbox("consist.edi")
    path.write_text(x12("BD", sets))
    cars = [
        shipment(
            f"7QRSRAIL{n:06}",
            conveyance=Conveyance("7QRSTRAIN0001", Mode.RAIL, "7QRS", fpoa="0427"),
            equipment=(Equipment("railcar", f"CN {100000 + n}"),),
        )
        for n in numbers
    ]
    missing = {17, 110}
    for n in reversed(numbers):
        if n not in missing:
            house.record.add_image(read(f"S-{n}", RAILCAR=f"CN{100000 + n:07}"), image(n))
    house.record.add_image(read("S-999", RAILCAR="CN 999999"), image(999))
    outcomes = house.take([path, house.shipment_file(*cars)])
    assert [outcome.status for outcome in outcomes] == ["accepted", "accepted"]
    train = house.record.train_of(house.record.item_of_scan("S-1"), OFFICER)
    assert train is not None
    assert train.stated
    assert [car.position for car in train.cars] == [n for n in numbers if n not in missing]
    assert train.not_imaged == ("CN100017", "CN100110")
    links = house.record.linking.links_of("S-42")
    assert [(k.shipment_id, k.link_class) for k in links] == [("7QRSRAIL000042", LinkClass.STRONG)]
    alone = house.record.item(house.record.item_of_scan("S-999"))
    assert alone.shipments == ()
    assert "R020" in {n.rule for n in house.record.notices(alone.item_id)}


@pytest.mark.parametrize("form", ["csv", "json"])
def test_t13_a_courier_file_meets_its_images_by_tracking_number_before_arrival(
    house: House, form: str
) -> None:
    numbers = ["1ZXX00016600001237", "1ZXX00016600001246", "1ZXX00016600001255"]
    eta = NOW + 3 * HOUR
    if form == "csv":
        path = house.inbox("list.csv")
        rows = [
            f"{n},PHONE CASES,1,0.5,20,CN,SHENZHEN SAMPLE CO,SPECIMEN BUYER,FX123,"
            f"{eta:%Y-%m-%dT%H:%M:%SZ},0427,air,true"
            for n in numbers
        ]
        head = (
            "shipment_id,description,quantity,weight_kg,value_cad,country_of_origin,shipper_name,"
            "consignee_name,flight_no,eta_utc,port_of_release,mode,clvs"
        )
        path.write_text("\n".join([head, *rows]) + "\n")
    else:
        parcels = [
            dataclasses.replace(
                shipment(n, clvs=True, hawb=n, equipment=(Equipment("package", n),)),
                ccn="",
                conveyance=Conveyance(mode=Mode.COURIER, flight="FX123", eta=eta, fpoa="0427"),
            )
            for n in numbers
        ]
        path = house.shipment_file(*parcels)
    for place, number in enumerate(numbers):
        house.record.add_image(read(f"S-{place}", PARCEL=number), image(place))
    (outcome,) = house.take([path])
    assert outcome.status == "accepted", outcome.reason
    for place, number in enumerate(numbers):
        links = house.record.linking.links_of(f"S-{place}")
        assert [(k.shipment_id, k.link_class) for k in links] == [(number, LinkClass.STRONG)]
    lines = house.record.queue()
    assert len(lines) == 3
    assert all(line.eta is not None and line.eta > house.clock.now() for line in lines)
    reviewed = {opened(house).item_id for _ in numbers}
    assert len(reviewed) == 3


def test_t14_times_are_compared_in_utc_across_a_change_of_clocks() -> None:
    toronto = zoneinfo.ZoneInfo("America/Toronto")
    brussels = zoneinfo.ZoneInfo("Europe/Brussels")
    # On the night of 2026-03-08 Toronto's clocks go from 02:00 to 03:00; Brussels' do not yet.
    arrival = dt.datetime(2026, 3, 8, 3, 30, tzinfo=toronto)
    on_time = dt.datetime(2026, 3, 4, 8, 30, tzinfo=brussels)
    made = shipment(conveyance=Conveyance(mode=Mode.AIR, eta=arrival))
    assert arrival.astimezone(dt.UTC).hour == 7
    assert in_time(read("S-1", on_time), made) is True
    assert in_time(read("S-1", on_time - dt.timedelta(minutes=1)), made) is False


def test_t14_the_scanners_own_clock_is_kept_beside_utc_and_the_time_at_the_port(
    house: House,
) -> None:
    picture = house.inbox("scan.png")
    picture.write_bytes(cv2.imencode(".png", np.full((40, 60), 30000, np.uint16))[1].tobytes())
    house.inbox("scan.json").write_text(
        json.dumps({"schema": "prescreen-sidecar/1", "taken_at": "2026-02-28T23:30:00+01:00"})
    )
    house.take([house.folder / "inbox"])
    (scan,) = house.record.scans()
    assert scan.taken_at == dt.datetime(2026, 2, 28, 22, 30, tzinfo=dt.UTC)
    assert scan.offset_minutes == 60
    assert scanner_time(scan) == "scanner 23:30 UTC+01:00"
    assert times(scan.taken_at, "America/Toronto")[0] == "2026-02-28 22:30 UTC"
    assert times(scan.taken_at, "America/Toronto")[1].startswith("port 17:30 EST")


def test_t14_a_file_that_states_its_zone_is_told_in_utc() -> None:
    dataset = Dataset()
    dataset.ContentDate, dataset.ContentTime = "20260307", "233000"
    assert elements.moment(dataset, "ContentDate", "ContentTime") == dt.datetime(
        2026, 3, 7, 23, 30, tzinfo=dt.UTC
    )
    dataset.TimezoneOffsetFromUTC = "+0100"
    assert elements.offset_minutes(dataset) == 60
    assert elements.moment(dataset, "ContentDate", "ContentTime") == dt.datetime(
        2026, 3, 7, 22, 30, tzinfo=dt.UTC
    )
    dataset.TimezoneOffsetFromUTC = "-0330"
    assert elements.offset_minutes(dataset) == -210
    for wrong in ("+9900", "EST", "+01"):
        dataset.TimezoneOffsetFromUTC = wrong
        assert elements.offset_minutes(dataset) is None


def test_t45_a_deconsolidated_master_keeps_its_scan_and_its_house_bills_are_offered(
    house: House,
) -> None:
    master = shipment(consolidated=True, equipment=())
    house.record.add_image(read("S-1", CCN=CCN), image(1))
    file(house, FilingKind.CARGO, master)
    sitting = opened(house)
    confirm_all(sitting)
    bills = ("9XYZHB0000001", "9XYZHB0000002")
    for bill in bills:
        made = shipment(bill, previous_ccn=CCN, equipment=())
        file(house, FilingKind.HOUSE_BILL, made)
    file(house, FilingKind.EVENT, Event(EventKind.DECONSOLIDATED, CCN, house.clock.now()))
    links = {link.shipment_id: link for link in sitting.item.links}
    assert links[CCN].link_class is LinkClass.CONFIRMED
    assert {links[bill].reason for bill in bills} == {LinkReason.HOUSE_BILL}
    assert all(links[bill].link_class is not LinkClass.CONFLICT for bill in bills)


def test_t53_a_flying_truck_is_found_by_its_waybills_and_nothing_else(house: House) -> None:
    way = Conveyance("9XYZTRIP1", Mode.HIGHWAY, "9XYZ", fpoa="0351", eta=NOW + HOUR,
                     exception_codes=("X102e",))  # fmt: skip
    for number, awb in enumerate(("020-81140743", "176-12345675")):
        load = shipment(f"9XYZAIR000{number}", mawb=awb, conveyance=way, equipment=())
        file(house, FilingKind.CARGO, load)
    read_ = read("S-1", AWB="020-81140743, 176-12345675", CCN="9XYZAIR0009")
    house.record.add_image(read_, image(1))
    relink(house.record, house.clock)
    links = house.record.linking.links_of("S-1")
    assert len(links) == 2
    assert {line.key for link in links for line in link.evidence} <= {"AWB", "TIME"}


def remanifested(house: House, approved: str = "yes") -> Sitting:
    """Scan and confirm one cargo, then let it go on under the number of an A8A(B) (¶28)."""
    house.record.add_image(read("S-1", CCN=CCN, TRAILER="TRL100"), image(1))
    file(house, FilingKind.CARGO, shipment(single_trip_bond=True))
    sitting = opened(house)
    confirm_all(sitting)
    new = shipment("9ABCBOND000077", equipment=(), document="A8A(B)", replaces_ccn=CCN)
    file(house, FilingKind.CARGO, new)
    event = Event(EventKind.REMANIFESTED, CCN, house.clock.now(), other_key="9ABCBOND000077",
                  details={"approved": approved})  # fmt: skip
    file(house, FilingKind.EVENT, event)
    return sitting


def test_t62_the_number_of_a_single_trip_bond_takes_scan_and_link_along(house: House) -> None:
    sitting = remanifested(house)
    links = {link.shipment_id: link for link in sitting.item.links}
    assert links["9ABCBOND000077"].reason is LinkReason.RENUMBERED
    assert "L7" in {n.rule for n in sitting.notices}
    sitting.confirm_link("S-1", "9ABCBOND000077")
    links = {link.shipment_id: link for link in sitting.item.links}
    assert links[CCN].moved_to == "9ABCBOND000077"
    told = house.record.dossier(CCN).events
    assert EventKind.RENUMBERED in {one.kind for one in told if one.other_key == "9ABCBOND000077"}
    assert {s.shipment_id for s in sitting.item.shipments} == {"9ABCBOND000077"}


def test_t67_a_chain_of_numbers_is_followed_and_every_link_of_it_is_kept(house: House) -> None:
    sitting = remanifested(house)
    sitting.confirm_link("S-1", "9ABCBOND000077")
    third = shipment("9DEFBOND000088", equipment=(), replaces_ccn="9ABCBOND000077")
    file(house, FilingKind.CARGO, third)
    links = {link.shipment_id: link for link in sitting.item.links}
    assert links["9DEFBOND000088"].reason is LinkReason.RENUMBERED
    told = {n.rule for n in sitting.notices}
    assert "L7" in told
    sitting.confirm_link("S-1", "9DEFBOND000088")
    said = [(v.shipment_id, v.link_class, v.reason) for v in house.record.link_versions("S-1")]
    assert said[-1] == ("9DEFBOND000088", LinkClass.CONFIRMED, LinkReason.MOVED)
    assert ("9ABCBOND000077", LinkClass.NONE, LinkReason.MOVED) in said
    assert (CCN, LinkClass.NONE, LinkReason.MOVED) in said


def test_t76_two_trailers_of_one_cargo_are_released_only_when_both_were_viewed(
    house: House,
) -> None:
    declared = shipment(equipment=(Equipment("trailer", "TRL100"), Equipment("trailer", "TRL200")))
    paths = [house.shipment_file(declared)]
    for number, trailer in enumerate(("TRL100", "TRL200")):
        one = radiograph(f"1.2.{number}", trailer, seed=number, CCN=CCN, TRAILER=trailer)
        paths += house.scan_files(one, name=trailer)
    house.take(paths)
    house.screen(silent)
    sitting = opened(house)
    confirm_all(sitting)
    for notice in sitting.notices:
        if notice.severity.value == "warning":
            sitting.acknowledge(notice.key)
    draft = Draft(Kind.RECOMMEND_RELEASE, ("NO_ANOMALY",), confidence=4)
    first, second = sitting.item.scans
    sitting.viewed(first.scan_id, first.views[0])
    assert any(one.field == "views" for one in sitting.missing(draft))
    sitting.viewed(second.scan_id, second.views[0])
    assert not any(one.field == "views" for one in sitting.missing(draft))


def test_a_referral_names_what_lies_beside_it_in_the_package(house: House, tmp_path: Path) -> None:
    shared = (Equipment("trailer", "TRL100"),)
    house.arrive(
        radiograph(object_id="TRL100", TRAILER="TRL100", CRN="9XYZTRIP000001"),
        shipment("9XYZPARS0000001", equipment=shared),
        shipment("9XYZPARS0000002", equipment=shared),
    )
    house.screen(silent)
    sitting = opened(house)
    one = sitting.item.scans[0]
    sitting.shown(one.scan_id, one.views[0])
    draw(sitting, Shape.BOX, ((5.0, 5.0), (15.0, 15.0)), one.scan_id, one.views[0])
    (region,) = sitting.regions()
    draft = Draft(Kind.REFER_FOR_EXAM, ("ANOMALY",), (region.label,), ExamType.TAILGATE,
                  confidence=4, scope="shipment", subjects=("9XYZPARS0000002",),
                  region_subjects=((region.label, "9XYZPARS0000002"),))  # fmt: skip
    signed = sitting.sign(draft)
    item = house.record.item(sitting.item_id)
    *_, path = write_package(signed, item, tmp_path / "package", store=house.store)
    tree = json.loads(path.read_text())
    assert tree["subjects"] == ["9XYZPARS0000002"]
    assert tree["co_loaded"] == ["9XYZPARS0000001"]
    assert tree["regions"][0]["shipment"] == "9XYZPARS0000002"


@pytest.mark.parametrize("told", [{"CCN": CCN, "TRAILER": "TRL100"}, {"TRAILER": "TRL100"}])
def test_l07_a_record_that_is_deleted_and_filed_anew_is_proposed_and_takes_its_scan_along(
    house: House, told: dict[str, str]
) -> None:
    same = {
        "shipper": Party("Sample Forge"),
        "consignee": Party("Sample Motors"),
        "gross_kg": decimal.Decimal(7000),
    }
    house.record.add_image(read("S-1", **told), image(1))
    file(house, FilingKind.CARGO, shipment(**same))
    sitting = opened(house)
    confirm_all(sitting)
    file(house, FilingKind.CARGO, shipment(version=2, function=Function.DELETE, **same))
    file(house, FilingKind.CARGO, shipment("9XYZPARS0007777", **same))
    assert house.record.dossier(CCN).renumbered_as == ("9XYZPARS0007777",)
    links = {link.shipment_id: link for link in sitting.item.links}
    assert links[CCN].link_class is LinkClass.ORPHANED
    assert links["9XYZPARS0007777"].reason is LinkReason.RENUMBERED
    assert links["9XYZPARS0007777"].link_class is LinkClass.PROBABLE
    (chain,) = (e for e in links["9XYZPARS0007777"].evidence if e.key == "CHAIN")
    assert (chain.read, chain.declared) == (CCN, "9XYZPARS0007777")
    assert {"L6", "L7"} <= {n.rule for n in sitting.notices}
    sitting.confirm_link("S-1", "9XYZPARS0007777")
    links = {link.shipment_id: link for link in sitting.item.links}
    assert (links[CCN].link_class, links[CCN].moved_to) == (LinkClass.NONE, "9XYZPARS0007777")
    assert not {"L6", "L7", "LINK"} & {n.rule for n in sitting.notices}
    said = [(v.shipment_id, v.link_class, v.reason) for v in house.record.link_versions("S-1")]
    assert said[-4:] == [
        (CCN, LinkClass.ORPHANED, LinkReason.DELETED),
        ("9XYZPARS0007777", LinkClass.PROBABLE, LinkReason.RENUMBERED),
        (CCN, LinkClass.NONE, LinkReason.MOVED),
        ("9XYZPARS0007777", LinkClass.CONFIRMED, LinkReason.MOVED),
    ]


def test_l07_a_new_number_is_proposed_though_it_shares_nothing_with_what_was_read(
    house: House,
) -> None:
    same = {
        "shipper": Party("Sample Forge"),
        "consignee": Party("Sample Motors"),
        "gross_kg": decimal.Decimal(7000),
    }
    house.record.add_image(read("S-1", TRAILER="TRL100"), image(1))
    file(house, FilingKind.CARGO, shipment(**same))
    sitting = opened(house)
    confirm_all(sitting)
    file(house, FilingKind.CARGO, shipment(version=2, function=Function.DELETE, **same))
    file(house, FilingKind.CARGO, shipment("9XYZPARS0007777", equipment=(), **same))
    links = {link.shipment_id: link for link in sitting.item.links}
    assert links["9XYZPARS0007777"].reason is LinkReason.RENUMBERED
    (chain,) = (e for e in links["9XYZPARS0007777"].evidence if e.key == "CHAIN")
    assert (chain.read, chain.source) == (CCN, "link")
    sitting.confirm_link("S-1", "9XYZPARS0007777")
    links = {link.shipment_id: link for link in sitting.item.links}
    assert (links[CCN].link_class, links[CCN].moved_to) == (LinkClass.NONE, "9XYZPARS0007777")


def test_l07_a_likely_new_number_that_the_officer_turns_down_is_not_proposed_again(
    house: House,
) -> None:
    same = {
        "shipper": Party("Sample Forge"),
        "consignee": Party("Sample Motors"),
        "gross_kg": decimal.Decimal(7000),
    }
    house.record.add_image(read("S-1", TRAILER="TRL100"), image(1))
    file(house, FilingKind.CARGO, shipment(**same))
    sitting = opened(house)
    confirm_all(sitting)
    file(house, FilingKind.CARGO, shipment(version=2, function=Function.DELETE, **same))
    file(house, FilingKind.CARGO, shipment("9XYZPARS0007777", **same))
    sitting.break_link("S-1", "9XYZPARS0007777", LinkReason.OTHER_GOODS)
    relink(house.record, house.clock, store=house.store, everything=True)
    links = {link.shipment_id: link.link_class for link in sitting.item.links}
    assert links == {CCN: LinkClass.ORPHANED, "9XYZPARS0007777": LinkClass.NONE}
    file(house, FilingKind.CARGO, shipment("9XYZPARS0007777", function=Function.DELETE, **same))
    links = {link.shipment_id: link.link_class for link in sitting.item.links}
    assert links["9XYZPARS0007777"] is LinkClass.NONE


def test_l07_a_new_number_that_was_deleted_itself_is_not_proposed(house: House) -> None:
    sitting = remanifested(house)
    file(house, FilingKind.CARGO, shipment("9ABCBOND000077", function=Function.DELETE,
                                           equipment=(), replaces_ccn=CCN))  # fmt: skip
    links = {link.shipment_id: link.link_class for link in sitting.item.links}
    assert links["9ABCBOND000077"] in (LinkClass.NONE, LinkClass.ORPHANED)
