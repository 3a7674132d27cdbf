"""``prescreen relays watch``: take in for many relays, and leave the work to them."""

from __future__ import annotations

import contextlib
import hashlib
import platform
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.relay_parts import Intake, check_sources, home_of, receiver_of, sources_of
from app.cli.relay_settings import relay_settings
from app.domain.errors import KnownError, Refused
from app.domain.words import phrase, say
from app.settings import Settings

if TYPE_CHECKING:
    from app.relay.engine import Engine
    from app.relay.relaying import Relay, Taken

_TWO = phrase(
    "Another program of this machine watches for the relays of {path} already. Give one of them "
    "all the sources."
)
_NO_PLACE = phrase("{path} cannot be used: {why}. Check that it may be written, and its disk.")


def watch(
    arguments: Arguments, printer: Printer, settings: Settings, relay: Relay, engine: Engine
) -> None:
    """Take in until told to end; with ``--once``, until nothing more comes."""
    # Loaded where it is used: quick commands wait for none of this.
    from app.relay.handing import Handing  # noqa: PLC0415 - see above
    from app.relay.working import Stop, told_to_end  # noqa: PLC0415 - see above

    told = relay_settings(settings, arguments)
    check_sources(settings, told)
    stop, hears = Stop(), Hearing(printer)
    with contextlib.ExitStack() as stack:
        place = _place(home_of(settings), stack)
        handing = Handing(engine, hears, stop)
        intake = Intake(place, relay, handing.take, hears.fault, stop.wait)
        sources = sources_of(intake, settings, told, stack)
        receiver = receiver_of(intake, told, stack, printer)
        with told_to_end(stop.set):
            handing.run(sources, receiver, once=arguments.once)


class Hearing:
    """Says what came in, a line each; the same fault is said once."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer
        self._said = ""

    def came(self, taken: Taken) -> None:
        """Say that an original is safe."""
        values = {"sha256": taken.sha256, "new": taken.new}
        self._printer.line(values, f"{taken.sha256}: {'kept' if taken.new else 'known already'}")

    def fault(self, error: KnownError) -> None:
        """Say what stands in the way."""
        if self._said != str(error):
            self._said = str(error)
            self._printer.failure(self._said)


def _place(home: Path, stack: contextlib.ExitStack) -> Path:
    """Return where this machine notes what it took: a path elsewhere may be another folder."""
    from app.outage.holding import hold  # noqa: PLC0415 - loaded where it is used

    machine = hashlib.sha256(platform.node().encode()).hexdigest()[:16]
    place = home / "watch" / machine
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = hold(place / "watch.lock")
    except OSError as error:
        raise Refused(say(_NO_PLACE, path=place, why=error.strerror or error)) from error
    if held is None:
        raise Refused(say(_TWO, path=home))
    stack.callback(held.close)
    return place
