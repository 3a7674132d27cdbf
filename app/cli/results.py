"""``prescreen results FILE...``: what examinations at ports came to."""

from __future__ import annotations

from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.workspace import workspace
from app.domain.errors import KnownError
from app.domain.exam_result import ExamResult, KeptResult
from app.intake.exam_results import read_results
from app.record import Record

ACTOR = "results"


def run(arguments: Arguments, printer: Printer) -> int:
    """Take in every file; 1 when anything was refused, each with its sentence."""
    refused = 0
    with workspace(arguments.home, create=False) as place:
        for path in arguments.files:
            try:
                results = read_results(path)
            except KnownError as error:
                printer.failure(str(error))
                refused += 1
                continue
            refused += sum(not _taken(one, place.record, printer) for one in results)
    return 1 if refused else 0


def _taken(result: ExamResult, record: Record, printer: Printer) -> bool:
    try:
        kept = record.dispatch.add_result(result, ACTOR)
    except KnownError as error:
        printer.failure(f"{result.referral_id}: {error}")
        return False
    tree = {"referral": result.referral_id, "result": result.result_id or None}
    if kept is None:
        printer.line({**tree, "outcome": "on_record"}, f"{result.referral_id}  on record already")
    else:
        printer.line({**tree, **_told(kept)}, _words(kept))
    return True


def _told(kept: KeptResult) -> dict[str, object]:
    return {
        "item": kept.item_id,
        "version": kept.version,
        "outcome": kept.result.outcome.value,
        "found_later": kept.found_later,
    }


def _words(kept: KeptResult) -> str:
    later = ", found later: the decision was no referral" if kept.found_later else ""
    return (
        f"{kept.item_id}  {kept.recommendation_id}  {kept.result.outcome.value}, "
        f"version {kept.version}{later}"
    )
