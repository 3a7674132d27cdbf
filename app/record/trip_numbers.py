"""Numbers of cargo that are a conveyance's as well (D3-4-2, ¶16): a barcode can mean either."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Connection, and_, or_, select

from app.domain.filing import FilingKind
from app.domain.shipment import Function
from app.record.coding import time_text
from app.record.filing_tables import FILING, MENTION
from app.record.parts import parts_of
from app.shipments.lifecycle import Part, number_form

LIVE = dt.timedelta(days=90)
"""How long after it was last sent a conveyance's number is live, as a cargo's is (¶153)."""


def trips_called(
    connection: Connection, numbers: Iterable[str], now: dt.datetime
) -> dict[str, tuple[str, ...]]:
    """Return those numbers of cargo that a live conveyance has too.

    Parameters
    ----------
    connection
        To the record.
    numbers
        Of cargo, as written.
    now
        Time with zone.

    Returns
    -------
    dict
        By number: the other cargo that says that it is on that conveyance. None is named where
        only the conveyance's own report has the number.
    """
    written = {number_form(number): number for number in numbers if number}
    columns = (MENTION.c.part, MENTION.c.number, FILING.c.key, FILING.c.function)
    own = and_(MENTION.c.part == Part.KEY.value, FILING.c.kind == FilingKind.CONVEYANCE.value)
    quoted = and_(MENTION.c.part == Part.TRIP.value, FILING.c.key != MENTION.c.number)
    query = (
        select(*columns)
        .join(FILING, FILING.c.seq == MENTION.c.seq)
        .where(or_(own, quoted), FILING.c.received_at >= time_text(now - LIVE))
        .order_by(FILING.c.received_at, FILING.c.seq)
    )
    # The newest transmission of a record says whether it is there still.
    newest: dict[tuple[str, str, str], str] = {}
    for part in parts_of(sorted(written)):
        for row in connection.execute(query.where(MENTION.c.number.in_(part))):
            newest[row.number, row.part, row.key] = row.function
    found: dict[str, list[str]] = {}
    for (number, part, key), function in newest.items():
        if function != Function.DELETE.value:
            aboard = found.setdefault(written[number], [])
            aboard.extend([key] if part == Part.TRIP.value else [])
    return {number: tuple(sorted(aboard)) for number, aboard in found.items()}
