"""People: accounts, passwords, and the door they come through."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, insert, select, update

from app.domain.errors import Refused, SignInRefused
from app.domain.officer import Officer
from app.domain.words import phrase, say
from app.record.chain import LineKind
from app.record.coding import digest, plain, read, time_of
from app.record.passwords import LONGEST
from app.record.tables import ACCOUNT, ATTEMPT, PASSWORD
from app.record.writing import Writing

FREE_FAILURES = 5
"""Failed sign-ins in a row before the account waits."""

FIRST_WAIT_S = 30.0
LONGEST_WAIT_S = 900.0

_TAKEN = phrase("There is an account {account} already.")
_NAMELESS = phrase("An account needs a name to sign in with.")
WRONG = phrase("Name and password do not belong together.")
_WAIT = phrase("Too many failed attempts. Try again in {seconds} seconds.")

_NOBODY = "nobody"


@dataclasses.dataclass(frozen=True, slots=True)
class HashCost:
    """What one guess of a password costs (Argon2id)."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 4

    def hasher(self) -> PasswordHasher:
        """Return the hasher with these parameters."""
        return PasswordHasher(
            time_cost=self.passes, memory_cost=self.memory_kib, parallelism=self.lanes
        )

    def decoy(self) -> str:
        """Return a hash of nothing: a guess at a name that nobody has costs as much."""
        salt, hashed = secrets.token_bytes(16), secrets.token_bytes(32)
        cost = f"m={self.memory_kib},t={self.passes},p={self.lanes}"
        return f"$argon2id$v=19${cost}${_unpadded(salt)}${_unpadded(hashed)}"


def _unpadded(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii").rstrip("=")


def add_account(writing: Writing, officer: Officer, hashed: str, by: Officer | None = None) -> None:
    """Write a new account; the line holds the digest of the hash, never the hash."""
    if not officer.account.strip():
        raise Refused(say(_NAMELESS))
    known = select(ACCOUNT.c.seq).where(ACCOUNT.c.account == officer.account)
    if writing.connection.scalar(known) is not None:
        raise Refused(say(_TAKEN, account=officer.account))
    body = {"officer": plain(officer), "hash_digest": digest(hashed)}
    actor = "record" if by is None else by.account
    writing.append(LineKind.ACCOUNT_ADDED, actor=actor, subject=officer.account, body=body)
    writing.connection.execute(insert(PASSWORD).values(account=officer.account, hash=hashed))


def read_accounts(connection: Connection) -> tuple[Officer, ...]:
    """Return everybody who has an account, by name of account."""
    query = select(ACCOUNT.c.body).order_by(ACCOUNT.c.account)
    return tuple(read(body, Officer) for body in connection.scalars(query))


@dataclasses.dataclass(frozen=True, slots=True)
class Door:
    """What is known of somebody who wants to come in, before the password is looked at."""

    tag: str
    officer: Officer | None
    hashed: str
    wait_s: float


def approach(connection: Connection, account: str, tag: str, now: dt.datetime) -> Door:
    """Return what is on record for a name, known or not."""
    row = connection.execute(
        select(ACCOUNT.c.body, ACCOUNT.c.hash_digest, PASSWORD.c.hash)
        .join(PASSWORD, PASSWORD.c.account == ACCOUNT.c.account)
        .where(ACCOUNT.c.account == account)
    ).first()
    wait = _wait_s(connection, tag, now)
    # A hash that the log does not vouch for was put there by somebody else: it opens nothing.
    if row is None or digest(row.hash) != row.hash_digest:
        return Door(tag, None, "", wait)
    return Door(tag, read(row.body, Officer), row.hash, wait)


def _wait_s(connection: Connection, tag: str, now: dt.datetime) -> float:
    row = connection.execute(select(ATTEMPT).where(ATTEMPT.c.name_tag == tag)).first()
    if row is None or row.failures < FREE_FAILURES:
        return 0.0
    length: float = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2.0 ** (row.failures - FREE_FAILURES))
    since = (now - time_of(row.last_at)).total_seconds()
    # A clock that was set back must not lengthen the wait.
    return min(length, max(0.0, length - since))


def matches(door: Door, password: str, cost: HashCost) -> bool:
    """Whether the password opens the door; takes as long for a name that nobody has.

    Raises
    ------
    SignInRefused
        When too many attempts have failed and the wait is not over.
    """
    if door.wait_s > 0:
        raise SignInRefused(say(_WAIT, seconds=int(door.wait_s) + 1))
    try:
        cost.hasher().verify(door.hashed or cost.decoy(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return False
    return door.officer is not None


def require_open(writing: Writing, door: Door) -> Officer:
    """Return whose door it is, now that the write lock is held.

    Guesses that were made side by side have all begun before one of them was counted: what they
    add up to counts here, so that a right one among too many is refused like the others.

    Raises
    ------
    SignInRefused
        When others have failed meanwhile and the wait is not over, or the password was changed.
    """
    again = approach(writing.connection, _account_of(door), door.tag, writing.now)
    if again.wait_s > 0:
        raise SignInRefused(say(_WAIT, seconds=int(again.wait_s) + 1))
    if again.officer is None or again.hashed != door.hashed:
        raise SignInRefused(say(WRONG))
    return again.officer


def _account_of(door: Door) -> str:
    return "" if door.officer is None else door.officer.account


def let_in(writing: Writing, door: Door, rehashed: str | None) -> Officer:
    """Write the sign-in, and the new hash when the cost of a guess was raised."""
    officer = require_open(writing, door)
    account = officer.account
    if rehashed is not None:
        body = {"hash_digest": digest(rehashed)}
        writing.append(LineKind.HASH_RENEWED, actor=account, subject=account, body=body)
        writing.connection.execute(
            update(PASSWORD).where(PASSWORD.c.account == account).values(hash=rehashed)
        )
    writing.append(LineKind.SIGNED_IN, actor=account, subject=account, body={"name_tag": door.tag})
    return officer


def turn_away(writing: Writing, door: Door) -> SignInRefused:
    """Write the failed attempt and return what to say.

    A name that nobody has is not written down: people type passwords into the wrong field.
    """
    account = door.officer.account if door.officer is not None else _NOBODY
    writing.append(
        LineKind.SIGN_IN_REFUSED, actor=_NOBODY, subject=account, body={"name_tag": door.tag}
    )
    return SignInRefused(say(WRONG))


def sign_out(writing: Writing, officer: Officer) -> None:
    """Write that a person left."""
    writing.append(LineKind.SIGNED_OUT, actor=officer.account, subject=officer.account)
