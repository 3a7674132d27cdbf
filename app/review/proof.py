"""What a decision keeps of how it came about, gathered at the signature."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from types import MappingProxyType

from app.domain.decision import ModelShown
from app.domain.dossier import Dossier
from app.domain.filing import Via
from app.domain.notice import Notice
from app.domain.proof import Acknowledged, LinkSeen, ShownFinding, Timing
from app.domain.work import Item
from app.review.site import SiteRules
from app.review.watch import Watch

_SHORT = frozenset({"R050", "R051", "R052"})
"""Rules on the time that a review has (D3-4-2, ¶78 to 89), by mode."""
_OUTAGE = "R071"
"""Rule that says that the feed is down (¶161)."""


def links_seen(item: Item) -> tuple[LinkSeen, ...]:
    """Return every link with its evidence, as it stands now."""
    return tuple(
        LinkSeen(
            link.scan_id,
            link.shipment_id,
            link.shipment_version,
            link.link_class.value,
            link.score,
            link.by,
            tuple((one.key, one.read, one.declared, one.outcome) for one in link.evidence),
        )
        for link in item.links
    )


def acknowledgements(item: Item, by: str) -> tuple[Acknowledged, ...]:
    """Return what the officer took note of, and when."""
    return tuple(
        Acknowledged(key, by, item.acknowledged_at[key])
        for key in item.acknowledged
        if key in item.acknowledged_at
    )


def timing(item: Item, notices: tuple[Notice, ...], now: dt.datetime) -> Timing:
    """Say how a signature at this moment stands to the arrival."""
    eta = item.eta
    if any(notice.rule == "LATE" for notice in notices):
        return Timing.LATE
    if eta is None:
        return Timing.UNKNOWN
    if _utc(eta) < now:
        return Timing.LATE
    short = any(notice.rule in _SHORT for notice in notices)
    return Timing.SHORT if short else Timing.IN_TIME


def degraded(notices: tuple[Notice, ...], dossiers: Iterable[Dossier]) -> bool:
    """Whether the feed was out, or what was seen was typed from paper (¶36, ¶161)."""
    out = any(notice.rule == _OUTAGE for notice in notices)
    return out or any(dossier.via is Via.PAPER for dossier in dossiers)


def valid_until(item: Item, site: SiteRules, now: dt.datetime) -> dt.datetime:
    """Return until when a referral stands: days from the arrival, or from now if that is later."""
    arrival = item.eta
    begins = now if arrival is None else max(now, _utc(arrival))
    return begins + dt.timedelta(days=site.valid_days)


def models_shown(item: Item, watch: Watch) -> tuple[ModelShown, ...]:
    """Return what the officer was shown of the model, view by view."""
    return tuple(
        ModelShown(
            report_id=report.report_id,
            model_sha256=report.model_sha256,
            state=report.state.value,
            findings=len(report.findings),
            shown_before_first_judgement=watch.shown_before_judgement(report),
            verdicts=MappingProxyType(
                {
                    finding.finding_id: item.verdicts[finding.finding_id].value
                    for finding in report.findings
                    if finding.finding_id in item.verdicts
                }
            ),
            digests=report.digests if report.runs else (),
            name=report.model_name,
            shown=tuple(
                ShownFinding(f"M{finding.number}", finding.box, finding.probability)
                for finding in report.findings
            ),
        )
        for report in item.reports
    )


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
