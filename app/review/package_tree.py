"""The JSON of a package for the port, form ``prescreen-referral/1`` (docs/referral-package.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from app.domain.decision import (
    OTHER_REASONS,
    REFERRAL_REASONS,
    RELEASE_REASONS,
    Recommendation,
    Region,
)
from app.domain.shipment import Equipment, Shipment
from app.domain.work import Item

_SEAL = ("R082:", "R084:")
"""Notices that say that the load must go under seal (¶90, ¶94)."""
SCHEMA = "prescreen-referral/1"
Tree = dict[str, object]


def package_tree(recommendation: Recommendation, item: Item, reports: Mapping[str, str]) -> Tree:
    """Return the package as a tree.

    Parameters
    ----------
    recommendation
        The decision as sealed on record.
    item
        The item it speaks of.
    reports
        File name of the threat detection report, by scan.
    """
    return {
        "schema": SCHEMA,
        "recommendation_id": recommendation.recommendation_id,
        "supersedes": recommendation.supersedes or None,
        "classification": recommendation.classification,
        "sample": recommendation.sample,
        "kind": recommendation.kind.value,
        "scope": recommendation.scope,
        "subjects": list(recommendation.subjects),
        "co_loaded": list(recommendation.co_loaded),
        "reasons": [{"code": code, "text": _text_of(code)} for code in recommendation.reasons],
        "reasons_version": recommendation.reasons_version,
        "exam": _exam(recommendation),
        "confidence": recommendation.confidence,
        "note": recommendation.note,
        "regions": [_region(region, item) for region in recommendation.regions],
        "scans": [_scan(recommendation, item, scan_id, reports) for scan_id in _scan_ids(item)],
        "shipments": [_shipment(s, recommendation) for s in item.shipments],
        "decided": {
            "at": _moment(recommendation.times.decided_at),
            "by": recommendation.officer,
            "role": recommendation.role,
            "second_person": recommendation.second or None,
            "workstation": recommendation.workstation,
            "eta": _moment(recommendation.times.eta),
            "lead_minutes": recommendation.times.lead_minutes,
        },
        "seal_required": any(key.startswith(_SEAL) for key in recommendation.notices),
        "overrides": [
            {"notice": key, "reason": reason} for key, reason in recommendation.overrides.items()
        ],
        "authority": recommendation.authority,
        "program_version": recommendation.program_version,
    }


def _exam(recommendation: Recommendation) -> Tree | None:
    if recommendation.exam is None:
        return None
    return {
        "type": recommendation.exam.value,
        "port": recommendation.exam_port,
        "place": recommendation.exam_place,
        "urgency": recommendation.urgency.value,
    }


def _region(region: Region, item: Item) -> Tree:
    mark = next((one for one in item.marks if one.mark_id == region.from_mark), None)
    return {
        "label": region.label,
        "scan": region.scan_id,
        "view": region.view,
        "polygon": [list(point) for point in region.polygon],
        "polygon_share": [[round(x, 6), round(y, 6)] for x, y in region.polygon_share],
        "place": region.place,
        "shipment": region.subject or None,
        "from": "finding" if region.from_finding else "mark",
        "class": mark.category.value if mark else None,
        "note": mark.note or None if mark else None,
    }


def _scan_ids(item: Item) -> tuple[str, ...]:
    return tuple(scan.scan_id for scan in item.scans)


def _scan(
    recommendation: Recommendation, item: Item, scan_id: str, reports: Mapping[str, str]
) -> Tree:
    scan = next(scan for scan in item.scans if scan.scan_id == scan_id)
    seen = [one for one in recommendation.scans if one.scan_id == scan_id]
    return {
        "scan": scan_id,
        "object": scan.object_id,
        "identifiers": dict(scan.identifiers),
        "taken_at": _moment(scan.taken_at),
        "site": scan.site,
        "report": reports.get(scan_id),
        "views": [
            {
                "view": one.view,
                "images": list(one.image_digests),
                "seen_to_the_end": one.full_extent,
            }
            for one in seen
        ],
    }


def _shipment(shipment: Shipment, recommendation: Recommendation) -> Tree:
    return {
        "shipment_id": shipment.shipment_id,
        "ccn": shipment.ccn or None,
        "crn": shipment.conveyance.crn or None,
        "version": shipment.version,
        "sha256": shipment.sha256,
        "decided_on": shipment.sha256 in recommendation.shipment_digests,
        "goods": shipment.goods_text,
        "pieces": shipment.pieces,
        "part_of": shipment.part_of,
        "weight_kg": None if shipment.gross_kg is None else float(shipment.gross_kg),
        "equipment": [_equipment(piece) for piece in shipment.equipment],
    }


def _equipment(piece: Equipment) -> Tree:
    return {"kind": piece.kind, "number": piece.number, "seals": list(piece.seals)}


def _text_of(code: str) -> str:
    lists = (REFERRAL_REASONS, RELEASE_REASONS, *OTHER_REASONS.values())
    return next((reasons[code] for reasons in lists if code in reasons), code)


def _moment(moment: dt.datetime | None) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")
