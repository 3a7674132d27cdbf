"""``prescreen account``: who may sign in, and with what."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType

from app.cli import server_accounts
from app.cli.arguments import SERVED, Arguments
from app.cli.printing import Printer
from app.cli.server_accounts import office_code, person_text
from app.cli.typed import asked
from app.cli.workspace import Workspace, workspace
from app.domain.errors import Refused
from app.domain.officer import Act, Officer, Role
from app.domain.shipment import Mode
from app.domain.skills import Cargo, Skills
from app.domain.words import phrase, say
from app.record import Record
from app.settings import settings_of

_KEPT_OUT = phrase(
    "A record of one machine keeps a person out with a word for one sign-in that nobody passes on "
    "to her: prescreen account reset {account} --by ADMINISTRATOR."
)
_NOBODY_OUT = phrase(
    "Nobody is shut out of a record of one machine. Who has no password that works is given a word "
    "for one sign-in: prescreen account reset NAME --by ADMINISTRATOR."
)


def run(arguments: Arguments, printer: Printer) -> int:
    """Add a person, say who there is, or change what she signs in with."""
    settings = settings_of(arguments.home)
    if settings.record and arguments.act != "skills":
        return server_accounts.run(arguments, printer, settings)
    with workspace(arguments.home, create=arguments.act == "add") as place:
        _ACTS[arguments.act](arguments, place, printer)
    return 0


def _list(_: Arguments, place: Workspace, printer: Printer) -> None:
    accounts = place.record.accounts()
    for officer in accounts:
        _print(officer, printer)
    if not accounts:
        printer.nothing("Nobody may sign in yet; `prescreen account add` adds people.")


def _shut_out(arguments: Arguments, *_: object) -> None:
    raise Refused(say(_KEPT_OUT, account=arguments.account))


def _let_in(*_: object) -> None:
    raise Refused(say(_NOBODY_OUT))


def _change(arguments: Arguments, place: Workspace, printer: Printer) -> None:
    account = arguments.account
    old = asked(f"Password of {account}: ")
    _print(place.record.people.change_password(account, old, _password(account)), printer)


def _reset(arguments: Arguments, place: Workspace, printer: Printer) -> None:
    """Give a word for one sign-in, as the administrator who signs in for it."""
    record = place.record
    if not arguments.by:
        raise Refused(say("An administrator gives the word. Name one: --by ACCOUNT."))
    administrator = record.sign_in(arguments.by, asked(f"Password of {arguments.by}: "))
    try:
        given = record.people.reset_password(arguments.account, administrator)
    finally:
        record.sign_out(administrator)
    until = given.until.isoformat(timespec="minutes")
    values = {"account": arguments.account, "word": given.word, "until": until}
    text = (
        f"{arguments.account} signs in once with {given.word} until {until}, and chooses a "
        "password. Pass it on by word of mouth; it is kept nowhere."
    )
    printer.line(values, text)


def _train(arguments: Arguments, place: Workspace, printer: Printer) -> None:
    """Say what a person is trained for, as the administrator who signs in for it."""
    record = place.record
    trained = Skills(frozenset(map(Mode, arguments.modes)), frozenset(map(Cargo, arguments.cargo)))
    administrator = record.sign_in(arguments.by, asked(f"Password of {arguments.by}: "))
    try:
        record.turns.put_skills(arguments.account, trained, administrator)
    finally:
        record.sign_out(administrator)
    modes, cargo = sorted(trained.modes), sorted(trained.cargo)
    values: dict[str, object] = {"account": arguments.account, "modes": modes, "cargo": cargo}
    text = f"{arguments.account} is trained for {', '.join((*modes, *cargo))}."
    printer.line(values, text)


def _add(arguments: Arguments, place: Workspace, printer: Printer) -> None:
    if arguments.role in SERVED:
        raise Refused(say("The role {role} is one of a server's record.", role=arguments.role))
    officer = Officer(
        account=arguments.account,
        name=arguments.name or arguments.account,
        role=Role(arguments.role),
        port=office_code(arguments),
    )
    by = _administrator(arguments, place.record)
    try:
        place.record.people.add(officer, _password(officer.account), by)
    finally:
        if by is not None:
            place.record.sign_out(by)
    _print(officer, printer)


def _administrator(arguments: Arguments, record: Record) -> Officer | None:
    """Return who adds the account: an administrator signs in, once there is one."""
    if arguments.by:
        return record.sign_in(arguments.by, asked(f"Password of {arguments.by}: "))
    known = [one.account for one in record.accounts() if one.may(Act.ADMINISTER)]
    if known:
        raise Refused(
            say("An administrator adds people here. Name one: --by {account}.", account=known[0])
        )
    return None


def _password(account: str) -> str:
    """Ask twice at a terminal; take the first line when something else writes to us."""
    first = asked(f"Password for {account}: ")
    if sys.stdin.isatty() and first != asked("Once more: "):
        raise Refused(say("The two passwords differ; nothing was added."))
    return first


def _print(officer: Officer, printer: Printer) -> None:
    values = {
        "account": officer.account,
        "name": officer.name,
        "role": officer.role.value,
        "port": officer.port,
    }
    printer.line(values, person_text(**values))


_ACTS: Mapping[str, Callable[[Arguments, Workspace, Printer], None]] = MappingProxyType(
    {
        "add": _add,
        "let-in": _let_in,
        "list": _list,
        "password": _change,
        "reset": _reset,
        "shut-out": _shut_out,
        "skills": _train,
    }
)
