"""Which item *next* gives: what is meant for this person, what is overdue, then by time left.

Every step is a walk of an index: of the few turns, and of the rows that wait, by port or by mode
where not all of them count.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, or_, select, union_all

from app.domain.officer import Officer
from app.domain.shipment import Mode
from app.domain.skills import Cargo, Skills
from app.domain.turn import Chosen, TurnKind
from app.record.coding import time_of
from app.record.queue import ORDER, RISK, at_port
from app.record.skills import skills_of
from app.record.tables import ENTRY, LEASE, NOTICE
from app.record.turn_state import handed_back
from app.record.turn_tables import TURN

_MEANT = (TurnKind.ASSIGNED.value, TurnKind.SECOND.value)
_OPEN_TO_OTHERS = (TurnKind.SECOND.value, TurnKind.BACK.value)

_WAITING = (
    select(ENTRY.c.item_id, ENTRY.c.eta, RISK.label("risk"), ENTRY.c.received_at)
    .outerjoin(LEASE, LEASE.c.item_id == ENTRY.c.item_id)
    .outerjoin(NOTICE, NOTICE.c.item_id == ENTRY.c.item_id)
    .where(ENTRY.c.outcome == "")
)
_, _ETA, *_OTHERS = ORDER


@dataclasses.dataclass(frozen=True, slots=True)
class Taker:
    """Who asks for the next item, when, trained for what, and what she has chosen."""

    officer: Officer
    now: str
    """As `time_text` writes it."""
    skills: Skills
    chosen: Chosen


def first_for(connection: Connection, officer: Officer, now: str, chosen: Chosen) -> str | None:
    """Return the item that *next* gives to an officer; None when nothing waits for her."""
    taker = Taker(officer, now, skills_of(connection, officer.account), chosen)
    found = _out_of_order(connection, taker)
    left = handed_back(connection, officer, time_of(now))
    # What she has just put back is for others first; she gets it again when nothing else waits.
    for passed in [left, frozenset[str]()] if left else [left]:
        parts = _parts(taker, passed)
        for timed in (True, False):
            if found is None and parts:
                found = connection.scalar(_in_order(taker, parts, timed=timed))
    return found


def _out_of_order(connection: Connection, taker: Taker) -> str | None:
    """Return what comes before all else: meant for this person, or overdue; None without any.

    The few turns are asked first, mostly for nothing: joined with what waits, a database may walk
    all that waits to find them.
    """
    open_turns = select(TURN.c.item_id).where(TURN.c.ended == "")
    mine = TURN.c.kind.in_(_MEANT) & (TURN.c.meant_for == taker.officer.account)
    late = (TURN.c.kind == TurnKind.HOLD.value) & (TURN.c.until <= taker.now)
    meant = connection.scalars(open_turns.where(mine)).all()
    overdue = connection.scalars(open_turns.where(late)).all()
    if not meant and not overdue:
        return None
    wanted = and_(ENTRY.c.item_id.in_(overdue), *_places(taker), _wanted(taker))
    query = _WAITING.where(
        or_(ENTRY.c.item_id.in_(meant), wanted), ENTRY.c.item_id.in_([*meant, *overdue])
    ).where(_free(taker), *_trained(taker.skills))
    found: str | None = connection.scalar(query.order_by(*ORDER).limit(1))
    return found


def _in_order(taker: Taker, parts: Sequence[tuple[Any, ...]], *, timed: bool) -> Select[Any]:
    """Select the first that waits: by time left, those without a time apart.

    Each part of the index gives its own first, without sorting; the first of these is the first.
    """
    me = taker.officer.account
    passed = or_(
        TURN.c.item_id.is_(None),
        TURN.c.ended != "",
        TURN.c.until <= taker.now,
        and_(TURN.c.kind.in_(_OPEN_TO_OTHERS), TURN.c.meant_for == "", TURN.c.by != me),
    )
    query = _WAITING.outerjoin(TURN, TURN.c.item_id == ENTRY.c.item_id).where(
        _free(taker), passed, *_trained(taker.skills)
    )
    query = query.where(ENTRY.c.eta.is_not(None) if timed else ENTRY.c.eta.is_(None))
    order = (_ETA, *_OTHERS) if timed else tuple(_OTHERS)
    asked = [query.where(*part).order_by(*order).limit(1) for part in parts]
    if len(asked) == 1:
        return asked[0]
    firsts = union_all(*(select(one.subquery()) for one in asked)).subquery()
    columns = firsts.c
    return (
        select(columns.item_id)
        .order_by(columns.eta, columns.risk.desc(), columns.received_at, columns.item_id)
        .limit(1)
    )


def _parts(taker: Taker, passed: Collection[str]) -> Sequence[tuple[Any, ...]]:
    """Return conditions that share no row and cover what is wanted, each a part of an index.

    Parameters
    ----------
    passed
        Items that are not wanted.
    """
    rest = (ENTRY.c.item_id.not_in(sorted(passed)),) if passed else ()
    return [(*part, *rest) for part in _walks(taker)]


def _walks(taker: Taker) -> Sequence[tuple[Any, ...]]:
    ports = _ports(taker)
    if ports is not None:
        return [(ENTRY.c.port == port, _wanted(taker)) for port in sorted(ports)]
    modes = _modes(taker)
    if modes is None:
        return [()]
    named: list[tuple[Any, ...]] = [(ENTRY.c.mode == mode.value,) for mode in sorted(modes)]
    return named if taker.chosen.modes else [*named, (ENTRY.c.mode.is_(None),)]


def _ports(taker: Taker) -> frozenset[str] | None:
    """Return the ports that count; None for all."""
    home = frozenset({"", taker.officer.port}) if taker.officer.port else None
    chosen = taker.chosen.ports
    if not chosen:
        return home
    # What another port has is not this person's, whatever she chose.
    return chosen if home is None else chosen & home


def _places(taker: Taker) -> tuple[Any, ...]:
    ports = _ports(taker)
    return (at_port(taker.officer),) if ports is None else (ENTRY.c.port.in_(sorted(ports)),)


def _modes(taker: Taker) -> frozenset[Mode] | None:
    """Return the modes that count; None for all."""
    modes = taker.skills.modes & (taker.chosen.modes or frozenset(Mode))
    return None if modes == frozenset(Mode) else modes


def _wanted(taker: Taker) -> Any:
    """Return the condition that a row has one of the modes that count."""
    modes = _modes(taker)
    if modes is None:
        return ENTRY.c.outcome == ""
    known = ENTRY.c.mode.in_(sorted(mode.value for mode in modes))
    return known if taker.chosen.modes else or_(known, ENTRY.c.mode.is_(None))


def _trained(skills: Skills) -> tuple[Any, ...]:
    """Return the conditions that a person is trained for a row."""
    lacking = sorted(frozenset(Cargo) - skills.cargo)
    kinds = tuple(ENTRY.c.needs.not_like(f"%{kind.value}%") for kind in lacking)
    if skills.modes == frozenset(Mode):
        return kinds
    known = ENTRY.c.mode.in_(sorted(mode.value for mode in skills.modes))
    return (*kinds, or_(known, ENTRY.c.mode.is_(None)))


def _free(taker: Taker) -> Any:
    return or_(LEASE.c.until.is_(None), LEASE.c.until <= taker.now)
