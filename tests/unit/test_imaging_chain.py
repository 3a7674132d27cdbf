"""The grey tools: each does what it says, on 16 bits, and none of them touches a stored pixel."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import numpy as np
import pytest

from imaging.brightness import brightness, plain
from imaging.display import (
    HIGH_PENETRATION,
    LOW_PENETRATION,
    Beam,
    Colour,
    DisplaySettings,
    Highlight,
    MatterView,
    Palette,
    Response,
    View,
)
from imaging.luts import attenuation_table
from imaging.noise import NoiseModel, quieten
from imaging.pyramid import Pyramid
from imaging.radiograph import Channel, Energy, Radiograph
from imaging.renderer import Renderer

PALETTE = Palette(((248, 187, 82), (45, 201, 166), (40, 90, 240), (137, 8, 116)))
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "xray_cargo16_dual"


def noisy(depth: np.ndarray, seed: int = 3) -> np.ndarray:
    """Stored values of an attenuation with the noise of counted photons and of a detector."""
    clean = 62000.0 * np.exp(-depth)
    sigma = np.hypot(1.5 * np.sqrt(clean), 4.0)
    values = clean + np.random.default_rng(seed).normal(0.0, 1.0, depth.shape) * sigma
    return np.clip(np.rint(values), 0, 65535).astype(np.uint16)


def single(pixels: np.ndarray) -> Radiograph:
    return Radiograph((Channel(Energy.SINGLE, pixels, air=62000, kilovolts=6000.0),))


def pair(depth: np.ndarray, ratio: np.ndarray | float, seed: int = 3) -> Radiograph:
    high = Channel(Energy.HIGH, noisy(depth, seed), air=62000, kilovolts=6000.0)
    low = Channel(Energy.LOW, noisy(depth * ratio, seed + 1), air=62000, kilovolts=4000.0)
    return Radiograph((high, low))


def grey(radiograph: Radiograph, settings: DisplaySettings, view: View | None = None) -> np.ndarray:
    rows, columns = radiograph.shape
    whole = view or View(0.0, 0.0, 1.0, 1.0, columns, rows)
    out = Renderer(Pyramid(radiograph), PALETTE).render(whole, settings)
    return (out.view(np.uint32) >> 8 & 255).astype(float)


FULL = DisplaySettings(full_range=True)


# Noise


@pytest.mark.parametrize("depth", [0.1, 1.0, 3.0, 5.0])
def test_noise_is_measured_as_it_was_made(depth: float) -> None:
    pixels = noisy(np.full((300, 300), depth))
    value = int(62000 * np.exp(-depth))
    made = float(np.hypot(1.5 * np.sqrt(value), 4.0))
    assert NoiseModel.of(pixels).sigma[value] == pytest.approx(made, rel=0.15)


def test_edges_are_not_taken_for_noise() -> None:
    depth = np.where(np.arange(300)[None, :] // 20 % 2 == 0, 1.0, 1.4) * np.ones((300, 1))
    value = int(62000 * np.exp(-1.0))
    made = float(np.hypot(1.5 * np.sqrt(value), 4.0))
    assert NoiseModel.of(noisy(depth)).sigma[value] <= 1.25 * made


@pytest.mark.parametrize("depth", [0.2, 1.5, 3.5, 5.5])
@pytest.mark.parametrize("side", [2, 3])
def test_denoising_keeps_a_speck_of_metal_and_halves_the_noise(depth: float, side: int) -> None:
    thick = np.full((240, 240), depth)
    value = 62000.0 * np.exp(-depth)
    sigma = float(np.hypot(1.5 * np.sqrt(value), 4.0))
    # As much metal as makes ten sigmas: what an eye can just find in this noise.
    more = -np.log(max(0.02, 1.0 - 10.0 * sigma / value))
    places = [(y, x) for y in range(20, 220, 20) for x in range(20, 220, 20)]
    ground = np.ones(thick.shape, bool)
    for y, x in places:
        thick[y : y + side, x : x + side] += more
        ground[y - 6 : y + side + 6, x - 6 : x + side + 6] = False
    pixels = noisy(thick)
    quiet = quieten(pixels, NoiseModel.of(pixels)).astype(float)
    assert quiet[ground].std() <= 0.5 * pixels[ground].std()
    specks = np.array([[y, x] for y, x in places])

    def contrast(picture: np.ndarray) -> float:
        inside = [picture[y : y + side, x : x + side].mean() for y, x in specks]
        return float(picture[ground].mean() - np.mean(inside))

    assert contrast(quiet) >= 0.9 * contrast(pixels.astype(float))


def test_denoising_follows_its_strength_on_screen() -> None:
    radiograph = single(noisy(np.full((200, 200), 4.0)))
    spans = [
        grey(radiograph, dataclasses.replace(FULL, denoise=share))[20:-20, 20:-20].std()
        for share in (0.0, 0.5, 1.0)
    ]
    assert spans[0] > spans[1] > spans[2]
    assert spans[2] <= 0.5 * spans[0]


# Local contrast


def faint(depth: float) -> np.ndarray:
    """Flat matter with a faint square in it."""
    thick = np.full((400, 600), depth)
    thick[160:240, 260:340] += 0.12
    return thick


def test_local_contrast_raises_what_is_faint() -> None:
    radiograph = single(noisy(faint(2.5)))

    def step(settings: DisplaySettings) -> float:
        out = grey(radiograph, settings)
        return float(out[60:140, 260:340].mean() - out[165:235, 265:335].mean())

    assert step(dataclasses.replace(FULL, local=1.0)) >= 2.0 * step(FULL) > 0.0


def test_local_contrast_leaves_opaque_places_quiet() -> None:
    radiograph = single(noisy(np.full((400, 600), 8.0)))
    base = dataclasses.replace(FULL, penetration=1.0)
    before = grey(radiograph, base).std()
    after = grey(radiograph, dataclasses.replace(base, local=1.0)).std()
    assert after <= 1.35 * before


def test_local_contrast_keeps_black_and_air() -> None:
    thick = np.zeros((300, 300))
    thick[:, 150:] = 11.0
    radiograph = single(np.rint(62000 * np.exp(-thick)).astype(np.uint16))
    out = grey(radiograph, dataclasses.replace(FULL, local=1.0))
    assert out[150, 5] >= 250
    assert out[150, 295] <= 5


@pytest.mark.parametrize("scale", [0.7, 1.0, 1.9])
def test_local_contrast_stays_while_the_image_is_moved(scale: float) -> None:
    rng = np.random.default_rng(8)
    steps = np.repeat(np.repeat(rng.uniform(0.2, 4.0, (12, 40)), 50, axis=0), 50, axis=1)
    radiograph = single(noisy(steps))
    asked = dataclasses.replace(FULL, local=1.0, sharpen=0.5)
    renderer = Renderer(Pyramid(radiograph), PALETTE)

    def look(x: float) -> np.ndarray:
        out = renderer.render(View(x, 30.0, scale, scale, 500, 300), asked)
        return (out.view(np.uint32) >> 8 & 255).astype(int)

    first = look(200.0)
    moved = round(90.0 * scale)
    second = look(200.0 + moved / scale)
    same = np.abs(first[8:-8, moved + 8 : -8] - second[8:-8, 8 : -moved - 8])
    assert same.max() <= 1


# Sharpen and edge


def test_sharpening_raises_an_edge_by_its_strength() -> None:
    thick = np.where(np.arange(120)[None, :] < 60, 1.0, 1.5) * np.ones((80, 1))
    radiograph = single(np.rint(62000 * np.exp(-thick)).astype(np.uint16))
    spans = [
        np.ptp(grey(radiograph, dataclasses.replace(FULL, sharpen=share))[40])
        for share in (0.0, 0.3, 0.8)
    ]
    assert spans[0] < spans[1] < spans[2]
    flat = grey(radiograph, dataclasses.replace(FULL, sharpen=0.8))
    assert abs(flat[40, 20] - grey(radiograph, FULL)[40, 20]) <= 1


def test_edges_are_dark_lines_on_bright_ground_and_noise_makes_none() -> None:
    thick = np.where(np.arange(200)[None, :] < 100, 1.0, 2.0) * np.ones((120, 1))
    out = grey(single(noisy(thick)), dataclasses.replace(FULL, edge=1.0))
    assert out[10:-10, 97:103].min(axis=1).max() <= 120
    assert np.percentile(out[10:-10, 10:80], 1) >= 245
    assert np.percentile(out[10:-10, 120:190], 1) >= 245


# Penetration


@pytest.mark.parametrize(
    ("less_cm", "more_cm"),
    # Beyond 28 cm a 16-bit scan has two counts, then one.
    [(0.5, 1.5), (2, 3), (5, 6), (10, 11), (15, 16), (20, 21), (25, 26), (28, 30)],
)
def test_some_penetration_shows_every_thickness_of_steel(less_cm: float, more_cm: float) -> None:
    # 0.3709 per cm: effective attenuation of steel at 6 MeV, as published with the R60 scans.
    table = attenuation_table(Channel(Energy.SINGLE, np.zeros((1, 1), np.uint16)))
    here, there = (round(65535 * np.exp(-0.3709 * one)) for one in (less_cm, more_cm))
    steps = []
    for penetration in np.linspace(0.0, 1.0, 21):
        shown = brightness(table, DisplaySettings(penetration=float(penetration)))
        steps.append(shown[here] - shown[there])
    # Six of 172 greys for a centimetre, in the worst place.
    assert max(steps) >= 0.035


def test_low_penetration_is_for_light_goods_and_high_for_dense_ones() -> None:
    table = attenuation_table(Channel(Energy.SINGLE, np.zeros((1, 1), np.uint16)))

    def step(penetration: float, depth: float) -> float:
        shown = plain(table, DisplaySettings(penetration=penetration))
        near, far = (round(65535 * np.exp(-one)) for one in (depth, depth + 0.3))
        return float(shown[near] - shown[far])

    assert step(LOW_PENETRATION, 0.2) > 2.0 * step(0.62, 0.2)
    assert step(HIGH_PENETRATION, 7.0) > 2.0 * step(0.62, 7.0)


@pytest.mark.parametrize("response", list(Response))
def test_penetration_reaches_into_the_dark_with_every_response(response: Response) -> None:
    table = attenuation_table(Channel(Energy.SINGLE, np.zeros((1, 1), np.uint16)))
    dark = round(65535 * np.exp(-6.0))
    low, high = (
        plain(table, DisplaySettings(response=response, penetration=share))[dark]
        for share in (0.3, 1.0)
    )
    assert low <= 0.01
    assert high >= 0.2


# Matter


def halves(depth: float = 2.3) -> Radiograph:
    """Organic matter above, steel below."""
    rows = np.where(np.arange(160) < 80, 1.205, 1.165)[:, None] * np.ones((1, 200))
    return pair(np.full((160, 200), depth), rows)


@pytest.mark.parametrize("colour", list(Colour))
@pytest.mark.parametrize(
    ("matter", "organic", "steel"),
    [
        (MatterView.ORGANIC_ONLY, True, False),
        (MatterView.METAL_ONLY, False, True),
        (MatterView.STRIP_ORGANIC, False, True),
        (MatterView.STRIP_METAL, True, False),
    ],
)
def test_a_class_taken_off_is_a_pale_ghost(
    colour: Colour, matter: MatterView, organic: bool, steel: bool
) -> None:
    before = grey(halves(), dataclasses.replace(FULL, colour=colour))
    after = grey(halves(), dataclasses.replace(FULL, colour=colour, matter=matter))
    for rows, kept in ((slice(20, 60), organic), (slice(100, 140), steel)):
        was, now = before[rows, 40:160].mean(), after[rows, 40:160].mean()
        assert (abs(now - was) <= 6) if kept else (200 < now < 253)


def test_what_cannot_be_told_keeps_its_grey_in_every_view_of_matter() -> None:
    deep = halves(9.0)
    plain_grey = grey(deep, dataclasses.replace(FULL, penetration=1.0))
    for matter in MatterView:
        shown = grey(deep, dataclasses.replace(FULL, penetration=1.0, matter=matter))
        kept = np.abs(shown - plain_grey)[20:-20, 20:-20] <= 2
        # The others have no signal at all, and are hatched.
        assert kept.mean() >= 0.8


def test_one_energy_is_shown_as_it_is_whatever_needs_two() -> None:
    radiograph = single(noisy(np.full((60, 80), 2.0)))
    asked = dataclasses.replace(FULL, matter=MatterView.STRIP_METAL, beam=Beam.LOW)
    assert asked.needs_two_energies
    assert np.array_equal(grey(radiograph, asked), grey(radiograph, FULL))


def test_the_other_energy_is_the_other_picture() -> None:
    radiograph = halves()
    low = Radiograph((dataclasses.replace(radiograph.channels[1], energy=Energy.SINGLE),))
    shown = grey(radiograph, dataclasses.replace(FULL, beam=Beam.LOW))
    assert np.array_equal(shown, grey(low, FULL))


# Density ranges and hatch


def ramp() -> Radiograph:
    thick = np.linspace(0.0, 6.0, 240)[None, :] * np.ones((60, 1))
    return single(np.rint(62000 * np.exp(-thick)).astype(np.uint16))


@pytest.mark.parametrize("colour", [Colour.GREY, Colour.MATERIAL])
def test_density_ranges_are_painted_where_they_lie_the_first_on_top(colour: Colour) -> None:
    ranges = (Highlight(2.0, 3.0, 0), Highlight(2.5, 4.0, 1))
    settings = dataclasses.replace(FULL, highlights=ranges, local=0.5, colour=colour)
    out = Renderer(Pyramid(ramp()), PALETTE).render(View(0, 0, 1, 1, 240, 60), settings)
    red, green, blue = (out.view(np.uint32) >> shift & 255 for shift in (16, 8, 0))
    depth = np.linspace(0.0, 6.0, 240)
    yellow = (red[30] == green[30]) & (blue[30] < red[30] // 2)
    violet = (red[30] == green[30]) & (blue[30] > red[30])
    assert np.array_equal(yellow, (depth >= 2.0) & (depth < 3.0))
    assert np.array_equal(violet, (depth >= 3.0) & (depth < 4.0))


@pytest.mark.parametrize("denoise", [0.0, 1.0])
def test_places_without_signal_are_hatched_in_grey_when_asked(denoise: float) -> None:
    pixels = noisy(np.full((120, 160), 3.0))
    pixels[40:80, 60:100] = 0
    radiograph = single(pixels)
    asked = dataclasses.replace(FULL, hatch=True, denoise=denoise, local=0.4)
    out = Renderer(Pyramid(radiograph), PALETTE).render(View(0, 0, 1, 1, 160, 120), asked)
    inside = {int(one) & 0xFFFFFF for one in np.unique(out[44:76, 64:96].view(np.uint32))}
    assert inside == {0x0A0A0A, 0x5A5A5A}
    without = Renderer(Pyramid(radiograph), PALETTE).render(
        View(0, 0, 1, 1, 160, 120), dataclasses.replace(asked, hatch=False)
    )
    assert 0x5A5A5A not in {int(one) & 0xFFFFFF for one in np.unique(without[44:76, 64:96])}


# All together


def test_every_tool_at_once_alters_no_stored_pixel() -> None:
    radiograph = halves()
    before = [hashlib.sha256(c.pixels.tobytes()).digest() for c in radiograph.channels]
    everything = DisplaySettings(
        centre=0.4,
        width=0.7,
        response=Response.SQRT,
        penetration=0.8,
        gamma=1.8,
        invert=True,
        colour=Colour.MATERIAL_CLASSIC,
        matter=MatterView.STRIP_ORGANIC,
        beam=Beam.LOW,
        denoise=0.6,
        local=0.7,
        sharpen=0.5,
        edge=0.3,
        highlights=(Highlight(1.0, 2.0, 2, "walls"),),
        hatch=True,
    )
    renderer = Renderer(Pyramid(radiograph), PALETTE)
    for scale in (0.4, 1.0, 3.3):
        out = renderer.render(View(5.0, 5.0, scale, scale, 150, 120), everything)
        assert (out.view(np.uint32) >> 24 == 255).all()
    after = [hashlib.sha256(c.pixels.tobytes()).digest() for c in radiograph.channels]
    assert before == after


@pytest.mark.skipif(not SHARED.exists(), reason="the real R60 scans are not here")
@pytest.mark.parametrize("name", ["8.npy", "9.npy"])
def test_dense_cargo_in_real_scans_opens_up_with_penetration(name: str) -> None:
    high = np.ascontiguousarray(np.load(SHARED / name)[..., 0])
    radiograph = Radiograph((Channel(Energy.SINGLE, high, kilovolts=6000.0),))
    depth = -np.log(np.maximum(high, 1) / 65535.0)
    dense = (depth > 5.5) & (depth < 9.0)
    spans = []
    for penetration in (0.3, 1.0):
        out = grey(radiograph, dataclasses.replace(FULL, penetration=penetration, denoise=1.0))
        spans.append(np.ptp(np.percentile(out[dense], [10, 90])))
    assert spans[0] <= 1
    # The sacks of one scan are all much the same; what does differ is seen to differ.
    assert spans[1] >= 6
