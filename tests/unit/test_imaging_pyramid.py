from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imaging.pyramid import Pyramid
from imaging.radiograph import Channel, Energy, Radiograph


def pair(rows: int, columns: int, seed: int = 0) -> Radiograph:
    rng = np.random.default_rng(seed)
    high, low = (rng.integers(0, 65536, (rows, columns), dtype=np.uint16) for _ in range(2))
    return Radiograph(
        (
            Channel(Energy.HIGH, high, kilovolts=6000.0),
            Channel(Energy.LOW, low, kilovolts=4000.0),
        )
    )


def test_finest_level_is_the_stored_pixels_themselves() -> None:
    radiograph = pair(300, 700)
    level = Pyramid(radiograph).level(0)
    assert level.planes[0] is radiograph.channels[0].pixels
    assert (level.scale_x, level.scale_y) == (1.0, 1.0)


def test_coarse_levels_are_means_of_both_energies() -> None:
    radiograph = pair(256, 1024)
    level = Pyramid(radiograph).level(2)
    assert level.shape == (64, 256)
    for plane, channel in zip(level.planes, radiograph.channels, strict=True):
        means = channel.pixels.reshape(64, 4, 256, 4).mean(axis=(1, 3))
        assert np.abs(plane - means).max() <= 1.0
        assert not plane.flags.writeable


def test_a_coarse_level_does_not_wait_for_those_between() -> None:
    pyramid = Pyramid(pair(64, 4096))
    pyramid.level(4)
    assert set(pyramid._levels) == {0, 4}


def test_levels_agree_whichever_comes_first() -> None:
    radiograph = pair(128, 2048)
    straight = Pyramid(radiograph).level(3)
    stepwise = Pyramid(radiograph)
    stepwise.level(1)
    stepwise.level(2)
    assert np.abs(straight.planes[0].astype(int) - stepwise.level(3).planes[0]).max() <= 2


@given(
    st.floats(0.001, 40.0, allow_nan=False),
    st.integers(1, 900),
    st.integers(1, 5000),
)
def test_the_chosen_level_is_as_fine_as_the_screen_and_no_finer(
    scale: float, rows: int, columns: int
) -> None:
    pyramid = Pyramid(Radiograph((Channel(Energy.SINGLE, np.zeros((rows, columns), np.uint16)),)))
    number = pyramid.number_for(scale, scale)
    assert 0 <= number < pyramid.depth
    assert 0.5**number >= min(scale, 1.0) * 0.999
    if number + 1 < pyramid.depth and scale < 1.0:
        assert 0.5 ** (number + 1) < scale * 1.001


def test_a_preview_keeps_the_coordinates_of_the_whole() -> None:
    whole = pair(128, 1024)
    coarse = tuple(
        Channel(c.energy, np.ascontiguousarray(c.pixels[::8, ::8])) for c in whole.channels
    )
    pyramid = Pyramid(Radiograph(coarse), full_shape=(128, 1024))
    assert pyramid.level(0).scale_x == pytest.approx(1 / 8)
    assert pyramid.number_for(0.1, 0.1) == 0


def test_there_is_no_level_beyond_the_last() -> None:
    with pytest.raises(IndexError, match="levels 0 to 2"):
        Pyramid(pair(64, 1024)).level(3)
