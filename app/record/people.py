"""What the record knows of people: who may come in, with what, and who stands beside whom."""

from __future__ import annotations

import dataclasses
import datetime as dt

from app.domain.errors import Refused
from app.domain.officer import Act, Officer
from app.domain.second import FourEyes, SecondPerson
from app.domain.words import phrase, say
from app.record import accounts, passwords, renewing, seconds
from app.record.access import Access
from app.record.accounts import Door, HashCost
from app.record.seconds import Vouched

_MAY_NOT_ADD = phrase("{name} may not add people: the role {role} does not include it.")
_NO_SERVICES = phrase("{login} need not sign in: the record is a file of this machine.")


@dataclasses.dataclass(frozen=True, slots=True)
class OneTimeWord:
    """What an administrator passes on to somebody who has forgotten her password."""

    word: str = dataclasses.field(repr=False)
    until: dt.datetime = dataclasses.field()
    """When it stops to open."""


class People:
    """Accounts, passwords and second persons of one record."""

    def __init__(self, access: Access, cost: HashCost) -> None:
        self._access = access
        self._cost = cost

    def add(self, officer: Officer, password: str, by: Officer | None = None) -> None:
        """Add a person, by an administrator once there is one.

        Raises
        ------
        Refused
            For a name that is taken, a password that is guessed first, or when `by` is no
            administrator.
        """
        if by is not None and not by.may(Act.ADMINISTER):
            raise Refused(say(_MAY_NOT_ADD, name=by.name, role=by.role))
        self._check(officer, password)
        hashed = self._cost.hasher().hash(password)
        with self._access.write() as writing:
            accounts.add_account(writing, officer, hashed, by)

    def all(self) -> tuple[Officer, ...]:
        """Return everybody who has an account."""
        with self._access.read() as connection:
            return accounts.read_accounts(connection)

    def sign_in(self, account: str, password: str) -> Officer:
        """Return the person whose account and password these are.

        Raises
        ------
        SignInRefused
            When they do not belong together, or the name waits after failed attempts.
        PasswordMustChange
            When it is a word for one sign-in: a password of one's own comes first.
        """
        door = self._opened(account, password)
        self._require_own(door)
        hasher = self._cost.hasher()
        stale = hasher.check_needs_rehash(door.hashed)
        rehashed = hasher.hash(password) if stale else None
        with self._access.write() as writing:
            return accounts.let_in(writing, door, rehashed)

    def enter(self, login: str, password: str | None) -> None:  # noqa: ARG002 - see below
        """Refuse: services have no accounts in an embedded record."""
        raise Refused(say(_NO_SERVICES, login=login))

    def sign_out(self, officer: Officer) -> None:
        """Write that a person left."""
        with self._access.write() as writing:
            accounts.sign_out(writing, officer)

    def change_password(self, account: str, old: str, new: str) -> Officer:
        """Put a new password in place of the old one, or of a word for one sign-in.

        Raises
        ------
        SignInRefused
            When the old one is not right, by the same count as at sign-in.
        Refused
            When the new one is too short, guessed first, or the old one again.
        """
        door = self._opened(account, old)
        with self._access.read() as connection:
            renewing.is_one_time(connection, account, self._access.now())
        renewing.require_new(old, new)
        if door.officer is not None:
            self._check(door.officer, new)
        hashed = self._cost.hasher().hash(new)
        with self._access.write() as writing:
            return renewing.change_password(writing, door, hashed)

    def reset_password(self, account: str, by: Officer) -> OneTimeWord:
        """Give an account a word for one sign-in in place of its password.

        Raises
        ------
        Refused
            When `by` is no administrator, it is her own account, or there is no such account.
        """
        with self._access.read() as connection:
            renewing.require_reset(connection, account, by)
        word = passwords.one_time_word()
        hashed = self._cost.hasher().hash(word)
        tag = self._access.keys.tag(account)
        with self._access.write() as writing:
            until = renewing.reset_password(writing, account, by, hashed=hashed, tag=tag)
        return OneTimeWord(word, until)

    def vouch(self, second: SecondPerson, first: Officer, act: FourEyes) -> Vouched:
        """Return a second person whose password is right and whose role may.

        Raises
        ------
        SignInRefused
            When name and password do not belong together, by the same count as at sign-in.
        Refused
            When it is the same person, or her role does not include the act.
        """
        seconds.require_other(first, second)
        door = self._opened(second.account, second.password)
        self._require_own(door)
        seconds.require_role(door, act)
        return Vouched(door, act, first.account)

    def _opened(self, account: str, password: str) -> Door:
        """Return the door that a password opens; a failed attempt is written and counted."""
        tag = self._access.keys.tag(account)
        with self._access.read() as connection:
            door = accounts.approach(connection, account, tag, self._access.now())
        # Outside of any transaction: hashing takes long, and nobody waits for it.
        if accounts.matches(door, password, self._cost):
            return door
        with self._access.write() as writing:
            refusal = accounts.turn_away(writing, door)
        raise refusal

    def _require_own(self, door: Door) -> None:
        if door.officer is not None:
            with self._access.read() as connection:
                now = self._access.now()
                renewing.require_own_password(connection, door.officer.account, now)

    def _check(self, officer: Officer, password: str) -> None:
        names = (officer.name, self._access.path.parent.name)
        passwords.check_password(officer.account, password, names)
