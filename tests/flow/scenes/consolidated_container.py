"""An ocean container of one master and five house bills; the scanner reads its number alone."""

from __future__ import annotations

import json

from tests.flow.scenes.cast import at
from tests.flow.scenes.stage import Shot

MASTER, CONTAINER = "9XYMOBL120001", "CSQU3054383"
BILLS = tuple(f"8XYZHB{number:05}" for number in range(1, 6))
LATE = BILLS[4]
"""Named by the close message, and filed after it."""
AIMED = BILLS[2]
_SENT = at(2, 0, days=-9)
_WAY = {
    "mode": "marine",
    "crn": "9XYMVSL0077",
    "carrier_code": "9XYM",
    "fpoa": "0395",
    "eta": at(16, 0, days=1).isoformat(),
    "vehicle": "MV SAMPLE STAR",
    "flight": "077W",
}
_GOODS = (
    ("Ceramic floor tiles", "690721"),
    ("Bed linen of cotton", "630221"),
    ("Wooden chairs", "940161"),
    ("Printed books", "490199"),
    ("Bicycles", "871200"),
)


def _form(**parts: object) -> str:
    sent = {"sent_at": _SENT.isoformat(), "validated_at": _SENT.isoformat()}
    return json.dumps({"schema": "prescreen-shipment/1", **sent, **parts})


def _line(goods: str, hs: str, quantity: int) -> dict[str, object]:
    return {
        "description": goods,
        "hs": hs,
        "origin": "BE",
        "quantity": quantity,
        "unit": "CT",
        "weight_kg": quantity * 10,
        "equipment": CONTAINER,
    }


def _bill(number: str) -> dict[str, object]:
    goods, hs = _GOODS[BILLS.index(number)]
    return {
        "ccn": number,
        "previous_ccn": MASTER,
        "forwarder_code": "8XYZ",
        "movement": "import",
        "pieces": 100,
        "weight_kg": 1000,
        "shipper": {"name": "Sample Supplier SA", "city": "Antwerpen", "country": "BE"},
        "consignee": {"name": "Importations Exemple", "city": "Montréal", "country": "CA"},
        "lines": [_line(goods, hs, 100)],
    }


def _happened(kind: str, hour: int) -> str:
    moment = at(hour).isoformat()
    event = {
        "kind": kind,
        "key": AIMED,
        "at": moment,
        "other_key": "T-3",
        "text": "Lookout: narcotics",
    }
    return json.dumps({"schema": "prescreen-shipment/1", "sent_at": moment, "events": [event]})


def messages() -> dict[str, str]:
    """Return the files that arrive, by name."""
    master = {
        "ccn": MASTER,
        "consolidated": True,
        "carrier_code": "9XYM",
        "movement": "import",
        "place_of_loading": "BEANR",
        "pieces": 500,
        "weight_kg": 5000,
        "shipper": {"name": "Sample Consolidators NV", "city": "Antwerpen", "country": "BE"},
        "consignee": {"name": "Transitaires Exemple", "city": "Montréal", "country": "CA"},
        "lines": [_line("Consolidated cargo", "", 500)],
        "equipment": [{"kind": "container", "number": CONTAINER, "size_type": "42G1"}],
    }
    first = [_bill(number) for number in BILLS if number != LATE]
    return {
        "1-master.json": _form(function="add", conveyance=_WAY, shipments=[master]),
        "2-houses.json": _form(function="add", conveyance=_WAY, shipments=first),
        "3-close.json": _form(closes=[{"previous_ccn": MASTER, "house_bills": BILLS}]),
        "4-late-house.json": _form(function="add", conveyance=_WAY, shipments=[_bill(LATE)]),
        "5-target.json": _happened("targeted", 14),
        "6-lifted.json": _happened("target_lifted", 15),
    }


SHOT = Shot(
    "box_CSQU3054383",
    5401,
    "container40",
    "household",
    at(10, 0, days=-9),
    (("CONTAINER", CONTAINER),),
    site="Sample site, Antwerp",
    station="ANR-1",
    rows=60,
)
