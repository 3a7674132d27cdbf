"""``prescreen queue``: what waits for review, the most urgent first."""

from __future__ import annotations

import datetime as dt

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
        if not lines and not printer.json_lines:
            printer.line({}, "Nothing waits for review.")
    return 0


def as_dict(line: QueueLine) -> dict[str, object]:
    """Return a line of the queue as plain values, its item first."""
    return {"id": line.item_id, **plain(line)}


def _text(line: QueueLine, now: dt.datetime) -> str:
    left = "no arrival" if line.eta is None else _minutes(line.eta - now)
    model = line.screening.value.replace("_", " ") if line.screening else "not screened"
    counts = ((line.blocks, "block"), (line.warnings, "warning"), (line.notes, "note"))
    notices = ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts if n)
    what = line.goods or "no shipment data"
    said = f"{notices or 'no notices'}; {model}"
    return f"{line.item_id}  {left:>10}  {line.equipment}  {what}  [{said}]"


def _minutes(left: dt.timedelta) -> str:
    minutes = int(left / dt.timedelta(minutes=1))
    return f"{minutes} min" if minutes >= 0 else f"late {-minutes} min"
