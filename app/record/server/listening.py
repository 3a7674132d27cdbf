"""A line on which the server tells that its record has grown."""

from __future__ import annotations

import psycopg
from sqlalchemy import Engine

CHANNEL = "prescreen_queue"


class Listener:
    """One connection that only listens; by the thread that reads it.

    What is told is believed of nothing: it makes a window ask the record again.
    """

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    @property
    def closed(self) -> bool:
        """Whether nothing is heard any more."""
        return self._connection.closed

    def fileno(self) -> int:
        """Return what can be read when something was said."""
        return self._connection.fileno()

    def take(self) -> bool:
        """Read what was said, without waiting; whether anything was."""
        try:
            return bool(list(self._connection.notifies(timeout=0)))
        except psycopg.OperationalError:
            # The line was cut: what was missed is asked for.
            self._connection.close()
            return True

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


def listener(engine: Engine) -> Listener:
    """Open a line as whoever the engine connects as."""
    pooled = engine.raw_connection()
    raw = pooled.driver_connection
    if not isinstance(raw, psycopg.Connection):
        raise TypeError("This needs a connection to PostgreSQL.")
    # It is not given back: what it is told would be lost on whoever gets it next.
    pooled.detach()
    raw.autocommit = True
    raw.execute(f"LISTEN {CHANNEL}")
    return Listener(raw)
