"""A window that slides over what is painted shows what painting all of it would."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from imaging.canvas import Sliding
from imaging.display import Colour, DisplaySettings, Highlight, Palette, View
from imaging.phantom import make_scene
from imaging.pyramid import Pyramid
from imaging.radiograph import Radiograph
from imaging.renderer import Renderer

PALETTE = Palette(((230, 140, 40), (60, 180, 80), (60, 90, 230), (150, 30, 120)))
COLOURED = DisplaySettings(colour=Colour.MATERIAL)
SETTINGS = (
    COLOURED,
    DisplaySettings(),
    dataclasses.replace(COLOURED, highlights=(Highlight(0.2, 1.0, 1),)),
    dataclasses.replace(COLOURED, local=0.5),
)


@pytest.fixture(scope="module")
def radiograph() -> Radiograph:
    return make_scene(4, equipment="container20", rows=128).radiograph


@pytest.mark.parametrize("settings", SETTINGS)
def test_sliding_shows_what_painting_all_of_it_would(
    radiograph: Radiograph, settings: DisplaySettings
) -> None:
    sliding, whole = Renderer(Pyramid(radiograph), PALETTE), Renderer(Pyramid(radiograph), PALETTE)
    # Along, aside, past the ends of the room and of the image, and larger.
    view, generator = View(5.0, 0.0, 1.3, 1.3, 90, 70), np.random.default_rng(3)
    for number in range(60):
        along, aside = generator.integers(-20, 60), generator.integers(-12, 13)
        view = dataclasses.replace(view, x=view.x + along, y=view.y + aside * (number % 2) / 1.3)
        if number % 20 == 19:
            view = dataclasses.replace(view, x=-30.0, y=-10.0, width=view.width + 40)
        whole._painted = None
        np.testing.assert_array_equal(
            sliding.render(view, settings), whole.render(view, settings), f"step {number}"
        )


def test_a_plane_keeps_what_it_shares_with_the_one_before() -> None:
    sliding = Sliding(np.uint16)
    sliding.fresh((5, 40))
    sliding.plane[:] = np.arange(40)
    for step in range(1, 100):
        boxes = sliding.slide((7, 0), (5, 40))
        assert boxes == [(33, 0, 40, 5)]
        sliding.plane[:, 33:] = np.arange(33, 40) + 7 * step
        assert (sliding.plane == np.arange(40) + 7 * step).all()


def test_a_plane_that_jumps_is_filled_anew() -> None:
    sliding = Sliding(np.uint8)
    sliding.fresh((5, 40))
    assert sliding.slide((40, 0), (6, 30)) == [(0, 0, 30, 6)]
    assert sliding.plane.shape == (6, 30)


@pytest.mark.parametrize(
    "settings",
    [
        DisplaySettings(),
        DisplaySettings(colour=Colour.MATERIAL, hatch=True),
        DisplaySettings(local=0.5, sharpen=0.5, denoise=0.4),
    ],
)
def test_a_settled_picture_follows_from_view_phase_and_settings_alone(
    radiograph: Radiograph, settings: DisplaySettings
) -> None:
    """What a hand dragged over the screen is painted again, years later, bit for bit."""
    dragged = Renderer(Pyramid(radiograph), PALETTE)
    view = View(20.3, 10.1, 0.9, 0.93, 300, 200)
    dragged.render(view, settings)
    for _ in range(4):
        view = dataclasses.replace(view, x=view.x + 7.3, y=view.y + 4.6)
        dragged.render(view, settings)
    assert dragged.settle()
    was = dragged.render(view, settings).copy()
    assert not dragged.settle()
    later = Renderer(Pyramid(radiograph), PALETTE)
    phase = dragged.phase
    assert phase is not None
    later.stand(view, phase)
    assert np.array_equal(later.render(view, settings), was)
    assert later.phase == phase
    assert not np.array_equal(Renderer(Pyramid(radiograph), PALETTE).render(view, settings), was)
