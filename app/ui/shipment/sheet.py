"""All groups of the panel in the order in which an officer reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.dossier import Change
from app.domain.notice import Notice, Severity
from app.ui.i18n import render, tr
from app.ui.panels.notice_row import notice_words
from app.ui.panels.notices import ordered
from app.ui.panels.pieces import SEVERITY_TONES, SEVERITY_WORDS
from app.ui.shipment.bills import bills
from app.ui.shipment.danger import danger
from app.ui.shipment.differences import field_words, remark_words, value_words
from app.ui.shipment.moved import moved
from app.ui.shipment.packed import packed
from app.ui.shipment.papers import exchanges, history, numbers, others
from app.ui.shipment.rows import Kind, Row, folded
from app.ui.shipment.status import standing_severity, standing_words
from app.ui.shipment.subject import Subject
from app.ui.shipment.what import what
from app.ui.shipment.when import when
from app.ui.shipment.where import where
from app.ui.shipment.who import who

GROUPS: Sequence[Callable[[Subject], Row | None]] = (
    who,
    what,
    danger,
    where,
    when,
    packed,
    moved,
    bills,
    numbers,
    exchanges,
    history,
)


def sheet(subject: Subject) -> tuple[Row, ...]:
    """Return the groups: what must be known first, then who, what, where, when, how."""
    anew = subject.dossier is not None and bool(subject.dossier.renumbered_as)
    # Where the record went comes before anything that it still says.
    moved_on = (numbers,) if anew else ()
    first = (_standing, *moved_on, _notices, others, _changes)
    rest = (group for group in GROUPS if group not in moved_on)
    groups = (group(subject) for group in (*first, *rest, _remarks))
    return tuple(row for row in groups if row is not None)


def _standing(subject: Subject) -> Row | None:
    """Return why a record does not count, or what this program finds wrong with it."""
    dossier = subject.dossier
    severity = standing_severity(dossier) if dossier is not None else None
    if dossier is None or severity is None:
        return None
    faults = [
        Row(f"fault-{n}", Kind.ENTRY, render(fault)) for n, fault in enumerate(dossier.faults_here)
    ]
    title = standing_words(dossier)
    if dossier.feed_accepts and faults:
        title = tr("Feed: accepted. Local check: would be rejected")
    refused = [
        Row(f"refusal-{n}", Kind.ENTRY, render(one.sentence), right=one.rule)
        for n, one in enumerate(dossier.refusals)
    ]
    return Row(
        "standing",
        Kind.NOTICE,
        title,
        mark=severity,
        tone=SEVERITY_TONES[severity],
        rows=(lambda: [*faults, *refused]) if faults or refused else None,
        open=True,
    )


def _notices(subject: Subject) -> Row | None:
    if not subject.notices:
        return None
    rows = [_notice(subject, one) for one in ordered(subject.notices)]
    title = tr("Notices")
    return Row("notices", Kind.HEAD, title, right=str(len(rows)), rows=lambda: rows, open=True)


def _notice(subject: Subject, notice: Notice) -> Row:
    paragraph = f" ¶{notice.paragraph}" if notice.paragraph else ""
    answered = notice.key not in subject.open_keys and notice.severity is not Severity.NOTE
    return Row(
        f"notice-{notice.key}",
        Kind.NOTICE,
        notice_words(notice),
        label=f"{tr(SEVERITY_WORDS[notice.severity])}{paragraph}",
        right=tr("Acknowledged") if answered else "",
        mark=notice.severity,
        tone="text2" if answered else "text",
    )


def _remarks(subject: Subject) -> Row | None:
    """Return what rules only mention, of this shipment and of the item as a whole."""
    names = {subject.key, subject.shipment.shipment_id, subject.shipment.ccn, ""}
    told = [one for one in subject.remarks if one.subject in names]
    if not told:
        return None
    rows = folded("remark", len(told), lambda at: _remark(at, told[at]))
    title = tr("Mentioned by the rules")
    return Row("remarks", Kind.HEAD, title, right=str(len(told)), rows=rows)


def _remark(at: int, remark: Notice) -> Row:
    right = f"¶{remark.paragraph}" if remark.paragraph else ""
    return Row(f"remark-{at}", Kind.ENTRY, remark_words(remark), right=right)


def _changes(subject: Subject) -> Row | None:
    """Return every field that differs from the version before, the decisive ones first."""
    version = subject.version
    changes = sorted(subject.differences.told, key=lambda change: not change.decisive)
    if version is None or not changes:
        return None
    title = tr(
        "Changed from v{before} to v{after}", before=version.number - 1, after=version.number
    )
    rows = folded("change", len(changes), lambda at: _change(subject, at, changes))
    return Row("changes", Kind.HEAD, title, right=str(len(changes)), rows=rows, open=True)


def _change(subject: Subject, at: int, changes: Sequence[Change]) -> Row:
    change = changes[at]
    return Row(
        f"change-{change.path}",
        Kind.CHANGE,
        value_words(change.after) or tr("removed"),
        label=field_words(change.path),
        before=value_words(change.before),
        changed=True,
        mark=Severity.WARNING if change.decisive else Severity.NOTE,
        tone="text" if change.after else "text2",
        explained=lambda: (
            tr("Decisive: what was recommended on the version before is stale.")
            if change.decisive
            else ""
        ),
        asked=subject.asked(change.path) if change.after else (),
    )
