"""A port beside the work: whoever works hears when nobody listens there any more."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Iterator
from typing import Protocol

from app.domain.errors import KnownError
from app.domain.words import phrase, say

_LOG = logging.getLogger(__name__)
_ENDED = phrase(
    "The port for scanners failed, and nothing more came in ({why}), so the relay has ended. What "
    "had come is kept. Start it again; tell who looks after the program when it happens again."
)


class Served(Protocol):
    """A port that is open (`app.scans.dimse.Receiver`)."""

    def serve(self) -> None:
        """Take what comes until `stop` is called."""

    def stop(self) -> None:
        """Take nothing more; `serve` returns."""


@contextlib.contextmanager
def served(port: Served | None, stop: threading.Event) -> Iterator[None]:
    """Serve a port in a thread of its own while the block runs.

    Parameters
    ----------
    port
        None where nobody sends.
    stop
        Set when the port fails: a relay that goes on without it looks well, and scanners send in
        vain. Whoever started the relay starts it again.

    Raises
    ------
    KnownError
        At the end of the block, when the port had failed.
    """
    if port is None:
        yield
        return
    failed: list[Exception] = []

    def listen() -> None:
        try:
            port.serve()
        except Exception as error:  # noqa: BLE001 - said below, where it can be heard
            _LOG.exception("The port for scanners failed.")
            failed.append(error)
            stop.set()

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        yield
    finally:
        if thread.is_alive():
            port.stop()
        thread.join()
    for error in failed:
        raise KnownError(say(_ENDED, why=f"{type(error).__name__}: {error}")) from error
