"""A cargo of which nothing came in but a line of a flight manifest.

Pieces, weight and description of the line are all that is known of it (shipment-data, 3.5). A scan
of such a cargo has to find something, and what it finds is told as no more than that: nothing is on
file under the number, so that nothing is accepted.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
from collections.abc import Collection, Iterable, Sequence

from app.domain.dossier import Trip
from app.domain.filing import ConveyanceReport, Filing, Loading
from app.domain.shipment import Function, GoodsLine, Shipment
from app.shipments.lifecycle.aboard import aboard
from app.shipments.lifecycle.ordering import in_order, moment_of


def from_trip(trip: Trip, names: Collection[str]) -> Shipment | None:
    """Return a cargo as the lines of a manifest have it; None when no line says anything of it.

    Parameters
    ----------
    names
        The numbers of the cargo, in comparable form.
    """
    lines = _lines(trip.report, names)
    return _shipment(trip.report, lines, trip.received_at) if lines else None


def naming(filings: Iterable[Filing], names: Collection[str]) -> int:
    """Return how many of some manifests have lines of a cargo: each is a version of it."""
    bodies = (filing.body for filing in filings)
    return sum(isinstance(body, ConveyanceReport) and bool(_lines(body, names)) for body in bodies)


def newest_line(filings: Iterable[Filing], names: Collection[str]) -> Shipment | None:
    """Return a cargo as the newest manifest that ever had a line of it says."""
    placed = in_order(filings)
    for filing in reversed(placed):
        if isinstance(filing.body, ConveyanceReport):
            lines = _lines(filing.body, names)
            if lines:
                found = _shipment(filing.body, lines, moment_of(filing))
                return dataclasses.replace(found, version=naming(placed, names))
    return None


def _shipment(
    report: ConveyanceReport, lines: Sequence[Loading], received_at: dt.datetime
) -> Shipment:
    first, pieces = lines[0], _pieces(lines)
    weights = [one.weight_kg for one in lines if one.weight_kg is not None]
    return Shipment(
        shipment_id=first.cargo,
        ccn=first.cargo,
        version=1,
        function=Function.ADD,
        received_at=received_at,
        conveyance=report.conveyance,
        goods=tuple(map(_goods, lines)),
        pieces=pieces,
        part_of=first.of if first.of != pieces else None,
        gross_kg=sum(weights, decimal.Decimal()) if len(weights) == len(lines) else None,
        mawb=first.cargo,
        consolidated=any("CONSOL" in one.description.upper() for one in lines),
        place_of_loading=first.origin,
        port_of_destination=first.destination,
        references=tuple(dict.fromkeys(("SPH", code) for one in lines for code in one.handling)),
    )


def _lines(report: ConveyanceReport, names: Collection[str]) -> list[Loading]:
    """Return what a report says of a cargo."""
    return list(filter(_says, aboard(report).lines_of(names)))


def _says(line: Loading) -> bool:
    """Whether a line says more than that the cargo is on board."""
    return line.pieces is not None or line.weight_kg is not None or bool(line.description)


def _pieces(lines: Sequence[Loading]) -> int | None:
    counts = [one.pieces for one in lines if one.pieces is not None]
    return sum(counts) if len(counts) == len(lines) else None


def _goods(line: Loading) -> GoodsLine:
    return GoodsLine(
        description=line.description,
        quantity=line.pieces,
        weight_kg=line.weight_kg,
        equipment=line.equipment,
    )
