"""``prescreen backup FOLDER``: a proved copy of the workspace, without the signing key."""

from __future__ import annotations

from app.cli.arguments import Arguments, program_version
from app.cli.printing import Printer
from app.cli.workspace import workspace
from app.keeping.backup import back_up


def run(arguments: Arguments, printer: Printer) -> int:
    """Make a backup; 1 when kept files were gone or changed in the workspace already."""
    with workspace(arguments.home, create=False) as place:
        made = back_up(place.record, arguments.folder, place.clock, program_version())
        key = place.record.keys.key_file
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
        f"The signing key {key} is not in it: keep a copy of it apart from every backup."
    )
    for digest in made.damaged:
        text += f"\nGone or changed in the workspace, so it is not saved as it was: {digest}."
    printer.line(values, text)
    return 1 if made.damaged else 0
