"""The JSON of a package for the port, form ``prescreen-referral/2`` (docs/referral-package.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from app.domain.decision import (
    OTHER_REASONS,
    REFERRAL_REASONS,
    RELEASE_REASONS,
    ModelShown,
    Recommendation,
    Region,
)
from app.domain.dispatch import Posting
from app.domain.place import Place
from app.domain.proof import LinkSeen
from app.domain.shipment import Equipment, Shipment
from app.domain.work import Item
from app.review.readouts import Readout

_SEAL = ("R082:", "R084:")
"""Notices that say that the load must go under seal (¶90, ¶94)."""
SCHEMA = "prescreen-referral/2"
Tree = dict[str, object]
NOTHING: Mapping[str, Readout | None] = MappingProxyType({})


def package_tree(
    recommendation: Recommendation,
    item: Item,
    reports: Mapping[str, str],
    *,
    posting: Posting | None = None,
    readouts: Mapping[str, Readout | None] = NOTHING,
) -> Tree:
    """Return the package as a tree.

    Parameters
    ----------
    recommendation
        The decision as sealed on record.
    item
        The item it speaks of.
    reports
        File name of the threat detection report, by scan.
    posting
        How it is sent; None for a copy that is not.
    readouts
        What each place holds, by label.
    """
    return {
        "schema": SCHEMA,
        "recommendation_id": recommendation.recommendation_id,
        "supersedes": recommendation.supersedes or None,
        "package": None if posting is None else _package(posting),
        "classification": recommendation.classification,
        "caveats": list(recommendation.caveats),
        "sample": recommendation.sample,
        "kind": recommendation.kind.value,
        "scope": recommendation.scope,
        "subjects": list(recommendation.subjects),
        "co_loaded": list(recommendation.co_loaded),
        "reasons": [{"code": code, "text": _text_of(code)} for code in recommendation.reasons],
        "reasons_version": recommendation.reasons_version,
        "exam": _exam(recommendation, posting),
        "confidence": recommendation.confidence,
        "note": recommendation.note,
        "regions": [
            _region(region, item, readouts.get(region.label)) for region in recommendation.regions
        ],
        "scans": [_scan(recommendation, item, scan_id, reports) for scan_id in _scan_ids(item)],
        "shipments": [_shipment(s, recommendation) for s in item.shipments],
        "links": [_link(link) for link in recommendation.links],
        "model": [_model(one) for one in recommendation.model],
        "decided": _decided(recommendation),
        "acknowledged": [
            {"notice": one.notice, "by": one.by, "at": _moment(one.at)}
            for one in recommendation.acknowledgements
        ],
        "seal_required": any(key.startswith(_SEAL) for key in recommendation.notices),
        "overrides": [
            {"notice": key, "reason": reason} for key, reason in recommendation.overrides.items()
        ],
        "authority": recommendation.authority,
        "program_version": recommendation.program_version,
    }


def _package(posting: Posting) -> Tree:
    return {
        "id": posting.package_id,
        "issue": posting.issue,
        "replaces": posting.replaces or None,
        "sent_at": _moment(posting.sent_at),
        "sent_by": posting.sent_by,
    }


def _exam(recommendation: Recommendation, posting: Posting | None) -> Tree | None:
    if recommendation.exam is None:
        return None
    address = posting.address if posting is not None else None
    return {
        "type": recommendation.exam.value,
        "port": recommendation.exam_port if address is None else address.port,
        "place": recommendation.exam_place if address is None else address.place,
        "custodian": None if address is None else address.custodian.value,
        "custodian_code": None if address is None else address.code or None,
        "urgency": recommendation.urgency.value,
        "valid_until": _moment(recommendation.valid_until),
    }


def _decided(recommendation: Recommendation) -> Tree:
    times = recommendation.times
    return {
        "at": _moment(times.decided_at),
        "opened_at": _moment(times.opened_at),
        "first_judgement_at": _moment(times.first_judgement_at),
        "active_s": times.active_s,
        "by": recommendation.officer,
        "role": recommendation.role,
        "second_person": recommendation.second or None,
        "unit": recommendation.unit or None,
        "site": recommendation.site or None,
        "workstation": recommendation.workstation,
        "eta": _moment(times.eta),
        "lead_minutes": times.lead_minutes,
        "timing": recommendation.timing.value or None,
        "degraded": recommendation.degraded,
    }


def _link(link: LinkSeen) -> Tree:
    return {
        "scan": link.scan_id,
        "shipment": link.shipment_id,
        "version": link.shipment_version,
        "class": link.link_class,
        "score": link.score,
        "by": link.by,
        "evidence": [
            {"key": key, "read": read, "declared": declared, "outcome": outcome}
            for key, read, declared, outcome in link.evidence
        ],
    }


def _model(shown: ModelShown) -> Tree:
    return {
        "name": shown.name or None,
        "weights": list(shown.digests or (shown.model_sha256,)),
        "state": shown.state,
        "report": shown.report_id,
        "before_first_judgement": shown.shown_before_first_judgement,
        "findings": [
            {"label": one.label, "box": list(one.box), "score": round(one.probability, 4)}
            for one in shown.shown
        ],
    }


def _region(region: Region, item: Item, readout: Readout | None) -> Tree:
    mark = next((one for one in item.marks if one.mark_id == region.from_mark), None)
    return {
        "label": region.label,
        "scan": region.scan_id,
        "view": region.view,
        "polygon": [list(point) for point in region.polygon],
        "polygon_share": [[round(x, 6), round(y, 6)] for x, y in region.polygon_share],
        "place": region.place,
        "position": _position(region),
        "severity": region.severity,
        "shipment": region.subject or None,
        "from": "finding" if region.from_finding else "mark",
        "class": mark.category.value if mark else None,
        "note": mark.note or None if mark else None,
        "readout": readout,
    }


def _position(region: Region) -> Tree | None:
    """Return the place as figures, each with half the size of the region as its error."""
    place = Place.read(region.place)
    if place is None:
        return None
    across, above = region.size_m or (0.0, 0.0)
    return {
        "from": "doors" if place.from_doors else "left_end",
        "across_m": place.across_m,
        "across_error_m": round(across / 2, 2),
        "above": "floor" if place.from_floor else "lowest_point",
        "above_m": place.above_m,
        "above_error_m": round(above / 2, 2),
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
                "opened": one.opened,
                "seen_to_the_end": one.full_extent,
                "dwell_s": one.dwell_s,
                "tools": list(one.tools),
                "display": dict(one.display_state),
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
