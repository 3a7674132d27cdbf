from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from app.ui.viewer.camera import Camera
from app.ui.viewer.orientation import Orientation

ALL = [Orientation(mirrored, quarters) for mirrored in (False, True) for quarters in range(4)]
orientations = st.sampled_from(ALL)
few = settings(max_examples=60, deadline=None)
shares = st.floats(0.0, 1.0)


@st.composite
def cameras(draw: st.DrawFn) -> Camera:
    camera = Camera(
        columns=draw(st.integers(8, 65000)),
        rows=draw(st.integers(8, 4000)),
        width=draw(st.integers(160, 3000)),
        height=draw(st.integers(120, 2000)),
        ratio=draw(st.sampled_from([1.0, 1.25, 1.5, 2.0])),
        aspect=draw(st.floats(0.25, 4.0)),
        orientation=draw(orientations),
    )
    placed = dataclasses.replace(
        camera,
        zoom=camera.fit_zoom * 30.0 ** draw(shares),
        x=camera.columns * draw(shares),
        y=camera.rows * draw(shares),
    )
    return placed.bounded()


@few
@given(cameras(), shares, shares)
def test_a_stored_point_comes_back_from_the_screen(camera: Camera, x: float, y: float) -> None:
    point = (x * camera.columns, y * camera.rows)
    back = camera.to_stored(camera.to_screen(point))
    assert back == pytest.approx(point, rel=1e-9, abs=1e-6)
    by_transform = camera.transform.map(QPointF(*point))
    there = camera.to_screen(point)
    assert (by_transform.x(), by_transform.y()) == pytest.approx(
        (there.x(), there.y()), rel=1e-6, abs=1e-3
    )


@few
@given(cameras(), shares, shares, st.floats(1.0, 3.0))
def test_a_zoom_in_keeps_the_point_under_the_pointer(
    camera: Camera, x: float, y: float, factor: float
) -> None:
    place = QPointF(x * camera.width, y * camera.height)
    nearer = camera.zoomed(factor, place)
    # Where the image is smaller than the window it stays in its middle instead.
    inside = QRectF(0, 0, camera.width, camera.height)
    if camera.screen_box((0.0, 0.0, camera.columns, camera.rows)).contains(inside):
        before, after = camera.to_stored(place), nearer.to_stored(place)
        assert after == pytest.approx(before, rel=1e-6, abs=1e-6)


@few
@given(cameras(), st.floats(-4000, 4000), st.floats(-4000, 4000), st.floats(0.01, 100.0))
def test_no_gesture_leaves_the_image(camera: Camera, dx: float, dy: float, factor: float) -> None:
    for moved in (camera.panned(dx, dy), camera.zoomed(factor), camera.height_fitted()):
        x, y, wide, high = moved.visible
        assert x >= 0.0
        assert y >= 0.0
        assert x + wide <= camera.columns + 1e-6
        assert y + high <= camera.rows + 1e-6
        assert moved.zoom >= camera.fit_zoom * (1 - 1e-9)
        shown = moved.screen_box((0.0, 0.0, camera.columns, camera.rows))
        assert (
            shown.width() >= camera.width - 1e-3
            or abs(shown.center().x() - camera.width / 2) < 1e-3
        )


@few
@given(cameras(), st.floats(-200, 200), st.floats(-200, 200))
def test_a_pan_goes_where_the_hand_goes(camera: Camera, dx: float, dy: float) -> None:
    nearer = camera.zoomed(4.0)
    moved = nearer.panned(dx, dy)
    spot = nearer.to_stored(QPointF(camera.width / 2, camera.height / 2))
    away = moved.to_screen(spot) - nearer.to_screen(spot)
    # At an edge it stops, never turns back.
    assert away.x() * dx + 1e-3 >= -1e-3
    assert abs(away.x()) <= abs(dx) + 1e-3
    assert abs(away.y()) <= abs(dy) + 1e-3


@few
@given(orientations, st.floats(-9, 9), st.floats(-9, 9))
def test_flips_and_turns_are_what_their_names_say_on_screen(
    orientation: Orientation, x: float, y: float
) -> None:
    across, down = orientation.to_screen(x, y)
    assert orientation.flipped_left_right().to_screen(x, y) == (-across, down)
    assert orientation.flipped_up_down().to_screen(x, y) == (across, -down)
    assert orientation.turned().to_screen(x, y) == (-down, across)


def test_only_the_upright_picture_has_no_words_for_it() -> None:
    words = [orientation.words for orientation in ALL]
    assert len(set(words)) == 8
    assert [orientation for orientation in ALL if not orientation.words] == [Orientation()]


@few
@given(cameras(), orientations)
def test_a_turned_picture_stands_over_the_same_place(
    camera: Camera, orientation: Orientation
) -> None:
    near = camera.zoomed(40.0)
    there = near.laid(orientation)
    x, y = near.x / camera.columns, near.y / camera.rows
    if there.visible[2] < camera.columns * 2 * min(x, 1 - x) and (
        there.visible[3] < camera.rows * 2 * min(y, 1 - y)
    ):
        assert (there.x, there.y) == pytest.approx((near.x, near.y))
    whole = camera.fitted().laid(orientation)
    assert whole.visible == pytest.approx((0.0, 0.0, camera.columns, camera.rows), abs=1e-6)


@pytest.mark.parametrize("orientation", ALL)
def test_fit_height_fills_the_height_of_the_window(orientation: Orientation) -> None:
    camera = Camera(1600, 900, 700.0, 500.0, aspect=1.2, orientation=orientation).fitted()
    tall = camera.height_fitted()
    shown = tall.screen_box((0.0, 0.0, 1600.0, 900.0))
    assert shown.height() >= 500.0 - 1e-6
    if tall.zoom > tall.fit_zoom:
        assert shown.height() == pytest.approx(500.0)


@pytest.mark.parametrize("orientation", ALL)
@pytest.mark.parametrize("ratio", [1.0, 1.5])
def test_the_renderer_is_asked_for_what_the_camera_shows(
    orientation: Orientation, ratio: float
) -> None:
    camera = Camera(1600, 900, 700.0, 500.0, ratio=ratio, orientation=orientation).opened()
    view = camera.view
    assert (view.width, view.height) == (700 * ratio, 500 * ratio)
    assert (view.x, view.y) == pytest.approx(camera.to_stored(QPointF(0, 0)))
    assert (view.mirror_x, view.mirror_y, view.turns) == (
        orientation.mirrored,
        False,
        orientation.quarters,
    )
