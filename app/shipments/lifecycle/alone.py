"""A conveyance that carries no cargo report: empty, exempt, or lacking what it should have.

Such a truck is scanned like any other (D3-4-2, paragraphs 4, 102 and 104), so that its own report
is what a scan of it is linked to and compared with.
"""

from __future__ import annotations

import datetime as dt
from typing import TypeGuard

from app.domain.filing import Body, ConveyanceReport
from app.domain.shipment import Function, Shipment
from app.shipments.lifecycle.numbers import Part, carried
from app.shipments.lifecycle.shelf import Shelf
from app.shipments.lifecycle.touched import GOODS


def names_none(body: Body | None) -> TypeGuard[ConveyanceReport]:
    """Whether a report names no cargo."""
    return isinstance(body, ConveyanceReport) and not carried(body)


def named_by_none(shelf: Shelf, crn: str) -> bool:
    """Whether no cargo says that it is on a conveyance."""
    return not shelf.find(Part.TRIP, (crn,), *GOODS)


def as_shipment(crn: str, report: ConveyanceReport, received_at: dt.datetime) -> Shipment:
    """Return a conveyance without cargo as what a scan of it shows: equipment and no goods."""
    return Shipment(
        shipment_id=crn,
        ccn="",
        version=1,
        function=Function.ADD,
        received_at=received_at,
        conveyance=report.conveyance,
        equipment=report.equipment,
        carrier_code=report.conveyance.carrier_code,
    )
