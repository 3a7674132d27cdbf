"""What an officer leaves behind while reviewing, each act one durable line."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from sqlalchemy import Connection, select

from app.domain.decision import Draft
from app.domain.errors import Refused
from app.domain.mark import Mark
from app.domain.notice import Notice
from app.domain.observation import Observation
from app.domain.officer import Officer
from app.domain.second import FourEyes
from app.domain.threat import ThreatDetectionReport, Verdict
from app.domain.words import phrase, say
from app.record.chain import LineKind
from app.record.coding import plain, read
from app.record.items import current, decisions_of, read_lease, require_scan, scans_of
from app.record.leases import require_reviewer, require_turn
from app.record.seconds import Vouched, put_second
from app.record.signed_marks import is_signed_for
from app.record.tables import MARK, REPORT
from app.record.writing import Writing

_OTHER_ITEM = phrase("Scan {scan} does not belong to item {item}.")
_NUMBER_TAKEN = phrase("Another mark of item {item} has number {number}.")
_MOVED = phrase("Mark {number} stays on the scan where it was drawn.")
_NO_MARK = phrase("There is no mark {mark} on item {item}.")
_NOT_REMOVED = phrase("There is no removed mark {mark} on item {item}.")
_DECIDED = phrase(
    "The marks of item {item} stand as they were signed. Amend what was signed to change them."
)
_NOTE_TOO_LONG = phrase("The note is longer than {most} signs.")
LONGEST_NOTE = 60
"""Signs of what can be noted of an item: codes and single words."""
_NO_FINDING = phrase("There is no finding {finding} on item {item}.")


View = tuple[str, str]
"""(scan_id, view)."""


@dataclasses.dataclass(frozen=True, slots=True)
class KeptMark:
    """A mark as it stands on record."""

    mark: Mark
    removed: bool


def save_mark(writing: Writing, item_id: str, officer: Officer, mark: Mark) -> None:
    """Write a mark, new or changed."""
    item_id = _require_open(writing.connection, item_id, officer)
    _require_scan_of(writing.connection, item_id, mark.scan_id)
    here = MARK.c.scan_id.in_(scans_of(item_id))
    rows = writing.connection.execute(
        select(MARK.c.scan_id, MARK.c.mark_id).where(
            here, (MARK.c.mark_id == mark.mark_id) | (MARK.c.number == mark.number)
        )
    )
    for scan_id, mark_id in rows:
        if mark_id != mark.mark_id:
            raise Refused(say(_NUMBER_TAKEN, item=item_id, number=mark.number))
        if scan_id != mark.scan_id:
            raise Refused(say(_MOVED, number=mark.number))
    writing.append(LineKind.MARK_SAVED, actor=officer.account, subject=item_id, body=mark)


def remove_mark(
    writing: Writing,
    item_id: str,
    officer: Officer,
    mark_id: str,
    second: Vouched | None = None,
) -> None:
    """Write that a mark is taken away; its number is not used again.

    Raises
    ------
    SecondNeeded
        When a signed decision covers the mark and no second person stands by.
    """
    item_id = _require_open(writing.connection, item_id, officer)
    scan_id = writing.connection.scalar(
        select(MARK.c.scan_id).where(
            MARK.c.scan_id.in_(scans_of(item_id)), MARK.c.mark_id == mark_id, MARK.c.removed == 0
        )
    )
    if scan_id is None:
        raise Refused(say(_NO_MARK, mark=mark_id, item=item_id))
    body = {"scan_id": scan_id, "mark_id": mark_id}
    if is_signed_for(writing.connection, item_id, mark_id):
        by = put_second(writing, second, FourEyes.REMOVE_MARK, officer, item_id)
        body["second"] = by
    writing.append(LineKind.MARK_REMOVED, actor=officer.account, subject=item_id, body=body)


def restore_mark(writing: Writing, item_id: str, officer: Officer, mark_id: str) -> None:
    """Write that a removed mark stands again, as it was, under its own number."""
    item_id = _require_open(writing.connection, item_id, officer)
    scan_id = writing.connection.scalar(
        select(MARK.c.scan_id).where(
            MARK.c.scan_id.in_(scans_of(item_id)), MARK.c.mark_id == mark_id, MARK.c.removed == 1
        )
    )
    if scan_id is None:
        raise Refused(say(_NOT_REMOVED, mark=mark_id, item=item_id))
    body = {"scan_id": scan_id, "mark_id": mark_id}
    writing.append(LineKind.MARK_RESTORED, actor=officer.account, subject=item_id, body=body)


def find_mark(connection: Connection, item_id: str, mark_id: str) -> KeptMark | None:
    """Return a mark of an item whether it was removed or not, None when it was never drawn."""
    row = connection.execute(
        select(MARK.c.body, MARK.c.removed).where(
            MARK.c.scan_id.in_(scans_of(item_id)), MARK.c.mark_id == mark_id
        )
    ).first()
    return None if row is None else KeptMark(read(row.body, Mark), removed=bool(row.removed))


def save_verdict(
    writing: Writing, item_id: str, officer: Officer, finding_id: str, verdict: Verdict
) -> None:
    """Write what the officer says of a finding."""
    item_id = require_turn(writing.connection, item_id, officer)
    scan_id = _scan_of_finding(writing.connection, item_id, finding_id)
    body = {"finding_id": finding_id, "scan_id": scan_id, "verdict": verdict.value}
    writing.append(LineKind.VERDICT_GIVEN, actor=officer.account, subject=item_id, body=body)


def acknowledge(writing: Writing, item_id: str, officer: Officer, notice: Notice) -> None:
    """Write that the officer has taken note of a notice, with its words as they were."""
    item_id = require_turn(writing.connection, item_id, officer)
    body = {"key": notice.key, "notice": plain(notice)}
    writing.append(LineKind.NOTICE_ACKNOWLEDGED, actor=officer.account, subject=item_id, body=body)


def observe(
    writing: Writing, item_id: str, officer: Officer, name: Observation, value: str
) -> None:
    """Write what was noted of an item that no message carries.

    Raises
    ------
    Refused
        When the text is longer than any such note is.
    """
    item_id = require_turn(writing.connection, item_id, officer)
    if len(value) > LONGEST_NOTE:
        raise Refused(say(_NOTE_TOO_LONG, most=LONGEST_NOTE))
    body = {"name": name.value, "value": value.strip()}
    writing.append(LineKind.OBSERVED, actor=officer.account, subject=item_id, body=body)


def note_viewed(writing: Writing, item_id: str, officer: Officer, scan_id: str, view: str) -> None:
    """Write that every part of a view was on the officer's screen."""
    item_id = require_turn(writing.connection, item_id, officer)
    _require_scan_of(writing.connection, item_id, scan_id)
    body = {"scan_id": scan_id, "view": view}
    writing.append(LineKind.VIEW_SEEN, actor=officer.account, subject=item_id, body=body)


def note_shown(
    writing: Writing, item_id: str, officer: Officer, view: View, *, readable: bool
) -> None:
    """Write that a view stood on the officer's screen, or the reason why it cannot be shown."""
    item_id = require_turn(writing.connection, item_id, officer)
    scan_id, name = view
    _require_scan_of(writing.connection, item_id, scan_id)
    body = {"scan_id": scan_id, "view": name, "readable": readable}
    writing.append(LineKind.VIEW_SHOWN, actor=officer.account, subject=item_id, body=body)


def note_event(
    writing: Writing, item_id: str, officer: Officer, name: str, values: Mapping[str, str]
) -> None:
    """Write that something happened; it changes nothing, so it needs no lease."""
    require_reviewer(officer)
    item_id = current(writing.connection, item_id).item_id
    body = {"name": name, "values": dict(values)}
    writing.append(LineKind.EVENT_NOTED, actor=officer.account, subject=item_id, body=body)


def save_draft(writing: Writing, item_id: str, officer: Officer, draft: Draft | None) -> None:
    """Write what the officer has filled in so far, or that it is thrown away."""
    item_id = require_turn(writing.connection, item_id, officer)
    body = {"draft": None if draft is None else plain(draft)}
    writing.append(LineKind.DRAFT_SAVED, actor=officer.account, subject=item_id, body=body)


def _require_open(connection: Connection, item_id: str, officer: Officer) -> str:
    """Return the item when this officer may change its marks.

    A signature covers the marks as they were. The lease ends with it, and a new one begins when
    the item is opened again to amend the decision, so a decided item without one was not reopened.
    """
    item_id = require_turn(connection, item_id, officer)
    if decisions_of(connection, item_id) and read_lease(connection, item_id) is None:
        raise Refused(say(_DECIDED, item=item_id))
    return item_id


def _require_scan_of(connection: Connection, item_id: str, scan_id: str) -> None:
    if require_scan(connection, scan_id) != item_id:
        raise Refused(say(_OTHER_ITEM, scan=scan_id, item=item_id))


def _scan_of_finding(connection: Connection, item_id: str, finding_id: str) -> str:
    query = select(REPORT.c.body).where(
        REPORT.c.scan_id.in_(scans_of(item_id)),
        REPORT.c.report_id == finding_id.rpartition("/")[0],
    )
    body = connection.scalar(query)
    if body is not None:
        report = read(body, ThreatDetectionReport)
        if any(finding.finding_id == finding_id for finding in report.findings):
            return report.scan_id
    raise Refused(say(_NO_FINDING, finding=finding_id, item=item_id))
