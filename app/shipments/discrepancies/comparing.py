"""Declared against seen, row by row, as the officer reads it."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.notice import Comparison
from app.domain.work import Item
from app.shipments.discrepancies.counting import pieces_row
from app.shipments.discrepancies.equipment import length_row
from app.shipments.discrepancies.goods import line_rows
from app.shipments.discrepancies.inside import inside_rows
from app.shipments.discrepancies.load import load_row
from app.shipments.discrepancies.mass import mass_row
from app.shipments.discrepancies.material import material_row
from app.shipments.discrepancies.sides import Sides
from app.shipments.discrepancies.tares import TARES, Tare
from app.shipments.seen import Seen


def compare(
    item: Item, seen: Seen | None, *, tares: Mapping[str, Tare] = TARES
) -> tuple[Comparison, ...]:
    """Return the rows of declared against seen; none without shipment data.

    Mass, pieces, material, load and length always have a row. The mass of a line, what is free
    inside, and what is left in a tank, only where it does not fit.

    Parameters
    ----------
    item
        The item with its scans and the newest shipments.
    seen
        What was measured in all its scans together, None when nothing was.
    tares
        Assumed empty masses by kind of equipment.
    """
    if not item.shipments:
        return ()
    sides = Sides(item, seen, tares=tares)
    rows = (pieces_row, material_row, load_row, length_row)
    told = (mass_row(sides), *(row(sides) for row in rows))
    return (*told, *line_rows(sides), *inside_rows(sides))
