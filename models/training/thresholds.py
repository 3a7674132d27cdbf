"""What the card needs scans for: thresholds, what harmless ones scored, a scale for masses."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from models.alarms import AlarmCalibration, Harmless, calibration_of
from models.card import BEAMS
from models.detector import Detector
from models.signs import Signs
from models.training.store import StoredScene

FALSE_ALARM_SHARE = 0.05
SIMULATED = "SYNTHETIC"
DECIMALS = 5
"""Of a score that is kept; it is rounded up, so that no threshold falls below it."""
WEIGHED = {True: (5.0, 60.0), False: (0.5, 8.0)}
"""By megavolt: areal masses in g/cm2 over which attenuation is nearly proportional to mass."""


def harmless(detector: Detector, places: Iterable[Path]) -> list[Harmless]:
    """Score harmless scenes as they are, and every other one without its low energy as well."""
    out = []
    for number, place in enumerate(places):
        scene = StoredScene(place)
        for single in (False, True)[: 1 + number % 2]:
            view = scene.view(single=single)
            maps = detector.maps([view])[0]
            peak = float(detector.judged(view, maps).max())
            score = min(1.0, math.ceil(peak * 10**DECIMALS) / 10**DECIMALS)
            groups = detector.groups_of(view, maps)
            out.append(Harmless(groups, "", SIMULATED, Signs(0.0, 0.0, 0.0, 0.0, score)))
    return out


def shipped(scans: Iterable[Harmless], sha256: str) -> AlarmCalibration:
    """What the weights come with: scores alone.

    Signs of simulated scans are left out: every real scanner differs from the simulated ones, and
    a monitor that warns from the first day on is switched off on the second.
    """
    made = calibration_of(scans, model_sha256=sha256, made_at=dt.datetime.now(dt.UTC))
    return dataclasses.replace(made, signs=MappingProxyType({}))


def thresholds(scans: Sequence[Harmless]) -> dict[str, float]:
    """By beam: the threshold at which a share of harmless scenes raises an alarm."""
    peaks = {beam: [one.signs.score for one in scans if one.groups[-2] == beam] for beam in BEAMS}
    return {beam: threshold_for(found, FALSE_ALARM_SHARE) for beam, found in peaks.items()}


def threshold_for(peaks: Sequence[float], share: float) -> float:
    """The smallest threshold at which at most ``share`` of harmless scenes raise an alarm."""
    ordered = np.sort(np.asarray(peaks, dtype=np.float64))
    allowed = math.floor(share * len(ordered))
    # A hair above the largest peak that must stay silent.
    return float(min(1.0, np.nextafter(np.float32(ordered[-1 - allowed]), np.float32(2.0))))


def attenuation_per_gram(places: Iterable[Path]) -> dict[str, float]:
    """By ``megavolt`` and ``kilovolt``: median attenuation of one g/cm2, from harmless scenes."""
    found: dict[bool, list[npt.NDArray[np.float64]]] = {True: [], False: []}
    for place in places:
        scene = StoredScene(place)
        mass, megavolt = scene.planes().areal_mass, scene.notes.megavolt
        low, high = WEIGHED[megavolt]
        weighed = (mass > low) & (mass < high)
        ratios = scene.view(clean=True).attenuation(0)[weighed] / mass[weighed]
        found[megavolt].append(ratios.astype(np.float64)[::50])
    names = {True: "megavolt", False: "kilovolt"}
    return {names[key]: round(float(np.median(np.concatenate(found[key]))), 4) for key in names}
