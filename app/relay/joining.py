"""A relay's steps as jobs, counted: what runs them on many machines, and here, is given these."""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
from collections.abc import Mapping
from pathlib import Path

from app.domain.clock import Clock
from app.domain.words import phrase, say
from app.relay.counting import tally
from app.relay.engine import Engine, Step, Work
from app.relay.metrics import Figures
from app.relay.patience import Pace
from app.relay.place import queue_of
from app.relay.relaying import SCREEN, Relay
from app.relay.server import JobServer

_LOG = logging.getLogger(__name__)

LONE = dt.timedelta(minutes=5)
"""How long an energy waits for the other before its view is screened without it."""

_FAILED = phrase(
    "The scan {digest} was set aside: its step failed again and again for no known reason, which "
    "the log names. Its original is kept. prescreen relays retry takes it up again."
)
_DEADLY = phrase(
    "The scan {digest} was set aside: relays ended again and again while they worked on it. Its "
    "original is kept. prescreen relays retry takes it up again."
)


@dataclasses.dataclass(frozen=True, slots=True)
class Joined:
    """What jobs need besides the steps.

    Attributes
    ----------
    figures
        Where is counted.
    clock
        Tells how long an energy has waited for the other.
    lone
        How long it does.
    """

    figures: Figures
    clock: Clock
    lone: dt.timedelta = LONE


def engine_of(
    relay: Relay, home: Path, server: JobServer, joined: Joined, pace: Pace | None = None
) -> Engine:
    """Return the jobs of the relays that share a folder.

    Parameters
    ----------
    relay
        What is done; its folder is `home`.
    server
        Where the jobs are.

    Raises
    ------
    KnownError
        When the folder cannot be read or written.
    """
    steps = counted(relay, joined)
    work = Work(queue_of(home), steps, relay.left, joined.figures, _set_aside)
    return Engine(server, work, pace)


def counted(relay: Relay, joined: Joined) -> Mapping[str, Step]:
    """Return a relay's steps, with what passes through them counted."""
    steps = dict(relay.steps)
    if SCREEN in steps:
        steps[SCREEN] = _patient(relay, joined)
    return {name: _counting(relay, joined.figures, name, step) for name, step in steps.items()}


def _patient(relay: Relay, joined: Joined) -> Step:
    """Screen a view once both energies are here, or one has waited long enough."""

    def run(sha256: str) -> str:
        fate = relay.keeping.of(sha256)
        alone = fate is not None and joined.clock.now() - fate.came_at >= joined.lone
        return relay.screen(sha256, alone=alone)

    return run


def _counting(relay: Relay, figures: Figures, name: str, step: Step) -> Step:
    def run(sha256: str) -> str:
        following = step(sha256)
        fate = relay.keeping.of(sha256)
        if fate is not None:
            tally(relay, figures, name, fate)
        return following

    return run


def _set_aside(sha256: str, why: str) -> None:
    sentence = _DEADLY if why == "deadly" else _FAILED
    _LOG.error("%s", say(sentence, digest=sha256[:12]))
