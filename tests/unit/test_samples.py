"""The sample cases are what they say they are, and can be made again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from app.domain.check_digits import container_check_digit
from app.domain.filing import Filing
from app.domain.shipment import Movement, Shipment
from app.screening.measuring import measure
from app.shipments import read_shipments
from app.shipments.messages import read_filings
from imaging.errors import ImagingError
from imaging.pairing import radiograph
from imaging.radiograph import Origin
from imaging.reader import read_image
from sample_scans import CASES
from sample_scans.build import build
from sample_scans.fresh import copy_fresh, sample_folder
from sample_scans.messages import write_messages

MOST_BYTES = 60_000_000
NOW = dt.datetime(2031, 5, 1, 9, 30, tzinfo=dt.UTC)


def pictures() -> list[tuple[str, bool]]:
    """Name of every scan, and whether it is damaged on purpose."""
    return [(p.name, p.damaged) for case in CASES for p in case.pictures]


def test_there_are_enough_cases_and_they_are_small_enough() -> None:
    assert len(CASES) >= 14
    assert sum(p.stat().st_size for p in sample_folder().glob("*.*")) <= MOST_BYTES
    without_data = [case for case in CASES if not case.declared]
    assert len(without_data) == 1
    assert [damaged for _, damaged in pictures()].count(True) == 1


@pytest.mark.parametrize(("name", "damaged"), pictures())
def test_a_sample_reads_as_both_energies_or_is_refused(name: str, damaged: bool) -> None:
    for energy in ("high", "low"):
        path = sample_folder() / f"{name}_{energy}.dcs"
        if damaged:
            with pytest.raises(ImagingError):
                read_image(path)
            continue
        scan = read_image(path)
        assert scan.kind == "dicos-dx"
        assert scan.source.origin is Origin.SYNTHETIC
        assert scan.channels[0].energy.value == energy
        assert scan.source.identifiers
        assert name.upper() not in scan.source.object_id.upper()


def test_every_declaration_is_marked_as_a_sample_and_weighs_something() -> None:
    for case in CASES:
        if not case.declared:
            continue
        shipments = read_shipments(sample_folder() / f"{case.name}.json", received_at=NOW)
        assert len(shipments) == len(case.declared)
        for shipment in shipments:
            assert shipment.sample
            declared_empty = any(unit.empty for unit in shipment.equipment)
            assert declared_empty or (shipment.gross_kg or 0) > 0
            assert shipment.received_at < (shipment.conveyance.eta or NOW)


def test_the_numbers_of_the_samples_have_right_check_digits() -> None:
    for case in CASES:
        for picture in case.pictures:
            container = picture.identifiers.get("CONTAINER")
            if container:
                digit = container_check_digit(container[:10])
                assert container[-1] == str(digit)


def test_two_declarations_come_as_messages_too() -> None:
    names = sorted(path.name for path in sample_folder().glob("*.edi"))
    assert names == ["rail_timber_309.edi", "truck_beverages_cuscar.edi"]


def test_fresh_copies_begin_now(tmp_path: Path) -> None:
    copies = copy_fresh(tmp_path, now=NOW)
    scans = [path for path in copies if path.suffix == ".dcs" and "damaged" not in path.name]
    for path in scans[:4]:
        taken_at = read_image(path).source.taken_at
        assert taken_at is not None
        assert dt.timedelta(0) < NOW - taken_at < dt.timedelta(hours=12)
    (shipment,) = read_shipments(tmp_path / "truck_stone.json", received_at=NOW)
    assert shipment.conveyance.eta is not None
    assert shipment.conveyance.eta > NOW


@pytest.mark.parametrize("name", ["parcel_small_goods", "truck_bad_detectors"])
def test_a_sample_is_made_again_the_same(tmp_path: Path, name: str) -> None:
    """Pixel for pixel but for the last bits, which processors round differently."""
    paths = build(tmp_path, (name,))
    assert {path.name for path in paths} == {
        f"{name}.json",
        f"{name}_high.dcs",
        f"{name}_low.dcs",
    }
    shipped = read_image(sample_folder() / f"{name}_high.dcs").channels[0].pixels
    again = read_image(tmp_path / f"{name}_high.dcs").channels[0].pixels
    assert again.shape == shipped.shape
    difference = np.abs(again.astype(np.int32) - shipped.astype(np.int32))
    assert np.quantile(difference, 0.999) <= 2


def test_the_messages_of_the_samples_are_made_again_the_same(tmp_path: Path) -> None:
    gross = {}
    for name in ("truck_beverages", "rail_timber", "truck_stone"):
        (shipment, *_) = read_shipments(sample_folder() / f"{name}.json", received_at=NOW)
        gross[name] = f"{shipment.gross_kg:f}"
    written = write_messages(tmp_path, gross)
    assert len(written) == 2
    for path in written:
        assert path.read_bytes() == (sample_folder() / path.name).read_bytes()


@pytest.mark.parametrize(
    ("message", "case"),
    [
        ("truck_beverages_cuscar.edi", "truck_beverages"),
        ("rail_timber_309.edi", "rail_timber"),
    ],
)
def test_a_message_declares_what_the_sample_declares(message: str, case: str) -> None:
    found = read_filings(sample_folder() / message, received_at=NOW)
    (filing,) = [one for one in found if isinstance(one, Filing)]
    (declared,) = read_shipments(sample_folder() / f"{case}.json", received_at=NOW)
    assert filing.faults == ()
    sent = filing.body
    assert isinstance(sent, Shipment)
    assert sent.movement is Movement.IMPORT
    for said in (sent, declared):
        assert said.ccn == filing.key
    assert _told(sent) == _told(declared)


def _told(one: Shipment) -> tuple[object, ...]:
    """What both forms have a place for."""
    way = one.conveyance
    return (
        (one.pieces, one.gross_kg, one.sub_location),
        [(line.description.lower(), line.hs, line.quantity, line.unit) for line in one.goods],
        [(piece.kind, piece.number, piece.seals) for piece in one.equipment],
        (way.crn, way.mode, way.carrier_code, way.fpoa, way.eta),
    )


def test_one_sample_shows_what_a_bad_scanner_does() -> None:
    (picture,) = [one for case in CASES for one in case.pictures if one.faults]
    files = [read_image(sample_folder() / f"{picture.name}_{e}.dcs") for e in ("high", "low")]
    found = measure(radiograph(files)).faults
    assert {fault.kind for fault in found} == set(picture.faults)
    assert all(fault.serious for fault in found)
    dead, missing = (fault.boxes[0] for fault in found)
    for channel in radiograph(files).channels:
        assert not channel.pixels[dead[1] : dead[1] + dead[3]].any()
        assert not channel.pixels[:, missing[0] : missing[0] + missing[2]].any()
