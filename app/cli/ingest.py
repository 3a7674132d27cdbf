"""``prescreen ingest PATH...``: take in scans and shipment data, once or for as long as it runs."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable
from pathlib import Path

from app.cli.amounts import counted
from app.cli.arguments import Arguments
from app.cli.plain import plain
from app.cli.printing import Printer
from app.cli.workspace import Workspace, supervision_rules, workspace
from app.domain.arrival import Arrival
from app.domain.clock import Clock
from app.domain.filing import Fault
from app.intake import DUPLICATE, REJECTED, Inbox, Outcome, Progress, take_in
from app.supervision import keep_lots

_EVERY_S = 1.0
"""How often progress is told at most, in seconds."""
_LOOKS_S = 2.0
"""Between two looks into a watched folder, in seconds."""
_FAULTS_SHOWN = 5


def run(arguments: Arguments, printer: Printer) -> int:
    """Say what became of each file; 1 when one was rejected."""
    with workspace(arguments.home, create=True) as place:
        ingest = _Ingest(place, printer)
        if arguments.watch:
            asyncio.run(ingest.watch(arguments.paths))
        else:
            ingest.take(arguments.paths)
    return 1 if ingest.rejected else 0


class _Ingest:
    """Takes in and says so."""

    def __init__(self, place: Workspace, printer: Printer) -> None:
        self._place = place
        self._printer = printer
        self._pace = _Pace(place.clock, printer)
        self.rejected = False

    def take(self, paths: Iterable[Path]) -> None:
        """Take in files and folders."""
        place = self._place
        taking = take_in(
            paths, record=place.record, store=place.store, clock=place.clock, tell=self._pace.tell
        )
        # What people's acts on a server left to do first: what comes in may depend on it.
        self._settle()
        with contextlib.closing(taking) as outcomes:
            for outcome in outcomes:
                self.rejected = self.rejected or outcome.status == REJECTED
                self._printer.line(as_dict(outcome), _text(outcome))
        self._settle()

    def _settle(self) -> None:
        """Do what is left to the service that takes things in, on a server: joins, rows, lots."""
        place = self._place
        place.record.catch_up()
        if place.settings.record:
            keep_lots(place.record, supervision_rules(place.settings))

    async def watch(self, folders: Iterable[Path]) -> None:
        """Take in what is put into folders, until the program is ended."""
        inbox = Inbox(tuple(folders))
        while True:
            arrived = inbox.look()
            if arrived:
                self.take(arrived)
            else:
                self._settle()
            await asyncio.sleep(_LOOKS_S)


class _Pace:
    """Tells how far a large file has come, not more often than somebody can read."""

    def __init__(self, clock: Clock, printer: Printer) -> None:
        self._clock = clock
        self._printer = printer
        self._told = clock.monotonic()

    def tell(self, progress: Progress) -> None:
        """Say how far it has come, when it is time to."""
        now = self._clock.monotonic()
        if now - self._told >= _EVERY_S:
            self._told = now
            self._printer.line(_progress(progress), _progress_text(progress))


def _progress(progress: Progress) -> dict[str, object]:
    left = progress.seconds_left
    return {
        "path": str(progress.path),
        "status": "reading",
        "filings": progress.filings,
        "bytes": progress.done,
        "of_bytes": progress.size,
        "seconds_left": None if left is None else round(left),
    }


def _progress_text(progress: Progress) -> str:
    share = f"{100 * progress.done // max(1, progress.size)} %"
    left = progress.seconds_left
    ends = "" if left is None else f", about {_clock(left)} left"
    return f"{progress.path}: {share}, {progress.filings} messages{ends}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02} min"


def as_dict(outcome: Outcome) -> dict[str, object]:
    """Return an outcome as plain values; of messages also how many, and what is wrong with them."""
    found: dict[str, object] = {
        "path": str(outcome.path),
        "kind": outcome.kind,
        "status": outcome.status,
        "id": outcome.id,
        "reason": "" if outcome.reason is None else str(outcome.reason),
    }
    arrival = outcome.arrival
    if arrival is None:
        return found
    faults = [plain(fault) for fault in arrival.faults]
    return found | {
        "messages": arrival.filings,
        "new": _new(outcome, arrival),
        "faults": faults,
        "replies": [str(reply) for reply in outcome.replies],
    }


def _text(outcome: Outcome) -> str:
    head = f"{outcome.path}: {outcome.status} ({outcome.kind})"
    arrival = outcome.arrival
    if arrival is None:
        return f"{head}: {outcome.reason or outcome.id}"
    more = len(arrival.faults) + arrival.more_faults - _FAULTS_SHOWN
    lines = [
        f"{head}: {counted(arrival.filings, 'message')}, {_new(outcome, arrival)} new: {outcome.id}"
    ]
    lines += [f"  {_fault(fault)}" for fault in arrival.faults[:_FAULTS_SHOWN]]
    if outcome.elsewhere is not None:
        lines.append(f"  {outcome.elsewhere}")
    return "\n".join(lines + ([f"  and {more} more"] if more > 0 else []))


def _new(outcome: Outcome, arrival: Arrival) -> int:
    """How many messages are new by this run: of a file that was taken before, none is."""
    return 0 if outcome.status == DUPLICATE else arrival.new


def _fault(fault: Fault) -> str:
    where = [f"message {fault.message}"] if fault.message else []
    where += [f"segment {fault.segment}"] if fault.segment else []
    where += [fault.element] if fault.element else []
    return ", ".join([fault.weight.value, *where]) + f": {fault.sentence}"
