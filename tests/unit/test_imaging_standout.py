"""What is said of a place, and what the picture shows without it, on scenes that are known."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from imaging.background import Way, filled, make_hole
from imaging.computed import computed_scale
from imaging.radiograph import Channel, Energy, Origin, Radiograph
from imaging.reads_as import ReadsAs
from imaging.removal import without
from imaging.repeats import find_repeat
from imaging.standout import stand_out

SCALE = computed_scale(6.0, 4.0)
AIR = 60000
ORGANIC, STEEL = 0, 2


def picture(grams, *, seed=1, pitch=(5.0, 5.0), dual=True, bright_is_air=True):
    """A scan of areal masses by reference material, through the scale's own curves, 0.5 % noise."""
    rng = np.random.default_rng(seed)
    knots = np.asarray(SCALE.attenuation)
    high = low = 0.0
    for curve, mass in grams.items():
        # Each matter is read on its curve behind what lies before it: the beam is harder there.
        before = np.interp(high, knots, SCALE.density[curve])
        total = np.interp(before + mass, SCALE.density[curve], knots)
        ratio = np.asarray(SCALE.ratio[curve])
        low = low + np.interp(total, knots, ratio) * total - np.interp(high, knots, ratio) * high
        high = total
    channels = []
    for energy, thick, volts in ((Energy.HIGH, high, 6000.0), (Energy.LOW, low, 4000.0)):
        light = np.exp(-thick) * (1 + 0.005 * rng.standard_normal(thick.shape))
        stored = np.clip(np.rint(light * AIR), 0, 65535).astype(np.uint16)
        if not bright_is_air:
            stored = 65535 - stored
        channels.append(
            Channel(
                energy,
                stored,
                air=AIR if bright_is_air else 65535 - AIR,
                kilovolts=volts,
                bright_is_air=bright_is_air,
            )
        )
    if not dual:
        channels = [dataclasses.replace(channels[0], energy=Energy.SINGLE)]
    return Radiograph(tuple(channels), mm_per_pixel=pitch)


def stack(extra=0.0, *, curve=ORGANIC, where=(2, 5)):
    """Cartons of 30 x 40 pixels with gaps, one of them heavier."""
    goods = np.zeros((300, 520))
    added = np.zeros_like(goods)
    for j in range(7):
        for i in range(12):
            box = np.s_[30 + j * 36 : 60 + j * 36, 20 + i * 42 : 60 + i * 42]
            goods[box] = 14.0
            if (j, i) == where:
                added[box] = extra
    if curve == ORGANIC:
        return {ORGANIC: goods + added}
    return {ORGANIC: goods, curve: added}


BOX = (20 + 5 * 42, 30 + 2 * 36, 40, 30)
AREA_CM2 = 30 * 40 * 0.25


def test_a_stack_repeats_by_its_pieces():
    grams = stack()[ORGANIC].astype(np.float32)
    nothing = np.zeros(grams.shape, np.bool_)
    nothing[100:130, 200:240] = True
    found = find_repeat(grams, nothing, least_spread=1.5)
    assert found.across is not None
    assert found.across[1] == pytest.approx(42, abs=2)
    assert found.down is not None
    assert found.down[0] == pytest.approx(36, abs=2)


def test_an_even_load_does_not_repeat():
    rng = np.random.default_rng(2)
    even = (20.0 + rng.standard_normal((200, 300))).astype(np.float32)
    assert not find_repeat(even, np.zeros(even.shape, np.bool_), least_spread=1.5).found


@pytest.mark.parametrize("extra", [8.0, -6.0])
def test_a_piece_is_compared_with_its_neighbours(extra):
    found = stand_out(picture(stack(extra)), BOX, scale=SCALE)
    assert found.pieces
    assert found.neighbours >= 8
    assert found.delta_g_cm2 == pytest.approx(extra, abs=max(0.8, 3 * found.sigma_g_cm2))
    # The fan's factor, which this flat picture does not have, is taken off the mass.
    assert found.kg == pytest.approx(extra * AREA_CM2 / 1000.0, rel=0.2)
    assert found.low_kg < found.kg < found.high_kg


def test_steel_added_to_organic_goods_reads_as_metal():
    found = stand_out(picture(stack(30.0, curve=STEEL)), BOX, scale=SCALE)
    assert found.matter in (ReadsAs.STEEL, ReadsAs.STEEL_OR_MORE)


def test_more_of_the_same_reads_as_organic():
    found = stand_out(picture(stack(25.0)), BOX, scale=SCALE)
    assert found.matter in (ReadsAs.ORGANIC, ReadsAs.BELOW_STEEL)


def test_one_energy_tells_no_matter_and_no_scale_no_mass():
    found = stand_out(picture(stack(25.0), dual=False, pitch=None), BOX, scale=SCALE)
    assert found.matter is None
    assert found.kg is None


def test_what_nothing_penetrates_has_no_upper_end():
    found = stand_out(picture(stack(900.0, curve=STEEL)), BOX, scale=SCALE)
    assert found.opaque_share > 0.5
    assert found.high_kg is None


@pytest.mark.parametrize("bright_is_air", [True, False])
def test_the_picture_without_it_is_the_picture_of_the_goods_alone(bright_is_air):
    scan = picture(stack(20.0), bright_is_air=bright_is_air)
    clean = picture(stack(0.0), bright_is_air=bright_is_air)
    before = [channel.pixels.copy() for channel in scan.channels]
    removed = without(scan, BOX, scale=SCALE)
    assert removed.radiograph.source.origin is Origin.AUGMENTED
    assert removed.way is Way.PIECES
    x, y, wide, high = BOX
    inside = np.s_[y + 3 : y + high - 3, x + 3 : x + wide - 3]
    for number, (was, channel) in enumerate(zip(before, scan.channels, strict=True)):
        assert (channel.pixels == was).all(), "what is stored is never altered"
        altered = removed.radiograph.channels[number].pixels.astype(float)
        wanted = clean.channels[number].pixels.astype(float)
        assert altered[inside].mean() == pytest.approx(wanted[inside].mean(), rel=0.02)
        outside = np.ones(was.shape, np.bool_)
        outside[y - 3 : y + high + 3, x - 3 : x + wide + 3] = False
        assert (removed.radiograph.channels[number].pixels[outside] == was[outside]).all()


def test_a_floor_is_spanned_along_the_rows():
    floor = np.zeros((200, 400), np.float32)
    floor[150:] = 3.0
    floor[120:] += 1.0
    rng = np.random.default_rng(3)
    truth = floor + 0.02 * rng.standard_normal(floor.shape).astype(np.float32)
    mask = np.zeros(floor.shape, np.bool_)
    mask[100:170, 180:230] = True
    shown = truth + 5.0 * mask
    hole = make_hole(shown, mask, find_repeat(shown, mask, least_spread=1e9))
    assert np.abs(filled(shown, hole) - floor)[mask].mean() < 0.1


def test_a_hole_as_large_as_the_picture_is_filled_with_something_finite():
    whole = np.ones((40, 60), np.float32)
    mask = np.ones(whole.shape, np.bool_)
    hole = make_hole(whole, mask, find_repeat(whole, mask, least_spread=1.0))
    assert np.isfinite(filled(whole, hole)).all()
