"""What scanners, vendors and goods do to a picture, varied widely while the network learns.

A trial lost most under scatter and blur that it had not seen; the first weights that were shipped
lost most on another simulator's equipment and textures, and on files of eight bits.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np

from models.prepare import LEAST_COUNT, Floats
from models.training.bodies import Rng

TEXTURED_SHARE = 0.35
"""Crops whose goods are given another texture."""
FAINTEST, STRONGEST = 0.02, 0.3
"""Standard deviation of a texture, as a share of the attenuation."""
VENDOR_SHARE, EIGHT_BIT_SHARE = 0.2, 0.15
MODULE_SHARE = 0.25
_QUIET = 1e-6


def texture(cargo: Floats, rng: Rng) -> Floats | None:
    """Draw by how much the goods of a crop attenuate more or less, place by place.

    Parameters
    ----------
    cargo
        ``float32``, (rows, columns): 1 where there are goods.

    Returns
    -------
    ``float32`` factors, 1 where there are none; None for a crop that is left as it is.
    """
    if rng.random() >= TEXTURED_SHARE:
        return None
    rows, columns = cargo.shape
    field = _TEXTURES[int(rng.integers(len(_TEXTURES)))](rows, columns, rng)
    field = (field - field.mean()) / (field.std() + _QUIET)
    strength = math.exp(rng.uniform(math.log(FAINTEST), math.log(STRONGEST)))
    factors = 1.0 + strength * np.clip(field, -2.5, 2.5)
    return np.asarray(np.where(cargo > 0.5, factors, 1.0), dtype=np.float32)


def textured(counts: Floats, air: Floats, factors: Floats | None) -> Floats:
    """Counts, (2, rows, columns), behind goods that attenuate so many times as much."""
    if factors is None:
        return counts
    scale = air[:, None, None]
    share = np.maximum(counts, LEAST_COUNT) / scale
    return np.asarray(scale * np.power(share, factors), dtype=np.float32)


def _grain(rows: int, columns: int, rng: Rng) -> Floats:
    noise = rng.standard_normal((rows, columns), dtype=np.float32)
    along, down = np.exp(rng.uniform(np.log(0.5), np.log(12.0), 2))
    return np.asarray(
        cv2.GaussianBlur(noise, (0, 0), sigmaX=float(along), sigmaY=float(down)), np.float32
    )


def _octaves(rows: int, columns: int, rng: Rng) -> Floats:
    """Blots of many sizes, one over another."""
    out = np.zeros((rows, columns), np.float32)
    fade = float(rng.uniform(0.4, 1.1))
    for level in range(6):
        side = 2 + (1 << level) * 2
        coarse = rng.standard_normal((side, side), dtype=np.float32)
        fine = cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_CUBIC)
        out += np.asarray(fine, np.float32) * fade**level
    return out


def _pieces(rows: int, columns: int, rng: Rng) -> Floats:
    """Packages of one size, some denser than others, with seams between them."""
    wide, high = (int(v) for v in rng.integers(6, 60, 2))
    grid = rng.standard_normal((rows // high + 2, columns // wide + 2), dtype=np.float32)
    grid *= float(rng.uniform(0.0, 1.0))
    out = np.repeat(np.repeat(grid, high, axis=0), wide, axis=1)
    seam = float(rng.uniform(-3.0, 1.0))
    out[::high], out[:, ::wide] = seam, seam
    top, left = int(rng.integers(high)), int(rng.integers(wide))
    return np.ascontiguousarray(out[top : top + rows, left : left + columns])


def _layers(rows: int, columns: int, rng: Rng) -> Floats:
    """Streaks along or across: boards, folds, stacked sheets."""
    along = rng.random() < 0.6
    noise = rng.standard_normal(rows if along else columns, dtype=np.float32)[None]
    smooth = cv2.GaussianBlur(noise, (0, 0), sigmaX=float(rng.uniform(0.5, 6.0)), sigmaY=0.1)
    line = np.asarray(smooth, np.float32)[0]
    out = np.broadcast_to(line[:, None] if along else line[None], (rows, columns))
    wave = 0.4 * _octaves(rows, columns, rng)
    return np.asarray(out / (line.std() + _QUIET) + wave, np.float32)


_TEXTURES: tuple[Callable[[int, int, Rng], Floats], ...] = (_grain, _octaves, _pieces, _layers)


def disturbed(counts: Floats, air: Floats, rng: Rng) -> Floats:
    """Counts as another scanner would have stored them: ``float32``, (2, rows, columns)."""
    scale = air[:, None, None]
    out = counts / scale
    out *= rng.uniform(0.85, 1.03) * rng.uniform(0.985, 1.015, (2, 1, 1))
    if rng.random() < 0.4:
        out += rng.uniform(0.0, 0.004)
    if rng.random() < 0.35:
        sigma = float(rng.uniform(0.3, 1.0))
        out = np.stack([cv2.GaussianBlur(plane, (0, 0), sigma) for plane in out])
    if rng.random() < 0.3:
        out = out * (1 + rng.normal(0, rng.uniform(0.002, 0.015), (2, 1, out.shape[2])))
    if rng.random() < MODULE_SHARE:
        out = out * _modules(out.shape[1], rng)
    if rng.random() < 0.5:
        strength = float(np.exp(rng.uniform(np.log(2e-7), np.log(2e-5))))
        noise = rng.standard_normal(out.shape, dtype=np.float32)
        out = out + noise * np.sqrt(strength * np.maximum(out, 1e-3))
    if rng.random() < VENDOR_SHARE:
        step = _VENDOR_STEPS[int(rng.integers(len(_VENDOR_STEPS)))]
        out = np.stack([step(np.asarray(plane, np.float32), rng) for plane in out])
    if rng.random() < EIGHT_BIT_SHARE:
        out = np.rint(out * 255) / 255
    return np.ascontiguousarray(np.clip(out, 0, 1.2) * scale, dtype=np.float32)


def _modules(rows: int, rng: Rng) -> Floats:
    """Gains of a detector's modules and how they bend within each, (2, rows, 1)."""
    length = int(rng.integers(8, 65))
    number, place = np.divmod(np.arange(rows) + int(rng.integers(length)), length)
    levels = rng.normal(0.0, rng.uniform(0.001, 0.01), (2, int(number.max()) + 1))
    bend = rng.normal(0.0, 0.004) * ((2.0 * place / length - 1.0) ** 2 - 1.0 / 3.0)
    return np.asarray((1.0 + levels[:, number] + bend)[..., None], np.float32)


def _median(plane: Floats, _rng: Rng) -> Floats:
    return np.asarray(cv2.medianBlur(plane, 3), np.float32)


def _sharpened(plane: Floats, rng: Rng) -> Floats:
    soft = cv2.GaussianBlur(plane, (0, 0), float(rng.uniform(0.8, 2.0)))
    return np.asarray(plane + rng.uniform(0.2, 1.0) * (plane - soft), np.float32)


def _photograph(plane: Floats, rng: Rng) -> Floats:
    """Through a lossy JPEG of the square root, as archives keep them."""
    root = np.rint(255.0 * np.sqrt(np.clip(plane, 0.0, 1.0))).astype(np.uint8)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(70, 97))]
    read = cv2.imdecode(cv2.imencode(".jpg", root, quality)[1], cv2.IMREAD_GRAYSCALE)
    return np.asarray((np.asarray(read, np.float32) / 255.0) ** 2, np.float32)


_VENDOR_STEPS: tuple[Callable[[Floats, Rng], Floats], ...] = (_median, _sharpened, _photograph)
