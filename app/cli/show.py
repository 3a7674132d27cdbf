"""``prescreen show ID``: everything on record about an item, by item, scan or shipment."""

from __future__ import annotations

import dataclasses

from app.cli.arguments import Arguments
from app.cli.plain import plain
from app.cli.printing import Printer
from app.cli.workspace import Workspace, site_rules, workspace
from app.domain.errors import Refused
from app.domain.notice import Comparison, Notice
from app.domain.words import say
from app.domain.work import Item
from app.scans.measured import seen_of
from app.shipments import rules
from app.shipments.tables import Tables


def run(arguments: Arguments, printer: Printer) -> int:
    """Say all there is on record about one item."""
    with workspace(arguments.home, create=False) as place:
        item = item_named(arguments.id, place)
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
        When nothing on record has this name.
    """
    for find in (
        place.record.item,
        lambda name: place.record.item(place.record.item_of_scan(name)),
    ):
        try:
            return find(identity)
        except Refused:
            continue
    for item_id in place.record.items():
        item = place.record.item(item_id)
        if any(identity in (s.shipment_id, s.ccn) for s in item.shipments):
            return item
    raise Refused(say("Nothing on record is called {name}. See `prescreen queue`.", name=identity))


def _text(item: Item, notices: tuple[Notice, ...], rows: tuple[Comparison, ...]) -> str:
    lines = [f"{item.item_id}: {item.state.value}"]
    for shipment in item.shipments:
        arrival = shipment.conveyance.eta
        lines.append(f"  shipment {shipment.shipment_id} v{shipment.version}, arrives {arrival}")
        lines.append(f"    {shipment.goods_text}, {shipment.pieces} pieces, {shipment.gross_kg} kg")
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
