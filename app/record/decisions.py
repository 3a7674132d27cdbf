"""Recommendations: signed once, never changed, corrected only by another."""

from __future__ import annotations

from sqlalchemy import Connection, select

from app.domain.decision import Kind, Recommendation
from app.domain.errors import LeaseLost, Refused
from app.domain.officer import Act, Officer
from app.domain.words import Sentence, phrase, say
from app.record.chain import LineKind
from app.record.items import (
    current,
    decisions_of,
    read_scans,
    scans_of,
    shown_views,
    views_noted,
)
from app.record.leases import live_lease, may_correct, must_decide_again, require_lease
from app.record.said_rightly import require_said
from app.record.seconds import Vouched, with_second
from app.record.tables import DECISION, VIEWED
from app.record.writing import Writing

_MAY_NOT_DECIDE = phrase("{name} may not decide: the role {role} does not include it.")
_NOT_SIGNER = phrase("A recommendation is signed by {officer}, not by {other}.")
_KNOWN = phrase("Recommendation {id} is on record already.")
_NOTHING_TO_CORRECT = phrase("Item {item} is not decided yet, so there is nothing to correct.")
_DECIDED = phrase(
    "Item {item} is decided already. A correction names the recommendation that it supersedes."
)
_NOT_LATEST = phrase(
    "Item {item} was decided again meanwhile: a correction supersedes the latest recommendation, "
    "{latest}."
)
_NOT_HIS = phrase("Only {officer}, who signed it, or a supervisor may correct this recommendation.")
_HELD = phrase("Item {item} is with {officer} now.")
_OTHER_SCAN = phrase("The recommendation speaks of scan {scan}, which item {item} does not hold.")
_OTHER_IMAGE = phrase(
    "The recommendation is bound to an image of scan {scan} that is not on record."
)

_NOT_SHOWN = phrase("No image of item {item} has been on the screen of {officer}.")
_NOT_CITED = phrase(
    "The referral points into view {view} of scan {scan}, which has not been on the screen of "
    "{officer}."
)
_NOT_SEEN = phrase("View {view} of scan {scan} has not been seen to the end by {officer}.")
_NO_IMAGE = phrase("There is no image of item {item} to base a release recommendation on.")


def decide(
    writing: Writing,
    recommendation: Recommendation,
    officer: Officer,
    second: Vouched | None = None,
) -> Recommendation:
    """Write a recommendation, close its item, end the lease; all of it or nothing."""
    connection = writing.connection
    _require_signer(recommendation, officer)
    item_id = current(connection, recommendation.item_id).item_id
    _require_new(connection, recommendation)
    earlier = decisions_of(connection, item_id)
    if earlier:
        _require_correction(writing, recommendation, earlier[-1], officer)
    elif recommendation.supersedes:
        raise Refused(say(_NOTHING_TO_CORRECT, item=item_id))
    else:
        require_lease(connection, item_id, officer)
    _require_bound(connection, item_id, recommendation)
    require_said(connection, item_id, recommendation)
    _require_seen(connection, item_id, recommendation)
    recommendation = with_second(writing, recommendation, officer, second)
    writing.append(LineKind.DECIDED, actor=officer.account, subject=item_id, body=recommendation)
    writing.end_lease(item_id)
    return decisions_of(connection, item_id)[-1]


def _require_signer(recommendation: Recommendation, officer: Officer) -> None:
    if not officer.may(Act.DECIDE):
        raise Refused(say(_MAY_NOT_DECIDE, name=officer.name, role=officer.role))
    if (recommendation.officer, recommendation.role) != (officer.account, officer.role.value):
        raise Refused(say(_NOT_SIGNER, officer=recommendation.officer, other=officer.account))


def _require_new(connection: Connection, recommendation: Recommendation) -> None:
    identity = recommendation.recommendation_id
    known = select(DECISION.c.seq).where(DECISION.c.recommendation_id == identity)
    if connection.scalar(known) is not None:
        raise Refused(say(_KNOWN, id=identity))


def _require_correction(
    writing: Writing, recommendation: Recommendation, latest: Recommendation, officer: Officer
) -> None:
    item_id = latest.item_id
    held = live_lease(writing.connection, item_id, writing.now)
    if held is not None and held.officer != officer.account:
        raise LeaseLost(say(_HELD, item=item_id, officer=held.officer))
    why: Sentence | None = None
    if not recommendation.supersedes:
        why = say(_DECIDED, item=item_id)
    elif recommendation.supersedes != latest.recommendation_id:
        why = say(_NOT_LATEST, item=item_id, latest=latest.recommendation_id)
    elif must_decide_again(writing.connection, latest):
        require_lease(writing.connection, item_id, officer)
    elif not may_correct(officer, latest.officer):
        why = say(_NOT_HIS, officer=latest.officer)
    if why is not None:
        raise Refused(why)


def _require_bound(connection: Connection, item_id: str, recommendation: Recommendation) -> None:
    """Refuse what names scans or images that the record does not hold for this item."""
    digests = {
        scan.scan_id: frozenset(scan.digests) for scan in read_scans(connection, scans_of(item_id))
    }
    for seen in recommendation.scans:
        if seen.scan_id not in digests:
            raise Refused(say(_OTHER_SCAN, scan=seen.scan_id, item=item_id))
        if not digests[seen.scan_id].issuperset(seen.image_digests):
            raise Refused(say(_OTHER_IMAGE, scan=seen.scan_id))


def _require_seen(connection: Connection, item_id: str, recommendation: Recommendation) -> None:
    """Refuse a decision on an image that was not shown to the one who signs.

    Any decision needs a view on the screen, a referral every view that it points into, a release
    recommendation every view to its end. The forms ask for the same; this is where it is sure.
    """
    officer = recommendation.officer
    scans = read_scans(connection, scans_of(item_id))
    views = {(scan.scan_id, view) for scan in scans for view in scan.views}
    shown = shown_views(connection, item_id, officer)
    if views and not shown:
        raise Refused(say(_NOT_SHOWN, item=item_id, officer=officer))
    for region in recommendation.regions:
        if not shown.get((region.scan_id, region.view), False):
            values = {"scan": region.scan_id, "view": region.view, "officer": officer}
            raise Refused(say(_NOT_CITED, **values))
    if recommendation.kind is not Kind.RECOMMEND_RELEASE:
        return
    if not views:
        raise Refused(say(_NO_IMAGE, item=item_id))
    for scan_id, view in sorted(views - set(views_noted(connection, VIEWED, item_id, officer))):
        raise Refused(say(_NOT_SEEN, scan=scan_id, view=view, officer=officer))
