from __future__ import annotations

import dataclasses
import functools

import numpy as np
import pytest

from imaging.faults import FaultKind, Weight
from imaging.phantom import SceneOptions, make_scene
from imaging.phantom.faults import INJECTORS, inject
from imaging.phantom.trains import make_train
from imaging.quality import inspect_quality
from imaging.radiograph import Channel, Energy, Radiograph

CLEAN = SceneOptions(bad_row=False, dead_rows=0, with_twin=False, bits=16)


@functools.cache
def clean(equipment: str, seed: int = 5) -> Radiograph:
    """A scan by a scanner without faults."""
    return make_scene(
        seed, equipment=equipment, rows=240, commodity="textiles", options=CLEAN
    ).radiograph


def flat(rows: int, columns: int, value: int, *, dual: bool = True) -> Radiograph:
    """A picture of one value."""
    pixels = np.full((rows, columns), value, np.uint16)
    if not dual:
        return Radiograph((Channel(Energy.SINGLE, pixels),))
    return Radiograph((Channel(Energy.HIGH, pixels), Channel(Energy.LOW, pixels.copy())))


def one_energy(radiograph: Radiograph) -> Radiograph:
    """The high energy alone."""
    channel = dataclasses.replace(radiograph.main, energy=Energy.SINGLE)
    return dataclasses.replace(radiograph, channels=(channel,))


@pytest.mark.parametrize("equipment", ["container40", "trailer53", "railcar", "uld", "parcel"])
def test_a_clean_scan_has_no_fault(equipment: str) -> None:
    assert inspect_quality(clean(equipment)) == ()
    assert inspect_quality(one_energy(clean(equipment))) == ()


@pytest.mark.parametrize("kind", list(FaultKind))
def test_each_fault_is_found_where_it_was_put(kind: FaultKind) -> None:
    bad = inject(clean("container40"), kind, 3, severity=0.6)
    (found,) = [fault for fault in inspect_quality(bad.radiograph) if fault.kind is kind]
    x, y, wide, high = bad.boxes[0]
    met = [
        box
        for box in found.boxes
        if box[0] < x + wide + 12
        and x < box[0] + box[2] + 12
        and box[1] < y + high + 12
        and y < box[1] + box[3] + 12
    ]
    assert met, (bad.boxes, found)


@pytest.mark.parametrize("kind", [FaultKind.DEAD_ROWS, FaultKind.STUCK_ROWS, FaultKind.WEAK_ROWS])
def test_bad_rows_are_named_to_the_row(kind: FaultKind) -> None:
    for seed in range(4):
        bad = inject(clean("trailer53"), kind, seed, severity=0.5)
        (found,) = [fault for fault in inspect_quality(bad.radiograph) if fault.kind is kind]
        assert found.boxes == bad.boxes


@pytest.mark.parametrize("kind", [FaultKind.MISSING_COLUMNS, FaultKind.FLICKER, FaultKind.NOISE])
def test_one_energy_is_enough(kind: FaultKind) -> None:
    bad = inject(one_energy(clean("container20")), kind, 8, severity=0.6)
    assert kind in {fault.kind for fault in inspect_quality(bad.radiograph)}


def test_three_dead_rows_hide_more_than_one() -> None:
    weights = []
    for severity in (0.0, 1.0):
        bad = inject(clean("container40"), FaultKind.DEAD_ROWS, 2, severity=severity)
        weights.append(inspect_quality(bad.radiograph)[0].weight)
    assert weights == [Weight.SLIGHT, Weight.SERIOUS]


def test_a_weak_row_says_how_much_light_it_lacks() -> None:
    bad = inject(clean("container40"), FaultKind.WEAK_ROWS, 4, severity=0.7)
    (found,) = inspect_quality(bad.radiograph)
    assert found.size == pytest.approx(bad.size, abs=0.03)


def test_a_wrong_speed_says_by_how_much() -> None:
    bad = inject(clean("trailer53"), FaultKind.SPEED, 3, severity=0.6)
    (found,) = [f for f in inspect_quality(bad.radiograph) if f.kind is FaultKind.SPEED]
    assert found.size == pytest.approx(bad.size, rel=0.05)


def test_a_known_length_tells_a_wrong_pitch() -> None:
    scan = clean("container40")
    assert inspect_quality(scan, expected_length_m=12.192) == ()
    across, along = scan.mm_per_pixel or (1.0, 1.0)
    wrong = dataclasses.replace(scan, mm_per_pixel=(across, 1.2 * along))
    (found,) = inspect_quality(wrong, expected_length_m=12.192)
    assert found.kind is FaultKind.SPEED
    assert found.size == pytest.approx(1.2, rel=0.03)


@pytest.mark.parametrize("value", [0, 1, 30000, 65535])
@pytest.mark.parametrize(
    ("rows", "columns"), [(1, 1), (1, 500), (500, 1), (3, 3), (17, 40), (200, 300)]
)
def test_no_size_and_no_value_is_too_strange(rows: int, columns: int, value: int) -> None:
    for dual in (True, False):
        for fault in inspect_quality(flat(rows, columns, value, dual=dual)):
            for x, y, wide, high in fault.boxes:
                assert 0 <= x < x + wide <= columns
                assert 0 <= y < y + high <= rows


def test_a_picture_without_any_signal_is_said_to_be_missing() -> None:
    kinds = {fault.kind for fault in inspect_quality(flat(200, 300, 0))}
    assert FaultKind.MISSING_COLUMNS in kinds or FaultKind.DEAD_ROWS in kinds


def test_all_air_is_no_fault() -> None:
    air = np.random.default_rng(1).normal(60000, 600, (2, 120, 400)).clip(0, 65535)
    pixels = air.astype(np.uint16)
    scan = Radiograph(
        (
            Channel(Energy.HIGH, pixels[0], air=60000, kilovolts=6000.0),
            Channel(Energy.LOW, pixels[1], air=60000, kilovolts=4000.0),
        )
    )
    assert inspect_quality(scan) == ()


def test_pixels_are_not_altered() -> None:
    scan = clean("parcel")
    before = scan.main.pixels.copy()
    inspect_quality(scan)
    assert np.array_equal(scan.main.pixels, before)


def test_every_kind_can_be_put_in_and_small_pictures_are_refused() -> None:
    assert set(INJECTORS) == set(FaultKind)
    with pytest.raises(ValueError, match="32 rows"):
        inject(flat(16, 400, 60000), FaultKind.NOISE, 1)


@pytest.mark.parametrize("equipment", ["container20", "truck", "railcar"])
def test_a_short_vehicle_tells_a_wrong_speed_too(equipment: str) -> None:
    bad = inject(clean(equipment), FaultKind.SPEED, 3, severity=0.6)
    assert FaultKind.SPEED in {fault.kind for fault in inspect_quality(bad.radiograph)}


def test_couplings_and_cars_without_ribs_are_no_wrong_speed() -> None:
    train = make_train(905, ("locomotive", "box", "tank", "hopper"), options=CLEAN)
    assert FaultKind.SPEED not in {fault.kind for fault in inspect_quality(train.radiograph)}


def test_a_slow_stretch_makes_the_picture_longer() -> None:
    scan = clean("container20")
    wider = {
        bad.size > 1.0: bad.radiograph.shape[1] > scan.shape[1]
        for bad in (inject(scan, FaultKind.SPEED, seed, severity=0.6) for seed in range(6))
    }
    assert wider == {True: True, False: False}
