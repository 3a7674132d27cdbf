"""Sub-locations and warehouses: where goods lie and may be examined (¶51, 121 to 140)."""

from __future__ import annotations

import re

from app.domain.event import EventKind
from app.domain.rule import Need
from app.domain.shipment import Movement
from app.domain.words import phrase, say
from app.shipments.rules.cargo import Cargo, same_port
from app.shipments.rules.requests import release_refused
from app.shipments.rules.row import (
    CONTEXT,
    DECISION,
    INFORM,
    REJECT,
    WARN,
    Chip,
    Fires,
    Lacks,
    Outcomes,
    Row,
    of_cargo,
)
from app.shipments.rules.seals import exam_place
from app.shipments.tables import generic_office

EXAM_PLACE = "R111"
"""Rule that also a referral waits for; an officer may override it with a reason (¶140)."""
_NAMED_FOR = (Movement.IMPORT, Movement.IN_BOND, Movement.IN_TRANSIT)
"""Paragraph 121 speaks of import and in-transit documents; domestic in-transit is neither (¶1)."""
_INLAND = (Movement.IN_BOND, Movement.IN_TRANSIT, Movement.EXPORT)


@of_cargo(
    ("R101", "121", WARN, CONTEXT),
    phrase("Control documents name a sub-location, but for border cargo not consolidated."),
    Need.MOVEMENT,
    Need.FULL_FORM,
)
def _place_named(cargo: Cargo) -> Outcomes:
    shipment = cargo.shipment
    if shipment.sub_location or cargo.courier or cargo.alone:
        return
    if cargo.movement not in (*_NAMED_FOR, Movement.UNKNOWN):
        return
    border = cargo.highway and not shipment.consolidated and cargo.movement is Movement.IMPORT
    if cargo.movement is Movement.UNKNOWN:
        yield Lacks(Need.MOVEMENT)
    elif not cargo.complete_form:
        yield Lacks(Need.FULL_FORM)
    elif not border:
        yield Fires(say("No sub-location is named where one is required."))


@of_cargo(
    ("R102", "122", REJECT, DECISION),
    phrase("A sub-location has four digits: where the goods are, or will be if referred."),
    Need.SUB_LOCATION,
)
def _place_written(cargo: Cargo) -> Outcomes:
    place = cargo.shipment.sub_location
    if not place:
        yield Lacks(Need.SUB_LOCATION)
    elif not re.fullmatch(r"[0-9]{4}", place):
        yield Fires(say("Sub-location {place} is not of four digits.", place=place))


@of_cargo(
    ("R103", "123", WARN, CONTEXT),
    phrase("In bond, the release request names a sub-location, the one that the cargo names."),
    Need.RELEASE_REQUEST,
    Need.SUB_LOCATION,
)
def _place_of_release(cargo: Cargo) -> Outcomes:
    if cargo.movement is not Movement.IN_BOND:
        return
    asked = cargo.last(EventKind.RELEASE_REQUESTED)
    own = cargo.shipment.sub_location
    if asked is None:
        yield Lacks(Need.RELEASE_REQUEST)
    elif not asked.sub_location:
        yield Fires(say("The release request names no sub-location."))
    elif not own:
        yield Lacks(Need.SUB_LOCATION)
    elif asked.sub_location != own:
        yield Fires(
            say(
                "The release request names {asked}, the cargo {own}.",
                asked=asked.sub_location,
                own=own,
            )
        )


@of_cargo(
    ("R104", "124-126", INFORM, CONTEXT),
    phrase("A generic sub-location is 9 and the code of the port."),
    Need.SUB_LOCATION,
)
def _generic(cargo: Cargo) -> Outcomes:
    place = cargo.shipment.sub_location
    office = generic_office(place)
    if not place:
        yield Lacks(Need.SUB_LOCATION)
    elif office:
        named = cargo.look_up("offices", office)
        yield Chip(
            say(
                "{place}: generic, {name} {office}",
                place=place,
                name=named.en if named else "",
                office=office,
            )
        )


@of_cargo(
    ("R105", "127", WARN, CONTEXT),
    phrase("A generic sub-location is that of the office where the goods are destined."),
    Need.SUB_LOCATION,
    Need.DESTINATION,
)
def _generic_fits(cargo: Cargo) -> Outcomes:
    place = cargo.shipment.sub_location
    office = generic_office(place)
    destined = cargo.shipment.port_of_destination
    if not place:
        yield Lacks(Need.SUB_LOCATION)
    elif not office:
        return
    elif not destined or same_port(office, destined) is None:
        yield Lacks(Need.DESTINATION)
    elif not same_port(office, destined):
        yield Fires(
            say(
                "Generic sub-location {place} stands for office {office}, "
                "the goods are destined to {destined}.",
                place=place,
                office=office,
                destined=destined,
            )
        )


@of_cargo(
    ("R106", "132", INFORM, DECISION),
    phrase("The warehouse certifies the arrival; from then on it answers for the goods."),
    Need.HISTORY,
)
def _custody(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
        return
    there = cargo.last(EventKind.AT_WAREHOUSE)
    if there is not None:
        yield Chip(
            say(
                "In the custody of warehouse {place}: a referral goes there",
                place=there.sub_location,
            )
        )


_LICENSED = re.compile(r"(220[3-8]|24)")


@of_cargo(
    ("R107", "133", INFORM, CONTEXT),
    phrase("Full loads of liquor or tobacco may go straight to a licensed manufacturer."),
    Need.GOODS,
    Need.MOVEMENT,
)
def _straight(cargo: Cargo) -> Outcomes:
    goods = cargo.shipment.goods
    if not goods or not all(line.hs for line in goods):
        yield Lacks(Need.GOODS)
    elif all(_LICENSED.match(line.hs) for line in goods):
        if cargo.movement is Movement.UNKNOWN:
            yield Lacks(Need.MOVEMENT)
        elif cargo.movement is Movement.IN_BOND:
            yield Chip(say("May go straight to a licensed manufacturer, without a warehouse"))


@of_cargo(
    ("R108", "134", WARN, CONTEXT),
    phrase("Cargo that goes inland by road is delivered to a type B warehouse, unless exempt."),
    Need.WAREHOUSE,
    Need.MOVEMENT,
)
def _type_b(cargo: Cargo) -> Outcomes:
    if not cargo.highway or cargo.movement not in (Movement.IN_BOND, Movement.UNKNOWN):
        return
    kind = _type_of_place(cargo)
    if cargo.movement is Movement.UNKNOWN:
        yield Lacks(Need.MOVEMENT)
    elif not kind:
        yield Lacks(Need.WAREHOUSE)
    elif kind not in _inland_types(cargo):
        yield Fires(
            say("Sub-location {place} is no type B warehouse.", place=cargo.shipment.sub_location)
        )


def _inland_types(cargo: Cargo) -> set[str]:
    """Type B; a forwarder's CW for consolidations; the office itself for settlers' effects."""
    allowed = {"B"}
    if cargo.shipment.consolidated or cargo.house_bill:
        allowed.add("CW")
    if cargo.shipment.special_process == "personal_effects":
        allowed.update(("generic9", "CBSA_office"))
    return allowed


def _type_of_place(cargo: Cargo) -> str:
    return cargo.detail("sub_locations", cargo.shipment.sub_location, "type")


@of_cargo(
    ("R109", "136, 137", INFORM, CONTEXT),
    phrase("Consolidations may go to a bonded forwarder's CW warehouse."),
    Need.WAREHOUSE,
)
def _to_forwarder(cargo: Cargo) -> Outcomes:
    if not cargo.shipment.consolidated:
        return
    kind = _type_of_place(cargo)
    if not kind:
        yield Lacks(Need.WAREHOUSE)
    elif kind == "CW":
        yield Chip(say("To the forwarder's warehouse {place}", place=cargo.shipment.sub_location))


@of_cargo(
    ("R110", "139", WARN, CONTEXT),
    phrase("Containers in bond for export go to the exporting warehouse if they stay whole."),
    Need.MOVEMENT,
    Need.SEAL_CHAIN,
)
def _for_export(cargo: Cargo) -> Outcomes:
    if cargo.movement is Movement.UNKNOWN:
        yield Lacks(Need.MOVEMENT)
    if cargo.movement is not Movement.EXPORT:
        return
    seen = [li for li in cargo.dossier.seals if li.seal.state] if cargo.dossier is not None else []
    if not seen:
        yield Lacks(Need.SEAL_CHAIN)
    elif any(link.seal.state in ("broken", "missing") for link in seen):
        yield Fires(say("For export in bond, and a seal is not whole."), "SEAL_BROKEN")


@of_cargo(
    (EXAM_PLACE, "51, 140", REJECT, DECISION),
    phrase("An exam at the border is made in a frontier examining warehouse of that very port."),
    Need.EXAM_PLACE,
    Need.WAREHOUSE,
    Need.PORT,
)
def _exam_at_port(cargo: Cargo) -> Outcomes:
    place, port = exam_place(cargo), cargo.conveyance.fpoa
    if place is None or cargo.movement in _INLAND:
        return
    if place == cargo.shipment.sub_location and release_refused(cargo):
        return  # They go there in bond (¶46, 74): that is no exam at the border.
    if not place or not port:
        yield Lacks(Need.PORT if place else Need.EXAM_PLACE)
        return
    kind = cargo.detail("sub_locations", place, "type")
    where = cargo.detail("sub_locations", place, "port")
    same = same_port(where, port)
    if not kind:
        yield Lacks(Need.WAREHOUSE)
    elif kind == "frontier_examining" and same is None:
        yield Lacks(Need.PORT)
    elif kind != "frontier_examining" or not same:
        yield Fires(
            say(
                "{place} is no examining warehouse of port {port}, where the goods arrive.",
                place=place,
                port=port,
            ),
            subject=f"{cargo.key} {place}",
        )


ROWS: tuple[Row, ...] = (
    _place_named,
    _place_written,
    _place_of_release,
    _generic,
    _generic_fits,
    _custody,
    _straight,
    _type_b,
    _to_forwarder,
    _for_export,
    _exam_at_port,
)
