"""From a network's score to a number that means something, by a monotone table in the card.

Without a table a score is a score and is called one. Two meanings are known: how often a finding
with this score is a true one (isotonic regression on labelled findings: M. Ayer and others, Annals
of Mathematical Statistics 26 (1955) 641), and the share of innocent scans whose strongest place
scores as high (conformal p-value: V. Vovk, A. Gammerman and G. Shafer, Algorithmic Learning in a
Random World, 2005, section 2.2).
"""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Self

import numpy as np


class Meaning(enum.StrEnum):
    """What a calibrated number says."""

    FREQUENCY = "frequency"
    FALSE_ALARMS = "false_alarms"


@dataclasses.dataclass(frozen=True, slots=True)
class Curve:
    """A monotone table: straight between its points, flat beyond its ends.

    Attributes
    ----------
    scores
        Rising, 0 to 1, at least one.
    values
        One for each, 0 to 1, all rising or all falling (flat parts allowed).
    """

    scores: tuple[float, ...]
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.scores or len(self.scores) != len(self.values):
            raise ValueError("a calibration curve has as many values as scores, and at least one")
        if any(not 0.0 <= one <= 1.0 for one in (*self.scores, *self.values)):
            raise ValueError("a calibration curve lies from 0 to 1")
        if np.any(np.diff(self.scores) <= 0.0):
            raise ValueError("the scores of a calibration curve rise")
        steps = np.diff(self.values)
        if np.any(steps < 0.0) and np.any(steps > 0.0):
            raise ValueError("a calibration curve only rises or only falls")

    def at(self, score: float) -> float:
        """Return what a score means."""
        return float(np.interp(score, self.scores, self.values))


@dataclasses.dataclass(frozen=True, slots=True)
class Calibration:
    """What the scores of a model mean, by kind of scan.

    Attributes
    ----------
    meaning
        What the numbers say.
    curves
        By kind of scan, as the card's thresholds; a kind without one keeps its score.
    """

    meaning: Meaning
    curves: Mapping[str, Curve]

    @classmethod
    def read(cls, tree: Mapping[str, object]) -> Self:
        """Read the field of a card; KeyError, TypeError or ValueError when it does not fit."""
        curves = tree["curves"]
        if not isinstance(curves, dict):
            raise TypeError("the curves of a calibration are a table by kind of scan")
        found = {
            str(beam): Curve(_numbers(one["scores"]), _numbers(one["values"]))
            for beam, one in curves.items()
        }
        return cls(Meaning(str(tree["meaning"])), MappingProxyType(found))

    def plain(self) -> dict[str, object]:
        """Return it as the card holds it."""
        curves = {
            beam: {"scores": list(curve.scores), "values": list(curve.values)}
            for beam, curve in self.curves.items()
        }
        return {"meaning": self.meaning.value, "curves": curves}

    def of(self, score: float, beam: str) -> float | None:
        """Return what a score means; None for a kind of scan without a curve."""
        curve = self.curves.get(beam)
        return None if curve is None else curve.at(score)


def _numbers(values: object) -> tuple[float, ...]:
    if not isinstance(values, list):
        raise TypeError("a calibration curve is two lists of numbers")
    return tuple(float(value) for value in values)


def frequency_curve(scores: Sequence[float], hits: Sequence[bool]) -> Curve:
    """Fit how often a finding with a score is a true one, by pooling adjacent violators.

    Parameters
    ----------
    scores
        Of findings on scans that neither trained nor set a threshold.
    hits
        Whether each was one.

    Raises
    ------
    ValueError
        When there is none.
    """
    if len(scores) == 0 or len(scores) != len(hits):
        raise ValueError("a calibration needs findings, each with its outcome")
    order = np.argsort(np.asarray(scores, np.float64), kind="stable")
    blocks: list[list[float]] = []
    for place in order:
        blocks.append([float(hits[place]), 1.0, float(scores[place])])
        while len(blocks) > 1 and _mean(blocks[-2]) >= _mean(blocks[-1]):
            last = blocks.pop()
            blocks[-1] = [blocks[-1][0] + last[0], blocks[-1][1] + last[1], last[2]]
    points = {block[2]: _mean(block) for block in blocks}
    return Curve(tuple(points), tuple(points.values()))


def _mean(block: list[float]) -> float:
    return block[0] / block[1]


def false_alarm_curve(innocent: Sequence[float]) -> Curve:
    """Fit the share of innocent scans whose strongest place scores at least as high.

    Parameters
    ----------
    innocent
        The largest score of each of many innocent scans.

    Raises
    ------
    ValueError
        When there is none.
    """
    if len(innocent) == 0:
        raise ValueError("a calibration needs innocent scans")
    peaks, counts = np.unique(np.asarray(innocent, np.float64), return_counts=True)
    at_least = np.cumsum(counts[::-1])[::-1]
    values = (at_least + 1.0) / (len(innocent) + 1.0)
    return Curve(tuple(map(float, peaks)), tuple(map(float, np.minimum(values, 1.0))))
