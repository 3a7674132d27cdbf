"""``prescreen account add NAME --role ROLE`` and ``account list``: who may sign in."""

from __future__ import annotations

import getpass
import sys

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.workspace import Workspace, workspace
from app.domain.errors import Refused
from app.domain.officer import Officer, Role
from app.domain.words import Sentence, say


def run(arguments: Arguments, printer: Printer) -> int:
    """Add a person, or say who there is."""
    with workspace(arguments.home, create=arguments.act == "add") as place:
        if arguments.act == "list":
            for officer in place.record.accounts():
                _print(officer, printer)
        else:
            _print(_add(arguments, place), printer)
    return 0


def _add(arguments: Arguments, place: Workspace) -> Officer:
    port = arguments.port.zfill(4) if arguments.port else ""
    if port and not (port.isdigit() and len(port) == 4):
        raise Refused(say("{port} is no office code: it needs four digits.", port=arguments.port))
    officer = Officer(
        account=arguments.account,
        name=arguments.name or arguments.account,
        role=Role(arguments.role),
        port=port,
    )
    place.record.add_account(officer, _password(officer.account))
    return officer


def _password(account: str) -> str:
    """Ask twice at a terminal; take the first line when something else writes to us."""
    if not sys.stdin.isatty():
        try:
            line = sys.stdin.readline().rstrip("\r\n")
            line.encode()
        except UnicodeError as error:
            raise Refused(
                Sentence("The password is not text in UTF-8; nothing was added.")
            ) from error
        return line
    first = getpass.getpass(f"Password for {account}: ")
    if first != getpass.getpass("Once more: "):
        raise Refused(say("The two passwords differ; nothing was added."))
    return first


def _print(officer: Officer, printer: Printer) -> None:
    values = {
        "account": officer.account,
        "name": officer.name,
        "role": officer.role.value,
        "port": officer.port,
    }
    printer.line(values, f"{officer.account}: {officer.name}, {officer.role.value} {officer.port}")
