"""What became of a record: added, changed, deleted, rejected, amended (¶141 to 160)."""

from __future__ import annotations

import datetime as dt

from app.domain.decision import Kind
from app.domain.dossier import Dossier, Standing, Version
from app.domain.event import EventKind
from app.domain.filing import Verdict
from app.domain.notice import Severity
from app.domain.rule import Need
from app.domain.shipment import Function, Shipment
from app.domain.words import Sentence, phrase, say
from app.shipments.rules.cargo import Cargo, utc
from app.shipments.rules.case import Case
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    INFORM,
    INFORMATION,
    REJECT,
    WARN,
    Chip,
    Fires,
    Lacks,
    Outcomes,
    Row,
    of_cargo,
    of_item,
)

UNUSED = dt.timedelta(days=90)
"""Un-arrived cargo is deleted when it was not used within this (¶153)."""
UNANSWERED = dt.timedelta(minutes=15)
"""How long a transmission may wait for an answer before it is shown as unconfirmed."""


def _dossiers(case: Case) -> tuple[Dossier, ...]:
    """What is on file about the item's shipments, deleted ones included."""
    ids = (shipment.shipment_id for shipment in case.item.shipments)
    return tuple(case.dossiers[one] for one in ids if one in case.dossiers)


def _deleted(case: Case, shipment: Shipment) -> bool:
    dossier = case.dossiers.get(shipment.shipment_id)
    gone = dossier is not None and dossier.standing is Standing.DELETED
    return gone or shipment.function is Function.DELETE


@of_item(
    ("R058", "152", INFORM, CONTEXT),
    phrase("A Delete needs the number and the kind of record alone; the rest need not agree."),
    Need.HISTORY,
)
def _deleted_by_key(case: Case) -> Outcomes:
    for shipment in case.item.shipments:
        dossier = case.dossiers.get(shipment.shipment_id)
        if dossier is None:
            yield Lacks(Need.HISTORY)
        elif _deleted(case, shipment) and dossier.last is not None:
            yield Chip(say("Deleted; the last full version stays readable"), shipment.shipment_id)


@of_item(
    ("R059", "153", REJECT, DECISION),
    phrase("A record may be deleted until it arrives at the port of report."),
    Need.HISTORY,
)
def _deleted_in_time(case: Case) -> Outcomes:
    for shipment in case.item.shipments:
        if _deleted(case, shipment):
            yield Fires(
                say("Shipment data {shipment} was deleted.", shipment=shipment.shipment_id),
                "MANIFEST_DELETED",
                subject=shipment.shipment_id,
                weight=Severity.BLOCK,
            )
        elif shipment.shipment_id not in case.dossiers:
            yield Lacks(Need.HISTORY)
    yield from _refused(case, "R059", rule="R059A")


def _refused(case: Case, *rules: str, rule: str = "") -> Outcomes:
    """Tell what was sent and not applied, in the words of the life cycle."""
    for dossier in _dossiers(case):
        for one in dossier.refusals:
            if one.rule in rules:
                yield Fires(
                    one.sentence,
                    subject=f"{dossier.key} {one.digest[:8]}",
                    weight=Severity.WARNING,
                    rule=rule,
                )


def _history_missing(case: Case) -> bool:
    return len(_dossiers(case)) < len(case.item.shipments) or not case.item.shipments


@of_item(
    ("R060", "153", REJECT, CONTEXT),
    phrase("A conveyance is changed or cancelled before the cargo that it quotes is."),
    Need.HISTORY,
)
def _still_quoted(case: Case) -> Outcomes:
    if _history_missing(case):
        yield Lacks(Need.HISTORY)
    yield from _refused(case, "R060")


@of_cargo(
    ("R061", "153", WARN, CONTEXT),
    phrase("Cargo that did not arrive within 90 days is to be deleted."),
    Need.HISTORY,
)
def _stale(cargo: Cargo) -> Outcomes:
    dossier = cargo.dossier
    accepted = dossier.accepted_at if dossier is not None else None
    if dossier is None or (accepted is None and dossier.standing is not Standing.STALE):
        yield Lacks(Need.HISTORY)
        return
    unused = accepted is not None and utc(cargo.now) - utc(accepted) > UNUSED
    if dossier.standing is Standing.STALE or (unused and not cargo.arrived):
        yield Fires(
            say("Cargo {number} was not used within 90 days.", number=cargo.key),
            "NO_MANIFEST",
            weight=Severity.BLOCK,
        )


@of_cargo(
    ("R062", "148, 157", WARN, DECISION),
    phrase("Changes are made as soon as they are known, after arrival up to final release."),
    Need.HISTORY,
)
def _amended_after_arrival(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
        return
    late = [v for v in cargo.dossier.versions if v.after_arrival]
    if not late or late == [cargo.dossier.versions[0]]:
        return
    newest = late[-1]
    referred = _referred_at(cargo)
    subject = f"{cargo.key} v{newest.number}"
    if referred is not None and utc(newest.received_at) > utc(referred):
        yield Fires(_amended("after the referral", newest), subject=subject, rule="R062R")
    else:
        yield Fires(_amended("after arrival", newest), subject=subject)


def _amended(when: str, version: Version) -> Sentence:
    values = {"version": version.number, "reason": version.amendment_reason}
    if not version.amendment_reason:
        if when == "after the referral":
            return say("Amended after the referral, version {version}.", version=version.number)
        return say("Amended after arrival, version {version}.", version=version.number)
    if when == "after the referral":
        return say("Amended after the referral, version {version}, reason {reason}.", **values)
    return say("Amended after arrival, version {version}, reason {reason}.", **values)


def _referred_at(cargo: Cargo) -> dt.datetime | None:
    last = cargo.item.decisions[-1] if cargo.item.decisions else None
    refers = last is not None and last.kind is Kind.REFER_FOR_EXAM
    return last.times.decided_at if last is not None and refers else None


@of_item(
    ("R063", "155", REJECT, CONTEXT),
    phrase("Key elements cannot be changed by message after arrival: form BSF673, within 90 days."),
    Need.HISTORY,
)
def _key_element(case: Case) -> Outcomes:
    if _history_missing(case):
        yield Lacks(Need.HISTORY)
    yield from _refused(case, "R063")


@of_item(
    ("REFUSED", "", WARN, CONTEXT),
    phrase("What was sent for a record and could not be applied is told."),
    Need.HISTORY,
)
def _not_applied(case: Case) -> Outcomes:
    if _history_missing(case):
        yield Lacks(Need.HISTORY)
    yield from _refused(case, "R055", "R056", "R058", "R062")


@of_cargo(
    ("R064", "156", INFORM, INFORMATION),
    phrase("While the driver waits, form BSF673 is handed in at the port, twice."),
    Need.HISTORY,
)
def _paper_amendment(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
    for event in cargo.events(EventKind.BSF673):
        yield Chip(say("BSF673: {element}", element=event.details.get("element", "-")))


@of_cargo(
    ("R065", "158", WARN, DECISION),
    phrase("Cargo that was sent only after arrival, and is not exempt, was not reported in time."),
    Need.HISTORY,
)
def _post_arrival(cargo: Cargo) -> Outcomes:
    versions = cargo.dossier.versions if cargo.dossier is not None else ()
    if not versions:
        yield Lacks(Need.HISTORY)
    elif versions[0].after_arrival and not cargo.claims and not cargo.courier:
        yield Fires(
            say("Post-arrival cargo: nothing was transmitted before. The port decides."),
            "NO_MANIFEST",
            weight=Severity.BLOCK,
        )


@of_cargo(
    ("R066", "159, 160", INFORM, CONTEXT),
    phrase("Post-arrival cargo is added to its trip, or set arrived by the office."),
    Need.HISTORY,
)
def _attached(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
    for event in cargo.events(EventKind.POST_ARRIVAL_ATTACHED):
        yield Chip(say("Attached after arrival to {trip}", trip=event.other_key or "-"))


@of_cargo(
    ("R067", "144", REJECT, DECISION),
    phrase("A rejected report counts as not transmitted until it is corrected and accepted."),
    Need.ANSWERS,
)
def _rejected(cargo: Cargo) -> Outcomes:
    dossier = cargo.dossier
    if dossier is None or dossier.feed_accepts is None:
        yield Lacks(Need.ANSWERS)
    if dossier is not None and dossier.standing is Standing.REJECTED:
        reasons = [r for sent in dossier.exchanges for answer in sent.answers for r in answer[2]]
        yield Fires(
            say(
                "Not accepted: {shipment} counts as not transmitted. {reasons}",
                shipment=cargo.key,
                reasons="; ".join(reasons[-2:]),
            ),
            "MANIFEST_REJECTED",
            weight=Severity.BLOCK,
        )


@of_cargo(
    ("R067L", "", REJECT, DECISION),
    phrase("What this program itself would reject in a record is shown beside what the feed says."),
    Need.HISTORY,
)
def _faults_here(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
        return
    for number, fault in enumerate(cargo.dossier.faults_here, start=1):
        yield Fires(fault, subject=f"{cargo.key} {number}")


@of_cargo(
    ("R068", "141, 142", INFORM, CONTEXT),
    phrase("Everything that is sent is answered, by the route that it came."),
    Need.ANSWERS,
)
def _answered(cargo: Cargo) -> Outcomes:
    exchanges = cargo.dossier.exchanges if cargo.dossier is not None else ()
    if not exchanges or not cargo.answered:
        yield Lacks(Need.ANSWERS)
    elif not exchanges[-1].answers and utc(cargo.now) - utc(exchanges[-1].sent_at) > UNANSWERED:
        yield Chip(say("Unconfirmed: no answer yet"))


@of_cargo(
    ("R069", "143", INFORM, CONTEXT),
    phrase("Only data that passed syntax, conformance and validation is acknowledged."),
    Need.ANSWERS,
)
def _acknowledged(cargo: Cargo) -> Outcomes:
    exchanges = cargo.dossier.exchanges if cargo.dossier is not None else ()
    if not exchanges:
        yield Lacks(Need.ANSWERS)
        return
    verdicts = {verdict for _, verdict, _ in exchanges[-1].answers}
    if verdicts == {Verdict.RECEIVED}:
        yield Chip(say("Received, and not accepted yet"))


ROWS: tuple[Row, ...] = (
    _deleted_by_key,
    _deleted_in_time,
    _still_quoted,
    _stale,
    _amended_after_arrival,
    _key_element,
    _not_applied,
    _paper_amendment,
    _post_arrival,
    _attached,
    _rejected,
    _faults_here,
    _answered,
    _acknowledged,
)
