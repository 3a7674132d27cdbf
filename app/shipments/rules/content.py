"""Cargo and conveyance: what must be on file, and how the two belong together (¶41, 71 to 85)."""

from __future__ import annotations

from app.domain.dossier import Standing, Trip
from app.domain.filing import FilingKind
from app.domain.notice import Severity
from app.domain.rule import Need
from app.domain.shipment import Mode, Movement
from app.domain.words import phrase, say
from app.shipments.rules.cargo import Cargo, same_port
from app.shipments.rules.case import Case
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    REJECT,
    WARN,
    Fires,
    Lacks,
    Outcomes,
    Row,
    of_cargo,
    of_item,
)

WITHOUT_CARGO = (
    *(f"X101{letter}" for letter in "abcdefghi"),
    *(f"X102{letter}" for letter in "abcdefg"),
    *("X103", "X108", "X112", "X000"),
)
"""Rows of section 2.4 that need no cargo record; the tow truck's own rule tells its cases apart."""
_LOOK_LOADED = ("X102b", "X102g")
"""What is declared empty and still shows in an image: empty racks and containers, dunnage."""
_NO_RECORD = phrase("No cargo record of {shipment} and no exception code.")
_LINE_ONLY = phrase(
    "Of {shipment} there is no cargo record, only a line of the flight manifest, and no exception "
    "code."
)
_IN_FORCE = (Standing.ACCEPTED, Standing.SUBMITTED)


@of_item(
    ("R020", "41, 71", WARN, DECISION),
    phrase("A cargo report is mandatory for all import cargo that is not exempt."),
    Need.EXCEPTION,
)
def _cargo_report(case: Case) -> Outcomes:
    if not case.item.shipments:
        if not case.claims & set(WITHOUT_CARGO):
            yield Fires(
                say("No shipment data on file for this scan. An exemption may apply; ask for it."),
                "NO_MANIFEST",
                weight=Severity.BLOCK,
            )
        return
    for cargo in case.cargos:
        yield from _without_report(cargo)


def _without_report(cargo: Cargo) -> Outcomes:
    """Tell of a shipment that has neither a cargo number nor a reason to be without."""
    if cargo.dossier is not None and cargo.dossier.standing is Standing.NOT_ON_FILE:
        missing = True
    else:
        # A courier's shipment without the flag is rule R043's, once its value is known.
        missing = cargo.highway and not cargo.shipment.ccn and not _on_list(cargo)
    if not missing or cargo.claims & set(WITHOUT_CARGO):
        return
    if cargo.unknown_codes:
        yield Lacks(Need.EXCEPTION)
        return
    line = cargo.dossier is not None and cargo.dossier.manifest_line
    yield Fires(
        say(_LINE_ONLY if line else _NO_RECORD, shipment=cargo.key),
        "NO_MANIFEST",
        subject=cargo.key,
        weight=Severity.BLOCK,
    )


def _on_list(cargo: Cargo) -> bool:
    listed = cargo.dossier is not None and cargo.dossier.kind is FilingKind.COURIER
    return listed or cargo.conveyance.mode is Mode.COURIER or bool(cargo.shipment.list_id)


@of_item(
    ("R021", "72, 82", REJECT, DECISION),
    phrase("A conveyance quotes only cargo that is accepted and on file."),
    Need.TRIP,
    Need.ABOARD,
)
def _cargo_on_file(case: Case) -> Outcomes:
    trips = {trip.crn: trip for cargo in case.cargos for trip in cargo.trips}
    if not trips:
        yield Lacks(Need.TRIP)
    known = {**case.aboard, **case.dossiers}
    for number, trip in sorted(trips.items()):
        quoted = trip.report.cargo
        if any(ccn not in known for ccn in quoted):
            yield Lacks(Need.ABOARD)
        failing = [ccn for ccn in quoted if ccn in known and known[ccn].standing not in _IN_FORCE]
        if failing:
            yield Fires(
                say(
                    "Conveyance {crn} quotes cargo that is not accepted and on file: {numbers}.",
                    crn=number,
                    numbers=_some(failing),
                ),
                "MANIFEST_REJECTED",
                subject=number,
            )


def _some(numbers: list[str]) -> str:
    return ", ".join(numbers[:3]) + (" …" if len(numbers) > 3 else "")


@of_cargo(
    ("R022", "", REJECT, DECISION),
    phrase("A cargo is linked to one live trip (reject “linked to another trip”)."),
    Need.HISTORY,
)
def _one_trip(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
        return
    if cargo.above is not None:
        # Its trips are those of what it lies in.
        return
    live = [t.crn for t in cargo.trips if t.standing in _IN_FORCE and t.arrived_at is None]
    split = cargo.shipment.part_of is not None
    if len(set(live)) > 1 and not split:
        yield Fires(
            say("Linked to several live trips: {trips}.", trips=_some(sorted(set(live)))),
            "LINK_DOUBT",
        )


@of_cargo(
    ("R023", "", REJECT, CONTEXT),
    phrase("Conveyance and cargo name the same port of arrival (reject “port does not match”)."),
    Need.TRIP,
    Need.PORT,
)
def _one_port(cargo: Cargo) -> Outcomes:
    if cargo.trip is None:
        yield Lacks(Need.TRIP)
        return
    # What an airline's waybill names is where the goods end, not where they first arrive.
    own = "" if cargo.waybill else cargo.own_port
    other = cargo.trip.report.conveyance.fpoa
    same = same_port(own, other) if own and other else None
    if same is None:
        yield Lacks(Need.PORT)
    elif not same:
        yield Fires(
            say(
                "The cargo names port {cargo}, its conveyance port {conveyance}.",
                cargo=own,
                conveyance=other,
            )
        )


@of_cargo(
    ("R024", "73", REJECT, CONTEXT),
    phrase("A cargo submission has a movement type or service option."),
    Need.FULL_FORM,
)
def _movement_given(cargo: Cargo) -> Outcomes:
    no_submission = cargo.courier or cargo.house_bill or cargo.alone
    if no_submission or cargo.claims & set(WITHOUT_CARGO) or cargo.shipment.service_option:
        return
    if cargo.movement is Movement.UNKNOWN:
        if cargo.complete_form:
            yield Fires(say("No movement type and no service option: never taken for an import."))
        else:
            yield Lacks(Need.FULL_FORM)


@of_cargo(
    ("R025", "83, 104", WARN, DECISION),
    phrase("An empty conveyance says so, and one that says so has no cargo."),
    Need.TRIP,
)
def _empty_flag(cargo: Cargo) -> Outcomes:
    shipment, trip = cargo.shipment, cargo.trip
    if cargo.conveyance.empty and (shipment.goods or shipment.pieces):
        yield Fires(
            say(
                "The conveyance is declared empty, yet {shipment} declares goods.",
                shipment=shipment.shipment_id,
            )
        )
    elif not cargo.linked:
        yield Lacks(Need.TRIP)
    elif trip is not None and _says_nothing(trip, cargo):
        yield Fires(
            say(
                "Conveyance {crn} names no cargo, no exception, and is not declared empty.",
                crn=trip.crn,
            ),
            subject=trip.crn,
        )


def _says_nothing(trip: Trip, cargo: Cargo) -> bool:
    said = trip.report.cargo or trip.report.conveyance.empty or cargo.exception_codes
    return not said


@of_item(
    ("R026", "83, 104", WARN, DECISION),
    phrase("What is declared empty shows no load in the image."),
    Need.MEASURED,
    Need.EMPTY_FORM,
)
def _empty_seen_loaded(case: Case) -> Outcomes:
    row = next((one for one in case.comparisons if one.quantity.text == "Loaded"), None)
    if row is None or case.seen is None or case.seen.loaded_share is None:
        yield Lacks(Need.MEASURED)
    elif row.figure is None:
        yield Lacks(Need.EMPTY_FORM)
    elif row.code == "I02_DECLARED_EMPTY":
        share = row.seen.values["figure"]
        if case.claims & set(_LOOK_LOADED):
            yield Fires(
                say(
                    "Declared empty: {seen} of the area, as racks or dunnage may show.", seen=share
                ),
                weight=Severity.NOTE,
                rule="I02",
                place=row.place,
                figure=row.figure,
            )
        else:
            yield Fires(
                say("Declared empty, but a load is seen on {seen} of the area.", seen=share),
                row.code,
                weight=row.severity,
                rule="I02",
                place=row.place,
                figure=row.figure,
            )


ROWS: tuple[Row, ...] = (
    _cargo_report,
    _cargo_on_file,
    _one_trip,
    _one_port,
    _movement_given,
    _empty_flag,
    _empty_seen_loaded,
)
