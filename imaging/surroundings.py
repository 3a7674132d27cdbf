"""A place of a scan with what is around it, and what it is compared with."""

from __future__ import annotations

import dataclasses

import cv2
import numpy as np
import numpy.typing as npt

from imaging.background import Hole, make_hole, moved
from imaging.material import MaterialScale
from imaging.outline import Box
from imaging.radiograph import Radiograph
from imaging.repeats import Repeat, Step, find_repeat
from imaging.weighing import Floats, Measured, measure

Mask = npt.NDArray[np.bool_]

_MARGIN_MM = {False: 700.0, True: 60.0}
_BESIDE_SHARE, _ABOVE_SHARE = 2.2, 1.3
"""Of the width beside a place, and of its height above it, that are looked at."""
_MARGIN_PX = 120
_PATTERN_G_CM2 = {False: 1.5, True: 0.15}
"""Spread of areal density from which a pattern is goods and not the ribs of a wall, by tube."""
_MOST_PLACES = 12
_LEAST_PIECES = 3
_PAD = 2
"""Pixels by which an object is taken to be wider than its outline: blur."""


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """A place with what is around it.

    Attributes
    ----------
    box
        (x, y, width, height) of the part of the scan, in stored pixels.
    measured
        The part, weighed.
    hole
        The object in it, and what its background is taken from.
    repeat
        How the load repeats there.
    """

    box: Box
    measured: Measured
    hole: Hole
    repeat: Repeat


def surroundings(
    radiograph: Radiograph, box: Box, mask: Mask | None, scale: MaterialScale
) -> Surroundings:
    """Cut out a place with what is around it.

    Parameters
    ----------
    radiograph
        One energy or two.
    box
        (x, y, width, height) in stored pixels, inside the image.
    mask
        ``bool`` of any size over the box: what of it is the object; all of it when None.
    scale
        What the ratios of the energies mean.
    """
    part = _around(box, radiograph, tube=scale.rises)
    measured = measure(radiograph, part, scale)
    body = laid(box, part, mask, measured.thick.shape)
    spread = _PATTERN_G_CM2[scale.rises]
    repeat = find_repeat(measured.grams, body, least_spread=spread)
    return Surroundings(part, measured, make_hole(measured.thick, body, repeat), repeat)


def difference(place: Surroundings, plane: Floats) -> tuple[float, float]:
    """Return the mean of a plane where the object is, and over what it is compared with.

    Parameters
    ----------
    place
        Object and surroundings.
    plane
        ``float32`` of the size of ``place.measured``.
    """
    body = core(place.hole.mask)
    means = [mean_at(plane, body, step) for step in neighbours(place)[0]]
    around = float(np.mean(means)) if means else float(plane[~place.hole.mask].mean())
    return float(plane[body].mean()), around


def _around(box: Box, radiograph: Radiograph, *, tube: bool) -> Box:
    x, y, wide, high = box
    pitch = radiograph.mm_per_pixel
    least = [_MARGIN_MM[tube] / mm if pitch else _MARGIN_PX for mm in (pitch or (1.0, 1.0))]
    reach_y = round(max(least[0], _ABOVE_SHARE * high))
    reach_x = round(max(least[1], _BESIDE_SHARE * wide))
    rows, columns = radiograph.shape
    left, top = max(0, x - reach_x), max(0, y - reach_y)
    right, bottom = min(columns, x + wide + reach_x), min(rows, y + high + reach_y)
    return left, top, right - left, bottom - top


def laid(box: Box, part: Box, mask: Mask | None, shape: tuple[int, ...]) -> Mask:
    """Lay an object over the part that was cut out, a little wider than it is."""
    rows, columns = shape
    down, over = rows / part[3], columns / part[2]
    x0, y0 = round((box[0] - part[0]) * over), round((box[1] - part[1]) * down)
    x1 = max(x0 + 1, round((box[0] + box[2] - part[0]) * over))
    y1 = max(y0 + 1, round((box[1] + box[3] - part[1]) * down))
    body = np.ones((1, 1), np.uint8) if mask is None else mask.astype(np.uint8)
    laid = np.zeros((rows, columns), np.uint8)
    within = cv2.resize(body, (x1 - x0, y1 - y0), interpolation=cv2.INTER_NEAREST)
    laid[y0:y1, x0:x1] = within[: rows - y0, : columns - x0]
    if laid.all():
        return np.asarray(laid > 0)
    side = 2 * _PAD + 1
    return np.asarray(cv2.dilate(laid, np.ones((side, side), np.uint8)) > 0)


def core(mask: Mask) -> Mask:
    """Return an object without the rim that was added to it."""
    side = 2 * _PAD + 1
    inner = cv2.erode(mask.astype(np.uint8), np.ones((side, side), np.uint8)) > 0
    return np.asarray(inner) if inner.any() else mask


def neighbours(place: Surroundings) -> tuple[list[Step], bool]:
    """Return steps to what the object is compared with, and whether they are pieces of a stack."""
    hole = place.hole
    if place.repeat.found:
        alike = _like_it(place, _grid(place.repeat, hole.mask))
        if len(alike) >= _LEAST_PIECES:
            return alike[: 2 * _MOST_PLACES], True
    ys, xs = np.flatnonzero(hole.mask.any(1)), np.flatnonzero(hole.mask.any(0))
    high, wide = int(np.ptp(ys)) + 3, int(np.ptp(xs)) + 3
    beside = [(0, i * wide) for i in range(-6, 7)]
    above = [(j * high, 0) for j in range(-3, 4)]
    fits = [step for step in beside if _free(hole.mask, step)]
    if len(fits) < 2:
        fits += [step for step in above if _free(hole.mask, step)]
    fits.sort(key=lambda step: abs(step[0]) + abs(step[1]))
    return fits[:_MOST_PLACES], False


def _grid(repeat: Repeat, mask: Mask) -> list[Step]:
    across, down = repeat.across or (0, 0), repeat.down or (0, 0)
    found = {
        (i * across[0] + j * down[0], i * across[1] + j * down[1])
        for j in range(-6, 7)
        for i in range(-12, 13)
    }
    steps = [step for step in found if step != (0, 0) and _free(mask, step)]
    return sorted(steps, key=lambda step: (abs(step[0]) + abs(step[1]), step))


def _free(mask: Mask, step: Step) -> bool:
    """Whether a place of the object's shape lies in the picture, and beside the object."""
    ys, xs = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    rows, columns = mask.shape
    if not (ys[0] + step[0] >= 0 and ys[-1] + step[0] < rows):
        return False
    if not (xs[0] + step[1] >= 0 and xs[-1] + step[1] < columns):
        return False
    return not bool((mask & np.asarray(moved(mask, step), np.bool_)).any())


def _like_it(place: Surroundings, steps: list[Step]) -> list[Step]:
    """Return the steps to pieces whose surroundings are those of the object: the same stack."""
    grams, mask = place.measured.grams, place.hole.mask
    rim = ring(mask)
    here = float(grams[rim].mean())
    spread = max(float(grams[rim].std()), 0.05 * here)
    found = []
    for step in steps:
        there = np.asarray(moved(grams, step))[rim & ~np.asarray(moved(mask, step), np.bool_)]
        if there.size and abs(float(there.mean()) - here) < spread:
            found.append(step)
    return found


def ring(mask: Mask) -> Mask:
    """Return the narrow band around an object."""
    body = mask.astype(np.uint8)
    outer = cv2.dilate(body, np.ones((15, 15), np.uint8))
    return np.asarray((outer > 0) & ~mask)


def mean_at(plane: Floats, mask: Mask, step: Step) -> float:
    """Return the mean of a plane over an object, moved by a step."""
    ys, xs = np.nonzero(mask)
    return float(plane[ys + step[0], xs + step[1]].mean())
