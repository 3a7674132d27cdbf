"""Taking from an item what a second reader must not see until her own reading is signed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from types import MappingProxyType

from app.domain.threat import ScreeningState, ThreatDetectionReport
from app.domain.words import phrase, say
from app.domain.work import Item, ItemState, Link, LinkClass, LinkReason

HIDDEN = phrase("Hidden until this second reading is signed.")


def blind_item(item: Item, *, hide_model: bool) -> Item:
    """Return an item as if nobody had looked at it.

    Parameters
    ----------
    hide_model
        Whether findings and heat maps are taken away too. Then the outcome is unknown and says
        why; it is never "nothing flagged".
    """
    reports = item.reports
    if hide_model:
        reports = tuple(hidden_report(one) for one in reports)
    return dataclasses.replace(
        item,
        state=ItemState.WAITING,
        marks=(),
        verdicts={},
        acknowledged=(),
        acknowledged_at=MappingProxyType({}),
        viewed=(),
        shown=MappingProxyType({}),
        draft=None,
        decisions=(),
        lease=None,
        packages=(),
        results=(),
        links=blind_links(item.links),
        reports=reports,
        drawn=False,
        returned=None,
        turn=None,
        since=None,
    )


def blind_links(links: Iterable[Link]) -> tuple[Link, ...]:
    """Return links without what a signature made of them: only a release confirms by signing."""
    return tuple(
        dataclasses.replace(
            link, link_class=LinkClass.STRONG, reason=LinkReason.PROPOSED, by="linking"
        )
        if link.reason is LinkReason.SIGNED
        else link
        for link in links
    )


def hidden_report(report: ThreatDetectionReport) -> ThreatDetectionReport:
    """Return a report as who must not see it has it: unknown, and why."""
    return dataclasses.replace(
        report,
        state=ScreeningState.UNKNOWN,
        findings=(),
        reason=say(HIDDEN),
        heat_sha256="",
        signs=None,
        tdr_sha256="",
        runs=(),
        alarm=None,
        remarks=(),
    )
