"""``prescreen show ID``: everything on record about an item, or of a shipment without a scan."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from app.cli.arguments import Arguments
from app.cli.plain import plain
from app.cli.printing import Printer
from app.cli.workspace import Workspace, site_rules, workspace
from app.domain.dossier import Dossier
from app.domain.errors import Refused
from app.domain.hit import HitKind
from app.domain.notice import Comparison, Notice
from app.domain.shipment import Shipment
from app.domain.words import say
from app.domain.work import Item
from app.scans.measured import seen_of
from app.shipments import rules
from app.shipments.tables import Tables


def run(arguments: Arguments, printer: Printer) -> int:
    """Say all there is on record about one item, or about shipments that no scan is tied to."""
    with workspace(arguments.home, create=False) as place:
        item = _item(arguments.id, place)
        if item is None:
            _show_filed(arguments.id, place, printer)
            return 0
        seen = seen_of(place.store, item.reports)
        known, tables = place.record.known(item), Tables.at(place.settings.home)
        case = rules.Case.of(item, place.clock.now(), seen, known, tables)
        case = dataclasses.replace(case, tares=site_rules(place.settings).tares)
        notices, rows = rules.examine(case).notices, case.comparisons
        values = {
            "id": item.item_id,
            **plain(item),
            "notices": plain(notices),
            "comparisons": plain(rows),
        }
        printer.line(values, _text(item, notices, rows))
    return 0


def item_named(identity: str, place: Workspace) -> Item:
    """Return the item of this name, of this scan, or with this shipment.

    Raises
    ------
    Refused
        When no item on record has this name, or several have.
    """
    item = _item(identity, place)
    if item is None:
        raise _unknown(identity)
    return item


def _unknown(identity: str) -> Refused:
    return Refused(say("Nothing on record is called {name}. See `prescreen queue`.", name=identity))


def _item(identity: str, place: Workspace) -> Item | None:
    for find in (
        place.record.item,
        lambda name: place.record.item(place.record.item_of_scan(name)),
    ):
        try:
            return find(identity)
        except Refused:
            continue
    items = dict.fromkeys(hit.item_id for hit in place.record.find(identity) if hit.item_id)
    if len(items) > 1:
        raise Refused(
            say("{name} is in several items: {items}.", name=identity, items=", ".join(items))
        )
    return place.record.item(next(iter(items))) if items else None


def _show_filed(identity: str, place: Workspace, printer: Printer) -> None:
    """Say what is on file under a number that no item has."""
    keys = dict.fromkeys(
        hit.owner for hit in place.record.find(identity) if hit.kind is not HitKind.SCAN
    )
    if not keys:
        raise _unknown(identity)
    for key in keys:
        dossier = place.record.dossier(key)
        values = {"id": key, "state": "no_scan", **plain(dossier)}
        printer.line(values, "\n".join(_filed_lines(dossier)))


def _filed_lines(dossier: Dossier) -> Iterator[str]:
    yield f"{dossier.key}: {dossier.kind.value}, {dossier.standing.value}, no scan is tied to it"
    if dossier.shipment is not None:
        yield from _shipment_lines(dossier.shipment)
    yield from (f"  on trip {trip.crn}: {trip.standing.value}" for trip in dossier.trips)
    for bill in dossier.house_bills:
        yield f"  house bill {bill.key}: {bill.standing.value}"
    for version in dossier.versions:
        yield f"  version {version.number}: {version.function.value}, {version.received_at}"
    yield from (f"  refused {one.rule}: {one.sentence}" for one in dossier.refusals)
    yield from (f"  {event.kind.value} {event.at}: {event.text}" for event in dossier.events)


def _shipment_lines(shipment: Shipment) -> Iterator[str]:
    arrival = shipment.conveyance.eta
    yield f"  shipment {shipment.shipment_id} v{shipment.version}, arrives {arrival}"
    yield f"    {shipment.goods_text}, {shipment.pieces} pieces, {shipment.gross_kg} kg"


def _text(item: Item, notices: tuple[Notice, ...], rows: tuple[Comparison, ...]) -> str:
    lines = [f"{item.item_id}: {item.state.value}"]
    for shipment in item.shipments:
        lines += _shipment_lines(shipment)
    for scan in item.scans:
        views = ", ".join(f"{view} ({len(scan.of_view(view))} files)" for view in scan.views)
        lines.append(f"  scan {scan.scan_id} of {scan.object_id}, taken {scan.taken_at}: {views}")
    lines += [
        f"  link {k.scan_id} {k.shipment_id}: {k.link_class.value} {k.score}" for k in item.links
    ]
    lines += [
        f"  model {r.view}: {r.state.value}, {len(r.findings)} findings" for r in item.reports
    ]
    lines += [f"  {row.quantity}: {row.declared} | {row.seen} {row.code}".rstrip() for row in rows]
    lines += [f"  {n.severity.value}: {_cited(n)}{_preface(n)}{n.sentence}" for n in notices]
    lines += [
        f"  decision {d.kind.value} by {d.officer}: {', '.join(d.reasons)}" for d in item.decisions
    ]
    return "\n".join(lines)


def _cited(notice: Notice) -> str:
    return f"¶{notice.paragraph} " if notice.paragraph else ""


def _preface(notice: Notice) -> str:
    return f"{notice.preface} " if notice.preface is not None else ""
