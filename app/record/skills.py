"""What people are trained for: an administrator's word, and what it keeps from *next*."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, bindparam, select

from app.domain.errors import Held, Refused
from app.domain.officer import Act, Officer
from app.domain.shipment import Mode
from app.domain.skills import EVERYTHING, Cargo, Skills
from app.domain.words import Sentence, phrase, say
from app.record.chain import LineKind
from app.record.tables import ACCOUNT, ENTRY
from app.record.turn_tables import SKILL
from app.record.writing import Writing

_NOT_YOURS = phrase("{name} may not say what people are trained for; an administrator may.")
NO_ACCOUNT = phrase("There is no account {account}.")
NO_MODE = phrase("Name one mode at least: without any, {account} would be given nothing.")
BEYOND = phrase("Item {item} asks for training that {account} does not have: {skills}.")

_ASKS = select(ENTRY.c.mode, ENTRY.c.needs).where(ENTRY.c.item_id == bindparam("item"))
"""What an item asks of whoever has it."""


def put_skills(writing: Writing, account: str, skills: Skills, by: Officer) -> None:
    """Write what a person is trained for; it holds from her next claim on."""
    if not by.may(Act.ADMINISTER):
        raise Refused(say(_NOT_YOURS, name=by.name))
    known = select(ACCOUNT.c.seq).where(ACCOUNT.c.account == account)
    if writing.connection.scalar(known) is None:
        raise Refused(say(NO_ACCOUNT, account=account))
    if not skills.modes:
        raise Refused(say(NO_MODE, account=account))
    body = {"modes": sorted(skills.modes), "cargo": sorted(skills.cargo)}
    writing.append(LineKind.SKILLS_PUT, actor=by.account, subject=account, body=body)


def skills_of(connection: Connection, account: str) -> Skills:
    """Return what a person is trained for; everything where nobody has said otherwise."""
    row = connection.execute(select(SKILL).where(SKILL.c.account == account)).first()
    return EVERYTHING if row is None else _skills(row.modes, row.cargo)


def read_skills(connection: Connection) -> dict[str, Skills]:
    """Return the skills of everybody of whom an administrator has said them, by account."""
    rows = connection.execute(select(SKILL).order_by(SKILL.c.account))
    return {row.account: _skills(row.modes, row.cargo) for row in rows}


def _skills(modes: str, cargo: str) -> Skills:
    return Skills(frozenset(map(Mode, modes.split())), frozenset(map(Cargo, cargo.split())))


def lacking(skills: Skills, mode: str | None, needs: str) -> tuple[Mode | Cargo, ...]:
    """Return what a row of the queue asks and a person is not trained for."""
    if skills.whole:
        return ()
    return skills.lacking(None if mode is None else Mode(mode), map(Cargo, needs.split()))


def require_skills(connection: Connection, item_id: str, account: str) -> None:
    """Refuse an item to who is not trained for it; she may read it all the same.

    Raises
    ------
    Held
        With what is lacking.
    """
    row = connection.execute(_ASKS, {"item": item_id}).first()
    if row is None:
        return
    found = lacking(skills_of(connection, account), row.mode, row.needs)
    if found:
        raise Held(beyond(item_id, account, found))


def trained(connection: Connection, item_id: str, people: Iterable[Officer]) -> tuple[Officer, ...]:
    """Return those of some people who are trained for an item, in their order."""
    row = connection.execute(_ASKS, {"item": item_id}).first()
    if row is None:
        return tuple(people)
    known = read_skills(connection)
    return tuple(
        one
        for one in people
        if not lacking(known.get(one.account, EVERYTHING), row.mode, row.needs)
    )


def beyond(item_id: str, account: str, found: Collection[Mode | Cargo]) -> Sentence:
    """Say that an item asks for more than a person is trained for."""
    return say(BEYOND, item=item_id, account=account, skills=", ".join(found))
