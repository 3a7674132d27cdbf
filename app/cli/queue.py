"""``prescreen queue``: what waits for review, the most urgent first."""

from __future__ import annotations

import datetime as dt

from app.cli.amounts import counted, time_left
from app.cli.arguments import Arguments
from app.cli.plain import plain
from app.cli.printing import Printer
from app.cli.workspace import workspace
from app.domain.work import QueueLine


def run(arguments: Arguments, printer: Printer) -> int:
    """Say one line an item."""
    with workspace(arguments.home, create=False) as place:
        lines = place.record.queue(include_decided=arguments.every)
        for line in lines:
            printer.line(as_dict(line), _text(line, place.clock.now()))
        if not lines:
            printer.nothing(
                "Nothing is on record yet." if arguments.every else "Nothing waits for review."
            )
    return 0


def as_dict(line: QueueLine) -> dict[str, object]:
    """Return a line of the queue as plain values, its item first."""
    return {"id": line.item_id, **plain(line)}


def _text(line: QueueLine, now: dt.datetime) -> str:
    left = "no arrival" if line.eta is None else time_left(line.eta - now)
    model = line.screening.value.replace("_", " ") if line.screening else "not screened"
    counts = ((line.blocks, "block"), (line.warnings, "warning"), (line.notes, "note"))
    notices = ", ".join(counted(n, word) for n, word in counts if n)
    what = line.goods or "no shipment data"
    said = "; ".join((*_stands(line), notices or "no notices", model))
    return f"{line.item_id}  {left:>13}  {line.equipment or '-'}  {what}  [{said}]"


def _stands(line: QueueLine) -> tuple[str, ...]:
    """Return what was decided, or who has it now; nothing for what waits."""
    if line.outcome:
        return (f"DECIDED: {line.outcome.replace('_', ' ').lower()}",)
    return (f"with {line.claimed_by}",) if line.claimed_by else ()
