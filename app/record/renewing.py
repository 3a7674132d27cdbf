"""Passwords that change: by the person, or by a word for one sign-in that an administrator gives.

Nothing runs out by itself but that word: it passes through other hands, so it opens nothing until
the person has put a password of her own in its place.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, select, update

from app.domain.errors import PasswordMustChange, Refused, SignInRefused
from app.domain.officer import Act, Officer
from app.domain.words import phrase, say
from app.record.account_tables import ONE_TIME
from app.record.accounts import Door, require_open
from app.record.chain import LineKind
from app.record.coding import digest, time_of, time_text
from app.record.tables import ACCOUNT, PASSWORD
from app.record.writing import Writing

ONE_TIME_H = 72
"""Hours that a word for one sign-in is good for: over a weekend, and no longer."""

_NOT_YOURS = phrase("{name} may not reset passwords; an administrator may.")
_OWN = phrase("This is your own account: change your password with the one you have.")
NOBODY = phrase("There is no account {account}.")
MUST_CHANGE = phrase(
    "This is a word for one sign-in. Choose a password of your own; it takes its place."
)
RUN_OUT = phrase("This word for one sign-in has run out. Ask the administrator for another.")
_SAME = phrase("The new password is the one you have. Choose another.")


def require_own_password(connection: Connection, account: str, now: dt.datetime) -> None:
    """Refuse to let somebody in with a word that somebody else has given out.

    Raises
    ------
    PasswordMustChange
        While the word is good: for choosing a password, and for nothing else.
    SignInRefused
        When it has run out.
    """
    if is_one_time(connection, account, now):
        raise PasswordMustChange(say(MUST_CHANGE))


def is_one_time(connection: Connection, account: str, now: dt.datetime) -> bool:
    """Whether an account has a word for one sign-in; `SignInRefused` when it has run out."""
    until = connection.scalar(select(ONE_TIME.c.until).where(ONE_TIME.c.account == account))
    if until is not None and now > time_of(until):
        raise SignInRefused(say(RUN_OUT))
    return until is not None


def require_new(old: str, new: str) -> None:
    """Refuse a change that changes nothing."""
    if old == new:
        raise Refused(say(_SAME))


def change_password(writing: Writing, door: Door, hashed: str) -> Officer:
    """Write that a person changed her password; the old one has just opened the door."""
    officer = require_open(writing, door)
    body = {"hash_digest": digest(hashed), "name_tag": door.tag}
    account = officer.account
    writing.append(LineKind.WORD_RENEWED, actor=account, subject=account, body=body)
    _put_hash(writing, account, hashed)
    return officer


def require_reset(connection: Connection, account: str, by: Officer) -> None:
    """Refuse a reset by somebody who may not, of one's own account, or of nobody's."""
    if not by.may(Act.ADMINISTER):
        raise Refused(say(_NOT_YOURS, name=by.name))
    if by.account == account:
        raise Refused(say(_OWN))
    if connection.scalar(select(ACCOUNT.c.seq).where(ACCOUNT.c.account == account)) is None:
        raise Refused(say(NOBODY, account=account))


def reset_password(
    writing: Writing, account: str, by: Officer, *, hashed: str, tag: str
) -> dt.datetime:
    """Write that an administrator gave a word for one sign-in; return until when it is good."""
    require_reset(writing.connection, account, by)
    until = writing.now + dt.timedelta(hours=ONE_TIME_H)
    body = {"hash_digest": digest(hashed), "until": time_text(until), "name_tag": tag}
    writing.append(LineKind.WORD_RESET, actor=by.account, subject=account, body=body)
    _put_hash(writing, account, hashed)
    return until


def _put_hash(writing: Writing, account: str, hashed: str) -> None:
    writing.connection.execute(
        update(PASSWORD).where(PASSWORD.c.account == account).values(hash=hashed)
    )
