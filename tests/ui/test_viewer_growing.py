"""A view that grows while one looks: nothing moves but its end, and what was seen stays seen."""

from __future__ import annotations

import pytest

from app.ui.viewer.camera import Camera
from app.ui.viewer.seen import SeenGrid

HIGH = Camera(columns=4000, rows=1000, width=800, height=500, zoom=0.5, x=1000, y=500)


def test_nothing_moves_when_the_end_is_out_of_sight() -> None:
    longer = HIGH.grown(6000)
    assert longer.visible == HIGH.visible
    assert longer.zoom == HIGH.zoom
    assert longer.columns == 6000


def test_who_watches_the_end_sees_what_comes() -> None:
    at_end = HIGH.panned(-10_000, 0).bounded()
    x, _, wide, _ = at_end.grown(6000).visible
    assert x + wide == pytest.approx(6000)
    assert at_end.grown(6000).zoom == at_end.zoom


def test_a_whole_view_keeps_its_scale_while_it_grows() -> None:
    whole = Camera(columns=500, rows=1000, width=800, height=500).fitted()
    longer = whole.grown(1000)
    assert longer.zoom == whole.zoom
    assert longer.visible[2] == pytest.approx(1000)


@pytest.mark.parametrize(("before", "after"), [(1000, 1500), (700, 30_000), (512, 513)])
def test_what_was_seen_stays_seen_and_no_more(before: int, after: int) -> None:
    grid = SeenGrid(before, 1000)
    grid.note((0.0, 0.0, before, 1000.0))
    assert grid.complete
    longer = grid.grown(after)
    assert longer.size == (after, 1000)
    assert not longer.complete
    assert longer.seen_between(0.0, before - after / 16)
    assert longer.share <= before / after + 1e-9


def test_what_was_not_seen_is_not_seen_after() -> None:
    grid = SeenGrid(1000, 1000)
    grid.note((0.0, 0.0, 500.0, 1000.0))
    longer = grid.grown(2000)
    assert 0.2 <= longer.share <= 0.25
    assert not longer.seen_between(450.0, 1000.0)
