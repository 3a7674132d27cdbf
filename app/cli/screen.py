"""``prescreen screen [ID|--all]``: run the model and put its reports on record."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from app.cli.alarms import alarm_choice
from app.cli.arguments import Arguments
from app.cli.models_in_force import sources
from app.cli.printing import Printer
from app.cli.repeating import repeat
from app.cli.workspace import Workspace, workspace
from app.domain.drift import CARE, Drift
from app.domain.errors import Refused
from app.domain.threat import ScreeningState, ThreatDetectionReport
from app.domain.words import say
from app.drift import DriftWatch
from app.screening import screen_all, waiting_scans
from models.several import Screeners

_LOOKS_S = 5.0
"""Between two looks for scans that wait, in seconds."""


def run(arguments: Arguments, printer: Printer) -> int:
    """Screen what is asked for, without ID what waits; 1 when a view stayed unknown."""
    if arguments.watch and (arguments.id or arguments.every):
        raise Refused(say("With --watch what waits is screened: name no scan and leave out --all."))
    with (
        workspace(arguments.home, create=False) as place,
        Screeners() as models,
    ):
        screening = _Screening(place, models, printer)
        if arguments.watch:
            repeat(screening.look, printer, _LOOKS_S)
        reports = screening.run(_chosen(arguments, place))
        if not reports:
            printer.nothing("No scan waits for screening.")
    return int(any(report.state is ScreeningState.UNKNOWN for report in reports))


class _Screening:
    """Screens scans and says so."""

    def __init__(self, place: Workspace, models: Screeners, printer: Printer) -> None:
        self._place, self._models, self._printer = place, models, printer
        self._watch = DriftWatch(alarm_choice(place.settings), place.clock)
        self._seen: int | None = None

    def run(self, scans: Sequence[str]) -> tuple[ThreatDetectionReport, ...]:
        """Screen scans by the models in force now."""
        place = self._place
        self._models.use(sources(place.settings, place.record))
        reports = screen_all(
            scans,
            record=place.record,
            store=place.store,
            detect=self._models.detect_many,
            clock=place.clock,
            drifts=self._drifts,
        )
        for report in reports:
            self._printer.line(as_dict(report), _text(report))
        return tuple(reports)

    def look(self) -> None:
        """Screen what waits, if anything was written since the last look."""
        version = self._place.record.version()
        if version != self._seen:
            for scan_id in waiting_scans(self._place.record):
                self.run([scan_id])
            self._seen = version

    def _drifts(self, scanner: str) -> tuple[Drift, ...]:
        self._watch.catch_up(self._place.record)
        return self._watch.of(scanner)


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
