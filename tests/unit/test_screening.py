"""Screening: what fails is UNKNOWN, what is found is a finding, what is measured is kept."""

from __future__ import annotations

import copy
import dataclasses
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import imagecodecs
import numpy as np
import pytest

from app.domain.threat import ScreeningState
from app.review.proof import models_shown
from app.review.watch import Watch
from app.scans.measured import keep_seen, seen_in, seen_of
from app.screening import screen, screen_waiting, waiting_scans
from app.screening.words import FALLBACKS, MEASURES, SERVER, TITLES, UNFIT
from app.shipments.seen import Seen, together
from app.ui import i18n
from imaging.inside import InnerSpan, Level
from imaging.png import decode_png8
from imaging.radiograph import Radiograph
from imaging.sidecar import SCHEMA
from imaging.tdr import AbortReason, AlarmDecision, ReportKind, ThreatReport, read_tdr
from models import findings, several
from models.detection import Detection, unknown
from models.errors import SERVER as SERVER_OF_THE_MODEL
from models.errors import UNFIT as UNFIT_OF_THE_MODEL
from models.errors import ModelError, ScreeningFailed, ServerFailed, UnfitScan
from models.fallback import FALLBACKS as FALLBACKS_OF_THE_MODEL
from models.fallback import Fallback
from tests.unit.room_values import House, broken, each, flagging, radiograph, shipment, silent


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path)
    made.arrive(None, shipment())
    yield made
    made.record.close()


def test_a_finding_is_on_record_with_title_measure_and_heat(house: House) -> None:
    assert house.screen(flagging) == 1
    (report,) = house.record.item(house.record.items()[0]).reports
    assert report.state is ScreeningState.FLAGGED
    (finding,) = report.findings
    assert finding.finding_id == f"{report.report_id}/1"
    assert (str(finding.title), str(finding.measure)) == ("Denser than neighbours", "+18 g/cm²")
    assert report.reason is None
    heat = decode_png8(house.store.path(report.heat_sha256).read_bytes())
    assert heat.shape == (5, 8)
    assert set(report.image_digests) == set(house.record.scans()[0].digests)


def test_nothing_found_says_so_and_no_more(house: House) -> None:
    house.screen(silent)
    (report,) = house.record.item(house.record.items()[0]).reports
    assert report.state is ScreeningState.NOTHING_FLAGGED
    assert report.findings == ()


def test_a_failure_is_unknown_with_its_reason_and_no_heat(house: House) -> None:
    house.screen(broken)
    (report,) = house.record.item(house.record.items()[0]).reports
    assert report.state is ScreeningState.UNKNOWN
    assert str(report.reason) == "The process ended."
    assert report.heat_sha256 == ""
    assert house.record.queue()[0].screening is ScreeningState.UNKNOWN


def test_a_scan_that_can_no_longer_be_read_is_unknown(house: House) -> None:
    (scan,) = house.record.scans()
    path = house.store.path(scan.files[0].sha256)
    path.chmod(0o600)
    path.write_bytes(b"gone")
    (report,) = screen(
        scan.scan_id, record=house.record, store=house.store, detect=each(silent), clock=house.clock
    )
    assert report.state is ScreeningState.UNKNOWN
    assert str(report.reason)


def test_a_scan_that_is_lost_is_unknown(house: House) -> None:
    (scan,) = house.record.scans()
    house.store.forget(scan.files[0].sha256)
    (report,) = screen(
        scan.scan_id, record=house.record, store=house.store, detect=each(silent), clock=house.clock
    )
    assert report.state is ScreeningState.UNKNOWN
    assert "no longer holds" in str(report.reason)


def test_only_what_waits_is_screened(house: House) -> None:
    assert len(waiting_scans(house.record)) == 1
    house.screen(silent)
    assert waiting_scans(house.record) == ()
    assert house.screen(silent) == 0


def test_a_second_energy_makes_a_view_wait_again(tmp_path: Path) -> None:
    house = House(tmp_path)
    high, low = house.scan_files(radiograph())
    house.take([high])
    house.screen(silent)
    house.take([low])
    assert len(waiting_scans(house.record)) == 1
    house.screen(silent)
    assert waiting_scans(house.record) == ()
    house.record.close()


def test_what_was_measured_is_kept_with_the_report(house: House) -> None:
    house.screen(silent)
    reports = house.record.item(house.record.items()[0]).reports
    seen = seen_of(house.store, reports)
    assert seen is not None
    assert seen.mass_kg is not None
    assert seen.length_m == pytest.approx(5.2, abs=0.5)


def test_measurements_are_read_back_equal_and_damage_counts_as_none(house: House) -> None:
    seen = Seen(1200.0, 60.0, 0.4, {"organic": 0.5, "metal": 0.5}, 12.2, 0.01)
    seen = dataclasses.replace(
        seen,
        mass_low_kg=1100.0,
        lower_bound=True,
        inner=InnerSpan(12.2, 0.1, 0.5, 0.02),
        level=Level(0.3, 0.06, 1.8),
        bodies=3,
    )
    digest = keep_seen(house.store, seen)
    assert seen_in(house.store, digest) == seen
    house.screen(silent)
    reports = house.record.item(house.record.items()[0]).reports
    path = house.store.path(reports[0].seen_sha256)
    path.chmod(0o600)
    path.write_bytes(b"{}")
    assert seen_of(house.store, reports) is None


def test_several_scans_add_up() -> None:
    whole = together(
        [Seen(100.0, 3.0, 0.2, {"organic": 1.0}), Seen(50.0, 4.0, 0.4, {"metal": 1.0})]
    )
    assert whole is not None
    assert (whole.mass_kg, whole.mass_sigma_kg, whole.scans) == (150.0, 5.0, 2)
    assert whole.loaded_share == pytest.approx(0.3)
    assert whole.material_shares == {"organic": 0.5, "metal": 0.5}
    half = together([Seen(100.0), Seen(None)])
    assert half is not None
    assert half.mass_kg is None
    assert together([]) is None


def test_every_kind_of_finding_has_its_words() -> None:
    assert dict(TITLES) == dict(findings.TITLES)
    assert set(MEASURES) == set(findings.MEASURES)


def test_every_reason_of_an_unfit_scan_has_its_words() -> None:
    assert dict(UNFIT) == dict(UNFIT_OF_THE_MODEL)


def test_every_fall_back_has_its_words() -> None:
    assert dict(FALLBACKS) == dict(FALLBACKS_OF_THE_MODEL)


def test_why_a_server_did_not_judge_is_kept_for_any_language(house: House) -> None:
    assert dict(SERVER) == dict(SERVER_OF_THE_MODEL)
    error = ServerFailed("server_slow", server="http://models.example", seconds="20")
    house.screen(lambda one: unknown(one, copy.copy(error)))
    (report,) = house.record.item(house.record.items()[0]).reports
    assert report.reason is not None
    assert str(report.reason) == str(error)
    i18n.use("fr")
    try:
        shown = i18n.render(report.reason)
    finally:
        i18n.use("en")
    assert shown.startswith("Le serveur de modèles http://models.example n’a pas répondu en 20 s.")
    assert machine_tdr(house).abort_reason is AbortReason.TIMEOUT


def test_the_digest_of_every_model_is_in_the_decision(house: House) -> None:
    def two(one: Radiograph) -> Detection:
        second = dataclasses.replace(silent(one), model="Vendor 1", model_sha256="b" * 64)
        return several.together(one, (silent(one), second))

    house.screen(two)
    item = house.record.item(house.record.items()[0])
    (shown,) = models_shown(item, Watch(house.clock.now()))
    assert shown.digests == ("a" * 64, "b" * 64)
    assert shown.model_sha256 == "a" * 64


def test_another_provider_than_asked_for_is_on_record_and_on_screen(house: House) -> None:
    def elsewhere(one: Radiograph) -> Detection:
        fallback = Fallback("absent", "CUDA", "CPU")
        return dataclasses.replace(silent(one), asked="cuda", fallback=fallback)

    house.screen(elsewhere)
    (report,) = house.record.item(house.record.items()[0]).reports
    assert (report.asked_provider, report.provider) == ("cuda", "CPUExecutionProvider")
    assert report.fell_back
    assert [str(remark) for remark in report.remarks] == [
        "CUDA was asked for and is not installed here; the model ran on CPU."
    ]


def test_of_several_models_each_is_on_record_and_a_finding_says_whose_it_is(house: House) -> None:
    def three(one: Radiograph) -> Detection:
        first = dataclasses.replace(flagging(one), model="anomaly 2")
        second = dataclasses.replace(flagging(one), model="Vendor 1", model_sha256="b" * 64)
        third = dataclasses.replace(broken(one), model="Other 7", model_sha256="c" * 64)
        return several.together(one, (first, second, third))

    house.screen(three)
    (report,) = house.record.item(house.record.items()[0]).reports
    assert report.state is ScreeningState.FLAGGED
    assert [(found.number, found.model) for found in report.findings] == [
        (1, "anomaly 2"),
        (2, "Vendor 1"),
    ]
    assert report.digests == ("a" * 64, "b" * 64, "c" * 64)
    assert [run.state.value for run in report.runs] == ["flagged", "flagged", "unknown"]
    assert [str(remark) for remark in report.remarks] == [
        "Other 7 could not judge this view: what it would find is unknown."
    ]


def test_a_model_that_failed_is_not_hidden_by_one_that_found_nothing(house: House) -> None:
    house.screen(lambda one: several.together(one, (silent(one), broken(one))))
    (report,) = house.record.item(house.record.items()[0]).reports
    assert report.state is ScreeningState.UNKNOWN
    assert str(report.reason) == "The process ended."
    assert report.heat_sha256 == ""


def machine_tdr(house: House) -> ThreatReport:
    (report,) = house.record.item(house.record.items()[0]).reports
    return read_tdr(house.store.path(report.tdr_sha256))


def test_every_screening_leaves_a_machine_report_with_masks_times_and_parameters(
    house: House,
) -> None:
    mask = np.zeros((8, 10), bool)
    mask[2:5, 3:9] = True

    def masked(one: Radiograph) -> Detection:
        said = flagging(one)
        found = dataclasses.replace(said.findings[0], mask=mask)
        return dataclasses.replace(
            said, findings=(found,), model="anomaly 2", parameters=("threshold=0.9",)
        )

    house.screen(masked)
    tdr = machine_tdr(house)
    assert (tdr.kind, tdr.decision) == (ReportKind.MACHINE, AlarmDecision.ALARM)
    assert tdr.algorithm == (
        "Prescreen",
        "anomaly 2",
        "a" * 64,
        "CPUExecutionProvider",
        "threshold=0.9",
    )
    assert tdr.processing_ms == 12.0
    assert tdr.decided_at == house.clock.now()
    (threat,) = tdr.objects
    assert (threat.box, threat.probability) == ((20, 12, 10, 8), pytest.approx(0.9))
    assert np.array_equal(threat.mask, mask)
    (scan,) = house.record.scans()
    assert tdr.instances == tuple(file.instance_uid for file in scan.files)
    assert tdr.object_id == scan.object_id


def test_nothing_flagged_clears_nothing_in_the_machine_report(house: House) -> None:
    house.screen(silent)
    tdr = machine_tdr(house)
    assert (tdr.decision, tdr.abort_reason, tdr.objects) == (None, None, ())
    assert tdr.mirror["STATE"] == "nothing_flagged"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (UnfitScan("empty"), AbortReason.INCOMPLETE_SCAN),
        (UnfitScan("large", high="9 m", wide="9 m"), AbortReason.OUT_OF_BOUNDS),
        (UnfitScan("logarithmic"), AbortReason.UNKNOWN_DATATYPE),
        (UnfitScan("opaque", share="90"), AbortReason.NOT_REVIEWED),
        (ScreeningFailed("The process ended."), AbortReason.NOT_REVIEWED),
    ],
)
def test_a_failure_is_abort_in_the_machine_report(
    house: House, error: ModelError, reason: AbortReason
) -> None:
    house.screen(lambda one: unknown(one, error))
    tdr = machine_tdr(house)
    assert (tdr.decision, tdr.abort_reason, tdr.objects) == (None, reason, ())
    assert tdr.mirror["REASON"] == str(error)
    assert house.record.queue()[0].screening is ScreeningState.UNKNOWN


def test_a_scan_that_is_lost_leaves_an_aborted_machine_report(house: House) -> None:
    (scan,) = house.record.scans()
    house.store.forget(scan.files[0].sha256)
    house.screen(silent)
    tdr = machine_tdr(house)
    assert tdr.abort_reason is AbortReason.NOT_REVIEWED
    assert "no longer holds" in tdr.mirror["REASON"]


def test_a_reason_of_any_length_leaves_a_machine_report_too(house: House) -> None:
    house.screen(lambda one: unknown(one, ScreeningFailed("word " * 100)))
    assert machine_tdr(house).mirror["REASON"].endswith("[...]")


def test_what_dicos_cannot_say_of_a_scanner_does_not_cost_the_machine_report(
    tmp_path: Path,
) -> None:
    house = House(tmp_path)
    one = radiograph()
    path = house.inbox("scan.png")
    path.write_bytes(imagecodecs.png_encode(one.channels[0].pixels))
    sidecar = {
        "schema": SCHEMA,
        "energy": "single",
        "bits": 16,
        "kilovolts": 6000,
        "mm_per_pixel": [100, 100],
        "station": "A STATION WITH A NAME LONGER THAN SIXTEEN",
    }
    path.with_name("scan.png.json").write_text(json.dumps(sidecar))
    (outcome,) = house.take([path])
    assert outcome.status == "accepted"
    house.screen(flagging)
    tdr = machine_tdr(house)
    assert tdr.decision is AlarmDecision.ALARM
    assert len(tdr.boxes) == 1
    house.record.close()


def test_scans_are_judged_several_in_one_go(tmp_path: Path) -> None:
    house = House(tmp_path)
    for number in range(3):
        house.arrive(radiograph(f"1.2.3.{number}", f"OBJECT{number}", seed=number))
    asked: list[int] = []

    def counting(radiographs: Sequence[Radiograph]) -> list[Detection]:
        asked.append(len(radiographs))
        return [silent(one) for one in radiographs]

    assert screen_waiting(house.record, house.store, counting, house.clock) == 3
    assert asked == [3]
    assert waiting_scans(house.record) == ()
    house.record.close()


def test_why_a_scan_is_unfit_is_kept_with_its_figures_for_any_language(house: House) -> None:
    error = UnfitScan("coarse", stated="82.6 mm", pitch="12 mm")

    def unfit(one: Radiograph) -> Detection:
        return unknown(one, copy.copy(error))

    house.screen(unfit)
    (report,) = house.record.item(house.record.items()[0]).reports
    assert report.reason is not None
    assert report.reason.text == UNFIT["coarse"]
    assert str(report.reason) == str(error)
    i18n.use("fr")
    try:
        shown = i18n.render(report.reason)
    finally:
        i18n.use("en")
    assert shown == ("Un pixel de 82,6 mm est trop grossier pour le modèle, qui travaille à 12 mm.")
