"""People and services of a server's record: `prescreen account` with its address as the home."""

from __future__ import annotations

import getpass
import sys

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.serving import asked, connected, named, with_password
from app.domain.clock import system_clock
from app.domain.errors import Refused
from app.domain.words import say
from app.settings import Settings


def run(arguments: Arguments, printer: Printer, settings: Settings) -> int:
    """Let somebody sign in at the server, or give herself another password there."""
    if arguments.act == "password":
        _change(arguments.account, settings)
        text = f"The password of {arguments.account} is another one from now on."
        printer.line({"account": arguments.account}, text)
    else:
        _add(arguments, printer, settings)
    return 0


def _change(account: str, settings: Settings) -> None:
    with connected(settings, system_clock()) as record:
        old = asked(f"Password of {account}: ")
        record.people.change_password(account, old, _new_password(account))


def _add(arguments: Arguments, printer: Printer, settings: Settings) -> None:
    # Loaded where it is used: what lays tables out takes a while.
    from app.record.server.administering import Administration, Person  # noqa: PLC0415 - see above

    where, name = named(settings), arguments.name or arguments.account
    person = Person(arguments.account, name, arguments.role, office_code(arguments))

    def come_in(word: str | None) -> Administration:
        made = Administration(where, word)
        made.require_record()
        return made

    with_password(where, come_in).add(person, _new_password(person.account))
    values = {"account": person.account, "name": name, "role": person.role, "port": person.port}
    printer.line(values, f"{person.account}: {name}, {person.role} {person.port}")


def _new_password(account: str) -> str:
    """Ask twice at a terminal; take a line when something else writes to us."""
    if not sys.stdin.isatty():
        return asked("")
    first = getpass.getpass(f"Password for {account}: ")
    if first != getpass.getpass("Once more: "):
        raise Refused(say("The two passwords differ; nothing was added."))
    return first


def office_code(arguments: Arguments) -> str:
    """Return the port that was typed, in four digits; empty for all ports."""
    port: str = arguments.port.zfill(4) if arguments.port else ""
    if port and not (port.isdigit() and len(port) == 4):
        raise Refused(say("{port} is no office code: it needs four digits.", port=arguments.port))
    return port
