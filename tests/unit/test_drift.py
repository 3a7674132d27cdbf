"""The watch over a workspace's scanners: what warns, when, what is on record of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.domain.drift import REMEDIES, Drift
from app.domain.scan import ImageFile, Scan
from app.domain.threat import Alarm, ScreeningState, ThreatDetectionReport
from app.domain.threat import Signs as DomainSigns
from app.drift import PERIOD, DriftWatch
from app.screening import screen
from imaging.radiograph import Radiograph
from models.alarm_choice import AlarmChoice
from models.alarm_file import alarm_path, write_alarms
from models.alarms import SIGNS, Harmless, InForce, calibration_of
from models.card import load_card
from models.detection import Detection
from models.groups import widening
from models.signs import Signs
from tests.unit.room_values import NOW, House, each, radiograph

GROUP = "megavolt_dual/short_vehicle"
SHA = load_card().sha256


def domain_signs(signs: Signs) -> DomainSigns:
    return DomainSigns(**dataclasses.asdict(signs))


class Scanner:
    """Scans that look as they are told to, and a detector that measures just that."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.rng = np.random.default_rng(3)
        self.noise = 0.0
        self.choice = AlarmChoice(house.folder / "alarms")
        self.watch = DriftWatch(self.choice, house.clock)
        self.count = 0

    def signs(self) -> Signs:
        drawn = {
            sign: float(value) for sign, value in zip(SIGNS, self.rng.normal(size=5), strict=True)
        }
        return Signs(**{**drawn, "noise": drawn["noise"] + self.noise, "score": self.rng.random()})

    def calibrate(self, made_at: dt.datetime = NOW) -> None:
        scans = [Harmless(widening(GROUP), "LANE-1", "SYNTHETIC", self.signs()) for _ in range(150)]
        made = calibration_of(scans, model_sha256=SHA, made_at=made_at)
        write_alarms(alarm_path(self.house.folder / "alarms", SHA), made)

    def detect(self, _: Radiograph) -> Detection:
        heat = np.zeros((5, 8), np.uint8)
        return Detection(
            "nothing_flagged",
            (),
            heat,
            "",
            SHA,
            "CPU",
            1.0,
            alarm=InForce(0.5, wanted=GROUP),
            signs=self.signs(),
        )

    def scan(self, station: str = "LANE-1") -> str:
        """Put a scan on record, without its pixels."""
        self.count += 1
        scan_id, digest = f"S-{self.count}", f"{self.count:064x}"
        scan = Scan(scan_id, NOW, "Terminal", station, f"OBJECT-{self.count}", "SYNTHETIC")
        file = ImageFile(digest, "x", 1, "dicos-dx", scan_id, "side", "both", 40, 64)
        self.house.record.add_image(scan, file)
        return scan_id

    def screen(self, scan_id: str) -> ThreatDetectionReport:
        """Put a report on record as screening does."""
        self.watch.catch_up(self.house.record)
        scan = self.house.record.scan(scan_id)
        report = ThreatDetectionReport(
            report_id=str(uuid.uuid4()),
            scan_id=scan_id,
            view="side",
            state=ScreeningState.NOTHING_FLAGGED,
            findings=(),
            reason=None,
            image_digests=scan.digests,
            model_name="anomaly",
            model_sha256=SHA,
            provider="CPU",
            milliseconds=1.0,
            made_at=self.house.clock.now(),
            alarm=Alarm(0.5, None, "card", GROUP, 0, ""),
            signs=domain_signs(self.signs()),
            drift=self.watch.of(scan.scanner),
        )
        self.house.record.add_report(report)
        return report

    def fresh(self) -> DriftWatch:
        """Ask as a program that has just been started."""
        watch = DriftWatch(self.choice, self.house.clock)
        watch.catch_up(self.house.record)
        return watch


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[Scanner]:
    house = House(tmp_path)
    yield Scanner(house)
    house.record.close()


def noisy(scanner: Scanner, count: int = 10) -> list[ThreatDetectionReport]:
    scanner.noise = 5.0
    return [scanner.screen(scanner.scan()) for _ in range(count)]


def test_a_scanner_that_became_noisy_is_told_and_stands_in_the_reports(scanner: Scanner) -> None:
    scanner.calibrate()
    reports = noisy(scanner)
    (told,) = scanner.fresh().all()
    assert (told.scanner, told.sign, told.higher, told.outside) == ("LANE-1", "noise", True, 10)
    assert str(told.sentence) == (
        "Scans of LANE-1 have become noisier than those the model was calibrated on: 10 of the "
        "last 10."
    )
    assert "checked" in str(told.remedy)
    assert reports[0].drift == ()
    assert [one.sign for one in reports[-1].drift] == ["noise"]
    (kept,) = scanner.house.record.item(scanner.house.record.items()[-1]).reports
    assert kept.drift == reports[-1].drift
    assert scanner.house.record.verify().ok


def test_screening_itself_puts_the_signs_and_the_warning_on_record(scanner: Scanner) -> None:
    scanner.calibrate()
    noisy(scanner)
    scanner.watch.catch_up(scanner.house.record)
    scanner.house.arrive(radiograph())
    (report,) = screen(
        scanner.house.record.scans()[-1].scan_id,
        record=scanner.house.record,
        store=scanner.house.store,
        detect=each(scanner.detect),
        clock=scanner.house.clock,
        drifts=scanner.watch.of,
    )
    assert [one.sign for one in report.drift] == ["noise"]
    assert report.alarm is not None
    assert (report.alarm.group, report.alarm.wanted) == ("card", GROUP)
    before = len(scanner.house.record.arrived(0, NOW - PERIOD))
    assert before == scanner.count + 1
    assert scanner.house.record.arrived(0, NOW - PERIOD)[-1].signs == report.signs


def test_other_scanners_are_not_suspected(scanner: Scanner) -> None:
    scanner.calibrate()
    noisy(scanner)
    assert scanner.fresh().of("LANE-2") == ()
    assert scanner.screen(scanner.scan("LANE-2")).drift == ()


def test_a_watch_that_follows_says_what_a_fresh_one_says(scanner: Scanner) -> None:
    scanner.calibrate()
    noisy(scanner, 8)
    scanner.watch.catch_up(scanner.house.record)
    assert scanner.watch.all() == scanner.fresh().all() != ()


def test_screening_again_says_nothing_new(scanner: Scanner) -> None:
    scanner.calibrate()
    scanner.noise = 5.0
    scan_id = scanner.scan()
    for _ in range(12):
        scanner.screen(scan_id)
    assert scanner.fresh().all() == ()


def test_without_a_calibration_or_with_a_damaged_one_nobody_watches(scanner: Scanner) -> None:
    noisy(scanner)
    assert scanner.fresh().all() == ()
    alarm_path(scanner.house.folder / "alarms", SHA).parent.mkdir()
    alarm_path(scanner.house.folder / "alarms", SHA).write_text("damaged")
    assert scanner.fresh().all() == ()


def test_a_new_calibration_ends_the_warning(scanner: Scanner) -> None:
    scanner.calibrate()
    noisy(scanner)
    assert scanner.fresh().all()
    scanner.house.hand.pass_s(3600.0)
    scanner.calibrate(scanner.house.clock.now())
    scanner.watch.catch_up(scanner.house.record)
    assert scanner.watch.all() == scanner.fresh().all() == ()
    assert scanner.screen(scanner.scan()).drift == ()


def test_a_warning_is_forgotten_after_the_next_period(scanner: Scanner) -> None:
    scanner.calibrate()
    noisy(scanner)
    scanner.house.hand.pass_s(PERIOD.total_seconds() + 3600.0)
    assert scanner.fresh().all()
    scanner.house.hand.pass_s(PERIOD.total_seconds())
    scanner.watch.catch_up(scanner.house.record)
    assert scanner.watch.all() == scanner.fresh().all() == ()


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("higher", [True, False])
def test_every_change_has_words_and_a_remedy(sign: str, higher: bool) -> None:
    told = Drift("GATE-2", sign, higher, 34, 50)
    assert "GATE-2" in str(told.sentence)
    assert str(told.sentence).endswith("34 of the last 50.")
    assert str(told.remedy) == REMEDIES[sign]
    assert "–" in str(dataclasses.replace(told, scanner="").sentence)
