"""What other units said of what carries goods: their conveyance, their equipment, their waybill.

A target is set on a trailer or a trip as often as on a cargo, and whoever sets it need not know the
cargo (mission T-06). It stands on all that is carried, and moves none of it.
"""

from __future__ import annotations

from collections.abc import Collection

from app.domain.event import EventKind
from app.domain.filing import Filing, FilingKind
from app.domain.identifiers import folded
from app.domain.shipment import Shipment
from app.shipments.lifecycle.forms import number_form
from app.shipments.lifecycle.numbers import Part
from app.shipments.lifecycle.shelf import Shelf

SAID = frozenset(
    {
        EventKind.TARGETED,
        EventKind.TARGET_LIFTED,
        EventKind.HELD,
        EventKind.HOLD_CANCELLED,
        EventKind.EXAMINATION_REFERRED,
        EventKind.DETAIN_AT_DESTINATION,
        EventKind.REQUEST_OPENED,
        EventKind.REQUEST_ANSWERED,
        EventKind.INCIDENT,
    }
)
"""What is said of a carrier and holds for all that it carries."""


def carriers_of(shipment: Shipment) -> frozenset[str]:
    """Return the numbers of what carries a shipment, in comparable form."""
    numbers = (
        shipment.conveyance.crn,
        shipment.mawb,
        *(piece.number for piece in shipment.equipment),
    )
    forms = {form for number in numbers for form in (number_form(number), folded(number))}
    return frozenset(forms - {""})


def said_of_carriers(
    shelf: Shelf, shipment: Shipment | None, names: Collection[str]
) -> list[Filing]:
    """Return what was said of what carries a shipment.

    Parameters
    ----------
    names
        The shipment's own numbers, in comparable form.
    """
    if shipment is None:
        return []
    numbers = carriers_of(shipment).difference(names)
    found = shelf.find(Part.KEY, sorted(numbers), FilingKind.EVENT)
    return [filing for filing in found if getattr(filing.body, "kind", None) in SAID]
