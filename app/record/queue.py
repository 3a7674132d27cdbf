"""The queue: one row an item, by time left, then risk, then arrival."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, case, null, or_, select, true

from app.domain.dispatch import Step
from app.domain.notice import Notice, Severity
from app.domain.officer import Officer
from app.domain.shipment import Mode
from app.domain.skills import EVERYTHING
from app.domain.threat import ScreeningState
from app.domain.turn import Turn
from app.domain.work import ItemState, QueueLine
from app.record.coding import text_of, time_of, time_text, value_of
from app.record.dispatching import standings
from app.record.items import current
from app.record.skills import lacking, skills_of
from app.record.tables import ENTRY, LEASE, NOTICE, RULE_COUNT
from app.record.turn_state import as_turn, handed_back
from app.record.turn_tables import TURN
from app.record.upserting import count_up, put

RISK = case((NOTICE.c.risk > ENTRY.c.strongest, NOTICE.c.risk), else_=ENTRY.c.strongest)
"""The strongest finding, raised by what the notices say."""

ORDER = (ENTRY.c.eta.is_(None), ENTRY.c.eta, RISK.desc(), ENTRY.c.received_at, ENTRY.c.item_id)
"""Items without a time of arrival come last."""

_AS_STORED = (
    *("item_id", "port", "equipment", "goods", "pieces", "gross_kg"),
    *("flagged", "energies", "outcome", "risk"),
)
"""What a line shows just as the row holds it."""
_MODES = {mode.value: mode for mode in Mode}
_SCREENED = {state.value: state for state in ScreeningState}


def at_port(officer: Officer) -> Any:
    """Return the condition that an item is this person's port's, or nobody's yet."""
    return ENTRY.c.port.in_({"", officer.port}) if officer.port else true()


def lines(
    connection: Connection,
    now: dt.datetime,
    officer: Officer | None,
    *,
    include_decided: bool,
    hidden: Sequence[Mapping[str, Any]] = (),
    named: bool = True,
) -> tuple[QueueLine, ...]:
    """Return the queue's lines; those of one person's port when a person is given.

    Parameters
    ----------
    hidden
        Rows of decided items that a server hides from who is signed in, as she may see them.
    named
        Whether to tell who has what and whose turn it is; every item waits or is decided else.
    """
    query = (
        select(ENTRY, RISK.label("risk"))
        .add_columns(NOTICE.c.blocks, NOTICE.c.warnings, NOTICE.c.notes)
        .outerjoin(NOTICE, NOTICE.c.item_id == ENTRY.c.item_id)
        .order_by(*ORDER)
    )
    if named:
        query = query.add_columns(LEASE.c.officer, LEASE.c.until)
        query = query.outerjoin(LEASE, LEASE.c.item_id == ENTRY.c.item_id)
    else:
        query = query.add_columns(null().label("officer"), null().label("until"))
    turns = _turns(connection) if named else {}
    if officer is not None:
        query = query.where(or_(at_port(officer), ENTRY.c.item_id.in_(_meant_for(turns, officer))))
    if not include_decided:
        query = query.where(ENTRY.c.outcome == "")
    # Leases are compared as text: it sorts by time, and thousands need not be parsed.
    moment = time_text(now)
    sent = standings(connection) if include_decided and named else {}
    skills = EVERYTHING if officer is None else skills_of(connection, officer.account)
    left: frozenset[str] = frozenset() if officer is None else handed_back(connection, officer, now)
    found = []
    rows = connection.execute(query).mappings().all()
    for row in _with_hidden(rows, hidden) if include_decided and hidden else rows:
        line = _line(row, moment, sent.get(row["item_id"]))
        turn = turns.get(line.item_id)
        lacks = lacking(skills, row["mode"], row["needs"])
        gone = line.item_id in left
        if turn is not None or lacks or gone:
            line = dataclasses.replace(line, turn=turn, lacking=lacks, left=gone)
        found.append(line)
    return _in_turn(found, officer, now) if turns else tuple(found)


def _with_hidden(
    rows: Sequence[RowMapping], hidden: Sequence[Mapping[str, Any]]
) -> Sequence[RowMapping | Mapping[str, Any]]:
    """Return rows with those among them that a server hides, in the order of the queue."""
    filled = [{**_NOTHING_SAID, **row, "risk": row["strongest"]} for row in hidden]
    return sorted(
        [*rows, *filled],
        key=lambda row: (
            row["eta"] is None,
            row["eta"] or "",
            -row["risk"],
            row["received_at"],
            row["item_id"],
        ),
    )


_NOTHING_SAID = dict.fromkeys(("blocks", "warnings", "notes", "officer", "until"))


def _turns(connection: Connection) -> dict[str, Turn]:
    """Return the turns there are, by item; few, and none of an item that is decided."""
    return {row.item_id: as_turn(row) for row in connection.execute(select(TURN))}


def _meant_for(turns: Mapping[str, Turn], officer: Officer) -> list[str]:
    return [item for item, turn in turns.items() if turn.meant_for(officer.account)]


def _in_turn(
    found: Sequence[QueueLine], officer: Officer | None, now: dt.datetime
) -> tuple[QueueLine, ...]:
    """Put first what comes before the order of the queue; the order is kept within."""
    account = officer.account if officer is not None else ""
    first = [line for line in found if line.comes_first(account, now)]
    names = {line.item_id for line in first}
    return (*first, *(line for line in found if line.item_id not in names))


def _line(row: RowMapping | Mapping[str, Any], now: str, package: Step | None) -> QueueLine:
    claimed = row["until"] is not None and row["until"] > now
    state = ItemState.CLAIMED if claimed else ItemState.WAITING
    shown = {name: row[name] for name in _AS_STORED}
    return QueueLine(
        state=ItemState.DECIDED if row["outcome"] else state,
        eta=None if row["eta"] is None else time_of(row["eta"]),
        mode=None if row["mode"] is None else _MODES[row["mode"]],
        screening=None if row["screening"] is None else _SCREENED[row["screening"]],
        blocks=row["blocks"] or 0,
        warnings=row["warnings"] or 0,
        notes=row["notes"] or 0,
        claimed_by=row["officer"] if claimed else "",
        claimed_until=time_of(row["until"]) if claimed else None,
        package=package if row["outcome"] else None,
        **shown,
    )


def set_notices(
    connection: Connection,
    item_id: str,
    notices: tuple[Notice, ...],
    risk: float,
    fired: Collection[str] = (),
) -> None:
    """Keep what rules and comparisons say of an item; the last word counts.

    A rule is counted when it fires on an item where it did not fire before.
    """
    item_id = current(connection, item_id).item_id
    _count_fired(connection, item_id, set(fired))
    counts = [sum(notice.severity is kind for notice in notices) for kind in Severity]
    blocks, warnings, notes = counts
    values = {
        "item_id": item_id,
        "body": text_of(notices),
        "blocks": blocks,
        "warnings": warnings,
        "notes": notes,
        "risk": min(1.0, max(0.0, float(risk))),
        "fired": " ".join(sorted(set(fired))),
    }
    put(connection, NOTICE, values)


def _count_fired(connection: Connection, item_id: str, fired: set[str]) -> None:
    began = fired - fired_on(connection, item_id)
    rows = ({"rule": rule, "fired": 1} for rule in sorted(began))
    count_up(connection, RULE_COUNT, RULE_COUNT.c.fired, rows)


def fired_on(connection: Connection, item_id: str) -> frozenset[str]:
    """Return the rules that fired on an item when its notices were set last."""
    item_id = current(connection, item_id).item_id
    names = connection.scalar(select(NOTICE.c.fired).where(NOTICE.c.item_id == item_id))
    return frozenset((names or "").split())


def rule_counts(connection: Connection) -> dict[str, int]:
    """Return how often each rule began to fire on an item; those that never did are left out."""
    return {row.rule: row.fired for row in connection.execute(select(RULE_COUNT))}


def notices(connection: Connection, item_id: str) -> tuple[Notice, ...]:
    """Return what rules and comparisons said last."""
    item_id = current(connection, item_id).item_id
    body = connection.scalar(select(NOTICE.c.body).where(NOTICE.c.item_id == item_id))
    return () if body is None else tuple(value_of(tree, Notice) for tree in json.loads(body))
