"""Amendments on paper after arrival: form BSF673 (D3-4-2, paragraphs 155 to 157)."""

from __future__ import annotations

import dataclasses
import decimal
from collections.abc import Iterable
from typing import Any

from app.domain.event import Event, EventKind
from app.domain.shipment import Shipment

_TEXTS = (
    *("previous_ccn", "sub_location", "release_office", "importer_bn", "port_of_destination"),
    *("unit", "special_instructions", "hawb", "mawb"),
)
_YES_OR_NO = ("csa", "consolidated", "clvs")
_WORDS = {"yes": True, "true": True, "no": False, "false": False}


def amended(shipment: Shipment, events: Iterable[Event]) -> Shipment:
    """Return a shipment as papers amended it; what a form says of other elements stays an event.

    Parameters
    ----------
    shipment
        As it was transmitted.
    events
        Oldest first: the last form counts.
    """
    values: dict[str, Any] = {}
    for event in events:
        if event.kind is EventKind.BSF673:
            values |= _value(event.details.get("element", ""), event.details.get("value", ""))
    return dataclasses.replace(shipment, **values) if values else shipment


def amends(event: Event) -> bool:
    """Whether a form sets anything that is known here."""
    return bool(_value(event.details.get("element", ""), event.details.get("value", "")))


def _value(element: str, text: str) -> dict[str, Any]:
    """Return the field that a form sets; nothing when it is none of ours or no value for it."""
    if element in _TEXTS:
        return {element: text.strip()}
    if element in _YES_OR_NO and text.lower() in _WORDS:
        return {element: _WORDS[text.lower()]}
    if element == "pieces" and text.isdecimal():
        return {element: int(text)}
    return {element: _mass(text)} if element == "gross_kg" and _mass(text) is not None else {}


def _mass(text: str) -> decimal.Decimal | None:
    try:
        mass = decimal.Decimal(text)
    except decimal.InvalidOperation:
        return None
    return mass if mass.is_finite() and mass >= 0 else None
