"""The numbers that a filing names, by the part they play in it."""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
from collections.abc import Iterable, Iterator

from app.domain.event import Event
from app.domain.filing import CloseMessage, ConveyanceReport, Filing, FilingKind, Response
from app.domain.shipment import Shipment
from app.shipments.lifecycle.aboard import aboard
from app.shipments.lifecycle.forms import number_form
from app.shipments.lifecycle.ordering import moment_of


class Part(enum.StrEnum):
    """How a filing names a number."""

    KEY = "key"
    """It is a filing of this number."""
    ALIAS = "alias"
    """It is another number of the same record."""
    CARGO = "cargo"
    """A conveyance carries it."""
    PREVIOUS = "previous"
    """A house bill or a close message stands under it."""
    BILL = "bill"
    """It stands under the key."""
    OTHER = "other"
    """An event ties it to the key."""
    REPLACES = "replaces"
    """The key takes its place."""
    TRIP = "trip"
    """A cargo says that this conveyance carries it."""
    QUOTED = "quoted"
    """A response of this day answers this control number."""
    SENT = "sent"
    """It is the day and control number of the filing, with or without the outermost one."""
    LIKE = "like"
    """Digest of what makes two filings look like one cargo."""


Named = tuple[Part, str]
"""How it is named, and the number in its comparable form."""


def named_by(filing: Filing) -> tuple[Named, ...]:
    """Return every number that ties a filing to others, each once."""
    found = ((part, form_of(part, text)) for part, text in _named(filing) if text.strip())
    return tuple(dict.fromkeys(found))


def form_of(part: Part, text: str) -> str:
    """Return the comparable form of a number that is named in some way."""
    return text if part in (Part.SENT, Part.QUOTED, Part.LIKE) else number_form(text)


def _named(filing: Filing) -> Iterator[tuple[Part, str]]:
    body = filing.body
    if not isinstance(body, Response):
        yield Part.KEY, filing.key
    if isinstance(body, Shipment):
        yield from _of_shipment(body, filing)
    elif isinstance(body, ConveyanceReport):
        yield from ((Part.CARGO, number) for number in carried(body))
    elif isinstance(body, CloseMessage):
        yield Part.PREVIOUS, body.previous_ccn
        yield from ((Part.BILL, number) for number in body.house_bills)
    elif isinstance(body, Event):
        yield Part.OTHER, body.other_key
    elif isinstance(body, Response):
        yield Part.KEY, body.key
        if body.control:
            yield Part.QUOTED, on_day(moment_of(filing), body.control)
        return
    day = moment_of(filing)
    yield from ((Part.SENT, on_day(day, form)) for form in control_forms(filing.control) if form)


def _of_shipment(shipment: Shipment, filing: Filing) -> Iterator[tuple[Part, str]]:
    for number in aliases(filing):
        yield Part.ALIAS, number
    yield Part.TRIP, shipment.conveyance.crn
    yield Part.PREVIOUS, shipment.previous_ccn
    yield Part.REPLACES, shipment.replaces_ccn
    for number in shipment.house_bills:
        yield Part.BILL, number
    yield Part.LIKE, likeness(filing)


def carried(report: ConveyanceReport) -> tuple[str, ...]:
    """Return every cargo that a report says is on board, as it is written there."""
    return aboard(report).cargo


def aliases(filing: Filing) -> tuple[str, ...]:
    """Return the other numbers of the record that a filing is of.

    A house bill may carry the number of the cargo that it lies in, which is another record.
    """
    body = filing.body
    if not isinstance(body, Shipment) or filing.kind is FilingKind.HOUSE_BILL:
        return ()
    own = number_form(filing.key)
    others = map(number_form, (body.shipment_id, body.ccn))
    return tuple(dict.fromkeys(number for number in others if number not in ("", own)))


def likeness(filing: Filing) -> str:
    """Return what a cargo shares with itself filed anew (R057); empty when too little is said.

    Carrier, shipper, consignee and weight, as a short digest.
    """
    body = filing.body
    if not isinstance(body, Shipment) or filing.kind is FilingKind.COURIER:
        return ""
    if body.gross_kg is None or body.shipper is None or body.consignee is None:
        return ""
    carrier = body.carrier_code or filing.key[:4]
    names = (" ".join(party.name.upper().split()) for party in (body.shipper, body.consignee))
    parts = (carrier.upper(), *names, f"{body.gross_kg.normalize():f}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16] if all(parts) else ""


ANSWERED_WITHIN = range(-1, 4)
"""Days after a transmission on which a response may quote it by nothing but its control number.

Control numbers are used again, some of them every day. A response that names the key counts
whenever it comes; one day before, because clocks and zones differ.
"""


def on_day(moment: dt.datetime, control: str) -> str:
    """Return a control number with the day on which it was used."""
    return f"{moment.astimezone(dt.UTC):%Y%m%d} {control}"


def days(moment: dt.datetime, within: Iterable[int]) -> tuple[dt.datetime, ...]:
    """Return moments on the days around one; none beyond the ends of the calendar."""
    found = []
    for number in within:
        try:
            found.append(moment + dt.timedelta(days=number))
        except OverflowError:
            continue
    return tuple(found)


def control_forms(control: str) -> tuple[str, ...]:
    """Return the control numbers of a transmission, with the outermost and without it.

    Some responses do not repeat the outermost number: a 997 quotes group and message.
    """
    _, _, inner = control.partition("/")
    return (control, inner) if "/" in inner else (control,)


def quoted_as(filing: Filing) -> tuple[str, ...]:
    """Return every form in which a response may quote a filing, each with its day."""
    if not filing.control:
        return ()
    when = days(moment_of(filing), ANSWERED_WITHIN)
    return tuple(on_day(day, number) for number in quotable(filing.control) for day in when)


def quotable(control: str) -> tuple[str, ...]:
    """Return every text by which a response may quote a transmission, its group or the whole."""
    return tuple(
        dict.fromkeys(
            "/".join(parts[:depth])
            for parts in (form.split("/") for form in control_forms(control) if form)
            for depth in range(1, len(parts) + 1)
        )
    )
