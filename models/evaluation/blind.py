"""Is the blind-spot map right? Balls of known mass in scenes whose every photon is known.

At many places a ball is laid into the noise-free scene, sent through the same beam, scatter and
blur, and made heavier until the ideal observer reaches d' = 5. The observer knows the ball, the
noise of each pixel and the mean around the place; what it does not know is the load's own pattern,
whose variance is that of the noise-free scene around the place. The map is worked out from the
stored, noisy scan alone.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from imaging.blind import blind_map
from imaging.blind_observer import DENSITY, DPRIME, LARGEST_G, SMALLEST_G, Hidden
from imaging.material import scale_of
from imaging.phantom import EQUIPMENT
from imaging.phantom.beam import Beam, make_beam
from imaging.phantom.canvas import Canvas
from imaging.phantom.detector import gains_of, noise_deviation, optics
from imaging.phantom.options import SceneOptions
from imaging.phantom.plan import Plan, draw_plan, stream
from imaging.phantom.scene import render
from models.evaluation.figures import Figure, median, share

Floats = npt.NDArray[np.float32]

FIRST_SEED = 12_500_000
ROWS = 700
PLACES = 12
"""Places tried in each scene."""
CLOSE = 0.2
_HALF = 40
"""Pixels either way of a place that are looked at."""
_SHIFTS = 18
"""Pixels either way over which the pattern around a place is sampled."""
_LOW, _HIGH = math.log(SMALLEST_G), math.log(LARGEST_G)
_MATERIAL = {Hidden.STEEL: "steel", Hidden.ORGANIC: "organic", Hidden.LEAD: "lead"}


@dataclasses.dataclass(frozen=True, slots=True)
class Tried:
    """One place and material: what the map says and what the simulation found, in grams."""

    what: Hidden
    said: float
    found: float

    @property
    def beyond(self) -> bool:
        """Whether both lie at the same end of what the map tells: it is right, and tells little."""
        ends = ((SMALLEST_G, 1.05), (LARGEST_G, 0.95))
        return any(
            all((one / end - factor) * (factor - 1.0) <= 0.0 for one in (self.said, self.found))
            for end, factor in ends
        )

    @property
    def ratio(self) -> float:
        """Said over found."""
        return self.said / self.found


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class _Known:
    """Everything about a scene without noise."""

    plan: Plan
    beam: Beam
    canvas: Canvas
    clean: Floats
    light: Floats
    variance: Floats


def tried_places(scenes: int, first_seed: int = FIRST_SEED) -> Iterator[Tried]:
    """Compare map and simulation at places picked evenly over benign scenes."""
    names = list(EQUIPMENT)
    for number in range(scenes):
        name, seed = names[number % len(names)], first_seed + number
        plan = draw_plan(seed, name, ROWS, None, SceneOptions.well_kept(name))
        radiograph = render(plan, with_twin=False).radiograph
        said = blind_map(radiograph, scale_of(radiograph))
        known = _known(plan)
        rng = np.random.Generator(np.random.PCG64(seed))
        rows, columns = radiograph.shape
        for _ in range(PLACES):
            y = int(rng.integers(_HALF + _SHIFTS, rows - _HALF - _SHIFTS))
            x = int(rng.integers(_HALF + _SHIFTS, columns - _HALF - _SHIFTS))
            for what in Hidden:
                at = columns - 1 - x if plan.scanner.mirror else x
                grams = said.at(x + 0.5, y + 0.5, what)
                found = _smallest(known, (y, at), what)
                if grams is not None:
                    yield Tried(what, grams, found)


def figures(tried: list[Tried]) -> list[Figure]:
    """Return the median of said over found, and the share of places within a fifth."""
    out = [share("blind.beyond", [one.beyond for one in tried])]
    tried = [one for one in tried if not one.beyond]
    for name, some in (
        ("", tried),
        *((f".{what.value}", [one for one in tried if one.what is what]) for what in Hidden),
    ):
        out.append(median(f"blind.ratio{name}", [one.ratio for one in some]))
        hits = [1.0 / (1.0 + CLOSE) <= one.ratio <= 1.0 + CLOSE for one in some]
        out.append(share(f"blind.within_20{name}", hits))
    return out


def _known(plan: Plan) -> _Known:
    canvas = Canvas(plan.fan)
    canvas.draw(plan.stage.solids)
    for items in plan.packed:
        canvas.draw(solid for item in items for solid in item.solids)
    for layer in canvas.layers.values():
        np.maximum(layer, 0.0, out=layer)
    beam = make_beam(plan.scanner.beam)
    clean = beam.transmit(canvas.layers, plan.fan.secant())
    light = optics(clean[:2], plan.scanner)
    # Rows, modules and pulses that read a little brighter are a pattern like the load's own.
    light *= gains_of(light.shape, plan.scanner, stream(plan.seed, 9))
    area = plan.fan.row_pitch * plan.fan.column_pitch
    variance = noise_deviation(clean, light, area, plan.scanner) ** 2
    variance += plan.scanner.electronic**2 / area
    # What is stored is rounded to whole counts.
    step = 1.0 / (plan.scanner.air * (2**plan.scanner.bits - 1))
    return _Known(plan, beam, canvas, clean, light, variance + np.float32(step**2 / 12.0))


def _smallest(known: _Known, place: tuple[int, int], what: Hidden) -> float:
    """Return the mass in grams at which the observer reaches d' = 5, within the map's limits."""
    low, high = _LOW, _HIGH
    if _dprime(known, place, what, LARGEST_G) < DPRIME:
        return LARGEST_G
    while high - low > 0.01:
        middle = 0.5 * (low + high)
        if _dprime(known, place, what, math.exp(middle)) < DPRIME:
            low = middle
        else:
            high = middle
    return math.exp(0.5 * (low + high))


def _dprime(known: _Known, place: tuple[int, int], what: Hidden, grams: float) -> float:
    window = np.s_[place[0] - _HALF : place[0] + _HALF, place[1] - _HALF : place[1] + _HALF]
    ball = _ball(known, what, grams)
    layers = {name: np.array(layer[window]) for name, layer in known.canvas.layers.items()}
    name = _MATERIAL[what]
    layers[name] = layers.get(name, np.zeros_like(ball)) + ball
    secant = known.plan.fan.secant()[window[0]]
    with_it = known.beam.transmit(layers, secant)[:2]
    psf = known.plan.scanner.psf
    change = with_it - known.clean[:2][:, *window]
    change[1, :, :-1] = 0.5 * (change[1, :, :-1] + change[1, :, 1:])
    change /= np.float32(1.0 + known.plan.scanner.scatter)
    if psf > 0.05:
        change = np.stack([cv2.GaussianBlur(plane, (0, 0), psf) for plane in change])
    light, variance = known.light[:, *window], known.variance[:, *window]
    signal = change / light
    weight = signal * light**2 / variance
    strength = float((weight * signal).sum(dtype=np.float64))
    met = _met(known, place, np.asarray(weight, np.float32), signal)
    return strength / math.sqrt(strength + met)


def _ball(known: _Known, what: Hidden, grams: float) -> Floats:
    """Areal mass of a ball in the middle of a window, g/cm2, averaged over each pixel."""
    fan, fine = known.plan.fan, 4
    radius = (3.0 * grams / (4.0 * math.pi * DENSITY[what])) ** (1.0 / 3.0)
    count = 2 * _HALF * fine
    steps = (np.arange(count) + 0.5) / fine - _HALF - 0.5
    y, x = np.meshgrid(steps * fan.row_pitch, steps * fan.column_pitch, indexing="ij")
    thick = 2.0 * DENSITY[what] * np.sqrt(np.maximum(radius**2 - x**2 - y**2, 0.0))
    areal = thick.reshape(2 * _HALF, fine, 2 * _HALF, fine).mean(axis=(1, 3))
    area = fan.row_pitch * fan.column_pitch
    total = float(areal.sum()) * area
    # A ball that is smaller than the grid still weighs what it weighs.
    factor = grams / total if total > 0.0 else 0.0
    if factor == 0.0:
        areal[_HALF, _HALF] = grams / area
        factor = 1.0
    return np.asarray(areal * factor, np.float32)


def _met(known: _Known, place: tuple[int, int], weight: Floats, signal: Floats) -> float:
    """Mean square of the observer's reading of the load's own pattern around a place."""
    reach = _HALF + _SHIFTS
    part = np.s_[place[0] - reach : place[0] + reach, place[1] - reach : place[1] + reach]
    thick = -np.log(np.maximum(known.light[:, *part], 1e-9))
    total = np.abs(signal[0]).sum()
    steps = np.arange(2 * _HALF) - _HALF + 0.0
    middle = float((np.abs(signal[0]).sum(axis=0) * steps).sum() / total)
    spread = (np.abs(signal[0]).sum(axis=0) * (steps - middle) ** 2).sum() / total
    width = max(0.9, math.sqrt(float(spread)))
    read = np.zeros((2 * _SHIFTS + 1, 2 * _SHIFTS + 1), np.float64)
    for plane, kernel in zip(thick, weight, strict=True):
        known_mean = cv2.GaussianBlur(plane, (0, 0), 3.0 * width)
        apart = np.asarray(plane - known_mean, np.float32)
        read += cv2.matchTemplate(apart, kernel, cv2.TM_CCORR)[: read.shape[0], : read.shape[1]]
    return float(np.mean(read**2))
