"""How often a train's picture is cut at its couplings, and how long the cutting takes."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from measure import figure, times

from imaging.cars import find_cars
from imaging.phantom.trains import Train, make_train
from imaging.radiograph import Channel, Energy, Radiograph

_SEEDS = range(90_000, 90_300)
"""Trains that nobody looked at while the rules were written."""
_NEAR_M = 0.5
_SHORTEST_M = 7.0
_LONG = 65_000


def _brightest(radiograph: Radiograph) -> npt.NDArray[np.int64]:
    """Cut where columns are brightest: what the mean of each column says, and nothing else."""
    mean = radiograph.main.pixels.mean(axis=0)
    apart = int(_SHORTEST_M * 1000 / (radiograph.mm_per_pixel or (1.0, 1.0))[1])
    low, high = np.quantile(mean, [0.05, 0.995])
    bright = mean > low + 0.9 * (high - low)
    bright[: apart // 3] = bright[-apart // 3 :] = False
    edges = np.flatnonzero(np.diff(bright.astype(np.int8), prepend=0, append=0))
    middles = (edges[::2] + edges[1::2]) // 2
    kept: list[int] = []
    for middle in middles.tolist():
        if not kept or middle - kept[-1] >= apart:
            kept.append(middle)
    return np.array(kept, np.int64)


def _wrong(train: Train, cuts: npt.NDArray[np.int64]) -> tuple[int, list[float]]:
    """Count couplings without a cut within half a metre and cuts without a coupling."""
    pitch = (train.radiograph.mm_per_pixel or (1.0, 1.0))[1] / 1000.0
    couplings = np.array(train.couplings)
    apart = np.abs(cuts[:, None] - couplings[None, :]) * pitch
    if apart.size == 0:
        return len(couplings) + len(cuts), []
    nearest = apart.min(axis=0)
    missed = int((nearest > _NEAR_M).sum())
    false = int((apart.min(axis=1) > _NEAR_M).sum())
    return missed + false, nearest[nearest <= _NEAR_M].tolist()


def _accuracy() -> dict[str, Any]:
    couplings = ours = theirs = 0
    errors: list[float] = []
    for seed in _SEEDS:
        train = make_train(seed, lead=-400.0 if seed % 3 == 0 else 60.0)
        couplings += len(train.couplings)
        spans = find_cars(train.radiograph)
        wrong, near = _wrong(train, np.array([span.start for span in spans[1:]], np.int64))
        ours += wrong
        errors += near
        theirs += _wrong(train, _brightest(train.radiograph))[0]
    return {
        "name": "trains.wrong_cut_share",
        "unit": "",
        "n": couplings,
        "p50": float(np.median(errors)),
        "p99": float(np.percentile(errors, 99)),
        "value": ours / couplings,
        "peer": "cuts at the brightest columns (p50 and p99: metres off, of those found)",
        "peer_value": theirs / couplings,
        "ratio": ours / theirs,
    }


def _speed() -> dict[str, Any]:
    train = make_train(90_400, rows=1000, lead=0.0)
    channel = train.radiograph.main
    repeats = -(-_LONG // channel.shape[1])
    pixels = np.ascontiguousarray(np.tile(channel.pixels, (1, repeats))[:, :_LONG])
    whole = Channel(Energy.SINGLE, pixels, bits=channel.bits, air=channel.air)
    radiograph = Radiograph((whole,), train.radiograph.mm_per_pixel)
    return figure(
        "trains.find_cars_ms.65000",
        "ms",
        times(lambda: find_cars(radiograph), 15),
        "one pass over the same pixels (their mean by column)",
        times(lambda: pixels.mean(axis=0), 8),
        scale=1000,
    )


def figures() -> list[dict[str, Any]]:
    """Return both figures."""
    return [_accuracy(), _speed()]
