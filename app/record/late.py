"""Receiving acts late, each exactly once; and what becomes of decisions that were made alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import cattrs
from sqlalchemy import Connection, Row, Select, bindparam, select

from app.domain.decision import Recommendation
from app.domain.errors import Refused
from app.domain.late import AloneDecision, LateAct, Outcome, Receipt, Received, What
from app.domain.officer import Officer, Role
from app.domain.shipment import Function
from app.domain.words import Sentence, phrase, say
from app.record.chain import LineKind
from app.record.coding import plain, read, time_of, time_text
from app.record.entries import linked_shipments
from app.record.items import read_scans, scans_of, views_noted
from app.record.late_acts import apply
from app.record.late_tables import LATE_ACT, RECONFIRMED
from app.record.queue import at_port
from app.record.staleness import is_stale
from app.record.tables import DECISION, ENTRY, SHOWN
from app.record.writing import Writing

_NOT_READ = phrase("What was kept of this act cannot be read. Look at item {item} and do it again.")
_NOT_WAITING = phrase("Decision {id} does not wait to be confirmed.")
_NOT_SIGNER = phrase("Only {officer}, who signed it, confirms this decision.")
_AGAIN = phrase(
    "What item {item} was decided on has changed, so it cannot be confirmed. Open it and decide "
    "again."
)
_LOOK = phrase(
    "Look at item {item} first, every view of it, as it is now: nothing is confirmed unseen."
)
_NEWER = phrase("Shipment {shipment} is at version {now}; the decision rests on version {then}.")
_GONE = phrase("The record of shipment {shipment} was deleted.")
_CAME = phrase("Shipment {shipment} came in after the decision.")
_IMAGES = phrase("Files of images that came in after the decision: {count}.")


def receive(writing: Writing, act: LateAct, officer: Officer) -> Receipt:
    """Do an act and write when it was done; one that the record has is answered as it was.

    The line comes before what it does, so that two windows that send the same act take turns.

    Raises
    ------
    Refused
        When a rule forbids the act now; nothing is written then, and `refuse` writes that.
    """
    known = receipt_of(writing.connection, act.act_id)
    if known is not None:
        return known
    _note(writing, act, Outcome.TAKEN, None)
    try:
        apply(writing, act, officer)
    except (cattrs.BaseValidationError, KeyError, TypeError, ValueError) as error:
        # It was whole when it was kept: another version of the program wrote it.
        raise Refused(say(_NOT_READ, item=act.item_id)) from error
    return Receipt(act.act_id, Outcome.TAKEN)


def refuse(writing: Writing, act: LateAct, why: Sentence) -> Receipt:
    """Write that an act was refused, and all that it said: the officer did it all the same."""
    known = receipt_of(writing.connection, act.act_id)
    if known is not None:
        return known
    _note(writing, act, Outcome.REFUSED, why)
    return Receipt(act.act_id, Outcome.REFUSED, why)


def _note(writing: Writing, act: LateAct, outcome: Outcome, why: Sentence | None) -> None:
    body = {
        "act_id": act.act_id,
        "what": act.what.value,
        "degraded": True,
        "done_at": time_text(act.done_at),
        "tried": act.tried,
        "rests": plain(act.rests),
        "outcome": outcome.value,
        "why": None if why is None else plain(why),
        "said": act.body if outcome is Outcome.REFUSED else "",
    }
    kind = LineKind.ACT_RECEIVED
    writing.append(kind, actor=act.account, subject=act.item_id, body=body)


def receipt_of(connection: Connection, act_id: str) -> Receipt | None:
    """Return what the record said of an act; None when it was never received."""
    row = connection.execute(select(LATE_ACT).where(LATE_ACT.c.act_id == act_id)).first()
    if row is None:
        return None
    why = read(row.why, Sentence) if row.why else None
    return Receipt(act_id, Outcome(row.outcome), why)


def received_on(connection: Connection, item_id: str) -> tuple[Received, ...]:
    """Return the acts on an item that came late, in the order in which they came."""
    query = select(LATE_ACT).where(LATE_ACT.c.item_id == item_id).order_by(LATE_ACT.c.seq)
    return tuple(
        Received(
            act_id=row.act_id,
            item_id=row.item_id,
            account=row.officer,
            what=What(row.what),
            done_at=time_of(row.done_at),
            received_at=time_of(row.received_at),
            outcome=Outcome(row.outcome),
        )
        for row in connection.execute(query)
    )


# --- decisions made alone ----------------------------------------------------------------------


_Row = tuple[str, str, str, int]
"""Body of a decision, when it was done and received, and its line."""


def _unconfirmed() -> Select[_Row]:
    """Select decisions made alone that stand and were not confirmed, the oldest first."""
    later = DECISION.alias()
    confirmed = select(RECONFIRMED.c.seq).where(
        RECONFIRMED.c.recommendation_id == LATE_ACT.c.act_id
    )
    superseded = select(later.c.seq).where(later.c.supersedes == LATE_ACT.c.act_id)
    return (
        select(DECISION.c.body, LATE_ACT.c.done_at, LATE_ACT.c.received_at, DECISION.c.seq)
        .join(LATE_ACT, LATE_ACT.c.act_id == DECISION.c.recommendation_id)
        .where(
            LATE_ACT.c.what == What.DECISION.value,
            LATE_ACT.c.outcome == Outcome.TAKEN.value,
            # One that had reached the record before the line broke was not made alone.
            DECISION.c.seq > LATE_ACT.c.seq,
            ~confirmed.exists(),
            ~superseded.exists(),
        )
        .order_by(DECISION.c.seq)
    )


def to_confirm(connection: Connection, officer: Officer) -> tuple[AloneDecision, ...]:
    """Return what waits to be confirmed: an officer's own, a supervisor's whole port."""
    query = _unconfirmed()
    if officer.role is Role.SUPERVISOR:
        at_her_port = at_port(officer)
        query = query.join(ENTRY, ENTRY.c.item_id == DECISION.c.item_id).where(at_her_port)
    else:
        query = query.where(DECISION.c.officer == officer.account)
    return tuple(_alone(connection, row) for row in connection.execute(query).all())


def _alone(connection: Connection, row: Row[_Row]) -> AloneDecision:
    decision = read(row.body, Recommendation)
    tied = linked_shipments(connection, decision.item_id)
    told = connection.execute(_TOLD, {"item": decision.item_id}).first()
    found = AloneDecision(decision, time_of(row.done_at), time_of(row.received_at))
    if told is not None:
        found = dataclasses.replace(
            found, goods=told.goods, equipment=told.equipment, port=told.port
        )
    return dataclasses.replace(
        found,
        changed=tuple(_changes(connection, found)),
        again=is_stale(connection, decision, tied),
    )


_TOLD = select(ENTRY.c.goods, ENTRY.c.equipment, ENTRY.c.port).where(
    ENTRY.c.item_id == bindparam("item")
)


def _changes(connection: Connection, alone: AloneDecision) -> Iterator[Sentence]:
    decision = alone.recommendation
    then = dict(decision.shipment_versions)
    for shipment in linked_shipments(connection, decision.item_id):
        name = shipment.shipment_id
        if name not in then:
            if shipment.received_at > alone.done_at:
                yield say(_CAME, shipment=name)
        elif shipment.function is Function.DELETE:
            yield say(_GONE, shipment=name)
        elif shipment.version > then[name]:
            yield say(_NEWER, shipment=name, now=shipment.version, then=then[name])
    seen = {digest for one in decision.scans for digest in one.image_digests}
    scans = read_scans(connection, scans_of(decision.item_id))
    fresh = {digest for scan in scans for digest in scan.digests} - seen
    if fresh:
        yield say(_IMAGES, count=len(fresh))


def confirm(writing: Writing, recommendation_id: str, officer: Officer) -> None:
    """Write that an officer stands by a decision that she made alone; twice is once.

    Raises
    ------
    Refused
        When it is somebody else's, does not wait, must be made again, or not every view of the
        item has been on her screen since it is on record.
    """
    connection = writing.connection
    known = select(RECONFIRMED.c.seq).where(RECONFIRMED.c.recommendation_id == recommendation_id)
    if connection.scalar(known) is not None:
        return
    query = _unconfirmed().where(DECISION.c.recommendation_id == recommendation_id)
    row = connection.execute(query).first()
    if row is None:
        raise Refused(say(_NOT_WAITING, id=recommendation_id))
    alone = _alone(connection, row)
    decision = alone.recommendation
    if decision.officer != officer.account:
        raise Refused(say(_NOT_SIGNER, officer=decision.officer))
    if alone.again:
        raise Refused(say(_AGAIN, item=decision.item_id))
    if not _looked_at(connection, decision, row.seq):
        raise Refused(say(_LOOK, item=decision.item_id))
    body = {
        "recommendation_id": recommendation_id,
        "done_at": time_text(alone.done_at),
        "changed": [plain(one) for one in alone.changed],
    }
    kind = LineKind.RECONFIRMED
    writing.append(kind, actor=officer.account, subject=decision.item_id, body=body)


def _looked_at(connection: Connection, decision: Recommendation, since: int) -> bool:
    """Whether every view stood on the signer's screen after a line, with all files it has now."""
    item_id, officer = decision.item_id, decision.officer
    scans = read_scans(connection, scans_of(item_id))
    views = {(scan.scan_id, view) for scan in scans for view in scan.views}
    query = select(SHOWN.c.scan_id, SHOWN.c.view).where(
        SHOWN.c.officer == officer, SHOWN.c.seq > since
    )
    again = {(scan_id, view) for scan_id, view in connection.execute(query)}
    return views <= again.intersection(views_noted(connection, SHOWN, item_id, officer))
