"""``prescreen export-verdicts FOLDER [--crops]``: verdicts as a labelled set."""

from __future__ import annotations

import dataclasses

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.workspace import workspace
from app.review.labelled import approval_words, export_verdicts


def run(arguments: Arguments, printer: Printer) -> int:
    """Write the set; 1 when a crop could not be cut."""
    with workspace(arguments.home, create=False) as place:
        done = export_verdicts(
            arguments.folder,
            record=place.record,
            store=place.store,
            clock=place.clock,
            crops=arguments.crops,
        )
    values = {
        "path": str(arguments.folder),
        **dataclasses.asdict(done),
        "approved": 0 < done.verdicts == done.approved,
        "approved_verdicts": done.approved,
    }
    text = f"{done.verdicts} verdicts in {arguments.folder}"
    if arguments.crops:
        text += f", {done.crops} with crops, {done.missing} without: their scans are gone"
    printer.line(values, f"{text}. {approval_words(done)}")
    return 1 if done.missing else 0
