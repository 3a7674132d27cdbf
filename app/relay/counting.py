"""What a relay does, counted while it is told on: the same figures on one machine and on many."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from app.domain.errors import KnownError
from app.domain.words import Sentence
from app.relay.keeping import Fate, State
from app.relay.metrics import Figures
from app.relay.relaying import FORWARD, PREPARE, SCREEN, Relay, Taken
from app.relay.working import Told

_LOG = logging.getLogger(__name__)


class Counted:
    """Counts what happens, and tells it on.

    Parameters
    ----------
    told
        Told all of it.
    relay
        Whose originals.
    figures
        Where is counted.
    """

    def __init__(self, told: Told, relay: Relay, figures: Figures) -> None:
        self._told, self._relay, self._figures = told, relay, figures

    def came(self, taken: Taken) -> None:
        """Tell on that an original is safe here."""
        self._told.came(taken)

    def done(self, fate: Fate, step: str, seconds: float) -> None:
        """Count a step that was done."""
        self._figures.step(step, seconds)
        tally(self._relay, self._figures, step, fate)
        self._told.done(fate, step, seconds)

    def waits(self, fate: Fate | None, step: str, why: Sentence, /) -> None:
        """Count a step that is tried again."""
        self._figures.again(step)
        self._told.waits(fate, step, why)

    def gave_up(self, step: str, why: Sentence, /) -> None:
        """Count a step that is not."""
        self._figures.set_aside(step)
        self._told.gave_up(step, why)

    def waiting(self, depths: Mapping[str, int]) -> None:
        """Show how many wait."""
        self._figures.waiting(depths)
        self._told.waiting(depths)

    def fault(self, error: KnownError) -> None:
        """Tell on what stands in the way of a source."""
        self._told.fault(error)


def tally(relay: Relay, figures: Figures, step: str, fate: Fate) -> None:
    """Count what became of an original by a step that was done.

    A step is done whether or not it can be counted: an original that cannot be looked at any more
    is left out of the bytes that were read, and the log says so.
    """
    if step == PREPARE:
        try:
            figures.received(relay.originals.path(fate.sha256).stat().st_size)
        except (KnownError, OSError) as error:
            _LOG.warning("The bytes of %s are not counted: %s", fate.sha256, error)
    if step != SCREEN and fate.state is State.REFUSED:
        figures.ended("refused")
    elif step == FORWARD and fate.state is State.SENT:
        figures.ended("forwarded", sum(made.size for made in fate.made))
