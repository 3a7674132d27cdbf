"""Which files make one radiograph."""

import dataclasses
import itertools
from pathlib import Path

import numpy as np
import pytest

from imaging import dicos, pairing, reader
from imaging.radiograph import Channel, Energy, Radiograph
from tests.unit.imaging_files import SHARED, dicom_bytes, needs_shared, pair, picture, source

TRUCK = picture(60, 90, seed=8)


def save(folder: Path, name: str, pixels: np.ndarray, **elements: object) -> Path:
    path = folder / name
    path.write_bytes(dicom_bytes(pixels, **elements))
    return path


def energies(radiographs: list[Radiograph]) -> list[list[str]]:
    return [[channel.energy.value for channel in found.channels] for found in radiographs]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_written_pair_is_one_radiograph_in_any_order(tmp_path, order):
    paths = dicos.write_dx(pair(), tmp_path, seed="a")
    (found,) = reader.read_radiographs([paths[i] for i in order])
    assert found.dual
    assert np.array_equal(found.high.pixels, pair().high.pixels)
    assert found.megavolt


def test_without_names_the_higher_voltage_is_the_high_energy(tmp_path):
    low = save(tmp_path, "l", TRUCK, KVP="160", SOPInstanceUID="1.1")
    high = save(tmp_path, "h", TRUCK // 2, KVP="320", SOPInstanceUID="1.2")
    (found,) = reader.read_radiographs([low, high])
    assert [channel.kilovolts for channel in found.channels] == [320.0, 160.0]
    assert energies([found]) == [["high", "low"]]


def test_one_name_and_the_voltage_of_the_other_suffice(tmp_path):
    low = save(tmp_path, "l", TRUCK, KVP="160", ImageType=["ORIGINAL", "LOW ENERGY"])
    high = save(tmp_path, "h", TRUCK, KVP="320")
    assert energies(reader.read_radiographs([low, high])) == [["high", "low"]]
    wrong = save(tmp_path, "w", TRUCK, KVP="80")
    assert energies(reader.read_radiographs([low, wrong])) == [["low"], ["single"]]


def test_a_lone_energy_keeps_its_name(tmp_path):
    path = save(tmp_path, "l", TRUCK, ImageType=["ORIGINAL", "LOW ENERGY"])
    (found,) = reader.read_radiographs([path])
    assert energies([found]) == [["low"]]
    assert not found.dual


def test_energies_of_two_sizes_are_two_radiographs(tmp_path):
    low = save(tmp_path, "l", TRUCK, ImageType=["ORIGINAL", "LOW ENERGY"])
    high = save(tmp_path, "h", TRUCK[:, :-1], ImageType=["ORIGINAL", "HIGH ENERGY"])
    assert energies(reader.read_radiographs([low, high])) == [["low"], ["high"]]


def test_two_files_of_the_same_energy_are_two_radiographs(tmp_path):
    paths = [save(tmp_path, n, TRUCK, ImageType=["ORIGINAL", "LOW ENERGY"]) for n in "ab"]
    assert energies(reader.read_radiographs(paths)) == [["low"], ["low"]]


def test_views_are_kept_apart(tmp_path):
    top = Radiograph(
        tuple(dataclasses.replace(c, pixels=c.pixels[::-1].copy()) for c in pair().channels),
        source=source(view="top"),
    )
    uids = {"study_uid": "1.9", "series_uid": "1.9.1"}
    side = dataclasses.replace(pair(), source=source(**uids))
    top = dataclasses.replace(top, source=source(view="top", **uids))
    paths = [*dicos.write_dx(side, tmp_path, seed="s"), *dicos.write_dx(top, tmp_path, seed="s")]
    for order in itertools.permutations(paths):
        found = reader.read_radiographs(order)
        assert sorted(item.source.view for item in found) == ["side", "top"]
        assert all(item.dual for item in found)


def test_two_scans_of_one_view_pair_in_their_order(tmp_path):
    names = ["LOW ENERGY", "HIGH ENERGY"] * 2
    paths = [
        save(tmp_path, str(n), TRUCK // (n + 1), ImageType=["ORIGINAL", name], InstanceNumber=n)
        for n, name in enumerate(names)
    ]
    found = reader.read_radiographs(paths[::-1])
    assert energies(found) == [["high", "low"]] * 2
    tops = sorted(int(item.low.pixels.max()) for item in found)
    assert tops == [int((TRUCK // 3).max()), int(TRUCK.max())]


def test_a_detector_shifted_by_a_column_is_the_same_view_only_if_the_picture_agrees(tmp_path):
    shifted = {"ImageType": ["ORIGINAL", "HIGH ENERGY"], "ImagePositionPatient": [4, 0, 0]}
    low = {"ImageType": ["ORIGINAL", "LOW ENERGY"], "ImagePositionPatient": [0, 0, 0]}
    one = save(tmp_path, "l", TRUCK, **low)
    same = save(tmp_path, "h", TRUCK // 2, **shifted)
    other = save(tmp_path, "o", TRUCK[::-1, ::-1].copy(), **shifted)
    assert len(reader.read_radiographs([one, same])) == 1
    assert len(reader.read_radiographs([one, other])) == 2


@pytest.mark.parametrize(
    ("change", "groups"),
    [
        ({}, 1),
        ({"StationName": "LANE 2"}, 2),
        ({"ContentTime": "120200"}, 2),
        ({"PatientID": "other"}, 2),
    ],
)
def test_files_of_two_studies_pair_only_when_everything_agrees(tmp_path, change, groups):
    common = {"ContentDate": "20260301", "ContentTime": "120000", "StationName": "LANE 1"}
    low = save(tmp_path, "l", TRUCK, KVP="4000", StudyInstanceUID="1.5", **common)
    high = save(tmp_path, "h", TRUCK // 2, KVP="6000", StudyInstanceUID="1.6", **common | change)
    assert len(reader.read_radiographs([low, high])) == groups


def test_files_of_two_studies_and_two_objects_do_not_pair(tmp_path):
    common = {"ContentDate": "20260301", "ContentTime": "120000"}
    low = save(tmp_path, "l", TRUCK, KVP="4000", StudyInstanceUID="1.5", **common)
    other = picture(60, 90, seed=9)[::-1, ::-1].copy()
    high = save(tmp_path, "h", other, KVP="6000", StudyInstanceUID="1.6", **common)
    assert len(reader.read_radiographs([low, high])) == 2


def test_a_blank_picture_is_like_nothing():
    blank = Channel(Energy.LOW, np.zeros((9, 9), "u2"))
    assert pairing.likeness(blank, blank) == 0.0


@needs_shared
def test_the_real_cargo_pair_is_one_radiograph():
    folder = SHARED / "xray_cargo16_dual" / "dicos"
    real = np.load(SHARED / "xray_cargo16_dual" / "9.npy")
    for low, high in itertools.product(folder.glob("*4MeV*"), folder.glob("*6MeV*")):
        (found,) = reader.read_radiographs([low, high])
        assert np.array_equal(found.high.pixels, real[..., 0])
        assert np.array_equal(found.low.pixels, real[..., 1])
    everything = reader.read_radiographs(sorted(folder.iterdir()))
    assert sum(len(found.channels) for found in everything) == 6
    assert sum(found.dual for found in everything) == 2
