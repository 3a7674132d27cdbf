"""Passing an item on, as a form says it."""

from __future__ import annotations

import datetime as dt

from app.domain.officer import Officer
from app.domain.passing import PassOn
from app.domain.turn import TurnKind
from app.record import TurnRecord


def pass_on(
    turns: TurnRecord, item_id: str, officer: Officer, act: PassOn, now: dt.datetime
) -> None:
    """Put on record that an item goes out of somebody's hands.

    Raises
    ------
    Refused
        When something is missing, or the role does not allow it.
    LeaseLost
        When the item is somebody else's now.
    """
    if act.kind is TurnKind.ASSIGNED:
        turns.assign(item_id, officer, act.to, act.text)
    elif act.kind is TurnKind.SECOND:
        turns.ask_second(item_id, officer, act.text, act.to)
    elif act.kind is TurnKind.HOLD:
        turns.hold(item_id, officer, what=act.text, of=act.asked_of, until=now + act.lasts)
    else:
        turns.give_back(item_id, officer, act.text)
