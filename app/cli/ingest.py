"""``prescreen ingest PATH...``: take in scans and shipment data, once or for as long as it runs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.amounts import counted
from app.cli.arguments import Arguments
from app.cli.plain import plain
from app.cli.printing import Printer
from app.cli.waiting import wait
from app.cli.workspace import Workspace, supervision_rules, workspace
from app.domain.arrival import Arrival
from app.domain.clock import Clock
from app.domain.errors import KnownError, Unavailable
from app.domain.filing import Fault
from app.intake import DUPLICATE, REJECTED, Inbox, Outcome, Progress, take_in
from app.supervision import keep_lots

if TYPE_CHECKING:
    from app.scans.web.feed import ArchiveFeed

MARK = "archive.json"
"""In the workspace: of which archive, and how far it was followed."""
_ARRIVING = "arriving"
_EVERY_S = 1.0
"""How often progress is told at most, in seconds."""
_LOOKS_S = 2.0
"""Between two looks into a watched folder, in seconds."""
_FAULTS_SHOWN = 5


def run(arguments: Arguments, printer: Printer) -> int:
    """Say what became of each file; 1 when one was rejected."""
    with workspace(arguments.home, create=True) as place:
        ingest = _Ingest(place, printer)
        with _feed(place, wanted=arguments.archive) as feed:
            if arguments.watch:
                ingest.watch(arguments.paths, feed)
            else:
                ingest.take(arguments.paths)
                ingest.follow(feed)
    return 1 if ingest.rejected else 0


@contextlib.contextmanager
def _feed(place: Workspace, *, wanted: bool) -> Iterator[ArchiveFeed | None]:
    """Yield what is new in the archive of the settings, where that is wanted."""
    if not wanted:
        yield None
        return
    # Loaded where it is used: who takes in a folder waits for no network library.
    from app.cli.archive_line import archive_store, typed_password  # noqa: PLC0415 - see above
    from app.scans.web.feed import ArchiveFeed  # noqa: PLC0415 - see above

    store = archive_store(place.settings, pause=wait, password=typed_password)
    with store.line:
        home = place.settings.home
        yield ArchiveFeed(store, home / _ARRIVING, home / MARK)


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

    def follow(self, feed: ArchiveFeed | None) -> None:
        """Take in what is new in the archive."""
        if feed is not None:
            feed.follow(self.take, self._failed)

    def _failed(self, fault: KnownError) -> None:
        """Say which file the archive did not give; it stays there, and is asked for again."""
        self.rejected = True
        self._printer.failure(str(fault))

    def watch(self, folders: Iterable[Path], feed: ArchiveFeed | None = None) -> None:
        """Take in what is put into folders or comes to the archive, until the program is ended."""
        inbox, told = Inbox(tuple(folders)), ""
        while True:
            arrived = inbox.look()
            if arrived:
                self.take(arrived)
            else:
                self._settle()
            told = self._followed(feed, told)
            wait(_LOOKS_S)

    def _followed(self, feed: ArchiveFeed | None, told: str) -> str:
        """Follow the archive; return what stands in the way, said once for as long as it does."""
        try:
            self.follow(feed)
        except Unavailable as error:
            if str(error) != told:
                self._printer.failure(str(error))
            return str(error)
        return ""


class _Pace:
    """Tells how far a large file has come, not more often than somebody can read."""

    def __init__(self, clock: Clock, printer: Printer) -> None:
        self._clock = clock
        self._printer = printer
        self._told = clock.monotonic()

    def tell(self, progress: Progress) -> None:
        """Say how far it has come, when it is time to."""
        now = self._clock.monotonic()
        if now - self._told >= _EVERY_S and progress.done < progress.size:
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
    return f"{progress.path}: {share}, {counted(progress.filings, 'message')}{ends}"


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
