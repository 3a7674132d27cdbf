"""What a decision still lacks, each beside the field it belongs to.

Nothing is missing when the tuple is empty, and only then can the officer sign.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from app.domain.decision import OTHER_REASONS, REFERRAL_REASONS, RELEASE_REASONS, Draft, Kind
from app.domain.errors import Missing
from app.domain.notice import Notice
from app.domain.threat import Verdict
from app.domain.words import phrase, say
from app.domain.work import Item
from app.review.decision_table import closed, referral_waits, release_waits
from app.review.regions import regions
from app.review.supervised import for_compliance_alone, lot_waits

_PASSING = phrase(
    "View {view} of {object} is still coming: the object passes the scanner, or a part was lost."
)
_COMING = phrase(
    "View {view} of {object} is not here in full detail yet: a release waits for it, a referral "
    "does not."
)

NOTE_MOST = 2000
_NEEDS_NOTE = ("OTHER", "ANOMALY_EXPLAINED", "RELEASED_ALREADY")


def missing(
    item: Item,
    notices: tuple[Notice, ...],
    draft: Draft,
    coming: Collection[tuple[str, str]] = (),
) -> tuple[Missing, ...]:
    """Return what is missing before a draft can be signed.

    Parameters
    ----------
    item
        The item as it stands on record.
    notices
        Every notice on it now.
    draft
        What the officer has filled in.
    coming
        (scan_id, view) of pictures that a release waits for: they are not here exactly yet.
    """
    checks: tuple[Callable[[], Iterator[Missing]], ...] = (
        lambda: _reasons(draft),
        lambda: _note(draft),
        lambda: _confidence(draft),
        lambda: _shown(item, draft),
        lambda: _closed(notices, draft),
    )
    found = [lack for check in checks for lack in check()]
    if draft.kind is Kind.REFER_FOR_EXAM:
        found.extend(_referral(item, draft))
        found.extend(lot_waits(item, draft))
        found.extend(referral_waits(notices, draft))
    if draft.kind is Kind.RECOMMEND_RELEASE:
        found.extend(_release(item, notices, draft, coming))
    return tuple(found)


def reasons_of(kind: Kind) -> Mapping[str, str]:
    """Return the closed list of reasons for one kind of decision."""
    if kind is Kind.REFER_FOR_EXAM:
        return REFERRAL_REASONS
    return RELEASE_REASONS if kind is Kind.RECOMMEND_RELEASE else OTHER_REASONS[kind]


_ASK_REASON: Mapping[Kind, str] = {
    Kind.REFER_FOR_EXAM: phrase("Choose why the goods should be examined."),
    Kind.RECOMMEND_RELEASE: phrase("Choose why release can be recommended."),
    Kind.NO_DECISION: phrase("Choose why no decision is possible."),
    Kind.REQUEST_INFO: phrase("Choose what information is needed."),
}


def _reasons(draft: Draft) -> Iterator[Missing]:
    known = reasons_of(draft.kind)
    if not draft.reasons:
        yield Missing("reasons", say(_ASK_REASON[draft.kind]))
    for code in draft.reasons:
        if code not in known:
            yield Missing("reasons", say("{code} is no reason for this decision.", code=code))


def _note(draft: Draft) -> Iterator[Missing]:
    if set(draft.reasons) & set(_NEEDS_NOTE) and not draft.note.strip():
        yield Missing("note", say("The chosen reason needs a note that explains it."))
    if len(draft.note) > NOTE_MOST:
        yield Missing("note", say("The note is longer than {most} signs.", most=NOTE_MOST))


def _closed(notices: tuple[Notice, ...], draft: Draft) -> Iterator[Missing]:
    """Released goods take a note and nothing else; release itself says so among its blocks."""
    why = closed(notices, draft.kind)
    if why is not None and draft.kind is not Kind.RECOMMEND_RELEASE:
        yield Missing("blocks", why)


def _confidence(draft: Draft) -> Iterator[Missing]:
    if draft.confidence is None or not 1 <= draft.confidence <= 5:
        yield Missing("confidence", say("Say how sure you are, from 1 to 5."))


def _referral(item: Item, draft: Draft) -> Iterator[Missing]:
    known = {region.label for region in regions(item)}
    chosen = set(draft.region_labels)
    pictured = any(scan.files for scan in item.scans)
    if pictured and not chosen & known and not for_compliance_alone(draft):
        yield Missing("regions", say("Choose or draw the place in the image to be examined."))
    for label in sorted(chosen - known):
        yield Missing("regions", say("Place {label} is no longer in the image.", label=label))
    if draft.exam is None:
        yield Missing("exam", say("Choose how the goods should be examined."))


def _shown(item: Item, draft: Draft) -> Iterator[Missing]:
    """No decision on an image that was not shown; a release asks for more, see `_views`."""
    if draft.kind is Kind.RECOMMEND_RELEASE or not any(scan.files for scan in item.scans):
        return
    if not item.shown:
        yield Missing("views", say("The image has not been on your screen yet."))
        return
    cited = {(r.scan_id, r.view) for r in regions(item) if r.label in draft.region_labels}
    objects = {scan.scan_id: scan.object_id or scan.scan_id for scan in item.scans}
    for scan_id, view in sorted(cited):
        if not item.shown.get((scan_id, view), False):
            yield Missing(
                "views",
                say(
                    "View {view} of {object} has not been on your screen yet.",
                    view=view,
                    object=objects[scan_id],
                ),
            )


def _release(
    item: Item,
    notices: tuple[Notice, ...],
    draft: Draft,
    coming: Collection[tuple[str, str]],
) -> Iterator[Missing]:
    yield from _views(item, coming)
    yield from release_waits(item, notices, draft)
    yield from _verdicts(item, draft)


def _views(item: Item, coming: Collection[tuple[str, str]]) -> Iterator[Missing]:
    if not any(scan.files for scan in item.scans):
        yield Missing("views", say("There is no image to base a release recommendation on."))
    for scan in item.scans:
        for view in scan.views:
            if scan.passing(view):
                yield Missing(
                    "passing", say(_PASSING, view=view, object=scan.object_id or scan.scan_id)
                )
            elif (scan.scan_id, view) in coming:
                yield Missing(
                    "detail", say(_COMING, view=view, object=scan.object_id or scan.scan_id)
                )
            elif (scan.scan_id, view) not in item.viewed:
                yield Missing(
                    "views",
                    say(
                        "View {view} of {object} has not been seen to the end.",
                        view=view,
                        object=scan.object_id or scan.scan_id,
                    ),
                )


def _verdicts(item: Item, draft: Draft) -> Iterator[Missing]:
    for report in item.reports:
        for finding in report.findings:
            if finding.finding_id not in item.verdicts:
                yield Missing(
                    "verdicts",
                    say("Say whether you agree with finding M{number}.", number=finding.number),
                )
    agreed = any(
        item.verdicts.get(finding.finding_id) is Verdict.AGREE
        for report in item.reports
        for finding in report.findings
    )
    if agreed and draft.reasons and "ANOMALY_EXPLAINED" not in draft.reasons:
        yield Missing(
            "reasons",
            say("You agree with a finding: explain the irregularity, or refer for exam."),
        )
