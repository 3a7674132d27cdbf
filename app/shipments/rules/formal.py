"""What a record shows by itself that the authority's systems would reject it for (¶144).

A sender is told of it at once, beside the batch; all other rules need what is on record around.
"""

from __future__ import annotations

import datetime as dt

from app.domain.notice import Notice
from app.domain.shipment import Shipment
from app.domain.work import Item, ItemState
from app.shipments.rules.case import Case
from app.shipments.rules.examine import standing
from app.shipments.rules.table import RULES
from app.shipments.tables import Tables

FORMAL = ("R001", "R002", "R003", "R024", "R102")
"""Number of the cargo and of the conveyance, movement and service option, sub-location."""
_ROWS = tuple(row for row in RULES if row.rule in FORMAL)


def formal_faults(shipment: Shipment, tables: Tables, now: dt.datetime) -> tuple[Notice, ...]:
    """Return what the formal rules say of one record alone.

    Parameters
    ----------
    shipment
        As it was declared.
    tables
        Code tables in force.
    now
        With zone.
    """
    case = Case(_bare(shipment, now), now, tables=tables)
    return tuple(notice for row in _ROWS for notice in standing(row, case).notices)


def _bare(shipment: Shipment, now: dt.datetime) -> Item:
    """Return an item that holds a shipment and nothing else."""
    return Item(
        item_id="",
        state=ItemState.WAITING,
        scans=(),
        shipments=(shipment,),
        links=(),
        reports=(),
        marks=(),
        verdicts={},
        acknowledged=(),
        viewed=(),
        draft=None,
        decisions=(),
        lease=None,
        received_at=now,
    )
