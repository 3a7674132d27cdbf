"""Reading what was decided as pictures to compare with: no notes, no marks, no names.

The reference library reads once, then only what was decided since: thousands of bodies are looked
at, so that they are not built into values of the domain one by one.
"""

from __future__ import annotations

import collections
import dataclasses
import json
from typing import Any

from sqlalchemy import Connection, Select, func, select

from app.domain.reference import Origin, Pictured
from app.domain.shipment import Equipment, GoodsLine, Mode
from app.record.coding import time_of
from app.record.entries import UNLINKED
from app.record.tables import DECISION, IMAGE, LINK, SCAN, SHIPMENT
from app.shipments.pictured import Declared, pictured


def decided_views(connection: Connection, after: int) -> tuple[tuple[Pictured, ...], int]:
    """Return every view of the items that were decided after a line, and the last such line.

    Parameters
    ----------
    connection
        To read with.
    after
        Number of a line; 0 for everything.
    """
    last = connection.scalar(select(func.max(DECISION.c.seq))) or 0
    if last <= after:
        return (), after
    latest = select(func.max(DECISION.c.seq)).group_by(DECISION.c.item_id)
    newest = select(DECISION.c.item_id, DECISION.c.kind).where(
        DECISION.c.seq > after, DECISION.c.seq.in_(latest)
    )
    kinds = {str(row.item_id): str(row.kind) for row in connection.execute(newest)}
    chosen = select(DECISION.c.item_id).where(DECISION.c.seq > after)
    declared = _declared(connection, chosen)
    files = _files(connection, chosen)
    found: list[Pictured] = []
    scans = select(SCAN.c.scan_id, SCAN.c.item_id, SCAN.c.body).where(SCAN.c.item_id.in_(chosen))
    for scan_id, item_id, body in connection.execute(scans.order_by(SCAN.c.seq)):
        if item_id in kinds:
            found += _views(
                scan_id, json.loads(body), files.get(scan_id, {}), declared[scan_id], item_id
            )
    return tuple(_outcome(picture, kinds) for picture in found), last


def _views(
    scan_id: str,
    scan: dict[str, Any],
    files: dict[str, list[str]],
    declared: Declared,
    item_id: str,
) -> list[Pictured]:
    taken_at = scan["taken_at"]
    return [
        pictured(
            Pictured(
                scan_id=scan_id,
                view=view,
                item_id=item_id,
                origin=Origin.DECIDED,
                digests=tuple(sorted(digests)),
                number=scan["object_id"],
                taken_at=None if taken_at is None else time_of(taken_at),
                simulated=scan["origin"] == "SYNTHETIC",
            ),
            scan["identifiers"],
            declared,
        )
        for view, digests in files.items()
    ]


def _outcome(picture: Pictured, kinds: dict[str, str]) -> Pictured:
    return dataclasses.replace(picture, outcome=kinds[picture.item_id])


def _files(connection: Connection, items: Select[Any]) -> dict[str, dict[str, list[str]]]:
    """Return the digests of every view's files, by scan."""
    query = (
        select(IMAGE.c.scan_id, IMAGE.c.view, IMAGE.c.sha256)
        .join(SCAN, SCAN.c.scan_id == IMAGE.c.scan_id)
        .where(SCAN.c.item_id.in_(items))
        .order_by(IMAGE.c.seq)
    )
    files: dict[str, dict[str, list[str]]] = {}
    for scan_id, view, sha256 in connection.execute(query):
        files.setdefault(scan_id, {}).setdefault(view, []).append(sha256)
    return files


def _declared(connection: Connection, items: Select[Any]) -> dict[str, Declared]:
    """Return what was declared of each scan, by the newest version of its shipments."""
    query = (
        select(SCAN.c.scan_id, SHIPMENT.c.body)
        .join(LINK, LINK.c.scan_id == SCAN.c.scan_id)
        .join(SHIPMENT, SHIPMENT.c.shipment_id == LINK.c.shipment_id)
        .where(SCAN.c.item_id.in_(items), LINK.c.link_class != UNLINKED, SHIPMENT.c.newest == 1)
    )
    found: dict[str, Declared] = collections.defaultdict(Declared)
    for scan_id, body in connection.execute(query):
        tree = json.loads(body)
        before = found[scan_id]
        found[scan_id] = Declared(
            before.goods + tuple(_line(line) for line in tree["goods"]),
            before.equipment + tuple(_piece(piece) for piece in tree["equipment"]),
            Mode(tree["conveyance"]["mode"]),
        )
    return found


def _line(tree: dict[str, Any]) -> GoodsLine:
    return GoodsLine("", hs=tree["hs"], equipment=tree["equipment"])


def _piece(tree: dict[str, Any]) -> Equipment:
    return Equipment(tree["kind"], tree["number"], empty=tree["empty"], length_ft=tree["length_ft"])
