"""``prescreen init``: make a workspace, or lay a record out on a server and bring it up to date."""

from __future__ import annotations

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.serving import named, with_password
from app.cli.workspace import open_record
from app.settings import Settings, settings_of


def run(arguments: Arguments, printer: Printer) -> int:
    """Make what is missing, and say what was done."""
    settings = settings_of(arguments.home)
    if settings.record:
        _on_server(settings, printer)
        return 0
    there = settings.record_file.is_file()
    with open_record(settings) as record:
        values = {"home": str(settings.home), "made": not there, "lines": record.version()}
    stands = "was there already" if there else "is made"
    printer.line(values, f"The workspace {settings.home} {stands}.")
    return 0


def _on_server(settings: Settings, printer: Printer) -> None:
    # Loaded where it is used: what lays tables out takes a while.
    from app.record.server.administering import Administration  # noqa: PLC0415 - see above

    where = named(settings)
    laid = with_password(
        settings, where, lambda password: Administration(where, password).lay_out()
    )
    values = {"server": where.server, "before": laid.before, "after": laid.after}
    if laid.before == laid.after:
        text = f"The record on {where.server} is up to date ({laid.after})."
    elif laid.before:
        text = f"The record on {where.server} went from {laid.before} to {laid.after}."
    else:
        text = (
            f"The record on {where.server} is made ({laid.after}). Add the service that takes "
            "things in and the first people with `prescreen account add`."
        )
    printer.line(values, text)
