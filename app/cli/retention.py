"""``prescreen retention``: what need not be kept any longer, legal holds, and purging by two."""

from __future__ import annotations

from collections.abc import Callable

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.typed import asked
from app.cli.workspace import Workspace, workspace
from app.domain.officer import Officer
from app.domain.second import SecondPerson
from app.keeping.retention import Finished, certificate_file, finish, purge, purge_by
from app.record import Purged


def run(arguments: Arguments, printer: Printer) -> int:
    """List what is due, hold, lift, or purge."""
    acts: dict[str, Callable[[Arguments, Workspace, Printer], None]] = {
        "list": _list,
        "hold": _hold,
        "lift": _lift,
        "purge": _purge,
        "finish": _finish,
    }
    with workspace(arguments.home, create=False) as place:
        acts[arguments.act](arguments, place, printer)
    return 0


def _list(_: Arguments, place: Workspace, printer: Printer) -> None:
    due = place.record.keeping.due(place.settings.retention_years)
    for item in due.items:
        values: dict[str, object] = {"item": item.item_id, "year": item.year, "held": item.held}
        held = f", under legal hold: {item.held}" if item.held else ""
        printer.line(values, f"{item.item_id}: last line of {item.year}{held}")
    for hold in place.record.keeping.holds():
        values = {"hold": hold.hold_id, "subject": hold.subject}
        values |= {"reason": hold.reason, "by": hold.officer}
        text = f"{hold.subject}: hold {hold.hold_id}, by {hold.officer}: {hold.reason}"
        printer.line(values, text)
    free = sum(not item.held for item in due.items)
    total: dict[str, object] = {
        "due_until": due.last_year,
        "items": free,
        "held": len(due.items) - free,
        "filings": due.filings,
    }
    text = (
        f"Of {due.last_year} and before: {free} items and {due.filings} filings are due, "
        f"{len(due.items) - free} items are held."
    )
    printer.line(total, text)


def _hold(arguments: Arguments, place: Workspace, printer: Printer) -> None:
    officer = signed_in(place, arguments.by)
    try:
        hold = place.record.keeping.hold(arguments.id, officer, arguments.reason)
    finally:
        place.record.sign_out(officer)
    values = {"subject": arguments.id, "hold": hold, "status": "held"}
    printer.line(values, f"{arguments.id}: held, hold {hold}.")


def _lift(arguments: Arguments, place: Workspace, printer: Printer) -> None:
    officer = signed_in(place, arguments.by)
    keeping = place.record.keeping
    try:
        lifted = keeping.lift(arguments.id, officer, arguments.reason, arguments.hold)
        left = [one.hold_id for one in keeping.holds() if one.subject == lifted.subject]
    finally:
        place.record.sign_out(officer)
    hold = lifted.hold_id
    values = {"subject": arguments.id, "hold": hold, "status": "lifted", "left": left}
    still = f" It is still held: {', '.join(left)}." if left else ""
    printer.line(values, f"{arguments.id}: hold {hold} lifted.{still}")


def _purge(arguments: Arguments, place: Workspace, printer: Printer) -> None:
    if place.settings.record:
        purged, done = _purge_on_server(arguments, place)
    else:
        purged, done = _purge_here(arguments, place)
    path = certificate_file(place.record.path.parent, purged)
    values: dict[str, object] = {
        "purge": purged.purge_id,
        "first": purged.first,
        "second": purged.second,
        "items": len(purged.items),
        "lines": purged.lines,
        "files": done.files,
        "certificate": str(path),
    }
    text = (
        f"Purged {len(purged.items)} items, {purged.lines} payloads, {done.files} files, by "
        f"{purged.first} and {purged.second}. Certificate: {path}"
    )
    printer.line(values, text)


def _purge_here(arguments: Arguments, place: Workspace) -> tuple[Purged, Finished]:
    first = signed_in(place, arguments.by)
    try:
        second = _person(arguments.second)
        return purge(place.record, place.store, place.settings.retention_years, first, second)
    finally:
        place.record.sign_out(first)


def _purge_on_server(arguments: Arguments, place: Workspace) -> tuple[Purged, Finished]:
    """Purge as the service that takes things in, with both persons signed in beside it."""
    first, second = _person(arguments.by), _person(arguments.second)
    return purge_by(place.record, place.store, place.settings.retention_years, first, second)


def _person(account: str) -> SecondPerson:
    return SecondPerson(account, asked(f"Password of {account}: "))


def _finish(_: Arguments, place: Workspace, printer: Printer) -> None:
    done = finish(place.record, place.store)
    values: dict[str, object] = {"files": done.files, "certificates": len(done.certificates)}
    printer.line(values, f"{done.files} files removed, {len(done.certificates)} certificates.")


def signed_in(place: Workspace, account: str) -> Officer:
    """Return whose account and password these are; the password is asked for."""
    return place.record.sign_in(account, asked(f"Password of {account}: "))
