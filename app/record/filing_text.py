"""Filings to JSON and back, fields at their default left out: there are millions of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from app.domain.event import Event
from app.domain.filing import (
    Body,
    CloseMessage,
    ConveyanceReport,
    Filing,
    FilingKind,
    Response,
)
from app.domain.shipment import Shipment
from app.record.coding import canonical, digest, short, value_of
from app.shipments.lifecycle import ARRIVAL, filing_of

_BODIES: Mapping[FilingKind, type[Any]] = MappingProxyType(
    {
        FilingKind.CARGO: Shipment,
        FilingKind.HOUSE_BILL: Shipment,
        FilingKind.COURIER: Shipment,
        FilingKind.CONVEYANCE: ConveyanceReport,
        FilingKind.CLOSE: CloseMessage,
        FilingKind.EVENT: Event,
        FilingKind.RESPONSE: Response,
    }
)
_NO_SPOTS: Mapping[str, Any] = MappingProxyType({})


def tree_of(filing: Filing) -> dict[str, Any]:
    """Return a filing as plain values.

    Spots are left out: they are found again in the kept original, which `origin` names.
    """
    bare = dataclasses.replace(filing, body=None, spots=_NO_SPOTS)
    tree = short(bare)
    tree.pop("body", None)
    return tree if filing.body is None else tree | {"body": short(filing.body)}


def identity_of(tree: Mapping[str, Any]) -> str:
    """Return what two copies of one transmission share, whenever and wherever they came in."""
    parts = [tree.get(name, "") for name in ("digest", "kind", "key", "function")]
    said = tree.get("body")
    if said is not None:
        said = {name: value for name, value in said.items() if name not in ARRIVAL}
    return digest(canonical([*parts, said]))


def filing_from(payload: Mapping[str, Any]) -> Filing:
    """Build a filing from what a line says.

    A line of before there were filings holds a shipment: what was declared then counts as filed.
    """
    if "shipment" in payload:
        return filing_of(value_of(payload["shipment"], Shipment))
    tree = dict(payload)
    said = tree.pop("body", None)
    filing = value_of({**tree, "body": None}, Filing)
    body: Body | None = None if said is None else value_of(said, _BODIES[filing.kind])
    return dataclasses.replace(filing, body=body)
