"""The parts of the JSON form, each read from its object: see docs/shipment-json.md."""

from __future__ import annotations

import dataclasses
import datetime as dt

from app.domain.event import Event, EventKind
from app.domain.filing import CloseMessage, ConveyanceReport, Loading
from app.domain.shipment import (
    Conveyance,
    Dangerous,
    Equipment,
    Function,
    GoodsLine,
    Load,
    Mode,
    Movement,
    Party,
    Seal,
    Shipment,
    Value,
)
from app.domain.words import say
from app.shipments.errors import ShipmentUnreadable
from app.shipments.fields import Fields

EQUIPMENT_KINDS = (
    "trailer",
    "container",
    "railcar",
    "uld",
    "package",
    "chassis",
    "ancillary",
)


@dataclasses.dataclass(frozen=True, slots=True)
class Head:
    """What all shipments of one file share."""

    conveyance: Conveyance
    function: Function
    version: int
    sample: bool
    list_id: str
    received_at: dt.datetime
    """When it was transmitted, or came in, whichever was first."""
    source: str


def read_head(root: Fields, *, received_at: dt.datetime, source: str) -> Head:
    """Read what all shipments of a file share.

    Raises
    ------
    ShipmentUnreadable
        When the conveyance is missing, though something other than a delete is said.
    """
    function = root.choice("function", Function, Function.ADD)
    part = root.part("conveyance")
    if part is None and function is not Function.DELETE:
        raise ShipmentUnreadable(say("conveyance is missing; it must be given."))
    sent_at, listing = root.moment("sent_at"), root.part("list")
    return Head(
        conveyance=Conveyance() if part is None else read_conveyance(part),
        function=function,
        version=root.whole("version") or 1,
        sample=root.truth("sample"),
        list_id=listing.text("list_id") if listing else "",
        received_at=received_at if sent_at is None else min(sent_at, received_at),
        source=source,
    )


def read_shipment(entry: Fields, head: Head) -> Shipment:
    """Read one entry of ``shipments``; its digest is left empty."""
    ccn = entry.text("ccn")
    first = Shipment(
        shipment_id=entry.text("shipment_id", required=not ccn) or ccn,
        ccn=ccn,
        version=head.version,
        function=head.function,
        received_at=head.received_at,
        conveyance=head.conveyance,
        goods=tuple(_goods(line) for line in entry.parts("lines")),
        pieces=entry.whole("pieces"),
        gross_kg=entry.amount("weight_kg"),
        shipper=_party(entry.part("shipper")),
        consignee=_party(entry.part("consignee")),
        importer=_party(entry.part("importer")),
        equipment=_all_equipment(entry),
        value=_value(entry.part("value")),
        hawb=entry.text("hawb"),
        mawb=entry.text("mawb"),
        clvs=entry.truth("clvs"),
        consolidated=entry.truth("consolidated"),
        house_bills=entry.texts("house_bills"),
        special_instructions=entry.text("special_instructions"),
        sub_location=entry.text("sub_location"),
        release_office=office(entry.text("release_office")),
        source=head.source,
        sample=head.sample,
        list_id=head.list_id,
    )
    return _with_later_fields(first, entry)


def _with_later_fields(first: Shipment, entry: Fields) -> Shipment:
    return dataclasses.replace(
        first,
        delivery=_party(entry.part("delivery")),
        notify=tuple(p for part in entry.parts("notify") if (p := _party(part)) is not None),
        broker=_party(entry.part("broker")),
        carrier_code=entry.text("carrier_code").upper(),
        forwarder_code=entry.text("forwarder_code").upper(),
        previous_ccn=entry.text("previous_ccn"),
        replaces_ccn=entry.text("replaces_ccn"),
        movement=entry.choice("movement", Movement, Movement.UNKNOWN),
        service_option=entry.text("service_option"),
        release_no=entry.text("release_no"),
        port_of_destination=office(entry.text("port_of_destination")),
        place_of_loading=entry.text("place_of_loading"),
        place_of_acceptance=entry.text("place_of_acceptance"),
        volume_m3=entry.amount("volume_m3"),
        csa=entry.truth("csa"),
        csa_full_load=entry.truth("csa_full_load"),
        importer_bn=entry.text("importer_bn"),
        exemptions=entry.texts("exemptions"),
        special_process=entry.text("special_process"),
        single_trip_bond=entry.truth("single_trip_bond"),
        document=entry.text("document"),
        unit=entry.text("unit"),
        part_of=entry.whole("part_of"),
        references=entry.pairs("references", "qualifier", "value") + _pictures(entry),
    )


def read_conveyance(part: Fields) -> Conveyance:
    """Read a conveyance; ``registration`` is another name for ``vehicle``."""
    document_mode = part.text("document_mode")
    return Conveyance(
        crn=part.text("crn"),
        mode=part.choice("mode", Mode),
        carrier_code=part.text("carrier_code").upper(),
        carrier_name=part.text("carrier_name"),
        fpoa=office(part.text("fpoa")),
        eta=part.moment("eta"),
        exception_codes=part.texts("exception_codes"),
        empty=part.truth("empty"),
        vehicle=part.text("vehicle") or part.text("registration"),
        plate=part.text("plate"),
        plate_jurisdiction=part.text("plate_jurisdiction"),
        vin=part.text("vin"),
        flight=part.text("flight"),
        port_of_exit=part.text("port_of_exit"),
        arrived_at=part.moment("arrived_at"),
        document_mode=part.choice("document_mode", Mode) if document_mode else None,
        csa=part.truth("csa"),
        iit=part.truth("iit"),
    )


def read_report(part: Fields) -> ConveyanceReport:
    """Read what a carrier reports of a conveyance."""
    conveyance = part.part("conveyance")
    if conveyance is None:
        raise ShipmentUnreadable(
            say("{path}.conveyance is missing; it must be given.", path=part.path)
        )
    return ConveyanceReport(
        conveyance=read_conveyance(conveyance),
        equipment=_all_equipment(part),
        seals=part.texts("seals"),
        cargo=part.texts("cargo"),
        cargo_on=part.pairs("cargo_on", "equipment", "ccn"),
        loaded=tuple(_loading(loading) for loading in part.parts("loaded")),
    )


def read_close(part: Fields) -> CloseMessage:
    """Read which house bills lie in a cargo."""
    return CloseMessage(part.text("previous_ccn", required=True), part.texts("house_bills"))


def read_event(part: Fields) -> Event:
    """Read what happened to a key."""
    at = part.moment("at")
    if at is None:
        raise ShipmentUnreadable(say("{path}.at is missing; it must be given.", path=part.path))
    return Event(
        kind=part.choice("kind", EventKind),
        key=part.text("key"),
        at=at,
        port=office(part.text("port")),
        sub_location=part.text("sub_location"),
        other_key=part.text("other_key"),
        text=part.text("text"),
        details=part.words("details"),
    )


def office(text: str) -> str:
    """Return an office code with four digits: messages write 0495 where memoranda write 495."""
    return text.zfill(4) if text.isdigit() else text


def _goods(line: Fields) -> GoodsLine:
    split = tuple(
        (part.text("equipment", required=True), part.whole("pieces") or 0)
        for part in line.parts("split")
    )
    return GoodsLine(
        description=line.text("description"),
        hs=line.text("hs").replace(".", ""),
        origin=line.text("origin").upper(),
        quantity=line.whole("quantity"),
        unit=line.text("unit"),
        weight_kg=line.amount("weight_kg"),
        un_number=_un_number(line),
        equipment=line.text("equipment"),
        marks=line.texts("marks"),
        dg_class=line.text("dg_class"),
        packing_group=line.text("packing_group"),
        value=_value(line.part("value")),
        volume_m3=line.amount("volume_m3"),
        split=split,
        packages=line.texts("packages"),
        also_dangerous=tuple(
            Dangerous(_un_number(part), part.text("dg_class"), part.text("packing_group"))
            for part in line.parts("also_dangerous")
        ),
    )


def _un_number(part: Fields) -> str:
    return part.text("un_number").upper().removeprefix("UN").strip()


def _party(part: Fields | None) -> Party | None:
    if part is None:
        return None
    return Party(
        name=part.text("name"),
        address=part.texts("address"),
        city=part.text("city"),
        region=part.text("region"),
        postcode=part.text("postcode"),
        country=part.text("country").upper(),
        business_number=part.text("business_number"),
    )


def _value(part: Fields | None) -> Value | None:
    if part is None:
        return None
    amount = part.amount("amount")
    if amount is None:
        raise ShipmentUnreadable(say("{path}.amount is missing; it must be given.", path=part.path))
    return Value(amount, part.text("currency", required=True).upper())


def _loading(part: Fields) -> Loading:
    return Loading(
        cargo=part.text("cargo", required=True),
        equipment=part.text("equipment"),
        pieces=part.whole("pieces"),
        of=part.whole("of"),
        weight_kg=part.amount("weight_kg"),
        description=part.text("description"),
        handling=part.texts("handling"),
        origin=part.text("origin"),
        destination=part.text("destination"),
        unloaded_at=part.text("unloaded_at"),
    )


def _all_equipment(entry: Fields) -> tuple[Equipment, ...]:
    """Trailers and the like as declared, then courier packages and the ULDs that hold them."""
    pieces = [_piece_of_equipment(part) for part in entry.parts("equipment")]
    for package in entry.parts("packages"):
        pieces.append(Equipment("package", package.text("piece_id", required=True)))
        if package.text("uld"):
            pieces.append(Equipment("uld", package.text("uld")))
    return tuple(dict.fromkeys(pieces))


def _pictures(entry: Fields) -> tuple[tuple[str, str], ...]:
    """Return the scans that a courier names for its packages."""
    return tuple(
        (qualifier, scan.text(name))
        for package in entry.parts("packages")
        for scan in package.parts("scans")
        for qualifier, name in SCANS
        if scan.text(name)
    )


SCANS = (
    ("scan_file", "file"),
    ("scan_sha256", "sha256"),
    ("scan_time", "taken_at"),
    ("scan_scanner", "scanner_id"),
    ("scan_view", "view"),
)
"""Qualifier of the reference, and field of the scan."""


def _piece_of_equipment(part: Fields) -> Equipment:
    kind = part.text("kind", required=True).lower()
    if kind not in EQUIPMENT_KINDS:
        raise ShipmentUnreadable(
            say(
                "{path}.kind is {kind}; it must be one of {known}.",
                path=part.path,
                kind=kind,
                known=", ".join(EQUIPMENT_KINDS),
            )
        )
    load = part.choice("load", Load, Load.UNKNOWN)
    sealing = tuple(_seal(seal) for seal in part.parts("sealing"))
    return Equipment(
        kind=kind,
        number=part.text("number", required=True),
        seals=tuple(dict.fromkeys((*part.texts("seals"), *(seal.number for seal in sealing)))),
        empty=part.truth("empty") or load is Load.EMPTY,
        position=part.whole("position"),
        length_ft=part.whole("length_ft"),
        load=load,
        sealing=sealing,
        size_type=part.text("size_type"),
        plate=part.text("plate"),
        plate_jurisdiction=part.text("plate_jurisdiction"),
        tare_kg=part.amount("tare_kg"),
        exception_codes=part.texts("exception_codes"),
    )


def _seal(part: Fields) -> Seal:
    return Seal(
        number=part.text("number", required=True),
        applied_by=part.text("applied_by").lower(),
        state=part.text("state").lower(),
    )
