"""``prescreen calibrate [FOLDER...|--samples]``: thresholds from scans with nothing irregular."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

from app.cli.alarms import alarm_choice
from app.cli.arguments import Arguments
from app.cli.printing import Printer
from app.cli.workspace import open_record
from app.domain.clock import system_clock
from app.domain.drift import CARE
from app.domain.errors import KnownError
from app.domain.words import say
from app.drift import DriftWatch
from app.intake.files import arriving
from app.scans.harmless import Looked, Notes, look_at
from app.settings import Settings, settings_of
from models.alarm_choice import AlarmChoice
from models.alarm_file import alarm_path, read_alarms, write_alarms
from models.alarms import AlarmCalibration, calibration_of
from models.card import load_card
from models.conformal import fewest, least_rate, rate_interval, threshold_of
from models.errors import ModelError
from models.groups import ALL, widening
from models.runtime import ScreeningWorker
from sample_scans.references import sample_references

WANTED = 2000
"""Scans that a calibration should rest on."""


def run(arguments: Arguments, printer: Printer) -> int:
    """Score what is named, write the calibration, and say what it means; 1 when there is none."""
    settings = settings_of(arguments.home)
    choice = alarm_choice(settings)
    try:
        if arguments.folders or arguments.samples:
            _calibrate(arguments, settings, printer)
        card = load_card()
        found = choice.calibration(card.sha256)
    except ModelError as error:
        raise KnownError(say("{reason}", reason=error)) from error
    if found is None:
        text = f"No calibration for {card.name} {card.version}: its card's thresholds are in force."
        printer.line({"status": "none", "model_sha256": card.sha256}, text)
        return 1
    _tell(found, choice, printer)
    _tell_drift(settings, choice, printer)
    return 0


def _tell_drift(settings: Settings, choice: AlarmChoice, printer: Printer) -> None:
    """Say which scanners' scans are no longer like those calibrated on."""
    if not settings.record_file.is_file():
        return
    watch = DriftWatch(choice, system_clock())
    with open_record(settings) as record:
        watch.catch_up(record)
    for one in watch.all():
        values = {"scanner": one.scanner, "sign": one.sign, "higher": one.higher}
        text = f"{one.sentence} {CARE} {one.remedy}"
        printer.line({**values, "outside": one.outside, "of": one.of, "reason": text}, text)


def _calibrate(arguments: Arguments, settings: Settings, printer: Printer) -> None:
    card = load_card()
    place = alarm_path(settings.alarm_folder, card.sha256)
    notes = Notes(place.with_suffix(".scans.jsonl"))
    with ScreeningWorker() as worker:
        for looked in look_at(_paths(arguments), worker.detect, notes):
            _say_one(looked, printer)
    if not notes.all:
        raise KnownError(say("No scan that the model can judge is there."))
    made = calibration_of(notes.all, model_sha256=card.sha256, made_at=system_clock().now())
    before = read_alarms(place)
    # Of the same scans there is nothing new to write: the digest that decisions name stays.
    if before is None or dataclasses.replace(before, made_at=made.made_at, sha256="") != made:
        write_alarms(place, made)


def _paths(arguments: Arguments) -> Iterator[Path]:
    yield from arriving(arguments.folders)
    if arguments.samples:
        for _, files in sample_references().values():
            yield from files


def _say_one(looked: Looked, printer: Printer) -> None:
    name = looked.paths[0].name
    if looked.harmless is None:
        values = {"path": str(looked.paths[0]), "status": "left_out", "reason": looked.why}
        printer.line(values, f"{name}: left out: {looked.why}")
        return
    status = "known" if looked.known else "scored"
    group, score = looked.harmless.groups[0], looked.harmless.signs.score
    values = {"path": str(looked.paths[0]), "status": status, "group": group}
    printer.line({**values, "score": score}, f"{name}: {status}, {group}, score {score:.4f}")


def _tell(found: AlarmCalibration, choice: AlarmChoice, printer: Printer) -> None:
    """Say what rate each group can promise, and which threshold follows."""
    for group, scores in found.scores.items():
        threshold = threshold_of(scores, choice.rate)
        values: dict[str, object] = {
            "group": group,
            "scans": len(scores),
            "rate": choice.rate,
            "threshold": threshold,
            "least_rate": least_rate(len(scores)),
        }
        if threshold is None:
            wider = _wider(found, group, choice.rate)
            text = (
                f"{group}: {len(scores)} scans are too few for {choice.rate:.1%}, which needs "
                f"{fewest(choice.rate)}; {wider} is used"
            )
            printer.line({**values, "falls_back_to": wider}, text)
            continue
        low, high = rate_interval(len(scores), choice.rate)
        text = (
            f"{group}: {len(scores)} scans, threshold {threshold:.4f}; false alarms on {low:.1%} "
            f"to {high:.1%} of such scans (9 times in 10)"
        )
        printer.line({**values, "rate_low": low, "rate_high": high}, text)
    printer.line(
        {
            "status": "ok",
            "sha256": found.sha256,
            "scans": found.scans,
            "wanted": WANTED,
            "origins": dict(found.origins),
            "rate": choice.rate,
        },
        _meaning(found, choice.rate),
    )


def _wider(found: AlarmCalibration, group: str, rate: float) -> str:
    """Name the next group that is large enough."""
    wider = widening(group)[1:] if group != ALL else ()
    large = (one for one in wider if len(found.scores.get(one, ())) >= fewest(rate))
    return next(large, "the card")


def _meaning(found: AlarmCalibration, rate: float) -> str:
    told = ", ".join(f"{count} {origin}" for origin, count in found.origins.items())
    text = (
        f"Of 100 views with nothing irregular, about {100 * rate:g} will carry a mark, as long as "
        f"they are like the {found.scans} calibrated on ({told}). File {found.sha256[:12]}."
    )
    if found.scans < fewest(rate):
        text = (
            f"{found.scans} scans ({told}) promise no rate of {rate:.1%}: the thresholds of the "
            "model's card are in force."
        )
    if found.scans < WANTED:
        text += f" {WANTED} scans are wanted: go on with `prescreen calibrate FOLDER`."
    if "MACHINE" not in found.origins:
        text += " All are simulated: this says nothing of real scans."
    return text
