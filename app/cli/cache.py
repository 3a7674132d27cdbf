"""``prescreen cache``: how full the cache of scans is, and emptying it."""

from __future__ import annotations

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.scans.cache_folder import empty_cache, fill_of
from app.settings import settings_of


def run(arguments: Arguments, printer: Printer) -> int:
    """Say what is kept, or destroy the keys of all of it; neither needs a key."""
    settings = settings_of(arguments.home)
    folder = settings.cache_folder
    emptied = arguments.act == "empty"
    fill = empty_cache(folder) if emptied else fill_of(folder)
    values: dict[str, object] = {
        "folder": str(folder),
        "files": fill.files,
        "bytes": fill.size,
        "most_bytes": settings.cache_bytes,
        "emptied": emptied,
    }
    if emptied:
        text = f"{fill.files} files, {fill.size / 1e9:.2f} GB: their keys are destroyed."
    else:
        limit = f"of {settings.cache_gb:g} GB (cache_gb)"
        text = f"{fill.files} files, {fill.size / 1e9:.2f} {limit}, in {folder}."
    printer.line(values, text)
    return 0
