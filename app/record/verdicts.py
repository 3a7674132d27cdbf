"""Reading verdicts back, oldest first, as a set of labels: with what they were given on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from app.domain.decision import Recommendation
from app.domain.labelled import Approved, LabelledVerdict, Outcome
from app.domain.threat import ThreatDetectionReport, Verdict
from app.record.chain import LineKind
from app.record.coding import read, time_of
from app.record.keys import SealKeys
from app.record.staleness import newest_decision
from app.record.supervision_read import approvals
from app.record.tables import LINE, PAYLOAD, REPORT, SCAN, VERDICT

_PSEUDONYM = 16
"""Hexadecimal digits of an officer's pseudonym."""
_AT_ONCE = 400
"""Verdicts that are read together."""


def labelled_verdicts(connection: Connection, keys: SealKeys) -> Iterator[LabelledVerdict]:
    """Yield every verdict that was given, oldest first; those that were purged are left out.

    Parameters
    ----------
    connection
        To read with, all in one transaction: what changes meanwhile is not seen.
    keys
        Whose key makes pseudonyms of accounts.
    """
    after = 0
    while rows := _rows(connection, after):
        yield from _labelled(connection, keys, rows)
        after = rows[-1].seq


def _rows(connection: Connection, after: int) -> Sequence[Any]:
    query = (
        select(LINE.c.seq, LINE.c.at, LINE.c.actor, PAYLOAD.c.body)
        .join(PAYLOAD, PAYLOAD.c.digest == LINE.c.payload_digest)
        .where(LINE.c.kind == LineKind.VERDICT_GIVEN.value, LINE.c.seq > after)
        .order_by(LINE.c.seq)
        .limit(_AT_ONCE)
    )
    return connection.execute(query).all()


def _labelled(
    connection: Connection, keys: SealKeys, rows: Sequence[Any]
) -> Iterator[LabelledVerdict]:
    said = [json.loads(row.body)["body"] for row in rows]
    reports = _reports(connection, said)
    outcomes = _outcomes(connection, said)
    standing = _standing(connection, said)
    given = approvals(connection, [row.seq for row in rows])
    people = {row.actor for row in rows} | {one.by for one in given.values()}
    names = {actor: f"officer-{keys.tag(actor)[:_PSEUDONYM]}" for actor in people}
    approved = {seq: Approved(names[one.by], one.at) for seq, one in given.items() if one.approved}
    for row, body in zip(rows, said, strict=True):
        yield LabelledVerdict(
            seq=row.seq,
            given_at=time_of(row.at),
            officer=names[row.actor],
            scan_id=body["scan_id"],
            finding_id=body["finding_id"],
            verdict=Verdict(body["verdict"]),
            stands=standing.get((body["finding_id"], row.actor)) == row.seq,
            report=reports.get(_report_of(body)),
            outcome=outcomes.get(body["scan_id"]),
            approved=approved.get(row.seq),
        )


def _report_of(body: dict[str, Any]) -> str:
    return str(body["finding_id"]).rpartition("/")[0]


def _reports(
    connection: Connection, said: Sequence[dict[str, Any]]
) -> dict[str, ThreatDetectionReport]:
    asked = sorted({_report_of(body) for body in said})
    rows = connection.execute(
        select(REPORT.c.report_id, REPORT.c.body).where(REPORT.c.report_id.in_(asked))
    )
    return {row.report_id: read(row.body, ThreatDetectionReport) for row in rows}


def _outcomes(connection: Connection, said: Sequence[dict[str, Any]]) -> dict[str, Outcome | None]:
    """Return what counts for the item of each scan."""
    asked = sorted({body["scan_id"] for body in said})
    rows = connection.execute(
        select(SCAN.c.scan_id, SCAN.c.item_id).where(SCAN.c.scan_id.in_(asked))
    )
    items = {row.scan_id: row.item_id for row in rows}
    found = {item: _outcome(newest_decision(connection, item)) for item in set(items.values())}
    return {scan: found[item] for scan, item in items.items()}


def _outcome(decision: Recommendation | None) -> Outcome | None:
    if decision is None:
        return None
    pointed = tuple(region.from_finding for region in decision.regions if region.from_finding)
    return Outcome(decision.kind, decision.reasons, pointed)


def _standing(connection: Connection, said: Sequence[dict[str, Any]]) -> dict[tuple[str, str], int]:
    asked = sorted({body["finding_id"] for body in said})
    rows = connection.execute(
        select(VERDICT.c.finding_id, VERDICT.c.officer, VERDICT.c.seq).where(
            VERDICT.c.finding_id.in_(asked)
        )
    )
    return {(row.finding_id, row.officer): row.seq for row in rows}
