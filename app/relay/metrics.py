"""What a relay counts, for Prometheus: how many, how much, how long; never which.

No label holds the name of a file, a number or a digest: who reads these figures learns what the
relay does, not what it carries.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.exposition import generate_latest

from app.domain.errors import Unavailable
from app.domain.words import say

LOOPBACK = "127.0.0.1"
_STEPS = "One step of one scan, what it waited for included."
_SECONDS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0)
"""A small scan is checked in hundredths of a second; a train on a bad line takes minutes."""


class Figures:
    """The figures of one relay, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._ended = Counter(
            "prescreen_relay_scans",
            "Originals that came to an end here.",
            ["outcome"],
            registry=self.registry,
        )
        self._received = Counter(
            "prescreen_relay_received_bytes",
            "Bytes of originals that were read.",
            registry=self.registry,
        )
        self._sent = Counter(
            "prescreen_relay_sent_bytes",
            "Bytes that the archive confirmed.",
            registry=self.registry,
        )
        self._seconds = Histogram(
            "prescreen_relay_step_seconds",
            _STEPS,
            ["step"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._again = Counter(
            "prescreen_relay_retries",
            "Steps that failed, or whose relay died, and that are tried again.",
            ["step"],
            registry=self.registry,
        )
        self._aside = Counter(
            "prescreen_relay_set_aside",
            "Steps that are not tried again; somebody should look.",
            ["step"],
            registry=self.registry,
        )
        self._waiting = Gauge(
            "prescreen_relay_waiting",
            "Steps that wait or are worked on, by whichever relay of this store.",
            ["step"],
            registry=self.registry,
        )
        self._last = Gauge(
            "prescreen_relay_last_success_timestamp_seconds",
            "When the archive last confirmed a scan of this relay, in seconds of Unix time.",
            registry=self.registry,
        )

    def step(self, name: str, seconds: float) -> None:
        """Count a step that was done."""
        self._seconds.labels(name).observe(seconds)

    def again(self, name: str) -> None:
        """Count a step that is tried again."""
        self._again.labels(name).inc()

    def set_aside(self, name: str) -> None:
        """Count a step that is not tried again."""
        self._aside.labels(name).inc()

    def waiting(self, depths: Mapping[str, int]) -> None:
        """Say how many jobs there are, by step."""
        for name, depth in depths.items():
            self._waiting.labels(name).set(depth)

    def received(self, size: int) -> None:
        """Count the bytes of an original."""
        self._received.inc(size)

    def ended(self, outcome: str, sent: int = 0) -> None:
        """Count an original that came to an end.

        Parameters
        ----------
        outcome
            ``forwarded``, ``refused`` or another word of the relay's own.
        sent
            Bytes that the archive confirmed.
        """
        self._ended.labels(outcome).inc()
        self._sent.inc(sent)
        if sent:
            self._last.set(time.time())

    def text(self) -> str:
        """Return the figures as Prometheus reads them."""
        return generate_latest(self.registry).decode()

    @contextlib.contextmanager
    def served(self, port: int, host: str = LOOPBACK) -> Iterator[int]:
        """Let Prometheus read the figures until the end of the block; tell the port.

        Parameters
        ----------
        port
            0 takes one that is free.
        host
            Where one listens: this machine alone unless told. There is no sign-in: elsewhere only
            on a network that outsiders cannot reach.

        Raises
        ------
        Unavailable
            When the port is taken or may not be listened at.
        """
        try:
            server, thread = start_http_server(port, host, self.registry)
        except OSError as error:
            raise Unavailable(
                say(
                    "The relay's figures cannot be shown at {host}:{port}: {why}. Name another "
                    "port.",
                    host=host,
                    port=port,
                    why=error.strerror or error,
                )
            ) from error
        try:
            yield server.server_port
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
