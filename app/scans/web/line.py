"""The line to one archive: one client, kept; what can be asked again is asked again."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from email.utils import parsedate_to_datetime
from threading import RLock  # noqa: TID251 - no thread lives here; several may ask
from types import TracebackType
from typing import Self

import httpx

from app.scans.web.address import Archive
from app.scans.web.faults import ArchiveFault, Asked, Fault

MOST_ANSWER = 32 << 20
"""Bytes of an answer that is no file."""
KEPT_S = 600.0
"""Seconds that a connection is kept open with nothing to do: opening one costs three round trips.
Most archives close it sooner, and then one more is opened."""


@dataclasses.dataclass(frozen=True, slots=True)
class Patience:
    """How long one goes on asking.

    Attributes
    ----------
    first, most
        Seconds before the second time one asks, and at most; doubled each time in between.
    whole
        Seconds without a single byte after which one gives up.
    connect, read
        Seconds for a connection, and between two pieces of an answer.
    """

    first: float = 0.2
    most: float = 5.0
    whole: float = 60.0
    connect: float = 10.0
    read: float = 20.0

    def wait(self, turn: int) -> float:
        """Seconds before turn 1, 2, ...: up to a half more, so that not all ask at once."""
        plain = min(self.most, self.first * 2.0 ** (turn - 1))
        return plain * random.uniform(1.0, 1.5)  # noqa: S311 - no secret


@dataclasses.dataclass(slots=True)
class Counts:
    """What went over the line."""

    asked: int = 0
    """Requests."""
    again: int = 0
    """Of them, those that were made because one before failed."""
    received: int = 0
    """Bytes of answers."""


@dataclasses.dataclass(frozen=True, slots=True)
class Posted:
    """What is sent along with a question; asking it twice does no more than asking it once.

    Attributes
    ----------
    kind
        Its content type.
    size
        Its length in bytes.
    parts
        Gives it, from the beginning each time.
    """

    kind: str
    size: int
    parts: Callable[[], Iterable[bytes]]

    @classmethod
    def of(cls, kind: str, body: bytes) -> Self:
        """Return a short body."""
        return cls(kind, len(body), lambda: (body,))


class Line:
    """Asks one archive; may be used by several threads.

    Small answers share one connection, by HTTP/2 where the archive offers it, one at a time. Each
    file, or part of one, comes over a connection of its own by HTTP/1.1, for two reasons. Over a
    shared one, answers without an end stand in one queue: megabytes of the first energy are on
    their way before the second is asked for (at a quarter of the size 2.2 s instead of 0.4 s over
    20 Mbit/s and 120 ms). And the client is not safe there: of 12,000 requests of six threads over
    one HTTP/2 connection one failed inside of it, and one was answered with another one's bytes.

    Parameters
    ----------
    archive
        Whom.
    password
        Gives the user's password when it is needed; it is not kept here.
    patience
        How long one goes on.
    pause
        Waits so many seconds; returns True when one should stop asking.

    Raises
    ------
    ArchiveFault
        If the certificate to trust cannot be read.
    """

    def __init__(
        self,
        archive: Archive,
        password: Callable[[], str] | None = None,
        *,
        pause: Callable[[float], bool],
        patience: Patience | None = None,
    ) -> None:
        self.archive = archive
        self.patience = patience or Patience()
        self.counts = Counts()
        self.clock: dt.datetime | None = None
        """What the archive's clock showed with its last answer; None before one that says it."""
        self._pause = pause
        trust = _trust(archive)
        secret = password() if archive.user and password else ""
        self._one_at_a_time = RLock()
        self._client = self._speaking(trust, secret, http2=True)
        self._files = self._speaking(trust, secret, http2=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()
        self._files.close()

    def read(self, path: str, what: str, *, accept: str = "*/*", most: int = MOST_ANSWER) -> bytes:
        """Ask for something small that is there, as often as patience allows.

        Parameters
        ----------
        path
            Below the archive's address.
        what
            What it is, for sentences.

        Raises
        ------
        ArchiveFault
            When it is not had, is empty, or is larger than `most`.
        """
        answer = self.ask(path, what, accept=accept, most=most)
        if not answer:
            raise Asked(self.archive.name, what).fault(Fault.EMPTY)
        return answer

    def ask(
        self,
        path: str,
        what: str,
        *,
        accept: str = "*/*",
        most: int = MOST_ANSWER,
        posted: Posted | None = None,
    ) -> bytes:
        """Ask for something small, or send something, as often as patience allows.

        Parameters
        ----------
        posted
            What is sent along, by POST; over a connection of its own, like a file that comes.

        Returns
        -------
        The answer, which may be empty.

        Raises
        ------
        ArchiveFault
            When there is none, or it is larger than `most`.
        """
        asked = Asked(self.archive.name, what)
        turns = Turns(self, lambda: 0)
        while True:
            try:
                return self._answer(path, asked, {"accept": accept}, most, posted)
            except ArchiveFault as fault:
                turns.wait(fault)

    def _answer(
        self, path: str, asked: Asked, headers: dict[str, str], most: int, posted: Posted | None
    ) -> bytes:
        out = bytearray()
        with self.opened(path, asked, headers, posted=posted) as answer:
            for piece in self.pieces(answer, asked):
                out += piece
                if len(out) > most:
                    raise asked.fault(Fault.REFUSED, f"> {most} bytes")
        return bytes(out)

    def pause(self, seconds: float) -> bool:
        """Wait; True when one should stop asking."""
        return self._pause(seconds)

    def _speaking(self, trust: ssl.SSLContext, secret: str, *, http2: bool) -> httpx.Client:
        return httpx.Client(
            base_url=self.archive.url + "/",
            verify=trust,
            auth=(self.archive.user, secret) if secret else None,
            http2=http2,
            follow_redirects=False,
            timeout=httpx.Timeout(self.patience.read, connect=self.patience.connect),
            limits=httpx.Limits(keepalive_expiry=KEPT_S),
            headers={"user-agent": "prescreen", "accept-encoding": "identity"},
            trust_env=False,
        )

    @contextmanager
    def opened(
        self,
        path: str,
        asked: Asked,
        headers: dict[str, str],
        *,
        file: bool = False,
        posted: Posted | None = None,
    ) -> Iterator[httpx.Response]:
        """Ask once, and keep the answer open while it is read.

        Parameters
        ----------
        file
            Whether it is a file, or a part of one, that gets a connection of its own.
        posted
            What is sent along, by POST.

        Raises
        ------
        ArchiveFault
            When there is none, or it is a refusal.
        """
        self.counts.asked += 1
        client = self._files if file or posted else self._client
        method, content = "GET", None
        if posted is not None:
            method, content = "POST", posted.parts()
            headers = headers | {"content-type": posted.kind, "content-length": str(posted.size)}
        begun = False
        alone = nullcontext() if client is self._files else self._one_at_a_time
        try:
            with alone, client.stream(method, path, headers=headers, content=content) as answer:
                begun = True
                self.clock = _dated(answer) or self.clock
                refused = asked.refused(answer)
                if refused is not None:
                    raise refused
                yield answer
        except httpx.StreamConsumed as error:
            # The archive ended a kept connection while something was being sent: the client's own
            # second try has nothing left to send, and asking again begins from the beginning.
            raise asked.fault(Fault.CUT, "the connection was ended") from error
        except httpx.HTTPError as error:
            raise asked.failed(error, begun=begun) from error

    def pieces(self, answer: httpx.Response, asked: Asked) -> Iterator[bytes]:
        """Hand on an answer as it comes: nothing is kept back that a cut would lose.

        Raises
        ------
        ArchiveFault
            When it stops before its end.
        """
        try:
            for piece in answer.iter_raw():
                self.counts.received += len(piece)
                yield piece
        except httpx.HTTPError as error:
            raise asked.failed(error) from error


class Turns:
    """Asking again after what may pass, until patience ends.

    Parameters
    ----------
    line
        What is asked over.
    had
        How much is here: as long as it grows, patience begins anew.
    """

    def __init__(self, line: Line, had: Callable[[], int]) -> None:
        self._line, self._had = line, had
        self._best, self._since, self._turn = had(), time.monotonic(), 0

    def wait(self, fault: ArchiveFault) -> None:
        """Wait until it is time to ask again.

        Raises
        ------
        ArchiveFault
            The fault itself, when asking again cannot help or has gone on for too long.
        """
        if self._had() > self._best:
            self._best, self._since, self._turn = self._had(), time.monotonic(), 0
        self._turn += 1
        patience = self._line.patience
        first = fault.let_go and self._turn == 1
        delay = 0.0 if first else max(fault.after, patience.wait(self._turn))
        late = time.monotonic() + delay - self._since > patience.whole
        if not fault.passing or late or self._line.pause(delay):
            raise fault
        self._line.counts.again += 1


def _dated(answer: httpx.Response) -> dt.datetime | None:
    try:
        return parsedate_to_datetime(answer.headers.get("date", "")).astimezone(dt.UTC)
    except ValueError:
        return None


def _trust(archive: Archive) -> ssl.SSLContext:
    """Return what the archive must prove itself with; TLS 1.2 or later."""
    try:
        context = ssl.create_default_context(cafile=archive.root_certificate)
    except (OSError, ssl.SSLError) as error:
        why = f"{archive.root_certificate}: {error}"
        raise Asked(archive.name, "").fault(Fault.UNTRUSTED, why) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
