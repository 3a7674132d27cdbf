"""A server's record from the command line: who comes in, and with which password."""

from __future__ import annotations

import contextlib
import getpass
import logging
import sys
from collections.abc import Callable, Iterator
from typing import TypeVar

from app.domain.clock import Clock, system_clock
from app.domain.errors import KnownError, SignInRefused
from app.domain.words import say
from app.record import Record, SealKeys
from app.record.server.address import Address, address_of
from app.settings import Settings
from app.vault import Making, Vault, passwords

_LOG = logging.getLogger(__name__)

Found = TypeVar("Found")


def address(settings: Settings) -> Address:
    """Return where the record of these settings is, on a server."""
    root = settings.root_certificate
    return address_of(settings.record, "" if root is None else str(root))


def connected(settings: Settings, clock: Clock) -> Record:
    """Return the record with nobody signed in yet."""
    where, keys = address(settings), seal_keys(settings)
    return Record.connect(where, settings.home, clock=clock, keys=keys)


def entered(settings: Settings) -> Record:
    """Return the record with whoever its address names signed in.

    Raises
    ------
    KnownError
        When the address names nobody, or the server does not let the name in.
    """
    where = named(settings)
    record = connected(settings, system_clock())
    with_password(settings, where, lambda password: record.enter(where.login, password))
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


def with_password(
    settings: Settings, where: Address, come_in: Callable[[str | None], Found]
) -> Found:
    """Come in with a password that is at hand, else ask.

    Parameters
    ----------
    come_in
        Called with each that is at hand, None standing for the password file, then with what was
        typed.
    """
    for word in _at_hand(vault_of(settings), where):
        with contextlib.suppress(SignInRefused):
            return come_in(word)
    return come_in(asked(f"Password of {where.login} at {where.server}: "))


def _at_hand(vault: Vault, where: Address) -> Iterator[str | None]:
    """Yield passwords that need not be typed: a service's own, the file's, the keyring's."""
    given = passwords.of_service(vault)
    if given is not None:
        yield given
    yield None
    try:
        kept = passwords.remembered(vault, where.login, where.server)
    except KnownError as error:
        _LOG.warning("%s", error)
        return
    if kept is not None:
        yield kept


def seal_keys(settings: Settings) -> SealKeys:
    """Return what signs the record of a workspace, wherever the key is."""
    making = Making(settings.secrets)
    return SealKeys.of(settings.home, key_folder=settings.key_folder, making=making)


def vault_of(settings: Settings) -> Vault:
    """Return where the secrets of a workspace are."""
    return Vault(settings.key_folder, Making(settings.secrets))


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
