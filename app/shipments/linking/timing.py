"""Times of a scan that cannot be right (L12): said with their source, never silently corrected."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence

from app.domain.dossier import Dossier
from app.domain.event import EventKind
from app.domain.notice import Severity
from app.domain.scan import Scan
from app.domain.shipment import Shipment
from app.domain.words import Sentence, say
from app.shipments.linking.windows import aware

CLOCK_MOST = dt.timedelta(hours=24)
"""How far the scanner's clock and the time of its file may lie apart (shipment-data, L12)."""
_SLACK = dt.timedelta(minutes=5)
"""How far two good clocks may lie apart."""


@dataclasses.dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that does not fit."""

    name: str
    severity: Severity
    sentence: Sentence


def clock_doubts(
    scan: Scan,
    received_at: dt.datetime,
    shipments: Sequence[Shipment],
    dossiers: Sequence[Dossier],
) -> Iterator[Doubt]:
    """Yield what speaks against the time that the scanner's clock gave.

    Parameters
    ----------
    scan
        The scan; without a time there is nothing to doubt.
    received_at
        When it came in here.
    shipments
        What it is linked to.
    dossiers
        What is on file about these.
    """
    if scan.taken_at is None:
        return
    taken = aware(scan.taken_at)
    told = {"taken": _text(taken)}
    if taken > aware(received_at) + _SLACK:
        sentence = say(
            "The scanner's clock says {taken}, and the scan came in here before that, at {time}.",
            time=_text(received_at),
            **told,
        )
        yield Doubt("received", Severity.WARNING, sentence)
    yield from _against_file(scan, taken)
    arrivals = [a for a in (_arrival(s, dossiers) for s in shipments) if a is not None]
    if arrivals and taken > max(arrivals):
        sentence = say(
            "The scanner's clock says {taken}, after the arrival at {time}.",
            time=_text(max(arrivals)),
            **told,
        )
        yield Doubt("arrival", Severity.WARNING, sentence)
    closed = _sealed(dossiers)
    if closed is not None and taken < closed:
        sentence = say(
            "The scanner's clock says {taken}, before the equipment was sealed at {time}: "
            "goods may have been loaded after the scan.",
            time=_text(closed),
            **told,
        )
        yield Doubt("sealed", Severity.WARNING, sentence)


def _against_file(scan: Scan, taken: dt.datetime) -> Iterator[Doubt]:
    """Compare with the time of the file: a later one may be a copy, an earlier one is a clock."""
    written = [aware(file.written_at) for file in scan.files if file.written_at is not None]
    if not written or abs(min(written) - taken) <= CLOCK_MOST:
        return
    first = min(written)
    sentence = say(
        "The scanner's clock says {taken}, its file was written at {time}: more than a day apart.",
        taken=_text(taken),
        time=_text(first),
    )
    yield Doubt("file", Severity.WARNING if taken > first else Severity.NOTE, sentence)


def _arrival(shipment: Shipment, dossiers: Sequence[Dossier]) -> dt.datetime | None:
    known = [d.arrived_at for d in dossiers if d.key == shipment.shipment_id and d.arrived_at]
    told = known[0] if known else shipment.conveyance.arrived_at or shipment.conveyance.eta
    return None if told is None else aware(told)


def _sealed(dossiers: Sequence[Dossier]) -> dt.datetime | None:
    """Return when a seal was first put on, None when nobody told; before it, goods could be added.

    A seal that CBSA put on later, after an opening, says nothing about the loading (¶98).
    """
    times = [
        aware(event.at)
        for dossier in dossiers
        for event in dossier.events
        if event.kind is EventKind.SEALED and event.details.get("by", "") in ("carrier", "shipper")
    ]
    return min(times, default=None)


def _text(moment: dt.datetime) -> str:
    return f"{aware(moment).astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
