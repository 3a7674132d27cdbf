"""Thresholds from scenes set aside for that, figures from scenes nobody saw.

All of it runs through ONNX Runtime and the shipped code, not through the training framework, and
every figure is of simulated scenes.
"""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from imaging.radiograph import Channel, Energy, Radiograph
from models.card import BEAMS
from models.detector import Detector
from models.prepare import CELL, working_view
from models.regions import find_regions
from models.training.scenes import KNOWN, StoredScene, load, load_areal_mass

Doubles = npt.NDArray[np.float64]
FALSE_ALARM_SHARE = 0.05
FEWEST = 5
"""Innocent scenes of one commodity from which its share of false alarms is worth stating."""
WEIGHED = {True: (5.0, 60.0), False: (0.5, 8.0)}
"""By megavolt: areal masses in g/cm2 over which attenuation is nearly proportional to mass."""


@dataclasses.dataclass(frozen=True, slots=True)
class Score:
    """What the network made of one scene.

    Attributes
    ----------
    kind
        The irregularity, empty for an innocent scene.
    beam
        One of ``models.card.BEAMS``.
    peak
        Largest probability anywhere.
    peak_on_target
        Largest probability on the irregularity, 0 for an innocent scene.
    """

    kind: str
    beam: str
    commodity: str
    equipment: str
    peak: float
    peak_on_target: float


def score(detector: Detector, scene: StoredScene, *, single: bool = False) -> Score:
    """Run the network over one stored scene."""
    view = scene.view(single=single)
    probability = detector.probability(view)
    rows, columns = probability.shape
    padded = np.zeros((CELL * rows, CELL * columns), dtype=np.bool_)
    padded[: scene.mask.shape[0], : scene.mask.shape[1]] = scene.mask
    target = padded.reshape(rows, CELL, columns, CELL).any(axis=(1, 3))
    return Score(
        kind=scene.plan.irregularity or "",
        beam=view.beam,
        commodity=scene.commodity,
        equipment=scene.plan.equipment,
        peak=float(probability.max()),
        peak_on_target=float(probability[target].max()) if target.any() else 0.0,
    )


def score_all(detector: Detector, paths: Iterable[Path], *, single: bool = False) -> list[Score]:
    """Run the network over stored scenes."""
    return [score(detector, load(path), single=single) for path in paths]


def threshold_for(peaks: Sequence[float], share: float) -> float:
    """The smallest threshold at which at most ``share`` of innocent scenes raise a false alarm."""
    ordered = np.sort(np.asarray(peaks, dtype=np.float64))
    allowed = math.floor(share * len(ordered))
    # A hair above the largest peak that must stay silent.
    return float(min(1.0, np.nextafter(np.float32(ordered[-1 - allowed]), np.float32(2.0))))


def thresholds(scores: Sequence[Score], share: float) -> dict[str, float]:
    """By beam: the threshold for a share of false alarms, from innocent scenes."""
    return {
        beam: threshold_for([s.peak for s in scores if s.beam == beam and not s.kind], share)
        for beam in BEAMS
    }


def auroc(innocent: Sequence[float], irregular: Sequence[float]) -> float:
    """Chance that an irregular scene scores above an innocent one; ties count half."""
    low, high = np.asarray(innocent)[:, None], np.asarray(irregular)[None, :]
    return float((high > low).mean() + 0.5 * (high == low).mean())


def interval(hits: int, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    z = 1.96
    centre = (hits + z * z / 2) / (count + z * z)
    half = z * math.sqrt(hits * (count - hits) / count + z * z / 4) / (count + z * z)
    return round(max(0.0, centre - half), 3), round(min(1.0, centre + half), 3)


def summary(
    scores: Sequence[Score], limits: dict[str, float], strict: dict[str, float]
) -> dict[str, object]:
    """Figures of one set of scenes.

    Parameters
    ----------
    scores
        Innocent and irregular scenes.
    limits, strict
        Thresholds by beam for 5 % and 1 % false alarms a scan.
    """
    innocent = [s for s in scores if not s.kind]
    irregular = [s for s in scores if s.kind]
    kinds = sorted({s.kind for s in irregular})
    known = [s for s in irregular if s.kind in KNOWN]
    others = [s for s in irregular if s.kind not in KNOWN]
    return {
        "known_kinds": _figures(innocent, known, limits, strict),
        "kinds_never_taught": _figures(innocent, others, limits, strict),
        "by_kind": {
            kind: _figures(innocent, [s for s in irregular if s.kind == kind], limits, strict)
            for kind in kinds
        },
        "false_alarms": {
            "scenes": len(innocent),
            "share_at_5_percent": _share([s.peak >= limits[s.beam] for s in innocent]),
            "share_at_1_percent": _share([s.peak >= strict[s.beam] for s in innocent]),
            "by_commodity_at_5_percent": {
                name: _share([s.peak >= limits[s.beam] for s in innocent if s.commodity == name])
                for name, count in sorted(Counter(s.commodity for s in innocent).items())
                if count >= FEWEST
            },
        },
    }


def _figures(
    innocent: Sequence[Score],
    irregular: Sequence[Score],
    limits: dict[str, float],
    strict: dict[str, float],
) -> dict[str, object]:
    beams = {s.beam for s in irregular}
    peers = [s.peak for s in innocent if s.beam in beams]
    return {
        "scenes": len(irregular),
        "auroc": round(auroc(peers, [s.peak for s in irregular]), 3),
        "detected_at_5_percent": _share([s.peak >= limits[s.beam] for s in irregular]),
        "detected_at_1_percent": _share([s.peak >= strict[s.beam] for s in irregular]),
        "pointed_at_at_5_percent": _share([s.peak_on_target >= limits[s.beam] for s in irregular]),
    }


def _share(flags: Sequence[bool]) -> dict[str, object]:
    hits = sum(flags)
    return {
        "share": round(hits / len(flags), 3),
        "interval_95": list(interval(hits, len(flags))),
        "scenes": len(flags),
    }


def findings_per_scan(detector: Detector, paths: Iterable[Path], limits: dict[str, float]) -> float:
    """Mean number of findings on the scenes named."""
    counts = []
    for path in paths:
        view = load(path).view()
        counts.append(len(find_regions(detector.probability(view), limits[view.beam])))
    return round(float(np.mean(counts)), 3)


def real_scans(
    detector: Detector, folder: Path, limits: dict[str, float]
) -> list[dict[str, object]]:
    """What the model makes of real scans, which are only ever looked at, never learned from.

    Parameters
    ----------
    folder
        Holds ``.npy`` files: ``uint16``, (rows, columns, 2), high energy first, air at 65535,
        6 and 4 MeV, 4.2 mm a pixel.
    """
    out: list[dict[str, object]] = []
    for path in sorted(folder.glob("*.npy")):
        planes = np.load(path)
        names = ((Energy.HIGH, 6000.0), (Energy.LOW, 4000.0))
        channels = tuple(
            Channel(energy, np.ascontiguousarray(planes[..., index]), kilovolts=volts)
            for index, (energy, volts) in enumerate(names)
        )
        view = working_view(Radiograph(channels, (4.2, 4.2)), detector.card.input)
        probability = detector.probability(view)
        out.append(
            {
                "scan": path.stem,
                "largest_probability": round(float(probability.max()), 3),
                "findings": len(find_regions(probability, limits[view.beam])),
            }
        )
    return out


def attenuation_per_gram(paths: Iterable[Path]) -> dict[str, float]:
    """By ``megavolt`` and ``kilovolt``: median attenuation of one g/cm2, from innocent scenes."""
    found: dict[bool, list[Doubles]] = {True: [], False: []}
    for path in paths:
        scene, mass = load(path), load_areal_mass(path)
        low, high = WEIGHED[scene.megavolt]
        weighed = (mass > low) & (mass < high)
        ratios = scene.view().attenuation(0)[weighed] / mass[weighed]
        found[scene.megavolt].append(ratios.astype(np.float64)[::50])
    names = {True: "megavolt", False: "kilovolt"}
    return {names[key]: round(float(np.median(np.concatenate(found[key]))), 4) for key in names}
