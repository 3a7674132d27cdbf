"""What is said of a region is measured on the pixels and true of them."""

from __future__ import annotations

import numpy as np
import pytest

from models.findings import MEASURES, REASONS, TITLES, Measurer
from models.prepare import WorkingView
from models.regions import Region

MEGAVOLT, KILOVOLT = 0.048, 0.2
AIR = np.array([60000.0, 60000.0], dtype=np.float32)
BLOCK = Region((20, 10, 5, 4), 0.9, np.ones((4, 5), dtype=np.bool_))
INSIDE = np.s_[40:56, 80:100]


def scene(load, block, *, per_gram=MEGAVOLT, ratios=(1.15, 1.15), dual=True, seed=3):
    """Goods of ``load`` g/cm2 with a block of ``block`` g/cm2 in the region, noise of 1 %."""
    rng = np.random.default_rng(seed)
    high = np.full((120, 200), load * per_gram)
    ratio = np.full_like(high, ratios[0])
    high[INSIDE], ratio[INSIDE] = block * per_gram, ratios[1]
    counts = np.stack([np.exp(-high), np.exp(-high * ratio)]) * 60000
    counts *= 1 + 0.01 * rng.standard_normal(counts.shape)
    return WorkingView(
        counts.astype(np.float32),
        AIR,
        megavolt=per_gram == MEGAVOLT,
        dual=dual,
        pitch_assumed=False,
        stored_shape=(120, 200),
    )


@pytest.mark.parametrize(("load", "block"), [(20.0, 38.0), (5.0, 11.0), (40.0, 80.0), (30.0, 12.0)])
def test_the_difference_in_areal_density_is_right(load, block):
    kind, values = Measurer(scene(load, block), MEGAVOLT).kind_of(BLOCK)
    assert kind == ("denser" if block > load else "lighter")
    assert values["delta"] == pytest.approx(block - load, rel=0.1)
    assert values["surroundings"] == pytest.approx(load, rel=0.1)


@pytest.mark.parametrize(
    ("per_gram", "ratios", "kind"),
    [
        (MEGAVOLT, (1.10, 1.19), "organic"),
        (MEGAVOLT, (1.19, 1.10), "metallic"),
        (KILOVOLT, (2.0, 1.3), "organic"),
        (KILOVOLT, (1.3, 2.0), "metallic"),
    ],
)
def test_material_is_told_by_the_energies_in_both_kinds_of_beam(per_gram, ratios, kind):
    load = 20.0 if per_gram == MEGAVOLT else 4.0
    view = scene(load, load, per_gram=per_gram, ratios=ratios)
    measured, values = Measurer(view, per_gram).kind_of(BLOCK)
    assert measured == kind
    assert values["inside"] == pytest.approx(ratios[1], abs=0.03)
    assert values["around"] == pytest.approx(ratios[0], abs=0.03)


def test_without_a_difference_only_the_pattern_is_named():
    assert Measurer(scene(20.0, 20.0), MEGAVOLT).kind_of(BLOCK)[0] == "pattern"


def test_one_energy_never_names_a_material():
    view = scene(20.0, 20.0, ratios=(1.19, 1.10), dual=False)
    assert Measurer(view, MEGAVOLT).kind_of(BLOCK)[0] == "pattern"


def test_what_cannot_be_seen_through_gets_a_lower_bound():
    kind, values = Measurer(scene(20.0, 250.0), MEGAVOLT).kind_of(BLOCK)
    assert kind == "opaque"
    assert 100 <= values["least"] <= 250


def test_a_region_as_wide_as_the_scan_is_compared_with_the_rest():
    wide = Region((0, 10, 50, 4), 0.9, np.ones((4, 50), dtype=np.bool_))
    view = scene(20.0, 20.0)
    view.counts[:, 40:56] *= np.exp(-10 * MEGAVOLT)
    kind, values = Measurer(view, MEGAVOLT).kind_of(wide)
    assert kind == "denser"
    assert values["delta"] == pytest.approx(10.0, rel=0.1)


def test_every_kind_has_its_words():
    values = {"delta": 18.0, "surroundings": 40.0, "least": 150.0, "inside": 1.1, "around": 1.2}
    assert set(TITLES) == set(MEASURES) == set(REASONS)
    for kind in TITLES:
        assert "{" not in MEASURES[kind].format(**values)
        assert REASONS[kind].format(**values).endswith(".")
    assert MEASURES["denser"].format(**values) == "+18 g/cm²"
