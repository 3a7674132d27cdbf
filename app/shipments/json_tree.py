"""Shipments as the JSON tree of their form: what is written, and what is digested."""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Sequence

from app.domain.shipment import Conveyance, Equipment, GoodsLine, Party, Shipment

Tree = dict[str, object]


def tree_of(shipments: Sequence[Shipment], *, schema: str, sent_at: dt.datetime) -> Tree:
    """Return the tree of one file: one conveyance and its shipments."""
    first = shipments[0]
    return {
        **_head(first, schema=schema),
        "sent_at": _moment(sent_at),
        "list": {"total_shipments": len(shipments)},
        "shipments": [_body(shipment) for shipment in shipments],
    }


def shipment_tree(shipment: Shipment, *, schema: str) -> Tree:
    """Return the tree of one shipment alone, without when and whence it came."""
    return {**_head(shipment, schema=schema), "shipments": [_body(shipment)]}


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
        "eta": _moment(conveyance.eta) if conveyance.eta else None,
        "exception_codes": list(conveyance.exception_codes),
        "empty": conveyance.empty,
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
    }


def _equipment(piece: Equipment) -> Tree:
    return {
        "kind": piece.kind,
        "number": piece.number,
        "seals": list(piece.seals),
        "empty": piece.empty,
        "position": piece.position,
        "length_ft": piece.length_ft,
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
    }


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _number(number: decimal.Decimal | None) -> float | int | None:
    """Return a JSON number that reads back equal in value."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)
