"""What stands open: requests, targets, failed releases, outages (¶46, 74, 145, 154, 161)."""

from __future__ import annotations

import datetime as dt

from app.domain.event import Event, EventKind
from app.domain.notice import Severity
from app.domain.rule import Need
from app.domain.words import phrase, say
from app.shipments.lifecycle import number_form
from app.shipments.lifecycle.carriers import carriers_of
from app.shipments.rules import besides
from app.shipments.rules.cargo import Cargo, utc
from app.shipments.rules.case import Case
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    INFORM,
    WARN,
    Chip,
    Fires,
    Lacks,
    Outcomes,
    Row,
    of_cargo,
    of_item,
)

REQUEST = "R070"
"""Rule whose block an officer may override with a reason (section 2.3)."""
TARGET = "TARGET"
_TARGET = phrase("Target of another unit: {words}")
_STANDS = {
    EventKind.HELD: phrase("Held by another unit: {words}"),
    EventKind.EXAMINATION_REFERRED: phrase("Required for examination: {words}"),
    EventKind.DETAIN_AT_DESTINATION: phrase("Detained at destination by another unit: {words}"),
}
_TARGET_ON = phrase("Target of another unit on {number}: {words}")
_STANDS_ON = {
    EventKind.HELD: phrase("{number} is held by another unit: {words}"),
    EventKind.EXAMINATION_REFERRED: phrase("{number} is required for examination: {words}"),
    EventKind.DETAIN_AT_DESTINATION: phrase(
        "{number} is detained at destination by another unit: {words}"
    ),
}
_REFUSED = (EventKind.RELEASE_ERROR, EventKind.NOT_ON_FILE)
_OF_RELEASE = (
    *_REFUSED,
    EventKind.RELEASE_REQUESTED,
    EventKind.RELEASED,
    EventKind.AWAITING_ARRIVAL,
    EventKind.AWAITING_PROCESSING,
)


@of_cargo(
    (REQUEST, "145", WARN, DECISION),
    phrase("CBSA asks for information by notices; release waits for the answer."),
    Need.HISTORY,
    Need.ABOARD,
    besides=besides.requested,
)
def _request_open(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
        return
    for event in cargo.dossier.open_requests:
        words = event.text or event.other_key
        on = _on(cargo, event)
        sentence = (
            say("A request for information is open on {number}: {words}", number=on, words=words)
            if on
            else say("A request for information is open: {words}", words=words)
        )
        subject = f"{on or cargo.key} {event.other_key}".strip()
        yield Fires(sentence, subject=subject, weight=Severity.BLOCK)


@of_cargo(
    (TARGET, "", WARN, DECISION),
    phrase("A target or hold of another unit stands until that unit lifts it."),
    Need.HISTORY,
    Need.ABOARD,
    besides=besides.targeted,
)
def _targeted(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
        return
    for event in cargo.dossier.targets:
        words = event.text or event.other_key or "-"
        on = _on(cargo, event)
        sentence = (
            say(_STANDS_ON.get(event.kind, _TARGET_ON), number=on, words=words)
            if on
            else say(_STANDS.get(event.kind, _TARGET), words=words)
        )
        subject = f"{on or cargo.key} {event.other_key}".strip()
        yield Fires(sentence, "EXISTING_TARGET", subject=subject, weight=Severity.BLOCK)


def _on(cargo: Cargo, event: Event) -> str:
    """Return what something was said of: conveyance, equipment, waybill, or one cargo of several.

    Empty where the scan shows one cargo, and it was said of that.
    """
    carriers = carriers_of(cargo.shipment) - {number_form(cargo.key)}
    if number_form(event.key) in carriers:
        return event.key
    return cargo.key if len(cargo.item.shipments) > 1 else ""


@of_item(
    ("R071", "161", WARN, DECISION),
    phrase("In an outage the contingency plan applies: what is decided then is confirmed after."),
    Need.FEED,
)
def _outage(case: Case) -> Outcomes:
    if case.feed is None:
        yield Lacks(Need.FEED)
        return
    for began, ended in case.outages:
        if ended is None:
            yield Fires(
                say(
                    "The feed is down. Data is as of {time} UTC; what is decided now must be "
                    "confirmed when it is back.",
                    time=utc(began).strftime("%Y-%m-%d %H:%M"),
                ),
                subject="feed",
            )
        elif any(_within(d.times.decided_at, began, ended) for d in case.item.decisions[-1:]):
            yield Fires(
                say("Decided while the feed was down: confirm it, or decide again."),
                rule="R071C",
            )


def _within(moment: dt.datetime, began: dt.datetime, ended: dt.datetime) -> bool:
    return utc(began) <= utc(moment) < utc(ended)


@of_cargo(
    ("R072", "46, 74", WARN, DECISION),
    phrase("A failed PARS that is not put right at the border moves in bond, if it may."),
    Need.RELEASE_REQUEST,
)
def _failed_release(cargo: Cargo) -> Outcomes:
    told = _last_of_release(cargo)
    if told is None:
        yield Lacks(Need.RELEASE_REQUEST)
    elif told.kind in _REFUSED:
        place = cargo.shipment.sub_location
        if place:
            sentence = say(
                "The release is not on file or was rejected: goods may go in bond to {place}.",
                place=place,
            )
        else:
            sentence = say(
                "The release is not on file or was rejected, and no inland place is named: "
                "refer, or wait."
            )
        yield Fires(sentence)


@of_cargo(
    ("R073", "154", INFORM, CONTEXT),
    phrase("Errors that are found after arrival are amended at once."),
    Need.HISTORY,
)
def _amended_at_once(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
        return
    found = cargo.last(EventKind.OVERAGE_SHORTAGE)
    if found is None:
        return
    later = [
        utc(v.received_at) for v in cargo.dossier.versions if utc(v.received_at) >= utc(found.at)
    ]
    if later:
        hours = (min(later) - utc(found.at)) / dt.timedelta(hours=1)
        yield Chip(say("Amended {hours} h after the discrepancy", hours=f"{hours:.1f}"))
    else:
        hours = (utc(cargo.now) - utc(found.at)) / dt.timedelta(hours=1)
        yield Chip(say("Discrepancy not amended for {hours} h", hours=f"{hours:.1f}"))


@of_cargo(
    ("RELEASED", "", WARN, DECISION),
    phrase("Goods that are released are closed here: a note can be made, nothing else."),
    Need.HISTORY,
)
def _released(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
    elif cargo.dossier.released_at is not None:
        yield Fires(
            say("Released: nothing can be recommended any more, a note can be made."),
            weight=Severity.BLOCK,
        )


def _last_of_release(cargo: Cargo) -> Event | None:
    return cargo.last(*_OF_RELEASE)


def release_refused(cargo: Cargo) -> bool:
    """Return whether the newest that is known of the release is that there is none (¶46)."""
    told = _last_of_release(cargo)
    return told is not None and told.kind in _REFUSED


ROWS: tuple[Row, ...] = (
    _request_open,
    _targeted,
    _outage,
    _failed_release,
    _amended_at_once,
    _released,
)
