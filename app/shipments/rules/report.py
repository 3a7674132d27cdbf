"""What is specified, what is exempt by value, and what a report means (¶1, 4 to 6, 49, 109)."""

from __future__ import annotations

import re
from decimal import Decimal

from app.domain.dossier import Progress
from app.domain.event import EventKind
from app.domain.rule import Need
from app.domain.words import phrase, say
from app.shipments.rules.cargo import Cargo
from app.shipments.rules.case import Case
from app.shipments.rules.clocks import in_time
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    INFORM,
    INFORMATION,
    WARN,
    Chip,
    Fires,
    Lacks,
    Outcomes,
    Row,
    of_cargo,
    of_item,
)

_NOT_SPECIFIED = ("X000", "X101a", "X101c", "X101e", "X101g", "X101h", "X102d", "X102f")


@of_cargo(
    ("R041", "1", INFORM, CONTEXT),
    phrase("Who the consignee is depends on the contract: carrier, consolidated, deconsolidated."),
    Need.CONSIGNEE,
)
def _consignee(cargo: Cargo) -> Outcomes:
    consignee = cargo.shipment.consignee
    if consignee is None:
        yield Lacks(Need.CONSIGNEE)
    elif re.search(r"\bto (the )?order\b", consignee.name, re.IGNORECASE):
        yield Chip(say("Consigned to order: the consignee may change on the way"))
    elif cargo.house_bill:
        yield Chip(say("Consignee by the forwarder's contract"))
    elif cargo.shipment.consolidated:
        yield Chip(say("Consignee by the carrier's contract, as of a consolidation"))


@of_cargo(
    ("R042", "1", INFORM, CONTEXT),
    phrase(
        "Hand-carried goods, mail, emergency, military and turned-back goods are not specified."
    ),
)
def _not_specified(cargo: Cargo) -> Outcomes:
    claimed = sorted(cargo.claims & set(_NOT_SPECIFIED))
    if claimed:
        yield Chip(say("No specified goods ({rows}): not expected here", rows=", ".join(claimed)))


@of_cargo(
    ("R043", "1, 109", WARN, DECISION),
    phrase("Goods of low value are exempt under the courier programme only."),
    Need.VALUE,
    Need.THRESHOLD,
)
def _low_value(cargo: Cargo) -> Outcomes:
    shipment = cargo.shipment
    if shipment.clvs or shipment.ccn or "X102a" in cargo.claims:
        return
    entry = cargo.tables.look_up("thresholds", "LVS", on=cargo.now.date()) if cargo.tables else None
    if entry is None:
        yield Lacks(Need.THRESHOLD)
    elif shipment.value is None or shipment.value.currency != entry.details.get("currency", "CAD"):
        yield Lacks(Need.VALUE)
    else:
        low = shipment.value.amount <= Decimal(entry.details["amount"])
        sentence = (
            say("Low value, not under the courier programme, and no cargo record: not exempt.")
            if low
            else say("Above the threshold of low value, and no cargo record.")
        )
        yield Fires(sentence, "NO_MANIFEST")


@of_cargo(
    ("R044", "49", INFORM, DECISION),
    phrase("All goods that were reported are deemed to have arrived."),
    Need.HISTORY,
)
def _deemed_arrived(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
    elif cargo.dossier.progress is not Progress.UNDERWAY:
        yield Chip(say("Reported: what is missing now is a discrepancy"))


@of_item(
    ("R045", "6", INFORM, CONTEXT),
    phrase("The reported notice names the cargo that arrived: the carrier's proof of report."),
    Need.HISTORY,
    Need.REVIEWED,
)
def _reported_and_reviewed(case: Case) -> Outcomes:
    if any(cargo.dossier is None for cargo in case.cargos) or not case.cargos:
        yield Lacks(Need.HISTORY)
    for cargo in case.cargos:
        numbers = _reported(cargo)
        if numbers and case.reviewed is None:
            yield Lacks(Need.REVIEWED)
        elif numbers - (case.reviewed or frozenset()):
            skipped = sorted(numbers - (case.reviewed or frozenset()))
            yield Chip(
                say("Reported without a review here: {numbers}", numbers=", ".join(skipped[:5])),
                cargo.key,
            )


def _reported(cargo: Cargo) -> set[str]:
    """Return the cargo that was reported: what the notice names, and what its trip carries."""
    notice = cargo.last(EventKind.REPORTED)
    trip = cargo.trip
    told = set() if notice is None else {*notice.details.get("cargo", "").replace(",", " ").split()}
    if trip is not None and (notice is not None or trip.reported_at is not None):
        told |= set(trip.report.cargo)
    return told | ({cargo.key} if told or notice is not None else set())


@of_cargo(
    ("R046", "4", INFORM, INFORMATION),
    phrase("All goods are reported at the first port of arrival, exempt from data or not."),
    Need.EXCEPTION,
)
def _still_reported(cargo: Cargo) -> Outcomes:
    if cargo.claims:
        yield Chip(say("Exempt from data, not from report"))
    elif cargo.unknown_codes:
        yield Lacks(Need.EXCEPTION)


@of_cargo(
    ("R047", "5", INFORM, INFORMATION),
    phrase("Data in time and the conveyance's arrival are the report of section 12(1)."),
    Need.ARRIVAL,
    Need.TIME_FRAME,
)
def _report_satisfied(cargo: Cargo) -> Outcomes:
    if not cargo.arrived:
        if cargo.dossier is None:
            yield Lacks(Need.ARRIVAL)
        return
    judged = in_time(cargo)
    if isinstance(judged, Lacks):
        yield judged
    elif judged:
        yield Chip(say("Reported under s. 12(1): data in time, conveyance arrived"))


ROWS: tuple[Row, ...] = (
    _consignee,
    _not_specified,
    _low_value,
    _deemed_arrived,
    _reported_and_reviewed,
    _still_reported,
    _report_satisfied,
)
