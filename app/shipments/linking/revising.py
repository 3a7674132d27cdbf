"""From new proposals to the links that change: what an officer said stays, and so does a history.

A proposal never takes the place of an officer's word. A record that is deleted leaves its link
behind as ORPHANED, with the evidence that it was made on (shipment-data, L6).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from app.domain.work import BREAKING, Link, LinkClass, LinkReason
from app.shipments.linking.proposing import BY

_SAID = (*BREAKING, LinkReason.MOVED)


def revised(
    proposed: Sequence[Link], known: Mapping[str, Link], *, now: dt.datetime
) -> Iterator[Link]:
    """Yield the links of one scan that differ from those on record.

    Parameters
    ----------
    proposed
        What the evidence says now, from `propose`.
    known
        The scan's links on record, by shipment.
    now
        Time of those that the evidence no longer carries.
    """
    wanted = {link.shipment_id: link for link in proposed}
    for shipment_id, link in wanted.items():
        old = known.get(shipment_id)
        if old is None:
            yield link
            continue
        new = _beside(link, old)
        if new is not None and _differ(new, old):
            yield new
    for shipment_id, old in known.items():
        if shipment_id not in wanted and old.link_class not in _LASTING:
            yield dataclasses.replace(
                old,
                link_class=LinkClass.NONE,
                score=0,
                by=BY,
                at=now,
                reason=LinkReason.NO_LONGER_FITS,
            )


_LASTING = (LinkClass.CONFIRMED, LinkClass.ORPHANED, LinkClass.NONE)
"""What the evidence alone does not end."""


def _beside(link: Link, old: Link) -> Link | None:
    """Return what a proposal makes of the link on record, None when that one stands."""
    tied = old.link_class is not LinkClass.NONE
    if link.standing == "deleted" and tied:
        return dataclasses.replace(
            old,
            link_class=LinkClass.ORPHANED,
            by=link.by,
            at=link.at,
            reason=LinkReason.DELETED,
            standing=link.standing,
        )
    if old.link_class is LinkClass.CONFIRMED and link.standing != "rejected":
        return None
    if old.reason in _SAID and link.evidence == old.evidence:
        # The officer has judged this very evidence.
        return None
    return link


def _differ(link: Link, old: Link) -> bool:
    return _tells(link) != _tells(old)


def _tells(link: Link) -> tuple[object, ...]:
    return (
        link.link_class,
        link.score,
        link.shipment_version,
        link.evidence,
        link.reason,
        link.standing,
    )
