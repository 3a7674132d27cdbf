"""Screening: what fails is UNKNOWN, what is found is a finding, what is measured is kept."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.threat import ScreeningState
from app.scans.measured import keep_seen, seen_in, seen_of
from app.screening import MEASURES, TITLES, UNFIT, screen, waiting_scans
from app.shipments.seen import Seen, together
from app.ui import i18n
from imaging.inside import InnerSpan, Level
from imaging.png import decode_png8
from imaging.radiograph import Radiograph
from models import findings
from models.detection import Detection, unknown
from models.errors import UNFIT as UNFIT_OF_THE_MODEL
from models.errors import UnfitScan
from tests.unit.room_values import House, broken, flagging, radiograph, shipment, silent


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
        scan.scan_id, record=house.record, store=house.store, detect=silent, clock=house.clock
    )
    assert report.state is ScreeningState.UNKNOWN
    assert str(report.reason)


def test_a_scan_that_is_lost_is_unknown(house: House) -> None:
    (scan,) = house.record.scans()
    house.store.forget(scan.files[0].sha256)
    (report,) = screen(
        scan.scan_id, record=house.record, store=house.store, detect=silent, clock=house.clock
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
