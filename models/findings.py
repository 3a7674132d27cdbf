"""What an officer can check about a region: measured on the pixels, never told by the network.

The network only points. Why a place differs is said by comparing it with what stands beside it at
the same height, in quantities with units.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from models.prepare import Floats, WorkingView
from models.regions import Mask, Region
from models.tensors import CELL

TITLES: Mapping[str, str] = {
    "denser": "Denser than neighbours",
    "lighter": "Lighter than neighbours",
    "metallic": "More metallic than neighbours",
    "organic": "More organic than neighbours",
    "opaque": "Too dense to see through",
    "pattern": "Pattern unlike neighbours",
}
"""Every kind of finding and its title: the closed list that is translated."""

MEASURES: Mapping[str, str] = {
    "denser": "{delta:+g} g/cm²",
    "lighter": "{delta:+g} g/cm²",
    "metallic": "Energy ratio {inside:.2f}, around it {around:.2f}",
    "organic": "Energy ratio {inside:.2f}, around it {around:.2f}",
    "opaque": "At least {least:g} g/cm²",
    "pattern": "{delta:+g} g/cm²",
}
"""By kind: the short line under the title; values as in ``Finding.reason_values``."""

REASONS: Mapping[str, str] = {
    "denser": "Denser than its surroundings: {delta:+g} g/cm² against {surroundings:g} g/cm².",
    "lighter": "Lighter than its surroundings: {delta:+g} g/cm² against {surroundings:g} g/cm².",
    "metallic": "More metallic than its surroundings: energy ratio {inside:.2f} against "
    "{around:.2f}.",
    "organic": "More organic than its surroundings: energy ratio {inside:.2f} against "
    "{around:.2f}.",
    "opaque": "The beam does not get through here: at least {least:g} g/cm².",
    "pattern": "The pattern differs from its surroundings, though not the mass: {delta:+g} g/cm² "
    "against {surroundings:g} g/cm².",
}
"""By kind: the sentence; the closed list that is translated."""

LEAST_SHARE = 0.12
LEAST_DELTA = {True: 2.0, False: 0.2}
"""Smallest difference worth naming, g/cm2, by megavolt."""
LEAST_RATIO_CHANGE = {True: 0.015, False: 0.04}
SIGMAS = 4.0
OPAQUE_INSIDE = 0.5
OPAQUE_AROUND = 0.25
THIN = 0.15
"""Attenuation below which the ratio of the energies is only noise."""


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One place that the detector asks an officer to look at.

    Attributes
    ----------
    box
        (x, y, width, height) in stored pixels, inside the image.
    probability
        The network's score, 0 to 1; a score, not a frequency.
    kind
        How the place differs, one of ``TITLES``: measured, not predicted.
    title
        ``TITLES[kind]``.
    measure
        The short line under the title, in English.
    reason
        English template, one of ``REASONS``.
    reason_values
        What fills ``reason`` and ``MEASURES[kind]``.
    mask
        ``bool``, shape (height, width) of the box: the stored pixels that belong to it; None when
        only the box is known.
    model
        Which model says so, where several looked.
    calibrated, meaning
        What the score means by the card's calibration, 0 to 1, and which of
        `models.calibration.Meaning` that is; None and empty where there is none.
    """

    box: tuple[int, int, int, int]
    probability: float
    kind: str
    title: str
    measure: str
    reason: str
    reason_values: Mapping[str, float]
    mask: Mask | None = dataclasses.field(default=None, compare=False)
    model: str = ""
    calibrated: float | None = None
    meaning: str = ""

    @property
    def detail(self) -> str:
        """The short line under the title."""
        return self.measure

    @property
    def sentence(self) -> str:
        """The reason with its values, in English."""
        return self.reason.format(**self.reason_values)


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Measurer:
    """Measures regions of one scan.

    Attributes
    ----------
    view
        The scan at the network's pitch.
    cm2_per_g
        Attenuation of the high-energy beam by one g/cm2 of goods.
    """

    view: WorkingView
    cm2_per_g: float

    def kind_of(self, region: Region) -> tuple[str, dict[str, float]]:
        """How a region differs from what stands beside it, and the values that say so."""
        inside = _inside(region, self.view.shape)
        around = _beside(region, inside)
        high = self.view.attenuation(0)
        here, there = float(np.median(high[inside])), float(np.median(high[around]))
        values = {
            "delta": _rounded((here - there) / self.cm2_per_g),
            "surroundings": _rounded(max(0.0, there) / self.cm2_per_g),
        }
        opaque = self.view.opaque()
        if opaque[inside].mean() > OPAQUE_INSIDE and opaque[around].mean() < OPAQUE_AROUND:
            floor = float(high[opaque & inside].min())
            return "opaque", {**values, "least": _rounded(floor / self.cm2_per_g)}
        least = LEAST_DELTA[self.view.megavolt] * self.cm2_per_g
        if abs(here - there) >= max(least, LEAST_SHARE * there):
            return ("denser" if here > there else "lighter"), values
        return self._material(high, inside, around, values)

    def _material(
        self, high: Floats, inside: Mask, around: Mask, values: dict[str, float]
    ) -> tuple[str, dict[str, float]]:
        if not self.view.dual:
            return "pattern", values
        low = self.view.attenuation(1)
        seen = (high > THIN) & ~self.view.opaque()
        here, here_error = _ratio(low, high, inside & seen)
        there, there_error = _ratio(low, high, around & seen)
        change = here - there
        needed = max(
            SIGMAS * math.hypot(here_error, there_error), LEAST_RATIO_CHANGE[self.view.megavolt]
        )
        if not abs(change) > needed:
            return "pattern", values
        # In a linac's beam the ratio falls with atomic number, in a tube's it rises.
        metallic = (change < 0) == self.view.megavolt
        return ("metallic" if metallic else "organic"), {
            **values,
            "inside": round(here, 3),
            "around": round(there, 3),
        }


def _inside(region: Region, shape: tuple[int, int]) -> Mask:
    """The region's cells as a mask of working pixels."""
    mask = np.zeros(shape, dtype=np.bool_)
    x, y = region.box[0] * CELL, region.box[1] * CELL
    cells = region.mask.repeat(CELL, axis=0).repeat(CELL, axis=1)
    target = mask[y : y + cells.shape[0], x : x + cells.shape[1]]
    target |= cells[: target.shape[0], : target.shape[1]]
    return mask


def _beside(region: Region, inside: Mask) -> Mask:
    """What stands left and right of the region at its height; all else where nothing does."""
    x, y, width, height = (CELL * v for v in region.box)
    reach, gap = max(width, 8), CELL
    rows = slice(y, y + height)
    around = np.zeros_like(inside)
    around[rows, max(0, x - gap - reach) : max(0, x - gap)] = True
    around[rows, x + width + gap : x + width + gap + reach] = True
    return around if around.any() else ~inside


def _ratio(low: Floats, high: Floats, where: Mask) -> tuple[float, float]:
    """Ratio of the attenuations over some pixels and its standard error; (nan, inf) for too few."""
    count = int(where.sum())
    if count < 8:
        return math.nan, math.inf
    ratios: npt.NDArray[np.float32] = low[where] / high[where]
    middle = float(np.median(ratios))
    spread = 1.4826 * float(np.median(np.abs(ratios - middle)))
    # Neighbouring pixels share their noise, so a quarter of them count.
    return middle, 1.2533 * spread / math.sqrt(max(1.0, count / 4))


def _rounded(value: float) -> float:
    """Two significant figures, at most one decimal below 10: what the measurement bears."""
    if abs(value) >= 100:
        return float(round(value, -1))
    return float(round(value)) if abs(value) >= 10 else round(value, 1)
