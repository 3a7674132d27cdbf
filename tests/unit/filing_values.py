"""Small filings, as readers would return them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from decimal import Decimal
from types import MappingProxyType

from app.domain.event import Event, EventKind
from app.domain.filing import (
    Body,
    CloseMessage,
    ConveyanceReport,
    Filing,
    FilingKind,
    Origin,
    Response,
    Verdict,
)
from app.domain.shipment import (
    Conveyance,
    Equipment,
    Function,
    GoodsLine,
    Mode,
    Party,
    Shipment,
)

NOON = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)
CCN = "9XYZPARS0001234"
CRN = "9XYZTRIP000077"


def at(hours: float) -> dt.datetime:
    """Return a time, counted from noon."""
    return NOON + dt.timedelta(hours=hours)


def filing(
    kind: FilingKind,
    key: str,
    body: Body | None,
    *,
    hours: float = 0,
    function: Function = Function.ADD,
    control: str = "",
) -> Filing:
    """Return a filing that was sent at an hour and came in at once."""
    text = repr((kind, key, body, hours, function, control))
    return Filing(
        kind=kind,
        key=key,
        function=function,
        body=body,
        origin=Origin(f"{control or key}.edi", "", 1, 0, 0, "TEST 1"),
        received_at=at(hours),
        sent_at=at(hours),
        sender="9XYZ",
        control=control,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def late(sent: Filing, hours: float) -> Filing:
    """Return a filing that came in some hours after it was sent."""
    return dataclasses.replace(sent, received_at=sent.received_at + dt.timedelta(hours=hours))


def shipment(key: str = CCN, **values: object) -> Shipment:
    """Return a small cargo."""
    base: dict[str, object] = {
        "shipment_id": key,
        "ccn": key,
        "version": 1,
        "function": Function.ADD,
        "received_at": NOON,
        "conveyance": Conveyance(mode=Mode.HIGHWAY, fpoa="0351", eta=at(4)),
        "goods": (GoodsLine("Machine tools", hs="845811", quantity=100),),
        "pieces": 100,
        "gross_kg": Decimal(8250),
        "shipper": Party("Sample Tools Inc"),
        "consignee": Party("Atelier Exemple"),
        "equipment": (Equipment("trailer", "SMPL530117", seals=("A123456",)),),
    }
    return Shipment(**(base | values))


def cargo(
    key: str = CCN,
    *,
    hours: float = 0,
    function: Function = Function.ADD,
    control: str = "",
    **values: object,
) -> Filing:
    """Return a cargo report; a Delete has its key alone."""
    body = None if function is Function.DELETE else shipment(key, **values)
    return filing(FilingKind.CARGO, key, body, hours=hours, function=function, control=control)


def house_bill(key: str, previous: str, *, hours: float = 0, **values: object) -> Filing:
    """Return a house bill that lies in a cargo."""
    body = shipment(key, previous_ccn=previous, **values)
    return filing(FilingKind.HOUSE_BILL, key, body, hours=hours)


def close(previous: str, *bills: str, hours: float = 0) -> Filing:
    """Return a close message."""
    return filing(FilingKind.CLOSE, previous, CloseMessage(previous, bills), hours=hours)


def trip(
    crn: str = CRN,
    *cargo_numbers: str,
    hours: float = 0,
    function: Function = Function.ADD,
    **values: object,
) -> Filing:
    """Return a conveyance report."""
    conveyance = Conveyance(crn=crn, mode=Mode.HIGHWAY, fpoa="0351", eta=at(4))
    report = {"conveyance": conveyance, "cargo": cargo_numbers} | values
    body = None if function is Function.DELETE else ConveyanceReport(**report)
    return filing(FilingKind.CONVEYANCE, crn, body, hours=hours, function=function)


def event(kind: EventKind, key: str = CCN, *, hours: float = 0, **values: str) -> Filing:
    """Return something that happened; `other_key` apart, all values are its details."""
    other = values.pop("other_key", "")
    told = Event(kind, key, at(hours), other_key=other, details=MappingProxyType(values))
    return filing(FilingKind.EVENT, key, told, hours=hours)


def answer(
    verdict: Verdict, key: str = "", *, control: str = "", hours: float = 1, reason: str = ""
) -> Filing:
    """Return an acknowledgement or a reject."""
    reasons = (reason,) if reason else ()
    body = Response(verdict, control=control, key=key, reasons=reasons)
    return filing(FilingKind.RESPONSE, key, body, hours=hours)
