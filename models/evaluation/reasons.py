"""Whether the sentences of reasons are true, and the removed mass right.

Every clause that is said of a body is held against the scene's truth: the difference of areal mass
against the true areal mass of the same places, the matter against what the change really adds, the
mass against its interval. A sentence is true when all its clauses are.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import cv2
import numpy as np
import numpy.typing as npt

from imaging.background import filled
from imaging.material import MaterialScale, scale_of
from imaging.standout import told
from imaging.surroundings import Surroundings, difference, surroundings
from imaging.vocabulary import MaterialClass
from models.detector import Detector
from models.evaluation.figures import Figure, median, share
from models.evaluation.truths import Box, TrueScene
from models.reasons import Clause, clauses

MOST_BODIES = 3
"""Pieces of one irregularity that are looked at, the largest first."""
_ORGANIC, _MINERAL = MaterialClass.ORGANIC, MaterialClass.MINERAL
_METAL, _HEAVY = MaterialClass.METAL, MaterialClass.HEAVY
_ALLOWED: Mapping[str, frozenset[MaterialClass]] = MappingProxyType(
    {
        "organic": frozenset({_ORGANIC}),
        "light": frozenset({_MINERAL}),
        "steel": frozenset({_METAL}),
        "heavier": frozenset({_HEAVY}),
        "below_steel": frozenset({_ORGANIC, _MINERAL}),
        "steel_or_more": frozenset({_METAL, _HEAVY}),
    }
)
_MAIN = 0.6
"""Share of what a change adds, from which one class is what it is of."""
_SLACK_G_CM2 = 0.3
_CLOSE = 0.15
_ON_TARGET = 0.3
"""Share of a finding's area that must be the irregularity for its mass to be compared."""


@dataclasses.dataclass(frozen=True, slots=True)
class Judged:
    """One sentence, held against the truth.

    Attributes
    ----------
    clauses
        Kind of each clause and whether it is true.
    kg, true_kg
        Removed mass, and the truth within the same outline; None where it is only a bound.
    """

    clauses: tuple[tuple[str, bool], ...]
    kg: float | None
    true_kg: float
    text: str

    @property
    def true(self) -> bool:
        """Whether the whole sentence is."""
        return all(good for _, good in self.clauses)


def judge(
    scene: TrueScene, box: Box, mask: npt.NDArray[np.bool_] | None, scale: MaterialScale
) -> Judged:
    """Measure one place of a scene and hold what is said of it against the truth."""
    place = surroundings(scene.radiograph, box, mask, scale)
    found = told(place, scene.radiograph, scale)
    truth = _Truth.of(scene, place)
    said = clauses(found)
    return Judged(
        clauses=tuple((one.kind, truth.bears(one)) for one in said),
        kg=None if found.high_kg is None or not _said_mass(said) else found.kg,
        true_kg=truth.kg,
        text="; ".join(one.english for one in said),
    )


def judge_bodies(scenes: Iterable[TrueScene]) -> list[Judged]:
    """Judge what is said of every body, with the true outlines."""
    out = []
    for scene in scenes:
        scale = scale_of(scene.radiograph)
        out += [judge(scene, one.box, one.mask, scale) for one in scene.bodies[:MOST_BODIES]]
    return out


def judge_findings(scenes: Iterable[TrueScene], detector: Detector) -> list[Judged]:
    """Judge what is said of the detector's own findings, hits and false alarms alike."""
    out = []
    for scene in scenes:
        scale = scale_of(scene.radiograph)
        found = detector.detect(scene.radiograph).findings
        out += [judge(scene, one.box, one.mask, scale) for one in found]
    return out


def figures(judged: Sequence[Judged], suffix: str = "") -> list[Figure]:
    """Return the share of true sentences and clauses, and the error of the removed mass."""
    kinds = sorted({kind for one in judged for kind, _ in one.clauses})
    weighed = [one for one in judged if one.kg is not None and abs(one.true_kg) > 1e-6]
    errors = [abs((one.kg or 0.0) / one.true_kg - 1.0) for one in weighed]
    out = [
        share(f"reasons.true_share{suffix}", [one.true for one in judged]),
        share(f"reasons.true_clauses{suffix}", [good for one in judged for _, good in one.clauses]),
        median(f"reasons.removed_mass_error{suffix}", errors),
        share(f"reasons.removed_mass_within_15{suffix}", [error <= _CLOSE for error in errors]),
    ]
    for kind in kinds:
        hits = [good for one in judged for name, good in one.clauses if name == kind]
        out.append(share(f"reasons.clause.{kind}{suffix}", hits))
    return out


def _said_mass(said: Sequence[Clause]) -> bool:
    return any(one.kind in ("mass", "missing_least") for one in said)


@dataclasses.dataclass(frozen=True, slots=True)
class _Truth:
    """What is true of a place.

    Attributes
    ----------
    delta
        True areal mass there less that of the places it was compared with, g/cm2.
    kg
        What the change adds within the outline; where the outline is not on the change, what the
        true areal mass has there more than the same background of it.
    main
        What the change is mainly of; None for a mixture and off the change.
    """

    delta: float
    kg: float
    main: MaterialClass | None

    @classmethod
    def of(cls, scene: TrueScene, place: Surroundings) -> _Truth:
        """Look up what is true of a place that was cut out."""
        mask = place.hole.mask
        areal = _cut(scene.areal, place)
        here, around = difference(place, areal)
        unit = scene.pixel_kg * place.measured.shrink**2
        on_target = _cut(scene.mask.astype(np.float32), place)[mask].mean() >= _ON_TARGET
        if not on_target:
            apart = (areal - filled(areal, place.hole))[mask]
            return cls(here - around, float(apart.sum()) * unit, None)
        added = _cut(scene.added, place)[mask]
        return cls(here - around, float(added.sum()) * unit, _main(scene, place))

    def bears(self, clause: Clause) -> bool:
        """Whether a clause is true."""
        kind, values = clause.kind, clause.values
        if kind in _ALLOWED:
            return self.main in _ALLOWED[kind]
        low, high = _stated(kind, values)
        truth = self.kg if kind.startswith(("mass", "missing")) else self.delta
        return low <= (-truth if kind.startswith(("less_", "missing")) else truth) <= high


def _stated(kind: str, values: Mapping[str, float]) -> tuple[float, float]:
    """Return from where to where a clause says that a figure lies; everywhere for `opaque`.

    What does not come through is counted on the picture itself.
    """
    if kind == "opaque":
        return -math.inf, math.inf
    if kind.startswith(("mass", "missing")):
        return values["low"], values.get("high", math.inf)
    middle = values.get("delta", 0.0)
    if kind.startswith("least_"):
        return middle - _SLACK_G_CM2, math.inf
    reach = values["error"] + _SLACK_G_CM2
    return middle - reach, middle + reach


def _main(scene: TrueScene, place: Surroundings) -> MaterialClass | None:
    """Return the class that most of what is brought in belongs to."""
    grams = np.array([_cut(layer, place)[place.hole.mask].sum() for layer in scene.by_class])
    brought = np.maximum(grams, 0.0)
    if brought.sum() <= 0.0 or brought.max() < _MAIN * brought.sum():
        return None
    return MaterialClass(int(brought.argmax()))


def _cut(plane: npt.NDArray[np.float32], place: Surroundings) -> npt.NDArray[np.float32]:
    """Cut a plane of the scene as the place was cut out of the scan."""
    x, y, wide, high = place.box
    rows, columns = place.measured.thick.shape
    part = np.ascontiguousarray(plane[y : y + high, x : x + wide], np.float32)
    resized = cv2.resize(part, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(resized, np.float32)
