"""I18: places that do not fit together: where goods come from, are loaded, leave and are bound."""

from __future__ import annotations

import re

from app.domain.notice import Severity
from app.domain.rule import Need
from app.domain.shipment import Movement, Shipment
from app.domain.words import say
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides
from app.shipments.tables import Tables

_HERE = "CA"
_ABROAD = (Movement.IMPORT, Movement.IN_BOND, Movement.IN_TRANSIT)


def route_doubts(sides: Sides) -> Outcomes:
    """Tell of origins that are no country, and of imports that are loaded in Canada.

    Countries are told by UN/LOCODE (two letters of the country, three of the place) and by
    Canadian airports; a place in another form cannot be checked.
    """
    if sides.tables is None or not sides.shipments:
        yield Lacks(Need.PLACES if sides.shipments else Need.SHIPMENT)
        return
    for shipment in sides.shipments:
        yield from _origins(shipment, sides.tables)
        yield from _loaded_here(shipment, sides.tables)


def _origins(shipment: Shipment, tables: Tables) -> Outcomes:
    codes = sorted({line.origin.strip().upper() for line in shipment.goods} - {""})
    if not codes:
        yield Lacks(Need.ORIGIN)
    unknown = [code for code in codes if tables.look_up("countries", code) is None]
    if unknown and tables.complete("countries"):
        yield Fires(
            say("Origin {codes} is no country.", codes=", ".join(unknown)),
            len(unknown),
            0.0,
            "codes",
            f"{shipment.shipment_id} origin",
            Severity.NOTE,
        )


def _loaded_here(shipment: Shipment, tables: Tables) -> Outcomes:
    places = [shipment.place_of_loading, shipment.conveyance.port_of_exit]
    told = [(place, country_of(place, tables)) for place in places if place.strip()]
    if not any(country for _, country in told):
        yield Lacks(Need.PLACES)
    here = [place for place, country in told if country == _HERE]
    foreign = shipment.movement in _ABROAD and _from_abroad(shipment)
    if here and foreign:
        yield Fires(
            say(
                "Bound for Canada from {origin}, and loaded in Canada ({place}).",
                origin=shipment.shipper.country if shipment.shipper else "?",
                place=", ".join(here),
            ),
            len(here),
            0.0,
            "places",
            f"{shipment.shipment_id} loading",
            Severity.NOTE,
        )


def _from_abroad(shipment: Shipment) -> bool:
    return shipment.shipper is not None and shipment.shipper.country.upper() not in ("", _HERE)


def country_of(place: str, tables: Tables) -> str:
    """Return the country of a place, two letters; empty where it cannot be told."""
    text = place.strip().upper()
    if re.fullmatch(r"[A-Z]{2} ?[A-Z2-9]{3}", text):
        return text[:2] if tables.look_up("countries", text[:2]) is not None else ""
    if re.fullmatch(r"[A-Z]{3}", text) and tables.look_up("airports", text) is not None:
        return _HERE
    return ""
