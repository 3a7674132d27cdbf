"""What is in order is told nothing: one clean shipment of each kind, and no warning."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from app.domain.dossier import Dossier, HouseBill, Standing
from app.domain.filing import CloseMessage, FilingKind, Verdict, Via
from app.domain.notice import Severity
from app.domain.shipment import Equipment, GoodsLine, Mode, Movement, Party, Shipment, Value
from app.shipments.rules.case import Case
from app.shipments.rules.examine import examine
from app.shipments.seen import Seen
from app.shipments.tables import Tables
from tests.unit.room_values import NOW, shipment
from tests.unit.rule_values import HOUR, case, filed, scan, sent, trip, version

CCN = "9XYZPARS0001234"
AWB = "999-40001231"
SENT = NOW - 5 * HOUR
LOADED = Seen(loaded_share=0.4)
TABLES = Tables.shipped()


def goods(description: str, hs: str, kg: str = "8000", **values: Any) -> tuple[GoodsLine, ...]:
    return (GoodsLine(description, hs, "US", 100, "CT", weight_kg=Decimal(kg), **values),)


def party(name: str, country: str) -> Party:
    return Party(name, ("1 Sample Road",), city="Sampleton", country=country)


def declared(number: str = CCN, **changes: Any) -> Shipment:
    """A truckload of furniture, with everything that a cargo report has."""
    whole: dict[str, Any] = {
        "movement": Movement.IMPORT,
        "goods": goods("Wooden bedroom furniture", "940350"),
        "pieces": 100,
        "unit": "CT",
        "gross_kg": Decimal(8000),
        "shipper": party("Sample Works", "US"),
        "consignee": party("Example Assembly", "CA"),
        "place_of_loading": "USBUF",
        "release_office": "0351",
        "equipment": (Equipment("trailer", "TRL100", ("A123456",)),),
    }
    return shipment(number, **(whole | changes))


def in_time(cargo: Shipment, way: dict[str, Any] | None = None, **changes: Any) -> Dossier:
    """It was sent hours ahead, accepted, and is on its way on one trip."""
    carrier = dataclasses.replace(cargo.conveyance, **(way or {}))
    made = dataclasses.replace(cargo, conveyance=carrier, received_at=SENT)
    journey = trip(carrier.crn, cargo=(made.ccn,), received_at=SENT, validated_at=SENT)
    report = dataclasses.replace(journey.report, conveyance=carrier)
    whole: dict[str, Any] = {
        "trips": (dataclasses.replace(journey, report=report),) if carrier.crn else (),
        "versions": (version(at=SENT),),
        "accepted_at": SENT,
        "declared_port": carrier.fpoa,
        "exchanges": (sent(Verdict.ACCEPTED, at=SENT),),
    }
    return filed(made, **(whole | changes))


def seen(*cargo: Dossier, shows: Seen = LOADED, noted: str = "", **read: str) -> Case:
    """An item of one scan that was viewed; what the scanner read of it, and what was measured."""
    observed = MappingProxyType({noted: "yes"} if noted else {})
    scans = (scan("S-1", **(read or {"TRAILER": "TRL100"})),)
    return case(*cargo, scans=scans, seen=shows, tables=TABLES, observed=observed)


def consolidated() -> Case:
    bill = in_time(
        declared("8XYZHB0000001", previous_ccn=CCN, equipment=(), carrier_code="8XYZ"),
        kind=FilingKind.HOUSE_BILL,
    )
    inside = (HouseBill(bill.key, Standing.ACCEPTED, bill.shipment),)
    grouped = declared(consolidated=True, sub_location="3252", goods=goods("Consolidation", ""))
    closed = (CloseMessage(CCN, (bill.key,)),)
    return seen(in_time(grouped, house_bills=inside, closes=closed), bill)


def courier() -> Case:
    parcel = shipment(
        "",
        shipment_id="1ZXX00016600001237",
        clvs=True,
        list_id="CRL-20261120-01",
        goods=goods("cordless drill, 18 V, with battery", "846721", "2.4", un_number="3481"),
        pieces=1,
        gross_kg=Decimal("2.4"),
        value=Value(Decimal(85), "CAD"),
        shipper=party("Synthetic Shop", "DE"),
        consignee=party("Example Person", "CA"),
        equipment=(Equipment("package", "1ZXX00016600001237"),),
    )
    parcel = dataclasses.replace(parcel, goods=(dataclasses.replace(parcel.goods[0], quantity=1),))
    flight = {
        "mode": Mode.COURIER,
        "crn": "",
        "flight": "ZZ0001",
        "carrier_code": "9XYA",
        "exception_codes": ("CLVS",),
        "eta": NOW + 5 * HOUR,
    }
    listed = in_time(parcel, flight, kind=FilingKind.COURIER, via=Via.FILE)
    return seen(listed, PARCEL="1ZXX00016600001237")


def air(**way: Any) -> Dossier:
    flown = declared(
        AWB,
        mawb=AWB,
        carrier_code="999-",
        movement=Movement.UNKNOWN,
        release_office="",
        equipment=(Equipment("uld", "AKE12345ZZ"),),
    )
    return in_time(flown, way)


def alone(**way: Any) -> Dossier:
    """A conveyance without cargo, on file under its own number."""
    bare = shipment(
        "", shipment_id="9XYZTRIP000001", goods=(), pieces=None,
        equipment=(Equipment("trailer", "TRL100"),),
    )  # fmt: skip
    return in_time(bare, way, kind=FilingKind.CONVEYANCE)


IN_BOND = {"movement": Movement.IN_BOND, "port_of_destination": "0495", "release_office": "0495"}
RAIL = {"mode": Mode.RAIL, "crn": "9XYRTRAIN00001", "carrier_code": "9XYR", "eta": NOW + 3 * HOUR}
SHIP = {"mode": Mode.MARINE, "crn": "9XYMVOYAGE001", "carrier_code": "9XYM", "eta": NOW + 48 * HOUR}
FLIGHT = {"mode": Mode.AIR, "crn": "", "carrier_code": "999-", "flight": "ZZ1"}
CSA = {"csa": True, "importer_bn": "123456782RM0001"}

CLEAN = {
    "highway": seen(in_time(declared()), TRAILER="TRL100", CCN=CCN, SEAL="A123456"),
    "in bond": seen(in_time(declared(sub_location="3252", **IN_BOND))),
    "settlers in bond": seen(
        in_time(
            declared(
                special_process="personal_effects",
                sub_location="9495",
                goods=goods("Household effects of a settler", "980700"),
                **IN_BOND,
            )
        )
    ),
    "in transit": seen(
        in_time(
            declared(
                movement=Movement.IN_TRANSIT, sub_location="9351", port_of_destination="0351"
            )
        )
    ),
    "domestic in transit": seen(
        in_time(declared(movement=Movement.DOMESTIC_IN_TRANSIT, document="A8B", release_office=""))
    ),
    "export": seen(in_time(declared(movement=Movement.EXPORT, sub_location="3252"))),
    "CSA": seen(in_time(declared(**CSA), {"csa": True})),
    "full CSA load": seen(
        in_time(declared(csa_full_load=True, **CSA), {"csa": True}), noted="driver"
    ),
    "consolidation": consolidated(),
    "rail": seen(
        in_time(
            declared("9XYRRAIL0001", equipment=(Equipment("railcar", "CN 100001"),),
                     sub_location="3252"),
            RAIL,
        ),
        RAILCAR="CN100001",
    ),
    "marine": seen(
        in_time(
            declared("9XYMBILL0001", equipment=(Equipment("container", "CSQU3054383"),),
                     sub_location="3252"),
            SHIP,
        ),
        CONTAINER="CSQU3054383",
    ),
    "air waybill": seen(air(eta=NOW + 5 * HOUR, **FLIGHT), ULD="AKE12345ZZ"),
    "flying truck": seen(air(exception_codes=("FLYTRUCK",)), noted="airline", ULD="AKE12345ZZ"),
    "courier": courier(),
    "empty": seen(alone(empty=True), shows=Seen(loaded_share=0.001)),
    "racks": seen(alone(empty=True, iit=True), shows=Seen(loaded_share=0.2)),
}  # fmt: skip


@pytest.mark.parametrize("kind", CLEAN)
def test_a_clean_shipment_is_told_no_warning(kind: str) -> None:
    told = [n for n in examine(CLEAN[kind]).notices if n.severity is not Severity.NOTE]
    assert [f"{n.rule}: {n.sentence}" for n in told] == []


def test_what_a_note_says_of_one_scan_it_says_once() -> None:
    two = (scan("S-1", energies=1), scan("S-2", energies=1))
    told = examine(case(in_time(declared()), scans=two, tables=TABLES)).notices
    assert [n.subject for n in told if n.rule == "ENERGY1"] == ["S-1"]
    unread = examine(case(in_time(declared()), scans=two, tables=TABLES, reports=())).notices
    assert len([n for n in unread if n.rule == "UNSCREENED"]) == 2


@pytest.mark.parametrize("kind", CLEAN)
def test_of_a_clean_shipment_an_officer_reads_two_notes_at_most(kind: str) -> None:
    assert len(examine(CLEAN[kind]).notices) <= 2
