"""Shipments and reports as JSON trees of their form: what is written, and what is digested.

Fields that came after the form's first files are written only when they say something, so that the
digests of those files stand.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import enum
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from app.domain.event import Event
from app.domain.filing import CloseMessage, ConveyanceReport, Loading
from app.domain.shipment import (
    Conveyance,
    Dangerous,
    Equipment,
    GoodsLine,
    Party,
    Seal,
    Shipment,
    Value,
)

Tree = dict[str, object]

PICTURE = "scan_"
"""Beginning of the qualifiers of references to pictures, which are no part of what was declared."""

_LATER: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        Shipment: (
            "delivery", "notify", "broker", "carrier_code", "forwarder_code", "previous_ccn",
            "replaces_ccn", "movement", "service_option", "release_no", "port_of_destination",
            "place_of_loading", "place_of_acceptance", "volume_m3", "csa", "csa_full_load",
            "importer_bn", "exemptions", "special_process", "single_trip_bond", "document",
            "unit", "part_of", "references",
        ),
        Conveyance: (
            "vehicle", "plate", "plate_jurisdiction", "vin", "flight", "port_of_exit",
            "arrived_at", "document_mode", "csa", "iit",
        ),
        GoodsLine: (
            "marks", "dg_class", "packing_group", "value", "volume_m3", "split", "packages",
            "also_dangerous",
        ),
        Equipment: (
            "load", "sealing", "size_type", "plate", "plate_jurisdiction", "tare_kg",
            "exception_codes",
        ),
        Party: ("business_number",),
    }
)  # fmt: skip
"""Fields that are written only when they are not at their default, by class."""


def tree_of(shipments: Sequence[Shipment], *, schema: str, sent_at: dt.datetime) -> Tree:
    """Return the tree of one file: one conveyance and its shipments."""
    first = shipments[0]
    listing: Tree = {"total_shipments": len(shipments)}
    if first.list_id:
        listing["list_id"] = first.list_id
    return {
        **_head(first, schema=schema),
        "sent_at": moment_text(sent_at),
        "list": listing,
        "shipments": [_body(shipment) for shipment in shipments],
    }


def shipment_tree(shipment: Shipment, *, schema: str) -> Tree:
    """Return the tree of one shipment alone, without when and whence it came.

    The list that it stands on and the pictures that came with it are left out too.
    """
    declared = tuple(
        (qualifier, value)
        for qualifier, value in shipment.references
        if not qualifier.startswith(PICTURE)
    )
    if declared != shipment.references:
        shipment = dataclasses.replace(shipment, references=declared)
    return {**_head(shipment, schema=schema), "shipments": [_body(shipment)]}


def report_tree(report: ConveyanceReport) -> Tree:
    """Return what a carrier reports of a conveyance."""
    return {
        "conveyance": _conveyance(report.conveyance),
        "equipment": [_equipment(piece) for piece in report.equipment],
        "seals": list(report.seals),
        "cargo": list(report.cargo),
        "cargo_on": [{"equipment": on, "ccn": ccn} for on, ccn in report.cargo_on],
        "loaded": [_loading(loading) for loading in report.loaded],
    }


def close_tree(close: CloseMessage) -> Tree:
    """Return which house bills lie in a cargo."""
    return {"previous_ccn": close.previous_ccn, "house_bills": list(close.house_bills)}


def event_tree(event: Event) -> Tree:
    """Return what happened to a key."""
    return {
        "kind": event.kind.value,
        "key": event.key,
        "at": moment_text(event.at),
        **_filled(event, ("port", "sub_location", "other_key", "text")),
        **({"details": dict(event.details)} if event.details else {}),
    }


def moment_text(moment: dt.datetime) -> str:
    """Return a time in UTC with the letter Z."""
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _head(shipment: Shipment, *, schema: str) -> Tree:
    return {
        "schema": schema,
        "function": shipment.function.value,
        "version": shipment.version,
        "sample": shipment.sample,
        "conveyance": _conveyance(shipment.conveyance),
    }


def _conveyance(conveyance: Conveyance) -> Tree:
    return {
        "crn": conveyance.crn,
        "mode": conveyance.mode.value,
        "carrier_code": conveyance.carrier_code,
        "carrier_name": conveyance.carrier_name,
        "fpoa": conveyance.fpoa,
        "eta": moment_text(conveyance.eta) if conveyance.eta else None,
        "exception_codes": list(conveyance.exception_codes),
        "empty": conveyance.empty,
        **_later(conveyance),
    }


def _body(shipment: Shipment) -> Tree:
    value = shipment.value
    return {
        "shipment_id": shipment.shipment_id,
        "ccn": shipment.ccn,
        "hawb": shipment.hawb,
        "mawb": shipment.mawb,
        "clvs": shipment.clvs,
        "consolidated": shipment.consolidated,
        "house_bills": list(shipment.house_bills),
        "shipper": _party(shipment.shipper),
        "consignee": _party(shipment.consignee),
        "importer": _party(shipment.importer),
        "pieces": shipment.pieces,
        "weight_kg": _number(shipment.gross_kg),
        "value": value and {"amount": _number(value.amount), "currency": value.currency},
        "special_instructions": shipment.special_instructions,
        "sub_location": shipment.sub_location,
        "release_office": shipment.release_office,
        "lines": [_goods(line) for line in shipment.goods],
        "equipment": [_equipment(piece) for piece in shipment.equipment],
        **_later(shipment),
    }


def _goods(line: GoodsLine) -> Tree:
    return {
        "description": line.description,
        "hs": line.hs,
        "origin": line.origin,
        "quantity": line.quantity,
        "unit": line.unit,
        "weight_kg": _number(line.weight_kg),
        "un_number": line.un_number,
        "equipment": line.equipment,
        **_later(line),
    }


def _equipment(piece: Equipment) -> Tree:
    return {
        "kind": piece.kind,
        "number": piece.number,
        "seals": list(piece.seals),
        "empty": piece.empty,
        "position": piece.position,
        "length_ft": piece.length_ft,
        **_later(piece),
    }


def _party(party: Party | None) -> Tree | None:
    if party is None:
        return None
    return {
        "name": party.name,
        "address": list(party.address),
        "city": party.city,
        "region": party.region,
        "postcode": party.postcode,
        "country": party.country,
        **_later(party),
    }


def _loading(loading: Loading) -> Tree:
    names = [field.name for field in dataclasses.fields(loading)]
    return {"cargo": loading.cargo, **_filled(loading, names)}


def _later(whole: Any) -> Tree:
    """Return the later fields that are not at their default."""
    return _filled(whole, _LATER[type(whole)])


def _filled(whole: Any, names: Iterable[str]) -> Tree:
    defaults = {field.name: field.default for field in dataclasses.fields(whole)}
    return {
        name: _plain(getattr(whole, name))
        for name in names
        if getattr(whole, name) != defaults[name]
    }


def _plain(value: Any) -> object:
    """Return a value as JSON has it."""
    for kind, plain in _PLAIN.items():
        if isinstance(value, kind):
            return plain(value)
    return value


def _plain_tuple(values: tuple[Any, ...]) -> list[object]:
    return [_plain_pair(value) if isinstance(value, tuple) else _plain(value) for value in values]


def _plain_pair(pair: tuple[str, str | int]) -> Tree:
    """Return a reference, or the pieces of a line in one piece of equipment."""
    first, second = pair
    if isinstance(second, int):
        return {"equipment": first, "pieces": second}
    return {"qualifier": first, "value": second}


def _number(number: decimal.Decimal | None) -> float | int | None:
    """Return a JSON number that reads back equal in value."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


_PLAIN: Mapping[type, Any] = MappingProxyType(
    {
        enum.Enum: lambda word: word.value,
        decimal.Decimal: _number,
        dt.datetime: moment_text,
        Party: _party,
        Value: lambda value: {"amount": _number(value.amount), "currency": value.currency},
        Dangerous: lambda one: _filled(one, ("un_number", "dg_class", "packing_group")),
        Seal: lambda seal: _filled(seal, ("applied_by", "state")) | {"number": seal.number},
        tuple: _plain_tuple,
    }
)
