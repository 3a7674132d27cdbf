"""Data that came too late to be reviewed (¶79, 87, 89, 100, 163)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from app.domain.dossier import Progress
from app.domain.notice import Severity
from app.domain.rule import Need
from app.domain.shipment import Mode
from app.domain.words import Sentence, phrase, say
from app.shipments.rules.cargo import Cargo, utc
from app.shipments.rules.case import Case
from app.shipments.rules.clocks import Lead, received_lead, validated_lead
from app.shipments.rules.crossing import MODE_WORDS
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

_VOLUNTARY = (*(f"X101{letter}" for letter in "abcdefghi"), "X102c", "X103")
"""Exemptions from both sets of data: what is sent all the same is sent freely (¶100, ¶104). A
conveyance with goods in transit alone is not held to its own either (¶68)."""


def voluntary(cargo: Cargo) -> bool:
    """Whether its data need not have been sent at all."""
    return bool(cargo.claims & set(_VOLUNTARY))


def told_above(cargo: Cargo, clock: Callable[[Cargo], Lead | Lacks]) -> bool:
    """Whether a house bill is late by no more than what it lies in, of which that is told."""
    if cargo.above is None or voluntary(cargo.above):
        return False
    own, above = clock(cargo), clock(cargo.above)
    if not isinstance(own, Lead) or not isinstance(above, Lead):
        return False
    return above.late and above.time <= own.time


@of_cargo(
    ("R050", "87", WARN, DECISION),
    phrase("By road, data is received and validated at least one hour before arrival."),
    Need.VALIDATED,
    Need.ARRIVAL,
    Need.ZONE,
    Need.TIME_FRAME,
)
def _validated_in_time(cargo: Cargo) -> Outcomes:
    if not cargo.highway or voluntary(cargo):
        return
    lead = validated_lead(cargo)
    if isinstance(lead, Lacks):
        yield lead
    elif lead.late and not told_above(cargo, validated_lead):
        yield Fires(
            say(
                "Validated {minutes} min before arrival, not {limit}.",
                minutes=lead.minutes,
                limit=lead.of,
            )
            if lead.before
            else say("Validated {minutes} min after arrival.", minutes=-lead.minutes),
            "I20_TIMING",
        )


@of_cargo(
    ("R051", "89", WARN, DECISION),
    phrase("Data received less than one hour before the estimate has insufficient review time."),
    Need.ARRIVAL,
    Need.ZONE,
    Need.TIME_FRAME,
)
def _received_in_time(cargo: Cargo) -> Outcomes:
    if cargo.highway and not cargo.multimodal and not voluntary(cargo):
        yield from _judged(cargo)


@of_cargo(
    ("R052", "", WARN, DECISION),
    phrase("Other modes: rail 2 hours, air 4 hours, marine 24 hours before arrival or loading."),
    Need.ARRIVAL,
    Need.ZONE,
    Need.TIME_FRAME,
    Need.LOADING,
)
def _other_modes(cargo: Cargo) -> Outcomes:
    if cargo.highway or cargo.multimodal or voluntary(cargo):
        return
    yield from _judged(cargo)
    lead = received_lead(cargo)
    if cargo.conveyance.mode is Mode.MARINE and isinstance(lead, Lead) and not lead.late:
        # A day before arrival is long after the day before loading, which no message here tells.
        yield Lacks(Need.LOADING)


def _judged(cargo: Cargo) -> Outcomes:
    lead = received_lead(cargo)
    if isinstance(lead, Lacks):
        yield lead
    elif lead.late and not told_above(cargo, received_lead):
        yield Fires(_insufficient(cargo, lead), "I20_TIMING")


def _insufficient(cargo: Cargo, lead: Lead) -> Sentence:
    """The words of paragraph 89, with both clocks where both are known."""
    if not lead.before:
        return _after(lead)
    values = {"minutes": lead.minutes, "limit": lead.of}
    other = validated_lead(cargo)
    if isinstance(other, Lacks):
        return say(
            "Insufficient review time: data came {minutes} min before arrival, not {limit}.",
            **values,
        )
    if not other.before:
        return say(
            "Insufficient review time: received {minutes} min before the estimate, not {limit}; "
            "validated {validated} min after arrival.",
            **values,
            validated=-other.minutes,
        )
    return say(
        "Insufficient review time: received {minutes} min before the estimate, not {limit}; "
        "validated {validated} min before arrival.",
        **values,
        validated=other.minutes,
    )


def _after(lead: Lead) -> Sentence:
    return say(
        "Insufficient review time: data came {minutes} min after the expected arrival.",
        minutes=-lead.minutes,
    )


@of_cargo(
    ("R031", "79", WARN, CONTEXT),
    phrase("Multi-modal data is due in the time frame of the mode by which the goods arrive."),
    Need.ARRIVAL,
    Need.ZONE,
    Need.TIME_FRAME,
)
def _multimodal_in_time(cargo: Cargo) -> Outcomes:
    if not cargo.multimodal:
        return
    lead = received_lead(cargo)
    if isinstance(lead, Lacks):
        yield lead
    elif lead.late and not told_above(cargo, received_lead):
        yield Fires(
            say(
                "Insufficient review time: data came {minutes} min before arrival by {mode}, "
                "not {limit}.",
                minutes=lead.minutes,
                mode=MODE_WORDS[cargo.conveyance.mode],
                limit=lead.of,
            )
            if lead.before
            else _after(lead),
            "I20_TIMING",
        )


@of_cargo(
    ("R053", "68, 100, 104", INFORM, INFORMATION),
    phrase("Data that is sent freely for exempt goods is due in time as well."),
    Need.ARRIVAL,
    Need.ZONE,
    Need.TIME_FRAME,
)
def _voluntary_in_time(cargo: Cargo) -> Outcomes:
    if not voluntary(cargo):
        return
    lead = received_lead(cargo)
    if isinstance(lead, Lacks):
        yield lead
    elif lead.late:
        yield Chip(
            say("Sent freely, {minutes} of {limit} min ahead", minutes=lead.minutes, limit=lead.of)
            if lead.before
            else say("Sent freely, after the expected arrival")
        )


@of_cargo(
    ("R121", "163, 164", INFORM, INFORMATION),
    phrase("Penalties are not this program's: it says where they may apply and computes none."),
    Need.ARRIVAL,
    Need.ZONE,
    Need.TIME_FRAME,
)
def _penalties(cargo: Cargo) -> Outcomes:
    if voluntary(cargo):
        return
    lead = received_lead(cargo)
    if isinstance(lead, Lacks):
        yield lead
    elif lead.late and not told_above(cargo, received_lead):
        yield Chip(say("AMPS may apply"))


@of_item(
    ("LATE", "", INFORM, DECISION),
    phrase("After arrival or report a decision is possible; the port is told by telephone."),
    Need.ARRIVAL,
)
def _arrival_passed(case: Case) -> Outcomes:
    progress = {cargo.dossier.progress for cargo in case.cargos if cargo.dossier is not None}
    if progress - {Progress.UNDERWAY}:
        yield Fires(
            say("Late: the goods are reported at the port. Tell the port by telephone."),
            weight=Severity.NOTE,
        )
        return
    etas = [cargo.conveyance.eta for cargo in case.cargos if cargo.conveyance.eta is not None]
    if not etas:
        yield Lacks(Need.ARRIVAL)
        return
    over = utc(case.now) - min(utc(eta) for eta in etas)
    if over > dt.timedelta(0):
        yield Fires(
            say(
                "Late: arrival was due {minutes} min ago. Tell the port by telephone.",
                minutes=over // dt.timedelta(minutes=1),
            ),
            weight=Severity.NOTE,
        )


ROWS: tuple[Row, ...] = (
    _validated_in_time,
    _received_in_time,
    _other_modes,
    _multimodal_in_time,
    _voluntary_in_time,
    _penalties,
    _arrival_passed,
)
