"""A view that is wanted from an archive: how far it is, and how it stood so far."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Generator, Iterable
from typing import Protocol

from app.domain.coming import Progress, Sight, Trouble
from app.domain.errors import Unavailable
from app.scans.coming import Coming, Finish, Stage
from app.scans.web.wanted import Wanted
from imaging.holding import Held, Span

Told = Stage | Progress | Trouble
Tell = Callable[[Told], object]

_AGAIN_S = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds after which one asks again by itself, by turns; the last one from then on."""


class IncomingLike(Protocol):
    """A file of an archive while it is brought, as `app.scans.web.fetching.Incoming` is."""

    @property
    def held(self) -> Held | None:
        """What is here of it; None before its size is known."""
        ...

    @property
    def ranges(self) -> bool:
        """Whether the archive gives parts."""
        ...

    def begin(self, count: int) -> Generator[int, None, None]:
        """Bring the first bytes."""
        ...

    def bring(self, wanted: Iterable[Span]) -> Generator[int, None, None]:
        """Bring certain bytes."""
        ...

    def flow(self) -> Generator[int, None, None]:
        """Bring all that is not here."""
        ...

    def check(self, sha256: str) -> None:
        """Hold it against a digest; raises KnownError."""
        ...


@dataclasses.dataclass(frozen=True, slots=True)
class Traffic:
    """What came over the line for one view.

    Attributes
    ----------
    size
        Bytes of its files.
    received
        Bytes that came.
    coming_s
        Seconds in which they came.
    failed
        How often what was asked for did not come.
    kept
        Whether all of it lay in the cabinet.
    """

    size: int
    received: int
    coming_s: float
    failed: int
    kept: bool


class Arrival:
    """A view that is wanted, and how far it is. Who changes it sees to it that one does at a time.

    Parameters
    ----------
    files
        What it consists of.
    tell
        Who is told of it; None while nobody waits.
    finish
        What is done with a picture before it is told.
    """

    def __init__(self, files: tuple[Wanted, ...], tell: Tell | None, finish: Finish) -> None:
        self.files, self.tell, self._finish = files, tell, finish
        self.sight: Sight | None = None
        self.found = 0
        """Files that lay on this machine."""
        self._received, self._coming_s, self._failed = 0, 0.0, 0
        self._open, self._since = 0, 0.0
        self.begin()

    def begin(self) -> None:
        """Begin with nothing."""
        self.coming = Coming(self.files, self._finish)
        self.incoming: list[IncomingLike | None] = [None] * len(self.files)
        self.on_way: list[list[Span]] = [[] for _ in self.files]
        self.changed = False
        self.painted_at = self.took = 0.0
        self._turn = 0
        self.failing = False
        """Whether the last that was asked for did not come."""
        self.damaged = False
        """Whether what has come is no picture."""
        self._again_at: float | None = 0.0
        """When it may be asked for; None for not before somebody says so."""
        self.done = False

    @property
    def traffic(self) -> Traffic:
        """What came for it."""
        size = sum(file.size for file in self.files)
        kept = self.found == len(self.files)
        return Traffic(size, self._received, self._coming_s, self._failed, kept)

    def may_be_asked_for(self, now: float) -> bool:
        """Whether anything of it is to be asked for now."""
        return not self.done and self._again_at is not None and self._again_at <= now

    def asked_of(self, number: int) -> int:
        """Bytes of a file that are here or on their way."""
        on_way = sum(end - start for start, end in self.on_way[number])
        return self.coming.files[number].here + on_way

    def asked(self, now: float) -> None:
        """Note that a request for it goes out."""
        if self._open == 0:
            self._since = now
        self._open += 1

    def heard(self, now: float) -> None:
        """Note that some of it came."""
        self._turn, self.changed = 0, True
        if self._again_at is not None and self._again_at <= now:
            # What another file of the view asked for before it failed says nothing.
            self.failing = False

    def answered(self, came: int, now: float) -> None:
        """Note what came of one; seconds count once, however many requests share them."""
        self._received += came
        self._coming_s += now - self._since
        self._since = now
        self._open -= 1

    def open(self, tell: Tell) -> None:
        """Tell somebody else from now on, also of what is here of it already."""
        self.tell, self.changed, self.done = tell, True, False
        self.coming.tell_anew()
        self.ask_again()

    def count_anew(self) -> None:
        """Forget what came before anybody waited for it."""
        self._received, self._coming_s, self._failed = 0, 0.0, 0

    def ask_again(self) -> None:
        """Let what did not come be asked for at once."""
        if self.damaged:
            self.begin()
        if self._again_at is None or self._again_at > 0.0:
            self._again_at, self._turn = 0.0, 0

    def fail(self, error: Exception, *, stands: bool) -> Trouble | None:
        """Note that it does not come.

        Several requests are under way at a time, and one cut of the line ends them all: the first
        of them is counted and told, the others are that same cut.

        Returns
        -------
        What is to be told of it; None when it is told already.
        """
        passing = isinstance(error, Unavailable) and bool(getattr(error, "passing", False))
        if self.failing and self._is_put_off(passing=passing):
            return None
        pause = _AGAIN_S[min(self._turn, len(_AGAIN_S) - 1)]
        self._turn += 1
        self._failed += 1
        self._again_at = time.monotonic() + pause if passing else None
        self.failing = True
        return Trouble(error, passing, stands)

    def _is_put_off(self, *, passing: bool) -> bool:
        """Whether it is not asked for now anyway; a refusal ends what was only put off."""
        if self._again_at is None:
            return True
        return passing and self._again_at > time.monotonic()
