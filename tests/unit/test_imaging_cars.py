"""Cars of a train are told apart at their couplings, and nothing else is."""

from __future__ import annotations

import dataclasses
import itertools
from pathlib import Path

import numpy as np
import pytest

from imaging.cars import CarSpan, find_cars
from imaging.energy import survey
from imaging.phantom import SceneOptions, make_scene
from imaging.phantom.trains import Train, make_train
from imaging.radiograph import Channel, Energy, Radiograph

KINDS = ("locomotive", "flat", "well", "tank", "gondola", "hopper", "box", "auto_rack", "auto_rack")
REAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "xray_cargo16_dual"


def furthest(train: Train, spans: tuple[CarSpan, ...]) -> float:
    """Largest distance in metres between a coupling and the cut made for it."""
    pitch = (train.radiograph.mm_per_pixel or (0.0, 0.0))[1] / 1000.0
    cuts = np.array([span.start for span in spans[1:]])
    assert len(cuts) == len(train.couplings)
    return float(np.abs(cuts - np.array(train.couplings)).max() * pitch)


@pytest.mark.parametrize("seed", [1, 2])
def test_every_kind_of_car_is_cut_at_its_couplings(seed: int) -> None:
    train = make_train(seed, KINDS, options=SceneOptions(bits=16))
    spans = find_cars(train.radiograph)
    assert furthest(train, spans) <= 0.5
    assert (spans[0].start, spans[-1].stop) == (0, train.radiograph.shape[1])
    assert all(a.stop == b.start for a, b in itertools.pairwise(spans))


def test_a_train_that_is_cut_off_at_both_ends_is_still_divided() -> None:
    train = make_train(5, ("box", "tank", "flat"), lead=-500.0)
    assert furthest(train, find_cars(train.radiograph)) <= 0.5


def test_pixels_stored_the_other_way_round_give_the_same_cars() -> None:
    train = make_train(6, ("box", "gondola", "hopper"))
    channel = train.radiograph.main
    full = 2**channel.bits - 1
    turned = dataclasses.replace(
        channel,
        energy=Energy.SINGLE,
        pixels=(full - channel.pixels).astype(np.uint16),
        bright_is_air=False,
        air=full - channel.air,
    )
    inverse = Radiograph((turned,), train.radiograph.mm_per_pixel)
    assert find_cars(inverse) == find_cars(train.radiograph)


def test_missing_columns_and_dead_rows_are_no_couplings() -> None:
    train = make_train(7, ("box", "tank", "box"))
    channel = train.radiograph.main
    pixels = channel.pixels.copy()
    pixels[:, ::97] = channel.air
    pixels[-6:] = 0
    faulty = Radiograph(
        (dataclasses.replace(channel, energy=Energy.SINGLE, pixels=pixels),),
        train.radiograph.mm_per_pixel,
    )
    assert furthest(train, find_cars(faulty)) <= 0.5


def test_bare_track_between_two_halves_of_a_train_hides_no_coupling() -> None:
    one = make_train(8, ("box", "tank", "box"), lead=300.0, options=SceneOptions(bits=16, air=0.97))
    pixels = np.ascontiguousarray(np.tile(one.radiograph.main.pixels, (1, 2)))
    twice = Radiograph(
        (dataclasses.replace(one.radiograph.main, energy=Energy.SINGLE, pixels=pixels),),
        one.radiograph.mm_per_pixel,
    )
    assert len(find_cars(twice)) == 6


@pytest.mark.parametrize("equipment", ["railcar", "uld", "parcel"])
def test_a_single_unit_is_one_span(equipment: str) -> None:
    radiograph = make_scene(4, equipment=equipment, rows=200).radiograph
    assert find_cars(radiograph) == (CarSpan(0, radiograph.shape[1]),)


def test_an_empty_picture_is_one_span() -> None:
    air = Channel(Energy.SINGLE, np.full((300, 900), 65535, np.uint16))
    assert find_cars(Radiograph((air,))) == (CarSpan(0, 900),)


@pytest.mark.skipif(not REAL.is_dir(), reason=f"real rail scans are not at {REAL}")
@pytest.mark.parametrize("name", ["8.npy", "9.npy"])
def test_a_real_container_on_its_flat_car_is_one_span(name: str) -> None:
    planes = np.load(REAL / name)
    pixels = np.ascontiguousarray(planes[..., 0])
    radiograph = Radiograph((Channel(Energy.SINGLE, pixels, air=int(pixels.max())),))
    assert find_cars(radiograph) == (CarSpan(0, pixels.shape[1]),)


def test_one_car_that_hides_its_mass_leaves_a_lower_bound_for_the_train() -> None:
    clean = SceneOptions(bad_row=False, dead_rows=0, with_twin=False)
    kinds = ("locomotive", "flat", "flat", "gondola", "well", "box")
    train = make_train(906, kinds, options=clean)
    whole = survey(train.radiograph)
    # The locomotive's black is a hundredth of the whole train's area.
    assert whole.opaque_share < 0.02
    assert whole.mass_high_kg is None
    first, second = find_cars(train.radiograph)[:2]
    behind = (second.start, 0, train.radiograph.shape[1] - second.start, 200)
    assert survey(train.radiograph, (first.start, 0, first.columns, 200)).mass_high_kg is None
    assert survey(train.radiograph, behind).mass_high_kg is not None


def test_a_train_that_can_be_seen_through_has_an_upper_end() -> None:
    clean = SceneOptions(bad_row=False, dead_rows=0, with_twin=False)
    train = make_train(906, ("flat", "well", "flat"), options=clean)
    found = survey(train.radiograph)
    assert found.mass_kg is not None
    assert found.mass_high_kg is not None
    assert found.mass_high_kg > found.mass_kg
