"""``prescreen restore FOLDER``: put a backup where the workspace was, after proving it."""

from __future__ import annotations

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.domain.clock import system_clock
from app.keeping.restore import restore
from app.record import SealKeys
from app.settings import settings_of


def run(arguments: Arguments, printer: Printer) -> int:
    """Restore a workspace, over nothing that is there."""
    settings = settings_of(arguments.home)
    keys = SealKeys.of(settings.home, key_folder=settings.key_folder)
    made = restore(arguments.folder, keys, system_clock(), accept_loss=arguments.accept_loss)
    values: dict[str, object] = {
        "home": str(made.home),
        "lines": made.lines,
        "lost": made.lost,
        "files": made.files,
        "damaged": list(made.damaged),
    }
    text = f"Restored {made.home}: {made.lines} lines, {made.files} files; everything verifies."
    if made.lost:
        text += (
            f"\n{made.lost} lines that were sealed after the backup are lost; this is on record."
        )
    for digest in made.damaged:
        text += f"\nGone or changed already when the backup was made: {digest}."
    printer.line(values, text)
    return 0
