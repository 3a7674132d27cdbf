"""The second simulator's physics, piece by piece, against formulas worked out here."""

import math

import numpy as np
import pytest

from imaging.attenuation import element_attenuation
from imaging.yard.beam import Source, kramers, make_beam
from imaging.yard.exposure import (
    Rays,
    count,
    draw_chance,
    expect,
    scattered,
    transmit,
)
from imaging.yard.grid import Cuboid, Grid, around
from imaging.yard.hold import Hold
from imaging.yard.projector import Projector, Stand
from imaging.yard.scanner import Scanner
from imaging.yard.shapes import ball, beam, outline, ring, roller
from imaging.yard.storing import processed
from imaging.yard.substances import SUBSTANCES
from imaging.yard.texture import spectral_noise

LINAC = Source(high=6.0, low=3.8, target=5.0, filter=18.0, screen=14.0)
TUBE = Source(high=0.2, low=0.2, target=0.0, filter=0.5, screen=1.0, front=0.1)
GRID = Grid(rows=120, columns=90, layers=12, pitch=2.0, depth=20.0, margin=8)
STAND = Stand(near=400.0, height=60.0)


def plain(**settings: object) -> Scanner:
    """A scanner that adds nothing to the beam but the count."""
    return Scanner(source=LINAC, stand=STAND, **settings)  # type: ignore[arg-type]


def mass_kg(picture: np.ndarray, grid: Grid = GRID) -> float:
    return float(picture.sum(dtype=np.float64)) * grid.pitch**2 / 1000.0


@pytest.mark.parametrize("name", SUBSTANCES)
def test_mass_fractions_sum_to_one(name: str) -> None:
    assert sum(SUBSTANCES[name].parts.values()) == pytest.approx(1.0, abs=2e-3)


def test_kramers_spectrum_at_half_the_end_point() -> None:
    np.testing.assert_allclose(kramers(6.0, np.array([3.0, 1.0, 6.5])), [1.0, 5.0, 0.0])


@pytest.mark.parametrize("source", [LINAC, TUBE])
def test_a_beam_in_air_gives_one(source: Source) -> None:
    made = make_beam(source)
    np.testing.assert_allclose(made.signal.sum(axis=1), 1.0)
    np.testing.assert_allclose(made.spread.sum(axis=1), 1.0)
    means = made.signal @ made.energies
    assert means[0] > 1.2 * means[1]


def ratio(source: Source, substance: str, areal: float) -> float:
    high, low = make_beam(source).transmission(substance, areal)
    return math.log(low) / math.log(high)


def test_at_megavolts_the_ratio_falls_with_atomic_number() -> None:
    order = [ratio(LINAC, name, 80.0) for name in ("polymer", "aluminium", "steel", "lead")]
    assert order == sorted(order, reverse=True)
    assert order[0] > order[-1] + 0.05


def test_at_kilovolts_the_ratio_rises_with_atomic_number() -> None:
    pieces = {"polymer": 8.0, "liquid": 8.0, "aluminium": 6.0, "steel": 2.0}
    order = [ratio(TUBE, name, areal) for name, areal in pieces.items()]
    assert order == sorted(order)


def test_a_slab_follows_beer_and_lambert() -> None:
    hold = Hold(GRID)
    hold.box("aluminium", Cuboid((0, 180), (0, 240), (100, 120)), 2.7)
    projector = Projector(GRID, STAND)
    line = projector.project(hold.parts["aluminium"]) / projector.cosine
    made = make_beam(LINAC)
    seen = transmit(made, {"aluminium": line}).signal[:, 60, 45]
    # By hand: the ray's height over the source, its way through 20 cm, NIST's coefficients.
    rise = (GRID.top - 60.5 * GRID.pitch) - STAND.height
    way = 20.0 * math.hypot(520.0, rise) / 520.0
    mu = element_attenuation("Al", made.energies)
    np.testing.assert_allclose(seen, made.signal @ np.exp(-mu * 2.7 * way), rtol=2e-4)


def test_several_substances_attenuate_one_after_the_other() -> None:
    made = make_beam(LINAC)
    lines = {
        "steel": np.full((1, 1), 30.0, np.float32),
        "liquid": np.full((1, 1), 20.0, np.float32),
    }
    mu = {name: SUBSTANCES[name].attenuation(made.energies) for name in lines}
    expected = made.signal @ np.exp(-30.0 * mu["steel"] - 20.0 * mu["liquid"])
    np.testing.assert_allclose(transmit(made, lines).signal[:, 0, 0], expected, rtol=1e-4)


def test_a_block_in_the_middle_keeps_its_mass() -> None:
    hold = Hold(GRID)
    hold.box("steel", Cuboid((40, 90), (70, 130), (110, 130)))
    assert hold.mass_kg() == pytest.approx(50 * 60 * 20 * 7.85 / 1000, rel=1e-3)
    seen = Projector(GRID, STAND).project(hold.parts["steel"])
    assert mass_kg(seen) == pytest.approx(hold.mass_kg(), rel=2e-3)


def test_what_is_near_looks_larger() -> None:
    hold = Hold(GRID)
    hold.box("steel", Cuboid((40, 90), (60, 100), (0, 20)))
    seen = Projector(GRID, STAND).project(hold.parts["steel"])
    rows = np.flatnonzero(seen[:, 30] > 0.5 * seen.max())
    # From 60 cm, the source's height, to 100 cm, seen at 410 of 520 cm.
    assert rows.size * GRID.pitch == pytest.approx(40 * 520 / 410, abs=GRID.pitch)
    assert GRID.top - (rows[-1] + 1) * GRID.pitch == pytest.approx(60, abs=GRID.pitch)


def test_a_thin_roof_seen_from_below_keeps_its_mass() -> None:
    hold = Hold(GRID)
    hold.box("steel", Cuboid((0, 180), (180.0, 180.2), (0, 240)))
    seen = Projector(GRID, STAND).project(hold.parts["steel"])
    assert mass_kg(seen) == pytest.approx(hold.mass_kg(), rel=0.03)
    band = np.flatnonzero(seen[:, 40] > 0.1)
    assert band.size * GRID.pitch == pytest.approx(120 * 520 / 400 - 120 * 520 / 640, abs=6)
    inside = seen[band[4:-4], 40]
    assert inside.min() > 0.6 * inside.max()


def test_a_beam_aslant_shifts_what_is_far_against_what_is_near() -> None:
    hold = Hold(GRID)
    for z in ((0, 20), (220, 240)):
        hold.box("steel", Cuboid((80, 90), (50, 70), z))
    seen = Projector(GRID, Stand(400.0, 60.0, skew=3.0)).project(hold.parts["steel"])
    columns = np.flatnonzero(seen[90] > 0.3 * seen.max())
    apart = (columns[-1] - columns[0] + 1) * GRID.pitch - 10
    assert apart == pytest.approx(220 * math.tan(math.radians(3.0)), abs=2 * GRID.pitch)
    with pytest.raises(ValueError, match="margin is 8"):
        Projector(GRID, Stand(400.0, 60.0, skew=30.0))


def test_columns_can_be_projected_alone() -> None:
    hold = Hold(GRID)
    hold.box("steel", Cuboid((30, 150), (40, 90), (60, 180)))
    projector = Projector(GRID, Stand(400.0, 60.0, skew=2.0))
    whole = projector.project(hold.parts["steel"])
    np.testing.assert_allclose(
        projector.project(hold.parts["steel"], (20, 50)), whole[:, 20:50], atol=1e-4
    )


FINE = Grid(rows=200, columns=200, layers=40, pitch=0.5, depth=2.5)


def volume(share: np.ndarray) -> float:
    return float(share.sum(dtype=np.float64)) * FINE.voxel_cm3


def test_bodies_have_the_volume_of_their_formula() -> None:
    middle = (50.0, 50.0, 50.0)
    assert volume(ball(FINE, middle, 20).share) == pytest.approx(4 / 3 * math.pi * 20**3, rel=0.02)
    for axis, size in (("x", (40, 30, 30)), ("y", (30, 40, 30)), ("z", (30, 30, 40))):
        tube = roller(FINE, around(middle, size), axis, hole=18)
        assert volume(tube.share) == pytest.approx(math.pi * (15**2 - 9**2) * 40, rel=0.03)
    # A section of |u|^4 + |v|^4 = 1 fills 0.9270 of its square (Gamma(5/4)^2 / Gamma(3/2)).
    area = 10 * 8 * math.gamma(1.25) ** 2 / math.gamma(1.5)
    for axis, size in (("y", (50, 8, 50)), ("z", (50, 50, 8))):
        torus = ring(FINE, around(middle, size), axis, 10)
        assert volume(torus.share) == pytest.approx(area * 2 * math.pi * 20, rel=0.04)


def test_thin_bars_do_not_grow_when_they_are_painted() -> None:
    bar = beam(FINE, ((20.0, 20.0), (70.0, 60.0)), 0.8, (10.0, 15.0))
    assert volume(bar.share) == pytest.approx(math.hypot(50, 40) * 0.8 * 5, rel=0.02)
    square = outline(FINE, [(20, 20), (60, 20), (60, 50), (20, 50)], (10.0, 12.0))
    assert volume(square.share) == pytest.approx(40 * 30 * 2, rel=0.02)


def test_carving_takes_out_what_was_there() -> None:
    hold = Hold(FINE)
    hold.box("liquid", Cuboid((20, 60), (20, 60), (20, 60)))
    taken = hold.carve(ball(FINE, (40.0, 40.0, 40.0), 10))
    assert taken == pytest.approx(4 / 3 * math.pi * 10**3 / 1000, rel=0.03)
    assert hold.mass_kg() == pytest.approx(64.0 - taken, rel=1e-3)
    direct = sum(float(v.sum(dtype=np.float64)) for v in hold.parts.values()) * FINE.voxel_cm3
    assert direct / 1000 == pytest.approx(hold.mass_kg(), rel=1e-4)


def uniform(areal: float, shape: tuple[int, int] = (160, 300)) -> Rays:
    return transmit(make_beam(LINAC), {"steel": np.full(shape, areal, np.float32)})


@pytest.mark.parametrize("areal", [0.0, 40.0, 150.0])
def test_noise_has_the_variance_of_a_compound_poisson_process(areal: float) -> None:
    scanner = plain(quanta=(8000.0, 5000.0), electronic=2e-4)
    rays = uniform(areal)
    means = expect(rays, scanner, 1.0)
    chance = draw_chance(np.random.default_rng(1), scanner, rays.signal.shape[1:])
    seen = count(means, scanner, chance)
    made = make_beam(LINAC)
    mu = SUBSTANCES["steel"].attenuation(made.energies)
    for index, quanta in enumerate(scanner.quanta):
        expected = made.spread[index] @ np.exp(-mu * areal) / quanta + 2e-4**2
        assert seen[index].var(dtype=np.float64) == pytest.approx(expected, rel=0.04)
        assert seen[index].mean(dtype=np.float64) == pytest.approx(
            rays.signal[index, 0, 0], abs=5 * math.sqrt(expected / seen[index].size)
        )


def test_few_quanta_are_counted_askew() -> None:
    scanner = plain(quanta=(30.0, 30.0), electronic=0.0)
    rays = uniform(0.0)
    chance = draw_chance(np.random.default_rng(2), scanner, rays.signal.shape[1:])
    seen = count(expect(rays, scanner, 1.0), scanner, chance)[0].astype(np.float64)
    skewness = ((seen - seen.mean()) ** 3).mean() / seen.std() ** 3
    assert skewness == pytest.approx(1 / math.sqrt(30), rel=0.15)


def test_scatter_stays_in_its_column_and_grows_with_the_object() -> None:
    primary = np.ones((200, 60), dtype=np.float32)
    primary[80:120, 20:30] = math.exp(-1.0)
    thin = scattered(primary, 0.02, 2.0)
    assert thin[:, :20].max() == 0.0
    assert thin[:, 31:].max() == 0.0
    assert thin[100, 25] > thin[10, 25] > 0.0
    np.testing.assert_array_equal(scattered(primary, 0.0, 2.0), 0.0)
    primary[60:140, 20:30] = math.exp(-1.0)
    assert scattered(primary, 0.02, 2.0)[:, 25].sum() > 1.5 * thin[:, 25].sum()


def test_behind_one_free_path_scatter_is_what_the_scanner_says() -> None:
    primary = np.full((400, 1), math.exp(-1.0 - 1e-5), dtype=np.float32)
    seen = scattered(primary, 0.02, 2.0)[200, 0] / primary[0, 0]
    # The kernel of 55 cm lies wholly inside 8 m.
    assert seen == pytest.approx(0.02 * math.exp(1.0), rel=0.02)


def test_afterglow_comes_later_never_earlier() -> None:
    scanner = plain(lag=0.05, lag_columns=3.0, electronic=0.0, quanta=(1e12, 1e12))
    signal = np.full((2, 8, 60), 0.1, dtype=np.float32)
    signal[:, :, 30] = 1.0
    rays = Rays(signal, signal)
    chance = draw_chance(np.random.default_rng(3), scanner, (8, 60))
    seen = count(expect(rays, scanner, 1.0), scanner, chance)[0, 4]
    np.testing.assert_allclose(seen[:30], 0.1, atol=1e-4)
    assert seen[31] > seen[33] > seen[38] > 0.1
    assert seen.sum() == pytest.approx(signal[0, 4].sum(), rel=1e-3)


def test_blur_keeps_what_arrives_and_has_long_tails() -> None:
    scanner = plain(blur=(0.6, 0.6), tails=0.1, tail_width=2.0, quanta=(1e12, 1e12), electronic=0.0)
    signal = np.zeros((2, 61, 61), dtype=np.float32)
    signal[:, 30, 30] = 1.0
    seen = expect(Rays(signal, signal), scanner, 1.0).signal[0]
    assert seen.sum() == pytest.approx(1.0, rel=1e-4)
    assert seen[35, 30] > 20 * seen[30, 35]


def test_vendor_steps_keep_the_scale() -> None:
    ramp = np.tile(np.linspace(500, 50000, 400), (64, 1)).astype(np.uint16)
    for step in ("none", "median", "sharpen", "jpeg"):
        seen = processed(ramp, step, 50000).astype(np.float64)
        np.testing.assert_allclose(seen[:, 20:-20], ramp[:, 20:-20], rtol=0.06)
        assert seen.mean() == pytest.approx(ramp.mean(), rel=0.005)
    assert len(np.unique(processed(ramp, "jpeg", 50000))) <= 256


def test_noise_of_a_slope_has_it() -> None:
    noise = spectral_noise(np.random.default_rng(5), (256, 512), 1.1)
    power = np.abs(np.fft.rfft2(noise)) ** 2
    frequency = np.hypot(np.fft.fftfreq(256)[:, None] * 256, np.fft.rfftfreq(512)[None, :] * 512)
    low = power[(frequency > 6) & (frequency < 9)].mean()
    high = power[(frequency > 60) & (frequency < 90)].mean()
    assert math.log10(low / high) == pytest.approx(2.2, abs=0.15)
    assert noise.std() == pytest.approx(1.0, rel=1e-4)
