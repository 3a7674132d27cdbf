"""A filing around something that was noted here, by an officer at the desk."""

from __future__ import annotations

import datetime as dt
import hashlib

from app.domain.event import Event
from app.domain.filing import Filing, FilingKind, Origin, Via
from app.domain.shipment import Function

FORM = "noted"


def noted(event: Event, *, by: str, at: dt.datetime) -> Filing:
    """Return an event as the filing that an officer makes of it.

    Parameters
    ----------
    event
        What happened.
    by
        Account of the officer.
    at
        When it was noted.
    """
    return Filing(
        kind=FilingKind.EVENT,
        key=event.key,
        function=Function.ADD,
        body=event,
        origin=Origin("", "", 0, 0, 0, FORM),
        received_at=at,
        sent_at=at,
        sender=by,
        via=Via.DESK,
        digest=hashlib.sha256(f"{by}\n{event!r}".encode()).hexdigest(),
    )
