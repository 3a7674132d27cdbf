"""A second person's sign-in for one act, and the line that names both."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from app.domain.decision import Recommendation, needs_second
from app.domain.errors import Refused, SecondNeeded
from app.domain.officer import Officer
from app.domain.second import FourEyes, SecondPerson, may_second
from app.domain.words import phrase, say
from app.record.accounts import Door, require_open
from app.record.chain import LineKind
from app.record.writing import Writing

_NEEDED = phrase("A second person signs in for this. Nothing was recorded.")
_SAME = phrase("The second person is somebody else than {name}, who signs first.")
_MAY_NOT = phrase("{name} may not be the second person here: the role {role} does not include it.")


@dataclasses.dataclass(frozen=True, slots=True)
class Vouched:
    """A second person whose password was right, before anything is written."""

    door: Door
    act: FourEyes
    first: str
    """Account of the one who acts."""
    sign: Callable[[str, dict[str, str]], None] | None = None
    """On a server: lets her write her line herself, of a subject and with a body, by the sign-in
    that the server knows her by."""


def require_other(first: Officer, second: SecondPerson) -> None:
    """Refuse one person in two parts; asked before any password is looked at."""
    if second.account.strip().casefold() == first.account.casefold():
        raise Refused(say(_SAME, name=first.name))


def require_role(door: Door, act: FourEyes) -> None:
    """Refuse a second person whose role does not include the act; her password was right."""
    officer = door.officer
    if officer is not None and not may_second(officer, act):
        raise Refused(say(_MAY_NOT, name=officer.name, role=officer.role))


def put_second(
    writing: Writing, vouched: Vouched | None, act: FourEyes, first: Officer, subject: str
) -> str:
    """Write who stood beside the first; return the account.

    Raises
    ------
    SecondNeeded
        When nobody did, or it was for another act or beside somebody else.
    """
    if vouched is None or (vouched.act, vouched.first) != (act, first.account):
        raise SecondNeeded(say(_NEEDED))
    officer = vouched.door.officer if vouched.sign else require_open(writing, vouched.door)
    if officer is None:
        raise SecondNeeded(say(_NEEDED))
    body = {"act": act.value, "first": first.account, "name_tag": vouched.door.tag}
    if vouched.sign is not None:
        vouched.sign(subject, body)
        return officer.account
    writing.append(LineKind.SECONDED, actor=officer.account, subject=subject, body=body)
    return officer.account


def with_second(
    writing: Writing, recommendation: Recommendation, officer: Officer, vouched: Vouched | None
) -> Recommendation:
    """Return a recommendation with its second person, whose line is written; as is without need.

    What the recommendation says of a second person itself does not count.
    """
    second = ""
    if needs_second(recommendation.overrides):
        second = put_second(writing, vouched, FourEyes.OVERRIDE, officer, recommendation.item_id)
    return dataclasses.replace(recommendation, second=second)
