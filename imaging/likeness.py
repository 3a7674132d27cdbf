"""How alike two loads look: a vector for each view, and a distance between vectors.

The vector holds measured features (`imaging.likeness_features`); nothing in it is learned. What is
learned is how much each of them says about the kind of goods: a linear map, fitted on simulated
scenes by `imaging.likeness_fit` and kept in ``likeness_metric.json`` with its provenance. Views are
compared within one kind of scanner only.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import json
from importlib import resources

import numpy as np
import numpy.typing as npt

from imaging.likeness_features import by_tube, ground_of, raw_features
from imaging.radiograph import Radiograph

Matrix = npt.NDArray[np.float32]

VERSION = 1
"""Of the features; vectors of another version are made again, never compared."""
FEATURES = 110
_CLIP = 4.0


class BeamKind(enum.StrEnum):
    """What kind of scanner took a view, as far as likeness goes."""

    LINAC_DUAL = "linac, two energies"
    LINAC_SINGLE = "linac, one energy"
    TUBE_DUAL = "tube, two energies"
    TUBE_SINGLE = "tube, one energy"


class Alike(enum.IntEnum):
    """How alike two loads are, in the words that an officer reads; more is more alike."""

    NO = 0
    SOMEWHAT = 1
    YES = 2


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Likeness:
    """What a view looks like.

    Attributes
    ----------
    kind
        The kind of scanner; only equal kinds are compared.
    values
        ``float32``, shape (`FEATURES`,), finite.
    """

    kind: BeamKind
    values: Matrix


def describe(radiograph: Radiograph) -> Likeness:
    """Describe the goods of a view, whatever its length, dose, energy and size of pixels."""
    return Likeness(kind_of(radiograph), raw_features(ground_of(radiograph)))


def kind_of(radiograph: Radiograph) -> BeamKind:
    """Return the kind of scanner that took a view."""
    if by_tube(radiograph):
        return BeamKind.TUBE_DUAL if radiograph.dual else BeamKind.TUBE_SINGLE
    return BeamKind.LINAC_DUAL if radiograph.dual else BeamKind.LINAC_SINGLE


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Metric:
    """The map from features to the space in which distances are taken.

    Attributes
    ----------
    mean, spread
        ``float32`` (`FEATURES`,): every feature is centred and scaled by these.
    discriminants
        ``float32`` (`FEATURES`, directions): what tells kinds of goods apart.
    rest
        Weight of every single feature beside them: goods that were never simulated differ in ways
        that the discriminants do not look at.
    near, far
        Distances up to which, among the scenes it was fitted on, nine in ten and one in two of the
        nearest neighbours were of the same kind of goods.
    """

    mean: Matrix
    spread: Matrix
    discriminants: Matrix
    rest: float
    near: float
    far: float

    def project(self, values: Matrix) -> Matrix:
        """Map features, shape (..., `FEATURES`), to points, shape (..., dimensions)."""
        scaled = np.clip((values - self.mean) / self.spread, -_CLIP, _CLIP)
        parts = [scaled @ self.discriminants, self.rest * scaled]
        return np.asarray(np.concatenate(parts, axis=-1), np.float32)

    def alike(self, distance: float) -> Alike:
        """Put a distance in words."""
        if distance <= self.near:
            return Alike.YES
        return Alike.SOMEWHAT if distance <= self.far else Alike.NO


@functools.lru_cache(maxsize=4)
def metric_of(kind: BeamKind) -> Metric:
    """Return the metric of one kind of scanner, as it is shipped."""
    text = resources.files("imaging").joinpath("likeness_metric.json").read_text(encoding="utf-8")
    tree = json.loads(text)["kinds"][kind.name]
    return Metric(
        mean=np.array(tree["mean"], np.float32),
        spread=np.array(tree["spread"], np.float32),
        discriminants=np.array(tree["discriminants"], np.float32),
        rest=float(tree["rest"]),
        near=float(tree["near"]),
        far=float(tree["far"]),
    )


def distance(one: Likeness, other: Likeness) -> float:
    """Return how far apart two views are; 0 for the same picture.

    Raises
    ------
    ValueError
        When the views come from different kinds of scanner.
    """
    if one.kind is not other.kind:
        raise ValueError(f"{one.kind} is not compared with {other.kind}")
    points = metric_of(one.kind).project(np.stack([one.values, other.values]))
    return float(np.linalg.norm(points[0] - points[1]))
