"""Patterns of goods inside their boxes: relative areal mass over a face, mean one."""

from __future__ import annotations

import cv2
import numpy as np

from imaging.phantom.geometry import Floats
from imaging.phantom.stage import Rng

_SIDE = 48


def _normalised(pattern: Floats) -> Floats:
    pattern = np.maximum(pattern, 0.02)
    return np.asarray(pattern / pattern.mean(), np.float32)


def cloudy(rng: Rng, amplitude: float, grain: float, side: int = _SIDE) -> Floats:
    """Return smooth random variation of a given relative standard deviation and grain (samples)."""
    noise = rng.standard_normal((side, side), np.float32)
    smooth = cv2.GaussianBlur(noise, (0, 0), grain)
    return _normalised(np.asarray(1.0 + amplitude * smooth / smooth.std(), np.float32))


def round_fruit(rng: Rng) -> Floats:
    """Return layers of balls, every second layer shifted by half."""
    count = int(rng.integers(3, 7))
    grid = np.arange(_SIDE, dtype=np.float32) / _SIDE * count
    rows = np.floor(grid)[:, None]
    across = (grid[None, :] + 0.5 * (rows % 2)) % 1.0 - 0.5
    down = (grid % 1.0)[:, None] - 0.5
    bump = np.sqrt(np.maximum(1.0 - 4.0 * (across**2 + down**2), 0.0))
    base = (0.55 + 0.6 * bump).astype(np.float32)
    return _normalised(base * cloudy(rng, 0.06, 4.0))


def bottles(rng: Rng) -> Floats:
    """Return upright bottles or cans in rows, seen from the side, necks above."""
    count = int(rng.integers(4, 9))
    places = (np.arange(_SIDE) * count / _SIDE) % 1.0 - 0.5
    across = 0.25 + 1.5 * np.sqrt(np.maximum(0.25 - places**2, 0.0))
    neck = int(rng.integers(0, 14))
    down = np.concatenate([np.linspace(0.3, 1.0, neck), np.ones(_SIDE - neck)])
    down[-2:] = 1.3
    return _normalised(np.outer(down, across).astype(np.float32) * cloudy(rng, 0.03, 3.0))


def devices(rng: Rng) -> Floats:
    """Return boards, cells, screens and foam: a few rectangles of very different mass."""
    pattern = np.full((_SIDE, _SIDE), 0.35, np.float32)
    for _ in range(int(rng.integers(4, 10))):
        top, left = rng.integers(0, 36, 2)
        high, wide = rng.integers(3, 20, 2)
        pattern[top : top + high, left : left + wide] += np.float32(rng.uniform(0.3, 2.2))
    return _normalised(pattern * cloudy(rng, 0.08, 1.2))


def folded(rng: Rng) -> Floats:
    """Return folded cloth: soft layers that sag."""
    count = float(rng.uniform(4, 11))
    sag = cloudy(rng, 0.5, 10.0) - 1.0
    rows = np.arange(_SIDE, dtype=np.float32)[:, None] / _SIDE
    waves = 1.0 + 0.16 * np.cos(2.0 * np.pi * (rows * count + sag))
    return _normalised(np.asarray(waves, np.float32) * cloudy(rng, 0.10, 2.5))


def jumble(rng: Rng) -> Floats:
    """Return loose small goods: overlapping rectangles and discs."""
    pattern = np.full((_SIDE, _SIDE), 0.3, np.float32)
    layer = np.zeros_like(pattern)
    for _ in range(int(rng.integers(8, 22))):
        layer[:] = 0.0
        centre = (int(rng.integers(0, _SIDE)), int(rng.integers(0, _SIDE)))
        size = (int(rng.integers(2, 13)), int(rng.integers(2, 9)))
        weight = float(rng.uniform(0.1, 0.9))
        angle = float(rng.uniform(0, 180))
        if rng.random() < 0.5:
            cv2.ellipse(layer, centre, size, angle, 0, 360, weight, -1)
        else:
            corners = cv2.boxPoints((centre, size, angle)).astype(np.int32)
            cv2.fillConvexPoly(layer, corners, weight)
        pattern += layer
    return _normalised(np.asarray(cv2.GaussianBlur(pattern, (0, 0), 0.6), np.float32))


def boarded(pattern: Floats, edge: float) -> Floats:
    """Return a pattern within a carton whose side walls, seen edge on, weigh ``edge`` more."""
    out = pattern.copy()
    out[[0, -1]] += edge
    out[:, [0, -1]] += edge
    return _normalised(out)
