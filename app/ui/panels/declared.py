"""What is declared for a scan: which shipment, how firmly it is linked, and both in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from app.domain.dossier import Dossier
from app.domain.identifiers import folded
from app.domain.scan import Scan
from app.domain.shipment import Conveyance, Shipment
from app.domain.words import phrase
from app.domain.work import Item, Link, LinkClass
from app.ui.i18n import tr
from app.ui.i18n.formats import kilograms, moment, number

EQUIPMENT_WORDS = {
    "trailer": phrase("Trailer"),
    "container": phrase("Container"),
    "railcar": phrase("Rail car"),
    "uld": phrase("ULD"),
    "package": phrase("Parcel"),
}
COUNTED_WORDS = {
    "trailer": phrase("{count} trailers"),
    "container": phrase("{count} containers"),
    "railcar": phrase("{count} rail cars"),
    "uld": phrase("{count} ULDs"),
    "package": phrase("{count} parcels"),
}
LINK_WORDS = {
    LinkClass.CONFIRMED: phrase("Confirmed"),
    LinkClass.STRONG: phrase("Strong"),
    LinkClass.PROBABLE: phrase("Probable"),
    LinkClass.WEAK: phrase("Weak"),
    LinkClass.CONFLICT: phrase("Conflict"),
    LinkClass.ORPHANED: phrase("Orphaned"),
    LinkClass.NONE: phrase("None"),
}
KEY_WORDS = {
    "CCN": phrase("CCN"),
    "CRN": phrase("CRN"),
    "CONTAINER": phrase("container"),
    "TRAILER": phrase("trailer"),
    "RAILCAR": phrase("rail car"),
    "ULD": phrase("ULD number"),
    "AWB": phrase("air waybill"),
    "HAWB": phrase("house waybill"),
    "PARCEL": phrase("parcel number"),
    "PLATE": phrase("licence plate"),
    "VIN": phrase("VIN"),
    "SEAL": phrase("seal"),
    "CHAIN": phrase("earlier number"),
    "MASTER": phrase("number of the master"),
    "IMAGE": phrase("image given twice"),
}
CIRCUMSTANCE_WORDS = {
    "TIME": phrase("time"),
    "PORT": phrase("port"),
    "CARRIER": phrase("carrier"),
    "FORWARDER": phrase("forwarder"),
    "SIZE": phrase("equipment type"),
    "LOAD": phrase("load"),
    "MODE": phrase("mode"),
}
"""Evidence that names nothing by itself."""


def shipment_of(item: Item, scan_id: str) -> Shipment | None:
    """Return the shipment that a scan shows, or the first one there is.

    Of a cargo and the house bills in it, all of them linked, it is the cargo: it has the trip. A
    record that was deleted is shown only where nothing took its place.
    """
    links = [link for link in item.links if link.scan_id == scan_id]
    live = {link.shipment_id for link in links if link.link_class not in _ENDED}
    linked = live or {link.shipment_id for link in links}
    shown = [one for one in item.shipments if one.shipment_id in linked] or list(item.shipments)
    held = {number for one in shown for number in (one.shipment_id, one.ccn) if number}
    outer = (one for one in shown if one.previous_ccn not in held)
    return next(outer, shown[0] if shown else None)


PREFIX = 3
"""Length of an airline's accounting prefix, with which its waybills begin."""
_ENDED = (LinkClass.ORPHANED, LinkClass.NONE)


def way_of(shipment: Shipment, dossier: Dossier | None) -> Conveyance:
    """Return what carries a shipment: a house bill rides on the trip of what it lies in."""
    trips = dossier.trips if dossier is not None else ()
    if shipment.conveyance.crn or shipment.conveyance.carrier_code or not trips:
        return shipment.conveyance
    return trips[-1].report.conveyance


def carrier_of(shipment: Shipment, way: Conveyance) -> str:
    """Return who carries a shipment: of an air waybill at least the airline's prefix."""
    named = " ".join(part for part in (way.carrier_name, way.carrier_code) if part)
    return named or shipment.mawb[:PREFIX]


def place_words(
    item: Item, scan: Scan, shipment: Shipment | None, dossier: Dossier | None = None
) -> str:
    """Return which piece of the declared equipment a scan shows, else which scan of the item.

    A house bill names no equipment: it lies in what its trip brings.
    """
    declared = shipment.equipment if shipment is not None else ()
    if not declared and dossier is not None and dossier.trips:
        declared = dossier.trips[-1].report.equipment
    pieces = [piece for piece in declared if piece.kind in EQUIPMENT_WORDS]
    named = [folded(piece.number) for piece in pieces]
    number = folded(scan.object_id)
    kind = pieces[named.index(number)].kind if number in named else ""
    at, count = item.scans.index(scan) + 1, len(item.scans)
    if kind and len(pieces) >= count:
        at, count = named.index(number) + 1, len(pieces)
    place = tr("{number} of {count}", number=at, count=count)
    title = tr(EQUIPMENT_WORDS[kind]) if kind else tr("Scan")
    return f"{title} {place}, {scan.object_id}" if scan.object_id else f"{title} {place}"


def link_of(item: Item, scan: Scan, shipment: Shipment | None) -> Link | None:
    """Return what ties a scan to a shipment, as last proposed or confirmed; None when nothing."""
    if shipment is None:
        return None
    found = [
        link
        for link in item.links
        if link.scan_id == scan.scan_id and link.shipment_id == shipment.shipment_id
    ]
    return found[-1] if found else None


def sums(shipment: Shipment) -> list[str]:
    """Return pieces, mass, units and emptiness as declared, each in words."""
    parts = []
    if shipment.pieces is not None:
        one = shipment.pieces == 1
        parts.append(tr("1 piece") if one else tr("{count} pieces", count=number(shipment.pieces)))
    if shipment.gross_kg is not None:
        parts.append(kilograms(float(shipment.gross_kg)))
    if len(shipment.equipment) > 1 and shipment.equipment[0].kind in COUNTED_WORDS:
        kind = shipment.equipment[0].kind
        parts.append(tr(COUNTED_WORDS[kind], count=len(shipment.equipment)))
    if any(one.empty for one in shipment.equipment):
        parts.append(tr("declared empty"))
    return parts


def link_words(link: Link, fits: Callable[[str], bool]) -> str:
    """Return class and keys: all, or the first and how many more, or none, as there is room."""
    equal = [
        tr(KEY_WORDS[one.key])
        for one in link.evidence
        if one.outcome == "equal" and one.key in KEY_WORDS
    ]
    title = tr(LINK_WORDS[link.link_class])
    if not equal:
        return title
    # An earlier number leads: nothing else in the panel says why the scan belongs here.
    first, *more = sorted(dict.fromkeys(equal), key=lambda one: one != tr(KEY_WORDS["CHAIN"]))
    shorter = f"{first} + {len(more)}" if more else first
    told = (
        tr("{link}: {keys}", link=title, keys=one) for one in (", ".join((first, *more)), shorter)
    )
    return next((one for one in told if fits(one)), title)


def evidence_words(link: Link) -> str:
    """Return what was read and what was declared, a line for each key."""
    lines = [
        tr(
            "{key}: read {read}, declared {declared}",
            key=key_words(one.key),
            read=value_words(one.key, one.read),
            declared=value_words(one.key, one.declared),
        )
        for one in link.evidence
    ]
    return "\n".join(lines)


def key_words(key: str) -> str:
    """Return what a line of evidence is about."""
    return tr(KEY_WORDS.get(key) or CIRCUMSTANCE_WORDS.get(key) or key)


def value_words(key: str, value: str) -> str:
    """Return one side of a line of evidence, times as they are told elsewhere."""
    if key == "TIME" and value:
        return moment(dt.datetime.fromisoformat(value))
    return value or "—"
