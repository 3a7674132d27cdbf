"""``prescreen backup FOLDER``: a proved copy of the workspace, without the signing key."""

from __future__ import annotations

from pathlib import Path

from app.cli.arguments import Arguments, program_version
from app.cli.printing import Printer
from app.cli.workspace import Workspace, workspace
from app.keeping.backup import Backup, back_up


def run(arguments: Arguments, printer: Printer) -> int:
    """Make a backup; 1 when kept files were gone or changed in the workspace already."""
    with workspace(arguments.home, create=False) as place:
        made = _made(place, arguments.folder)
        key = place.record.keys.whereabouts
    values: dict[str, object] = {
        "folder": str(made.folder),
        "lines": made.lines,
        "head": made.head,
        "files": made.files,
        "bytes": made.size,
        "damaged": list(made.damaged),
        "left_out": str(key),
    }
    text = (
        f"Backup {made.folder}: {made.lines} lines, head {made.head}, {made.files} files, "
        f"{made.size} bytes. The record in it verifies.\n"
        f"The signing key ({key}) is not in it: keep a copy of it apart from every backup "
        "(prescreen keys save)."
    )
    for digest in made.damaged:
        text += f"\nGone or changed in the workspace, so it is not saved as it was: {digest}."
    printer.line(values, text)
    return 1 if made.damaged else 0


def _made(place: Workspace, folder: Path) -> Backup:
    if place.settings.record:
        # Loaded where it is used: one machine alone has no server.
        from app.keeping.far_backup import back_up_far  # noqa: PLC0415 - see above

        return back_up_far(place.record, place.store, folder, place.clock, program_version())
    return back_up(place.record, folder, place.clock, program_version(), place.store)
