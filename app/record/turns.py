"""What officers and supervisors say of whose turn it is: each is a line, by whom and why."""

from __future__ import annotations

import dataclasses
import datetime as dt

from sqlalchemy import Connection

from app.domain.errors import Refused
from app.domain.officer import Act, Officer, Role
from app.domain.turn import BACK_LASTS, LASTS, LONGEST_HOLD, LONGEST_TEXT, Turn, TurnKind
from app.domain.words import phrase, say
from app.record.accounts import read_accounts
from app.record.items import current
from app.record.joining import join_again
from app.record.leases import hand_back, live_lease, require_lease, require_waiting
from app.record.skills import require_skills
from app.record.turn_state import at_hand_back, put_turn
from app.record.writing import Writing

NO_ASSIGNER = phrase("Only a supervisor assigns an item to somebody.")
NO_REVIEWER = phrase("{account} cannot be given an item: nobody of that name reviews scans.")
ONESELF = phrase("A second reader is somebody else than {account}, who asks.")
NO_WORDS = phrase("Say in a few words why: up to {most} signs.")
TOO_LONG = phrase("Say it shorter: up to {most} signs.")
NO_QUESTION = phrase("Say what is asked, and of whom.")
_NO_TIME = phrase("A hold ends within {hours} hours, and not before now.")


def assign(writing: Writing, item_id: str, officer: Officer, to: str, why: str) -> None:
    """Give an undecided item to somebody, whoever has it now; she comes first for it."""
    if officer.role is not Role.SUPERVISOR:
        raise Refused(say(NO_ASSIGNER))
    _require_short(why)
    item_id = current(writing.connection, item_id).item_id
    require_waiting(writing.connection, item_id)
    _require_reviewer(writing.connection, to)
    require_skills(writing.connection, item_id, to)
    turn = _turn(writing, item_id, TurnKind.ASSIGNED, officer, LASTS, why)
    held = live_lease(writing.connection, item_id, writing.now)
    if held is not None and held.officer == to:
        # She is at work on it: nothing is taken out of her hands.
        put_turn(writing, dataclasses.replace(turn, to=to))
        return
    _pass_on(writing, dataclasses.replace(turn, to=to))


def ask_second(writing: Writing, item_id: str, officer: Officer, why: str, to: str = "") -> None:
    """Pass the officer's item on to a second reader: to anybody else, or to one by name."""
    _require_words(why)
    item_id = require_lease(writing.connection, item_id, officer)
    require_waiting(writing.connection, item_id)
    if to == officer.account:
        raise Refused(say(ONESELF, account=to))
    if to:
        _require_reviewer(writing.connection, to)
        require_skills(writing.connection, item_id, to)
    turn = _turn(writing, item_id, TurnKind.SECOND, officer, LASTS, why)
    _pass_on(writing, dataclasses.replace(turn, to=to))


def hold(
    writing: Writing,
    item_id: str,
    officer: Officer,
    *,
    what: str,
    of: str,
    until: dt.datetime,
) -> None:
    """Put the officer's item on hold until an answer comes, new data arrives, or the time is over.

    Parameters
    ----------
    what, of
        What is asked, and who is to answer.
    until
        With a zone, within `LONGEST_HOLD`.
    """
    if not what.strip() or not of.strip():
        raise Refused(say(NO_QUESTION))
    _require_short(what)
    _require_short(of)
    lasts = until - writing.now
    if not dt.timedelta(0) < lasts <= LONGEST_HOLD:
        raise Refused(say(_NO_TIME, hours=LONGEST_HOLD // dt.timedelta(hours=1)))
    item_id = require_lease(writing.connection, item_id, officer)
    require_waiting(writing.connection, item_id)
    _pass_on(
        writing,
        Turn(
            item_id,
            TurnKind.HOLD,
            officer.account,
            writing.now,
            until,
            what.strip(),
            "",
            of.strip(),
        ),
    )


def give_back(writing: Writing, item_id: str, officer: Officer, why: str) -> None:
    """Put the officer's item back with a reason: *next* gives it to others first."""
    _require_words(why)
    item_id = require_lease(writing.connection, item_id, officer)
    turn = _turn(writing, item_id, TurnKind.BACK, officer, BACK_LASTS, why)
    if writing.desk is not None:
        # A server takes the item back with the line that says why.
        put_turn(writing, turn)
        return
    at_hand_back(writing, item_id, officer)
    put_turn(writing, turn)
    hand_back(writing, item_id, officer)


def _turn(
    writing: Writing, item_id: str, kind: TurnKind, officer: Officer, lasts: dt.timedelta, why: str
) -> Turn:
    until = writing.now + lasts
    return Turn(item_id, kind, officer.account, writing.now, until, why.strip())


def _pass_on(writing: Writing, turn: Turn) -> None:
    """End the lease, whoever has it, and write the turn; what could not be joined joins now."""
    writing.end_lease(turn.item_id)
    put_turn(writing, turn)
    if writing.desk is None:
        join_again(writing, turn.item_id, by=turn.by)


def _require_reviewer(connection: Connection, account: str) -> None:
    known = {one.account for one in read_accounts(connection) if one.may(Act.REVIEW)}
    if account not in known:
        raise Refused(say(NO_REVIEWER, account=account))


def _require_words(why: str) -> None:
    if not why.strip():
        raise Refused(say(NO_WORDS, most=LONGEST_TEXT))
    _require_short(why)


def _require_short(text: str) -> None:
    if len(text.strip()) > LONGEST_TEXT:
        raise Refused(say(TOO_LONG, most=LONGEST_TEXT))
