"""``prescreen screen [ID|--all]``: run the model and put its reports on record."""

from __future__ import annotations

import dataclasses

from app.cli.alarms import alarm_choice
from app.cli.arguments import Arguments
from app.cli.models_in_force import sources
from app.cli.printing import Printer
from app.cli.workspace import Workspace, workspace
from app.domain.drift import CARE, Drift
from app.domain.errors import Refused
from app.domain.threat import ScreeningState, ThreatDetectionReport
from app.drift import DriftWatch
from app.screening import screen_all, waiting_scans
from models.several import Screeners


def run(arguments: Arguments, printer: Printer) -> int:
    """Screen what is asked for, without ID what waits; 1 when a view stayed unknown."""
    unknown = False
    with (
        workspace(arguments.home, create=False) as place,
        Screeners() as models,
    ):
        models.use(sources(place.settings, place.record))
        watch = DriftWatch(alarm_choice(place.settings), place.clock)

        def drifts(scanner: str) -> tuple[Drift, ...]:
            watch.catch_up(place.record)
            return watch.of(scanner)

        reports = screen_all(
            _chosen(arguments, place),
            record=place.record,
            store=place.store,
            detect=models.detect_many,
            clock=place.clock,
            drifts=drifts,
        )
        for report in reports:
            unknown = unknown or report.state is ScreeningState.UNKNOWN
            printer.line(as_dict(report), _text(report))
        if not reports:
            printer.nothing("No scan waits for screening.")
    return 1 if unknown else 0


def _chosen(arguments: Arguments, place: Workspace) -> tuple[str, ...]:
    if arguments.every:
        return tuple(scan.scan_id for scan in place.record.scans())
    return scans_named(arguments.id, place) if arguments.id else waiting_scans(place.record)


def scans_named(identity: str, place: Workspace) -> tuple[str, ...]:
    """Return the scan of this name, or all scans of the item of this name."""
    try:
        return (place.record.scan(identity).scan_id,)
    except Refused:
        return tuple(scan.scan_id for scan in place.record.item(identity).scans)


def as_dict(report: ThreatDetectionReport) -> dict[str, object]:
    """Return a report as plain values."""
    return {
        "id": report.scan_id,
        "view": report.view,
        "state": report.state.value,
        "findings": [
            {
                "box": list(finding.box),
                "probability": round(finding.probability, 4),
                "class": finding.kind,
                "reason": f"{finding.title}: {finding.measure}",
                "model": finding.model or report.model_name,
            }
            for finding in report.findings
        ],
        "reason": "" if report.reason is None else str(report.reason),
        "model_sha256": report.model_sha256,
        "drift": [str(one.sentence) for one in report.drift],
        "alarm": None if report.alarm is None else dataclasses.asdict(report.alarm),
        "provider": report.provider,
        "asked": report.asked_provider,
        "remarks": [str(remark) for remark in report.remarks],
        "models": [
            {"name": run.name, "sha256": run.sha256, "state": run.state.value}
            for run in report.runs
        ],
        "tdr_sha256": report.tdr_sha256,
        "ms": report.milliseconds,
    }


_WORDS = {
    ScreeningState.FLAGGED: "flagged",
    ScreeningState.NOTHING_FLAGGED: "nothing flagged",
    ScreeningState.UNKNOWN: "unknown",
}


def _text(report: ThreatDetectionReport) -> str:
    head = f"{report.scan_id} {report.view}: {_WORDS[report.state]}"
    remarks = [f"  {remark}" for remark in report.remarks]
    if report.reason is not None:
        return "\n".join([f"{head}: {report.reason}", *remarks])
    lines = [
        f"  M{found.number} {found.title}, {found.measure}, at {found.box}"
        for found in report.findings
    ]
    lines += [f"  {one.sentence} {CARE} {one.remedy}" for one in report.drift]
    ran = f"{report.model_name}, {report.milliseconds:.0f} ms, {report.provider}"
    return "\n".join([f"{head} ({ran})", *remarks, *lines])
