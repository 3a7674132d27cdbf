"""``prescreen compliance FILE``: what officers confirmed that does not fit, for monitoring."""

from __future__ import annotations

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.workspace import workspace
from app.supervision import write_monitoring


def run(arguments: Arguments, printer: Printer) -> int:
    """Write the list and say how long it is."""
    with workspace(arguments.home, create=False) as place:
        found = place.record.supervision.confirmed()
        write_monitoring(arguments.file, found, place.clock)
    values: dict[str, object] = {"path": str(arguments.file), "confirmed": len(found)}
    printer.line(values, f"{len(found)} inconsistencies that officers confirmed: {arguments.file}")
    return 0
