"""What ``prescreen relay`` and ``prescreen relays`` consist of: sources, archive, models."""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.relay_settings import RelaySettings
from app.domain.errors import KnownError, Refused
from app.domain.words import phrase, say
from app.settings import ArchiveSettings, Settings

if TYPE_CHECKING:
    from app.cli.printing import Printer
    from app.relay.metrics import Figures
    from app.relay.relaying import Relay, Taken
    from app.relay.working import Source
    from app.scans.dimse import Receiver
    from app.scans.web.store import WebStore
    from app.screening import Detect

_NO_SOURCE = phrase(
    "The relay has no source. Name a folder, a port for scanners or another archive, in [relay] of "
    "{file} or on the command line."
)
_SAME_ARCHIVE = phrase(
    "The relay cannot follow {url}: that is the archive it sends to. Name another one as feed."
)
_PATIENCE_S = 5.0
"""Seconds for which one step asks an archive again by itself; the relay tries the step again."""

Pause = Callable[[float], bool]


def home_of(settings: Settings) -> Path:
    """Return the folder of a workspace's relay."""
    return settings.home / "relay"


def check_sources(settings: Settings, told: RelaySettings) -> None:
    """Refuse a relay that has no source, or would send to where it takes from."""
    if told.folder is None and told.port is None and told.feed is None:
        raise Refused(say(_NO_SOURCE, file=settings.home / "settings.toml"))
    target = settings.archive
    if told.feed is not None and target is not None and _same(told.feed.url, target.url):
        raise Refused(say(_SAME_ARCHIVE, url=told.feed.url))


def _same(one: str, other: str) -> bool:
    return one.rstrip("/").casefold() == other.rstrip("/").casefold()


def detector(settings: Settings, told: RelaySettings, stack: contextlib.ExitStack) -> Detect | None:
    """Return the models that look at each view; None where nobody asked for them.

    Raises
    ------
    KnownError
        When one that is named would be refused.
    """
    if not told.screen:
        return None
    # Loaded where it is used: a relay that does not screen waits for no model.
    from app.cli.models_in_force import SHIPPED, named  # noqa: PLC0415 - see above
    from models.several import Screeners  # noqa: PLC0415 - see above

    models = stack.enter_context(Screeners())
    models.use(named(settings, told.models or (SHIPPED,)))
    return models.detect_many


def store_of(settings: Settings, stack: contextlib.ExitStack, pause: Pause) -> WebStore:
    """Return the archive of the settings, asked with little patience: relays have their own."""
    # Loaded where it is used: quick commands wait for no network library.
    from app.cli.archive_line import archive_store, typed_password  # noqa: PLC0415 - see above
    from app.scans.web.line import Patience  # noqa: PLC0415 - see above

    patience = Patience(whole=_PATIENCE_S)
    store = archive_store(settings, pause=pause, password=typed_password, patience=patience)
    stack.enter_context(store.line)
    return store


@dataclasses.dataclass(frozen=True, slots=True)
class Intake:
    """Where a relay's sources take in, and whom they tell.

    Attributes
    ----------
    place
        Where is kept what was taken.
    relay
        Who takes it.
    take
        Told of each original that came over the port.
    fault
        Told what stands in the way of a source.
    pause
        Waits so many seconds; returns True when one should stop asking.
    """

    place: Path
    relay: Relay
    take: Callable[[Taken], None]
    fault: Callable[[KnownError], None]
    pause: Pause


def sources_of(
    intake: Intake, settings: Settings, told: RelaySettings, stack: contextlib.ExitStack
) -> list[Source]:
    """Return the sources that are looked at: the folder, and what is new in another archive."""
    # Loaded where it is used: quick commands wait for no network library.
    from app.relay.feed import Feed  # noqa: PLC0415 - see above
    from app.relay.folder import Watched  # noqa: PLC0415 - see above
    from app.scans.web.feed import ArchiveFeed  # noqa: PLC0415 - see above

    sources: list[Source] = []
    if told.folder is not None:
        taken = intake.place / "folder.taken"
        sources.append(Watched(told.folder, intake.relay, taken, intake.fault))
    if told.feed is not None:
        there = store_of(_of_feed(settings, told.feed), stack, intake.pause)
        folder = intake.place / "feed"
        # One at a time: each is worked on as soon as it is here.
        feed = ArchiveFeed(there, folder, folder / "feed.json", 1)
        sources.append(Feed(feed, intake.relay, intake.fault))
    return sources


def _of_feed(settings: Settings, feed: ArchiveSettings) -> Settings:
    """Return settings that name the other archive in place of the first."""
    return dataclasses.replace(settings, archive=feed)


def receiver_of(
    intake: Intake, told: RelaySettings, stack: contextlib.ExitStack, printer: Printer
) -> Receiver | None:
    """Open the port for scanners and say which it is; None where there is none."""
    if told.port is None:
        return None
    # Loaded where it is used: quick commands wait for no network library.
    from app.scans.dimse import Port, Receiver, checked_title, peer_of  # noqa: PLC0415 - see above

    port = Port(
        number=told.port,
        title=checked_title(told.title),
        peers=tuple(peer_of(word) for word in told.peers),
        host=told.host,
        most=told.associations,
        certificate=told.certificate,
        key=told.key,
        peer_root=told.peer_root,
    )

    def keep(path: Path, source: str, name: str) -> None:
        intake.take(intake.relay.take(path, source, name))

    receiver = stack.enter_context(Receiver(port, keep))
    printer.line({"port": receiver.number}, f"listening on port {receiver.number}")
    return receiver


def serve_figures(
    figures: Figures, port: int | None, host: str, stack: contextlib.ExitStack, printer: Printer
) -> None:
    """Show figures to Prometheus where that is asked for, and say at which port."""
    if port is not None:
        number = stack.enter_context(figures.served(port, host))
        printer.line({"metrics": number}, f"figures on port {number} of {host}")
