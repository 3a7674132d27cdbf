"""Which change of speed would sharpen the rhythm of what is built at equal distances.

Ribs at equal distances are a pure tone along the scan; where the object hurried or lingered, the
tone is smeared. As a radar brings a moving thing into focus (autofocus: Calloway and Donohoe, IEEE
Trans. AES 30 (1994) 617), each change of speed that is thinkable is undone on trial, and the one
that leaves the tones sharpest is kept with what it gains.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from imaging.quality_plane import Floats

Doubles = npt.NDArray[np.float64]

SAMPLES = 512
"""Places along the object; ribs stand at least a hundredth of its length apart."""
_LINES, _LOWEST, _LEAST_PERIODS = 3, 7, 13
_FACTORS = (0.6, 0.7, 0.78, 0.86, 1.16, 1.28, 1.42)
_LENGTHS = (0.24, 0.34, 0.44)
_APART = 0.055
LOWEST, HIGHEST = 0.54, 1.54
"""Pitch over the usual one that is tried; what ends there is no answer."""
_SHORTEST, _LONGEST = 0.11, 0.62


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Focus:
    """The change of speed that sharpens most.

    Attributes
    ----------
    first, last
        Where, as shares of the length.
    factor
        Columns there over the usual columns of the same length: over 1 was slow.
    gains
        ``float64`` (zones,) logarithm of how much sharper each zone's tones get.
    steady
        ``float64`` (zones,) share of the length over which one tone of a zone then keeps its phase
        and its strength: nearly 1 for ribs, less for what merely has some edges.
    """

    first: float
    last: float
    factor: float
    gains: Doubles
    steady: Doubles


def focus(zones: Sequence[Floats]) -> Focus:
    """Return the change of speed that sharpens the tones of the roof and another zone most.

    Parameters
    ----------
    zones
        ``float32`` (rows, columns) attenuation of each part of the height over one body, the roof
        first; two or more, each of one row or more.
    """
    lines = [_clearest(_levelled(_sampled(zone))) for zone in zones]
    stack = np.concatenate(lines)
    edges = np.cumsum([0, *(len(one) for one in lines)])
    base = _sharpness(stack, np.array([[0.0, 0.0, 1.0]]))[0]

    def gains(tried: Doubles) -> Doubles:
        logs = np.log(_sharpness(stack, tried) / base)
        return np.stack(
            [np.median(logs[:, a:b], axis=1) for a, b in itertools.pairwise(edges)], axis=1
        )

    tried = _grid()
    worth = score(gains(tried))
    # The best of every factor: the best of all would be one place many times over.
    best = np.stack([tried[np.where(tried[:, 2] == one, worth, -9.0).argmax()] for one in _FACTORS])
    best = _climbed(best, gains)
    told = gains(best)
    kept = _steady(_undone(stack, best).reshape(-1, SAMPLES)).reshape(len(stack), -1)
    steady = np.stack([kept[a:b].max(axis=0) for a, b in itertools.pairwise(edges)], axis=1)
    inside = (best[:, 2] > LOWEST + 0.015) & (best[:, 2] < HIGHEST - 0.015)
    at = int(np.where(inside, score(told) * steady[:, 0], -9.0).argmax())
    first, last, factor = (float(one) for one in best[at])
    return Focus(first, last, factor, told[at], steady[at])


def _steady(lines: Floats) -> Doubles:
    """(lines,): over what share of the length the best of the loudest tones keeps its phase."""
    tones = np.fft.rfft(lines * _WINDOW)
    power = tones.real**2 + tones.imag**2
    power[:, :_LOWEST] = power[:, SAMPLES // 4 :] = 0.0
    across = np.arange(SAMPLES) / SAMPLES
    out = np.zeros(len(lines))
    for loud in np.argsort(-power, axis=1)[:, :_TONES].T:
        turned = lines * np.exp(-2j * np.pi * loud[:, None] * across[None])
        low = [cv2.blur(part, (SAMPLES // 6, 1)) for part in (turned.real, turned.imag)]
        local = np.asarray(low[0] + 1j * low[1])
        mean = local.mean(axis=1, keepdims=True)
        along = (local * mean.conj()).real / np.maximum(np.abs(mean), 1e-9)
        strong = along > 0.5 * np.median(np.abs(local), axis=1, keepdims=True)
        out = np.maximum(out, (strong & (along > 0.7 * np.abs(local))).mean(axis=1))
    return out


_TONES = 5


def score(gains: Doubles) -> Doubles:
    """Return what the roof gains and the best of the other zones with it, for each trial."""
    return np.asarray(gains[:, 0] + gains[:, 1:].max(axis=1))


def _grid() -> Doubles:
    """Every change that is tried first: (first, last, factor) in shares of what is seen."""
    out = []
    for factor, true in itertools.product(_FACTORS, _LENGTHS):
        seen = true * factor / (1.0 + true * (factor - 1.0))
        firsts = np.arange(0.0, 1.0 - seen + 0.5 * _APART, _APART)
        out += [(first, min(1.0, first + seen), factor) for first in firsts]
    return np.array(out)


def _climbed(best: Doubles, gains: Callable[[Doubles], Doubles]) -> Doubles:
    """Move each trial uphill, by smaller and smaller steps."""
    step = np.array([0.03, 0.03, 0.05])
    worth = score(gains(best))
    for _ in range(16):
        near = best[:, None] + np.concatenate([np.diag(step), -np.diag(step)])[None]
        near[..., 0] = np.clip(near[..., 0], 0.0, 1.0)
        near[..., 1] = np.clip(near[..., 1], 0.0, 1.0)
        near[..., 2] = np.clip(near[..., 2], LOWEST, HIGHEST)
        flat = near.reshape(-1, 3)
        values = score(gains(flat))
        long = flat[:, 1] - flat[:, 0]
        values = np.where((long < _SHORTEST) | (long > _LONGEST), -9.0, values)
        values = values.reshape(len(best), -1)
        to = values.argmax(axis=1)
        every = np.arange(len(best))
        better = values[every, to] > worth + 1e-3
        if not better.any():
            step = step / 2
            if step[0] < 0.006:
                break
        best = np.where(better[:, None], near[every, to], best)
        worth = np.where(better, values[every, to], worth)
    return best


def _sharpness(lines: Floats, tried: Doubles) -> Doubles:
    """(trials, lines): how much of the power stands in few tones, after each change is undone."""
    frames = _undone(lines, tried)
    frames *= _WINDOW
    tones = np.fft.rfft(frames, axis=2)[:, :, _LOWEST : SAMPLES // 4]
    power = tones.real**2 + tones.imag**2
    return np.asarray(((power**2).sum(axis=2) / np.maximum(power.sum(axis=2), 1e-12) ** 2).T + 1e-9)


def _undone(lines: Floats, tried: Doubles) -> Floats:
    """(lines, trials, samples): every line at even steps along the object, after each trial."""
    at = _places(tried)
    whole = np.minimum(at.astype(np.int32), SAMPLES - 2)
    frames = lines[:, whole]
    frames += (lines[:, whole + 1] - frames) * (at - whole).astype(np.float32)
    return np.asarray(frames, np.float32)


_WINDOW = np.hanning(SAMPLES).astype(np.float32)


def _places(tried: Doubles) -> Doubles:
    """(trials, samples): where even steps along the object lie among the samples that were seen."""
    first, last, factor = (tried[:, i, None] for i in range(3))
    short = (last - first) / factor
    total = 1.0 + short - (last - first)
    true = np.linspace(0.0, 1.0, SAMPLES)[None] * total
    inside = first + (true - first) * factor
    after = true + (last - first) - short
    seen = np.where(true < first, true, np.where(true < first + short, inside, after))
    return np.asarray(np.clip(seen, 0.0, 1.0) * (SAMPLES - 1))


def _sampled(zone: Floats) -> Floats:
    small = cv2.resize(zone, (SAMPLES, zone.shape[0]), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def _levelled(seen: Floats) -> Floats:
    """Take away slow changes, and limit what stands out."""
    wide = max(9, seen.shape[1] // _LEAST_PERIODS) | 1
    lines = seen - cv2.blur(seen, (wide, 1), borderType=cv2.BORDER_REPLICATE)
    limit = 3.0 * np.median(np.abs(lines), axis=1, keepdims=True) + 1e-6
    return np.asarray(np.clip(lines, -limit, limit), np.float32)


def _clearest(lines: Floats) -> Floats:
    """The lines with the clearest rhythm, each brought to one strength."""
    power = np.abs(np.fft.rfft(lines * _WINDOW)) ** 2
    share = power[:, _LOWEST : SAMPLES // 4].max(axis=1) / np.maximum(power.sum(axis=1), 1e-12)
    best = np.argsort(-share)[:_LINES]
    return np.asarray(lines[best] / (lines[best].std(axis=1, keepdims=True) + 1e-9), np.float32)
