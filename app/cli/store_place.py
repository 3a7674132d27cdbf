"""``--store DIR``: where scans are kept, told once and remembered by the settings."""

from __future__ import annotations

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.keeping.scans_place import take_place
from app.settings import FILE, settings_of

_MAKE = ("ingest", "init")
"""Commands that make the folder; others look for what is kept there already."""


def keep_store(arguments: Arguments, printer: Printer) -> None:
    """Write into the settings where scans are kept, and say so where that is news.

    Raises
    ------
    KnownError
        When they are kept elsewhere already, or the settings cannot be written.
    """
    settings = settings_of(arguments.home)
    store = arguments.store.expanduser().absolute()
    if take_place(settings, store, make=arguments.command in _MAKE):
        file = settings.home / FILE
        text = f"Scans are kept in {store} from now on, for every command: {file} says so."
        printer.line({"scans": str(store), "settings": str(file)}, text)
