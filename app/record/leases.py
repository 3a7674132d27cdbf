"""Whose turn it is: claims, renewals, hand-backs, and the check before every write of a review."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, Row, update

from app.domain.decision import Recommendation
from app.domain.errors import Held, LeaseLost, Refused
from app.domain.officer import Act, Officer, Role
from app.domain.turn import Chosen, TurnKind
from app.domain.words import Sentence, phrase, say
from app.record.chain import LineKind
from app.record.coding import time_of, time_text
from app.record.entries import linked_shipments
from app.record.items import current, decisions_of, read_lease
from app.record.joining import join_again
from app.record.skills import require_skills
from app.record.staleness import is_stale
from app.record.tables import LEASE
from app.record.taking import first_for
from app.record.turn_state import at_claim, at_hand_back, read_turn
from app.record.upserting import put
from app.record.writing import Writing

_MAY_NOT_REVIEW = phrase("{name} may not review items: the role {role} does not include it.")
_HELD = phrase("Item {item} is with {officer} until {until}. Choose another, or wait.")
NO_SUPERVISOR = phrase("Only a supervisor takes an item over from somebody who has it.")
LOST = phrase(
    "Item {item} is no longer yours: the lease ended and it is with {officer} now. What you "
    "recorded before is kept."
)
MEANT = phrase(
    "Item {item} was passed on to {officer} by {by}; until {until} it is kept for that person."
)
ASSIGNED = phrase(
    "Item {item} is no longer yours: {by} has assigned it to {officer}. What you recorded before "
    "is kept."
)
_DECIDED_ALREADY = phrase("Item {item} is decided: there is nothing to pass on.")
NOT_CLAIMED = phrase("Item {item} is not yours: claim it first.")
_DECIDED = phrase(
    "Item {item} is decided. Only {officer}, who signed it, or a supervisor may correct it."
)


def require_reviewer(officer: Officer) -> None:
    """Refuse people whose role does not include review."""
    if not officer.may(Act.REVIEW):
        raise Refused(say(_MAY_NOT_REVIEW, name=officer.name, role=officer.role))


def claim_next(
    writing: Writing, officer: Officer, lease_s: float, chosen: Chosen | None = None
) -> str | None:
    """Give the officer the first item that waits for her; None when nothing does."""
    require_reviewer(officer)
    if writing.desk is not None:
        return writing.desk.claim_next(lease_s, chosen or Chosen())
    now = time_text(writing.now)
    item_id = first_for(writing.connection, officer, now, chosen or Chosen())
    return None if item_id is None else _give(writing, item_id, officer, lease_s)


def claim(
    writing: Writing, item_id: str, officer: Officer, lease_s: float, *, take_over: bool = False
) -> str:
    """Give the officer one named item; hers already is renewed.

    A supervisor may take it over from somebody who has it.
    """
    require_reviewer(officer)
    if take_over and officer.role is not Role.SUPERVISOR:
        raise Refused(say(NO_SUPERVISOR))
    item_id = current(writing.connection, item_id).item_id
    _require_open_to(writing.connection, item_id, officer)
    held = live_lease(writing.connection, item_id, writing.now)
    if held is not None and held.officer != officer.account and not take_over:
        raise Held(
            say(_HELD, item=item_id, officer=held.officer, until=f"{time_of(held.until):%H:%M} UTC")
        )
    mine = held is not None and held.officer == officer.account
    if not mine:
        _require_meant(writing, item_id, officer)
        require_skills(writing.connection, item_id, officer.account)
    if writing.desk is not None:
        return writing.desk.claim(item_id, lease_s, take_over=take_over)
    if mine:
        renew(writing.connection, item_id, officer, writing.now, lease_s)
        return item_id
    return _give(writing, item_id, officer, lease_s)


def _require_meant(writing: Writing, item_id: str, officer: Officer) -> None:
    """Refuse what a supervisor or an officer has just passed on to somebody else by name."""
    turn = read_turn(writing.connection, item_id)
    if turn is None or not turn.running(writing.now) or turn.meant_for(officer.account):
        return
    named = turn.kind in (TurnKind.ASSIGNED, TurnKind.SECOND) and turn.to
    if named and officer.role is not Role.SUPERVISOR and turn.by != officer.account:
        until = f"{turn.until:%H:%M} UTC"
        raise Held(say(MEANT, item=item_id, officer=turn.to, by=turn.by, until=until))


def require_waiting(connection: Connection, item_id: str) -> None:
    """Refuse to pass on what is decided and need not be decided again."""
    decisions = decisions_of(connection, item_id)
    if decisions and not must_decide_again(connection, decisions[-1]):
        raise Refused(say(_DECIDED_ALREADY, item=item_id))


def _require_open_to(connection: Connection, item_id: str, officer: Officer) -> None:
    decisions = decisions_of(connection, item_id)
    if not decisions or must_decide_again(connection, decisions[-1]):
        return
    if not may_correct(officer, decisions[-1].officer):
        raise Refused(say(_DECIDED, item=item_id, officer=decisions[-1].officer))


def must_decide_again(connection: Connection, latest: Recommendation) -> bool:
    """Whether anybody may decide an item anew, because what was decided upon has changed."""
    return is_stale(connection, latest, linked_shipments(connection, latest.item_id))


def may_correct(officer: Officer, decided_by: str) -> bool:
    """Whether a person may come back to a decided item."""
    return officer.account == decided_by or officer.role is Role.SUPERVISOR


def _give(writing: Writing, item_id: str, officer: Officer, lease_s: float) -> str:
    """Write the claim. An expired lease ends here, and what could not be joined joins now."""
    before = read_lease(writing.connection, item_id)
    writing.end_lease(item_id)
    at_claim(writing, item_id, officer)
    item_id = join_again(writing, item_id, by=officer.account)
    until = writing.now + dt.timedelta(seconds=lease_s)
    values = {
        "item_id": item_id,
        "officer": officer.account,
        "since": time_text(writing.now),
        "until": time_text(until),
        "seconds": float(lease_s),
    }
    put(writing.connection, LEASE, values)
    body = {
        "until": values["until"],
        "seconds": values["seconds"],
        "expired_lease_of": "" if before is None else before.officer,
    }
    writing.append(LineKind.CLAIMED, actor=officer.account, subject=item_id, body=body)
    return item_id


def live_lease(connection: Connection, item_id: str, now: dt.datetime) -> Row[Any] | None:
    """Return the lease that runs on an item, None when nobody has it."""
    held = read_lease(connection, item_id)
    return held if held is not None and time_of(held.until) > now else None


def require_lease(connection: Connection, item_id: str, officer: Officer) -> str:
    """Return the item when it is this officer's; raise `LeaseLost` when it is not.

    A lease that ran out while nobody else took the item still holds: work is not thrown away for
    a minute's delay.
    """
    item_id = current(connection, item_id).item_id
    held = read_lease(connection, item_id)
    if held is None:
        raise LeaseLost(_why_not_claimed(connection, item_id, officer))
    if held.officer != officer.account:
        raise LeaseLost(say(LOST, item=item_id, officer=held.officer))
    return str(item_id)


def _why_not_claimed(connection: Connection, item_id: str, officer: Officer) -> Sentence:
    turn = read_turn(connection, item_id)
    if turn is None or turn.kind is not TurnKind.ASSIGNED or turn.to == officer.account:
        return say(NOT_CLAIMED, item=item_id)
    return say(ASSIGNED, item=item_id, officer=turn.to, by=turn.by)


def require_turn(connection: Connection, item_id: str, officer: Officer) -> str:
    """Return the item when this officer may write to it: by lease, or as a correction."""
    require_reviewer(officer)
    item_id = current(connection, item_id).item_id
    decisions = decisions_of(connection, item_id)
    if not decisions or read_lease(connection, item_id) is not None:
        return require_lease(connection, item_id, officer)
    _require_open_to(connection, item_id, officer)
    return item_id


def renew(
    connection: Connection,
    item_id: str,
    officer: Officer,
    now: dt.datetime,
    lease_s: float | None = None,
) -> None:
    """Let a lease run its whole length again from now."""
    item_id = require_lease(connection, item_id, officer)
    held = read_lease(connection, item_id)
    seconds = lease_s if lease_s is not None else (held.seconds if held is not None else 0.0)
    until = time_text(now + dt.timedelta(seconds=seconds))
    # A lease is never cut short; `require_lease` has found it.
    until = until if held is None else max(held.until, until)
    values = {"until": until, "seconds": seconds}
    connection.execute(update(LEASE).where(LEASE.c.item_id == item_id).values(values))


def hand_back(writing: Writing, item_id: str, officer: Officer) -> None:
    """Put an item back into the queue."""
    item_id = require_lease(writing.connection, item_id, officer)
    if writing.desk is not None:
        writing.desk.hand_back(item_id)
        return
    at_hand_back(writing, item_id, officer)
    writing.end_lease(item_id)
    writing.append(LineKind.HANDED_BACK, actor=officer.account, subject=item_id)
    join_again(writing, item_id, by=officer.account)
