"""I20: data that came in with too little time before arrival to look at it."""

from __future__ import annotations

from app.domain.rule import Need
from app.domain.words import say
from app.shipments.discrepancies.outcome import Fires, Lacks, Outcomes
from app.shipments.discrepancies.sides import Sides
from app.shipments.tables import Tables


def too_late(sides: Sides) -> Outcomes:
    """Compare the time between receipt and arrival with the mode's time frame.

    The two clocks of paragraphs 87 and 89 and all exceptions are the rules' (R050 to R054), which
    tell the officer; here it is the reason code that they suggest.
    """
    for shipment in sides.shipments:
        eta = shipment.conveyance.eta
        limit = _frame(sides.tables, shipment.conveyance.mode.value)
        if eta is None:
            yield Lacks(Need.ARRIVAL)
        elif limit is None:
            yield Lacks(Need.TIME_FRAME)
        else:
            minutes = (eta - shipment.received_at).total_seconds() / 60.0
            if minutes < limit:
                sentence = say(
                    "Data came {minutes} min before arrival, not {limit}.",
                    minutes=int(minutes),
                    limit=limit,
                )
                yield Fires(sentence, minutes, 0.0, "min", shipment.shipment_id)
    if not sides.shipments:
        yield Lacks(Need.SHIPMENT)


def _frame(tables: Tables | None, mode: str) -> int | None:
    """Return the minutes of a mode's time frame; None where the local table has none."""
    entry = None if tables is None else tables.look_up("time_frames", mode)
    text = "" if entry is None else entry.details.get("minutes", "")
    return int(text) if text.isdigit() else None
