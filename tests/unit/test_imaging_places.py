"""Where what was measured lies: boxes to point at, on scenes whose truth is known."""

from __future__ import annotations

import dataclasses

import numpy as np

from imaging.energy import survey
from imaging.outline import Box
from imaging.phantom import SceneOptions, make_scene
from imaging.places import END, GOODS, OPAQUE, WHOLE
from imaging.radiograph import Channel, Energy, Radiograph, Source

AIR = 60_000


def slab(thick: float, box: Box, *, ratio: float = 1.0) -> Radiograph:
    """A wall of 1.0 around, with something of another thickness in it."""
    planes = []
    for factor in (1.0, ratio):
        depth = np.zeros((80, 160))
        depth[10:70, 10:150] = 0.3
        x, y, wide, high = box
        depth[y : y + high, x : x + wide] = thick
        planes.append(np.clip(AIR * np.exp(-depth * factor), 1, 65535).astype("u2"))
    return Radiograph(
        (
            Channel(Energy.HIGH, planes[0], air=AIR, kilovolts=6000.0),
            Channel(Energy.LOW, planes[1], air=AIR, kilovolts=4000.0),
        ),
        (50.0, 50.0),
        Source(study_uid="1.2.3", object_id="X"),
    )


def near(one: Box, other: Box, pixels: int = 3) -> bool:
    return all(abs(a - b) <= pixels for a, b in zip(one, other, strict=True))


def test_goods_and_what_nothing_penetrates_are_found_where_they_are() -> None:
    box = (60, 30, 30, 20)
    found = survey(slab(2.5, box, ratio=1.2)).places
    assert near(found[WHOLE], (10, 10, 140, 60))
    assert near(found[GOODS], box)
    assert OPAQUE not in found
    assert near(survey(slab(12.0, box)).places[OPAQUE], box)


def test_nothing_is_pointed_at_where_nothing_is() -> None:
    assert set(survey(slab(0.3, (20, 20, 5, 5))).places) == {WHOLE}


def test_a_part_of_a_picture_has_no_places() -> None:
    assert survey(slab(2.5, (60, 30, 30, 20)), (20, 20, 80, 40)).places == {}


def test_the_end_that_a_false_wall_takes_is_pointed_at() -> None:
    options = dataclasses.replace(
        SceneOptions.well_kept("container20"), loads=("empty",), with_twin=False
    )
    scene = make_scene(
        770_001, equipment="container20", rows=300, irregularity="false_wall", options=options
    )
    found = survey(scene.radiograph)
    assert found.inner is not None
    columns = np.flatnonzero(scene.mask.any(axis=0))
    x, _, wide, _ = found.places[END]
    assert x <= columns.mean() <= x + wide
    deep = max(found.inner.left_m, found.inner.right_m)
    assert abs(wide * (scene.radiograph.mm_per_pixel or (0.0, 0.0))[1] / 1000.0 - deep) < 0.2
