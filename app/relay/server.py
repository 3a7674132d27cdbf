"""The way to the database of the relays' jobs: encrypted, and the server proves who it is."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import psycopg
from procrastinate.exceptions import ConnectorException
from psycopg_pool import PoolTimeout

from app.domain.errors import KnownError, SignInRefused, Unavailable
from app.domain.words import Sentence, phrase, say
from app.record.server.address import Address
from app.relay.laying import LOGIN, SCHEMA, missing_steps

CONNECT_S = 10
"""Seconds that the server may take to answer at first."""
GONE = (ConnectorException, PoolTimeout, psycopg.Error)
"""What says that the way is cut."""

_SILENT_MS = 15_000
_NOT_LET_IN_WORDS = ("authentication failed", "no password supplied")
_NO_ANSWER = phrase(
    "The server {server} of the relays' jobs does not answer: {why}. Scans that have come stay "
    "where they are; work goes on when it answers."
)
_NOT_LET_IN = phrase("The server {server} of the relays' jobs does not let {login} in.")
_OLD = phrase(
    "The jobs on {server} are not laid out for this program. Whoever runs the database runs: "
    "prescreen relays init."
)
_NEW = phrase(
    "The jobs on {server} were laid out by a newer program. Bring this relay up to date first."
)


class JobServer:
    """Where the jobs are.

    Parameters
    ----------
    address
        Of the database. Its name is that of the relays' login where it says none.
    password
        None where libpq's password file knows it.
    """

    def __init__(self, address: Address, password: str | None = None) -> None:
        self.name = address.server
        self.login = address.login or LOGIN
        self.parts: dict[str, Any] = {
            "host": address.host,
            "port": address.port,
            "dbname": address.database,
            "user": self.login,
            "application_name": "prescreen-relay",
            "connect_timeout": CONNECT_S,
            "keepalives_idle": _SILENT_MS // 3000,
            "keepalives_interval": _SILENT_MS // 3000,
            "keepalives_count": 3,
            "tcp_user_timeout": _SILENT_MS,
            "options": f"-c search_path={SCHEMA} -c timezone=UTC",
            **dict(address.tls),
        }
        if password is not None:
            self.parts["password"] = password

    @contextlib.contextmanager
    def connected(self) -> Iterator[psycopg.Connection]:
        """Connect; each statement is a transaction of its own.

        Raises
        ------
        SignInRefused
            When name and password are not let in.
        Unavailable
            When the server does not answer, or stops answering.
        """
        with (
            self.explained(),
            psycopg.connect(**self.parts, autocommit=True) as connection,
        ):
            yield connection

    def require_layout(self) -> None:
        """Refuse to work with tables that are not this program's.

        Raises
        ------
        KnownError
            When they are older, newer or not there, or as `connected` says.
        """
        with self.connected() as connection:
            lacking, unknown = missing_steps(connection)
        if lacking:
            raise KnownError(say(_OLD, server=self.name))
        if unknown:
            raise KnownError(say(_NEW, server=self.name))

    @contextlib.contextmanager
    def explained(self) -> Iterator[None]:
        """Turn trouble with the server into a sentence."""
        try:
            yield
        except psycopg.OperationalError as error:
            # A refusal before there is a connection has no state of its own.
            if any(words in str(error) for words in _NOT_LET_IN_WORDS):
                sentence = say(_NOT_LET_IN, server=self.name, login=self.login)
                raise SignInRefused(sentence) from error
            raise Unavailable(self.no_answer(error)) from error
        except GONE as error:
            raise Unavailable(self.no_answer(error)) from error

    def no_answer(self, error: BaseException) -> Sentence:
        """Say that the server does not answer."""
        why = str(error.__cause__ or error).strip().partition("\n")[0]
        return say(_NO_ANSWER, server=self.name, why=why)
