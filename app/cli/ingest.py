"""``prescreen ingest PATH...``: take in scans and shipment data."""

from __future__ import annotations

import contextlib

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.workspace import workspace
from app.intake import REJECTED, Outcome, take_in


def run(arguments: Arguments, printer: Printer) -> int:
    """Say what became of each file; 1 when one was rejected."""
    rejected = False
    with workspace(arguments.home, create=True) as place:
        taking = take_in(arguments.paths, record=place.record, store=place.store, clock=place.clock)
        with contextlib.closing(taking) as outcomes:
            for outcome in outcomes:
                rejected = rejected or outcome.status == REJECTED
                printer.line(as_dict(outcome), _text(outcome))
    return 1 if rejected else 0


def as_dict(outcome: Outcome) -> dict[str, object]:
    """Return an outcome as plain values."""
    return {
        "path": str(outcome.path),
        "kind": outcome.kind,
        "status": outcome.status,
        "id": outcome.id,
        "reason": "" if outcome.reason is None else str(outcome.reason),
    }


def _text(outcome: Outcome) -> str:
    head = f"{outcome.path}: {outcome.status} ({outcome.kind})"
    return f"{head}: {outcome.reason or outcome.id}"
