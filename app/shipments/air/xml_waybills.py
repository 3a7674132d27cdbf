"""Master and house waybills of Cargo-XML (XFWB, XFZB)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Sequence

from app.domain.filing import Body
from app.domain.identifiers import Check, Identifier, air_waybill
from app.domain.shipment import (
    Conveyance,
    Equipment,
    Function,
    GoodsLine,
    Mode,
    Shipment,
    Value,
)
from app.domain.words import say
from app.shipments.air.notes import joined
from app.shipments.air.places import airport_office, iso_time
from app.shipments.air.xml_values import Tray
from app.shipments.errors import ShipmentUnreadable
from app.shipments.xml.elements import Element

_ULD = "AssociatedUnitLoadTransportEquipment/ID"
_CONSOLIDATION = "741"
"""Type of document: 740 is a waybill of its own, 741 a master waybill over house waybills."""


def read_master(
    root: Element, tray: Tray, source: str, received_at: dt.datetime
) -> tuple[str, Body]:
    """Read a master waybill (XFWB): one cargo, under the number of its waybill."""
    number = waybill_number(tray.text(root, "BusinessHeaderDocument/ID", "mawb"), tray)
    consignment = root.find("MasterConsignment")
    if not number or consignment is None:
        raise ShipmentUnreadable(say("The message names no waybill; it was not taken in."))
    goods = _goods(consignment, "ApplicableRating/IncludedMasterConsignmentItem", tray)
    goods += _goods(consignment, "IncludedMasterConsignmentItem", tray)
    shipment = _shipment(consignment, tray, goods)
    kind = tray.text(root, "MessageHeaderDocument/TypeCode", "consolidated")
    return number, dataclasses.replace(
        shipment,
        shipment_id=number,
        ccn=number,
        mawb=number,
        source=source,
        received_at=received_at,
        consolidated=kind == _CONSOLIDATION or "CONSOL" in shipment.goods_text.upper(),
    )


def read_house(
    root: Element, tray: Tray, source: str, received_at: dt.datetime
) -> tuple[str, Body]:
    """Read a house waybill (XFZB) in its master: the key is both numbers."""
    hawb = tray.text(root, "BusinessHeaderDocument/ID", "hawb")
    master = root.find("MasterConsignment")
    written = tray.text(master, "TransportContractDocument/ID", "mawb")
    number = waybill_number(written, tray)
    house = None if master is None else master.find("IncludedHouseConsignment")
    if not hawb or not number or house is None:
        raise ShipmentUnreadable(
            say("The message names no master or no house waybill; it was not taken in.")
        )
    goods = _goods(house, "IncludedHouseConsignmentItem", tray)
    key = f"{number}/{hawb}"
    return key, dataclasses.replace(
        _shipment(house, tray, goods),
        shipment_id=key,
        hawb=hawb,
        mawb=number,
        previous_ccn=number,
        source=source,
        received_at=received_at,
    )


def waybill_number(text: str, tray: Tray) -> str:
    """Return a waybill as ``999-12345678``; as it stands, with a warning, when it is none."""
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"\d{11}", digits):
        if text:
            tray.warn(say("{number} is no air waybill.", number=text))
        return text
    reading = air_waybill(digits)
    number = f"{digits[:3]}-{digits[3:]}"
    if isinstance(reading, Identifier) and reading.check is Check.FAILED:
        tray.warn(say("Air waybill {number} fails its check digit.", number=number))
    return number


def _shipment(whole: Element, tray: Tray, goods: Sequence[GoodsLine]) -> Shipment:
    """Return what a consignment says, whichever waybill it stands in."""
    summary = tray.text(whole, "SummaryDescription", "goods[0].description")
    destination = tray.text(whole, "FinalDestinationLocation/ID", "port_of_destination")
    notified = (
        found
        for found in whole.all("AssociatedParty")
        if tray.text(found, "RoleCode") in ("NI", "NP")
    )
    parties = (tray.party(found, f"notify[{index}]") for index, found in enumerate(notified))
    notify = [party for party in parties if party is not None]
    return Shipment(
        shipment_id="",
        ccn="",
        version=1,
        function=Function.ADD,
        received_at=dt.datetime.min.replace(tzinfo=dt.UTC),
        conveyance=_conveyance(whole, tray, destination),
        goods=tuple(goods) or ((GoodsLine(summary),) if summary else ()),
        pieces=tray.whole(whole, "TotalPieceQuantity", "pieces"),
        gross_kg=tray.kilograms(whole, "IncludedTareGrossWeightMeasure", "gross_kg"),
        volume_m3=tray.cubic_metres(whole, "GrossVolumeMeasure", "volume_m3"),
        shipper=tray.party(whole.find("ConsignorParty"), "shipper"),
        consignee=tray.party(whole.find("ConsigneeParty"), "consignee"),
        notify=tuple(notify),
        equipment=_equipment(whole, tray),
        value=_value(whole, tray),
        special_instructions=joined(_instructions(whole, tray)),
        place_of_loading=tray.text(whole, "OriginLocation/ID", "place_of_loading"),
        port_of_destination=destination,
        references=(*_handling(whole, tray), *_customs(whole, tray)),
    )


def _conveyance(whole: Element, tray: Tray, destination: str) -> Conveyance:
    """Return the last leg: the flight that arrives at the destination."""
    legs = list(whole.all("SpecifiedLogisticsTransportMovement"))
    last = legs[-1] if legs else None
    tray.text(whole, "FinalDestinationLocation/ID", "conveyance.fpoa")
    arrival = tray.text(last, "ArrivalEvent/ScheduledOccurrenceDateTime", "conveyance.eta")
    return Conveyance(
        mode=Mode.AIR,
        fpoa=airport_office(destination),
        flight=tray.text(last, "ID", "conveyance.flight"),
        eta=iso_time(arrival, destination),
    )


def _goods(whole: Element, path: str, tray: Tray) -> list[GoodsLine]:
    lines: list[GoodsLine] = []
    for item in whole.all(path):
        place = f"goods[{len(lines)}]"
        texts = tray.texts(
            item.all("NatureIdentificationTransportCargo"), "Identification", f"{place}.description"
        )
        codes = [found for found in item.all("TypeCode") if _code(found).isdecimal()]
        for index, found in enumerate(codes, len(lines)):
            tray.place(f"goods[{index}].hs", "TypeCode", found)
        first, *more = [_code(found) for found in codes] or [""]
        ulds = _ulds(item)
        if len(ulds) == 1:
            tray.place(f"{place}.equipment", _ULD, *ulds.values())
        lines.append(
            GoodsLine(
                joined(texts),
                first,
                tray.text(item, "OriginCountry/ID", f"{place}.origin").upper(),
                tray.whole(item, "PieceQuantity", f"{place}.quantity"),
                weight_kg=tray.kilograms(item, "GrossWeightMeasure", f"{place}.weight_kg"),
                volume_m3=tray.cubic_metres(item, "GrossVolumeMeasure", f"{place}.volume_m3"),
                equipment=next(iter(ulds)) if len(ulds) == 1 else "",
            )
        )
        lines.extend(GoodsLine(joined(texts), code) for code in more)
    return lines


def _code(found: Element) -> str:
    """Return the digits of a commodity code."""
    return found.text.replace(".", "")


def _ulds(whole: Element) -> dict[str, Element]:
    """Return the element of the serial number of each ULD by the number of the ULD."""
    named: dict[str, Element] = {}
    for found in whole.walk():
        name = uld_name(found) if found.name == "AssociatedUnitLoadTransportEquipment" else ""
        if name:
            named.setdefault(name, found.find("ID") or found)
    return named


def uld_name(equipment: Element) -> str:
    """Return the number of a ULD: type, serial number and owner, as far as they are given."""
    kind, serial = equipment.value("CharacteristicCode"), equipment.value("ID")
    owner = equipment.value("OperatingParty/PrimaryID")
    return serial if serial.startswith(kind) and kind else f"{kind}{serial}{owner}"


def _equipment(whole: Element, tray: Tray) -> tuple[Equipment, ...]:
    named = _ulds(whole)
    for index, found in enumerate(named.values()):
        tray.place(f"equipment[{index}].number", _ULD, found)
    return tuple(Equipment("uld", name) for name in named)


def _value(whole: Element, tray: Tray) -> Value | None:
    found = whole.find("DeclaredValueForCustomsAmount")
    amount = tray.amount(whole, "DeclaredValueForCustomsAmount", "value.amount")
    if found is None or amount is None:
        return None
    tray.place("value.currency", "DeclaredValueForCustomsAmount/@currencyID", found)
    return Value(amount, found.attributes.get("currencyID", "").upper())


def _instructions(whole: Element, tray: Tray) -> list[str]:
    return [
        text
        for name in ("HandlingSSRInstructions", "HandlingOSIInstructions")
        for text in tray.texts(whole.all(name), "Description", "special_instructions")
    ]


def _handling(whole: Element, tray: Tray) -> list[tuple[str, str]]:
    """Return special handling codes such as ``ECC``, as references."""
    path = "HandlingSPHInstructions/DescriptionCode"
    return [tray.reference("SPH", path, element) for element in whole.all(path) if element.text]


def _customs(whole: Element, tray: Tray) -> list[tuple[str, str]]:
    """Return customs and security notes, as references.

    Content ``SM`` with ``XRY`` says that the screening method was X-ray, as in Cargo-IMP.
    """
    references = []
    for note in whole.all("IncludedCustomsNote"):
        content = note.find("Content")
        if content is not None and content.text:
            kind = (note.value(name) for name in ("CountryID", "SubjectCode", "ContentCode"))
            path = "IncludedCustomsNote/Content"
            references.append(tray.reference(joined(("OCI", *kind)), path, content))
    return references
