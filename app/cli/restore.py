"""``prescreen restore FOLDER``: put a backup where the workspace was, after proving it."""

from __future__ import annotations

from pathlib import Path

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.serving import named, seal_keys, with_password
from app.domain.clock import system_clock
from app.keeping.restore import restore
from app.record import LetBack
from app.settings import Settings, settings_of


def run(arguments: Arguments, printer: Printer) -> int:
    """Restore a workspace, over nothing that is there."""
    settings = settings_of(arguments.home)
    if settings.record:
        return _on_server(arguments, settings, printer)
    keys = seal_keys(settings)
    made = restore(
        arguments.folder,
        keys,
        system_clock(),
        accept_loss=arguments.accept_loss,
        scans=_store(arguments),
    )
    values: dict[str, object] = {
        "home": str(made.home),
        "lines": made.lines,
        "lost": made.lost,
        "files": made.files,
        "damaged": list(made.damaged),
        "scans": str(made.scans),
    }
    text = f"Restored {made.home}: {made.lines} lines, {made.files} files; everything verifies."
    text += _scans(made.scans, made.home)
    if made.lost:
        text += (
            f"\n{made.lost} lines that were sealed after the backup are lost; this is on record."
        )
    for digest in made.damaged:
        text += f"\nGone or changed already when the backup was made: {digest}."
    printer.line(values, text)
    return 0


def _scans(place: Path, home: Path) -> str:
    """Return where the scans are from now on, where that is not in the workspace."""
    return "" if place.is_relative_to(home) else f"\nScans are kept in {place}, and found there."


def _people(people: LetBack) -> str:
    """Return who has to be let in again, in a sentence each."""
    services = ", ".join(people.services) or "none wrote to it"
    text = (
        "\nServices have no account on record and are added again (prescreen account add NAME "
        f"--role intake): {services}."
    )
    if people.without_password:
        who = ", ".join(people.without_password)
        text += (
            "\nThese people need a password before they can sign in (prescreen account reset "
            f"NAME): {who}."
        )
    if people.known:
        who = ", ".join(people.known)
        text += (
            "\nThese people sign in as before, also who was shut out (prescreen account shut-out "
            f"NAME): {who}."
        )
    return text


def _store(arguments: Arguments) -> Path | None:
    store: Path | None = arguments.store
    return None if store is None else store.expanduser().absolute()


def _on_server(arguments: Arguments, settings: Settings, printer: Printer) -> int:
    """Put a backup into an empty database, as whoever runs it."""
    # Loaded where it is used: what lays tables out takes a while.
    from app.keeping.far_backup import restore_far  # noqa: PLC0415 - see above
    from app.record.server.administering import Administration  # noqa: PLC0415 - see above

    where = named(settings)

    def come_in(word: str | None) -> Administration:
        made = Administration(where, word)
        made.require_empty()
        return made

    administration = with_password(settings, where, come_in)
    keys = seal_keys(settings)
    made = restore_far(arguments.folder, keys, _store(arguments), administration.put_back)
    values: dict[str, object] = {
        "server": where.server,
        "lines": made.lines,
        "files": made.files,
        "damaged": list(made.damaged),
        "without_password": list(made.people.without_password),
        "services": list(made.people.services),
        "scans": str(made.scans),
    }
    text = f"Restored {where.server}: {made.lines} lines, {made.files} files; everything verifies."
    text += _scans(made.scans, settings.home)
    text += _people(made.people)
    for digest in made.damaged:
        text += f"\nGone or changed already when the backup was made: {digest}."
    printer.line(values, text)
    return 0
