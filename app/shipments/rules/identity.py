"""Numbers and codes: who answers for the goods and who carries them (¶1, 14 to 18, 29 to 53)."""

from __future__ import annotations

import re

from app.domain.identifiers import ccn, crn
from app.domain.notice import Severity
from app.domain.observation import Observation
from app.domain.rule import Need
from app.domain.words import Sentence, phrase, say
from app.shipments.linking.case import listed
from app.shipments.rules.cargo import Cargo
from app.shipments.rules.case import Case
from app.shipments.rules.row import (
    CONTEXT,
    INFORM,
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

_BLANK_SHOWN = "␣"
_LETTER_ITEMS = "abcdefgh"


@of_cargo(
    ("R001", "1", REJECT, CONTEXT),
    phrase("A cargo control number is a carrier code of four characters and a unique reference."),
    Need.CCN,
    Need.CARRIER,
)
def _control_number(cargo: Cargo) -> Outcomes:
    number = re.sub(r"\s", "", cargo.shipment.ccn)
    reading = ccn(number)
    if not number:
        if not cargo.courier and not cargo.alone:
            yield Lacks(Need.CCN)
    elif isinstance(reading, Sentence):
        yield Fires(reading)
    else:
        yield from _code_known(cargo, number[:4])


@of_cargo(
    ("R002", "1", REJECT, CONTEXT),
    phrase("A cargo control number contains no blanks."),
    Need.CCN,
)
def _no_blanks(cargo: Cargo) -> Outcomes:
    number = cargo.shipment.ccn
    if not number:
        if not cargo.courier and not cargo.alone:
            yield Lacks(Need.CCN)
    elif re.search(r"\s", number):
        shown = re.sub(r"\s", _BLANK_SHOWN, number)
        yield Fires(say("The number {number} contains a blank.", number=shown))


@of_cargo(
    ("R003", "16", REJECT, CONTEXT),
    phrase("The conveyance's number begins with a carrier code, as the cargo's does."),
    Need.CRN,
    Need.CARRIER,
)
def _conveyance_number(cargo: Cargo) -> Outcomes:
    number = cargo.crn
    if not number:
        yield Lacks(Need.CRN)
        return
    reading = crn(number)
    if isinstance(reading, Sentence):
        yield Fires(reading)
    else:
        yield from _code_known(cargo, number[:4])


def _code_known(cargo: Cargo, code: str) -> Outcomes:
    """Tell when a table that is complete has no such code; it may still be an old table."""
    if cargo.look_up("carriers", code) is not None:
        return
    if cargo.tables is None or not cargo.tables.complete("carriers"):
        yield Lacks(Need.CARRIER)
        return
    yield Fires(
        say(
            "Carrier code {code} is not in the local table dated {date}; the table may be old.",
            code=code,
            date=cargo.tables.dated("carriers").isoformat(),
        ),
        weight=Severity.WARNING,
    )


@of_item(
    ("R004", "16", REJECT, CONTEXT),
    phrase("A cargo and a conveyance of one carrier never have the same number."),
    Need.CRN,
    Need.REGISTER,
)
def _one_number_twice(case: Case) -> Outcomes:
    if case.register is None:
        yield Lacks(Need.REGISTER)
    for cargo in case.cargos:
        number = cargo.shipment.ccn
        own = {cargo.crn, *(trip.crn for trip in cargo.trips)}
        others = case.register.carrying(number) if case.register and number else None
        if number and (number in own or others is not None):
            yield Fires(_ambiguous(number, others or ()), "LINK_DOUBT", subject=number)
        elif number and not cargo.crn:
            yield Lacks(Need.CRN)


def _ambiguous(number: str, aboard: tuple[str, ...]) -> Sentence:
    if aboard:
        return say(
            "{number} is the number of this cargo and of the conveyance of {others}: a barcode "
            "can mean either.",
            number=number,
            others=listed(list(aboard)),
        )
    return say(
        "Cargo and conveyance both have the number {number}: a barcode can mean either.",
        number=number,
    )


@of_item(
    ("R005", "17", WARN, CONTEXT),
    phrase("The conveyance's number has the code of the carrier that arrives at the border."),
    Need.CARRIER_SEEN,
    Need.CRN,
)
def _carrier_that_arrives(case: Case) -> Outcomes:
    seen = case.observed(Observation.CARRIER).upper()
    if not seen:
        yield Lacks(Need.CARRIER_SEEN)
    for cargo in case.cargos:
        code = cargo.crn[:4]
        if not code:
            yield Lacks(Need.CRN)
        elif seen and seen != code:
            yield Fires(
                say(
                    "The markings show {seen}, the conveyance's number says {code}. "
                    "Is there a contract of exclusivity?",
                    seen=seen,
                    code=code,
                ),
                subject=cargo.crn,
            )


@of_cargo(
    ("R006", "15", INFORM, CONTEXT),
    phrase("Every carrier uses its own code: cargo and conveyance may have different ones."),
    Need.CRN,
)
def _brokered(cargo: Cargo) -> Outcomes:
    own, other = cargo.carrier_code, cargo.crn[:4]
    if cargo.alone:
        return
    if not other and not cargo.courier:
        yield Lacks(Need.CRN)
    elif own and other and own != other:
        yield Chip(say("Cargo by {cargo}, conveyance by {conveyance}", cargo=own, conveyance=other))


@of_cargo(
    ("R007", "18, 53", WARN, CONTEXT),
    phrase("Only a valid carrier code may transmit."),
    Need.CARRIER,
)
def _code_valid(cargo: Cargo) -> Outcomes:
    codes = {code for code in (cargo.carrier_code, cargo.crn[:4]) if code}
    for code in sorted(codes):
        state = cargo.detail("carriers", code, "state")
        if not state:
            yield Lacks(Need.CARRIER)
        elif state != "active":
            yield Fires(say("Carrier code {code} is suspended.", code=code), subject=code)


@of_item(
    ("R008", "29-34", INFORM, CONTEXT),
    phrase("To arrive under another's code needs an exclusive contract with its own equipment."),
    Need.CARRIER_SEEN,
    Need.TRIP,
)
def _exclusivity(case: Case) -> Outcomes:
    yield from _letter(case)
    trips = {trip.crn: trip for cargo in case.cargos for trip in cargo.trips}
    if not trips:
        yield Lacks(Need.TRIP)
    by_plate: dict[str, list[str]] = {}
    for number, trip in sorted(trips.items()):
        if trip.report.conveyance.plate:
            by_plate.setdefault(trip.report.conveyance.plate, []).append(number)
    for plate, numbers in by_plate.items():
        if len({number[:4] for number in numbers}) > 1:
            yield Fires(
                say(
                    "Plate {plate} stands on trips of several carriers: {numbers}. "
                    "Contracted equipment must be dedicated.",
                    plate=plate,
                    numbers=", ".join(numbers),
                ),
                subject=plate,
                weight=Severity.WARNING,
            )


def _letter(case: Case) -> Outcomes:
    """Show how far the letter of exclusivity goes, once other markings were seen (¶33)."""
    seen = case.observed(Observation.CARRIER).upper()
    if not seen:
        yield Lacks(Need.CARRIER_SEEN)
    elif any(cargo.crn and cargo.crn[:4] != seen for cargo in case.cargos):
        held = case.observed(Observation.LETTER).lower()
        gone = [item for item in _LETTER_ITEMS if item not in held]
        yield Chip(
            say(
                "Letter of exclusivity: {count} of 8 items, missing {missing}",
                count=8 - len(gone),
                missing=", ".join(gone) or "-",
            )
        )


ROWS: tuple[Row, ...] = (
    _control_number,
    _no_blanks,
    _conveyance_number,
    _one_number_twice,
    _carrier_that_arrives,
    _brokered,
    _code_valid,
    _exclusivity,
)
