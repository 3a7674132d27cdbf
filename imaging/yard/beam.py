"""Spectra: Kramers' law behind a target and a filter, folded with a scintillator's response.

Kramers (Phil. Mag. 46 (1923) 836): the photons of a thick target go as ``(E0 - E) / E``. At
megavolts this is softer than a forward spectrum really is; iron and the target's own tungsten
harden it. Fine spectra are folded into a few energies at which the scene is exposed.
"""

from __future__ import annotations

import dataclasses
import functools

import numpy as np

from imaging.attenuation import Doubles, element_attenuation
from imaging.yard.substances import SUBSTANCES, screen_passes, screen_response

FINE = 20
"""Fine energies to each one that is exposed."""


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    """What makes the two beams.

    Attributes
    ----------
    high, low
        End points in MeV; a tube has one, and a sandwich of two screens tells the energies apart.
    target
        g/cm2 of tungsten that the photons cross.
    filter
        Iron before a linac's beam, or copper between a tube's two screens, g/cm2.
    screen
        Thickness of the scintillator (of the rear one, with a tube), g/cm2.
    front
        Thickness of a tube's front screen, g/cm2.
    """

    high: float
    low: float
    target: float
    filter: float
    screen: float
    front: float = 0.0

    @property
    def tube(self) -> bool:
        """Whether an X-ray tube makes it."""
        return self.high < 1.0


@dataclasses.dataclass(frozen=True, slots=True, eq=False)
class Beam:
    """Two detected spectra on common energies.

    Attributes
    ----------
    energies
        ``float64``, MeV.
    signal
        ``float64`` (2, energies): high and low; what each energy gives to the signal in air, each
        row summing to 1.
    spread
        ``float64`` (2, energies): the same for the variance of a compound Poisson process, each
        quantum counting with the square of what it leaves.
    """

    energies: Doubles
    signal: Doubles
    spread: Doubles

    def transmission(self, substance: str, areal: float) -> Doubles:
        """Return the (high, low) signal behind a slab of a substance, areal mass in g/cm2."""
        mu = SUBSTANCES[substance].attenuation(self.energies)
        return np.asarray(self.signal @ np.exp(-mu * areal))


@functools.lru_cache(maxsize=256)
def make_beam(source: Source, count: int = 14) -> Beam:
    """Fold a source's two spectra into ``count`` energies."""
    edges = np.geomspace(0.018 if source.tube else 0.1, source.high, count + 1)
    shares = (np.arange(FINE) + 0.5) / FINE
    fine = (edges[:-1, None] + (edges[1:] - edges[:-1])[:, None] * shares).ravel()
    widths = np.repeat((edges[1:] - edges[:-1]) / FINE, FINE)
    quanta, kept = _sandwich(source, fine) if source.tube else _interlaced(source, fine)
    quanta = quanta * widths
    signal = (quanta * kept).reshape(2, count, FINE)
    spread = (quanta * kept**2).reshape(2, count, FINE)
    both = signal / signal.sum(axis=(1, 2), keepdims=True)
    weights = both.sum(axis=0)
    total = weights.sum(axis=1)
    middle = fine.reshape(count, FINE)
    energies = np.where(total > 0, (weights * middle).sum(axis=1) / np.maximum(total, 1e-30), 0.0)
    folded = spread.sum(axis=2)
    return Beam(energies, both.sum(axis=2), folded / folded.sum(axis=1, keepdims=True))


def kramers(end_point: float, energies: Doubles) -> Doubles:
    """Return photons per MeV, unnormalised: ``(E0 - E) / E``, none above the end point."""
    return np.maximum(end_point - energies, 0.0) / energies


def _interlaced(source: Source, fine: Doubles) -> tuple[Doubles, Doubles]:
    """Two end points, one after the other, before one crystal."""
    hardened = np.exp(
        -element_attenuation("W", fine) * source.target
        - element_attenuation("Fe", fine) * source.filter
    )
    quanta = np.stack([kramers(end, fine) * hardened for end in (source.high, source.low)])
    kept = screen_response("PbWO4", source.screen, tuple(fine))
    return quanta, np.stack([kept, kept])


def _sandwich(source: Source, fine: Doubles) -> tuple[Doubles, Doubles]:
    """One end point; the front screen sees the low energies, copper and a rear one the high."""
    quanta = kramers(source.high, fine) * np.exp(
        -element_attenuation("W", fine) * source.target - element_attenuation("Al", fine) * 0.8
    )
    behind = (
        quanta
        * screen_passes("CaWO4", source.front, fine)
        * np.exp(-element_attenuation("Cu", fine) * source.filter)
    )
    low = screen_response("CaWO4", source.front, tuple(fine))
    high = screen_response("CaWO4", source.screen, tuple(fine))
    return np.stack([behind, quanta]), np.stack([high, low])
