"""One shipment out of several records: the cargo's own, its newest trip's, its house bills'.

Nothing is merged from older versions (D3-4-2, paragraph 150): each record speaks for itself in the
version that is in force.
"""

from __future__ import annotations

import dataclasses
import decimal
from collections.abc import Collection, Iterable

from app.domain.dossier import HouseBill, Trip
from app.domain.filing import ConveyanceReport
from app.domain.identifiers import folded
from app.domain.shipment import Conveyance, Equipment, Function, Load, Mode, Shipment
from app.shipments.json_form import shipment_digest
from app.shipments.lifecycle.aboard import aboard


def assembled(
    shipment: Shipment, trip: Trip | None, bills: Iterable[HouseBill], names: Collection[str]
) -> Shipment:
    """Return a shipment with what its conveyance and its house bills add.

    Parameters
    ----------
    shipment
        As its own record has it.
    trip
        The newest that carries it.
    bills
        That lie directly in it.
    names
        Its numbers, in comparable form.
    """
    whole = shipment
    if trip is not None:
        report = trip.report
        whole = dataclasses.replace(
            whole,
            conveyance=_conveyance(whole.conveyance, report.conveyance),
            equipment=_equipment(whole, report, names),
        )
        whole = _split(whole, report, names)
    numbers = dict.fromkeys((*whole.house_bills, *(bill.key for bill in bills)))
    if len(numbers) != len(whole.house_bills):
        whole = dataclasses.replace(whole, house_bills=tuple(numbers))
    return whole


def _split(shipment: Shipment, report: ConveyanceReport, names: Collection[str]) -> Shipment:
    """Return the part of a split shipment that lies on this conveyance (L16).

    Only what the manifest calls a part is one: pieces and weight are then those that are here, and
    `part_of` is the number of all.
    """
    parts = [one for one in aboard(report).lines_of(names) if one.of]
    pieces = [one.pieces for one in parts if one.pieces is not None]
    weights = [one.weight_kg for one in parts if one.weight_kg is not None]
    if not parts or len(pieces) < len(parts) or sum(pieces) == parts[0].of:
        return shipment
    weighed = len(weights) == len(parts)
    return dataclasses.replace(
        shipment,
        pieces=sum(pieces),
        part_of=parts[0].of,
        gross_kg=sum(weights, decimal.Decimal()) if weighed else None,
    )


def stamped(shipment: Shipment, before: Shipment, *, version: int, function: Function) -> Shipment:
    """Return a shipment with its version and function, and the digest of all it says.

    What was read and not added to keeps the digest that it was read with.
    """
    number = max(version, shipment.version)
    stated = dataclasses.replace(shipment, version=number, function=function)
    if stated == before and before.sha256:
        return before
    return dataclasses.replace(stated, sha256=shipment_digest(stated))


def _conveyance(own: Conveyance, reported: Conveyance) -> Conveyance:
    """Return the conveyance as its own report has it; what only the cargo says of it fills gaps."""
    gaps = {
        name: getattr(own, name)
        for name in ("crn", "carrier_code", "carrier_name", "fpoa", "eta", "flight", "vehicle")
        if not getattr(reported, name)
    }
    return dataclasses.replace(reported, **gaps) if any(gaps.values()) else reported


def _equipment(
    shipment: Shipment, report: ConveyanceReport, names: Collection[str]
) -> tuple[Equipment, ...]:
    """Return the equipment that holds a cargo, with all that is said of it."""
    told = {folded(piece.number): piece for piece in report.equipment}
    if shipment.equipment:
        return tuple(_filled(piece, told.get(folded(piece.number))) for piece in shipment.equipment)
    on = set(map(folded, aboard(report).holding(names)))
    if on:
        return tuple(piece for number, piece in told.items() if number in on)
    return _may_hold(report)


def _may_hold(report: ConveyanceReport) -> tuple[Equipment, ...]:
    """Return what may hold a cargo of which nobody says where it lies.

    A tractor pulls few trailers, and all of them are looked at (¶115). A train's cars are many:
    there nothing is guessed, unless the train carries this cargo alone.
    """
    alone = len(aboard(report).cargo) == 1
    if report.conveyance.mode is not Mode.HIGHWAY and not alone:
        return ()
    holding = ("trailer", "container", "railcar", "uld")
    return tuple(piece for piece in report.equipment if piece.kind in holding and not piece.empty)


def _filled(piece: Equipment, told: Equipment | None) -> Equipment:
    """Return a piece with what only the conveyance says of it."""
    if told is None or told == piece:
        return piece
    blank = Equipment(piece.kind, piece.number)
    lacking = {
        field.name: getattr(told, field.name)
        for field in dataclasses.fields(Equipment)
        if getattr(piece, field.name) == getattr(blank, field.name)
    }
    seals = tuple(dict.fromkeys((*piece.seals, *told.seals)))
    load = told.load if piece.load is Load.UNKNOWN else piece.load
    return dataclasses.replace(piece, **(lacking | {"seals": seals, "load": load}))
