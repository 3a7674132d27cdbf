"""Whether a decision still speaks of what is on record.

It was made on one version of the data and on some images. Where either differs in what decides,
it must be made again (D3-4-2, paragraph 150): the item waits like any other, for anybody. A
referral stays in force until it is withdrawn.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Set
from typing import Any

from sqlalchemy import Connection, select

from app.domain.decision import Kind, Recommendation
from app.domain.shipment import Function, Shipment
from app.domain.supervision import Answer
from app.domain.work import LinkClass
from app.record.coding import read
from app.record.supervising_tables import SUPERVISED
from app.record.tables import DECISION, IMAGE, LINK, SCAN, SHIPMENT
from app.shipments.lifecycle import changes


def newest_decision(connection: Connection, item_id: str) -> Recommendation | None:
    """Return the recommendation that counts; None when there is none."""
    query = select(DECISION.c.body).where(DECISION.c.item_id == item_id)
    body = connection.scalar(query.order_by(DECISION.c.seq.desc()).limit(1))
    return None if body is None else read(body, Recommendation)


@dataclasses.dataclass(frozen=True, slots=True)
class DecidedOn:
    """What a decision was made on."""

    item_id: str
    kind: str
    images: frozenset[str]
    shipments: frozenset[str]
    """Digests of the versions."""
    recommendation_id: str = ""


def decided_on(body: str) -> DecidedOn:
    """Read what a decision on record was made on, and no more of it: there are many."""
    return decided_in(json.loads(body))


def decided_in(tree: Mapping[str, Any]) -> DecidedOn:
    """Return what a decision was made on, as it was read from JSON."""
    images = (digest for seen in tree["scans"] for digest in seen["image_digests"])
    shipments = frozenset(tree["shipment_digests"])
    identity = tree["recommendation_id"]
    return DecidedOn(tree["item_id"], tree["kind"], frozenset(images), shipments, identity)


def returned(connection: Connection, items: Iterable[str]) -> frozenset[str]:
    """Return the recommendations of some items that a supervisor sent back."""
    query = select(SUPERVISED.c.recommendation_id).where(
        SUPERVISED.c.item_id.in_(list(items)), SUPERVISED.c.answer == Answer.RETURN.value
    )
    return frozenset(connection.scalars(query))


def is_stale(
    connection: Connection, decision: Recommendation | None, shipments: Iterable[Shipment]
) -> bool:
    """Whether a decision must be made again.

    Parameters
    ----------
    decision
        The newest of its item.
    shipments
        The newest versions that the item is tied to.
    """
    if decision is None:
        return False
    if decision.recommendation_id in returned(connection, [decision.item_id]):
        return True
    made_on = DecidedOn(
        decision.item_id,
        decision.kind.value,
        frozenset(digest for seen in decision.scans for digest in seen.image_digests),
        frozenset(decision.shipment_digests),
    )
    images = _images_on_record(connection, decision.item_id)
    return must_be_made_again(connection, made_on, images, shipments)


def must_be_made_again(
    connection: Connection, made_on: DecidedOn, images: Set[str], shipments: Iterable[Shipment]
) -> bool:
    """Whether what a decision was made on is no longer all that there is.

    Parameters
    ----------
    images
        Digests of the item's images on record.
    shipments
        The newest versions that the item is tied to.
    """
    if made_on.kind == Kind.REFER_FOR_EXAM:
        return False
    if images - made_on.images:
        return True
    return any(_decisively_new(connection, made_on, shipment) for shipment in shipments)


def _images_on_record(connection: Connection, item_id: str) -> set[str]:
    query = (
        select(IMAGE.c.sha256)
        .join(SCAN, SCAN.c.scan_id == IMAGE.c.scan_id)
        .where(SCAN.c.item_id == item_id)
    )
    return set(connection.scalars(query))


def _decisively_new(connection: Connection, made_on: DecidedOn, newest: Shipment) -> bool:
    """Whether a shipment differs, in what decides, from every version that was decided upon."""
    decided = made_on.shipments
    if newest.sha256 in decided:
        return False
    query = select(SHIPMENT.c.body).where(
        SHIPMENT.c.shipment_id == newest.shipment_id, SHIPMENT.c.digest.in_(decided)
    )
    before = [read(body, Shipment) for body in connection.scalars(query)]
    if not before:
        return _tied(connection, made_on.item_id, newest.shipment_id)
    return not any(_alike(one, newest) for one in before)


def _tied(connection: Connection, item_id: str, shipment_id: str) -> bool:
    """Whether more than a likeness ties an item to a shipment."""
    query = (
        select(LINK.c.link_class)
        .join(SCAN, SCAN.c.scan_id == LINK.c.scan_id)
        .where(SCAN.c.item_id == item_id, LINK.c.shipment_id == shipment_id)
    )
    return not _TIES.isdisjoint(connection.scalars(query))


_TIES = frozenset(
    kind.value
    for kind in (LinkClass.CONFIRMED, LinkClass.STRONG, LinkClass.PROBABLE, LinkClass.CONFLICT)
)


def _alike(before: Shipment, after: Shipment) -> bool:
    gone = (one.function is Function.DELETE for one in (before, after))
    return len(set(gone)) == 1 and not any(one.decisive for one in changes(before, after))
