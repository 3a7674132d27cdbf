"""From lines of sight to two noisy pictures: transmission, scatter, blur, noise, lag, gain.

Scatter follows the shape of the kernels of Sun and Star-Lack (Phys. Med. Biol. 55 (2010) 6695):
each ray is a source whose strength grows with the primary it carries and the path it crossed,
spread by a kernel whose width depends on that path. A fan lights one column at a time, so that it
spreads along the column only.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping

import cv2
import numpy as np

from imaging.yard.beam import Beam
from imaging.yard.grid import Floats
from imaging.yard.scanner import Scanner
from imaging.yard.substances import SUBSTANCES
from imaging.yard.texture import Rng

SCATTER_PATHS = (0.0, 1.0, 2.5, math.inf)
"""Mean free paths that part thin from thick; each group has a kernel of its own."""
SCATTER_WIDTHS = (90.0, 55.0, 30.0)
"""Standard deviation of each group's kernel in cm: what is thick scatters from its near side."""
_MOST_PATHS = 18.0
_TAPS = 9


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Rays:
    """What arrives without scatter, as shares of air.

    Attributes
    ----------
    signal
        ``float32`` (2, rows, columns): high and low energy.
    spread
        ``float32``, the same shape: variance of one quantum's worth in air.
    """

    signal: Floats
    spread: Floats


def transmit(beam: Beam, lines: Mapping[str, Floats]) -> Rays:
    """Attenuate a beam by Beer and Lambert's law.

    Parameters
    ----------
    beam
        Its spectra.
    lines
        For each substance the areal mass along each ray, ``float32`` (rows, columns), g/cm2.
    """
    shape = next(iter(lines.values())).shape
    mu = np.stack([SUBSTANCES[name].attenuation(beam.energies) for name in lines], axis=1)
    weights = np.concatenate([beam.signal, beam.spread])
    maps = [line.reshape(-1) for line in lines.values()]
    out = np.empty((4, maps[0].size), dtype=np.float32)
    step = 1 << 15
    for start in range(0, maps[0].size, step):
        part = np.stack([m[start : start + step] for m in maps])
        # Sums in double precision do not depend on how many threads make them.
        passed = np.exp(-(mu @ part).astype(np.float32))
        out[:, start : start + step] = weights @ passed
    both = out.reshape(4, *shape)
    return Rays(both[:2], both[2:])


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Chance:
    """The noise of one scan, drawn once: a scene and its twin share it.

    Attributes
    ----------
    quantum, dark
        ``float32`` (2, rows, columns), standard normal.
    dose
        ``float32`` (2, 1, columns), standard normal, partly common to both energies.
    modules
        ``float32`` (2, 4, modules): gain, its slope and bend across a module, and its dependence on
        the level; standard normal.
    dead
        Rows that do not answer.
    """

    quantum: Floats
    dark: Floats
    dose: Floats
    modules: Floats
    dead: tuple[int, ...]


def draw_chance(rng: Rng, scanner: Scanner, shape: tuple[int, int]) -> Chance:
    """Draw the noise of a scan of a shape."""
    rows, columns = shape
    both = rng.standard_normal((1, 1, columns), dtype=np.float32)
    own = rng.standard_normal((2, 1, columns), dtype=np.float32)
    modules = math.ceil(rows / scanner.module_rows)
    dead = rng.choice(np.arange(2, rows - 2), size=scanner.dead_rows, replace=False)
    return Chance(
        quantum=rng.standard_normal((2, rows, columns), dtype=np.float32),
        dark=rng.standard_normal((2, rows, columns), dtype=np.float32),
        dose=np.float32(0.8) * both + np.float32(0.6) * own,
        modules=rng.standard_normal((2, 4, modules), dtype=np.float32),
        dead=tuple(int(row) for row in dead),
    )


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Means:
    """What a perfect count would give, scatter and blur included; shapes as in `Rays`."""

    signal: Floats
    variance: Floats


def expect(rays: Rays, scanner: Scanner, pitch: float) -> Means:
    """Return mean and variance of both signals: scatter added, optics blurred.

    Parameters
    ----------
    rays
        What arrives without scatter.
    scanner
        The machine.
    pitch
        Size of a pixel in cm.
    """
    signals, variances = [], []
    for index in range(2):
        scatter = scattered(rays.signal[index], scanner.scatter * (1.0, 1.33)[index], pitch)
        signal = _blurred(rays.signal[index] + scatter, scanner)
        if index == 1 and scanner.sideways > 0:
            signal = _beside(signal, scanner.sideways)
        # A scattered quantum is softer than a primary one; it is taken to leave as much.
        noise = (rays.spread[index] + scatter) / np.float32(scanner.quanta[index])
        signals.append(signal)
        variances.append(noise + np.float32(scanner.electronic**2))
    return Means(np.stack(signals), np.stack(variances))


def scattered(primary: Floats, amount: float, pitch: float) -> Floats:
    """Return scatter for a primary picture, ``float32``, in shares of air."""
    if amount <= 0:
        return np.zeros_like(primary)
    paths = np.clip(-np.log(np.maximum(primary, 1e-8)), 0.0, _MOST_PATHS)
    source = np.float32(amount) * primary**0.9 * paths * np.float32(math.e**0.9)
    rows = np.arange(primary.shape[0], dtype=np.float64) * pitch
    apart = rows[:, None] - rows[None, :]
    total = np.zeros_like(primary)
    limits = zip(SCATTER_PATHS[:-1], SCATTER_PATHS[1:], SCATTER_WIDTHS, strict=True)
    scale = min(1.0, float(primary.shape[0] * pitch) / 300.0)
    for thin, thick, width in limits:
        group = np.where((paths >= thin) & (paths < thick), source, np.float32(0))
        spread = width * scale
        kernel = np.exp(-0.5 * (apart / spread) ** 2) * (pitch / (spread * math.sqrt(2 * math.pi)))
        total += (kernel @ group).astype(np.float32)
    return total


def _blurred(picture: Floats, scanner: Scanner) -> Floats:
    down = _line_spread(scanner.blur[0], scanner.tails, scanner.tail_width)
    along = _line_spread(scanner.blur[1], 0.0, 1.0)
    blurred = cv2.sepFilter2D(picture, -1, along, down, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(blurred, dtype=np.float32)


def _line_spread(core: float, tails: float, width: float) -> Floats:
    """A Gaussian core with Lorentzian tails, summing to one."""
    place = np.arange(-_TAPS, _TAPS + 1, dtype=np.float64)
    line = np.where(place == 0, 1.0, 0.0)
    if core > 0.1:
        line = np.exp(-0.5 * (place / core) ** 2)
        line /= line.sum()
    lorentz = 1.0 / (1.0 + (place / width) ** 2)
    mixed = (1.0 - tails) * line + tails * lorentz / lorentz.sum()
    return np.asarray(mixed, dtype=np.float32)


def _beside(picture: Floats, columns: float) -> Floats:
    moved = picture.copy()
    share = np.float32(columns)
    moved[:, 1:] = (1 - share) * picture[:, 1:] + share * picture[:, :-1]
    return moved


def count(means: Means, scanner: Scanner, chance: Chance) -> Floats:
    """Return both noisy signals as shares of air, ``float32`` (2, rows, columns).

    Few quanta are not counted evenly about their mean: the second term of Cornish and Fisher's
    expansion gives the counts of a Poisson process their skew.
    """
    pictures = []
    for index in range(2):
        mean = means.signal[index] * (1 + np.float32(scanner.dose) * chance.dose[index])
        dark = np.float32(scanner.electronic)
        deviation = np.sqrt(np.maximum(means.variance[index] - dark * dark, 0.0))
        normal = chance.quantum[index]
        skew = np.minimum(deviation / np.maximum(mean, np.float32(1e-7)), 1.0)
        quantum = deviation * (normal + skew * (normal * normal - 1) / 6)
        seen = _late(_shared(mean + quantum, scanner.light), scanner)
        seen = seen * _gain(means.signal[index], scanner, chance.modules[index])
        pictures.append(_filled(seen + dark * chance.dark[index], chance.dead))
    return np.stack(pictures)


def _shared(picture: Floats, light: float) -> Floats:
    """Light goes to the pixels above and below, so that their noise is no longer their own."""
    if light <= 0:
        return picture
    column = np.array([light, 1 - 2 * light, light], dtype=np.float32)
    one = np.ones(1, dtype=np.float32)
    return np.asarray(cv2.sepFilter2D(picture, -1, one, column, borderType=cv2.BORDER_REPLICATE))


def _late(picture: Floats, scanner: Scanner) -> Floats:
    """Afterglow: a part of the signal comes with the columns that follow."""
    if scanner.lag <= 0:
        return picture
    taps = np.arange(24)
    glow = np.exp(-taps / scanner.lag_columns)
    glow[0] = 0.0
    line = scanner.lag * glow / glow.sum()
    line[0] = 1 - scanner.lag
    # A filter multiplies with what lies at and after its anchor; the past lies before it.
    row = np.concatenate([line[::-1], np.zeros(23)]).astype(np.float32)
    one = np.ones(1, dtype=np.float32)
    return np.asarray(cv2.sepFilter2D(picture, -1, row, one, borderType=cv2.BORDER_REPLICATE))


def _gain(level: Floats, scanner: Scanner, modules: Floats) -> Floats:
    """What calibration left: a parabola across each module, and a part that grows as it darkens."""
    rows = np.arange(level.shape[0])
    module = rows // scanner.module_rows
    place = (rows % scanner.module_rows) / scanner.module_rows * 2 - 1
    offset, slope, bend, depth = (modules[k][module] for k in range(4))
    even = 1 + scanner.gain * (0.5 * offset + 0.5 * slope * place + 0.7 * bend * (place**2 - 0.33))
    darkness = np.minimum(-np.log(np.maximum(level, np.float32(1e-4))), np.float32(6))
    uneven = np.float32(scanner.bend) * depth[:, None].astype(np.float32) * darkness
    return np.asarray(even[:, None].astype(np.float32) + uneven, dtype=np.float32)


def _filled(picture: Floats, dead: tuple[int, ...]) -> Floats:
    for row in dead:
        picture[row] = (picture[row - 1] + picture[row + 1]) / 2
    return picture
