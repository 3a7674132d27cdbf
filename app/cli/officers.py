"""``prescreen officers --by ACCOUNT [--out FILE]``: confidence against outcomes, per officer."""

from __future__ import annotations

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.typed import asked
from app.cli.workspace import workspace
from app.domain.officer_figures import LEAST, MEASURE_WORDS, Line, OfficerFigures
from app.review.officer_figures import as_csv, officer_figures


def run(arguments: Arguments, printer: Printer) -> int:
    """Tell the figures, or write them as CSV."""
    with workspace(arguments.home, create=False) as place:
        supervisor = place.record.sign_in(arguments.by, asked(f"Password of {arguments.by}: "))
        try:
            figures = officer_figures(place.record, supervisor)
        finally:
            place.record.sign_out(supervisor)
    if arguments.out is not None:
        arguments.out.write_text(as_csv(figures), encoding="utf-8", newline="")
        tree = {"path": str(arguments.out), "officers": len(figures) - 1}
        printer.line(tree, f"{len(figures) - 1} officers in {arguments.out}")
        return 0
    for one in figures:
        _tell(one, printer)
    return 0


def _tell(one: OfficerFigures, printer: Printer) -> None:
    who = one.account or "all officers"
    printer.line(
        {"officer": one.account or None, "decisions": one.decisions, "known": one.known},
        f"{who}: {one.decisions} decisions, {one.known} with a known outcome",
    )
    for line in one.lines:
        printer.line(_tree(line), f"  {_words(line)}")


def _tree(line: Line) -> dict[str, object]:
    return {
        "officer": line.account or None,
        "measure": line.measure.value,
        "confidence": line.level or None,
        "count": line.rate.count,
        "of": line.rate.of,
        "rate": line.rate.share,
        "interval": line.rate.interval,
    }


def _words(line: Line) -> str:
    title = MEASURE_WORDS[line.measure].format(level=line.level)
    told = f"{title}: {line.rate.count} of {line.rate.of}"
    if line.rate.share is None or line.rate.interval is None:
        return f"{told} (fewer than {LEAST}: no rate)"
    low, high = line.rate.interval
    return f"{told}, {line.rate.share:.0%} ({low:.0%} to {high:.0%})"
