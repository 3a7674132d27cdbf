"""The phantom's physics: attenuation, spectra, noise, geometry."""

import numpy as np
import pytest

from imaging.attenuation import element_attenuation, mixture_attenuation
from imaging.phantom.beam import Beam, BeamSettings, make_beam, schiff, tube_spectrum
from imaging.phantom.canvas import Canvas
from imaging.phantom.detector import expose
from imaging.phantom.geometry import FanBeam
from imaging.phantom.materials import MATERIALS
from imaging.phantom.options import SceneOptions, draw_scanner
from imaging.phantom.shapes import ball, bar, drum, plate, sack, wheel
from imaging.phantom.solids import Box, Solid, mass_kg
from imaging.vocabulary import MaterialClass

SIX_FOUR = BeamSettings(6.0, 4.0, 25.0)
NINE_SIX = BeamSettings(9.0, 6.0, 25.0)
TUBE = BeamSettings(0.16, 0.0, 0.1, tube=True)
QUIET = SceneOptions(
    quanta=1e5, low_share=1.0, electronic=0.0, scatter=0.0, psf=0.0, crosstalk=0.0, gain_steps=0.0,
    stripes=0.0, specks=0.0, wobble=0.0, dead_rows=0, bad_row=False, air=0.9, bits=16, mirror=False,
)  # fmt: skip


def ratio(settings: BeamSettings, material: str, areal_mass: float) -> float:
    high, low = make_beam(settings).transmission(material, areal_mass)
    return float(np.log(low) / np.log(high))


def fan(rows: int = 400, pitch: float = 0.5) -> FanBeam:
    return FanBeam(rows, round(400 / pitch), pitch, pitch, rows * pitch, 80.0, 2000.0)


def test_attenuation_reproduces_tabulated_points() -> None:
    energies = np.array([0.1, 1.0, 6.0])
    assert element_attenuation("Fe", energies) == pytest.approx([0.3717, 0.05995, 0.03057])
    assert element_attenuation("Pb", energies) == pytest.approx([5.549, 0.07102, 0.04391])


def test_attenuation_is_never_extrapolated() -> None:
    with pytest.raises(ValueError, match="tabulated"):
        element_attenuation("Fe", np.array([25.0]))
    with pytest.raises(ValueError, match="tabulated"):
        element_attenuation("Fe", np.array([0.001]))


def test_absorption_edge_of_lead_is_a_step() -> None:
    below, above = element_attenuation("Pb", np.array([0.0879, 0.0881]))
    assert above > 3.5 * below


def test_a_mixture_is_the_sum_of_its_parts() -> None:
    energies = np.array([0.5])
    water = mixture_attenuation({"H": 0.112, "O": 0.888}, energies)
    assert water == pytest.approx(0.0966, rel=0.01)


@pytest.mark.parametrize("settings", [SIX_FOUR, NINE_SIX])
def test_at_megavolts_the_ratio_falls_with_atomic_number(settings: BeamSettings) -> None:
    ratios = [ratio(settings, name, 100.0) for name in ("organic", "aluminium", "steel", "lead")]
    assert ratios == sorted(ratios, reverse=True)
    assert min(np.diff(ratios)) < -0.005


def test_ratios_at_megavolts_lie_where_published_spectra_put_them() -> None:
    expected = {"organic": (1.20, 1.24), "aluminium": (1.175, 1.205), "steel": (1.13, 1.165)}
    for settings in (SIX_FOUR, NINE_SIX):
        for name, (low, high) in expected.items():
            assert low < ratio(settings, name, 100.0) < high, name
        assert 1.03 < ratio(settings, "lead", 100.0) < 1.11


def test_at_kilovolts_the_ratio_rises_with_atomic_number() -> None:
    masses = {"plastic": 8.0, "water": 7.0, "aluminium": 5.0, "steel": 1.2}
    ratios = [ratio(TUBE, name, mass) for name, mass in masses.items()]
    assert ratios == sorted(ratios)
    assert ratios[-1] > 1.3 * ratios[0]


def test_thin_lead_reads_as_organic_at_megavolts() -> None:
    """The published ambiguity must appear by itself."""
    assert ratio(SIX_FOUR, "lead", 5.0) > ratio(SIX_FOUR, "steel", 100.0) + 0.03


def test_one_energy_follows_beer_and_lambert() -> None:
    energies = np.array([1.0])
    table = np.array([mixture_attenuation(m.fractions, energies) for m in MATERIALS.values()])
    beam = Beam(energies, table.astype(np.float32), np.ones((4, 1), np.float32))
    for mass in (1.0, 10.0, 60.0):
        assert beam.transmission("steel", mass)[0] == pytest.approx(
            np.exp(-0.05995 * mass), rel=1e-5
        )


def test_a_polychromatic_beam_hardens() -> None:
    beam = make_beam(SIX_FOUR)
    slopes = [-np.log(beam.transmission("steel", mass)[0]) / mass for mass in (5.0, 50.0, 200.0)]
    assert slopes[0] > slopes[1] > slopes[2]


def test_slabs_multiply_in_order_independent_of_which_comes_first() -> None:
    beam = make_beam(NINE_SIX)
    one, two = np.full((1, 1), 20.0, np.float32), np.full((1, 1), 5.0, np.float32)
    secant = np.ones(1, np.float32)
    first = beam.transmit({"water": one, "steel": two}, secant)
    second = beam.transmit({"steel": two, "water": one}, secant)
    np.testing.assert_allclose(first, second, rtol=1e-5)


def test_spectra_end_at_their_end_points() -> None:
    energies = np.array([1.0, 3.9, 4.1, 6.0])
    assert (schiff(4.0, energies)[2:] == 0.0).all()
    assert (schiff(4.0, energies)[:2] > 0.0).all()
    assert tube_spectrum(0.16, np.array([0.2]), 0.1)[0] == 0.0


def test_materials_have_their_class_and_number() -> None:
    assert MATERIALS["steel"].atomic_number == pytest.approx(26.0)
    assert MATERIALS["organic"].atomic_number < 8.0
    assert MATERIALS["lead"].kind is MaterialClass.HEAVY


@pytest.mark.parametrize(
    "solid",
    [
        plate((50.3, 120.8), (40.0, 90.2), (1980.0, 2020.0)),
        plate((50.3, 250.1), (79.9, 80.1), (1900.0, 2100.0)),
        plate((50.0, 50.1), (20.0, 140.0), (1990.0, 2010.0)),
        drum((150.0, 2000.0), (30.0, 120.0), 29.0, "water", 1.0),
        wheel((150.0, 80.0), (1980.0, 2020.0), 40.0, "rubber", 0.7),
        bar((30.0, 300.0), (100.0, 2000.0), 5.0, "steel", 7.8),
        ball((150.0, 80.0, 2000.0), 20.0, "lead", 11.0),
        sack((100.0, 180.0), (40.0, 60.0), (1980.0, 2020.0), "organic", 0.7),
        Box((20.0, 220.0), (40.0, 90.0), (1990.0, 2010.0), "steel", 7.0,
            profile=(np.arange(2000) % 300 < 20).astype(np.float64)),
    ],
)  # fmt: skip
def test_the_picture_holds_the_mass_of_a_body(solid: Solid) -> None:
    canvas = Canvas(fan())
    canvas.draw([solid])
    assert canvas.kilograms() == pytest.approx(mass_kg(solid), rel=0.01)


def test_mass_does_not_depend_on_the_pixels() -> None:
    bodies = [drum((150.0, 2000.0), (30.0, 120.0), 29.0, "water", 1.0)]
    masses = []
    for rows, pitch in ((100, 2.0), (200, 1.0), (400, 0.5)):
        canvas = Canvas(fan(rows, pitch))
        canvas.draw(bodies)
        masses.append(canvas.kilograms())
    assert masses == pytest.approx([masses[-1]] * 3, rel=0.01)


def test_a_body_and_its_inverse_leave_nothing() -> None:
    body = wheel((150.0, 80.0), (1980.0, 2020.0), 40.0, "rubber", 0.7)
    canvas = Canvas(fan())
    canvas.draw([body, body.inverse()])
    assert float(np.abs(canvas.total()).max()) == 0.0


def test_what_is_nearer_to_the_source_appears_larger() -> None:
    rays = FanBeam(600, 100, 0.5, 0.5, 300.0, 80.0, 400.0)
    near = plate((5.0, 40.0), (100.0, 150.0), (300.0, 310.0)).shadow(rays)
    far = plate((5.0, 40.0), (100.0, 150.0), (500.0, 510.0)).shadow(rays)
    assert near is not None
    assert far is not None
    assert near.mass.shape[0] > 1.4 * far.mass.shape[0]
    assert near.row < far.row


def test_a_flat_roof_is_smeared_over_the_rows_between_its_edges() -> None:
    rays = FanBeam(800, 40, 0.5, 0.5, 400.0, 100.0, 450.0)
    roof = plate((2.0, 18.0), (300.0, 300.2), (330.0, 570.0)).shadow(rays)
    assert roof is not None
    assert roof.mass.shape[0] > 150
    assert float(roof.mass[5:-5].min()) > 0.0


def uniform(level: float, photons: float, seed: int = 1) -> np.ndarray:
    scanner = draw_scanner(QUIET, np.random.default_rng(0), tube=False)
    signal = np.full((4, 300, 300), level, np.float32)
    signal[2:] *= 1.0 / (photons / 1e5)
    return expose(signal, 1.0, scanner, np.random.default_rng(seed))


@pytest.mark.parametrize("level", [0.9, 0.3, 0.05, 0.004])
def test_noise_follows_poisson(level: float) -> None:
    counts = uniform(level, 1e5)[0] / (0.9 * 65535.0)
    assert counts.mean() == pytest.approx(level, rel=0.01)
    assert counts.var() == pytest.approx(level / 1e5, rel=0.03)


def test_the_same_generator_gives_the_same_noise_and_another_does_not() -> None:
    assert (uniform(0.5, 1e5) == uniform(0.5, 1e5)).all()
    assert (uniform(0.5, 1e5) != uniform(0.5, 1e5, seed=2)).mean() > 0.9


def test_the_opaque_share_grows_with_thickness() -> None:
    scanner = draw_scanner(
        SceneOptions(**{**{f: getattr(QUIET, f) for f in QUIET.__slots__}, "electronic": 6e-5}),
        np.random.default_rng(0),
        tube=False,
    )
    beam = make_beam(SIX_FOUR)
    shares = []
    for centimetres in (10.0, 25.0, 32.0, 45.0):
        slab = {"steel": np.full((60, 60), 7.87 * centimetres, np.float32)}
        signal = beam.transmit(slab, np.ones(60, np.float32))
        picture = expose(signal, 0.2, scanner, np.random.default_rng(3))
        shares.append(float((picture[0] == 0).mean()))
    assert shares[0] == 0.0
    assert shares == sorted(shares)
    assert shares[-1] > 0.3


def test_bright_pixels_are_clipped_at_the_range() -> None:
    scanner = draw_scanner(
        SceneOptions(**{**{f: getattr(QUIET, f) for f in QUIET.__slots__}, "air": 1.0}),
        np.random.default_rng(0),
        tube=False,
    )
    picture = expose(np.ones((4, 50, 50), np.float32), 1.0, scanner, np.random.default_rng(3))
    assert int(picture.max()) == 65535
    assert 0.3 < float((picture == 65535).mean()) < 0.7


def test_a_swinging_boom_bends_level_edges() -> None:
    signal = np.ones((4, 100, 200), np.float32)
    signal[:2, 50:] = 0.1
    edges = {}
    for wobble in (0.0, 3.0):
        options = SceneOptions(
            **{**{f: getattr(QUIET, f) for f in QUIET.__slots__}, "wobble": wobble}
        )
        scanner = draw_scanner(options, np.random.default_rng(0), tube=False)
        picture = expose(signal, 1.0, scanner, np.random.default_rng(3))[0]
        edges[wobble] = (picture > 0.5 * 65535).sum(0)
    assert np.ptp(edges[0.0]) <= 1
    assert 4 <= np.ptp(edges[3.0]) <= 8
