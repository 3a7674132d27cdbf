"""Blind second readings: asked for, taken, signed, and adjudicated by a third person.

The first decision stays as it is, whatever the second reader says. What the second reader does is
kept apart from what the first did, in lines of its own.
"""

from __future__ import annotations

import uuid

from sqlalchemy import Connection, select

from app.domain.decision import Recommendation
from app.domain.errors import LeaseLost, Refused
from app.domain.officer import Officer
from app.domain.supervision import Answer, Draw, SecondReading, Stands, Why
from app.domain.words import phrase, say
from app.record.chain import LineKind
from app.record.coding import plain
from app.record.items import current
from app.record.leases import require_reviewer
from app.record.second_readings import (
    FIRST,
    NO_READING,
    NOT_YOU,
    TAKEN,
    find_reading,
    open_reading,
    readings_of,
    why_not_reader,
)
from app.record.supervising import (
    PROGRAM,
    keep_for,
    require_comment,
    require_supervisor,
    standing_decision,
)
from app.record.supervising_tables import SECOND_READING, SUPERVISED
from app.record.supervision_read import Made, answers_of, decisions_before, is_drawn, read_seeds
from app.record.tables import DECISION, ITEM
from app.record.writing import Writing

ASKED = phrase("A second reading of this decision was asked for already.")
SIGNED = phrase("This second reading is signed.")
NOT_SIGNED = phrase("The second reading is not signed yet.")
SAME = phrase("Both readings say the same: there is nothing to adjudicate.")
THIRD = phrase("A third person adjudicates: you made one of the two readings.")
DONE = phrase("{name} has adjudicated this already.")


def ask_reading(
    writing: Writing,
    recommendation_id: str,
    officer: Officer | None,
    *,
    reader: str = "",
    hide_model: bool = True,
) -> str:
    """Write that a decision is to be read a second time; return the identity of the reading.

    Parameters
    ----------
    officer
        Who asks; None is the program, by lot.
    reader
        Account of the second reader; empty for whoever takes it up.
    hide_model
        Whether the model's findings are hidden from the second reader too.

    Raises
    ------
    Refused
        When the role does not supervise, the decision does not count any more, or was asked of
        before, or the reader is one of those who decided.
    """
    if officer is not None:
        require_supervisor(officer)
    item_id, decision = standing_decision(writing.connection, recommendation_id)
    if reader and reader in decisions_before(writing.connection, item_id):
        raise Refused(say(FIRST, name=reader))
    if officer is not None and reader == officer.account:
        raise Refused(say(NOT_YOU))
    before = readings_of(writing.connection, [recommendation_id]).get(recommendation_id)
    if before is not None:
        return _asked_again(writing, before, reader, officer)
    reading_id = str(uuid.uuid4())
    body = {
        "reading_id": reading_id,
        "recommendation_id": recommendation_id,
        "first": decision.officer,
        "reader": reader,
        "hide_model": hide_model,
    }
    actor = PROGRAM if officer is None else officer.account
    writing.append(LineKind.READING_ASKED, actor=actor, subject=item_id, body=body)
    return reading_id


def _asked_again(
    writing: Writing, before: SecondReading, reader: str, officer: Officer | None
) -> str:
    """Give a reading that was asked for already to another reader; return its identity."""
    if before.signed is not None or reader in {"", before.reader} or officer is None:
        raise Refused(say(ASKED))
    _turn(writing, before, reader, by=officer.account)
    return before.reading_id


def due_by_lot(connection: Connection) -> tuple[str, ...]:
    """Return the decisions that a lot gives to a second reader and that nobody was asked of."""
    seeds = read_seeds(connection, Draw.READINGS)
    if not any(one.share for one in seeds):
        return ()
    asked = select(SECOND_READING.c.recommendation_id)
    sent_on = select(DECISION.c.supersedes)
    returned = select(SUPERVISED.c.recommendation_id).where(
        SUPERVISED.c.answer == Answer.RETURN.value
    )
    identity = DECISION.c.recommendation_id
    query = (
        select(identity, DECISION.c.item_id, DECISION.c.seq, ITEM.c.seq)
        .join(ITEM, ITEM.c.item_id == DECISION.c.item_id)
        .where(DECISION.c.seq > seeds[0].line)
        .where(identity.not_in(asked), identity.not_in(sent_on), identity.not_in(returned))
        .order_by(DECISION.c.seq)
    )
    decisions = (Made(*row) for row in connection.execute(query))
    return tuple(one.recommendation_id for one in decisions if is_drawn(seeds, one))


def ask_all_by_lot(writing: Writing, *, hide_model: bool) -> int:
    """Ask for the second readings that lots fell upon; return how many."""
    due = due_by_lot(writing.connection)
    items = select(DECISION.c.item_id).where(DECISION.c.recommendation_id.in_(due))
    # All of them first: on a server, others lock an item before its port.
    writing.hold(writing.connection.scalars(items).all())
    for recommendation_id in due:
        ask_reading(writing, recommendation_id, None, hide_model=hide_model)
    return len(due)


# --- whose turn --------------------------------------------------------------------------------


def take_reading(writing: Writing, item_id: str, officer: Officer) -> SecondReading:
    """Give a person the second reading of an item; hers already stays hers.

    Raises
    ------
    Refused
        When there is none, it is somebody else's, or she knows the decision.
    """
    require_reviewer(officer)
    connection = writing.connection
    item_id = str(current(connection, item_id).item_id)
    reading = open_reading(connection, item_id)
    if reading is None:
        raise Refused(say(NO_READING, item=item_id))
    why = why_not_reader(connection, reading, officer)
    if why:
        raise Refused(say(why, item=item_id, name=officer.name, officer=reading.reader))
    if not reading.reader:
        _turn(writing, reading, officer.account, by=officer.account)
    return require_reading(connection, reading.reading_id, officer)


def give_back_reading(writing: Writing, reading_id: str, officer: Officer) -> None:
    """Let somebody else do a second reading; what was noted of it stays with it."""
    reading = require_reading(writing.connection, reading_id, officer)
    _turn(writing, reading, "", by=officer.account)


def _turn(writing: Writing, reading: SecondReading, reader: str, *, by: str) -> None:
    body = {"reading_id": reading.reading_id, "reader": reader}
    writing.append(LineKind.READING_TAKEN, actor=by, subject=reading.item_id, body=body)


def require_reading(connection: Connection, reading_id: str, officer: Officer) -> SecondReading:
    """Return a reading that is this person's and not signed.

    Raises
    ------
    LeaseLost
        When it is somebody else's now.
    Refused
        When it is signed.
    """
    reading = find_reading(connection, reading_id)
    if reading.reader != officer.account:
        raise LeaseLost(say(TAKEN, item=reading.item_id, officer=reading.reader or "-"))
    if reading.signed is not None:
        raise Refused(say(SIGNED))
    return reading


# --- what the second reader does ----------------------------------------------------------------


def note(
    writing: Writing, reading_id: str, officer: Officer, name: tuple[str, str], value: object
) -> None:
    """Write what a second reader drew, judged or looked at; the last word on a name counts.

    Parameters
    ----------
    name
        What it is, such as ``mark``, and which one.
    value
        Plain, as `coding.plain` returns it; None takes it back.
    """
    reading = require_reading(writing.connection, reading_id, officer)
    body = {"reading_id": reading_id, "what": name[0], "name": name[1], "value": value}
    writing.append(
        LineKind.READING_NOTED, actor=officer.account, subject=reading.item_id, body=body
    )


def sign_reading(
    writing: Writing, reading_id: str, officer: Officer, recommendation: Recommendation
) -> SecondReading:
    """Write what the second reader signed; the first decision stays as it is."""
    reading = require_reading(writing.connection, reading_id, officer)
    body = {
        "reading_id": reading_id,
        "recommendation_id": reading.recommendation_id,
        "recommendation": plain(recommendation),
    }
    writing.append(
        LineKind.READING_SIGNED, actor=officer.account, subject=reading.item_id, body=body
    )
    return find_reading(writing.connection, reading_id)


def adjudicate(
    writing: Writing, reading_id: str, officer: Officer, stands: Stands, comment: str
) -> SecondReading:
    """Write what a third person made of two readings that differ.

    Unless the first one stands, the item is decided again: by its officer, with the comment.

    Raises
    ------
    Refused
        When she made one of the readings, they agree, one lacks, or it was done already.
    """
    require_supervisor(officer)
    reading = find_reading(writing.connection, reading_id)
    _require_adjudicable(reading, officer)
    told = require_comment(comment, needed=stands is not Stands.FIRST)
    back = stands is not Stands.FIRST and _sends_back(writing.connection, reading)
    body = {
        "reading_id": reading_id,
        "recommendation_id": reading.recommendation_id,
        "stands": stands.value,
        "comment": told,
        "answer": Answer.RETURN.value if back else "",
        "name": officer.name,
        "why": [Why.READERS.value],
    }
    writing.append(LineKind.ADJUDICATED, actor=officer.account, subject=reading.item_id, body=body)
    if back:
        keep_for(writing, reading.item_id, reading.first)
    return find_reading(writing.connection, reading_id)


def _require_adjudicable(reading: SecondReading, officer: Officer) -> None:
    why, name = "", ""
    if reading.signed is None:
        why = NOT_SIGNED
    elif not reading.differs:
        why = SAME
    elif officer.account in {reading.first, reading.reader}:
        why = THIRD
    elif reading.adjudicated is not None:
        why, name = DONE, reading.adjudicated.by
    if why:
        raise Refused(say(why, name=name))


def _sends_back(connection: Connection, reading: SecondReading) -> bool:
    """Whether the decision that was read twice is still the one that counts, and not sent back."""
    sent_on = select(DECISION.c.seq).where(DECISION.c.supersedes == reading.recommendation_id)
    if connection.scalar(sent_on.limit(1)) is not None:
        return False
    said = answers_of(connection, [reading.recommendation_id])
    return not any(one.answer is Answer.RETURN for one in said)
