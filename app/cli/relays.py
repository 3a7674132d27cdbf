"""``prescreen relays``: many relays over one folder of originals, their jobs on a PostgreSQL."""

from __future__ import annotations

import contextlib
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.relay_parts import detector, home_of, serve_figures, store_of
from app.cli.relay_settings import relay_settings
from app.cli.relays_watch import watch
from app.cli.serving import asked, with_password
from app.cli.waiting import wait
from app.domain.clock import system_clock
from app.domain.errors import Refused
from app.domain.words import phrase, say
from app.record.server.address import Address, address_of
from app.settings import Settings, settings_of

if TYPE_CHECKING:
    from app.relay.engine import Engine
    from app.relay.metrics import Figures
    from app.relay.relaying import Relay
    from app.relay.server import JobServer

_SENDS_NOTHING = phrase("This command sends nothing, so {name} ({digest}) stays here.")


def run(arguments: Arguments, printer: Printer) -> int:
    """Lay the jobs out, work, take in, say what waits, or take up what was set aside."""
    settings = settings_of(arguments.home)
    server = _server(settings, arguments.jobs, laying=arguments.act == "init")
    if arguments.act == "init":
        _init(server, printer, word=arguments.password)
        return 0
    with contextlib.ExitStack() as stack:
        relay = _relay(settings, stack, arguments)
        return _act(arguments, printer, settings, server, relay)


def _act(
    arguments: Arguments, printer: Printer, settings: Settings, server: JobServer, relay: Relay
) -> int:
    # Loaded where it is used: quick commands wait for none of this.
    from app.relay.metrics import Figures  # noqa: PLC0415 - see above
    from app.relay.place import agree  # noqa: PLC0415 - see above

    figures = Figures()
    engine = _engine(relay, settings, server, figures)
    if arguments.act == "work":
        with contextlib.ExitStack() as stack:
            serve_figures(figures, arguments.metrics, arguments.metrics_on, stack, printer)
            told = relay_settings(settings, arguments)
            agree(home_of(settings), screens=told.screen)
            engine.run(told.hands)
    elif arguments.act == "watch":
        watch(arguments, printer, settings, relay, engine)
    elif arguments.act == "take":
        _take(arguments.paths, printer, relay, engine)
    elif arguments.act == "retry":
        again = engine.take_up_again()
        printer.line({"taken_up": again}, f"{again} taken up again")
    else:
        waiting = {**engine.depths(), "left": relay.keeping.count()}
        printer.line(waiting, ", ".join(f"{name} {count}" for name, count in waiting.items()))
    return 0


def _server(settings: Settings, text: str, *, laying: bool) -> JobServer:
    """Return where the jobs are, as whom its address names, with a password that lets in."""
    from app.relay.laying import LOGIN  # noqa: PLC0415 - loaded where it is used
    from app.relay.server import JobServer  # noqa: PLC0415 - loaded where it is used

    root = settings.root_certificate
    told = address_of(text, "" if root is None else str(root))
    where = Address(told.host, told.database, told.port, told.login or LOGIN, told.tls)
    if laying and not told.login:
        raise Refused(
            say(
                "Say who lays out the jobs, a superuser of the server: --jobs "
                "postgresql://NAME@{server}.",
                server=where.server,
            )
        )

    def let_in(password: str | None) -> JobServer:
        server = JobServer(where, password)
        with server.connected():
            return server

    return with_password(settings, where, let_in)


def _init(server: JobServer, printer: Printer, *, word: bool) -> None:
    from app.relay.laying import LOGIN, lay_out  # noqa: PLC0415 - loaded where it is used

    password = _new_password(LOGIN) if word else None
    with server.connected() as connection:
        laid = lay_out(connection, password)
    values = {"server": server.name, "new": laid.new, "steps": len(laid.steps)}
    if laid.new:
        text = f"The jobs of relays on {server.name} are laid out."
    elif laid.steps:
        text = f"The jobs on {server.name} are brought up to date."
    else:
        text = f"The jobs on {server.name} are up to date."
    printer.line(values, text)


def _new_password(login: str) -> str:
    """Ask twice at a terminal; take a line when something else writes to us."""
    if not sys.stdin.isatty():
        return asked("")
    first = getpass.getpass(f"Password for {login}: ")
    if first != getpass.getpass("Once more: "):
        raise Refused(say("The two passwords differ; nothing was added."))
    return first


def _relay(settings: Settings, stack: contextlib.ExitStack, arguments: Arguments) -> Relay:
    from app.relay.relaying import Relay  # noqa: PLC0415 - loaded where it is used

    home = home_of(settings)
    if arguments.act != "work":
        return Relay(home, Unasked(), system_clock())
    told = relay_settings(settings, arguments)
    detect = detector(settings, told, stack)
    return Relay(home, store_of(settings, stack, wait), system_clock(), detect)


class Unasked:
    """Stands for the archive where nothing is sent: files are taken in, or jobs looked at."""

    def put(self, file: Path, sha256: str, _uids: tuple[str, str], /) -> None:
        """Refuse."""
        raise Refused(say(_SENDS_NOTHING, name=file.name, digest=sha256[:12]))

    def keeps(self, file: Path, sha256: str, _uids: tuple[str, str], /) -> bool:
        """Refuse."""
        raise Refused(say(_SENDS_NOTHING, name=file.name, digest=sha256[:12]))


def _engine(relay: Relay, settings: Settings, server: JobServer, figures: Figures) -> Engine:
    from app.relay.joining import Joined, engine_of  # noqa: PLC0415 - loaded where it is used

    return engine_of(relay, home_of(settings), server, Joined(figures, system_clock()))


def _take(paths: list[Path], printer: Printer, relay: Relay, engine: Engine) -> None:
    """Keep files, and make a job of each that is new."""
    from app.relay.relaying import PREPARE  # noqa: PLC0415 - loaded where it is used

    files = [file for path in paths for file in _files(path)]
    with engine.offering() as offer:
        for file in files:
            taken = relay.take(file, str(file.parent))
            if taken.new:
                offer(taken.sha256, PREPARE)
            values = {"sha256": taken.sha256, "name": file.name, "new": taken.new}
            printer.line(values, f"{file.name}: {'kept' if taken.new else 'known already'}")


def _files(path: Path) -> list[Path]:
    return sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
