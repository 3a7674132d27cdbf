"""What each kind of late act does to the record, and whether it is there already.

An act that was on its way when the line broke may have been committed without anybody hearing of
it: before it is done, the record is asked. All others are told apart by their identity alone.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, select

from app.domain.decision import Draft, Recommendation
from app.domain.errors import Refused
from app.domain.late import LateAct, What
from app.domain.mark import Mark, MarkAct
from app.domain.notice import Notice
from app.domain.observation import Observation
from app.domain.officer import Officer
from app.domain.threat import Verdict
from app.domain.words import phrase, say
from app.domain.work import Link
from app.record import links, marks
from app.record.chain import LineKind
from app.record.coding import canonical, plain, value_of
from app.record.decisions import decide
from app.record.items import current, last_mark_number, read_lease
from app.record.leases import hand_back
from app.record.links import Saying, links_of
from app.record.tables import (
    ACKNOWLEDGED,
    DECISION,
    DRAFT,
    LINE,
    OBSERVED,
    PAYLOAD,
    SHOWN,
    VERDICT,
    VIEWED,
)
from app.record.writing import Writing

Body = Mapping[str, Any]

_CHANGED = phrase(
    "Mark {number} was changed from elsewhere meanwhile. What stands on record was left as it is."
)


def apply(writing: Writing, act: LateAct, officer: Officer) -> None:
    """Do what an act says, unless it was on its way before and is there.

    Raises
    ------
    Refused
        When a rule of the record forbids it now.
    """
    body: Body = json.loads(act.body)
    item_id = current(writing.connection, act.item_id).item_id
    asked = act.tried or act.what is What.DECISION
    if not (asked and _THERE[act.what](writing.connection, item_id, act, body)):
        _DONE[act.what](writing, item_id, officer, body)


# --- doing -------------------------------------------------------------------------------------


def _mark(writing: Writing, item_id: str, officer: Officer, body: Body) -> None:
    """Put a mark where the act leaves it, if it stands where the act found it."""
    act = value_of(body, MarkAct)
    kept = marks.find_mark(writing.connection, item_id, act.mark.mark_id)
    standing = None if kept is None or kept.removed else kept.mark
    if _same(standing, act.after):
        return
    if not _same(standing, act.before):
        raise Refused(say(_CHANGED, number=act.mark.number))
    if act.after is None:
        marks.remove_mark(writing, item_id, officer, act.mark.mark_id)
        return
    if kept is None:
        number = max(act.after.number, last_mark_number(writing.connection, item_id) + 1)
    else:
        number = kept.mark.number
        if kept.removed:
            marks.restore_mark(writing, item_id, officer, act.mark.mark_id)
    wanted = dataclasses.replace(act.after, number=number)
    if kept is None or kept.mark != wanted:
        marks.save_mark(writing, item_id, officer, wanted)


def _same(one: Mark | None, other: Mark | None) -> bool:
    """Compare but for the number, which is the record's to give."""
    if one is None or other is None:
        return one is other
    return dataclasses.replace(one, number=other.number) == other


def _verdict(writing: Writing, item_id: str, officer: Officer, body: Body) -> None:
    marks.save_verdict(writing, item_id, officer, body["finding_id"], Verdict(body["verdict"]))


def _acknowledge(writing: Writing, item_id: str, officer: Officer, body: Body) -> None:
    marks.acknowledge(writing, item_id, officer, value_of(body, Notice))


def _shown(writing: Writing, item_id: str, officer: Officer, body: Body) -> None:
    view = (body["scan_id"], body["view"])
    marks.note_shown(writing, item_id, officer, view, readable=body["readable"])


def _seen(writing: Writing, item_id: str, officer: Officer, body: Body) -> None:
    marks.note_viewed(writing, item_id, officer, body["scan_id"], body["view"])


def _observe(writing: Writing, item_id: str, officer: Officer, body: Body) -> None:
    marks.observe(writing, item_id, officer, Observation(body["name"]), body["value"])


def _draft(writing: Writing, item_id: str, officer: Officer, body: Body) -> None:
    draft = None if body["draft"] is None else value_of(body["draft"], Draft)
    marks.save_draft(writing, item_id, officer, draft)


def _links(writing: Writing, item_id: str, officer: Officer, body: Body) -> None:
    said = [value_of(one, Link) for one in body["links"]]
    links.say_links(writing, item_id, officer, Saying(body["name"], body["values"]), said)


def _event(writing: Writing, item_id: str, officer: Officer, body: Body) -> None:
    marks.note_event(writing, item_id, officer, body["name"], body["values"])


def _decision(writing: Writing, _: str, officer: Officer, body: Body) -> None:
    decide(writing, value_of(body, Recommendation), officer)


def _hand_back(writing: Writing, item_id: str, officer: Officer, _: Body) -> None:
    hand_back(writing, item_id, officer)


_DONE: Mapping[What, Callable[[Writing, str, Officer, Body], None]] = MappingProxyType(
    {
        What.MARK: _mark,
        What.VERDICT: _verdict,
        What.ACKNOWLEDGEMENT: _acknowledge,
        What.VIEW_SHOWN: _shown,
        What.VIEW_SEEN: _seen,
        What.OBSERVATION: _observe,
        What.DRAFT: _draft,
        What.LINKS: _links,
        What.EVENT: _event,
        What.DECISION: _decision,
        What.HAND_BACK: _hand_back,
    }
)

# --- there already -----------------------------------------------------------------------------


def _by_itself(_connection: Connection, _item_id: str, _act: LateAct, _body: Body) -> bool:
    """Doing it looks for itself whether it is done: nothing to ask before."""
    return False


def _verdict_there(connection: Connection, _item_id: str, act: LateAct, body: Body) -> bool:
    query = select(VERDICT.c.verdict).where(
        VERDICT.c.finding_id == body["finding_id"], VERDICT.c.officer == act.account
    )
    given: str | None = connection.scalar(query)
    return given == str(body["verdict"])


def _acknowledged_there(connection: Connection, item_id: str, act: LateAct, body: Body) -> bool:
    query = select(ACKNOWLEDGED.c.seq).where(
        ACKNOWLEDGED.c.item_id == item_id,
        ACKNOWLEDGED.c.notice_key == value_of(body, Notice).key,
        ACKNOWLEDGED.c.officer == act.account,
    )
    return connection.scalar(query) is not None


def _shown_there(connection: Connection, _item_id: str, act: LateAct, body: Body) -> bool:
    query = select(SHOWN.c.readable).where(
        SHOWN.c.scan_id == body["scan_id"],
        SHOWN.c.view == body["view"],
        SHOWN.c.officer == act.account,
    )
    return connection.scalar(query) == int(body["readable"])


def _seen_there(connection: Connection, _item_id: str, act: LateAct, body: Body) -> bool:
    query = select(VIEWED.c.seq).where(
        VIEWED.c.scan_id == body["scan_id"],
        VIEWED.c.view == body["view"],
        VIEWED.c.officer == act.account,
    )
    return connection.scalar(query) is not None


def _observed_there(connection: Connection, item_id: str, act: LateAct, body: Body) -> bool:
    row = connection.execute(
        select(OBSERVED.c.value, OBSERVED.c.officer).where(
            OBSERVED.c.item_id == item_id, OBSERVED.c.name == body["name"]
        )
    ).first()
    return row is not None and (row.value, row.officer) == (body["value"].strip(), act.account)


def _draft_there(connection: Connection, item_id: str, act: LateAct, body: Body) -> bool:
    query = select(DRAFT.c.body).where(DRAFT.c.item_id == item_id, DRAFT.c.officer == act.account)
    kept = connection.scalar(query)
    return kept == (None if body["draft"] is None else canonical(body["draft"]))


def _links_there(connection: Connection, _item_id: str, act: LateAct, body: Body) -> bool:
    for tree in body["links"]:
        said = value_of(tree, Link)
        standing = {one.shipment_id: one for one in links_of(connection, said.scan_id)}
        kept = standing.get(said.shipment_id)
        if kept is None or kept.by != act.account:
            return False
        if (kept.link_class, kept.reason) != (said.link_class, said.reason):
            return False
    return True


def _event_there(connection: Connection, item_id: str, act: LateAct, body: Body) -> bool:
    """Look through the lines that came since the officer's window read the record last."""
    query = (
        select(PAYLOAD.c.body)
        .join(LINE, LINE.c.payload_digest == PAYLOAD.c.digest)
        .where(
            LINE.c.seq > act.rests.lines,
            LINE.c.kind == LineKind.EVENT_NOTED.value,
            LINE.c.subject == item_id,
            LINE.c.actor == act.account,
        )
    )
    said = plain({"name": body["name"], "values": dict(body["values"])})
    return any(json.loads(text)["body"] == said for text in connection.scalars(query))


def _decision_there(connection: Connection, _item_id: str, act: LateAct, _body: Body) -> bool:
    query = select(DECISION.c.seq).where(DECISION.c.recommendation_id == act.act_id)
    return connection.scalar(query) is not None


def _handed_back(connection: Connection, item_id: str, act: LateAct, _body: Body) -> bool:
    held = read_lease(connection, item_id)
    return held is None or held.officer != act.account


_THERE: Mapping[What, Callable[[Connection, str, LateAct, Body], bool]] = MappingProxyType(
    {
        What.MARK: _by_itself,
        What.VERDICT: _verdict_there,
        What.ACKNOWLEDGEMENT: _acknowledged_there,
        What.VIEW_SHOWN: _shown_there,
        What.VIEW_SEEN: _seen_there,
        What.OBSERVATION: _observed_there,
        What.DRAFT: _draft_there,
        What.LINKS: _links_there,
        What.EVENT: _event_there,
        What.DECISION: _decision_there,
        What.HAND_BACK: _handed_back,
    }
)
