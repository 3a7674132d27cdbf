"""Flight manifests of Cargo-XML (XFFM)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from app.domain.filing import Body, ConveyanceReport, Loading
from app.domain.shipment import Conveyance, Equipment, Mode
from app.domain.words import say
from app.shipments.air.places import airport_office, iso_time
from app.shipments.air.xml_values import Tray
from app.shipments.air.xml_waybills import uld_name, waybill_number
from app.shipments.errors import ShipmentUnreadable
from app.shipments.xml.elements import Element

_SPLIT = ("S", "P", "D", "M")
_ARRIVES_AT = "OccurrenceArrivalLocation/ID"
_DEPARTURE = "DepartureEvent/DepartureOccurrenceDateTime"


def read_manifest(
    root: Element, tray: Tray, source: str, received_at: dt.datetime
) -> tuple[str, Body]:
    """Read a manifest: the report of a conveyance, under flight, day and airport of departure."""
    del source
    movement = root.find("LogisticsTransportMovement")
    flight = tray.text(movement, "ID", "conveyance.flight").replace(" ", "")
    departed = tray.text(movement, _DEPARTURE)
    origin = tray.text(
        movement, "DepartureEvent/OccurrenceDepartureLocation/ID", "conveyance.port_of_exit"
    )
    if not flight:
        raise ShipmentUnreadable(say("The manifest names no flight; it was not taken in."))
    day = departed[:10] if re.match(r"\d{4}-\d{2}-\d{2}", departed) else ""
    if not day:
        tray.warn(say("The manifest does not say on which day the flight departs."))
        day = received_at.date().isoformat()
    loaded = tuple(_loaded(root, tray))
    ulds = tuple(dict.fromkeys(one.equipment for one in loaded if one.equipment))
    report = ConveyanceReport(
        conveyance=_conveyance(root, tray, flight, origin, empty=not loaded),
        equipment=tuple(Equipment("uld", name) for name in ulds),
        cargo=tuple(dict.fromkeys(one.cargo for one in loaded)),
        cargo_on=tuple(
            dict.fromkeys((one.equipment, one.cargo) for one in loaded if one.equipment)
        ),
        loaded=loaded,
    )
    return f"{flight}/{day}/{origin}", report


def _conveyance(root: Element, tray: Tray, flight: str, origin: str, *, empty: bool) -> Conveyance:
    """Return the flight with its first arrival at an airport that has an office here."""
    arrivals = [(one, one.value(_ARRIVES_AT)) for one in root.all("ArrivalEvent")]
    known = [(one, code) for one, code in arrivals if airport_office(code)]
    arrival, airport = next(iter(known or arrivals), (None, ""))
    tray.text(arrival, _ARRIVES_AT, "conveyance.fpoa")
    time = tray.text(arrival, "ArrivalOccurrenceDateTime", "conveyance.eta")
    return Conveyance(
        mode=Mode.AIR,
        fpoa=airport_office(airport),
        eta=iso_time(time, airport),
        empty=empty,
        vehicle=tray.text(
            root,
            "LogisticsTransportMovement/UsedLogisticsTransportMeans/Name",
            "conveyance.vehicle",
        ),
        flight=flight,
        port_of_exit=origin,
    )


def _loaded(root: Element, tray: Tray) -> Iterator[Loading]:
    count = 0
    for arrival in root.all("ArrivalEvent"):
        for cargo in arrival.all("AssociatedTransportCargo"):
            equipment = cargo.find("UtilizedUnitLoadTransportEquipment")
            uld = "" if equipment is None else uld_name(equipment)
            for part in cargo.all("IncludedMasterConsignment"):
                place = f"loaded[{count}]"
                airport = tray.text(arrival, _ARRIVES_AT, f"{place}.unloaded_at")
                if equipment is not None:
                    serial = equipment.find("ID") or equipment
                    tray.place(
                        f"{place}.equipment", "UtilizedUnitLoadTransportEquipment/ID", serial
                    )
                yield _loading(part, tray, uld, airport, place)
                count += 1


def _loading(part: Element, tray: Tray, uld: str, airport: str, place: str) -> Loading:
    number = waybill_number(tray.text(part, "TransportContractDocument/ID", f"{place}.cargo"), tray)
    here = tray.whole(part, "PieceQuantity", f"{place}.pieces")
    total = tray.whole(part, "TotalPieceQuantity", f"{place}.pieces" if here is None else "")
    tray.text(part, "TotalPieceQuantity", f"{place}.of")
    split = part.value("TransportSplitDescription") in _SPLIT
    return Loading(
        cargo=number,
        equipment=uld,
        pieces=total if here is None else here,
        of=total if split and here is not None else None,
        weight_kg=tray.kilograms(part, "GrossWeightMeasure", f"{place}.weight_kg"),
        description=tray.text(part, "SummaryDescription", f"{place}.description"),
        handling=tuple(
            tray.texts(part.all("HandlingSPHInstructions"), "DescriptionCode", f"{place}.handling")
        ),
        origin=tray.text(part, "OriginLocation/ID", f"{place}.origin"),
        destination=tray.text(part, "FinalDestinationLocation/ID", f"{place}.destination"),
        unloaded_at=airport,
    )
