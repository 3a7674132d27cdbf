"""From a complete draft to the recommendation that is sealed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence
from types import MappingProxyType

from app.domain.clock import ReviewClock
from app.domain.decision import Draft, Kind, Recommendation, Region, Times
from app.domain.dossier import Dossier
from app.domain.identifiers import Key
from app.domain.notice import Notice
from app.domain.officer import Officer
from app.domain.shipment import Shipment
from app.domain.work import Item, LinkClass
from app.review import proof
from app.review.citing import quoted
from app.review.decision_table import overrides
from app.review.regions import regions
from app.review.site import SiteRules
from app.review.watch import Watch
from app.shipments.pieces import KEY_OF_KIND, read_numbers

EQUIPMENT = "equipment"
_TOGETHER = (LinkClass.CONFIRMED, LinkClass.STRONG, LinkClass.PROBABLE)
"""Links of shipments that lie in what was imaged; rivals for one scan do not lie together."""


@dataclasses.dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, where, under which rules, and when."""

    officer: Officer
    site: SiteRules
    now: dt.datetime
    dossiers: tuple[Dossier, ...] = ()
    """What was on file about the shipments."""


def signed(
    item: Item,
    draft: Draft,
    notices: tuple[Notice, ...],
    *,
    watch: Watch,
    clock: ReviewClock,
    signature: Signature,
) -> Recommendation:
    """Build the immutable record of one decision.

    Parameters
    ----------
    item
        The item as it stands on record at this moment: what the decision is bound to.
    draft
        A complete draft; see :func:`app.review.missing.missing`.
    notices
        Every notice that was shown.
    watch, clock
        How the scans were looked at, and for how long.
    signature
        Who signs, where and when.
    """
    scope, subjects = _subjects(item, draft)
    shipments = [s for s in item.shipments if scope == EQUIPMENT or s.shipment_id in subjects]
    refers = draft.kind is Kind.REFER_FOR_EXAM
    return Recommendation(
        recommendation_id=str(uuid.uuid4()),
        supersedes=item.decisions[-1].recommendation_id if item.decisions else "",
        item_id=item.item_id,
        kind=draft.kind,
        scope=scope,
        subjects=subjects,
        shipment_digests=tuple(shipment.sha256 for shipment in shipments),
        scans=watch.seen_scans(item),
        link_classes=MappingProxyType(
            {f"{link.scan_id} {link.shipment_id}": link.link_class.value for link in item.links}
        ),
        reasons=draft.reasons,
        regions=_chosen(regions(item, watch.standing), draft),
        exam=draft.exam if refers else None,
        exam_port=_port(shipments, signature.site) if refers else "",
        exam_place=draft.exam_place if refers else "",
        urgency=draft.urgency,
        confidence=draft.confidence or 0,
        note=draft.note.strip(),
        acknowledged=item.acknowledged,
        notices=tuple(notice.key for notice in notices),
        model=proof.models_shown(item, watch),
        times=_times(item, watch, clock, signature.now),
        officer=signature.officer.account,
        role=signature.officer.role.value,
        workstation=signature.site.workstation,
        authority=quoted(signature.site.authority, draft, item.acknowledged),
        program_version=signature.site.program_version,
        sample=signature.site.sample or signature.officer.sample,
        co_loaded=_co_loaded(item, subjects) if refers else (),
        overrides=overrides(notices, draft),
        shipment_versions=tuple((one.shipment_id, one.version) for one in shipments),
        links=proof.links_seen(item),
        acknowledgements=proof.acknowledgements(item, signature.officer.account),
        unit=signature.officer.port,
        site=signature.site.port,
        timing=proof.timing(item, notices, signature.now),
        degraded=proof.degraded(notices, signature.dossiers),
        caveats=signature.site.caveats,
        valid_until=proof.valid_until(item, signature.site, signature.now) if refers else None,
    )


def _chosen(found: tuple[Region, ...], draft: Draft) -> tuple[Region, ...]:
    """Return the chosen places, each with the shipment that it probably belongs to."""
    belongs = dict(draft.region_subjects)
    return tuple(
        dataclasses.replace(region, subject=belongs.get(region.label, ""))
        for region in found
        if region.label in draft.region_labels
    )


def _co_loaded(item: Item, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """Return the shipments that lie with what is referred; they are not referred (L4)."""
    tied = {link.shipment_id for link in item.links if link.link_class in _TOGETHER}
    kept = [s.shipment_id for s in item.shipments if s.shipment_id in tied]
    alone = len(kept) == 1 or set(kept) <= set(subjects)
    return () if alone else tuple(one for one in kept if one not in subjects)


def _subjects(item: Item, draft: Draft) -> tuple[str, tuple[str, ...]]:
    """Return what a decision speaks of: what the officer chose, else shipments by their links.

    A release recommendation speaks of all that is confirmed: it must not leave out a shipment
    that the image shows. What is not known to be a shipment is the equipment itself.
    """
    meant = [s for s in item.shipments if s.shipment_id in draft.subjects]
    if meant and draft.kind is not Kind.RECOMMEND_RELEASE and draft.scope != EQUIPMENT:
        return _scope(meant), tuple(shipment.shipment_id for shipment in meant)
    if draft.scope == EQUIPMENT and draft.kind is not Kind.RECOMMEND_RELEASE:
        return EQUIPMENT, _equipment(item)
    return _unasked(item, draft.kind)


def _unasked(item: Item, kind: Kind) -> tuple[str, tuple[str, ...]]:
    """Return what a decision speaks of where the officer did not say."""
    confirmed = {link.shipment_id for link in item.links if link.link_class is LinkClass.CONFIRMED}
    shipments = [
        shipment
        for shipment in item.shipments
        if kind is not Kind.RECOMMEND_RELEASE or shipment.shipment_id in confirmed
    ]
    if not shipments or (kind is Kind.REFER_FOR_EXAM and len(shipments) > 1):
        return EQUIPMENT, _equipment(item)
    return _scope(shipments), tuple(shipment.shipment_id for shipment in shipments)


def _scope(shipments: Sequence[Shipment]) -> str:
    parcels = all(shipment.clvs or not shipment.ccn for shipment in shipments)
    return "package" if parcels else "shipment"


def _equipment(item: Item) -> tuple[str, ...]:
    """Return what was imaged by its own numbers, as the scanner read them."""
    numbers: list[str] = []
    for scan in item.scans:
        read = read_numbers(scan)
        keys: list[Key] = [key for key in KEY_OF_KIND.values() if key in read]
        numbers.append(read[keys[0]] if keys else scan.object_id or scan.scan_id)
    return tuple(dict.fromkeys(numbers))


def _port(shipments: list[Shipment], site: SiteRules) -> str:
    ports = [s.conveyance.fpoa for s in shipments if s.conveyance.fpoa]
    return ports[0] if ports else site.port


def _times(item: Item, watch: Watch, clock: ReviewClock, now: dt.datetime) -> Times:
    eta = item.eta
    return Times(
        opened_at=watch.opened_at,
        first_paint_at=watch.first_paint_at,
        first_judgement_at=watch.first_judgement_at,
        decided_at=now,
        active_s=round(clock.active_s, 3),
        wall_s=round(clock.wall_s, 3),
        eta=eta,
        lead_minutes=None if eta is None else round((eta - now).total_seconds() / 60, 1),
    )
