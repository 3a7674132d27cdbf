"""Reading what was decided as pictures to compare with: no notes, no marks, no names.

The reference library reads once, then only what was decided since: thousands of bodies are looked
at, so that they are not built into values of the domain one by one.
"""

from __future__ import annotations

import collections
import dataclasses
import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, func, select

from app.domain.reference import Origin, Pictured
from app.domain.scan import PURGED
from app.domain.shipment import Conveyance, Equipment, GoodsLine, Mode
from app.record.coding import time_of
from app.record.entries import UNLINKED
from app.record.tables import DECISION, IMAGE, LINK, SCAN, SHIPMENT
from app.shipments.pictured import Declared, pictured


def decided_views(
    connection: Connection, after: int, most: int | None = None
) -> tuple[tuple[Pictured, ...], int]:
    """Return every view of the items that were decided after a line, and the last line read.

    Parameters
    ----------
    connection
        To read with.
    after
        Number of a line; 0 for everything.
    most
        Decisions that are read at most; the next call goes on from there.
    """
    last = _last(connection, after, most)
    if last <= after:
        return (), after
    latest = select(func.max(DECISION.c.seq)).group_by(DECISION.c.item_id)
    between = (DECISION.c.seq > after) & (DECISION.c.seq <= last)
    newest = select(DECISION.c.item_id, DECISION.c.kind).where(between, DECISION.c.seq.in_(latest))
    kinds = {str(row.item_id): str(row.kind) for row in connection.execute(newest)}
    chosen = select(DECISION.c.item_id).where(between)
    declared = _declared(connection, chosen)
    files = _files(connection, chosen)
    found: list[Pictured] = []
    scans = select(SCAN.c.scan_id, SCAN.c.item_id, SCAN.c.body).where(SCAN.c.item_id.in_(chosen))
    for scan_id, item_id, body in connection.execute(scans.order_by(SCAN.c.seq)):
        told = json.loads(body)
        if item_id in kinds and told["origin"] != PURGED:
            scan = _scanned(scan_id, told, item_id, kinds[item_id])
            found += _views(scan, files.get(scan_id, {}), declared[scan_id])
    return tuple(found), last


def _last(connection: Connection, after: int, most: int | None) -> int:
    """Number of the last line to read."""
    newest: int = connection.scalar(select(func.max(DECISION.c.seq))) or 0
    if most is None or newest <= after:
        return newest
    later = select(DECISION.c.seq).where(DECISION.c.seq > after).order_by(DECISION.c.seq)
    limit: int | None = connection.scalar(later.offset(most - 1).limit(1))
    return newest if limit is None else limit


@dataclasses.dataclass(frozen=True, slots=True)
class _Scanned:
    """A scan, and a picture of it that still lacks its view."""

    bare: Pictured
    read: Mapping[str, str]


def _scanned(scan_id: str, scan: Mapping[str, Any], item_id: str, outcome: str) -> _Scanned:
    taken_at = scan["taken_at"]
    bare = Pictured(
        scan_id=scan_id,
        view="",
        item_id=item_id,
        origin=Origin.DECIDED,
        number=scan["object_id"],
        taken_at=None if taken_at is None else time_of(taken_at),
        outcome=outcome,
        simulated=scan["origin"] == "SYNTHETIC",
    )
    return _Scanned(bare, scan["identifiers"])


def _views(scan: _Scanned, files: Mapping[str, list[str]], declared: Declared) -> list[Pictured]:
    whole = pictured(scan.bare, scan.read, declared)
    return [
        dataclasses.replace(whole, view=view, digests=tuple(sorted(digests)))
        for view, digests in files.items()
    ]


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
        # What is at its default is left out of what is kept.
        found[scan_id] = Declared(
            before.goods + tuple(_line(line) for line in tree.get("goods", ())),
            before.equipment + tuple(_piece(piece) for piece in tree.get("equipment", ())),
            Mode(tree["conveyance"].get("mode", Conveyance().mode)),
        )
    return found


def _line(tree: dict[str, Any]) -> GoodsLine:
    return GoodsLine("", hs=tree.get("hs", ""), equipment=tree.get("equipment", ""))


def _piece(tree: dict[str, Any]) -> Equipment:
    return Equipment(
        tree["kind"],
        tree["number"],
        empty=tree.get("empty", False),
        length_ft=tree.get("length_ft"),
    )
