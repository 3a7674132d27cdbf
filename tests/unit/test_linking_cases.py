"""The failure cases of linking, L1 to L20 of shipment-data 4.3, one or more tests each."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from app.domain.decision import Draft, ExamType, Kind
from app.domain.dossier import Dossier, Progress, Standing, Trip
from app.domain.errors import Held, LeaseLost, Refused
from app.domain.event import Event, EventKind
from app.domain.filing import ConveyanceReport, FilingKind
from app.domain.identifiers import Key
from app.domain.mark import Shape
from app.domain.notice import Notice, Severity
from app.domain.officer import Officer, Role
from app.domain.scan import ImageFile, Scan
from app.domain.shipment import Conveyance, Equipment, Function, GoodsLine, Mode, Shipment
from app.domain.work import Alike, Item, ItemState, Likeness, Link, LinkClass, LinkReason
from app.review import Sitting
from app.shipments import rules
from app.shipments.linking import CASES, Declarations, OnFile, expected, propose, revised
from app.shipments.linking.passes import passes
from app.shipments.rules.case import Case
from tests.unit.room_values import (
    NOW,
    OFFICER,
    OTHER,
    House,
    broken,
    draw,
    radiograph,
    shipment,
    silent,
)

CCN = "9XYZPARS0001234"
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    yield made
    made.record.close()


def scan(object_id: str = "", *, at: dt.datetime = NOW - HOUR, name: str = "S-1",
         **identifiers: str) -> Scan:  # fmt: skip
    named = MappingProxyType(identifiers)
    return Scan(name, at, "Terminal", "LANE-1", object_id, "MACHINE", named)


def item(*scans: Scan, shipments: tuple[Shipment, ...] = (), **values: object) -> Item:
    shelf = Declarations(shipments)
    links = tuple(link for one in scans for link in propose(one, shelf, now=NOW))
    made = Item(
        item_id="C00001",
        state=ItemState.WAITING,
        scans=scans,
        shipments=shipments,
        links=links,
        reports=(),
        marks=(),
        verdicts={},
        acknowledged=(),
        viewed=(),
        draft=None,
        decisions=(),
        lease=None,
        received_at=NOW,
    )
    return dataclasses.replace(made, **values)


def told(of: Item, dossiers: Mapping[str, Dossier] | None = None) -> dict[str, Notice]:
    """Return every notice of linking on an item, by its rule."""
    case = Case(of, NOW, dossiers=dossiers or {})
    return {notice.rule: notice for rule in CASES for notice in rule(case)}


def dossier(key: str = CCN, **values: object) -> Dossier:
    made = Dossier(key, FilingKind.CARGO, Standing.ACCEPTED, Progress.UNDERWAY, None, None)
    return dataclasses.replace(made, **values)


def opened(house: House) -> Sitting:
    sitting = house.room(OFFICER).next()
    assert sitting is not None
    return sitting


def see_all(sitting: Sitting) -> None:
    for one in sitting.item.scans:
        for view in one.views:
            sitting.viewed(one.scan_id, view)


# --- L1, L2 --------------------------------------------------------------------------------------


def test_l01_a_scan_without_manifest_waits_and_is_tried_against_every_new_record(
    house: House,
) -> None:
    house.arrive(radiograph(CONTAINER="CSQU3054383"))
    (line,) = house.record.queue()
    assert line.blocks == 1
    rules_told = {n.rule for n in house.record.notices(line.item_id)}
    assert {"R020", "L1"} <= rules_told
    late = shipment(equipment=(Equipment("container", "CSQU3054383"),))
    house.take([house.shipment_file(late)])
    (link,) = house.record.item(line.item_id).links
    assert link.link_class is LinkClass.STRONG
    assert "L1" not in {n.rule for n in house.record.notices(line.item_id)}


def test_l01_misread_numbers_are_tried_too_when_the_record_comes_late(house: House) -> None:
    house.arrive(radiograph(CCN="9XYZPARS000I234"))
    house.take([house.shipment_file(shipment(equipment=()))])
    (link,) = house.record.item(house.record.items()[0]).links
    assert link.link_class is LinkClass.WEAK


def test_l01_a_scan_too_old_for_any_shipment_is_tried_no_more() -> None:
    old = scan("X-1", at=NOW - dt.timedelta(days=90))
    assert "L1" not in told(item(old, received_at=NOW - dt.timedelta(days=90)))
    assert "L1" in told(item(scan("X-1")))


def test_l02_a_manifest_without_scan_is_counted_as_not_imaged() -> None:
    trip = ("9XYZ0000001", "9XYZ0000002", "9XYZ0000003")
    found = expected(trip, {"9XYZ0000002"})
    assert (found.imaged, found.total) == (1, 3)
    assert found.not_imaged == ("9XYZ0000001", "9XYZ0000003")


# --- L3, L4 --------------------------------------------------------------------------------------


def test_l03_views_of_one_pass_are_one_pass_and_a_second_scan_is_the_one_that_counts() -> None:
    first = scan(name="S-1", at=NOW - 3 * HOUR, TRAILER="TRL100")
    top = scan(name="S-2", at=NOW - 3 * HOUR + dt.timedelta(seconds=20), TRAILER="TRL100")
    again = scan(name="S-3", at=NOW - HOUR, TRAILER="TRL100")
    other = scan(name="S-4", at=NOW - HOUR, TRAILER="TRL200")
    made = passes((again, first, top, other))
    assert [(len(one.scans), one.primary) for one in made] == [(2, False), (1, True), (1, True)]
    notices = told(item(again, first, top, other))
    assert "TRL100 was scanned 2 times" in str(notices["L3"].sentence)
    assert notices["L3"].subject == "S-3"


def test_l03_of_several_trailers_all_must_be_viewed(house: House) -> None:
    declared = shipment(equipment=(Equipment("trailer", "TRL100"), Equipment("trailer", "TRL200")))
    paths = [house.shipment_file(declared)]
    for number, trailer in enumerate(("TRL100", "TRL200")):
        one = radiograph(f"1.2.{number}", trailer, seed=number, CCN=CCN, TRAILER=trailer)
        paths += house.scan_files(one, name=trailer)
    house.take(paths)
    sitting = opened(house)
    first, second = sitting.item.scans
    sitting.viewed(first.scan_id, first.views[0])
    assert "1 of 2 trailers viewed" in str(
        next(n.sentence for n in sitting.notices if n.rule == "R034")
    )
    sitting.viewed(second.scan_id, second.views[0])
    assert "R034" not in {n.rule for n in sitting.notices}


def co_loaded(house: House) -> Sitting:
    """Open an item of one trailer with two shipments in it."""
    shared = (Equipment("trailer", "TRL100"),)
    house.arrive(
        radiograph(object_id="TRL100", TRAILER="TRL100", CRN="9XYZTRIP000001"),
        shipment("9XYZPARS0000001", equipment=shared),
        shipment("9XYZPARS0000002", equipment=shared),
    )
    house.screen(silent)
    return opened(house)


def referral(sitting: Sitting, **values: object) -> Draft:
    labels = tuple(region.label for region in sitting.regions())
    made = Draft(
        Kind.REFER_FOR_EXAM,
        ("ANOMALY",),
        labels,
        ExamType.TAILGATE,
        "Bay 3",
        confidence=4,
    )
    return dataclasses.replace(made, **values)


def marked(sitting: Sitting) -> Sitting:
    one = sitting.item.scans[0]
    sitting.shown(one.scan_id, one.views[0])
    draw(sitting, Shape.BOX, ((5.0, 5.0), (15.0, 15.0)), one.scan_id, one.views[0])
    return sitting


def test_l04_all_shipments_of_a_trailer_are_listed_and_none_competes(house: House) -> None:
    sitting = co_loaded(house)
    assert {link.link_class for link in sitting.item.links} == {LinkClass.STRONG}
    sentence = next(n.sentence for n in sitting.notices if n.rule == "L4")
    assert "2 shipments: 9XYZPARS0000001, 9XYZPARS0000002" in str(sentence)


def test_l04_all_cargo_of_a_trailer_is_listed_where_one_number_of_it_was_read_as_well() -> None:
    first, second = shipment(CCN), shipment("9XYZPARS0005678")
    read = scan(CCN=CCN, TRAILER="TRL100")
    of = item(read, shipments=(first, second))
    found = {link.shipment_id: link.link_class for link in of.links}
    assert found == {CCN: LinkClass.STRONG, "9XYZPARS0005678": LinkClass.PROBABLE}
    assert "2 shipments" in str(told(of)["L4"].sentence)


def test_l04_what_another_trip_brought_in_that_trailer_is_not_listed() -> None:
    way = dataclasses.replace(shipment().conveyance, crn="9XYZTRIP000099")
    later = shipment("9XYZPARS0005678", conveyance=way)
    elsewhere = shipment("9XYZPARS0005679", equipment=(Equipment("trailer", "TRL200"),))
    of = item(scan(CCN=CCN, TRAILER="TRL100"), shipments=(shipment(CCN), later, elsewhere))
    assert [link.shipment_id for link in of.links] == [CCN]


def test_l04_referring_the_equipment_marks_all_as_co_loaded_and_none_as_referred(
    house: House,
) -> None:
    sitting = marked(co_loaded(house))
    signed = sitting.sign(referral(sitting))
    assert (signed.scope, signed.subjects) == ("equipment", ("TRL100",))
    assert signed.co_loaded == ("9XYZPARS0000001", "9XYZPARS0000002")


def test_l04_referring_one_shipment_marks_the_others_and_a_region_belongs_to_it(
    house: House,
) -> None:
    sitting = marked(co_loaded(house))
    one = "9XYZPARS0000002"
    labels = [region.label for region in sitting.regions()]
    draft = referral(sitting, scope="shipment", subjects=(one,),
                     region_subjects=((labels[0], one),))  # fmt: skip
    signed = sitting.sign(draft)
    assert (signed.scope, signed.subjects) == ("shipment", (one,))
    assert signed.co_loaded == ("9XYZPARS0000001",)
    assert signed.regions[0].subject == one
    assert len(signed.shipment_digests) == 1


def waybill(number: str, uld: str) -> Shipment:
    return shipment(number, mawb=number, equipment=(Equipment("uld", uld),))


SWAPPED = (waybill("176-12345675", "AKE12345ZZ"), waybill("020-81140743", "AKE54321ZZ"))


def test_l04_a_waybill_that_lies_in_another_uld_makes_both_compete_and_is_told() -> None:
    of = item(scan(ULD="AKE12345ZZ", AWB="020-81140743"), shipments=SWAPPED)
    assert {k.shipment_id: k.link_class for k in of.links} == {
        "020-81140743": LinkClass.CONFLICT,
        "176-12345675": LinkClass.CONFLICT,
    }
    notices = {n.rule: str(n.sentence) for n in rules.notices(of, NOW)}
    assert notices["R017"] == "Barcode 020-81140743, transmitted 176-12345675."
    assert "compete" in notices["LINK2"]


@pytest.mark.parametrize("uld", [("AKE12345ZZ", "AKE54321ZZ"), ("AKE12345ZZ",)])
def test_l04_a_waybill_that_lies_in_this_uld_too_speaks_against_nothing(
    uld: tuple[str, ...],
) -> None:
    pieces = tuple(Equipment("uld", number) for number in uld)
    split = dataclasses.replace(SWAPPED[1], equipment=pieces)
    of = item(scan(ULD="AKE12345ZZ", AWB="020-81140743"), shipments=(SWAPPED[0], split))
    assert {k.link_class for k in of.links} == {LinkClass.STRONG}
    assert "R017" not in {n.rule for n in rules.notices(of, NOW)}


def test_l04_a_control_number_of_another_trailer_is_listed_beside_what_lies_in_this() -> None:
    held = shipment("9XYZPARS0000001", equipment=(Equipment("trailer", "TRL100"),))
    named = shipment("9XYZPARS0007777", equipment=(Equipment("trailer", "TRL700"),))
    of = item(scan(TRAILER="TRL100", CCN="9XYZPARS0007777"), shipments=(held, named))
    assert {k.shipment_id for k in of.links} == {held.ccn, named.ccn}
    assert LinkClass.STRONG not in {k.link_class for k in of.links}
    notices = {n.rule: str(n.sentence) for n in rules.notices(of, NOW)}
    assert notices["R017"] == "Barcode 9XYZPARS0007777, transmitted 9XYZPARS0000001."


# --- L5 to L9 ------------------------------------------------------------------------------------


def test_l05_a_change_after_the_scan_is_shown_and_the_link_keeps_its_version(house: House) -> None:
    house.arrive(None, shipment())
    sitting = opened(house)
    (link,) = sitting.item.links
    sitting.confirm_link(link.scan_id, link.shipment_id)
    house.take([house.shipment_file(shipment(version=2, pieces=90), name="change.json")])
    (link,) = sitting.item.links
    assert (link.link_class, link.shipment_version) == (LinkClass.CONFIRMED, 1)
    assert "R055" in {n.rule for n in sitting.notices}


@pytest.mark.parametrize(
    ("later", "severity"),
    [
        ({"pieces": 90}, Severity.WARNING),
        ({"service_option": "00911"}, Severity.NOTE),
        ({}, None),
    ],
)
def test_l05_a_change_between_scan_and_decision_is_told_whether_confirmed_or_not(
    house: House, later: dict[str, object], severity: Severity | None
) -> None:
    house.arrive(None, shipment(received_at=NOW - 3 * HOUR))
    new = shipment(version=2, function=Function.CHANGE, received_at=NOW - HOUR, **later)
    house.take([house.shipment_file(new, name="change.json")])
    sitting = opened(house)
    assert [link.link_class for link in sitting.item.links] == [LinkClass.STRONG]
    found = [n for n in sitting.notices if n.rule == "R055"]
    assert [n.severity for n in found] == ([] if severity is None else [severity])
    for notice in found:
        assert "changed after the scan, to version 2" in str(notice.sentence)


def test_l05_a_change_before_the_scan_or_taken_back_after_it_is_nothing(house: House) -> None:
    house.arrive(None, shipment(received_at=NOW - 5 * HOUR))
    for hours, pieces in ((4, 90), (1, 80), (0.5, 90)):
        at = NOW - hours * HOUR
        new = shipment(version=2, function=Function.CHANGE, received_at=at, pieces=pieces)
        house.take([house.shipment_file(new, name=f"change-{hours}.json")])
    sitting = opened(house)
    assert sitting.item.shipments[0].pieces == 90
    assert "R055" not in {n.rule for n in sitting.notices}


def test_l05_what_was_signed_after_the_change_is_told_of_no_more(house: House) -> None:
    house.arrive(None, shipment(received_at=NOW - 3 * HOUR))
    new = shipment(version=2, function=Function.CHANGE, received_at=NOW - HOUR, pieces=90)
    house.take([house.shipment_file(new, name="change.json")])
    house.screen(silent)
    sitting = marked(opened(house))
    assert "R055" in {n.rule for n in sitting.notices}
    sitting.sign(referral(sitting))
    signed = house.record.item(sitting.item_id)
    found = rules.examined(signed, NOW, known=house.record.known(signed)).notices
    assert "R055" not in {n.rule for n in found}


def test_l06_a_deleted_record_leaves_its_link_orphaned_with_all_that_was_seen(
    house: House,
) -> None:
    house.arrive(None, shipment())
    sitting = opened(house)
    (link,) = sitting.item.links
    sitting.confirm_link(link.scan_id, link.shipment_id)
    gone = shipment(version=2, function=Function.DELETE)
    house.hand.pass_s(60)
    house.take([house.shipment_file(gone, name="delete.json")])
    (after,) = sitting.item.links
    assert after.link_class is LinkClass.ORPHANED
    assert after.reason is LinkReason.DELETED
    assert after.evidence == link.evidence
    assert [one.link_class for one in house.record.link_versions(link.scan_id)] == [
        LinkClass.STRONG,
        LinkClass.CONFIRMED,
        LinkClass.ORPHANED,
    ]
    told = {n.rule for n in sitting.notices}
    assert "L6" in told
    assert not told & {"R055", "R059"}


def test_l06_a_referred_shipment_whose_record_is_deleted_is_an_alert(house: House) -> None:
    house.arrive(None, shipment())
    house.screen(silent)
    sitting = marked(opened(house))
    item_id = sitting.item_id
    sitting.sign(referral(sitting))
    gone = shipment(version=2, function=Function.DELETE)
    house.hand.pass_s(60)
    house.take([house.shipment_file(gone, name="delete.json")])
    alert = next(n for n in house.record.notices(item_id) if n.rule == "L6")
    assert alert.severity is Severity.BLOCK
    assert "possible evasion. Tell the supervisor." in str(alert.sentence)


def test_l07_a_renumbered_cargo_is_proposed_and_the_officer_moves_the_link(house: House) -> None:
    house.arrive(radiograph(CCN=CCN), shipment(equipment=()))
    sitting = opened(house)
    (link,) = sitting.item.links
    sitting.confirm_link(link.scan_id, link.shipment_id)
    new = shipment("9ABCBOND000077", equipment=(), replaces_ccn=CCN)
    house.take([house.shipment_file(new, name="new.json")])
    links = {one.shipment_id: one for one in sitting.item.links}
    assert links[CCN].link_class is LinkClass.CONFIRMED
    assert links["9ABCBOND000077"].reason is LinkReason.RENUMBERED
    notice = next(n for n in sitting.notices if n.rule == "L7")
    assert f"{CCN} seems to go on as 9ABCBOND000077" in str(notice.sentence)
    sitting.confirm_link(link.scan_id, "9ABCBOND000077")
    links = {one.shipment_id: one for one in sitting.item.links}
    assert links["9ABCBOND000077"].link_class is LinkClass.CONFIRMED
    assert links["9ABCBOND000077"].reason is LinkReason.MOVED
    assert (links[CCN].link_class, links[CCN].moved_to) == (LinkClass.NONE, "9ABCBOND000077")


def test_l07_what_only_looks_renumbered_is_never_strong() -> None:
    new = OnFile(shipment("9ABCBOND000077", equipment=()), former=(CCN,), certain=False)
    (link,) = propose(scan(CCN=CCN), [new], now=NOW)
    assert (link.link_class, link.reason) == (LinkClass.PROBABLE, LinkReason.RENUMBERED)


def test_l08_a_rejected_cargo_is_shown_and_ties_nothing() -> None:
    rejected = OnFile(shipment(equipment=()), Standing.REJECTED)
    links = propose(scan(CCN=CCN), [rejected], now=NOW)
    assert [(k.link_class, k.standing) for k in links] == [(LinkClass.NONE, "rejected")]
    notices = told(item(scan(CCN=CCN), links=links))
    assert notices["L8"].severity is Severity.BLOCK
    assert notices["L8"].reason_code == "MANIFEST_REJECTED"


def test_l09_a_number_given_to_two_cargoes_is_a_conflict_until_the_officer_says() -> None:
    twice = OnFile(shipment(equipment=()), used_twice=True)
    (link,) = propose(scan(CCN=CCN), [twice], now=NOW)
    assert link.link_class is LinkClass.CONFLICT


def test_l09_the_equipment_does_not_make_a_number_of_two_cargoes_strong(house: House) -> None:
    first = shipment(received_at=NOW - dt.timedelta(days=100))
    house.take([house.shipment_file(first, name="first.json")])
    again = shipment(received_at=NOW - HOUR, goods=(GoodsLine("Cotton shirts"),))
    house.take([house.shipment_file(again, name="again.json")])
    house.arrive(radiograph(object_id="TRL100", CCN=CCN, TRAILER="TRL100"))
    sitting = opened(house)
    (link,) = sitting.item.links
    assert link.link_class is LinkClass.CONFLICT
    notices = {n.rule: str(n.sentence) for n in sitting.notices}
    assert "By signing" not in notices["LINK"]
    assert "for Wooden bedroom furniture" in notices["R009"]
    assert "now it is used for Cotton shirts" in notices["R009"]
    sitting.confirm_link(link.scan_id, link.shipment_id)
    assert sitting.item.links[0].link_class is LinkClass.CONFIRMED


# --- L10 to L15 ----------------------------------------------------------------------------------


def test_l10_a_barcode_that_is_a_cargo_and_a_conveyance_asks() -> None:
    cargo = shipment(CCN, equipment=())
    trip = dataclasses.replace(cargo.conveyance, crn=CCN)
    other = shipment("9ABCOTHER0077", equipment=(), conveyance=trip)
    read = scan(BARCODE=CCN)
    links = propose(read, [cargo, other], now=NOW)
    assert {k.link_class for k in links} == {LinkClass.CONFLICT}
    notices = told(item(read, shipments=(cargo, other)))
    assert "Confirm which this scan shows" in str(notices["L10"].sentence)


def test_l10_the_equipment_does_not_say_which_of_the_two_a_barcode_means() -> None:
    cargo = shipment(CCN, equipment=(Equipment("container", "CSQU3054383"),))
    trip = dataclasses.replace(cargo.conveyance, crn=CCN)
    other = shipment("9ABCOTHER0077", equipment=(), conveyance=trip)
    links = propose(scan(BARCODE=CCN, CONTAINER="CSQU3054383"), [cargo, other], now=NOW)
    assert [(k.shipment_id, k.link_class) for k in links] == [
        (CCN, LinkClass.CONFLICT),
        ("9ABCOTHER0077", LinkClass.CONFLICT),
    ]


def test_l10_a_conveyance_of_another_time_is_no_rival() -> None:
    cargo = shipment(CCN, equipment=())
    then = dataclasses.replace(cargo.conveyance, crn=CCN, eta=NOW - dt.timedelta(days=200))
    other = shipment("9ABCOTHER0077", equipment=(), conveyance=then)
    (link,) = propose(scan(CCN=CCN), [cargo, other], now=NOW)
    assert (link.shipment_id, link.link_class) == (CCN, LinkClass.STRONG)


def test_l10_the_number_of_a_trip_that_only_another_cargo_names_asks(house: House) -> None:
    house.arrive(radiograph(object_id="TRL100", CCN=CCN, TRAILER="TRL100"), shipment())
    assert house.record.item(house.record.items()[0]).links[0].link_class is LinkClass.STRONG
    trip = dataclasses.replace(shipment().conveyance, crn=CCN)
    other = shipment("9XYZPARS0009999", equipment=(), conveyance=trip)
    house.take([house.shipment_file(other, name="other.json")])
    sitting = opened(house)
    assert {k.shipment_id: k.link_class for k in sitting.item.links} == {
        CCN: LinkClass.CONFLICT,
        "9XYZPARS0009999": LinkClass.CONFLICT,
    }
    notices = {n.rule: str(n.sentence) for n in sitting.notices}
    assert "of this cargo and of the conveyance of 9XYZPARS0009999" in notices["R004"]
    assert "of the conveyance of 9XYZPARS0009999" in notices["L10"]
    assert f"{CCN}, 9XYZPARS0009999" in notices["LINK2"]


def test_l10_the_number_of_a_trip_that_only_its_own_report_names_asks(house: House) -> None:
    house.arrive(radiograph(object_id="TRL100", CCN=CCN, TRAILER="TRL100"), shipment())
    way = {"mode": "highway", "crn": CCN, "carrier_code": "9XYZ", "fpoa": "0427"}
    report = house.inbox("trip.json")
    report.write_text(
        json.dumps(
            {
                "schema": "prescreen-shipment/1",
                "sent_at": "2026-03-01T11:59:00Z",
                "reports": [{"conveyance": way, "cargo": []}],
            }
        )
    )
    house.take([report])
    sitting = opened(house)
    (link,) = sitting.item.links
    assert link.link_class is LinkClass.CONFLICT
    assert {"R004", "LINK", "LINK2"} <= {n.rule for n in sitting.notices}


def test_l11_goods_that_were_transferred_after_the_scan_make_it_historic() -> None:
    moved = Event(EventKind.TRANSFERRED, CCN, NOW - dt.timedelta(minutes=10))
    before = Event(EventKind.TRANSFERRED, CCN, NOW - 5 * HOUR)
    of = item(scan(CCN=CCN), shipments=(shipment(equipment=()),))
    notice = told(of, {CCN: dossier(events=(moved,))})["L11"]
    assert notice.severity is Severity.BLOCK
    assert "historic" in str(notice.sentence)
    assert "L11" not in told(of, {CCN: dossier(events=(before,))})


def test_l11_equipment_that_is_no_longer_declared_makes_the_scan_historic() -> None:
    read = scan(CCN=CCN, TRAILER="TRL100")
    of = item(read, shipments=(shipment(),))
    now = shipment(version=2, equipment=(Equipment("trailer", "TRL999"),))
    assert "L11" not in told(of)
    notice = told(dataclasses.replace(of, shipments=(now,)))["L11"]
    assert "TRL100 was scanned" in str(notice.sentence)


def on_trip(*trailers: str, standing: Standing = Standing.ACCEPTED) -> Trip:
    way = Conveyance(mode=Mode.HIGHWAY, crn="9XYZTRIP000077")
    pieces = tuple(Equipment("trailer", number) for number in trailers)
    return Trip("9XYZTRIP000077", standing, ConveyanceReport(way, pieces, cargo=(CCN,)), NOW)


@pytest.mark.parametrize(
    ("trips", "swapped"),
    [
        ((on_trip("TRL999"),), True),
        ((on_trip("TRL 100"),), False),
        ((on_trip("TRL999"), on_trip("TRL100", "TRL101")), False),
        ((on_trip("TRL999", standing=Standing.DELETED),), False),
        ((on_trip(),), False),
        ((on_trip("TRL999", ""),), False),
    ],
)
def test_l11_a_conveyance_that_brings_other_equipment_makes_the_scan_historic(
    trips: tuple[Trip, ...], swapped: bool
) -> None:
    of = item(scan(CCN=CCN, TRAILER="TRL100"), shipments=(shipment(),))
    notices = told(of, {CCN: dossier(trips=trips)})
    assert ("L11" in notices) is swapped
    if swapped:
        assert notices["L11"].severity is Severity.BLOCK
        assert "9XYZTRIP000077 with 9XYZPARS0001234 now brings TRL999" in str(
            notices["L11"].sentence
        )


@pytest.mark.parametrize(
    ("taken", "doubt"),
    [
        (NOW + 2 * HOUR, "came in here before that"),
        (NOW + 3 * HOUR, "after the arrival"),
    ],
)
def test_l12_a_time_that_cannot_be_right_is_said(taken: dt.datetime, doubt: str) -> None:
    of = item(scan(at=taken, CCN=CCN), shipments=(shipment(),))
    sentences = [str(n.sentence) for n in rules.notices(of, NOW) if n.rule == "L12"]
    assert any(doubt in sentence for sentence in sentences)
    assert of.scans[0].taken_at == taken


def test_l12_a_second_scan_is_held_against_the_time_that_it_came_in_itself() -> None:
    later = dataclasses.replace(scan(at=NOW + HOUR / 2, CCN=CCN), received_at=NOW + HOUR)
    assert "L12" not in told(item(later, shipments=(shipment(),)))


def test_l12_a_clock_a_day_off_its_file_is_said_with_both_times() -> None:
    file = ImageFile("a", "a.dcs", 1, "dicos-dx", "1", "side", "high", 1, 1)
    early = dataclasses.replace(file, written_at=NOW - dt.timedelta(hours=30))
    one = dataclasses.replace(scan(CCN=CCN), files=(early,))
    notice = told(item(one, shipments=(shipment(),)))["L12"]
    assert notice.severity is Severity.WARNING
    assert "2026-03-01 11:00 UTC, its file was written at 2026-02-28 06:00 UTC" in str(
        notice.sentence
    )
    fresh = dataclasses.replace(file, written_at=NOW)
    assert "L12" not in told(item(dataclasses.replace(one, files=(fresh,))))


def test_l12_a_scan_before_the_carrier_sealed_the_equipment_is_said() -> None:
    sealed = Event(EventKind.SEALED, CCN, NOW, details={"by": "carrier"})
    of = item(scan(CCN=CCN), shipments=(shipment(),))
    notice = told(of, {CCN: dossier(events=(sealed,))})["L12"]
    assert "may have been loaded after the scan" in str(notice.sentence)


def test_l13_one_image_for_two_things_blocks_both() -> None:
    alike = Alike("S-1", "S-9", "C00009", "TRL900", Likeness.SAME_IMAGE)
    notice = told(item(scan(CCN=CCN), alike=(alike,)))["L13"]
    assert (notice.severity, notice.reason_code) == (Severity.BLOCK, "I21_DUPLICATE")
    assert "TRL900 (item C00009)" in str(notice.sentence)


def test_l13_an_image_that_is_all_but_another_one_is_to_be_compared() -> None:
    alike = Alike("S-1", "S-9", "C00009", "", Likeness.LIKE_IMAGE)
    notice = told(item(scan(CCN=CCN), alike=(alike,)))["L13"]
    assert notice.severity is Severity.WARNING


def test_l14_an_image_that_cannot_be_used_counts_as_not_imaged(house: House) -> None:
    house.arrive(None, shipment())
    house.screen(broken)
    sitting = opened(house)
    notice = next(n for n in sitting.notices if n.rule == "UNKNOWN")
    assert notice.severity is Severity.WARNING
    unread = dataclasses.replace(sitting.item.reports[0], seen_sha256="")
    blocked = told(dataclasses.replace(sitting.item, reports=(unread,)))["L14"]
    assert (blocked.severity, blocked.reason_code) == (Severity.BLOCK, "IMAGE_QUALITY")


def test_l15_a_number_that_the_scanner_gives_twice_is_said_with_the_other_time() -> None:
    alike = Alike("S-1", "S-9", "C00009", "42", Likeness.SAME_OBJECT, NOW - 9 * HOUR)
    notice = told(item(scan("42"), alike=(alike,)))["L15"]
    assert notice.severity is Severity.WARNING
    assert "number 42 to another object as well, at 2026-03-01 03:00 UTC" in str(notice.sentence)


# --- L16 to L20 ----------------------------------------------------------------------------------


def test_l16_a_part_of_a_split_shipment_is_shown_as_s_of_t() -> None:
    part = shipment(pieces=12, part_of=40, mawb="020-81140743")
    notice = told(item(scan(CCN=CCN), shipments=(part,)))["L16"]
    assert "12 of 40 pieces come here" in str(notice.sentence)
    assert "L16" not in told(item(scan(CCN=CCN), shipments=(shipment(pieces=40, part_of=40),)))


def test_l16_parts_on_two_flights_compete_unless_the_uld_says_which() -> None:
    def flight(number: str, uld: str) -> Shipment:
        way = Conveyance(mode=Mode.AIR, flight=number, eta=NOW + HOUR)
        made = shipment(f"020-8114074{number}", mawb="020-81140743", conveyance=way,
                        equipment=(Equipment("uld", uld),))  # fmt: skip
        return dataclasses.replace(made, ccn="")

    both = [flight("1", "AKE12345ZZ"), flight("2", "AKE54321ZZ")]
    apart = propose(scan(AWB="020-81140743"), both, now=NOW)
    assert {link.link_class for link in apart} == {LinkClass.CONFLICT}
    (sure,) = propose(scan(AWB="020-81140743", ULD="AKE54321ZZ"), both, now=NOW)
    assert (sure.shipment_id, sure.link_class) == (both[1].shipment_id, LinkClass.STRONG)


def test_l17_a_master_without_its_house_bills_blocks_release() -> None:
    master = shipment(consolidated=True)
    notices = {n.rule: n for n in rules.notices(item(scan(CCN=CCN), shipments=(master,)), NOW)}
    assert notices["R038"].severity is Severity.BLOCK


@pytest.mark.parametrize("code", ["X102e", "FLYTRUCK"])
def test_l18_a_flying_truck_is_matched_by_its_waybills(code: str) -> None:
    way = Conveyance("9XYZTRIP1", Mode.HIGHWAY, "9XYZ", fpoa="0351", eta=NOW + HOUR,
                     exception_codes=(code,))  # fmt: skip
    truck = (Equipment("trailer", "TRL100"),)
    loads = [
        shipment(f"9XYZAIR00{n}", mawb=awb, conveyance=way, equipment=truck)
        for n, awb in enumerate(("020-81140743", "176-12345675"))
    ]
    read = scan(AWB="020-81140743, 176-12345675", TRAILER="TRL100", CCN="9XYZSOMETHING1")
    links = propose(read, loads, now=NOW)
    assert [link.link_class for link in links] == [LinkClass.STRONG, LinkClass.STRONG]
    assert all(line.key != Key.CCN for link in links for line in link.evidence)


def test_l19_what_was_linked_stays_when_the_feed_is_down() -> None:
    read = scan(CCN=CCN)
    known = {link.shipment_id: link for link in propose(read, [shipment()], now=NOW)}
    later = propose(read, [shipment()], now=NOW + HOUR)
    assert list(revised(later, known, now=NOW + HOUR)) == []


def test_l20_the_second_officer_is_told_who_has_the_item_and_until_when(house: House) -> None:
    house.arrive(None, shipment())
    sitting = opened(house)
    with pytest.raises(Refused, match=r"is with tremblay until 1\d:\d\d UTC"):
        house.room(OTHER).open(sitting.item_id)
    assert house.record.item(sitting.item_id).scans == sitting.item.scans


def test_l20_a_supervisor_takes_over_and_the_first_officer_can_write_no_more(
    house: House,
) -> None:
    house.arrive(None, shipment())
    sitting = opened(house)
    supervisor = Officer("roy", "C. Roy", Role.SUPERVISOR)
    with pytest.raises(Held):
        house.room(supervisor).open(sitting.item_id)
    taken = house.room(supervisor).take_over(sitting.item_id)
    assert taken.item.lease is not None
    assert taken.item.lease.officer == "roy"
    (link,) = sitting.item.links
    with pytest.raises(LeaseLost, match="it is with roy now"):
        sitting.confirm_link(link.scan_id, link.shipment_id)


def test_l20_only_a_supervisor_takes_over(house: House) -> None:
    house.arrive(None, shipment())
    sitting = opened(house)
    with pytest.raises(Refused, match="Only a supervisor"):
        house.room(OTHER).take_over(sitting.item_id)


def test_l20_the_second_officer_can_read_and_nothing_is_claimed(house: House) -> None:
    house.arrive(None, shipment())
    sitting = opened(house)
    read = house.room(OTHER).read(sitting.item_id)
    assert read.item.scans == sitting.item.scans
    assert read.item.lease is not None
    assert read.item.lease.officer == "tremblay"


# --- what an officer says ------------------------------------------------------------------------


def test_an_officer_breaks_a_link_with_a_reason_and_it_is_not_proposed_again(
    house: House,
) -> None:
    house.arrive(None, shipment())
    sitting = opened(house)
    (link,) = sitting.item.links
    sitting.break_link(link.scan_id, link.shipment_id, LinkReason.OTHER_GOODS)
    house.take([house.shipment_file(shipment("9XYZPARS0009999"), name="other.json")])
    (after,) = (one for one in sitting.item.links if one.shipment_id == CCN)
    assert (after.link_class, after.reason, after.by) == (
        LinkClass.NONE,
        LinkReason.OTHER_GOODS,
        "tremblay",
    )
    assert after.version == 2


def test_a_link_is_not_broken_without_a_reason_or_twice(house: House) -> None:
    house.arrive(None, shipment())
    sitting = opened(house)
    (link,) = sitting.item.links
    with pytest.raises(Refused, match="Say why"):
        sitting.break_link(link.scan_id, link.shipment_id, LinkReason.CONFIRMED)
    sitting.break_link(link.scan_id, link.shipment_id, LinkReason.MISREAD)
    with pytest.raises(Refused, match="Nothing ties"):
        sitting.break_link(link.scan_id, link.shipment_id, LinkReason.MISREAD)


def test_what_only_looks_alike_is_not_a_link_of_its_own() -> None:
    link = Link("S-1", CCN, 1, LinkClass.NONE, 0, (), "linking", NOW)
    assert list(revised((), {CCN: link}, now=NOW)) == []
