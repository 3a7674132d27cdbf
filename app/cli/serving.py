"""A server's record from the command line: who comes in, and with which password."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from typing import TypeVar

from app.domain.clock import Clock, system_clock
from app.domain.errors import KnownError, SignInRefused
from app.domain.words import say
from app.record import Record
from app.record.server.address import Address, address_of
from app.settings import Settings

Found = TypeVar("Found")


def address(settings: Settings) -> Address:
    """Return where the record of these settings is, on a server."""
    root = settings.root_certificate
    return address_of(settings.record, "" if root is None else str(root))


def connected(settings: Settings, clock: Clock) -> Record:
    """Return the record with nobody signed in yet."""
    return Record.connect(address(settings), settings.home, clock=clock)


def entered(settings: Settings) -> Record:
    """Return the record with whoever its address names signed in.

    Raises
    ------
    KnownError
        When the address names nobody, or the server does not let the name in.
    """
    where = named(settings)
    record = connected(settings, system_clock())
    with_password(where, lambda password: record.enter(where.login, password))
    return record


def named(settings: Settings) -> Address:
    """Return the address, which names who comes in.

    Raises
    ------
    KnownError
        When it names nobody.
    """
    where = address(settings)
    if not where.login:
        raise KnownError(
            say(
                "Say who comes in: --home postgresql://NAME@{server}.",
                server=where.server,
            )
        )
    return where


def with_password(where: Address, come_in: Callable[[str | None], Found]) -> Found:
    """Come in by the password file where it knows the name, else ask.

    Parameters
    ----------
    come_in
        Called with None for the password file, then with what was typed.
    """
    try:
        return come_in(None)
    except SignInRefused:
        return come_in(asked(f"Password of {where.login} at {where.server}: "))


def asked(prompt: str) -> str:
    """Ask once at a terminal; take a line when something else writes to us."""
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    try:
        line = sys.stdin.readline().rstrip("\r\n")
        line.encode()
    except UnicodeError as error:
        raise KnownError(say("The password is not text in UTF-8.")) from error
    return line
