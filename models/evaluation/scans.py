"""How well whole scans are told apart: the irregular from the harmless, by the model's own rule.

A scan is flagged when its highest cell reaches the threshold of its group. So what is compared
between scans is not the bare score but how rare it is among harmless scans of the same group
(`models.alarms`): the smallest rate of false alarms at which the scan would be flagged.
"""

from __future__ import annotations

import bisect
import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from models.detector import Detector
from models.evaluation.figures import SIMULATED, Figure, share
from models.groups import widening
from models.prepare import Floats
from models.tensors import CELL
from models.training.store import StoredScene

Mask = npt.NDArray[np.bool_]

FEWEST = 99
"""Harmless scans from which a group is compared with itself: one in a hundred can be told."""
DRAWS = 1000
"""Of the bootstrap."""


@dataclasses.dataclass(frozen=True, slots=True)
class ScanScore:
    """What the model made of one scan.

    Attributes
    ----------
    kind
        The irregularity, empty for a harmless scan.
    group
        The narrowest group it belongs to.
    equipment, commodity
        As simulated.
    peak, on_target
        Largest score anywhere, and on the irregularity or a cell beside it; 0 without one.
    """

    kind: str
    group: str
    equipment: str
    commodity: str
    peak: float
    on_target: float


def score(detector: Detector, scene: StoredScene, *, clean: bool = False) -> ScanScore:
    """Run the model over a stored scene; ``clean`` over its twin without the irregularity."""
    view = scene.view(clean=clean)
    maps = detector.maps([view])[0]
    probability = detector.judged(view, maps)
    kind = "" if clean else scene.notes.irregularity
    target = target_cells(scene.planes().mask, probability) if kind else None
    return ScanScore(
        kind=kind,
        group=detector.groups_of(view, maps)[0],
        equipment=scene.notes.equipment,
        commodity=scene.notes.commodity,
        peak=float(probability.max()),
        on_target=float(probability[target].max()) if target is not None else 0.0,
    )


def target_cells(mask: Mask, like: Floats) -> Mask:
    """Cells in which the mask lies, and those beside them."""
    rows, columns = like.shape
    padded = np.zeros((CELL * rows, CELL * columns), dtype=np.uint8)
    padded[: mask.shape[0], : mask.shape[1]] = mask
    cells = padded.reshape(rows, CELL, columns, CELL).max(axis=(1, 3))
    return np.asarray(cv2.dilate(cells, np.ones((3, 3), np.uint8)) > 0)


def score_all(detector: Detector, paths: Iterable[Path], *, clean: bool = False) -> list[ScanScore]:
    """Run the model over stored scenes."""
    return [score(detector, StoredScene(path), clean=clean) for path in paths]


class Rarity:
    """How rare a score is among harmless scans.

    Parameters
    ----------
    harmless
        Scores of scans that nothing else is measured on.
    """

    def __init__(self, harmless: Iterable[ScanScore]) -> None:
        self._peaks: dict[str, list[float]] = {}
        for one in harmless:
            for group in widening(one.group):
                bisect.insort(self._peaks.setdefault(group, []), one.peak)

    def of(self, group: str, peak: float) -> float:
        """Smallest rate of false alarms at which a score raises one, 0 to 1."""
        for wider in widening(group):
            peaks = self._peaks.get(wider, [])
            if len(peaks) >= FEWEST:
                above = len(peaks) - bisect.bisect_left(peaks, peak)
                return (above + 1) / (len(peaks) + 1)
        return 1.0


@dataclasses.dataclass(frozen=True, slots=True)
class Judged:
    """A scan and the rates of false alarms at which it, and its irregularity, are flagged."""

    scan: ScanScore
    rate: float
    rate_on_target: float


def judge(scores: Iterable[ScanScore], rarity: Rarity) -> list[Judged]:
    """Put rates to scores."""
    return [
        Judged(one, rarity.of(one.group, one.peak), rarity.of(one.group, one.on_target))
        for one in scores
    ]


def auroc(harmless: npt.ArrayLike, irregular: npt.ArrayLike) -> float:
    """Chance that an irregular scan is rarer than a harmless one; ties count half."""
    ordered, asked = np.sort(np.asarray(harmless)), np.asarray(irregular)
    below = np.searchsorted(ordered, asked, "left") + np.searchsorted(ordered, asked, "right")
    return float(1.0 - below.sum() / (2.0 * len(ordered) * len(asked)))


def auroc_figure(
    name: str, harmless: Sequence[float], irregular: Sequence[float], *, data: str = SIMULATED
) -> Figure:
    """The area and its bootstrap interval: both sides drawn again (B. Efron, 1979)."""
    rng = np.random.default_rng(1979)
    low, high = np.asarray(harmless), np.asarray(irregular)
    drawn = [auroc(rng.choice(low, len(low)), rng.choice(high, len(high))) for _ in range(DRAWS)]
    edges = np.quantile(drawn, [0.025, 0.975])
    return Figure(
        name, auroc(low, high), float(edges[0]), float(edges[1]), len(low) + len(high), data
    )


def figures(
    judged: Sequence[Judged], kinds: Sequence[str], label: str, *, data: str = SIMULATED
) -> list[Figure]:
    """Figures of some kinds of irregularity together.

    Parameters
    ----------
    label
        Last part of each name, for instance ``known``.
    """
    harmless = [one.rate for one in judged if not one.scan.kind]
    irregular = [one for one in judged if one.scan.kind in kinds]
    rates = [one.rate for one in irregular]
    pointed = [one.rate_on_target for one in irregular]
    return [
        auroc_figure(f"auroc.{label}", harmless, rates, data=data),
        share(f"found_at_5pct.{label}", [rate <= 0.05 for rate in rates], data=data),
        share(f"found_at_1pct.{label}", [rate <= 0.01 for rate in rates], data=data),
        share(f"pointed_at_5pct.{label}", [rate <= 0.05 for rate in pointed], data=data),
    ]


def by_kind(judged: Sequence[Judged], kinds: Sequence[str]) -> list[Figure]:
    """The same of each kind alone."""
    return [figure for kind in kinds for figure in figures(judged, [kind], f"kind.{kind}")]


def false_alarms(judged: Sequence[Judged], *, data: str = SIMULATED) -> list[Figure]:
    """Share of harmless scans that are flagged at 5 %, all and by commodity."""
    harmless = [one for one in judged if not one.scan.kind]
    names = sorted({one.scan.commodity for one in harmless if "+" not in one.scan.commodity})
    out = [share("false_alarms_at_5pct", [one.rate <= 0.05 for one in harmless], data=data)]
    for name in names:
        own = [one.rate <= 0.05 for one in harmless if one.scan.commodity == name]
        out.append(share(f"false_alarms_at_5pct.{name}", own, data=data))
    return out
