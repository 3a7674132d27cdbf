"""``prescreen relay``: from a scanner to the archive of the settings, for as long as it runs."""

from __future__ import annotations

import contextlib
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.relay_settings import RelaySettings, relay_settings
from app.domain.clock import system_clock
from app.domain.errors import KnownError, Refused
from app.domain.words import Sentence, phrase, say
from app.settings import ArchiveSettings, Settings, settings_of

if TYPE_CHECKING:
    from app.relay.keeping import Fate
    from app.relay.relaying import Relay, Taken
    from app.relay.working import Pace, Source, Stop, Works
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
_NO_FOLDER = phrase(
    "The relay cannot use its folder {path}: {why}. Check that it may be written, and its disk."
)
_TWO = phrase(
    "Another relay works in {path} already. End it first, or give this one another --home."
)
_PATIENCE_S = 5.0
"""Seconds for which one step asks an archive again by itself; the relay tries the step again."""


def run(arguments: Arguments, printer: Printer) -> int:
    """Relay until told to end; with ``--once`` until all was tried, and 1 when something waits."""
    # Loaded where it is used: quick commands wait for none of this.
    from app.relay.working import Stop, Works, told_to_end  # noqa: PLC0415 - see above

    settings = settings_of(arguments.home)
    told = relay_settings(settings, arguments)
    _check_sources(settings, told)
    stop = Stop()
    with contextlib.ExitStack() as stack:
        home = _home(settings, stack)
        relay = _relay(home, settings, told, stack, stop)
        works = Works(relay, Teller(printer), stop, _pace(told))
        sources = _sources(home, settings, told, relay, works, stack)
        receiver = _receiver(told, relay, works, stack)
        if receiver is not None:
            printer.line({"port": receiver.number}, f"listening on port {receiver.number}")
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


def _check_sources(settings: Settings, told: RelaySettings) -> None:
    if told.folder is None and told.port is None and told.feed is None:
        raise Refused(say(_NO_SOURCE, file=settings.home / "settings.toml"))
    target = settings.archive
    if told.feed is not None and target is not None and _same(told.feed.url, target.url):
        raise Refused(say(_SAME_ARCHIVE, url=told.feed.url))


def _same(one: str, other: str) -> bool:
    return one.rstrip("/").casefold() == other.rstrip("/").casefold()


def _home(settings: Settings, stack: contextlib.ExitStack) -> Path:
    """Return the folder of the relay, which is this program's alone until it ends."""
    from app.outage.holding import hold  # noqa: PLC0415 - loaded where it is used

    home = settings.home / "relay"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = hold(home / "relay.lock")
    except OSError as error:
        why = error.strerror or error
        raise Refused(say(_NO_FOLDER, path=home, why=why)) from error
    if held is None:
        raise Refused(say(_TWO, path=home))
    stack.callback(held.close)
    return home


def _relay(
    home: Path,
    settings: Settings,
    told: RelaySettings,
    stack: contextlib.ExitStack,
    stop: Stop,
) -> Relay:
    from app.relay.relaying import Relay  # noqa: PLC0415 - loaded where it is used

    archive = _store(settings, stack, stop)
    return Relay(home, archive, system_clock(), _detector(told, stack))


def _detector(told: RelaySettings, stack: contextlib.ExitStack) -> Detect | None:
    if not told.screen:
        return None
    from models.several import Screeners  # noqa: PLC0415 - loaded where it is used

    return stack.enter_context(Screeners()).detect_many


def _store(settings: Settings, stack: contextlib.ExitStack, stop: Stop) -> WebStore:
    """Return the archive of the settings, asked with little patience: the relay has its own."""
    from app.cli.archive_line import archive_settings, typed_password  # noqa: PLC0415 - see above
    from app.scans.web.address import archive_of  # noqa: PLC0415 - see above
    from app.scans.web.line import Line, Patience  # noqa: PLC0415 - see above
    from app.scans.web.store import WebStore  # noqa: PLC0415 - see above

    told = archive_settings(settings)
    line = Line(
        archive_of(told.url, told.root_certificate, told.user),
        lambda: typed_password(settings),
        pause=stop.wait,
        patience=Patience(whole=_PATIENCE_S),
    )
    return WebStore(stack.enter_context(line))


def _sources(
    home: Path,
    settings: Settings,
    told: RelaySettings,
    relay: Relay,
    works: Works,
    stack: contextlib.ExitStack,
) -> list[Source]:
    from app.relay.feed import Feed  # noqa: PLC0415 - loaded where it is used
    from app.relay.folder import Watched  # noqa: PLC0415 - loaded where it is used
    from app.scans.web.feed import ArchiveFeed  # noqa: PLC0415 - loaded where it is used

    fault = works.fault
    sources: list[Source] = []
    if told.folder is not None:
        sources.append(Watched(told.folder, relay, home / "folder.taken", fault))
    if told.feed is not None:
        there = _store(_of_feed(settings, told.feed), stack, works.stop)
        # One at a time: each is worked on as soon as it is here.
        feed = ArchiveFeed(there, home / "feed", home / "feed" / "feed.json", 1)
        sources.append(Feed(feed, relay, fault))
    return sources


def _of_feed(settings: Settings, feed: ArchiveSettings) -> Settings:
    """Return settings that name the other archive in place of the first."""
    return dataclasses.replace(settings, archive=feed)


def _receiver(
    told: RelaySettings, relay: Relay, works: Works, stack: contextlib.ExitStack
) -> Receiver | None:
    if told.port is None:
        return None
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
        works.take(relay.take(path, source, name))

    return stack.enter_context(Receiver(port, keep))


def _pace(told: RelaySettings) -> Pace:
    from app.relay.working import Pace  # noqa: PLC0415 - loaded where it is used

    return Pace(hands=told.hands, room=told.memory_mb << 20)
