"""Simulated threats laid into a scan that never held one.

What a simulated scene hides is cut out as a change of attenuation, which multiplies what is left of
the beam in either energy (T. W. Rogers and others, *Threat image projection (TIP) into X-ray images
of cargo containers for training humans and machines*, 2016). The weaker signal gets the noise that
the scan itself shows at that brightness.
"""

from __future__ import annotations

import dataclasses
import math

import numpy as np

from imaging.noise import NoiseModel
from models.evaluation.scans import Mask
from models.prepare import Floats, WorkingView

Rng = np.random.Generator

CHANGED = 0.01
GROUND = (0.15, 6.0)
"""Mean attenuation of the ground that a threat may lie on: not the sky."""
TRIES = 60


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Projected:
    """A scan with one threat in it.

    Attributes
    ----------
    view
        As the network is fed.
    mask
        ``bool``, shape of the view: where the threat is.
    opacity
        Mean attenuation of the high energy under it before, in natural logarithms.
    side_cm
        Side of a square of its area.
    """

    view: WorkingView
    mask: Mask
    opacity: float
    side_cm: float


class Ground:
    """A scan to lay threats into.

    Parameters
    ----------
    view
        The scan as the network is fed.
    pitch_mm
        Of the view.
    """

    def __init__(self, view: WorkingView, pitch_mm: float) -> None:
        self.view = view
        self._pitch_cm = pitch_mm / 10.0
        self._thick = view.attenuation(0)
        whole = [np.clip(np.rint(p), 0, 65535).astype(np.uint16) for p in view.counts]
        self._sigma = [NoiseModel.of(plane).sigma for plane in whole]

    def lay(self, change: Floats, rng: Rng) -> Projected | None:
        """Lay a threat, (2, rows, columns) of attenuation, somewhere; None where it does not fit.

        Places of every opacity are wanted alike: an opacity is drawn, and of the places tried the
        nearest to it is taken.
        """
        rows, columns = change.shape[1:]
        inside = np.abs(change[0]) > CHANGED
        if rows >= self.view.shape[0] or columns >= self.view.shape[1] or not inside.any():
            return None
        wanted = float(rng.uniform(*GROUND))
        best, spot = math.inf, None
        for _ in range(TRIES):
            top = int(rng.integers(0, self.view.shape[0] - rows))
            left = int(rng.integers(0, self.view.shape[1] - columns))
            here = np.s_[top : top + rows, left : left + columns]
            opacity = float(self._thick[here][inside].mean())
            if GROUND[0] <= opacity <= GROUND[1] and abs(opacity - wanted) < best:
                best, spot = abs(opacity - wanted), here
        return None if spot is None else self._at(spot, change, inside, rng)

    def _at(self, spot: tuple[slice, slice], change: Floats, inside: Mask, rng: Rng) -> Projected:
        counts = self.view.counts.copy()
        for plane, sigma, body in zip(counts, self._sigma, change, strict=True):
            before, kept = plane[spot], np.exp(-body)
            after = before * kept
            lacking = _at_level(sigma, after) ** 2 - (_at_level(sigma, before) * kept) ** 2
            noise = rng.standard_normal(after.shape, dtype=np.float32)
            plane[spot] = np.maximum(after + noise * np.sqrt(np.maximum(lacking, 0.0)), 0.0)
        mask = np.zeros(self.view.shape, dtype=np.bool_)
        mask[spot] = inside
        return Projected(
            view=dataclasses.replace(self.view, counts=counts),
            mask=mask,
            opacity=float(self._thick[spot][inside].mean()),
            side_cm=math.sqrt(float(inside.sum())) * self._pitch_cm,
        )


def _at_level(sigma: Floats, counts: Floats) -> Floats:
    found = sigma[np.clip(np.rint(counts), 0, 65535).astype(np.int64)]
    return np.asarray(found, dtype=np.float32)
