"""Processes with rules of their own, and papers (¶3, 36, 50, 107 to 120, 129 to 131)."""

from __future__ import annotations

import datetime as dt
import re

from app.domain.event import EventKind
from app.domain.exam_result import Enforcement
from app.domain.filing import FilingKind, Via
from app.domain.observation import Observation
from app.domain.rule import Need
from app.domain.shipment import Movement
from app.domain.threat import ScreeningState
from app.domain.words import phrase, say
from app.shipments.rules.cargo import Cargo, utc
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


@of_cargo(
    ("R112", "107", INFORM, CONTEXT),
    phrase("What is refused admission goes straight back to the United States."),
    Need.HISTORY,
)
def _refused(cargo: Cargo) -> Outcomes:
    refused = _refusals(cargo)
    if cargo.dossier is None and not refused:
        yield Lacks(Need.HISTORY)
        return
    if refused:
        out = any(utc(e.at) >= refused[-1] for e in cargo.events(EventKind.EXPORTED))
        yield Chip(say("Refused entry; exported") if out else say("Refused entry: to go back"))


def _refusals(cargo: Cargo) -> list[dt.datetime]:
    """Return when a notice, or the result of an exam in force, said that entry was refused."""
    events = cargo.dossier.events if cargo.dossier is not None else ()
    told = [utc(e.at) for e in events if e.details.get("result") == "REFUSED_ENTRY"]
    newest = {(one.recommendation_id, one.result.result_id): one for one in cargo.item.results}
    results = [one.result for one in newest.values()]
    found = [one.ended_at for one in results if Enforcement.REFUSED_ENTRY in one.enforcement]
    return sorted((*told, *(utc(at) for at in found)))


_EFFECTS = re.compile(r"\b(settlers?'?s?|household|personal) (effects|goods)\b", re.IGNORECASE)


@of_cargo(
    ("R113", "129-131", INFORM, CONTEXT),
    phrase(
        "Settlers' effects clear at the border or in bond, also at an office by its generic code."
    ),
    Need.GOODS,
)
def _settlers(cargo: Cargo) -> Outcomes:
    claimed = cargo.shipment.special_process == "personal_effects"
    if claimed or _EFFECTS.search(cargo.shipment.goods_text):
        yield Chip(say("Settlers' effects: a mixed image is expected"))
    elif not cargo.shipment.goods:
        yield Lacks(Need.GOODS)


@of_item(
    ("R114", "111", WARN, DECISION),
    phrase("A flying truck has a highway report, paper air waybills and a bonded airline."),
    Need.AIRLINE,
)
def _flying_truck(case: Case) -> Outcomes:
    claiming = [cargo for cargo in case.cargos if "X102e" in cargo.claims]
    bonded = case.observed(Observation.AIRLINE).lower()
    for cargo in claiming:
        if not cargo.shipment.mawb and not cargo.shipment.hawb:
            yield Fires(
                say("A flying truck without an air waybill: there is nothing to find it by."),
                "EXEMPTION_DOUBT",
                subject=cargo.key,
            )
        if not bonded:
            yield Lacks(Need.AIRLINE)
        elif bonded != "yes":
            yield Fires(
                say(
                    "The airline is not bonded: this is no flying truck, and needs a cargo report."
                ),
                "EXEMPTION_DOUBT",
                subject=f"{cargo.key} airline",
            )


@of_cargo(
    ("R115", "110", WARN, DECISION),
    phrase("What leaves the courier's list before arrival needs full data within the time frame."),
    Need.HISTORY,
)
def _off_list_before(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
        return
    if _removed(cargo, after=False) and cargo.dossier.kind is not FilingKind.CARGO:
        yield Fires(
            say("Taken off the courier's list before arrival: a cargo record is needed."),
            "CLVS_INELIGIBLE",
        )


@of_cargo(
    ("R116", "110", INFORM, DECISION),
    phrase("What leaves the courier's list after arrival sends no data: the warehouse arrives it."),
    Need.HISTORY,
)
def _off_list_after(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
    elif _removed(cargo, after=True):
        yield Chip(say("Taken off the courier's list after arrival: warehouse first, then release"))


def _removed(cargo: Cargo, *, after: bool) -> bool:
    """Whether it left the list after arrival (form Y50 is only then), or before."""
    gone = cargo.last(EventKind.LIST_REMOVED, EventKind.Y50)
    if gone is None:
        return False
    arrived = cargo.arrived_at
    rejected = gone.kind is EventKind.Y50 or gone.details.get("y50") == "yes"
    late = rejected or (arrived is not None and utc(gone.at) >= utc(arrived))
    return late is after


@of_cargo(
    ("R117", "113, 51", WARN, DECISION),
    phrase("Where other pieces are found than were sent, it is reported at once."),
    Need.HISTORY,
    Need.PIECES,
)
def _overage(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
        return
    for event in cargo.events(EventKind.OVERAGE_SHORTAGE):
        found = event.details.get("found", "")
        declared = event.details.get("declared", "") or str(cargo.shipment.pieces or "")
        if not found or not declared:
            yield Lacks(Need.PIECES)
        elif found != declared:
            yield Fires(
                say(
                    "{found} pieces found, {declared} declared; told by {by}.",
                    found=found,
                    declared=declared,
                    by=event.details.get("by", "") or "-",
                ),
                "I04_PIECES",
            )


@of_cargo(
    ("R119", "36", INFORM, INFORMATION),
    phrase("Paper manifests are for outages and exceptional processing only."),
    Need.HISTORY,
)
def _on_paper(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
    elif cargo.dossier.via is Via.PAPER:
        yield Chip(say("Typed from a paper manifest"))


@of_cargo(
    ("R120", "120", INFORM, CONTEXT),
    phrase("Nine further processes are those of Memorandum D3-1-1."),
    Need.PROCESS,
)
def _special(cargo: Cargo) -> Outcomes:
    name = cargo.shipment.special_process
    entry = cargo.look_up("special_processes", name)
    if name and entry is None:
        yield Lacks(Need.PROCESS)
    elif entry is not None:
        yield Chip(say("Process: {name}", name=entry.en))


@of_item(
    ("R122", "3", INFORM, INFORMATION),
    phrase(
        "Data ahead of arrival is for three ends: high risk, low risk, control of goods in bond."
    ),
    Need.SCREENED,
)
def _lane(case: Case) -> Outcomes:
    states = {report.state for report in case.item.reports}
    if any(cargo.movement is Movement.IN_BOND for cargo in case.cargos):
        yield Chip(say("Control goods in bond"))
    elif ScreeningState.FLAGGED in states:
        yield Chip(say("Manage high risk"))
    elif not case.cargos:
        # Nothing is known of the goods: that is no low risk, and another rule says so.
        return
    elif not states or ScreeningState.UNKNOWN in states:
        yield Lacks(Need.SCREENED)
    else:
        yield Chip(say("Let low risk through quickly"))


_PAPERS = {
    "stamped_lead_sheet": phrase("Proof of report: stamped lead sheet"),
    "portal_12_1": phrase("Proof of report: section 12(1) report of the portal"),
    "reported_notice": phrase("Proof of report: reported notice"),
    "RNS": phrase("Proof of release: RNS message"),
    "deconsolidation_notice": phrase("Proof of release: deconsolidation notice"),
    "stamped_PARS": phrase("Proof of release: stamped PARS document"),
}


@of_cargo(
    ("R123", "50", INFORM, INFORMATION),
    phrase("Six papers or notices are proof of report or of release."),
    Need.HISTORY,
)
def _proof(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
    for event in cargo.events(EventKind.DOCUMENT):
        name = event.details.get("document", "")
        if name in _PAPERS:
            yield Chip(say(_PAPERS[name]))


ROWS: tuple[Row, ...] = (
    _refused,
    _settlers,
    _flying_truck,
    _off_list_before,
    _off_list_after,
    _overage,
    _on_paper,
    _special,
    _lane,
    _proof,
)
