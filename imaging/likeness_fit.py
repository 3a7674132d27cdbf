"""Fit what each feature says about the kind of goods: ``python -m imaging.likeness_fit``.

Fisher's linear discriminants (R. A. Fisher, Annals of Eugenics 7 (1936) 179) of simulated loads,
with the scatter within the kinds shrunk toward a sphere, and beside them every feature with a small
weight: goods that were never simulated differ in ways that the discriminants do not look at.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import logging
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from imaging.likeness import FEATURES, VERSION, BeamKind, Metric, kind_of
from imaging.likeness_features import ground_of, raw_features
from imaging.phantom import Placement, SceneOptions, commodities_for, make_scene
from imaging.radiograph import Channel, Energy, Radiograph

Doubles = npt.NDArray[np.float64]

FIRST_SEED = 100_000
"""Seeds from here on to 120,000 are spent on the fit; measure on others."""
LINAC = (
    "container20",
    "container40",
    "container40hc",
    "trailer53",
    "truck",
    "railcar",
    "railflat",
)
TUBE = ("uld", "parcel")
_ROWS = (240, 300, 420)
_SHRINK = 0.1
REST = 0.15
"""Weight of every single feature beside the discriminants."""
_LOG = logging.getLogger(__name__)


@dataclasses.dataclass(frozen=True, slots=True)
class Sample:
    """A simulated load: which goods, and its picture."""

    goods: str
    radiograph: Radiograph


def draw(seed: int, kinds: tuple[str, ...]) -> Sample:
    """Simulate one load of one kind of goods in a drawn equipment, seen by a drawn scanner."""
    rng = np.random.default_rng(seed)
    equipment = kinds[int(rng.integers(len(kinds)))]
    names = [name for name in commodities_for(equipment) if name != "empty"]
    goods = names[int(rng.integers(len(names)))]
    start = float(rng.choice([0.0, 0.0, rng.uniform(0.0, 0.4)]))
    stop = float(rng.choice([1.0, 1.0, rng.uniform(0.6, 1.0)]))
    options = SceneOptions(loads=(Placement(goods, start, stop),))
    scene = make_scene(seed, equipment=equipment, rows=_ROWS[seed % len(_ROWS)], options=options)
    return Sample(goods, scene.radiograph)


def one_energy(radiograph: Radiograph) -> Radiograph:
    """Return the view as a scanner with one energy would have taken it."""
    main: Channel = dataclasses.replace(radiograph.main, energy=Energy.SINGLE)
    return dataclasses.replace(radiograph, channels=(main,))


def fit(values: Doubles, goods: npt.NDArray[np.str_]) -> Metric:
    """Fit a metric.

    Parameters
    ----------
    values
        ``float64`` (samples, `FEATURES`).
    goods
        Name of each sample's goods.
    """
    mean = values.mean(axis=0)
    spread = np.maximum(values.std(axis=0), 1e-3)
    scaled = np.clip((values - mean) / spread, -4.0, 4.0)
    # The limits are taken on one half with what was learned on the other.
    learned = _discriminants(scaled[::2], goods[::2])
    near, far = _limits(scaled[1::2] @ _with_rest(learned), goods[1::2])
    return Metric(
        mean=np.asarray(mean, np.float32),
        spread=np.asarray(spread, np.float32),
        discriminants=np.asarray(_discriminants(scaled, goods), np.float32),
        rest=REST,
        near=near,
        far=far,
    )


def _with_rest(discriminants: Doubles) -> Doubles:
    return np.concatenate([discriminants, REST * np.eye(len(discriminants))], axis=1)


def _discriminants(scaled: Doubles, goods: npt.NDArray[np.str_]) -> Doubles:
    """Directions that tell the kinds of goods apart, each with unit scatter within them."""
    names = np.unique(goods)
    centre = scaled.mean(axis=0)
    within = np.zeros((scaled.shape[1], scaled.shape[1]))
    between = np.zeros_like(within)
    for name in names:
        members = scaled[goods == name]
        share = len(members) / len(scaled)
        within += share * np.cov(members.T, bias=True)
        away = members.mean(axis=0) - centre
        between += share * np.outer(away, away)
    round_scatter = np.eye(len(within)) * np.trace(within) / len(within)
    lengths, axes = np.linalg.eigh((1.0 - _SHRINK) * within + _SHRINK * round_scatter)
    whiten = axes / np.sqrt(lengths)
    _, turned = np.linalg.eigh(whiten.T @ between @ whiten)
    return np.asarray((whiten @ turned[:, ::-1])[:, : len(names) - 1], np.float64)


def _limits(points: Doubles, goods: npt.NDArray[np.str_]) -> tuple[float, float]:
    """Distances up to which nine in ten, and half, of the five nearest are of the same goods."""
    square = (points**2).sum(axis=1)
    apart = np.sqrt(np.maximum(square[:, None] + square[None] - 2.0 * points @ points.T, 0.0))
    np.fill_diagonal(apart, np.inf)
    nearest = np.argsort(apart, axis=1)[:, :5]
    lengths = np.take_along_axis(apart, nearest, axis=1).ravel()
    same = (goods[nearest] == goods[:, None]).ravel()
    order = np.argsort(lengths)
    # Over a sliding tenth of the neighbours, by distance: how many are of the same goods.
    width = max(20, len(order) // 10)
    share = np.convolve(same[order].astype(np.float64), np.full(width, 1.0 / width), "valid")
    ends = lengths[order][width // 2 : width // 2 + len(share)]
    limits = [
        float(ends[np.flatnonzero(share >= least)[-1]]) if (share >= least).any() else 0.0
        for least in (0.9, 0.5)
    ]
    return limits[0], max(limits)


def _measured(kinds: tuple[str, ...], count: int, first: int) -> dict[BeamKind, Metric]:
    """Simulate `count` loads and fit the metrics with two energies and with one."""
    values: dict[BeamKind, list[npt.NDArray[np.float32]]] = {}
    goods: list[str] = []
    for seed in range(first, first + count):
        sample = draw(seed, kinds)
        goods.append(sample.goods)
        for radiograph in (sample.radiograph, one_energy(sample.radiograph)):
            found = values.setdefault(kind_of(radiograph), [])
            found.append(raw_features(ground_of(radiograph)))
        if seed % 200 == 0:
            _LOG.info("seed %d", seed)
    names = np.array(goods)
    return {kind: fit(np.array(rows, np.float64), names) for kind, rows in values.items()}


def _tree(metric: Metric) -> dict[str, Any]:
    def short(values: npt.NDArray[np.float32]) -> Any:
        return [float(f"{value:.5g}") for value in values]

    return {
        "mean": short(metric.mean),
        "spread": short(metric.spread),
        "discriminants": [short(row) for row in metric.discriminants],
        "rest": metric.rest,
        "near": round(metric.near, 4),
        "far": round(metric.far, 4),
    }


def main() -> None:
    """Fit all metrics and write them into the package, or elsewhere."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--linac", type=int, default=1800, help="simulated linac scans")
    parser.add_argument("--tube", type=int, default=900, help="simulated tube scans")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "likeness_metric.json")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    metrics = _measured(LINAC, options.linac, FIRST_SEED)
    metrics |= _measured(TUBE, options.tube, FIRST_SEED + 10_000)
    tree = {
        "schema": "prescreen-likeness/1",
        "features": FEATURES,
        "version": VERSION,
        "provenance": (
            f"Fitted by imaging.likeness_fit on simulated scenes of imaging.phantom: "
            f"{options.linac} linac scans from seed {FIRST_SEED}, {options.tube} tube scans from "
            f"seed {FIRST_SEED + 10_000}. No real scan was used."
        ),
        "kinds": {kind.name: _tree(metric) for kind, metric in metrics.items()},
    }
    options.out.write_text(json.dumps(tree) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
