from __future__ import annotations

import dataclasses
import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imaging.brightness import black_at, brightness
from imaging.colours import Tint, picture_table
from imaging.display import (
    PRESETS,
    Beam,
    Colour,
    DisplaySettings,
    Highlight,
    MatterView,
    Palette,
    Response,
    ScannerKind,
    View,
    scanner_kind,
)
from imaging.display_state import as_state, from_state
from imaging.grid import Grid
from imaging.luts import FULL_ATTENUATION, attenuation_table, no_signal_attenuation
from imaging.pyramid import Pyramid
from imaging.radiograph import Channel, Energy, Radiograph
from imaging.renderer import Renderer

PALETTE = Palette(((248, 187, 82), (45, 201, 166), (40, 90, 240), (137, 8, 116)))
WELL = 0x0A0A0A

strengths = st.just(0.0) | st.floats(0.0, 1.0)
ranges = st.builds(
    lambda low, width, colour, name: Highlight(low, low + width, colour, name),
    st.floats(0.0, 10.0),
    st.floats(0.01, 5.0),
    st.integers(0, 3),
    st.text(max_size=8),
)
shown = st.builds(
    DisplaySettings,
    centre=st.floats(-1.0, 2.0),
    width=st.floats(0.005, 4.0),
    response=st.sampled_from(Response),
    penetration=st.floats(0.0, 1.0),
    invert=st.booleans(),
    colour=st.sampled_from(Colour),
    gamma=st.floats(0.2, 5.0),
    matter=st.sampled_from(MatterView),
    beam=st.sampled_from(Beam),
    denoise=strengths,
    local=strengths,
    sharpen=strengths,
    edge=strengths,
    highlights=st.lists(ranges, max_size=3).map(tuple),
    hatch=st.booleans(),
    full_range=st.booleans(),
    preset=st.text(max_size=8),
)


ways = st.tuples(st.booleans(), st.booleans(), st.integers(0, 3))


def wedge(rows: int = 96, columns: int = 240) -> Radiograph:
    """Air on the left, then ever more matter; the lower half of another material."""
    depth = np.linspace(0.0, 7.0, columns)[None, :].repeat(rows, axis=0)
    ratio = np.where(np.arange(rows) < rows // 2, 1.205, 1.165)[:, None]
    high = np.rint(65535 * np.exp(-depth)).astype(np.uint16)
    low = np.rint(65535 * np.exp(-depth * ratio)).astype(np.uint16)
    return Radiograph(
        (
            Channel(Energy.HIGH, high, kilovolts=6000.0),
            Channel(Energy.LOW, low, kilovolts=4000.0),
        ),
        mm_per_pixel=(4.0, 4.0),
    )


def channels_of(pixels: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    packed = pixels.view(np.uint32)
    return packed >> 16 & 255, packed >> 8 & 255, packed & 255


def whole(radiograph: Radiograph, scale: float = 1.0) -> View:
    rows, columns = radiograph.shape
    return View(0.0, 0.0, scale, scale, round(columns * scale), round(rows * scale))


# Tables


def test_attenuation_of_air_is_none_and_of_black_all_there_is() -> None:
    table = attenuation_table(wedge().main)
    assert table[65535] == 0.0
    assert table[0] == FULL_ATTENUATION
    assert table[round(65535 / np.e)] == pytest.approx(1.0, abs=1e-4)


def test_inverse_and_logarithmic_storage_mean_the_same_matter() -> None:
    blank = np.zeros((2, 2), np.uint16)
    inverse = attenuation_table(Channel(Energy.SINGLE, blank, air=0, bright_is_air=False))
    plain = attenuation_table(Channel(Energy.SINGLE, blank))
    assert np.array_equal(inverse, plain[::-1])
    logarithmic = attenuation_table(Channel(Energy.SINGLE, blank, logarithmic=True))
    assert (np.diff(logarithmic) <= 0).all()
    assert logarithmic[32768] == pytest.approx(FULL_ATTENUATION / 2, rel=1e-3)


def test_twelve_bits_are_read_on_their_own_scale() -> None:
    channel = Channel(Energy.SINGLE, np.zeros((2, 2), np.uint16), bits=12, air=3972)
    table = attenuation_table(channel)
    assert table[3972] == 0.0
    assert table[4095] == 0.0
    assert table[60000] == table[4095]
    assert no_signal_attenuation(channel) < FULL_ATTENUATION - 2.0


# Brightness


@given(shown)
def test_brightness_stays_in_range_and_never_rises_with_matter(settings_: DisplaySettings) -> None:
    table = attenuation_table(wedge().main)
    bright = brightness(table, settings_)
    assert 0.0 <= bright.min() <= bright.max() <= 1.0
    # Stored values rise with transmission, so brightness may only rise along the table.
    steps = np.diff(bright)
    assert (steps <= 1e-12).all() if settings_.invert else (steps >= -1e-12).all()


@given(shown)
def test_inverse_of_the_inverse_is_the_picture_itself(settings_: DisplaySettings) -> None:
    table = attenuation_table(wedge().main)
    other = dataclasses.replace(settings_, invert=not settings_.invert)
    assert np.allclose(brightness(table, settings_) + brightness(table, other), 1.0)


@given(shown, st.floats(0.01, 0.5))
def test_a_higher_window_is_never_brighter(settings_: DisplaySettings, step: float) -> None:
    plain = dataclasses.replace(settings_, invert=False)
    table = attenuation_table(wedge().main)
    higher = plain.windowed(centre=plain.centre + step, width=plain.width)
    assert (brightness(table, higher) <= brightness(table, plain) + 1e-12).all()


def test_more_penetration_shows_more_of_the_dark() -> None:
    table = attenuation_table(wedge().main)
    dark = int(65535 * np.exp(-5.0))
    values = [
        brightness(table, DisplaySettings(penetration=p))[dark] for p in (0.0, 0.3, 0.6, 0.9, 1.0)
    ]
    assert values == sorted(values)
    assert values[0] == 0.0
    assert values[-1] > 0.3
    assert black_at(0.0) < black_at(1.0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"centre": float("nan")},
        {"centre": 3.0},
        {"width": 0.0},
        {"width": 9.0},
        {"penetration": -0.1},
        {"penetration": 1.1},
        {"gamma": 0.1},
        {"gamma": float("nan")},
        {"denoise": -0.5},
        {"local": 1.5},
        {"sharpen": float("nan")},
        {"edge": 2.0},
    ],
)
def test_settings_that_mean_nothing_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"window|lies from"):
        DisplaySettings(**wrong)


def test_presets_carry_their_own_names() -> None:
    assert list(PRESETS) == ["standard", "dense", "light", "organic", "metal"]
    assert all(preset.preset == name for name, preset in PRESETS.items())
    assert PRESETS["standard"].windowed(centre=0.4, width=0.5).preset == ""


@pytest.mark.parametrize(
    "wrong", [(-0.1, 1.0, 0), (2.0, 2.0, 0), (0.0, float("inf"), 0), (1, 2, 4)]
)
def test_density_ranges_that_mean_nothing_are_refused(wrong: tuple[float, float, int]) -> None:
    with pytest.raises(ValueError, match="density range"):
        Highlight(*wrong)


@given(shown)
def test_settings_come_back_from_the_record_exactly(settings_: DisplaySettings) -> None:
    state = as_state(settings_)
    assert all(isinstance(value, str) for value in state.values())
    assert from_state(state) == settings_


def test_what_older_records_hold_can_be_read() -> None:
    old = {"centre": "0.400", "sharpen": "true", "preset": "", "a later setting": "7"}
    assert from_state(old) == DisplaySettings(centre=0.4, sharpen=0.5)
    with pytest.raises(ValueError, match="colour"):
        from_state({"colour": "mauve"})


def test_what_needs_two_energies_says_so() -> None:
    assert not DisplaySettings(local=0.5, invert=True).needs_two_energies
    for changed in ({"colour": Colour.MATERIAL}, {"beam": Beam.LOW}):
        assert DisplaySettings(**changed).needs_two_energies
    assert DisplaySettings(matter=MatterView.STRIP_METAL).needs_two_energies


def test_kinds_of_scanners_are_told_by_their_voltages() -> None:
    pair = wedge()
    assert scanner_kind(pair) is ScannerKind.LINAC_DUAL
    high = dataclasses.replace(pair.main, energy=Energy.SINGLE)
    assert scanner_kind(Radiograph((high,))) is ScannerKind.LINAC_SINGLE
    tube = dataclasses.replace(high, kilovolts=160.0)
    assert scanner_kind(Radiograph((tube,))) is ScannerKind.TUBE_SINGLE
    unsaid = dataclasses.replace(high, kilovolts=None)
    assert scanner_kind(Radiograph((unsaid,))) is ScannerKind.LINAC_SINGLE


# Pixels


@settings(max_examples=25, deadline=None)
@given(
    shown,
    st.floats(-200.0, 300.0),
    st.floats(-80.0, 120.0),
    st.floats(0.05, 12.0),
    st.floats(0.5, 2.0),
    ways,
)
def test_whatever_is_asked_the_pixels_are_whole_and_the_scan_is_untouched(
    settings_: DisplaySettings,
    x: float,
    y: float,
    scale: float,
    aspect: float,
    way: tuple[bool, bool, int],
) -> None:
    radiograph = wedge()
    before = [hashlib.sha256(c.pixels.tobytes()).digest() for c in radiograph.channels]
    view = View(x, y, scale, scale * aspect, 160, 90, *way)
    out = Renderer(Pyramid(radiograph), PALETTE).render(view, settings_)
    assert out.shape == (90, 160)
    assert (out.view(np.uint32) >> 24 == 255).all()
    plain = settings_.colour is Colour.GREY and not settings_.highlights
    if plain and not settings_.full_range:
        red, green, blue = channels_of(out)
        assert red.max() <= PALETTE.air
        assert np.array_equal(red, green)
        assert np.array_equal(green, blue)
    after = [hashlib.sha256(c.pixels.tobytes()).digest() for c in radiograph.channels]
    assert before == after


def test_air_is_the_quiet_grey_unless_the_full_range_is_asked_for() -> None:
    radiograph = wedge()
    renderer = Renderer(Pyramid(radiograph), PALETTE)
    quiet = channels_of(renderer.render(whole(radiograph), DisplaySettings()))[0]
    assert quiet[0, 0] == 172
    full = channels_of(renderer.render(whole(radiograph), DisplaySettings(full_range=True)))[0]
    assert full[0, 0] == 255


def test_outside_the_image_lies_the_well() -> None:
    radiograph = wedge(rows=40, columns=60)
    out = Renderer(Pyramid(radiograph), PALETTE).render(
        View(-20.0, -10.0, 1.0, 1.0, 100, 60), DisplaySettings()
    )
    inside = (out.view(np.uint32) & 0xFFFFFF) != WELL
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    assert (rows[0], rows[-1], columns[0]) == (10, 49, 20)


def test_a_view_off_the_image_is_all_well() -> None:
    out = Renderer(Pyramid(wedge()), PALETTE).render(
        View(5000.0, 5000.0, 1.0, 1.0, 40, 30), DisplaySettings()
    )
    assert ((out.view(np.uint32) & 0xFFFFFF) == WELL).all()


def test_zoomed_pixels_stand_where_the_coordinates_say() -> None:
    pixels = np.full((20, 20), 65535, np.uint16)
    pixels[7, 12] = 0
    radiograph = Radiograph((Channel(Energy.SINGLE, pixels),))
    out = Renderer(Pyramid(radiograph), PALETTE).render(
        View(10.0, 5.0, 20.0, 20.0, 200, 200), DisplaySettings(response=Response.LINEAR)
    )
    grey = channels_of(out)[0]
    row, column = np.unravel_index(int(grey.argmin()), grey.shape)
    # The centre of stored pixel (12, 7) lies 2.5 columns and 2.5 rows from the view's corner.
    assert abs(int(column) - 50) <= 1
    assert abs(int(row) - 50) <= 1


@pytest.mark.parametrize("mirror", [(False, False), (True, False), (False, True), (True, True)])
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_picture_laid_round_shows_each_pixel_where_the_view_says(
    mirror: tuple[bool, bool], turns: int
) -> None:
    pixels = np.full((20, 30), 65535, np.uint16)
    pixels[7, 12] = 0
    radiograph = Radiograph((Channel(Energy.SINGLE, pixels),))
    wide, high = 240, 160
    # Steps of the stored axes on screen: mirrored first, then turned clockwise.
    along = np.array([-10.0 if mirror[0] else 10.0, 0.0])
    aside = np.array([0.0, -8.0 if mirror[1] else 8.0])
    for _ in range(turns):
        along, aside = (np.array([-y, x]) for x, y in (along, aside))
    # The stored point (13, 9) in the middle of the window; what its corner shows follows.
    back = np.linalg.inv(np.column_stack([along, aside]))
    corner = np.array([13.0, 9.0]) + back @ np.array([-wide / 2, -high / 2])
    view = View(*corner, 10.0, 8.0, wide, high, *mirror, turns)
    bright = dataclasses.replace(PALETTE, well=(255, 255, 255))
    out = Renderer(Pyramid(radiograph), bright).render(
        view, DisplaySettings(response=Response.LINEAR)
    )
    assert out.shape == (high, wide)
    # The middle of the dark pixel lies at (12.5, 7.5).
    expected = np.array([wide / 2, high / 2]) - 0.5 * along - 1.5 * aside
    row, column = np.unravel_index(int(channels_of(out)[0].argmin()), out.shape)
    assert abs(column + 0.5 - expected[0]) <= 1.5
    assert abs(row + 0.5 - expected[1]) <= 1.5


@given(
    st.lists(st.tuples(st.floats(-60.0, 60.0), st.floats(-20.0, 20.0)), min_size=1, max_size=6),
    st.sampled_from([0.31, 0.5, 1.0, 1.37, 6.0]),
    st.booleans(),
)
@settings(max_examples=20, deadline=None)
def test_a_picture_that_was_moved_is_the_one_that_was_opened_there(
    steps: list[tuple[float, float]], scale: float, coloured: bool
) -> None:
    radiograph = wedge(rows=200, columns=400)
    asked = DisplaySettings(colour=Colour.MATERIAL if coloured else Colour.GREY)
    used = Renderer(Pyramid(radiograph), PALETTE)
    x, y = 150.0, 60.0
    for dx, dy in steps:
        used.render(View(x, y, scale, scale, 120, 80), asked)
        x, y = x + dx, y + dy
    view = View(x, y, scale, scale, 120, 80)
    moved = np.stack(channels_of(used.render(view, asked))).astype(int)
    fresh = np.stack(channels_of(Renderer(Pyramid(radiograph), PALETTE).render(view, asked)))
    # Whole device pixels are moved, so that each picture is off by half of one at most.
    shifts = [
        np.abs(moved[:, 4:-4, 4:-4] - np.roll(fresh, shift, (1, 2))[:, 4:-4, 4:-4])
        for shift in [(0, 0), (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, -1), (1, -1), (-1, 1)]
    ]
    assert np.min(shifts, axis=0).max() <= 24 if not coloured else True
    assert np.median(np.min(shifts, axis=0)) <= 2


def test_moving_by_a_little_samples_a_little() -> None:
    radiograph = wedge(rows=300, columns=3000)
    renderer = Renderer(Pyramid(radiograph), PALETTE)
    renderer.render(View(100.0, 0.0, 1.3, 1.3, 500, 300), DisplaySettings())
    assert renderer.sampled == 500 * 300
    renderer.render(View(110.0, 0.0, 1.3, 1.3, 500, 300), DisplaySettings())
    assert 0 < renderer.sampled <= 14 * 300
    renderer.render(View(110.0, 0.0, 1.3, 1.3, 500, 300), DisplaySettings(centre=0.4))
    assert renderer.sampled == 0


@pytest.mark.parametrize("columns", [2500, 65000])
def test_work_does_not_grow_with_the_length_of_a_scan(columns: int) -> None:
    pixels = np.zeros((64, columns), np.uint16)
    radiograph = Radiograph((Channel(Energy.SINGLE, pixels),))
    pyramid = Pyramid(radiograph)
    renderer = Renderer(pyramid, PALETTE)
    renderer.render(View(1000.0, 0.0, 1.0, 1.0, 300, 64), PRESETS["dense"])
    grid = Grid.of(pyramid, View(1000.0, 0.0, 1.0, 1.0, 300, 64))
    left, top, right, bottom = grid.box
    assert renderer.sampled == 300 * 64
    assert (right - left) * (bottom - top) <= 310 * 64
    whole = Grid.of(pyramid, View(0.0, 0.0, 300 / columns, 300 / columns, 300, 64))
    left, top, right, bottom = whole.box
    # Seen whole, the level under it has at most twice the columns of the window.
    assert right - left <= 2 * 300


def test_a_step_of_the_window_after_another_view_shows_no_stale_pixels() -> None:
    radiograph = wedge()
    used = Renderer(Pyramid(radiograph), PALETTE)
    for scale in (1.0, 0.5, 2.0):
        for settings_ in (DisplaySettings(), DisplaySettings(colour=Colour.MATERIAL)):
            used.render(whole(radiograph, scale), settings_)
    last = PRESETS["dense"]
    fresh = Renderer(Pyramid(radiograph), PALETTE).render(whole(radiograph), last)
    assert np.array_equal(used.render(whole(radiograph), last), fresh)


# Colour


def test_organic_reads_orange_and_steel_blue() -> None:
    radiograph = wedge()
    out = Renderer(Pyramid(radiograph), PALETTE).render(
        whole(radiograph), DisplaySettings(colour=Colour.MATERIAL)
    )
    red, green, blue = (plane.astype(int) for plane in channels_of(out))
    middle = 80  # attenuation 2.3
    assert red[20, middle] > blue[20, middle] + 60
    assert blue[75, middle] > red[75, middle] + 60
    assert green[20, middle] > blue[20, middle]


def test_air_stays_grey_and_no_signal_is_hatched_never_coloured() -> None:
    radiograph = wedge()
    blocked = [c.pixels.copy() for c in radiograph.channels]
    for pixels in blocked:
        pixels[:, 200:] = 0
    opaque = Radiograph(
        tuple(
            dataclasses.replace(c, pixels=pixels)
            for c, pixels in zip(radiograph.channels, blocked, strict=True)
        )
    )
    out = Renderer(Pyramid(opaque), PALETTE).render(
        whole(opaque), DisplaySettings(colour=Colour.MATERIAL)
    )
    red, green, blue = channels_of(out)
    assert len({int(red[5, 0]), int(green[5, 0]), int(blue[5, 0])}) == 1
    dark = {int(value) & 0xFFFFFF for value in np.unique(out[:, 205:].view(np.uint32))}
    assert dark == {0x0A0A0A, 0x5A5A5A}


def test_one_energy_has_no_colour_to_show() -> None:
    radiograph = wedge()
    single = Radiograph((dataclasses.replace(radiograph.main, energy=Energy.SINGLE),))
    coloured = Renderer(Pyramid(single), PALETTE).render(
        whole(single), DisplaySettings(colour=Colour.MATERIAL)
    )
    grey = Renderer(Pyramid(single), PALETTE).render(whole(single), DisplaySettings())
    assert np.array_equal(coloured, grey)


def test_a_class_that_is_not_asked_for_stays_grey() -> None:
    radiograph = wedge()
    out = Renderer(Pyramid(radiograph), PALETTE).render(
        whole(radiograph),
        DisplaySettings(colour=Colour.MATERIAL, matter=MatterView.ORGANIC_ONLY),
    )
    red, _, blue = (plane.astype(int) for plane in channels_of(out))
    assert red[20, 80] > blue[20, 80] + 60
    assert abs(red[75, 80] - blue[75, 80]) <= 2


def test_lightness_falls_with_density_of_the_class() -> None:
    table = picture_table(PALETTE, Tint()).reshape(32, 8, 256)
    packed = table.view(np.uint32)[[0, 10, 21, 31], 6, 150]
    luminance = (
        0.2126 * (packed >> 16 & 255) + 0.7152 * (packed >> 8 & 255) + 0.0722 * (packed & 255)
    )
    assert (np.diff(luminance) < 0).all()
