"""In transit, in bond, re-manifested (¶13, 21 to 28, 60 to 70, 135, 138)."""

from __future__ import annotations

from app.domain.decision import Kind
from app.domain.event import EventKind
from app.domain.identifiers import Key, comparable
from app.domain.notice import Severity
from app.domain.rule import Need
from app.domain.scan import Scan
from app.domain.shipment import Mode, Movement
from app.domain.words import phrase, say
from app.shipments.pieces import read_numbers
from app.shipments.rules.cargo import Cargo, same_port, utc
from app.shipments.rules.case import Case
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
from app.shipments.rules.seals import seals_read

_TRANSIT = (Movement.IN_TRANSIT, Movement.DOMESTIC_IN_TRANSIT)


@of_cargo(
    ("R090", "60", WARN, CONTEXT),
    phrase(
        "US goods through Canada go with a bonded carrier, or with a single trip authorization."
    ),
    Need.MOVEMENT,
    Need.BONDED,
)
def _transit_bond(cargo: Cargo) -> Outcomes:
    if cargo.movement is Movement.UNKNOWN:
        yield Lacks(Need.MOVEMENT)
    elif cargo.movement is Movement.DOMESTIC_IN_TRANSIT and not cargo.shipment.single_trip_bond:
        code = cargo.crn[:4] or cargo.carrier_code
        bonded = cargo.bonded(code)
        if bonded is None:
            yield Lacks(Need.BONDED)
        elif not bonded:
            yield Fires(
                say("{code} is not bonded, and no single trip authorization is named.", code=code)
            )


def _passes(case: Case, cargo: Cargo) -> list[Scan]:
    """Return the scans of one shipment by the time they were taken; undated ones are left out."""
    linked = [scan for scan in case.item.scans if cargo in case.of_scan(scan)]
    dated = ((utc(scan.taken_at), scan) for scan in linked if scan.taken_at is not None)
    return [scan for _, scan in sorted(dated, key=lambda pair: pair[0])]


@of_item(
    ("R091", "61, 64, 65", WARN, DECISION),
    phrase("An A8B has four copies; its seals stay whole to re-entry, and so does the load."),
    Need.MOVEMENT,
    Need.SECOND_SCAN,
)
def _seals_to_reentry(case: Case) -> Outcomes:
    for cargo in case.cargos:
        if cargo.movement is Movement.UNKNOWN:
            yield Lacks(Need.MOVEMENT)
        if cargo.movement is not Movement.DOMESTIC_IN_TRANSIT:
            continue
        passes = _passes(case, cargo)
        if len(passes) < 2:
            yield Lacks(Need.SECOND_SCAN)
            continue
        first, last = (
            {comparable(Key.SEAL, number) for number in seals_read(scan)}
            for scan in (passes[0], passes[-1])
        )
        if first != last:
            yield Fires(
                say(
                    "Seals at entry: {first}; at re-entry: {last}.",
                    first=", ".join(sorted(first)) or "-",
                    last=", ".join(sorted(last)) or "-",
                ),
                "SEAL_BROKEN",
                subject=cargo.key,
            )


@of_item(
    ("R092", "67", WARN, DECISION),
    phrase("Equipment is not switched in transit, but for a breakdown or accident, reported."),
    Need.SECOND_SCAN,
)
def _switched(case: Case) -> Outcomes:
    for cargo in case.cargos:
        if cargo.movement not in _TRANSIT:
            continue
        passes = _passes(case, cargo)
        if len(passes) < 2:
            yield Lacks(Need.SECOND_SCAN)
            continue
        first, last = read_numbers(passes[0]), read_numbers(passes[-1])
        keys = (Key.TRAILER, Key.CONTAINER, Key.RAILCAR)
        other = [key for key in keys if key in first and key in last and first[key] != last[key]]
        if other and not cargo.events(EventKind.INCIDENT):
            yield Fires(
                say(
                    "Equipment {first} at entry, {last} at exit, and no incident was reported.",
                    first=first[other[0]],
                    last=last[other[0]],
                ),
                "I11_EQUIPMENT",
                subject=cargo.key,
            )


@of_cargo(
    ("R093", "66", INFORM, CONTEXT),
    phrase("After an accident or a shifted load the carrier calls the nearest office."),
    Need.HISTORY,
)
def _incident(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
    for event in cargo.events(EventKind.INCIDENT):
        yield Chip(say("Incident reported: {words}", words=event.text or "-"))


@of_item(
    ("R094", "68", INFORM, CONTEXT),
    phrase("A conveyance with in-transit goods alone need not send data, and is not penalised."),
    Need.MOVEMENT,
)
def _transit_alone(case: Case) -> Outcomes:
    movements = {cargo.movement for cargo in case.cargos}
    if not movements or Movement.UNKNOWN in movements:
        yield Lacks(Need.MOVEMENT)
    elif movements <= set(_TRANSIT):
        yield Chip(say("In transit only: no data due, no penalty"))


@of_cargo(
    ("R095", "69, 70", WARN, CONTEXT),
    phrase("An A8B is not for offshore goods, nor for goods that change their mode."),
    Need.DOCUMENT,
)
def _wrong_document(cargo: Cargo) -> Outcomes:
    document = cargo.shipment.document
    offshore = cargo.shipment.movement is Movement.IN_TRANSIT or cargo.conveyance.mode in (
        Mode.AIR,
        Mode.MARINE,
        Mode.COURIER,
    )
    if document == "A8B" and (offshore or cargo.multimodal):
        yield Fires(say("An A8B covers this movement, and is not for it."))
    elif not document and cargo.shipment.movement is Movement.DOMESTIC_IN_TRANSIT:
        yield Lacks(Need.DOCUMENT)


@of_cargo(
    ("R096", "13", WARN, DECISION),
    phrase(
        "A carrier without a bond has its goods released at the first port, but in three cases."
    ),
    Need.BONDED,
    Need.MOVEMENT,
)
def _without_bond(cargo: Cargo) -> Outcomes:
    shipment = cargo.shipment
    destined = shipment.port_of_destination
    here = same_port(destined, cargo.conveyance.fpoa) if destined else None
    if cargo.movement is not Movement.IN_BOND and here is not False:
        if here is None and (destined or cargo.movement is Movement.UNKNOWN):
            yield Lacks(Need.MOVEMENT)
        return
    bonded = cargo.bonded(cargo.crn[:4])
    if bonded is None:
        yield Lacks(Need.BONDED)
    elif not bonded and not _may_go_inland(cargo):
        yield Fires(
            say(
                "Carrier {code} is not bonded: the goods are released or examined at the "
                "first port of arrival only.",
                code=cargo.crn[:4],
            )
        )


def _may_go_inland(cargo: Cargo) -> bool:
    """The three cases: a single trip bond, a bonded carrier's cargo, a re-manifest to one."""
    return (
        cargo.shipment.single_trip_bond
        or cargo.bonded(cargo.carrier_code) is True
        or any(
            cargo.bonded(event.other_key[:4]) is True
            for event in cargo.events(EventKind.REMANIFESTED)
        )
    )


@of_cargo(
    ("R097", "21-26", INFORM, INFORMATION),
    phrase("A single trip bond is of 1,000 Canadian dollars at least, and goes with the document."),
    Need.HISTORY,
)
def _single_trip(cargo: Cargo) -> Outcomes:
    if cargo.shipment.single_trip_bond:
        yield Chip(say("Single trip bond"))
    elif cargo.dossier is None:
        yield Lacks(Need.HISTORY)


@of_cargo(
    ("R098", "28", WARN, DECISION),
    phrase("With a single trip bond the goods go inland under another number, on paper."),
    Need.HISTORY,
)
def _single_trip_number(cargo: Cargo) -> Outcomes:
    shipment = cargo.shipment
    if not shipment.single_trip_bond:
        return
    chain = cargo.dossier.chain if cargo.dossier is not None else ()
    older = shipment.replaces_ccn or (chain[-2] if len(chain) > 1 else "")
    if older:
        yield Fires(
            say(
                "Number {new} takes the place of {old}: the scan and what was decided follow it.",
                new=chain[-1] if chain else shipment.ccn,
                old=older,
            )
        )
    elif cargo.dossier is None:
        yield Lacks(Need.HISTORY)
    else:
        yield Chip(say("A paper A8A(B) with another number is to come"))


@of_cargo(
    ("R099", "1, 135", WARN, DECISION),
    phrase("A re-manifest replaces number and document, once CBSA approves it."),
    Need.HISTORY,
)
def _remanifested(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
        return
    for event in cargo.events(EventKind.REMANIFESTED):
        values = {"new": event.other_key or "-"}
        last = cargo.item.decisions[-1] if cargo.item.decisions else None
        referred = last is not None and last.kind is Kind.REFER_FOR_EXAM
        if last is not None and referred and utc(event.at) > utc(last.times.decided_at):
            yield Fires(
                say("Re-manifested as {new} while referred: tell the port.", **values),
                subject=f"{cargo.key} {event.other_key}",
                weight=Severity.BLOCK,
            )
        elif event.details.get("approved", "") != "yes":
            yield Fires(
                say("Re-manifested as {new}, and no approval is on file.", **values),
                subject=f"{cargo.key} {event.other_key}",
            )
        else:
            yield Chip(say("Re-manifested as {new}, approved", **values))


@of_cargo(
    ("R100", "138", INFORM, CONTEXT),
    phrase("Air, rail and marine cargo that goes on by road in bond is re-manifested first."),
    Need.MOVEMENT,
)
def _on_by_road(cargo: Cargo) -> Outcomes:
    if cargo.highway:
        return
    if cargo.movement is Movement.UNKNOWN:
        yield Lacks(Need.MOVEMENT)
    elif cargo.movement is Movement.IN_BOND:
        yield Chip(say("By road in bond: a new number is to come"))


ROWS: tuple[Row, ...] = (
    _transit_bond,
    _seals_to_reentry,
    _switched,
    _incident,
    _transit_alone,
    _wrong_document,
    _without_bond,
    _single_trip,
    _single_trip_number,
    _remanifested,
    _on_by_road,
)
