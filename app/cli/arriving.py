"""The watched folder of the window: what is put there is taken in while the officer works."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable
from pathlib import Path

from app.cli.workspace import open_record
from app.domain.clock import Clock
from app.domain.words import Sentence, say
from app.intake import REJECTED, Inbox, Outcome, Progress, take_in
from app.scans import FolderStore
from app.settings import Settings


class _Leaving(Exception):
    """The window closes: what was read of a file is on record, the next time goes on with it."""


class Arriving:
    """Takes in what is complete in the folder, with a record of its own."""

    def __init__(self, folder: Path, settings: Settings, store: FolderStore, clock: Clock) -> None:
        self._inbox = Inbox((folder,))
        self._settings = settings
        self._store = store
        self._clock = clock

    def take(
        self, leaving: Callable[[], bool], tell: Callable[[Sentence], None]
    ) -> tuple[Sentence, ...]:
        """Take in what has arrived; return what to say of it. In the thread for long runs.

        Parameters
        ----------
        leaving
            Whether the window is closing; asked again and again.
        tell
            Is told how far a large file has come.
        """
        arrived = self._inbox.look()
        if not arrived:
            return ()

        def check(progress: Progress) -> None:
            if leaving():
                raise _Leaving
            tell(_how_far(progress))

        said: list[Sentence] = []
        with open_record(self._settings, self._clock) as record, contextlib.suppress(_Leaving):
            taking = take_in(
                arrived, record=record, store=self._store, clock=self._clock, tell=check
            )
            with contextlib.closing(taking) as outcomes:
                for outcome in outcomes:
                    said += _worth_saying(outcome)
                    if leaving():
                        break
        return tuple(said)


def _how_far(progress: Progress) -> Sentence:
    told = {
        "name": progress.path.name,
        "share": 100 * progress.done // max(1, progress.size),
        "count": progress.filings,
    }
    left = progress.seconds_left
    if left is None:
        return say("{name} comes in: {share} %, {count} messages.", **told)
    return say(
        "{name} comes in: {share} %, {count} messages, about {minutes} min left.",
        minutes=math.ceil(left / 60),
        **told,
    )


def _worth_saying(outcome: Outcome) -> list[Sentence]:
    """Return what an officer is told of a file: that it was turned away, or where replies are."""
    if outcome.elsewhere is not None:
        return [outcome.elsewhere]
    if outcome.status != REJECTED:
        return []
    reason = outcome.reason or ""
    return [say("{name} was turned away: {reason}", name=outcome.path.name, reason=reason)]
