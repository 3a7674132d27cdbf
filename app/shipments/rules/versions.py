"""Versions of a record, and what they do to what was decided (¶149 to 152)."""

from __future__ import annotations

import datetime as dt

from app.domain.decision import Recommendation
from app.domain.dossier import Dossier
from app.domain.notice import Notice, Severity
from app.domain.rule import Need
from app.domain.shipment import Function, Shipment
from app.domain.words import phrase, say
from app.domain.work import LinkClass
from app.shipments.rules.cargo import Cargo, utc
from app.shipments.rules.case import Case
from app.shipments.rules.row import (
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
    ("R054", "149", INFORM, INFORMATION),
    phrase("An Add is the first transmission of a record."),
    Need.HISTORY,
)
def _added(cargo: Cargo) -> Outcomes:
    versions = cargo.dossier.versions if cargo.dossier is not None else ()
    if not versions:
        yield Lacks(Need.HISTORY)
    elif len(versions) == 1 and versions[0].function is Function.ADD:
        yield Chip(say("Version 1, as added"))


@of_item(
    ("R055", "150", WARN, DECISION),
    phrase("A Change sends the whole record again before arrival and replaces it whole."),
    Need.HISTORY,
)
def _changed_since_confirmed(case: Case) -> Outcomes:
    versions = {
        link.shipment_id: link.shipment_version
        for link in case.item.links
        if link.link_class is LinkClass.CONFIRMED
    }
    for cargo in case.cargos:
        if cargo.key not in versions and cargo.dossier is None:
            yield Lacks(Need.HISTORY)
        elif versions.get(cargo.key, cargo.shipment.version) < cargo.shipment.version:
            yield _changed(cargo.shipment)
        else:
            yield from _changed_since_scanned(case, cargo)


def _changed_since_scanned(case: Case, cargo: Cargo) -> Outcomes:
    """Tell of a change between scan and decision (L5); what was signed after it is R055D's."""
    taken = case.item.scanned_at(cargo.key)
    if cargo.dossier is None or taken is None:
        return
    decided = {digest for one in case.item.decisions for digest in one.shipment_digests}
    differing = cargo.dossier.changed_since(taken)
    if not differing or cargo.shipment.sha256 in decided:
        return
    yield Fires(
        say(
            "{shipment} changed after the scan, to version {version}.",
            shipment=cargo.key,
            version=cargo.shipment.version,
        ),
        subject=f"{cargo.key} v{cargo.shipment.version}",
        weight=Severity.WARNING if any(one.decisive for one in differing) else Severity.NOTE,
    )


def _changed(shipment: Shipment) -> Fires:
    return Fires(
        say(
            "The data of {shipment} changed to version {version} after the first look.",
            shipment=shipment.shipment_id,
            version=shipment.version,
        ),
        subject=f"{shipment.shipment_id} v{shipment.version}",
    )


def _carried_along(shipment: Shipment) -> Fires:
    """Its own record is as it was; the conveyance or the house bills that belong to it are not."""
    return Fires(
        say(
            "What belongs to {shipment} changed after the first look: conveyance or house bills.",
            shipment=shipment.shipment_id,
        ),
        subject=f"{shipment.shipment_id} {shipment.sha256[:8]}",
    )


def changed(opened: Shipment, shipment: Shipment) -> Notice:
    """Return the warning on data that changed after the first look."""
    told = _changed(shipment) if shipment.version > opened.version else _carried_along(shipment)
    return Notice("R055", Severity.WARNING, "150", told.sentence, subject=told.subject)


@of_item(
    ("R055D", "150", WARN, DECISION),
    phrase("A recommendation speaks of the data that it was signed on, and is stale without it."),
    Need.HISTORY,
)
def _changed_since_decided(case: Case) -> Outcomes:
    if not case.item.decisions:
        return
    last = case.item.decisions[-1]
    decided = set(last.shipment_digests)
    for cargo in case.cargos:
        if not _spoken_of(last, cargo):
            continue
        if not cargo.shipment.sha256:
            yield Lacks(Need.HISTORY)
            continue
        if cargo.shipment.sha256 in decided:
            continue
        if _carried_by_above(cargo, last):
            continue
        grave = cargo.dossier is None or _decisive(cargo.dossier, last.times.decided_at)
        yield Fires(
            say(
                "The data of {shipment} differs from what the recommendation was signed on.",
                shipment=cargo.key,
            ),
            subject=f"{cargo.key} v{cargo.shipment.version}",
            weight=Severity.WARNING if grave else Severity.NOTE,
        )


def _spoken_of(decision: Recommendation, cargo: Cargo) -> bool:
    return decision.scope == "equipment" or cargo.key in decision.subjects


def _carried_by_above(cargo: Cargo, decision: Recommendation) -> bool:
    """Whether a house bill differs only by what the cargo above it brought, and that is told."""
    above, dossier = cargo.above, cargo.dossier
    if above is None or dossier is None or not _spoken_of(decision, above):
        return False
    since = utc(decision.times.decided_at)
    itself = any(utc(version.received_at) > since for version in dossier.versions)
    return not itself and above.shipment.sha256 not in decision.shipment_digests


def _decisive(dossier: Dossier, since: dt.datetime) -> bool:
    """Whether anything changed since then that decides (shipment-data, L5)."""
    newer = [v for v in dossier.versions if utc(v.received_at) > utc(since)]
    # What a conveyance brings along stands in no version of the cargo's own record.
    carried = any(utc(trip.received_at) > utc(since) for trip in dossier.trips)
    return not newer or carried or any(change.decisive for v in newer for change in v.changes)


@of_item(
    ("R055S", "", WARN, DECISION),
    phrase("A recommendation speaks of the scans that were seen, and is stale when more came."),
    Need.SCAN,
)
def _scanned_since_decided(case: Case) -> Outcomes:
    if not case.item.decisions:
        return
    if not case.item.scans:
        yield Lacks(Need.SCAN)
    seen = {digest for one in case.item.decisions[-1].scans for digest in one.image_digests}
    newer = [scan for scan in case.item.scans if set(scan.digests) - seen]
    for scan in newer:
        yield Fires(
            say(
                "Images of {object} came after the recommendation was signed.",
                object=scan.object_id or scan.scan_id,
            ),
            subject=scan.scan_id,
        )


@of_cargo(
    ("R056", "150, 152", INFORM, INFORMATION),
    phrase("What is missing in a newer version was removed; nothing is kept from the older one."),
    Need.HISTORY,
)
def _removed(cargo: Cargo) -> Outcomes:
    versions = cargo.dossier.versions if cargo.dossier is not None else ()
    if not versions:
        yield Lacks(Need.HISTORY)
        return
    gone = [change.path for change in versions[-1].changes if change.before and not change.after]
    if gone:
        yield Chip(
            say(
                "Removed in version {version}: {fields}",
                version=versions[-1].number,
                fields=", ".join(gone[:4]),
            )
        )


@of_cargo(
    ("R057", "151", WARN, DECISION),
    phrase("A number is never changed: its record is deleted and added under the new one."),
    Need.HISTORY,
)
def _renumbered(cargo: Cargo) -> Outcomes:
    if cargo.dossier is None:
        yield Lacks(Need.HISTORY)
    elif cargo.dossier.renumbered_as:
        yield Fires(
            say(
                "{shipment} may have been filed anew as {numbers}.",
                shipment=cargo.key,
                numbers=", ".join(cargo.dossier.renumbered_as[:3]),
            ),
            "LINK_DOUBT",
        )


ROWS: tuple[Row, ...] = (
    _added,
    _changed_since_confirmed,
    _changed_since_decided,
    _scanned_since_decided,
    _removed,
    _renumbered,
)
