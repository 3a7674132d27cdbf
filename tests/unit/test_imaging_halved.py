"""Coarse pictures lie where the whole does, have its greys, and wrap at neither end."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from imaging.display import PRESETS, Palette, View
from imaging.preview import Preview
from imaging.pyramid import Pyramid, halvings_between
from imaging.radiograph import Channel, Energy, Pixels, Radiograph
from imaging.renderer import Renderer
from imaging.stream import decode_prefix, doubled, encode, enlarged, index_of
from imaging.stream.index import StreamIndex

Floats = npt.NDArray[np.float64]
SHAPE = (700, 1111)
PALETTE = Palette(((230, 140, 40), (60, 180, 80), (60, 90, 230), (150, 30, 120)))


def opened(stream: bytes) -> StreamIndex:
    index = index_of(stream)
    assert index is not None
    return index


def halved(pixels: Pixels, halvings: int) -> Pixels:
    stream = encode(pixels)
    return decode_prefix(stream, opened(stream), halvings)


def waves(shape: tuple[int, int] = SHAPE, length: float = 400.0) -> Pixels:
    """Greys so smooth that every halving holds them: only their place can differ."""
    rows, columns = shape
    along = np.sin(np.arange(columns) * 2 * np.pi / length)[None, :]
    down = np.cos(np.arange(rows) * 2 * np.pi / length)[:, None]
    return np.asarray(32000 + 14000 * along + 14000 * down, np.uint16)


def radiograph(pixels: Pixels) -> Radiograph:
    return Radiograph((Channel(Energy.SINGLE, pixels),))


def rendered(pyramid: Pyramid, view: View) -> Floats:
    packed = Renderer(pyramid, PALETTE).render(view, PRESETS["standard"])
    return (packed & 0xFF).astype(np.float64)


@pytest.mark.parametrize("halvings", range(1, 6))
@pytest.mark.parametrize("scale", [1.0, 0.37])
def test_a_coarse_picture_lies_where_the_whole_does(halvings: int, scale: float) -> None:
    pixels = waves()
    coarse = Pyramid(radiograph(halved(pixels, halvings)), full_shape=SHAPE)
    view = View(60.0, 50.0, scale, scale, 320, 160)
    shown, meant = rendered(coarse, view), rendered(Pyramid(radiograph(pixels)), view)
    slope_y, slope_x = np.gradient(meant)
    apart = shown - meant
    # By how many pixels of the screen one would have to move it to lie over the whole: a grid is
    # laid to within half a pixel of the screen, of each picture.
    for slope in (slope_x, slope_y):
        moved = float((apart * slope).sum() / (slope * slope).sum())
        assert abs(moved) < 0.55


def test_coarse_greys_do_not_wrap_at_either_end() -> None:
    pixels = np.full((256, 256), 65535, np.uint16)
    pixels[96:160, 64:200:9] = 0
    pixels[20:40, 30:90] = 0
    for halvings in range(1, 5):
        coarse = halved(pixels, halvings).astype(np.float64)
        step = 1 << halvings
        around = _least_and_most(pixels, step)
        rows, columns = coarse.shape
        low, high = (one[::step, ::step][:rows, :columns] for one in around)
        flat = low == high
        # Where nothing is near but air, or nothing but steel, the coarse picture says so.
        assert np.abs(coarse[flat] - low[flat]).max() <= 64


def _least_and_most(pixels: Pixels, step: int) -> tuple[Pixels, Pixels]:
    """The least and the largest value within three coarse pixels of each place."""
    side = np.ones((6 * step + 1, 6 * step + 1), np.uint8)
    return np.asarray(cv2.erode(pixels, side)), np.asarray(cv2.dilate(pixels, side))


def test_noise_at_full_air_has_no_black_specks() -> None:
    noise = np.random.default_rng(5).normal(65300, 300, (300, 400))
    pixels = np.clip(noise, 0, 65535).astype(np.uint16)
    for halvings in range(1, 6):
        assert halved(pixels, halvings).min() > 60000


@pytest.mark.parametrize("halvings", range(1, 7))
def test_a_coarse_picture_has_the_greys_of_the_whole(halvings: int) -> None:
    pixels = waves(length=900.0)
    coarse = halved(pixels, halvings).astype(np.float64)
    step = 1 << halvings
    assert np.abs(coarse - pixels[::step, ::step]).max() < 0.03 * 65535


@pytest.mark.parametrize("shape", [(1, 1), (1, 2), (2, 1), (7, 9), (64, 65), (65, 64)])
def test_enlarging_moves_no_sample(shape: tuple[int, int]) -> None:
    pixels = np.random.default_rng(1).integers(0, 65536, shape, np.uint16)
    for count in range(1, 4):
        coarse = pixels[:: 1 << count, :: 1 << count]
        found = enlarged(coarse, shape, count, 0)
        assert found.shape == shape
        np.testing.assert_array_equal(found[:: 1 << count, :: 1 << count], coarse)


def test_between_two_samples_lies_their_mean() -> None:
    pixels = np.array([[10, 65535]], np.uint16)
    np.testing.assert_array_equal(doubled(pixels, (1, 4)), [[10, (10 + 65535) // 2, 65535, 65535]])


def test_sizes_that_are_no_halvings_are_refused() -> None:
    assert halvings_between((7, 9), (2, 3)) == 2
    with pytest.raises(ValueError, match="never"):
        halvings_between((7, 9), (3, 3))
    whole = radiograph(waves((8, 8)))
    assert Preview(whole, (8, 8)).whole
