"""The ear at a server: a connection of its own that is told when lines were written (NOTIFY)."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import sql

CHANNEL = "prescreen_queue"
"""What a server notifies when items are given out; what it says of them is of no account."""


class ServerListener:
    """A connection that listens. Its owner waits until `fileno` can be read, and calls `take`."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    @classmethod
    def open(cls, **parts: Any) -> ServerListener:
        """Connect and listen; `parts` as psycopg's `connect` takes them.

        Raises
        ------
        psycopg.OperationalError
            When the server cannot be reached.
        """
        connection = psycopg.connect(**parts, autocommit=True)
        connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        return cls(connection)

    @property
    def closed(self) -> bool:
        """Whether nothing is heard any more."""
        return self._connection.closed

    def fileno(self) -> int:
        """Return the socket that can be read when the server has said something."""
        return self._connection.fileno()

    def take(self) -> bool:
        """Read what was said, without waiting; whether anything was."""
        try:
            return len(list(self._connection.notifies(timeout=0))) > 0
        except psycopg.OperationalError:
            # The server is gone: what it said last is found by asking.
            self._connection.close()
            return True

    def close(self) -> None:
        """Hang up."""
        self._connection.close()
