"""People and services of a server's record: `prescreen account` with its address as the home."""

from __future__ import annotations

import dataclasses
import getpass
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.serving import asked, connected, named, with_password
from app.domain.clock import system_clock
from app.domain.errors import Refused
from app.domain.officer import Officer
from app.domain.words import say
from app.record.server.login import RunsDatabase
from app.settings import Settings

if TYPE_CHECKING:
    from app.record.server.administering import Administration


def run(arguments: Arguments, printer: Printer, settings: Settings) -> int:
    """Say who may sign in at the server, let somebody, or see to a password."""
    if arguments.act == "list":
        _list(printer, settings)
    elif arguments.act == "reset":
        _reset(arguments.account, printer, settings)
    elif arguments.act == "shut-out":
        _shut_out(arguments.account, printer, settings)
    elif arguments.act == "let-in":
        _let_in(arguments.account, printer, settings)
    elif arguments.act == "password":
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


def _list(printer: Printer, settings: Settings) -> None:
    """Say everybody whom the server knows, services too, as whoever runs it; else who has one."""
    where = named(settings)

    def come_in(word: str | None) -> Iterator[tuple[dict[str, object], str]]:
        with connected(settings, system_clock()) as record:
            try:
                record.enter(where.login, word)
            except RunsDatabase:
                return _known(_administration(settings, word))
            return iter([_officer(one) for one in record.accounts()])

    found = list(with_password(settings, where, come_in))
    for values, text in found:
        printer.line(values, text)
    if not found:
        printer.nothing("Nobody may sign in yet; `prescreen account add` adds people.")


def person_text(account: str, name: str, role: str, port: str) -> str:
    """Return a person as lists say her: name, role, and the port where she works."""
    role = role.replace("_", " ")
    return f"{account}: {name}, {role} at port {port}" if port else f"{account}: {name}, {role}"


def _officer(one: Officer) -> tuple[dict[str, object], str]:
    values = {"account": one.account, "name": one.name, "role": one.role.value, "port": one.port}
    return dict(values), person_text(**values)


def _known(administration: Administration) -> Iterator[tuple[dict[str, object], str]]:
    for one in administration.people():
        person = dataclasses.asdict(one.person)
        text, values = person_text(**person), {**person, "stands": one.stands}
        yield values, text if one.stands == "works" else f"{text}, {one.stands}"


def _reset(account: str, printer: Printer, settings: Settings) -> None:
    """Give a word for one sign-in, as whoever runs the database."""
    administration = with_password(
        settings, named(settings), lambda word: _administration(settings, word)
    )
    given = administration.reset_password(account)
    until = given.until.isoformat(timespec="minutes")
    text = (
        f"{account} signs in once with {given.word} until {until}, and chooses a password. Pass it "
        "on by word of mouth; it is kept nowhere."
    )
    printer.line({"account": account, "word": given.word, "until": until}, text)


def _shut_out(account: str, printer: Printer, settings: Settings) -> None:
    """Let somebody come in no more, as whoever runs the database."""
    administration = with_password(
        settings, named(settings), lambda word: _administration(settings, word)
    )
    administration.shut_out(account)
    text = f"{account} comes in no more: whatever was open has ended, and what was written stays."
    printer.line({"account": account, "stands": "shut out"}, text)


def _let_in(account: str, printer: Printer, settings: Settings) -> None:
    """Let somebody come in again who was shut out, as whoever runs the database."""
    administration = with_password(
        settings, named(settings), lambda word: _administration(settings, word)
    )
    stands = administration.let_in(account)
    means = "password of before" if stands == "works" else "word for one sign-in of before"
    text = (
        f"{account} comes in again, with the {means}. Where that may be known to somebody else: "
        f"prescreen account reset {account}."
    )
    printer.line({"account": account, "stands": stands}, text)


def _administration(settings: Settings, word: str | None) -> Administration:
    # Loaded where it is used: what lays tables out takes a while.
    from app.record.server.administering import Administration  # noqa: PLC0415 - see above

    made = Administration(named(settings), word)
    made.require_record()
    return made


def _add(arguments: Arguments, printer: Printer, settings: Settings) -> None:
    # Loaded where it is used, as above.
    from app.record.server.roles import Person  # noqa: PLC0415 - see above

    where, name = named(settings), arguments.name or arguments.account
    person = Person(arguments.account, name, arguments.role, office_code(arguments))
    administration = with_password(settings, where, lambda word: _administration(settings, word))
    administration.add(person, _new_password(person.account))
    values = {"account": person.account, "name": name, "role": person.role, "port": person.port}
    printer.line(dict(values), person_text(**values))


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
