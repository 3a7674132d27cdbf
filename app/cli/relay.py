"""``prescreen relay``: from a scanner to the archive of the settings, for as long as it runs."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.relay_parts import (
    Intake,
    check_sources,
    detector,
    home_of,
    receiver_of,
    serve_figures,
    sources_of,
    store_of,
)
from app.cli.relay_settings import RelaySettings, relay_settings
from app.domain.clock import system_clock
from app.domain.errors import KnownError
from app.domain.words import Sentence
from app.settings import settings_of

if TYPE_CHECKING:
    from app.relay.keeping import Fate
    from app.relay.relaying import Taken
    from app.relay.working import Pace


def run(arguments: Arguments, printer: Printer) -> int:
    """Relay until told to end; with ``--once`` until all was tried, and 1 when something waits."""
    # Loaded where it is used: quick commands wait for none of this.
    from app.relay.counting import Counted  # noqa: PLC0415 - see above
    from app.relay.metrics import Figures  # noqa: PLC0415 - see above
    from app.relay.place import own  # noqa: PLC0415 - see above
    from app.relay.relaying import Relay  # noqa: PLC0415 - see above
    from app.relay.working import Stop, Works, told_to_end  # noqa: PLC0415 - see above

    settings = settings_of(arguments.home)
    told = relay_settings(settings, arguments)
    check_sources(settings, told)
    stop, home, figures = Stop(), home_of(settings), Figures()
    with contextlib.ExitStack() as stack:
        stack.callback(own(home).close)
        detect = detector(settings, told, stack)
        relay = Relay(home, store_of(settings, stack, stop.wait), system_clock(), detect)
        works = Works(relay, Counted(Teller(printer), relay, figures), stop, _pace(told))
        intake = Intake(home, relay, works.take, works.fault, stop.wait)
        sources = sources_of(intake, settings, told, stack)
        serve_figures(figures, arguments.metrics, arguments.metrics_on, stack, printer)
        receiver = receiver_of(intake, told, stack, printer)
        with told_to_end(stop.set):
            works.run(sources, receiver, once=arguments.once)
        waiting = relay.keeping.count()
    printer.line({"waiting": waiting}, f"{waiting} waiting")
    return 1 if arguments.once and waiting else 0


class Teller:
    """Says what happens, a line for each file that is done; the same fault is said once."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer
        self._said = ""

    def came(self, taken: Taken) -> None:
        """Say nothing: the file is told of when it is done."""

    def done(self, fate: Fate, step: str, seconds: float) -> None:
        """Say what became of a file, once it is decided."""
        if fate.state == "refused":
            self._line(fate, f"{fate.name}: refused. {fate.said}")
        elif step == "forward" and fate.state == "sent":
            self._said = ""
            remark = f" {fate.said}" if fate.said else ""
            self._line(fate, f"{fate.name}: sent.{remark}", seconds)

    def waits(self, _fate: Fate | None, _step: str, why: Sentence, /) -> None:
        """Say what stands in the way."""
        self.fault(KnownError(why))

    def gave_up(self, _step: str, why: Sentence, /) -> None:
        """Say what is not tried again before the next start."""
        self.fault(KnownError(why))

    def waiting(self, depths: Mapping[str, int]) -> None:
        """Say nothing: figures show it."""

    def fault(self, error: KnownError) -> None:
        """Say what stands in the way of a source."""
        if self._said != str(error):
            self._said = str(error)
            self._printer.failure(self._said)

    def _line(self, fate: Fate, text: str, seconds: float = 0.0) -> None:
        values = {
            "sha256": fate.sha256,
            "name": fate.name,
            "source": fate.source,
            "state": str(fate.state),
            "reason": str(fate.said or ""),
            "bytes": sum(made.size for made in fate.made),
            "seconds": round(seconds, 3),
        }
        self._printer.line(values, text)


def _pace(told: RelaySettings) -> Pace:
    from app.relay.working import Pace  # noqa: PLC0415 - loaded where it is used

    return Pace(hands=told.hands, room=told.memory_mb << 20)
