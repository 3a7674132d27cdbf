"""Where an exam would be made: what the referral form offers first."""

from __future__ import annotations

from app.domain.shipment import Movement, Shipment
from app.ui.tables_like import TablesLike

IN_BOND_AFTER_ALL = "R072"
"""Rule that says that a release failed, and goods may go in bond to the place that is named."""
_INLAND = (Movement.IN_BOND, Movement.IN_TRANSIT, Movement.EXPORT)


def offered_place(shipment: Shipment, tables: TablesLike | None, *, in_bond: bool) -> str:
    """Return port and warehouse of an exam, as ``0351, 3127``.

    At the first port of arrival only a frontier examining warehouse of that very port is offered
    (D3-4-2, paragraphs 51 and 140); inland the warehouse that was declared, with its own port.
    A warehouse that no table knows is offered as it was declared.

    Parameters
    ----------
    shipment
        What would be examined.
    tables
        Code tables, of which ``sub_locations`` says port and kind of a warehouse.
    in_bond
        True when the goods go inland because their release failed (paragraphs 46 and 74).
    """
    arrival, warehouse = shipment.conveyance.fpoa, shipment.sub_location
    entry = tables.look_up("sub_locations", warehouse) if tables is not None and warehouse else None
    port = entry.details.get("port", "") if entry is not None else ""
    if entry is None or not port:
        return _written(shipment.release_office or arrival, warehouse)
    inland = in_bond or shipment.movement in _INLAND
    at_border = port == arrival and entry.details.get("type") == "frontier_examining"
    return _written(port, warehouse) if inland or at_border else arrival


def _written(port: str, warehouse: str) -> str:
    return ", ".join(part for part in (port, warehouse) if part)
