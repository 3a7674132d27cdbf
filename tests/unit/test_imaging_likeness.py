"""What loads look like as vectors: the same goods are near, whatever the scanner did."""

from __future__ import annotations

import dataclasses
import functools

import numpy as np
import pytest

from imaging.likeness import (
    FEATURES,
    Alike,
    BeamKind,
    Likeness,
    describe,
    distance,
    kind_of,
    metric_of,
)
from imaging.likeness_fit import one_energy
from imaging.phantom import Placement, SceneOptions, make_scene
from imaging.radiograph import Channel, Energy, Radiograph

GOODS = ("fruit", "steel_coils", "textiles", "timber", "beverages")


@functools.cache
def taken(goods: str, seed: int, **changes: object) -> Radiograph:
    """One load in a 20-foot container; the same seed is the same load."""
    options = SceneOptions(loads=(goods,), mirror=False, bits=16)
    rows = int(str(changes.pop("rows", 300)))
    options = dataclasses.replace(options, **changes)
    return make_scene(seed, equipment="container20", rows=rows, options=options).radiograph


@functools.cache
def vector(goods: str, seed: int, **changes: object) -> Likeness:
    return describe(taken(goods, seed, **changes))


def test_every_description_is_finite_and_of_one_length() -> None:
    for goods in GOODS:
        likeness = vector(goods, 1)
        assert likeness.values.shape == (FEATURES,)
        assert likeness.values.dtype == np.float32
        assert np.isfinite(likeness.values).all()


@pytest.mark.parametrize(
    "changes",
    [{"quanta": 5e4}, {"stretch": 1.1}, {"rows": 500}, {"energies": (9.0, 6.0)}, {"mirror": True}],
    ids=["dose", "speed", "resolution", "energy", "direction"],
)
def test_what_the_scanner_does_matters_less_than_the_goods(changes: dict[str, object]) -> None:
    for goods in ("fruit", "timber"):
        same = distance(vector(goods, 2), describe(taken(goods, 2, **changes)))
        others = min(distance(vector(goods, 2), vector(o, 2)) for o in GOODS if o != goods)
        assert same < others


def test_length_of_the_equipment_and_place_of_the_load_matter_less_than_the_goods() -> None:
    options = SceneOptions(loads=(Placement("beverages", 0.45, 1.0),), bits=16)
    scene = make_scene(9, equipment="container40", rows=300, options=options)
    elsewhere = describe(scene.radiograph)
    apart = {goods: distance(elsewhere, vector(goods, 2)) for goods in GOODS}
    assert min(apart, key=lambda goods: apart[goods]) == "beverages"


def test_right_goods_are_among_the_first_five() -> None:
    """A guard on few scenes; `bench_reference` measures it on many."""
    names = (*GOODS, "stone_tiles", "drums", "paper_rolls", "electronics", "furniture")
    library = [(goods, vector(goods, seed, rows=240)) for goods in names for seed in (11, 12)]
    metric = metric_of(BeamKind.LINAC_DUAL)
    points = metric.project(np.stack([likeness.values for _, likeness in library]))
    right = 0
    for goods in names:
        point = metric.project(vector(goods, 13, rows=240).values)
        first = np.argsort(np.linalg.norm(points - point, axis=1))[:5]
        right += any(library[int(place)][0] == goods for place in first)
    # Five drawn at random would be right for 4.5 of the 10.
    assert right >= 9


def test_kinds_of_scanner_are_never_mixed() -> None:
    both = taken("fruit", 1)
    single = one_energy(both)
    assert kind_of(both) is BeamKind.LINAC_DUAL
    assert kind_of(single) is BeamKind.LINAC_SINGLE
    with pytest.raises(ValueError, match="not compared"):
        distance(describe(both), describe(single))


def test_a_tube_is_known_by_its_voltage_and_silence_means_a_linac() -> None:
    parcel = make_scene(1, equipment="parcel", rows=200).radiograph
    assert kind_of(parcel) is BeamKind.TUBE_DUAL
    unsaid = tuple(dataclasses.replace(c, kilovolts=None) for c in parcel.channels)
    assert kind_of(dataclasses.replace(parcel, channels=unsaid)) is BeamKind.LINAC_DUAL


@pytest.mark.parametrize("kind", list(BeamKind))
def test_the_shipped_metric_fits_every_kind_of_scanner(kind: BeamKind) -> None:
    metric = metric_of(kind)
    assert metric.mean.shape == metric.spread.shape == (FEATURES,)
    assert metric.discriminants.shape[0] == FEATURES
    assert 0.0 <= metric.near <= metric.far
    assert metric.far > 0.0
    assert metric.alike(metric.far) is not Alike.NO
    assert metric.alike(metric.far + 1.0) is Alike.NO
    zero = metric.project(np.zeros(FEATURES, np.float32))
    assert np.isfinite(zero).all()


@pytest.mark.parametrize("value", [0, 30_000, 60_000])
@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (200, 2)])
def test_any_picture_is_described(value: int, shape: tuple[int, int]) -> None:
    pixels = np.full(shape, value, np.uint16)
    bare = Radiograph((Channel(Energy.SINGLE, pixels, air=60_000),))
    assert np.isfinite(describe(bare).values).all()
    pair = tuple(Channel(e, pixels.copy(), air=60_000) for e in (Energy.HIGH, Energy.LOW))
    assert np.isfinite(describe(Radiograph(pair, (100.0, 0.5))).values).all()
