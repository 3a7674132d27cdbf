"""What a decision keeps of how it came about (shipment-data, section 6.1), and its package."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.decision import Draft, ExamType, Kind, Urgency
from app.domain.dispatch import Address, Custodian, Posting
from app.domain.dossier import Dossier, Progress, Standing
from app.domain.event import Event, EventKind
from app.domain.filing import FilingKind, Via
from app.domain.mark import Category, MarkAct, Shape
from app.domain.notice import Notice, Severity
from app.domain.proof import Timing
from app.domain.words import say
from app.review import Sitting, proof
from app.review.addressing import address_of
from app.review.referral import Making, write_package
from imaging.tdr import read_tdr
from tests.unit.room_values import NOW, SITE, House, draw, shipment

REFERRAL = Draft(
    Kind.REFER_FOR_EXAM,
    reasons=("ANOMALY",),
    region_labels=("1",),
    exam=ExamType.TAILGATE,
    urgency=Urgency.PRIORITY,
    confidence=4,
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.record.close()


def seated(house: House, **declared: object) -> Sitting:
    house.arrive(None, shipment(**declared))
    house.screen()
    sitting = house.room().open(house.record.items()[0])
    scan = sitting.item.scans[0]
    sitting.first_paint()
    sitting.shown(scan.scan_id, "side")
    mark = draw(sitting, Shape.BOX, ((10, 10), (20, 15)), scan.scan_id, "side")
    sitting.do_mark(MarkAct(mark, dataclasses.replace(mark, category=Category.WEAPON)))
    return sitting


def notice(rule: str) -> Notice:
    return Notice(rule, Severity.WARNING, "", say("Words."))


def test_a_decision_keeps_how_it_came_about(house: House) -> None:
    sitting = seated(house)
    for one in sitting.notices:
        if one.severity is Severity.WARNING:
            sitting.acknowledge(one.key)
    signed = sitting.sign(REFERRAL)
    link = signed.links[0]
    assert (link.shipment_id, link.shipment_version) == ("9XYZPARS0001234", 1)
    assert ("CCN", "9XYZPARS0001234", "9XYZPARS0001234", "equal") in link.evidence
    assert [one.notice for one in signed.acknowledgements] == list(sitting.item.acknowledged)
    assert all(one.by == "tremblay" and one.at == NOW for one in signed.acknowledgements)
    shown = signed.model[0].shown[0]
    assert (shown.label, shown.box, shown.probability) == ("M1", (20, 12, 10, 8), 0.9)
    assert signed.shipment_versions == (("9XYZPARS0001234", 1),)
    assert signed.scans[0].opened is True
    assert (signed.site, signed.unit, signed.degraded) == ("0351", "", False)
    assert signed.valid_until == NOW + dt.timedelta(minutes=90, days=30)
    region = signed.regions[0]
    assert (region.size_m, region.severity) == ((1.0, 0.5), 3)
    assert house.record.item(signed.item_id).decisions[-1] == signed


@pytest.mark.parametrize(
    ("eta", "rule", "expected"),
    [
        (90, "R017", Timing.IN_TIME),
        (90, "R051", Timing.SHORT),
        (-5, "R051", Timing.LATE),
        (90, "LATE", Timing.LATE),
        (None, "R017", Timing.UNKNOWN),
    ],
)
def test_a_decision_says_how_it_stands_to_the_arrival(
    house: House, eta: int | None, rule: str, expected: Timing
) -> None:
    arrival = None if eta is None else NOW + dt.timedelta(minutes=eta)
    trip = dataclasses.replace(shipment().conveyance, eta=arrival)
    item = seated(house, conveyance=trip).item
    assert proof.timing(item, (notice(rule),), NOW) is expected


def dossier(*events: Event, via: Via = Via.EDI) -> Dossier:
    return Dossier(
        "9XYZPARS0001234",
        FilingKind.CARGO,
        Standing.ACCEPTED,
        Progress.UNDERWAY,
        shipment(),
        shipment(),
        events=events,
        via=via,
    )


def test_paper_and_outage_make_a_decision_degraded() -> None:
    assert not proof.degraded((notice("R070"),), [dossier()])
    assert proof.degraded((notice("R071"),), [])
    assert proof.degraded((), [dossier(via=Via.PAPER)])


def test_a_referral_follows_port_and_custody(house: House) -> None:
    sitting = seated(house)
    signed = sitting.sign(dataclasses.replace(REFERRAL, exam_place="0351"))
    item = sitting.item
    key = item.shipments[0].shipment_id
    assert address_of(signed, item) == Address("0351", "0351", Custodian.CARRIER, "9XYZ")
    # R029: another port of report; the place of before is no place there (R111).
    trip = dataclasses.replace(shipment().conveyance, fpoa="0427", carrier_code="9XYW")
    moved = dataclasses.replace(item, shipments=(shipment(conveyance=trip),))
    assert address_of(signed, moved) == Address("0427", "", Custodian.CARRIER, "9XYW")
    # R106: from the certification on the warehouse answers.
    there = Event(EventKind.AT_WAREHOUSE, key, NOW, port="0495", sub_location="3252")
    stands = {key: dossier(there)}
    assert address_of(signed, moved, stands) == Address("0495", "3252", Custodian.WAREHOUSE, "3252")
    gone = dossier(there, Event(EventKind.TRANSFERRED, key, NOW))
    assert address_of(signed, item, {key: gone}).custodian is Custodian.CARRIER


def test_the_package_holds_what_section_6_asks_for(house: House, tmp_path: Path) -> None:
    sitting = seated(house)
    signed = sitting.sign(REFERRAL)
    posting = Posting(
        signed.recommendation_id, 1, address_of(signed, sitting.item), NOW, "dispatch"
    )
    making = Making(posting=posting)
    *_, path = write_package(
        signed, sitting.item, tmp_path / "out", store=house.store, making=making
    )
    tree = json.loads(path.read_text())
    assert tree["package"]["id"] == signed.recommendation_id
    assert (tree["exam"]["custodian"], tree["exam"]["custodian_code"]) == ("carrier", "9XYZ")
    region = tree["regions"][0]
    assert (region["severity"], region["class"]) == (3, "weapon")
    assert region["readout"]["mass_kg"]["low"] > 0
    assert tree["links"][0]["evidence"]
    assert tree["model"][0]["findings"] == [{"label": "M1", "box": [20, 12, 10, 8], "score": 0.9}]
    assert tree["scans"][0]["views"][0]["opened"] is True
    assert (tree["decided"]["site"], tree["decided"]["timing"]) == (SITE.port, "in_time")


def test_a_place_in_metres_is_told_in_figures(house: House, tmp_path: Path) -> None:
    sitting = seated(house)
    signed = sitting.sign(REFERRAL)
    told = dataclasses.replace(
        signed.regions[0], place="4.2 m from the doors, 1.1 m above the floor", size_m=(1.0, 0.5)
    )
    placed = dataclasses.replace(signed, regions=(told,))
    *_, path = write_package(placed, sitting.item, tmp_path / "out", store=house.store)
    assert json.loads(path.read_text())["regions"][0]["position"] == {
        "from": "doors",
        "across_m": 4.2,
        "across_error_m": 0.5,
        "above": "floor",
        "above_m": 1.1,
        "above_error_m": 0.25,
    }


def test_reports_may_call_the_object_baggage(house: House, tmp_path: Path) -> None:
    sitting = seated(house)
    signed = sitting.sign(REFERRAL)
    words = []
    for baggage in (False, True):
        file, *_ = write_package(
            signed,
            sitting.item,
            tmp_path / str(baggage),
            store=house.store,
            making=Making(baggage=baggage),
        )
        assert read_tdr(file).boxes[0] == (10, 10, 10, 5)
        words.append((b"BAGGAGE" in file.read_bytes(), b"CARGO" in file.read_bytes()))
    assert words == [(False, True), (True, False)]


def test_an_image_that_is_gone_leaves_no_readout(house: House, tmp_path: Path) -> None:
    sitting = seated(house)
    signed = sitting.sign(REFERRAL)

    def gone(scan_id: str, view: str) -> object:
        raise OSError(f"{scan_id} {view} is gone")

    *_, path = write_package(
        signed, sitting.item, tmp_path / "out", store=house.store, making=Making(read=gone)
    )
    assert json.loads(path.read_text())["regions"][0]["readout"] is None
